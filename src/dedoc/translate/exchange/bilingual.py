"""A Word file with the source on the left and the translation on the right, for colleagues without other tools."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from dedoc.errors import Location
from dedoc.translate.catalogs import State
from dedoc.translate.exchange.items import Item, Returned, by_file
from dedoc.wordfile.package import open_package

MARK = re.compile(r"^(?P<catalog>[^\s/]+)/(?P<id>\S+?)(?:#(?P<stamp>[a-z2-7]{8}))?$")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WIDTHS = (2.2, 7.2, 7.6)
"""Widths of the columns in centimetres: what a row is, the source, the translation."""

COLOURS = {State.NEW: "FFF4E0", State.CHANGED: "FDE8E8", State.MEMORY: "EAF2FD"}
"""What waits for the translator is tinted."""

HEADS = ("№", "{source}", "{target}")


def bilingual(outgoing: Iterable[Item], source: str, target: str) -> bytes:
    """Return a Word file with a table for each catalog; the first column names the unit, so that rows may be sorted."""
    import docx  # noqa: PLC0415 -- it takes 0.1 s to load

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = docx.shared.Mm(210), docx.shared.Mm(297)
    section.left_margin = section.right_margin = docx.shared.Cm(2)
    for catalog, group in by_file(outgoing).items():
        document.add_heading(catalog, level=1)
        table = document.add_table(rows=1, cols=3)
        table.style = "Table Grid"
        table.autofit = False
        for cell, text in zip(table.rows[0].cells, HEADS, strict=True):
            cell.text = text.format(source=source, target=target)
            cell.paragraphs[0].runs[0].bold = True
        _repeat(table.rows[0])
        for item in group:
            _row(table, item)
        for column, width in zip(table.columns, WIDTHS, strict=True):
            column.width = docx.shared.Cm(width)
            for cell in column.cells:
                cell.width = docx.shared.Cm(width)
    made = io.BytesIO()
    document.core_properties.title = f"{source} – {target}"
    document.save(made)
    return made.getvalue()


def _row(table: Any, item: Item) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    cells = table.add_row().cells
    mark = cells[0].paragraphs[0].add_run(f"{item.catalog}/{item.id}#{item.stamp}")
    mark.font.size, mark.font.color.rgb = Pt(6), RGBColor(0x80, 0x80, 0x80)
    _fill(cells[1].paragraphs[0], item.source)
    _fill(cells[2].paragraphs[0], item.target)
    first = item.about.partition("\n")[0]
    context = cells[1].add_paragraph().add_run(first)
    context.font.size, context.font.italic, context.font.color.rgb = Pt(7), True, RGBColor(0x80, 0x80, 0x80)
    if item.state in COLOURS:
        _tint(cells[2], COLOURS[item.state])


def _fill(paragraph: Any, text: str) -> None:
    """Write a text; its placeholders stand in grey, so that the eye reads over them."""
    from docx.shared import RGBColor  # noqa: PLC0415

    for index, part in enumerate(re.split(r"(\{[^{}]*\})", text)):
        run = paragraph.add_run(part) if part else None
        if run is not None and index % 2:
            run.font.color.rgb = RGBColor(0x99, 0x66, 0x00)


def _tint(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 -- python-docx has no name for shades


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 -- nor for rows that repeat


def read_bilingual(data: bytes, name: str) -> Iterator[Returned]:
    """Yield the rows of a Word file in whatever order; changes that Word tracked count as accepted."""
    with open_package(io.BytesIO(data), name) as package:
        body = package.body()
    number = 0
    for table in body.iterchildren(f"{WORD}tbl"):
        for row in table.iter(f"{WORD}tr"):
            number += 1
            cells = [_lines(cell) for cell in row.iter(f"{WORD}tc")]
            match = MARK.match("".join(cells[0])) if len(cells) >= 3 and cells[0] else None
            if match is not None:
                source = cells[1][0] if cells[1] else ""
                target, place = " ".join(cells[2]), Location(name, number)
                stamp = match["stamp"] or ""
                yield Returned(match["catalog"], match["id"], source, target, place, is_done=True, stamp=stamp)


def _lines(cell: Any) -> list[str]:
    """Return the paragraphs of a cell that hold something, without what was deleted under tracking."""
    found = []
    for paragraph in cell.iter(f"{WORD}p"):
        parts = []
        for element in paragraph.iter(f"{WORD}t", f"{WORD}tab", f"{WORD}br"):
            gone = any(True for _ in element.iterancestors(f"{WORD}del", f"{WORD}moveFrom"))
            parts.append("" if gone else (element.text or "") if element.tag == f"{WORD}t" else " ")
        if text := " ".join("".join(parts).split()):
            found.append(text)
    return found
