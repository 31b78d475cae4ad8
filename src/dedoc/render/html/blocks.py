"""Blocks and inlines of the document as HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import fsum
from typing import assert_never

from markupsafe import Markup

from dedoc.model import (
    Alignment,
    Block,
    Cell,
    Citation,
    Emphasis,
    FactCall,
    Figure,
    FolioMark,
    Heading,
    IndexMark,
    Inline,
    LineBreak,
    Link,
    List,
    Node,
    Note,
    Paragraph,
    Quotation,
    Reference,
    Sidebar,
    SourceEntry,
    SourceList,
    Strong,
    Table,
    Text,
)
from dedoc.render.html.markup import joined, tag
from dedoc.walk import find, plain_text, walk, without


@dataclass(slots=True)
class Anchors:
    """The ids of what has been written, in reading order; ``tables`` are those that bear a number.

    ``nodes`` are all of them, and every other block that has an id, by it.
    """

    headings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    sidebars: list[str] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
    starts: list[str] = field(default_factory=list)


class Writer:
    """Writes blocks; ``files`` are the addresses of pictures by the label of their figure.

    Ids that no label gives hold a point, which no label can hold.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.anchors = Anchors()

    def sections(self, blocks: tuple[Block, ...]) -> Markup:
        """Return blocks in sections, one for each heading, those of lower headings inside."""
        return joined(*self._sections(blocks))

    def _sections(self, blocks: tuple[Block, ...]) -> Iterator[Markup]:
        open_levels: list[int] = []
        for block in blocks:
            if isinstance(block, Heading):
                while open_levels and open_levels[-1] >= block.level:
                    open_levels.pop()
                    yield Markup("</section>\n")
                open_levels.append(block.level)
                yield Markup("<section>\n")
            yield joined(self.block(block), "\n")
        yield Markup("</section>\n") * len(open_levels)

    def blocks(self, blocks: tuple[Block, ...]) -> Markup:
        """Return blocks in a row."""
        return joined(*(self.block(block) for block in blocks))

    def block(self, block: Block) -> Markup:
        """Return one block."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block)
            case List():
                return self._list(block)
            case Quotation():
                return tag("blockquote", self.blocks(block.content))
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Sidebar():
                return self._sidebar(block)
            case SourceList():
                return tag("ol", *(self._source(entry) for entry in block.entries), class_="sources")
            case FolioMark():
                return self._start(block)
            case _:
                assert_never(block)

    def _heading(self, block: Heading) -> Markup:
        anchor = self._named(self.anchors.headings, block, block.label or block.id, "heading")
        kinds = {"unnumbered": not block.number, "appendix": block.in_appendix}
        content = self._title(block)
        names = _classes(kinds)
        return tag(f"h{block.level}", _mark(block.mark), content, id=anchor, class_=names, data_title=title_of(block))

    def _title(self, block: Heading) -> Markup:
        """Return the content of a heading; the words of a long one are spans, between which its lines end."""
        notes = tuple(find(block.content, Note))
        if len(block.words) < 2 or plain_text(without(block.content, Note)) != "".join(block.words):
            return self.inlines(block.content)
        return joined(words_of(block), self.inlines(notes))

    def _paragraph(self, block: Paragraph) -> Markup:
        run_in = tag("span", self.inlines(block.run_in), class_="run-in") if block.run_in else ""
        names = _classes({"continued": block.is_continued, "open": block.is_open, "loose": block.is_loose})
        # The parts of a paragraph that a page of the printed edition cuts have one id together.
        anchor = self._named([], block, block.id, "") if block.id and not block.is_continued else None
        return tag("p", run_in, self.inlines(block.content), id=anchor, class_=names)

    def _list(self, block: List) -> Markup:
        items = (
            tag("li", self.blocks(item), style=_item_mark(mark))
            for item, mark in zip(block.items, block.marks, strict=True)
        )
        if block.start is None:
            return tag("ul", *items)
        return tag("ol", *items, start=str(block.start))

    def _table(self, block: Table) -> Markup:
        anchors = self.anchors.tables if block.mark else []
        anchor = self._named(anchors, block, block.label or block.id, "table")
        title = tag("span", _mark(block.mark), self.inlines(block.caption), class_="title")
        caption = tag("figcaption", title) if block.mark else ""
        unit = tag("p", self.inlines(block.unit), class_="unit") if block.unit else ""
        # What is repeated on the next page is no content, and what is no content can hold no notes and links.
        once = "once" if any(isinstance(node, Note | Link | Reference) for node in walk(block.head)) else None
        head = tag("thead", self._row(block.head, block.alignments, "th", "col"), class_=once)
        body = tag("tbody", *(self._row(row, block.alignments, "td", None) for row in block.rows))
        shares = [width / fsum(block.widths) for width in block.widths]
        columns = (tag("col", style=f"width: {share:.4%}") for share in shares)
        grid = tag("table", tag("colgroup", *columns) if shares else "", head, body)
        remarks = tag("p", self.inlines(block.remarks), class_="remarks") if block.remarks else ""
        source = tag("p", block.source.text, class_="remarks source") if block.source else ""
        names = _classes({"table": True, "wide": block.is_wide})
        return tag("figure", caption, unit, grid, remarks, source, id=anchor, class_=names)

    def _row(self, cells: tuple[Cell, ...], alignments: tuple[Alignment, ...], name: str, scope: str | None) -> Markup:
        made = (
            tag(name, self.inlines(cell), scope=scope, class_=alignment.value)
            for cell, alignment in zip(cells, alignments, strict=True)
        )
        return tag("tr", *made)

    def _figure(self, block: Figure) -> Markup:
        anchor = self._named(self.anchors.figures, block, block.label, "figure")
        picture = tag("img", src=self.files[block.label], alt=block.alternative)
        source = tag("span", block.source.text, class_="source") if block.source else ""
        caption = tag("span", _mark(block.mark), self.inlines(block.caption), class_="title")
        # The height in lines is a fact of the source; what a line is, the style says.
        lines = f"--lines: {block.height:g}"
        return tag("figure", picture, tag("figcaption", caption, source), id=anchor, class_="drawing", style=lines)

    def _sidebar(self, block: Sidebar) -> Markup:
        anchor = self._named(self.anchors.sidebars, block, block.label or block.id, "sidebar")
        title = tag("p", _mark(block.mark), self.inlines(block.title), class_="title")
        return tag("aside", title, self.blocks(block.content), id=anchor, class_="sidebar")

    def _source(self, entry: SourceEntry) -> Markup:
        return tag("li", tag("p", self.inlines(entry.content)), style=_item_mark(entry.mark))

    def _start(self, block: FolioMark) -> Markup:
        anchor = self._named(self.anchors.starts, block, "", "page")
        measures = f"--tracking: {block.tracking:g}em; --room: {block.room:g}"
        return tag("div", id=anchor, class_="page", data_folio=str(block.folio), style=measures)

    def inlines(self, content: tuple[Inline, ...]) -> Markup:
        """Return a run of inlines."""
        return joined(*(self._inline(node) for node in content))

    def _inline(self, node: Inline) -> Markup:
        match node:
            case Text() | FactCall() | Citation():
                return Markup("{}").format(node.text)
            case Emphasis():
                return tag("em", self.inlines(node.content))
            case Strong():
                return tag("strong", self.inlines(node.content))
            case Link():
                return tag("a", self.inlines(node.content), href=node.address)
            case LineBreak():
                return tag("br")
            case FolioMark() | IndexMark():
                return Markup()
            case Reference():
                return tag("a", node.text, href=f"#{node.target}", class_="reference")
            case Note():
                return self._note(node)
            case _:
                assert_never(node)

    def _note(self, node: Note) -> Markup:
        """Return a note where its call stands, for engines that float it to the foot of the page."""
        anchor = self._named(self.anchors.notes, node, "", "note")
        # HTML allows no paragraph inside another one.
        paragraphs = ((*paragraph.run_in, *paragraph.content) for paragraph in find(node.content, Paragraph))
        content = (tag("span", self.inlines(words), class_="paragraph") for words in paragraphs)
        return tag("span", *content, id=anchor, class_="note", role="doc-footnote", data_mark=node.mark)

    def _named(self, anchors: list[str], node: Node, name: str, kind: str) -> str:
        """Return the id of a node, its own name or one by its order, and remember it."""
        anchors.append(name or f"{kind}.{len(anchors) + 1}")
        self.anchors.nodes[anchors[-1]] = node
        return anchors[-1]


def words_of(block: Heading) -> Markup:
    """Return the words of a title, each in a span of its own."""
    return joined(*(tag("span", word, class_="word") for word in block.words))


def title_of(block: Heading | Figure | Table | Sidebar) -> str:
    """Return what contents, lists and outline show of a block: its mark and its words on one line, without notes."""
    match block:
        case Heading():
            words = block.content
        case Sidebar():
            words = block.title
        case _:
            words = block.caption
    return block.mark + " ".join(plain_text(without(words, Note)).split("\n"))


def _classes(names: Mapping[str, bool]) -> str | None:
    """Return the names that hold, as the value of an attribute."""
    return " ".join(name for name, holds in names.items() if holds) or None


def _item_mark(mark: str) -> str:
    """Return the style of an item with its mark, which every engine then prints as it stands."""
    return f"list-style-type: {json.dumps(mark, ensure_ascii=False)}"


def _mark(mark: str) -> str:
    return tag("span", mark, class_="mark") if mark else ""
