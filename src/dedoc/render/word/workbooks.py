"""The workbook inside a chart of Word: what its author sees who edits the data.

It is written here and not by a library: the libraries for workbooks take longer to load than the whole Word file takes
to make, and a grid of words and numbers needs five small parts (ECMA-376-1, 18).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dedoc.fonts import FontStyle
from dedoc.render.word.package import packed, templates

SHEET = "Sheet1"

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_FIXED = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_MAIN}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_MAIN}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_MAIN}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{RELATIONS}">'
        f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A number with its format, or words where ``format`` is empty."""

    value: str
    format: str = ""


def workbook(cells: Mapping[tuple[int, int], Cell], font: FontStyle) -> bytes:
    """Return a workbook of one sheet; cells are known by row and column, from 0. Equal cells give equal bytes."""
    formats = list(dict.fromkeys(cell.format for cell in cells.values() if cell.format))
    rows = [
        [
            {
                "place": place(row, column),
                "value": cells[row, column].value,
                "is_text": not cells[row, column].format,
                "style": formats.index(cells[row, column].format) + 1 if cells[row, column].format else 0,
            }
            for column in _columns(cells, row)
        ]
        for row in range(max(row for row, _ in cells) + 1)
    ]
    parts = {name: _HEAD + text for name, text in _FIXED.items()}
    parts["xl/worksheets/sheet1.xml"] = templates().get_template("chart_sheet.xml.jinja").render(rows=rows)
    parts["xl/styles.xml"] = templates().get_template("chart_styles.xml.jinja").render(formats=formats, font=font)
    return packed({name: text.encode() for name, text in parts.items()})


def _columns(cells: Iterable[tuple[int, int]], row: int) -> list[int]:
    return sorted(column for other, column in cells if other == row)


def place(row: int, column: int) -> str:
    """Return the name of a cell: A1 for row 0 in column 0."""
    return f"{_letters(column)}{row + 1}"


def span(first: int, last: int, column: int) -> str:
    """Return the absolute range of cells in a column from one row to another, as charts name it."""
    start = f"{SHEET}!${_letters(column)}${first + 1}"
    return start if first == last else f"{start}:${_letters(column)}${last + 1}"


def _letters(column: int) -> str:
    """Return the letters of a column: A to Z, then AA (bijective base 26)."""
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
