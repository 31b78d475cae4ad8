"""What is made ready before the clock runs: the edition, repeated, and the same text for the peer.

The process that measures starts this as a process of its own, and so stays small (see ``Usage``).
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from bench.markdown import document_markdown
from bench.repeat import repeat_edition
from dedoc.build import Order, Source, load
from dedoc.fonts import font_file
from dedoc.model import Figure, Note
from dedoc.project import find_edition
from dedoc.render.figures import draw_figures, drawing_size
from dedoc.render.rasters import print_pngs
from dedoc.walk import find, plain_text

TEMPLATE = Path(__file__).with_name("template.typ")


def prepare(name: str, times: int, folder: Path) -> dict[str, int | str]:
    """Write ``edition/`` and the peer's files into ``folder``; return the edition's name and how much is in it.

    Pictures are made for the peer in both forms, SVG for Typst and PNG for Word; dedoc makes its own while timed.
    """
    original = find_edition(name or None)
    repeat_edition(original, times, folder / "edition")
    source = load(Order(str(folder / "edition")))
    shutil.copyfile(TEMPLATE, folder / TEMPLATE.name)
    (folder / "report.md").write_text(document_markdown(source.document, source.style), encoding="utf-8")
    (folder / "data.json").write_text(json.dumps(_data(source), ensure_ascii=False), encoding="utf-8")
    fonts = sorted({str(font_file(font).parent) for font in source.style.record.fonts.values()})
    (folder / "fonts.txt").write_text("\n".join(fonts), encoding="utf-8")
    _draw(source, folder)
    tree = (source.document.front, source.document.body, source.document.back)
    characters = len("".join(plain_text(tree, with_notes=True).split()))
    return {"edition": original.name, "characters": characters, "notes": sum(1 for _ in find(tree, Note))}


def _data(source: Source) -> dict[str, Any]:
    metadata, style = source.document.metadata, source.style.record
    language, _, region = metadata.language.partition("-")
    page = {key: getattr(style.page, key) for key in ("width", "height", "columns", "lines", "size", "pitch", "top")}
    figures = find((source.document.front, source.document.body, source.document.back), Figure)
    return {
        "title": metadata.full_title,
        "authors": metadata.authors,
        "language": language,
        "region": region.rpartition("-")[2].lower() or None,
        "page": page,
        "body": style.fonts["body"].family,
        "heading": style.fonts["heading"].family,
        "note": style.text["note"].size,
        "alternatives": {f"figure-{figure.label}.svg": figure.alternative for figure in figures},
    }


def _draw(source: Source, folder: Path) -> None:
    pictures = draw_figures(source.document, source.style)
    parts = (source.document.front, source.document.body, source.document.back)
    sizes = {figure.label: drawing_size(figure, source.style) for figure in find(parts, Figure)}
    vectors = {
        Path(name).stem: (data, *sizes[Path(name).stem.removeprefix("figure-")])
        for name, data in pictures.items()
        if name.endswith(".svg")
    }
    for name, data in pictures.items():
        (folder / name).write_bytes(data)
    for stem, data in print_pngs(vectors, source.style).items():
        (folder / f"{stem}.png").write_bytes(data)


if __name__ == "__main__":
    made = prepare(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
    sys.stdout.write(json.dumps(made))
