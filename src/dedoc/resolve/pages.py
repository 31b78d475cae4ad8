"""The pages of the printed edition: kept, with paragraphs cut where they were, or left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dedoc.model import Block, Document, FolioMark, Heading, Inline, Paragraph
from dedoc.resolve.context import Context
from dedoc.walk import find, without


def lay_pages(document: Document, context: Context) -> Document:
    """Return the document without the marks of printed pages, or with every page beginning where it began in print."""
    front, body, back = without((document.front, document.body, document.back), FolioMark)
    if context.is_as_printed:
        body = tuple(piece for block in document.body for piece in _pieces(block))
    return replace(document, front=front, body=body, back=back)


def _pieces(block: Block) -> Iterator[Block]:
    """Yield a block with the marks of its head before it, and a paragraph in parts with the marks between them."""
    match block:
        case FolioMark():
            yield block
        case Heading():
            yield from find(block.content, FolioMark)
            yield without(block, FolioMark)
        case Paragraph():
            yield from find(block.run_in, FolioMark)
            yield from _cut(without(block.run_in, FolioMark), block)
        case _:
            yield without(block, FolioMark)


def _cut(run_in: tuple[Inline, ...], block: Paragraph) -> Iterator[Block]:
    """Yield the parts of a paragraph; a page that begins inside strong text, a note or a link cuts nothing."""
    parts: list[list[Inline]] = [[]]
    marks: list[FolioMark] = []
    for node in block.content:
        if isinstance(node, FolioMark):
            marks.append(node)
            parts.append([])
        else:
            parts[-1].append(without(node, FolioMark))
    for index, part in enumerate(parts):
        if index:
            yield marks[index - 1]
        heading = run_in if index == 0 else ()
        if part or heading:
            continued = index > 0 and bool(run_in or any(parts[:index]))
            is_open = any(parts[index + 1 :])
            yield replace(block, content=tuple(part), run_in=heading, is_continued=continued, is_open=is_open)
