"""Tables of Word: caption and unit above, remarks and source below, kept together, and numbers at their points."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import fsum

from docx.oxml.ns import qn

from dedoc.model import Alignment, Cell, Table
from dedoc.overlays import accepted
from dedoc.project import Locale
from dedoc.render.measure import decimal_tail, text_width
from dedoc.render.word.captions import numbered
from dedoc.render.word.gaps import gap
from dedoc.render.word.heights import PADDING, block_height, column_widths, is_uncut, left_over
from dedoc.render.word.places import Place
from dedoc.render.word.text import Writer
from dedoc.render.word.xml import Element, element, paragraph, set_property
from dedoc.style import Style
from dedoc.walk import plain_text

ALIGN = {Alignment.CENTER: "center", Alignment.RIGHT: "right"}
HEAD_ALIGN = ALIGN | {Alignment.DECIMAL: "center"}
"""The head of a column of numbers stands above its middle."""


class Tables:
    """Writes tables in the measures of a style and the words of a locale."""

    def __init__(self, writer: Writer, style: Style, locale: Locale) -> None:
        self.writer = writer
        self.style = style
        self.locale = locale

    def elements(self, table: Table, place: Place) -> Iterator[Element]:
        """Yield a table with what stands above and below it, and the gaps that bring the text back into step."""
        height = block_height(accepted(table), place, self.style)
        room = left_over(height, self.style)
        yield gap(room / 2)
        above = list(self._above(table))
        yield from above
        made = self._grid(table, place)
        below = list(self._below(table))
        _keep_rows(made, whole=is_uncut(height, self.style), with_next=bool(below))
        yield made
        yield from below
        yield gap(room / 2)

    def _above(self, table: Table) -> Iterator[Element]:
        if table.number:
            title = [*numbered("table", table, self.writer, self.locale), *self.writer.inlines(table.caption)]
            yield paragraph("TableCaption", self.writer.named(table, title))
        if table.unit:
            yield paragraph("TableUnit", self.writer.inlines(table.unit))

    def _below(self, table: Table) -> Iterator[Element]:
        if table.remarks:
            keep = [element("keepNext")] if table.source else []
            yield paragraph("TableRemarks", self.writer.inlines(table.remarks), *keep)
        if table.source:
            yield paragraph("TableSource", self.writer.inlines((table.source,)))

    def _grid(self, table: Table, place: Place) -> Element:
        """Return the table itself; one without caption bears its name in its first cell."""
        widths = column_widths(table, place.room)
        ends = [round(fsum(widths[:count]) * 20) for count in range(len(widths) + 1)]
        twips = [end - start for start, end in itertools.pairwise(ends)]
        grid = element("tblGrid", *(element("gridCol", w=width) for width in twips))
        rows = [_row(self._head(table), twips, element("tblHeader"))]
        new = accepted(table)
        ways = [self._way(new, column, width) for column, width in enumerate(widths)]
        for cells, revision in zip(table.rows, table.revisions or (None,) * len(table.rows), strict=True):
            rows += self.writer.whole(revision, self._data_row(cells, ways, twips))
        is_rtl = self.style.record.setting.is_rtl
        properties = table_properties("ReportTable", place.left, place.room, *self._described(new), is_rtl=is_rtl)
        return element("tbl", properties, grid, *rows)

    def _data_row(self, cells: tuple[Cell, ...], ways: list[Way], widths: list[int]) -> Iterator[Element]:
        """Yield the one row, once it is asked for."""
        contents = zip(cells, ways, strict=True)
        texts = [paragraph("TableText", self.writer.inlines(cell), *way.properties()) for cell, way in contents]
        yield _row(texts, widths)

    def _head(self, table: Table) -> Iterator[Element]:
        for column, (cell, alignment) in enumerate(zip(table.head, table.alignments, strict=True)):
            content = self.writer.inlines(cell)
            named = content if column or table.number else self.writer.named(table, content)
            yield paragraph("TableHead", named, *Way(HEAD_ALIGN.get(alignment, "")).properties())

    def _way(self, table: Table, column: int, width: float) -> Way:
        """Return how the cells of a column stand; numbers that find no room at their points stand at the right."""
        alignment = table.alignments[column]
        if alignment is not Alignment.DECIMAL:
            return Way(ALIGN.get(alignment, ""))
        size, room = self.style.record.text["table"].size, width - 2 * PADDING
        texts = [plain_text(row[column]) for row in table.rows]
        tails = [decimal_tail(text) for text in texts]
        heads = [text.removesuffix(tail) for text, tail in zip(texts, tails, strict=True)]
        behind = max((text_width(tail, size) for tail in tails), default=0)
        before = max((text_width(head, size) for head in heads), default=0)
        return Way(point=room - behind) if before + behind <= room else Way("right")

    def _described(self, table: Table) -> Iterator[Element]:
        """Yield the name of the table and what its columns are, for readers who cannot see it."""
        marks = self.locale.marks
        heads = marks["and"].join(filter(None, map(plain_text, table.head)))
        yield element("tblCaption", val=table.mark + plain_text(table.caption) if table.number else heads)
        values = {"rows": len(table.rows), "columns": len(table.head), "heads": heads}
        yield element("tblDescription", val=marks["table_description"].format(**values))


@dataclass(frozen=True, slots=True)
class Way:
    """How the text of a cell stands: aligned, or with its decimal point at a place in pt from the cell's edge."""

    align: str = ""
    point: float = 0

    def properties(self) -> Iterator[Element]:
        """Yield the properties of the cell's paragraph; Word puts numbers at the one decimal stop of their cell."""
        if self.point:
            yield element("tabs", element("tab", val="decimal", pos=round(self.point * 20)))
        if self.align:
            yield element("jc", val=self.align)


def table_properties(style: str, left: float, width: float, *described: Element, is_rtl: bool = False) -> Element:
    """Return the properties of a table of fixed width, ``left`` pt from the edge where the text begins."""
    return element(
        "tblPr",
        element("tblStyle", val=style),
        *([element("bidiVisual")] if is_rtl else []),
        element("tblW", w=round(width * 20), type="dxa"),
        *([element("tblInd", w=round(left * 20), type="dxa")] if left else []),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        *described,
    )


def _row(texts: Iterable[Element], widths: list[int], *properties: Element) -> Element:
    cells = (
        element("tc", element("tcPr", element("tcW", w=width, type="dxa")), text)
        for text, width in zip(texts, widths, strict=True)
    )
    return element("tr", element("trPr", element("cantSplit"), *properties), *cells)


def _keep_rows(table: Element, *, whole: bool, with_next: bool) -> None:
    """Keep the rows of a short table together, and the last row of any table with what stands below it."""
    rows = table.findall(qn("w:tr"))
    kept = rows[1:-1] if whole else []
    for row in [*kept, *(rows[-1:] if with_next else [])]:
        for text in row.iter(qn("w:p")):
            set_property(text, element("keepNext"))
