"""Blocks to paragraphs and tables of Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from docx.oxml.ns import qn

from dedoc.model import (
    Block,
    Chart,
    Figure,
    FolioMark,
    Heading,
    List,
    Paragraph,
    Quotation,
    Revision,
    Sidebar,
    SourceList,
    Table,
)
from dedoc.overlays import accepted, is_gone, is_redrawn, rejected
from dedoc.project import Locale
from dedoc.render.figures import drawing_size
from dedoc.render.word.boxes import boxed
from dedoc.render.word.captions import numbered
from dedoc.render.word.charts import chart_inline
from dedoc.render.word.gaps import gap, is_gap, settled
from dedoc.render.word.heights import block_height, is_uncut, left_over
from dedoc.render.word.numbering import LEVELS, Numberings, list_indent
from dedoc.render.word.pictures import Art, picture_inline
from dedoc.render.word.places import Place, body, box, quoted
from dedoc.render.word.styles import rows
from dedoc.render.word.tables import Tables
from dedoc.render.word.text import Writer, bookmark_name, bookmark_of
from dedoc.render.word.xml import Element, element, paragraph, set_property, text_run
from dedoc.style import Style
from dedoc.walk import plain_text


@dataclass
class Blocks:
    """Writes blocks; collects what Word counts by itself, and counts the headings it has met."""

    writer: Writer
    style: Style
    locale: Locale
    pictures: Mapping[str, Art]
    numberings: Numberings
    headings: int = 0
    drawings: int = 0
    is_at_start: bool = False
    begins_page: bool = False
    opens: bool = False

    def blocks(self, content: tuple[Block, ...], place: Place | None = None) -> Iterator[Element]:
        """Yield the elements of blocks, which stand in the running text if no other place is given."""
        follows = False
        for block in content:
            if isinstance(block, FolioMark):
                self.begins_page = True
                continue
            self.opens = self.style.record.setting.opens_flush and not follows
            follows = isinstance(block, Paragraph)
            begins_page, self.begins_page = self.begins_page, False
            written = self._block(_shown(block), place or body(self.style))
            for made in self.writer.whole(block.revision, written):
                if begins_page and not is_gap(made):
                    begins_page = False
                    yield from _on_new_page(made)
                yield made

    def settled(self, content: Iterable[Element]) -> list[Element]:
        """Return the content with the room around its tables and boxes given to the paragraphs beside them."""
        before = {row.id: round(row.look.before * 20) for row in rows(self.style, self.numberings.depth)}
        return settled(list(content), before)

    def _block(self, block: Block, place: Place) -> Iterator[Element]:
        match block:
            case Heading():
                yield self._heading(block, place)
            case Paragraph():
                yield self._paragraph(block, place)
            case List():
                yield from self._list(block, place, 0)
            case Quotation():
                yield from self._quotation(block, place)
            case Table():
                yield from Tables(self.writer, self.style, self.locale).elements(block, place)
            case Figure():
                yield from self._figure(block, place)
            case Sidebar():
                yield from self._sidebar(block, place)
            case SourceList():
                yield from self._sources(block)
            case FolioMark():
                return
            case _:
                assert_never(block)

    def _heading(self, block: Heading, place: Place) -> Element:
        content = self.writer.named(block, self.writer.inlines(block.content))
        if self.writer.is_deleting:
            return paragraph(self.heading_style(block, place), content)
        # The contents lead to the headings of the new text alone.
        self.headings += 1
        if place.title and block.level == 1:
            exceptions = []
        else:
            content = self.writer.bookmarks.around(f"_Toc{self.headings:06d}", content)
            content = self.writer.bookmarks.around(bookmark_name(block.label), content) if block.label else content
            exceptions = self._exceptions()
        typed = [text_run(block.mark)] if block.mark and self.numberings.is_typed else []
        made = paragraph(self.heading_style(block, place), [*typed, *content], *exceptions)
        if isinstance(block.former, Heading):
            self.writer.revisions.restyled(made, self.heading_style(block.former, place))
        return made

    def _exceptions(self) -> list[Element]:
        """Return what sets a heading apart from its style: no room above it at the head of the body."""
        found = [element("spacing", before=0)] if self.is_at_start else []
        self.is_at_start = False
        return found

    def heading_style(self, block: Heading, place: Place | None = None) -> str:
        """Return the style of a heading; where its level bears numbers, one without has a style of its own."""
        if place and place.title and block.level == 1:
            return place.title
        if not block.number and block.level <= self.numberings.depth:
            return f"HeadingUnnumbered{block.level}"
        return f"HeadingAppendix{block.level}" if block.number and block.in_appendix else f"Heading{block.level}"

    def _paragraph(self, block: Paragraph, place: Place) -> Element:
        run_in = self.writer.inlines(block.run_in, "RunInHeading")
        content = [*run_in, *self.writer.inlines(block.content)]
        is_flush = block.is_continued or (self.opens and self.style.record.text[place.kind].indent > 0)
        cut = [element("ind", firstLineChars=0, firstLine=0)] if is_flush else []
        # The last line before the end of a page is full, as it was in print.
        cut += [element("jc", val="distribute")] if block.is_open else []
        return paragraph(place.text, self.writer.named(block, content), *(cut or _shifted(place)))

    def _quotation(self, block: Quotation, place: Place) -> Iterator[Element]:
        made = list(self.blocks(block.content, quoted(place, self.style)))
        self.writer.name_first(block, made)
        yield from made

    def _list(self, block: List, place: Place, depth: int) -> Iterator[Element]:
        number = self.numberings.add(block, depth, self.style.record.text[place.kind].size)
        for item in block.items:
            marked = False
            for inner in item:
                made = self._inner(_shown(inner), block, place, depth, 0 if marked else number)
                yield from self.writer.whole(inner.revision, made)
                marked = marked or isinstance(inner, Paragraph)

    def _inner(self, inner: Block, holder: List, place: Place, depth: int, number: int) -> Iterator[Element]:
        """Yield the elements of a block in an item of a list; the first paragraph bears the ``number`` of that."""
        if isinstance(inner, List):
            yield from self._list(inner, place, depth + 1)
        elif isinstance(inner, Paragraph):
            yield self._item(inner, holder, place, depth, number)
        else:
            left, _ = self._indents(holder, place, depth)
            yield from self._block(inner, replace(place, left=place.left + left))

    def _item(self, block: Paragraph, holder: List, place: Place, depth: int, number: int) -> Element:
        """Return a paragraph of an item; the first one bears the ``number`` of its list, the others none."""
        run_in = self.writer.inlines(block.run_in, "RunInHeading")
        content = self.writer.named(block, [*run_in, *self.writer.inlines(block.content)])
        left, hanging = self._indents(holder, place, depth)
        indent = element("ind", left=round((place.left + left) * 20), hanging=round(hanging * 20) if number else None)
        if not number:
            return paragraph(place.item, content, indent)
        counted = element("numPr", element("ilvl", val=min(depth, LEVELS - 1)), element("numId", val=number))
        return paragraph(place.item, content, counted, *([indent] if place.left else []))

    def _indents(self, block: List, place: Place, depth: int) -> tuple[float, float]:
        size = self.style.record.text[place.kind].size
        return list_indent(depth, block.marks[0].rstrip() if block.marks else "", size)

    def _figure(self, block: Figure, place: Place) -> Iterator[Element]:
        shown = paragraph("Figure", [self._drawn(block, place)])
        if isinstance(block.former, Figure) and is_redrawn(block.former, block):
            # Each in a paragraph of its own: in one, LibreOffice 7.4 deletes what follows with the second drawing.
            former = paragraph("Figure", [self._drawn(block.former, place)])
            yield self.writer.revisions.whole(former, Revision.DELETED)
            self.writer.revisions.whole(shown, Revision.INSERTED)
        yield shown
        caption = [*numbered("figure", block, self.writer, self.locale), *self.writer.inlines(block.caption)]
        # The style keeps a caption with the source below it; without one there is nothing to keep it with.
        keep = [] if block.source else [element("keepNext", val=0)]
        yield paragraph("Caption", self.writer.named(block, caption), *keep)
        if block.source:
            yield paragraph("FigureSource", self.writer.inlines((block.source,)))

    def _drawn(self, block: Figure, place: Place) -> Element:
        """Return the run that holds what a figure shows."""
        self.drawings += 1
        inline = self._drawing(block, *_fitted(*drawing_size(block, self.style), place.room))
        describe(inline, self.drawings, block.label, block.alternative)
        return element("r", element("drawing", inline))

    def _drawing(self, block: Figure, width: float, height: float) -> Element:
        if isinstance(block.drawing, Chart):
            size = (width, height)
            return chart_inline(self.writer.part, block.drawing, size, self.style, self.locale.language, self.drawings)
        return picture_inline(self.writer.part, self.pictures[block.label], width, height)

    def _sidebar(self, block: Sidebar, place: Place) -> Iterator[Element]:
        new = accepted(block)
        look, height = self.style.record.text["sidebar_title"], block_height(new, place, self.style)
        room = left_over(height, self.style, look.pitch - look.size)
        title = [*numbered("sidebar", block, self.writer, self.locale), *self.writer.inlines(block.title)]
        shown = paragraph("SidebarTitle", self.writer.named(block, title))
        content = self.settled(self.blocks(block.content, box(place)))
        yield gap(room / 2)
        name = new.mark + plain_text(new.title)
        yield boxed(
            shown, content, place, name, is_whole=is_uncut(height, self.style), is_rtl=self.style.record.setting.is_rtl
        )
        yield gap(room / 2)

    def _sources(self, block: SourceList) -> Iterator[Element]:
        number = self.numberings.add_sources(block, self.style.record.text["sources"].size)
        made: list[Element] = []
        for entry in block.entries:
            content = list(self.writer.inlines(entry.content))
            if not is_gone(entry):
                content = self.writer.bookmarks.around(bookmark_of(f"source-{entry.source.key}"), content)
            counted = element("numPr", element("ilvl", val=0), element("numId", val=number))
            made += self.writer.whole(entry.revision, [paragraph("SourceEntry", content, counted)])
        self.writer.name_first(block, made)
        yield from made


def _shown(block: Block) -> Block:
    """Return a block as it is written: of one that stands in one of two texts only, what that says."""
    if block.revision is None:
        return block
    return rejected(block) if is_gone(block) else accepted(block)


def _fitted(width: float, height: float, room: float) -> tuple[float, float]:
    """Return the size of a drawing that shall be no wider than its room."""
    part = min(1, room / width)
    return width * part, height * part


def _on_new_page(made: Element) -> Iterator[Element]:
    """Let an element begin a page, as it did in print; yield the paragraph that a table needs before it for that."""
    opening = made if made.tag == qn("w:p") else paragraph("Gap", [])
    set_property(opening, element("pageBreakBefore"))
    yield from [] if opening is made else [opening]


def _shifted(place: Place) -> list[Element]:
    """Return the indents of a paragraph that stands further in than its style says."""
    if (place.left, place.right) == place.own:
        return []
    return [element("ind", left=round(place.left * 20), right=round(place.right * 20))]


def describe(inline: Element, number: int, name: str, alternative: str) -> None:
    """Give a drawing an id of its own, a name, and the text for readers who cannot see it."""
    properties = inline.docPr
    properties.set("id", str(number))
    properties.set("name", name)
    properties.set("descr", alternative)
