"""The press: Typst sets the document, handed over as data, in the template of the style."""

from __future__ import annotations

import calendar
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, TypeAlias

from dedoc.errors import Location, OutputError, Problem, Severity, fail
from dedoc.fonts import font_file
from dedoc.model import Document, FolioMark, PageMap
from dedoc.moments import last_day
from dedoc.render.payload import document_data
from dedoc.style import Style

STANDARDS: Final = ("a-2a", "ua-1")
"""PDF/A-2a (ISO 19005-2) for the archive and PDF/UA-1 (ISO 14289-1) for readers who cannot see, in one file."""


Picture: TypeAlias = tuple[bytes, float, float]
"""Vector art as SVG, with its width and height in pt."""


def print_pdf(
    document: Document, style: Style, pictures: dict[str, bytes], *, is_draft: bool, timestamp: int
) -> tuple[bytes, PageMap]:
    """Return the PDF and where things stand in it.

    ``pictures`` are files by name, each for one figure; ``timestamp`` is the date of the PDF in seconds since 1970.
    OutputError carries what Typst says against the template, or that it does not tell where things stand.
    """
    with _compiler(document, style, pictures, is_draft=is_draft) as compiler:
        pdf = compiler.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=timestamp)
        told = json.loads(compiler.query("<page-map>", field="value"))
    assert isinstance(pdf, bytes)
    try:
        (places,) = told
        return pdf, page_map(places)
    except (ValueError, KeyError, TypeError, AttributeError):
        hint = "let it end with the page map, as that of the style “report” does"
        fail(OutputError, _place(style), "the template does not tell where headings, notes and figures stand", hint)


def print_pages(
    document: Document, style: Style, pictures: dict[str, bytes], *, is_draft: bool, resolution: int
) -> list[bytes]:
    """Return all pages as PNG at so many dots per inch, for people who look at many of them at once."""
    with _compiler(document, style, pictures, is_draft=is_draft) as compiler:
        made = compiler.compile(format="png", ppi=float(resolution))
    return made if isinstance(made, list) else [made]


@contextmanager
def _compiler(document: Document, style: Style, pictures: dict[str, bytes], *, is_draft: bool) -> Iterator[Any]:
    """Yield Typst, confined to a folder of its own; what it says against the template is an OutputError."""
    import typst  # noqa: PLC0415 -- heavy

    with tempfile.TemporaryDirectory(prefix="dedoc-") as folder:
        root = Path(folder)
        _lay_out(root, document, style, pictures, is_draft=is_draft)
        fonts = sorted({str(font_file(font).parent) for font in style.record.fonts.values()})
        try:
            yield typst.Compiler(
                str(root / style.record.template), root=folder, font_paths=fonts, ignore_system_fonts=True
            )
        except typst.TypstError as error:
            raise _typst_problem(error, style) from error


def _lay_out(root: Path, document: Document, style: Style, pictures: dict[str, bytes], *, is_draft: bool) -> None:
    """Fill the folder that Typst is confined to: templates, art, pictures and the document as data."""
    for folder in reversed(style.folders):
        for file in sorted(folder.iterdir()):
            if file.suffix in (".typ", ".svg", ".png"):
                shutil.copyfile(file, root / file.name)
    for name, picture in pictures.items():
        (root / name).write_bytes(picture)
    files = {Path(name).stem.removeprefix("figure-"): name for name in pictures}
    data = document_data(document, files) | {
        "style": style_data(style),
        "draft": is_draft,
        "as_printed": any(isinstance(block, FolioMark) for block in document.body),
    }
    (root / "document.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def style_data(style: Style) -> dict[str, Any]:
    """Return the measures of a style as data."""
    data = asdict(style.record)
    for record in (data, data["page"], *data["text"].values(), *data["fonts"].values()):
        record.pop("location", None)
        record.pop("id", None)
    return data


def _typst_problem(error: Exception, style: Style) -> OutputError:
    reason = " ".join(str(getattr(error, "message", error)).split())
    values = {"reason": reason, "hints": "; ".join(getattr(error, "hints", []) or ["-"])}
    message = "the press could not print: {reason}"
    return OutputError((Problem(message, _place(style), "Typst says: {hints}", Severity.ERROR, values),))


def _place(style: Style) -> Location:
    return Location(f"{style.folder.name}/{style.record.template}")


def page_map(places: list[dict[str, Any]]) -> PageMap:
    """Return the page map from what the template reported, in reading order."""

    def pick(kind: str) -> tuple[tuple[int, str], ...]:
        return tuple((p["page"], p["folio"]) for p in places if p["kind"] == kind)

    calls = [p["page"] for p in places if p["kind"] == "call"]
    notes = [p["page"] for p in places if p["kind"] == "note"]
    last = max(p["page"] for p in places)
    return PageMap(
        last,
        pick("heading"),
        tuple(zip(calls, notes, strict=True)),
        pick("figure"),
        pick("table"),
        pick("start"),
        pick("sidebar"),
    )


def print_pngs(pictures: Mapping[str, Picture], style: Style, *, resolution: int = 220) -> dict[str, bytes]:
    """Return vector art as PNG, by name, with the fonts of the style, at so many dots per inch.

    All of them are pages of one document: the fonts are opened once.
    """
    import typst  # noqa: PLC0415 -- heavy

    if not pictures:
        return {}
    source = "".join(
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
        f'#image("{index}.svg", width: 100%, height: 100%, fit: "contain")\n'
        for index, (_, width, height) in enumerate(pictures.values())
    )
    fonts = sorted({str(font_file(font).parent) for font in style.record.fonts.values()})
    with tempfile.TemporaryDirectory(prefix="dedoc-") as folder:
        for index, (svg, _, _) in enumerate(pictures.values()):
            (Path(folder) / f"{index}.svg").write_bytes(svg)
        (Path(folder) / "main.typ").write_text(source, encoding="utf-8")
        main = str(Path(folder) / "main.typ")
        made: Any = typst.compile(
            main, root=folder, font_paths=fonts, ignore_system_fonts=True, format="png", ppi=float(resolution)
        )
    pages = made if isinstance(made, list) else [made]
    return dict(zip(pictures, pages, strict=True))


def timestamp_of(document: Document, epoch: str | None) -> int:
    """Return the seconds since 1970 that outputs carry: SOURCE_DATE_EPOCH if given, else the day of the edition."""
    if epoch and epoch.isdigit():
        return int(epoch)
    return calendar.timegm(last_day(document.metadata.date).timetuple())
