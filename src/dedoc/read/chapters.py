"""A chapter in Markdown to blocks of the model."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

from dedoc.errors import Location, Report
from dedoc.model import (
    Alignment,
    Block,
    Figure,
    FolioMark,
    Heading,
    Inline,
    List,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Text,
)
from dedoc.read.inlines import COMMENT, Chapter, inlines
from dedoc.read.syntax import parser
from dedoc.walk import plain_text

HEADING_LABEL = re.compile(r"\s*\{((?:\s*[#.][\w-]+)+)\s*\}\s*$")
DIRECTIVE = re.compile(r"\{?([a-z]+)\}?(?:\s+(.*))?")
DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)
SENTENCE_ENDS = "。！？：.!?:"


def chapter_blocks(text: str, file: str, report: Report) -> tuple[Block, ...]:
    """Return the blocks of a chapter; every problem in it goes to the report."""
    chapter = Chapter(file, report)
    for conflict in CONFLICT.finditer(text):
        place = chapter.place(text[: conflict.start()].count("\n") + 1)
        report.error(place, "this is the mark of a merge conflict", "choose one version and delete the marks")
    env: dict[str, object] = {}
    try:
        tree = SyntaxTreeNode(parser().parse(text, env))
    except RecursionError:
        report.error(Location(file), "the text is nested too deeply", "take lists and quotations out of one another")
        return ()
    _define_notes(text, tree, chapter)
    blocks = tuple(_blocks(tree.children, 1, chapter, env))
    for name in chapter.note_places.keys() - chapter.called:
        hint = "call it with [^{name}] in the text, or delete it"
        report.error(chapter.note_places[name], "the note “{name}” is never called", hint, name=name)
    return blocks


def _define_notes(text: str, tree: SyntaxTreeNode, chapter: Chapter) -> None:
    for match in DEFINITION.finditer(text):
        name, place = match[1], chapter.place(text[: match.start()].count("\n") + 1)
        if name in chapter.note_places:
            values = {"name": name, "other": str(chapter.note_places[name])}
            hint = "the other is at {other}; give one of them another name"
            chapter.report.error(place, "the note “{name}” is defined twice", hint, **values)
        chapter.note_places.setdefault(name, place)
    definitions = [node for node in tree.walk() if node.type == "footnote_reference"]
    chapter.in_note = True
    chapter.notes.update({str(node.meta["label"]): () for node in definitions})
    for node in definitions:
        blocks = tuple(_blocks(node.children, 1, chapter, {}))
        for block in blocks:
            if not isinstance(block, Paragraph):
                hint = "put lists, tables and figures into the text, and refer to them from the note"
                chapter.report.error(block.location, "a note holds paragraphs only", hint)
        if not blocks:
            defined = chapter.note_places.get(str(node.meta["label"]))
            chapter.report.error(defined, "the note “{name}” is empty", "write its text", name=node.meta["label"])
        chapter.notes[str(node.meta["label"])] = blocks
    chapter.in_note = False


def _blocks(nodes: list[SyntaxTreeNode], offset: int, chapter: Chapter, env: dict[str, object]) -> Iterator[Block]:
    """Yield the blocks of sibling nodes; ``offset`` is the line of the source at which their text begins."""
    for node in nodes:
        place = chapter.place((node.map[0] if node.map else 0) + offset)
        match node.type:
            case "paragraph":
                yield from _paragraph(node, place, chapter)
            case "heading":
                yield _heading(node, place, chapter)
            case "bullet_list" | "ordered_list":
                yield _list(node, offset, place, chapter, env)
            case "blockquote":
                yield Quotation(tuple(_blocks(node.children, offset, chapter, env)), location=place)
            case "table":
                yield _table(node, place, chapter)
            case "colon_fence" | "fence":
                yield from _directive(node, place, chapter, env)
            case "footnote_reference" | "myst_line_comment":
                continue
            case "html_block" if COMMENT.fullmatch(node.content):
                continue
            case _:
                _refuse(node, place, chapter)


def _content(node: SyntaxTreeNode, place: Location, chapter: Chapter) -> tuple[Inline, ...]:
    return inlines([inner for child in node.children for inner in child.children], place.line, chapter)


def _paragraph(node: SyntaxTreeNode, place: Location, chapter: Chapter) -> Iterator[Block]:
    content = _content(node, place, chapter)
    marks = [inline for inline in content if isinstance(inline, FolioMark)]
    if marks and not plain_text(content).strip() and all(isinstance(inline, FolioMark | Text) for inline in content):
        yield from marks
        return
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
        names = attributes[1].split()
        label = next((name[1:] for name in names if name[0] == "#"), "")
        classes = {name[1:] for name in names if name[0] == "."}
    for name in classes - {"unnumbered"}:
        hint = "write {{.unnumbered}} for a heading without number"
        chapter.report.error(place, "unknown class “{name}”", hint, name=name)
    content = inlines(children, place.line, chapter)
    if not plain_text(content).strip():
        chapter.report.error(place, "a heading without words", "write the heading behind the “#”, or delete the line")
    return Heading(level, content, label, "unnumbered" not in classes, location=place)


def _list(node: SyntaxTreeNode, offset: int, place: Location, chapter: Chapter, env: dict[str, object]) -> List:
    items = tuple(tuple(_blocks(item.children, offset, chapter, env)) for item in node.children)
    start = int(str(node.attrs.get("start", 1))) if node.type == "ordered_list" else None
    return List(items, start, location=place)


def _table(node: SyntaxTreeNode, place: Location, chapter: Chapter) -> Table:
    rows = [row for part in node.children for row in part.children]
    cells = [
        tuple(_content(cell, chapter.place(place.line + _row_line(index)), chapter) for cell in row.children)
        for index, row in enumerate(rows)
    ]
    alignments = tuple(_alignment(cell) for cell in rows[0].children)
    return Table(cells[0], tuple(cells[1:]), alignments, location=place)


def _row_line(index: int) -> int:
    return index + 1 if index else 0


def _alignment(cell: SyntaxTreeNode) -> Alignment:
    style = str(cell.attrs.get("style", ""))
    return Alignment(style.removeprefix("text-align:") or "default")


def _directive(node: SyntaxTreeNode, place: Location, chapter: Chapter, env: dict[str, object]) -> Iterator[Block]:
    match = DIRECTIVE.fullmatch(node.info.strip())
    name, argument = (match[1], (match[2] or "").strip()) if match else (node.info.strip(), "")
    if chapter.in_note or name not in ("figure", "table"):
        hint = "the directives are :::{{figure}} name and :::{{table}} caption"
        chapter.report.error(place, "there is no directive “{name}”", hint, name=name or ":::")
    elif name == "figure":
        yield from _figure(node, argument, place, chapter)
    else:
        yield from _captioned_table(node, argument, place, chapter, env)


def _figure(node: SyntaxTreeNode, argument: str, place: Location, chapter: Chapter) -> Iterator[Block]:
    if not argument:
        hint = "write :::{{figure}} name, with name.yaml in “figures/”"
        chapter.report.error(place, "the figure is not named", hint)
        return
    if node.content.strip():
        hint = "caption, source and data of a figure stand in figures/{name}.yaml"
        chapter.report.error(place, "a figure takes no text in the chapter", hint, name=argument)
    yield Figure(argument, location=place)


def _captioned_table(
    node: SyntaxTreeNode, argument: str, place: Location, chapter: Chapter, env: dict[str, object]
) -> Iterator[Block]:
    lines = node.content.split("\n")
    options = [line for line in lines if line.startswith(":")]
    label = next((line.removeprefix(":name:").strip() for line in options if line.startswith(":name:")), "")
    body = "\n".join("" if line in options else line for line in lines)
    tree = SyntaxTreeNode(parser().parse(body, env))
    tables = [block for block in _blocks(tree.children, place.line + 1, chapter, env) if isinstance(block, Table)]
    caption_tree = SyntaxTreeNode(parser().parseInline(argument, env))
    caption = inlines(caption_tree.children[0].children if caption_tree.children else [], place.line, chapter)
    if len(tables) != 1 or len(tree.children) != 1:
        chapter.report.error(place, "a table directive holds one table", "write it with | between the cells")
        return
    table = tables[0]
    yield Table(table.head, table.rows, table.alignments, caption, label, location=place)


def _refuse(node: SyntaxTreeNode, place: Location, chapter: Chapter) -> None:
    match node.type:
        case "html_block":
            hint = "use Markdown; a remark that never prints begins with “% ”"
            chapter.report.error(place, "raw HTML means nothing here", hint)
        case "hr":
            chapter.report.error(
                place, "a rule across the page means nothing here", "delete the line, or use a heading"
            )
        case _:
            hint = "use headings, paragraphs, lists, quotations, tables, notes and figures"
            chapter.report.error(place, "“{kind}” means nothing here", hint, kind=node.type)
