"""A document as one file of pandoc's Markdown: the same words, notes, figures and tables for the peer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from dedoc.model import (
    Alignment,
    Block,
    Citation,
    Document,
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
    Note,
    Paragraph,
    Quotation,
    Reference,
    Sidebar,
    SourceList,
    Strong,
    Table,
    Text,
)
from dedoc.render.figures import drawing_size
from dedoc.style import Style
from dedoc.walk import find

FORMAT = "markdown-smart"
"""The name of this Markdown for pandoc: quotation marks and dashes stay as they are typed."""

SPECIAL = re.compile(r"[\\`*_{}\[\]<>~^@$|#]")
BEGINNING = re.compile(r"^(?=[-+:%(]|\w{1,9}[.)])", re.ASCII)
RULES = {Alignment.DEFAULT: "---", Alignment.LEFT: ":--", Alignment.CENTER: ":-:", Alignment.RIGHT: "--:"}


def document_markdown(document: Document, style: Style) -> str:
    """Return the front, body and back of a report; pictures are named ``figure-<label>``, without an ending."""
    parts = (*document.front, *document.body, *document.back)
    return _blocks(parts, style)


def _blocks(blocks: Iterable[Block], style: Style) -> str:
    return "\n\n".join(_block(block, style) for block in blocks) + "\n"


def _block(block: Block, style: Style) -> str:
    match block:
        case FolioMark():
            # Where a page of an earlier print began; nothing prints there.
            return ""
        case Heading():
            return f"{'#' * block.level} {_escaped(block.mark)}{_inlines(block.content)}{_label(block.label)}"
        case Paragraph():
            run_in = f"**{_inlines(block.run_in)}**" if block.run_in else ""
            return BEGINNING.sub(r"\\", run_in + _inlines(block.content))
        case List():
            return _list(block, style)
        case Quotation():
            return _indented(_blocks(block.content, style), "> ", "> ")
        case Table():
            return _table(block)
        case Figure():
            return _figure(block, style)
        case Sidebar():
            title = f"**{_escaped(block.mark)}{_inlines(block.title)}**"
            return _indented(f"{title}\n\n{_blocks(block.content, style)}", "> ", "> ")
        case SourceList():
            return "\n\n".join(f"{_escaped(entry.mark)} {_inlines(entry.content)}" for entry in block.entries)
        case _:
            assert_never(block)


def _list(block: List, style: Style) -> str:
    marks = ["-" if block.start is None else f"{block.start + index}." for index in range(len(block.items))]
    pairs = zip(marks, block.items, strict=True)
    return "\n".join(_indented(_blocks(item, style), mark.ljust(4), "    ") for mark, item in pairs)


def _indented(text: str, first: str, others: str) -> str:
    return first + "\n".join(others * bool(index) + line for index, line in enumerate(text.rstrip().split("\n")))


def _table(table: Table) -> str:
    rows = [_row(_inlines(cell) for cell in row) for row in (table.head, *table.rows)]
    rules = _row(RULES[alignment] for alignment in table.alignments)
    caption = f"\n\n: {_escaped(table.mark)}{_inlines(table.caption)}{_label(table.label)}" if table.caption else ""
    return "\n".join((rows[0], rules, *rows[1:])) + caption


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _figure(figure: Figure, style: Style) -> str:
    caption = _escaped(figure.mark) + _inlines(figure.caption)
    height = drawing_size(figure, style)[1]
    alternative = figure.alternative.replace("\\", "\\\\").replace('"', '\\"')
    picture = f'![{caption}](figure-{figure.label}){{#{figure.label} alt="{alternative}" height={height:g}pt}}'
    return picture + (f"\n\n{_escaped(figure.source.text)}" if figure.source else "")


def _label(label: str) -> str:
    return f" {{#{label}}}" if label else ""


def _inlines(content: Iterable[Inline]) -> str:
    return "".join(_inline(node) for node in content)


def _inline(node: Inline) -> str:
    match node:
        case Text() | FactCall() | Citation():
            return _escaped(node.text)
        case Emphasis():
            return f"*{_inlines(node.content)}*"
        case Strong():
            return f"**{_inlines(node.content)}**"
        case Link():
            return f"[{_inlines(node.content)}](<{node.address}>)"
        case LineBreak():
            return "\\\n"
        case Reference():
            return f"[{_escaped(node.text)}](#{node.target})"
        case Note():
            # Pandoc's inline notes hold one paragraph.
            paragraphs = (_inlines((*p.run_in, *p.content)) for p in find(node.content, Paragraph))
            return "^[" + "\\\n".join(paragraphs) + "]"
        case FolioMark() | IndexMark():
            return ""
        case _:
            assert_never(node)


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", text)
