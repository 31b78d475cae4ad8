"""Blocks to paragraphs and tables of Word."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import assert_never

from docx.oxml.ns import qn

from dedoc.model import (
    Alignment,
    Block,
    Cell,
    Chart,
    Figure,
    FolioMark,
    Heading,
    List,
    Paragraph,
    Quotation,
    Sidebar,
    SourceList,
    Table,
)
from dedoc.project import Locale
from dedoc.render.figures import drawing_size
from dedoc.render.measure import text_width
from dedoc.render.word.charts import chart_inline
from dedoc.render.word.pictures import Art, picture_inline
from dedoc.render.word.text import Writer, bookmark_name, bookmark_of
from dedoc.render.word.xml import Bookmarks, Element, element, field, paragraph, text_run
from dedoc.style import Style

_BEFORE_BREAK = {qn("w:pStyle"), qn("w:keepNext"), qn("w:keepLines")}
ALIGN = {alignment: alignment.value for alignment in Alignment} | {
    Alignment.DEFAULT: "left",
    Alignment.DECIMAL: "right",
}


@dataclass
class Blocks:
    """Writes blocks; collects the lists that need a numbering of their own and counts the headings it has met."""

    writer: Writer
    style: Style
    locale: Locale
    pictures: Mapping[str, Art]
    bookmarks: Bookmarks
    depth: int
    lists: list[tuple[List, int]] = dataclass_field(default_factory=list)
    headings: int = 0
    drawings: int = 0
    is_at_start: bool = False
    begins_page: bool = False
    inset: float = 0
    marked: set[str] = dataclass_field(default_factory=set)

    def blocks(self, content: tuple[Block, ...], style: str = "BodyText") -> Iterator[Element]:
        """Yield the elements of blocks whose paragraphs have ``style``."""
        for block in content:
            if isinstance(block, FolioMark):
                self.begins_page = True
                continue
            for index, made in enumerate(self._block(block, style)):
                if index == 0:
                    self._mark(block, made)
                yield self._on_new_page(made) if index == 0 else made

    def _mark(self, block: Block, made: Element) -> None:
        """Put the bookmark of a block around its first paragraph."""
        paragraph_ = made if made.tag == qn("w:p") else next(made.iter(qn("w:p")), None)
        if block.id and block.id not in self.marked and paragraph_ is not None:
            self.marked.add(block.id)
            start, end = self.bookmarks.around(bookmark_of(block.id), [])
            paragraph_.insert(int(paragraph_.pPr is not None), start)
            paragraph_.append(end)

    def _on_new_page(self, made: Element) -> Element:
        """Return the first element of a block, on a new page if one was printed to begin here."""
        if self.begins_page and made.tag == qn("w:p"):
            self.begins_page = False
            properties = made.get_or_add_pPr()
            after = [child for child in properties if child.tag in _BEFORE_BREAK]
            properties.insert(len(after), element("pageBreakBefore"))
        return made

    def _block(self, block: Block, style: str) -> Iterator[Element]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                run_in = self.writer.inlines(block.run_in, "RunInHeading")
                cut = [element("ind", firstLineChars=0, firstLine=0)] if block.is_continued else []
                # The last line before the end of a page is full, as it was in print.
                cut += [element("jc", val="distribute")] if block.is_open else []
                yield paragraph(style, [*run_in, *self.writer.inlines(block.content)], *cut)
            case List():
                yield from self._list(block, 0)
            case Quotation():
                self.inset += 2
                yield from self.blocks(block.content, "Quote")
                self.inset -= 2
            case Table():
                yield from self._table(block)
            case Figure():
                yield from self._figure(block)
            case Sidebar():
                title = [*self._numbered("sidebar", block), *self.writer.inlines(block.title)]
                yield paragraph("SidebarTitle", title)
                yield from self.blocks(block.content, "Sidebar")
            case SourceList():
                for entry in block.entries:
                    yield paragraph("SourceEntry", [text_run(f"{entry.mark} "), *self.writer.inlines(entry.content)])
            case FolioMark():
                return
            case _:
                assert_never(block)

    def _heading(self, block: Heading) -> Element:
        self.headings += 1
        content = self.bookmarks.around(f"_Toc{self.headings:06d}", self.writer.inlines(block.content))
        if block.label:
            content = self.bookmarks.around(bookmark_name(block.label), content)
        return paragraph(self._heading_style(block), content, *self._exceptions())

    def _exceptions(self) -> list[Element]:
        """Return what sets a heading apart from its style: no room above it at the head of the body."""
        found = [element("spacing", before=0)] if self.is_at_start else []
        self.is_at_start = False
        return found

    def _heading_style(self, block: Heading) -> str:
        """Return the style of a heading; where its level bears numbers, one without has a style of its own."""
        if not block.number and block.level <= self.depth:
            return f"HeadingUnnumbered{block.level}"
        return f"Heading{block.level}"

    def _list(self, block: List, depth: int) -> Iterator[Element]:
        self.lists.append((block, depth))
        number = len(self.lists) + 1
        for item in block.items:
            marked = False
            for inner in item:
                if isinstance(inner, List):
                    yield from self._list(inner, depth + 1)
                elif isinstance(inner, Paragraph) and not marked:
                    marked = True
                    place = (element("ilvl", val=min(depth, 8)), element("numId", val=number))
                    content = (*inner.run_in, *inner.content)
                    shifted = [self._list_indent(block, depth, is_marked=True)] if self.inset else []
                    yield paragraph("ListParagraph", self.writer.inlines(content), element("numPr", *place), *shifted)
                elif isinstance(inner, Paragraph):
                    content = (*inner.run_in, *inner.content)
                    indent = self._list_indent(block, depth, is_marked=False)
                    yield paragraph("ListParagraph", self.writer.inlines(content), indent)
                else:
                    yield from self._block(inner, "ListParagraph")

    def _list_indent(self, block: List, depth: int, *, is_marked: bool) -> Element:
        """Return the indent of an item's paragraph inside a quotation, or of one that bears no mark."""
        size = self.style.record.page.size
        left, hanging = list_indent(depth, block.marks[0].rstrip() if block.marks else "", size)
        left += self.inset * size
        return element("ind", left=round(left * 20), hanging=round(hanging * 20) if is_marked else None)

    def _figure(self, block: Figure) -> Iterator[Element]:
        drawn = self._chart(block, block.drawing) if isinstance(block.drawing, Chart) else self._picture(block)
        yield paragraph("Figure", [drawn])
        caption = [*self._numbered("figure", block), *self.writer.inlines(block.caption)]
        yield paragraph("Caption", caption, *([element("keepNext")] if block.source else []))
        if block.source:
            yield paragraph("FigureSource", self.writer.inlines((block.source,)))

    def _chart(self, block: Figure, chart: Chart) -> Element:
        self.drawings += 1
        size = drawing_size(block, self.style)
        inline = chart_inline(self.writer.part, chart, size, self.style, self.locale.language, self.drawings)
        describe(inline, self.drawings, block.label, block.alternative)
        return element("r", element("drawing", inline))

    def _picture(self, block: Figure) -> Element:
        self.drawings += 1
        inline = picture_inline(self.writer.part, self.pictures[block.label], *drawing_size(block, self.style))
        describe(inline, self.drawings, block.label, block.alternative)
        return element("r", element("drawing", inline))

    def _numbered(self, kind: str, block: Figure | Table | Sidebar) -> Iterator[Element]:
        """Yield the supplement and the number of a caption, a SEQ field inside the bookmark that references use."""
        before, _, after = self.locale.marks[kind].partition("{number}")
        path = [*map(str, block.number[:-1]), ""]
        supplement = before + self.locale.marks["number_separator"].join(path)
        # Counting by chapter: LibreOffice knows no restart at a heading (\\s), but both know one at a caption (\\r).
        restart = " \\r 1" if len(block.number) > 1 and block.number[-1] == 1 else ""
        number = field(f"SEQ {before.strip() or kind} \\* ARABIC{restart}", text_run(str(block.number[-1])))
        yield from self.bookmarks.around(
            bookmark_name(block.label or f"{kind}_{block.number[-1]}"), [text_run(supplement), *number]
        )
        yield text_run(after)

    def _table(self, block: Table) -> Iterator[Element]:
        if block.number:
            caption = [*self._numbered("table", block), *self.writer.inlines(block.caption)]
            yield paragraph("TableCaption", caption)
        page = self.style.record.page
        width = round(page.columns * page.size * 20)
        columns = len(block.alignments)
        grid = element("tblGrid", *(element("gridCol", w=width // columns) for _ in range(columns)))
        properties = element(
            "tblPr",
            element("tblStyle", val="ReportTable"),
            element("tblW", w=width, type="dxa"),
            element("tblLayout", type="fixed"),
            element("tblLook", val="0020", firstRow=1),
        )
        rows = [self._row(block.head, block, width // columns, is_head=True)]
        rows += [self._row(row, block, width // columns, is_head=False) for row in block.rows]
        yield element("tbl", properties, grid, *rows)
        # Two tables in a row would flow into one, and a section cannot end in a table.
        yield paragraph("TableText", [])

    def _row(self, cells: tuple[Cell, ...], block: Table, width: int, *, is_head: bool) -> Element:
        style = "TableHead" if is_head else "TableText"
        properties = element("trPr", element("cantSplit"), *([element("tblHeader")] if is_head else []))
        made = [
            element("tc", element("tcPr", element("tcW", w=width, type="dxa")), self._cell(cell, alignment, style))
            for cell, alignment in zip(cells, block.alignments, strict=True)
        ]
        return element("tr", properties, *made)

    def _cell(self, cell: Cell, alignment: Alignment, style: str) -> Element:
        return paragraph(style, self.writer.inlines(cell), element("jc", val=ALIGN[alignment]))


def list_indent(depth: int, mark: str, size: float) -> tuple[float, float]:
    """Return the left indent of an item and how far its mark hangs out, in pt: the mark stands two characters in."""
    hanging = max(1.5, math.ceil(2 * text_width(mark, 1) + 0.6) / 2) * size
    return (2 + 2 * depth) * size + hanging, hanging


def describe(inline: Element, number: int, name: str, alternative: str) -> None:
    """Give a drawing an id of its own, a name, and the text for readers who cannot see it."""
    properties = inline.docPr
    properties.set("id", str(number))
    properties.set("name", name)
    properties.set("descr", alternative)
