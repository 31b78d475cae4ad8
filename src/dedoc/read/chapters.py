"""A chapter in Markdown to blocks of the model."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from dedoc.errors import Location, Report
from dedoc.inputs import report_conflicts
from dedoc.model import (
    Alignment,
    Block,
    Figure,
    FolioMark,
    Heading,
    IndexMark,
    Inline,
    List,
    Paragraph,
    Quotation,
    Sidebar,
    Strong,
    Table,
    Text,
)
from dedoc.read.directives import directive, refuse_wide
from dedoc.read.inlines import COMMENT, Chapter, inlines
from dedoc.read.tables import Sheet
from dedoc.walk import plain_text

HEADING_LABEL = re.compile(r"\s*\{((?:\s*[#.][\w-]+)+)\s*\}\s*$")
SENTENCE_ENDS = "。！？：.!?:"
DUE = re.compile(r"[ \t>]*%?[ \t]*due[ \t]+(\d{4})[ \t]*")
"""A remark that says of which edition the block below it still is: “% due 2024”."""


def chapter_blocks(text: str, file: str, report: Report) -> tuple[Block, ...]:
    """Return the blocks of a chapter; every problem in it goes to the report."""
    return read_chapter(text, file, report)[0]


def read_chapter(
    text: str, file: str, report: Report, sheets: Mapping[str, Sheet | None] | None = None
) -> tuple[tuple[Block, ...], Chapter]:
    """Return the blocks of a chapter, and what its reader knows: whether they are all of it, which tables it names.

    ``sheets`` are the tables of ``tables/`` by name.
    """
    chapter = Chapter(file, report, sheets=sheets or {})
    report_conflicts(text, file, report)
    tree = chapter.tree(text, 1)
    _define_notes(tree, chapter)
    blocks = tuple(_blocks(tree.children, 1, chapter))
    for name in chapter.note_places.keys() - chapter.called:
        hint = "call it with [^{name}] in the text, or delete it"
        report.error(chapter.note_places[name], "the note “{name}” is never called", hint, name=name)
    return blocks, chapter


def _define_notes(tree: SyntaxTreeNode, chapter: Chapter) -> None:
    definitions = [node for node in tree.walk() if node.type == "footnote_reference"]
    for node in definitions:
        name, place = str(node.meta["label"]), chapter.place((node.map[0] if node.map else 0) + 1)
        if name in chapter.note_places:
            values = {"name": name, "other": str(chapter.note_places[name])}
            hint = "the other is at {other}; give one of them another name"
            chapter.report.error(place, "the note “{name}” is defined twice", hint, **values)
        chapter.note_places.setdefault(name, place)
    chapter.in_note = True
    chapter.notes.update({str(node.meta["label"]): () for node in definitions})
    for node in definitions:
        blocks = tuple(_blocks(node.children, 1, chapter))
        for block in blocks:
            if not isinstance(block, Paragraph):
                hint = "put lists, tables and figures into the text, and refer to them from the note"
                chapter.report.error(block.location, "a note holds paragraphs only", hint)
        if not blocks:
            defined = chapter.note_places.get(str(node.meta["label"]))
            chapter.report.error(defined, "the note “{name}” is empty", "write its text", name=node.meta["label"])
        chapter.notes[str(node.meta["label"])] = blocks
    chapter.in_note = False


def _blocks(nodes: list[SyntaxTreeNode], offset: int, chapter: Chapter) -> Iterator[Block]:
    """Yield the blocks of sibling nodes; ``offset`` is the line of the source at which their text begins.

    A remark “% due 2024” marks the block below it.
    """
    due, marked = 0, None
    for node in nodes:
        place = chapter.place((node.map[0] if node.map else 0) + offset)
        if node.type == "myst_line_comment":
            due, marked = (found, place) if (found := _due(node)) else (due, marked)
            continue
        for block in _block(node, offset, place, chapter):
            if due and isinstance(block, FolioMark):
                yield block
                continue
            yield _with_due(block, due) if due else block
            due = 0
    if due:
        hint = "write it above a block, or delete it"
        chapter.report.error(marked, "“% due {year}” marks nothing", hint, year=due)


def _due(node: SyntaxTreeNode) -> int:
    """Return the year that a remark gives to the block below it, 0 if it is another remark."""
    years = [match[1] for line in node.content.split("\n") if (match := DUE.fullmatch(line))]
    return int(years[-1]) if years else 0


def _with_due(block: Block, year: int) -> Block:
    """Return a block that is marked as taken over; of one that holds others, the first of them is."""
    match block:
        case Heading() | Paragraph() | Table() | Figure():
            return replace(block, due=year)
        case List(items=((first, *others), *rest)):
            return replace(block, items=((_with_due(first, year), *others), *rest))
        case Quotation(content=(first, *others)) | Sidebar(content=(first, *others)):
            return replace(block, content=(_with_due(first, year), *others))
        case _:
            return block


def _block(node: SyntaxTreeNode, offset: int, place: Location, chapter: Chapter) -> Iterator[Block]:
    """Yield the blocks that one node stands for; a definition of a note stands for none."""
    match node.type:
        case "paragraph":
            yield from _paragraph(node, place, chapter)
        case "heading":
            yield _heading(node, place, chapter)
        case "bullet_list" | "ordered_list":
            yield _list(node, offset, place, chapter)
        case "blockquote":
            yield Quotation(_inside(node, offset, chapter), location=place)
        case "table":
            yield _table(node, place, chapter)
        case "colon_fence" | "fence":
            yield from directive(node, place, chapter, _blocks)
        case "html_block":
            yield from _html(node, place, chapter)
        case "footnote_reference":
            return
        case _:
            _refuse(node, place, chapter)


def _inside(node: SyntaxTreeNode, offset: int, chapter: Chapter) -> tuple[Block, ...]:
    """Return the blocks in a quotation or in an item of a list."""
    blocks = tuple(_blocks(node.children, offset, chapter))
    for block in blocks:
        if isinstance(block, Heading):
            hint = "take it out, with an empty line before and after it"
            chapter.report.error(block.location, "a heading cannot stand in a list or a quotation", hint)
    refuse_wide(blocks, chapter)
    return blocks


def _html(node: SyntaxTreeNode, place: Location, chapter: Chapter) -> Iterator[Block]:
    """Yield the text beside comments; Markdown takes their lines for HTML."""
    text, comments = COMMENT.subn(lambda match: "\n" * match[0].count("\n"), node.content)
    rest = chapter.tree(text, place.line) if comments else None
    if rest is None or any(child.type != "paragraph" for child in rest.children):
        hint = "use Markdown; a remark that never prints begins with “% ”"
        chapter.leave_out(place, "raw HTML means nothing here", hint)
    else:
        yield from _blocks(rest.children, place.line, chapter)


def _content(node: SyntaxTreeNode, place: Location, chapter: Chapter) -> tuple[Inline, ...]:
    return inlines([inner for child in node.children for inner in child.children], place.line, chapter)


def _paragraph(node: SyntaxTreeNode, place: Location, chapter: Chapter) -> Iterator[Block]:
    content = _content(node, place, chapter)
    marks = [inline for inline in content if isinstance(inline, FolioMark)]
    if marks and not plain_text(content).strip() and all(isinstance(inline, FolioMark | Text) for inline in content):
        yield from marks
        return
    words = [inline for inline in content if not isinstance(inline, FolioMark | IndexMark)]
    if len(words) < len(content) and all(isinstance(inline, Text) and not inline.text.strip() for inline in words):
        hint = "put it behind the words that the index is to lead to"
        chapter.report.error(place, "an index mark stands alone", hint)
    start = len(list(itertools.takewhile(lambda inline: isinstance(inline, FolioMark), content)))
    first, rest = (content[start], content[start + 1 :]) if start < len(content) else (None, ())
    if isinstance(first, Strong) and rest and plain_text(first).rstrip().endswith(tuple(SENTENCE_ENDS)):
        yield Paragraph(rest, (*content[:start], *first.content), location=place)
    else:
        yield Paragraph(content, location=place)


def _heading(node: SyntaxTreeNode, place: Location, chapter: Chapter) -> Heading:
    level, label, classes = int(node.tag[1]), "", set[str]()
    children = [inner for child in node.children for inner in child.children]
    attributes = HEADING_LABEL.search(children[-1].content) if children and children[-1].type == "text" else None
    if attributes is not None and children[-1].token is not None:
        children[-1].token.content = children[-1].content[: attributes.start()]
        names = re.findall(r"[#.][\w-]+", attributes[1])
        labels = [name[1:] for name in names if name[0] == "#"]
        label = labels[0] if labels else ""
        if len(labels) > 1:
            chapter.report.error(place, "a heading has one label", "keep one of them")
        classes = {name[1:] for name in names if name[0] == "."}
    for name in classes - {"unnumbered", "appendix"}:
        hint = "the classes are: {classes}"
        chapter.report.error(place, "unknown class “{name}”", hint, name=name, classes=".unnumbered, .appendix")
    if "appendix" in classes and level > 1:
        hint = "write “{{.appendix}}” behind the heading of level 1 that begins it"
        chapter.report.error(place, "an appendix begins with a heading of level 1", hint)
    content = inlines(children, place.line, chapter)
    if not plain_text(content).strip():
        chapter.report.error(place, "a heading without words", "write the heading behind the “#”, or delete the line")
    is_numbered = "unnumbered" not in classes
    return Heading(level, content, label, is_numbered, in_appendix="appendix" in classes, location=place)


def _list(node: SyntaxTreeNode, offset: int, place: Location, chapter: Chapter) -> List:
    items = tuple(_inside(item, offset, chapter) for item in node.children)
    start = int(str(node.attrs.get("start", 1))) if node.type == "ordered_list" else None
    return List(items, start, location=place)


def _table(node: SyntaxTreeNode, place: Location, chapter: Chapter) -> Table:
    rows = [row for part in node.children for row in part.children]
    cells = [
        tuple(_content(cell, chapter.place(place.line + _row_line(index)), chapter) for cell in row.children)
        for index, row in enumerate(rows)
    ]
    for index, row in enumerate(rows):
        if row.meta.get("is_longer"):
            hint = "count the “|”; one that prints is written “\\|”"
            row_place = chapter.place(place.line + _row_line(index))
            chapter.report.error(row_place, "the row has more cells than the head of the table", hint)
    alignments = tuple(_alignment(cell) for cell in rows[0].children)
    return Table(cells[0], tuple(cells[1:]), alignments, location=place)


def _row_line(index: int) -> int:
    return index + 1 if index else 0


def _alignment(cell: SyntaxTreeNode) -> Alignment:
    style = str(cell.attrs.get("style", ""))
    return Alignment(style.removeprefix("text-align:") or "default")


def _refuse(node: SyntaxTreeNode, place: Location, chapter: Chapter) -> None:
    if node.type == "hr":
        hint = "delete the line, or use a heading"
        chapter.report.error(place, "a rule across the page means nothing here", hint)
        return
    written = node.markup if node.type == "myst_block_break" else f"({node.content})="
    hint = "use headings, paragraphs, lists, quotations, tables, notes and figures"
    chapter.report.error(place, "“{kind}” means nothing here", hint, kind=written)
