"""The files of an edition, from what a Word file says."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dedoc.errors import ContentError, Location, fail
from dedoc.importing.edition import UNKNOWN, dump, sources_yaml
from dedoc.importing.front import Front
from dedoc.importing.ledger import Kind, Ledger
from dedoc.importing.markdown import escape
from dedoc.importing.notes import Cited, Sources, citation, cite, keys_of, slug, unique
from dedoc.importing.structure import NoteText
from dedoc.importing.word.chapters import Chapter
from dedoc.importing.word.charts import chart_of
from dedoc.importing.word.items import Block, Figure, Heading, Item, Sidebar, Table
from dedoc.project import Locale

PITCH = 28.9
"""Points from line to line on the page of a report: the heights of figures are counted in them."""

RASTERS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg"}
"""The first bytes of pictures that an edition takes as they are."""

MOST_PIXELS = 100_000_000
MOST_BYTES = 150 * 2**20
"""Bytes of all pictures together that are copied into an edition."""


@dataclass
class Report:
    """What was found in a Word file: cover, front matter and body, its notes, and where its pictures are read from."""

    front: Front
    title: list[str]
    year: int
    preface: list[Item] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)
    back: list[Item] = field(default_factory=list)
    notes: dict[str, list[Block]] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0


@dataclass
class Files:
    """Makes the files. ``picture`` reads a part of the Word file, which messages call ``name``."""

    report: Report
    locale: Locale
    ledger: Ledger
    picture: Callable[[str], bytes | None]
    name: str
    sources: Sources = field(default_factory=Sources)
    made: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    taken: int = 0

    def make(self) -> dict[str, bytes]:
        """Return the files by their paths in the edition's folder."""
        cited = self._cited()
        for item in self._all((*self.report.preface, *self.report.body, *self.report.back)):
            if isinstance(item, Figure):
                self._figure(item)
            elif isinstance(item, Table):
                self._table(item)
        chapters = self._chapters()
        for name, items in chapters.items():
            chapter = Chapter(cited, self.report.notes, self.names, self.keys)
            self._put(f"chapters/{name}", chapter.write(items))
            for sheet, rows in chapter.sheets.items():
                self._put(f"tables/{sheet}.csv", _csv(rows))
        self._put("edition.yaml", self._edition(list(chapters)))
        self._put("sources.yaml", sources_yaml(self.sources))
        self._put("facts.yaml", "# 尚无。\n")
        return self.made

    def _all(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield items with those in boxes."""
        for item in items:
            yield item
            if isinstance(item, Sidebar):
                yield from self._all(item.content)

    def _put(self, path: str, text: str) -> None:
        self.made[path] = text.encode()

    def _cited(self) -> dict[str, Cited]:
        """Return what each note becomes: a citation, if it has the form of one, or a free note."""
        names: set[str] = set()
        found: dict[str, Cited] = {}
        for number, (key, blocks) in enumerate(self.report.notes.items(), 1):
            text = blocks[0].text if len(blocks) == 1 and not any(run.address for run in blocks[0].runs) else ""
            whole = "".join(block.text for block in blocks)
            note = NoteText(number, blocks[0].name if blocks else "", blocks[0].at if blocks else 0, text or whole)
            made = cite(note, self.sources, self.locale, names, self.ledger) if text else None
            if made is None:
                name = unique(slug(whole), names)
                names.add(name)
                made = Cited(name=name)
            found[key] = made
        return found

    def _figure(self, figure: Figure) -> None:
        """Make the files of a figure: the picture as it is, or a box in its place."""
        caption = figure.caption.text if figure.caption else ""
        drawing = figure.drawing
        self.names[figure.name] = unique(slug(caption or drawing.alternative or "figure"), self.names.values())
        name = self.names[figure.name]
        shown = caption or drawing.alternative.strip() or "图"
        data: dict[str, Any] = {"caption": escape(shown)}
        keys = self._source(figure.source) if figure.source else ()
        if figure.source and not keys:
            data["caption"] = escape(shown + figure.source.text)
        data |= {"source": list(keys), "height": _height(figure)}
        picture = self._picture(drawing.part, name) if drawing.part else None
        texts = "；".join(drawing.texts)
        data["alt"] = drawing.alternative.strip() or (f"图中文字：{texts}" if texts else f"图：{shown}")
        if picture:
            data["picture"] = picture
        elif plotted := chart_of(
            drawing, keys[0] if keys else self.sources.key("".join(self.report.title), is_work=True)
        ):
            data["data"] = f"{name}.csv"
            data["series"] = plotted.series
            self._put(f"figures/{name}.csv", _csv(plotted.rows))
        else:
            data |= {"columns": 1, "rows": 1}
            data["boxes"] = [{"key": "missing", "text": "原图缺", "row": 0, "column": 0, "tone": "plain"}]
            remark = "the drawing is none that an edition has; a box stands in its place"
            self.ledger.repair(Kind.UNPLACED, figure.at, figure.at, is_certain=False, remark=remark)
        self._put(f"figures/{name}.yaml", dump(data))

    def _source(self, block: Block) -> tuple[str, ...]:
        text = block.text.strip()
        shown = text if text.startswith(("（", "(")) else f"（{text}）"
        parts = citation(shown.replace("(", "（").replace(")", "）"), "figure", self.locale)
        if not parts:
            return ()
        return keys_of(parts, block.text, block.name, self.sources, self.ledger)

    def _picture(self, part: str, name: str) -> str:
        """Put a picture into the edition and return its file's name; "" where it cannot be one."""
        data = self.picture(part)
        if data is None:
            return ""
        self.taken += len(data)
        if self.taken > MOST_BYTES:
            hint = "make them smaller in Word (Picture Format, Compress Pictures), or leave those out that do not print"
            message = "the pictures in the Word file take more than {size} MB"
            fail(ContentError, Location(self.name), message, hint, size=MOST_BYTES // 2**20)
        kind = next((kind for start, kind in RASTERS.items() if data.startswith(start)), "")
        if not kind:
            data, kind = _converted(data), "png"
        if not data:
            return ""
        self.made[f"figures/{name}.{kind}"] = data
        return f"{name}.{kind}"

    def _table(self, table: Table) -> None:
        caption = table.caption.text if table.caption else ""
        self.names[table.name] = unique(slug(caption or "table"), self.names.values())
        if table.remark is not None and (keys := self._source(table.remark)):
            self.keys[table.name] = keys

    def _chapters(self) -> dict[str, list[Item]]:
        """Return the items of each chapter: one a heading of level 1."""
        parts: list[list[Item]] = [[]]
        for item in self.report.body:
            if isinstance(item, Heading) and item.level == 1 and parts[-1]:
                # A remark before a heading belongs to it.
                parts.append([])
            parts[-1].append(item)
        digits = max(2, len(str(len(parts))))
        chapters = {f"{number:0{digits}d}-chapter.md": part for number, part in enumerate(parts, 1)}
        front = {f"{'0' * digits}-front.md": self.report.preface} if self.report.preface else {}
        back = {f"{len(parts) + 1:0{digits}d}-back.md": self.report.back} if self.report.back else {}
        return front | chapters | back

    def _edition(self, chapters: list[str]) -> str:
        report, front = self.report, self.report.front
        made = report.properties
        data: dict[str, Any] = {"title": report.title}
        if front.subtitle:
            data["subtitle"] = front.subtitle
        data |= {"year": report.year, "language": "zh-CN", "date": front.date or str(report.year)}
        data |= {"publisher": front.publisher or UNKNOWN}
        people = [{"role": role, "names": names} for role, names in front.people]
        authors = [name for name in re.split(r"[;；,，、]\s*", made.get("creator", "")) if name.strip()]
        data["people"] = people or [{"role": "作者", "names": authors or [UNKNOWN]}]
        data |= {key: made[key] for key in ("subject",) if made.get(key)}
        data["front"] = [name for name in chapters if name.endswith("-front.md")]
        data["back"] = [name for name in chapters if name.endswith("-back.md")]
        data["numbering"] = {"depth": report.depth}
        lines = re.sub(
            rf"^(publisher:|  -) {UNKNOWN}$", rf"\1 {UNKNOWN}  # 原文件未署，请补正", dump(data), flags=re.MULTILINE
        )
        return "# 由 dedoc import 自 Word 文件导入；修复记录见 import-ledger.md。\n" + lines


def _height(figure: Figure) -> float:
    """Return the lines that a figure takes: those of its drawing, and those below it."""
    lines = figure.drawing.height / PITCH if figure.drawing.height else 8
    return max(4, min(20, round(lines + 1 + bool(figure.source))))


def _csv(rows: list[list[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def _converted(data: bytes) -> bytes:
    """Return a picture of another kind (GIF, BMP, TIFF, WebP) as PNG, nothing where it is none that can be read."""
    from PIL import Image  # noqa: PLC0415 -- few imports have such pictures

    try:
        with Image.open(io.BytesIO(data), formats=("GIF", "BMP", "TIFF", "WEBP")) as image:
            if image.width * image.height > MOST_PIXELS:
                return b""
            buffer = io.BytesIO()
            image.convert("RGBA" if "A" in image.getbands() else "RGB").save(buffer, "PNG")
            return buffer.getvalue()
    except (OSError, ValueError, Image.DecompressionBombError):
        return b""
