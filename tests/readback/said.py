"""The words of a report in reading order, as its document has them: what every output must say, no more and no less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from dedoc.model import (
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
    PageMap,
    Paragraph,
    Quotation,
    Reference,
    Sidebar,
    SourceList,
    Strong,
    Table,
    Text,
)
from dedoc.walk import find

UNSEEN = dict.fromkeys(map(ord, "\u2060\u200b\ufeff\u00ad"))
"""Characters that only say where a line may break."""


@dataclass(frozen=True)
class Said:
    """What is read from beginning to end, calls of notes in place, and the notes in the order of their calls."""

    text: str
    notes: tuple[str, ...]


def squeezed(text: str) -> str:
    """Return text without white space and without characters that nobody sees."""
    return "".join(text.translate(UNSEEN).split())


def difference(found: str, expected: str) -> str:
    """Return where two texts part, with some words around, or nothing if they are equal."""
    if found == expected:
        return ""
    at = next(
        (i for i, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), min(map(len, (found, expected)))
    )
    start = max(0, at - 20)
    return f"at {at}: found “{found[start : at + 30]}”, expected “{expected[start : at + 30]}”"


def report_says(document: Document, pages: PageMap) -> Said:
    """Return what the whole report says: cover, front matter, contents with the folios of ``pages``, body, back."""
    notes: list[str] = []
    parts = [
        *_cover(document),
        *_blocks(document.front, notes),
        document.words["contents"],
        *_contents(document, pages),
        *_lists(document, pages),
    ]
    parts += _blocks(document.body, notes)
    if document.back:
        parts += [*_blocks(document.back, notes), document.metadata.publisher]
    return Said(squeezed("".join(parts)), tuple(map(squeezed, notes)))


def block_says(block: Block) -> str:
    """Return what one block says, calls of notes in place, notes left out."""
    return squeezed("".join(_block(block, [])))


def inlines_say(content: Iterable[Inline]) -> str:
    """Return what a run of inlines says, calls of notes in place, notes left out."""
    return squeezed("".join(_inlines(content, [])))


def heading_says(heading: Heading) -> str:
    """Return a heading as the contents list it: its mark and its words, without its notes."""
    return squeezed(heading.mark + "".join(_inlines(heading.content, None)))


def _cover(document: Document) -> Iterator[str]:
    metadata = document.metadata
    yield from metadata.title
    yield metadata.subtitle
    for people in metadata.people:
        yield people.role
        yield from people.names
    yield metadata.publisher


def _contents(document: Document, pages: PageMap) -> Iterator[str]:
    first = sum(isinstance(block, Heading) for block in document.front)
    headings = [block for block in document.body if isinstance(block, Heading)]
    for heading, (_, folio) in zip(headings, pages.headings[first:], strict=False):
        if heading.level <= 3:
            yield heading_says(heading) + folio


def captioned(document: Document) -> dict[str, list[Figure | Table | Sidebar]]:
    """Return what has a caption and a number, by the name of its list, in reading order."""
    parts = (document.front, document.body, document.back)
    return {
        "figures": list(find(parts, Figure)),
        "tables": [table for table in find(parts, Table) if table.number],
        "sidebars": list(find(parts, Sidebar)),
    }


def caption_says(block: Figure | Table | Sidebar) -> str:
    """Return a caption as a list names it: its mark and its words, without its notes."""
    title = block.title if isinstance(block, Sidebar) else block.caption
    return squeezed(block.mark + "".join(_inlines(title, None)))


def _lists(document: Document, pages: PageMap) -> Iterator[str]:
    blocks = captioned(document)
    for name in document.lists:
        yield document.words[name] if blocks[name] else ""
        for block, (_, folio) in zip(blocks[name], getattr(pages, name), strict=True):
            yield caption_says(block) + folio


def _blocks(blocks: Iterable[Block], notes: list[str]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, notes)


def _block(block: Block, notes: list[str]) -> Iterator[str]:
    match block:
        case Heading():
            yield block.mark
            yield from _inlines(block.content, notes)
        case Paragraph():
            yield from _inlines((*block.run_in, *block.content), notes)
        case List():
            for mark, item in zip(block.marks, block.items, strict=True):
                yield mark
                yield from _blocks(item, notes)
        case Quotation():
            yield from _blocks(block.content, notes)
        case Table():
            yield from _table(block, notes)
        case Sidebar():
            yield block.mark
            yield from _inlines(block.title, notes)
            yield from _blocks(block.content, notes)
        case SourceList():
            for entry in block.entries:
                yield entry.mark
                yield from _inlines(entry.content, notes)
        case Figure():
            yield block.mark
            yield from _inlines(block.caption, notes)
            yield block.source.text if block.source else ""
        case FolioMark():
            pass
        case _:
            assert_never(block)


def _table(table: Table, notes: list[str]) -> Iterator[str]:
    yield table.mark
    for line in (table.caption, table.unit, *table.head, *(cell for row in table.rows for cell in row), table.remarks):
        yield from _inlines(line, notes)
    yield table.source.text if table.source else ""


def _inlines(content: Iterable[Inline], notes: list[str] | None) -> Iterator[str]:
    for node in content:
        match node:
            case Text() | FactCall() | Citation() | Reference():
                yield node.text
            case Emphasis() | Strong() | Link():
                yield from _inlines(node.content, notes)
            case LineBreak() | FolioMark() | IndexMark():
                pass
            case Note():
                if notes is not None:
                    yield node.mark
                    at = len(notes)
                    notes.append("")
                    notes[at] = node.mark + "".join(_blocks(node.content, notes))
            case _:
                assert_never(node)
