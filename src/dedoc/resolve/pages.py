"""The pages of the printed edition: kept, with paragraphs cut where they were, or left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dedoc.model import Block, Document, FolioMark, Heading, Inline, List, Node, Paragraph, Quotation, Text
from dedoc.resolve.context import Context
from dedoc.walk import rewrite


def lay_pages(document: Document, context: Context) -> Document:
    """Return the document without the marks of printed pages, or with every page beginning where it began in print."""
    if not context.is_as_printed:
        return replace(
            document,
            front=_without_marks(document.front),
            body=_without_marks(document.body),
            back=_without_marks(document.back),
        )
    body = tuple(piece for block in document.body for piece in _pieces(block))
    return replace(document, front=_without_marks(document.front), body=body, back=_without_marks(document.back))


def _without_marks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(rewrite(block, _unmarked) for block in blocks if not isinstance(block, FolioMark))


def _unmarked(node: Node) -> Node:
    """Return a node whose runs of inlines have no marks; texts that met at one become one text again."""
    match node:
        case Paragraph():
            return replace(node, content=_joined(node.content), run_in=_joined(node.run_in))
        case Heading():
            return replace(node, content=_joined(node.content))
        case List():
            items = (tuple(b for b in item if not isinstance(b, FolioMark)) for item in node.items)
            return replace(node, items=tuple(items))
        case Quotation():
            return replace(node, content=tuple(b for b in node.content if not isinstance(b, FolioMark)))
        case _:
            return node


def _joined(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    kept: list[Inline] = []
    for node in content:
        last = kept[-1] if kept else None
        if isinstance(node, Text) and isinstance(last, Text):
            kept[-1] = replace(last, text=last.text + node.text)
        elif not isinstance(node, FolioMark):
            kept.append(node)
    return tuple(kept)


def _pieces(block: Block) -> Iterator[Block]:
    """Yield a block with its marks before it, and a paragraph in parts with the marks between them."""
    match block:
        case Heading():
            yield from (node for node in block.content if isinstance(node, FolioMark))
            yield replace(block, content=_joined(block.content))
        case Paragraph():
            yield from _cut(block)
        case FolioMark():
            yield block
        case _:
            yield rewrite(block, _unmarked)


def _cut(block: Paragraph) -> Iterator[Block]:
    run_in = block.run_in
    parts: list[list[Inline]] = [[]]
    marks: list[FolioMark] = []
    for node in block.content:
        if isinstance(node, FolioMark):
            marks.append(node)
            parts.append([])
        else:
            parts[-1].append(node)
    yield from (node for node in run_in if isinstance(node, FolioMark))
    starts = bool(run_in or parts[0])
    for index, part in enumerate(parts):
        if index:
            yield marks[index - 1]
        if part or (index == 0 and run_in):
            opened = any(parts[index + 1 :])
            heading = _joined(run_in) if index == 0 else ()
            continued = index > 0 and starts
            yield replace(block, content=tuple(part), run_in=heading, is_continued=continued, is_open=opened)
