"""What an edition prints, run by run, each with what was written for it and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from dedoc.errors import Location
from dedoc.model import (
    Block,
    Citation,
    Document,
    Figure,
    FolioMark,
    Heading,
    IndexMark,
    Inline,
    LineBreak,
    List,
    Node,
    Note,
    Paragraph,
    Quotation,
    Sidebar,
    SourceList,
    Strong,
    Table,
    Text,
)
from dedoc.returning.trace import leaves
from dedoc.walk import find, without

T = TypeVar("T")

CALL, BREAK = "\ufdd0", "\ufdd1"
"""What stands for the call of a note and for a break of the line: noncharacters, which no text holds."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character. ``leaf`` is the leaf of the run that prints it, ``at`` the character in it as written.

    What a role prints (a number, a reference) has one leaf and no place inside it: ``at`` is -1.
    """

    text: str
    leaf: int
    at: int = -1


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text: ``printed`` as it prints, ``written`` as it was read, ``part`` what of its block it is.

    ``holders`` are the blocks it stands in, the outermost first, the last one its own, as they were read; ``block`` is
    its own as it prints. ``row`` and ``column`` are given for cells, the head being row 0.
    """

    block: Block
    holders: tuple[Block, ...]
    part: str
    printed: tuple[Inline, ...]
    written: tuple[Inline, ...]
    place: Location
    row: int = -1
    column: int = -1

    @property
    def key(self) -> tuple[str, str, int, int]:
        """What tells a passage from all others."""
        return self.block.id, self.part, self.row, self.column


def passages(document: Document, written: Document) -> list[Passage]:
    """Return the runs of text of a document in the order in which they print, without those of notes."""
    printed = (*document.front, *document.body, *document.back)
    read = _unmarked((*written.front, *written.body, *written.back))
    return [found for pair in zip(printed, read, strict=True) for found in _block(*pair, ())]


def _unmarked(tree: T) -> T:
    """Return a tree without the marks that print nothing."""
    return without(without(tree, FolioMark), IndexMark)


def _block(block: Block, read: Block, holders: tuple[Block, ...]) -> Iterator[Passage]:
    around = (*holders, read)
    place = read.location or Location("")

    def passage(part: str, printed: tuple[Inline, ...], as_read: tuple[Inline, ...], **cell: int) -> Passage:
        return Passage(block, around, part, printed, as_read, place, **cell)

    match block, read:
        case Paragraph(), Paragraph():
            yield passage("text", _joined(block), _joined(read))
        case Heading(), Heading():
            yield passage("text", block.content, read.content)
        case List(), List():
            for item, item_read in zip(block.items, read.items, strict=True):
                yield from _blocks(item, item_read, around)
        case Quotation(), Quotation():
            yield from _blocks(block.content, read.content, around)
        case Table(), Table():
            yield from _table(block, read, around, place)
        case Figure(), Figure():
            yield passage("caption", block.caption, read.caption)
            if block.source and read.source:
                yield passage("source", (block.source,), (read.source,))
        case Sidebar(), Sidebar():
            yield passage("title", block.title, read.title)
            yield from _blocks(block.content, read.content, around)
        case SourceList(), SourceList():
            yield from (passage("entry", entry.content, (), row=index) for index, entry in enumerate(block.entries))
        case FolioMark(), FolioMark():
            return
        case _:
            raise AssertionError(f"{block.location}: {type(block)} was read as {type(read)}")


def _blocks(blocks: Sequence[Block], read: Sequence[Block], around: tuple[Block, ...]) -> Iterator[Passage]:
    for pair in zip(blocks, read, strict=True):
        yield from _block(*pair, around)


def _joined(block: Paragraph) -> tuple[Inline, ...]:
    """Return the text of a paragraph with its run-in heading, which is written as strong text."""
    return (Strong(block.run_in), *block.content) if block.run_in else block.content


def _table(block: Table, read: Table, around: tuple[Block, ...], place: Location) -> Iterator[Passage]:
    lines = (("caption", block.caption, read.caption), ("unit", block.unit, read.unit))
    yield from (Passage(block, around, part, printed, as_read, place) for part, printed, as_read in lines if printed)
    rows = zip((block.head, *block.rows), (read.head, *read.rows), strict=True)
    for row, (cells, cells_read) in enumerate(rows):
        for column, (cell, cell_read) in enumerate(zip(cells, cells_read, strict=True)):
            yield Passage(block, around, "cell", cell, cell_read, place, row, column)
    if block.remarks:
        yield Passage(block, around, "remarks", block.remarks, read.remarks, place)
    if block.source and read.source:
        yield Passage(block, around, "source", (block.source,), (read.source,), place)


def note_passages(note: Note, written: Inline) -> list[Passage]:
    """Return the paragraphs of a note; one that a citation makes has the citation as what was written."""
    if isinstance(written, Citation):
        printed = [(*p.run_in, *p.content) for p in note.content if isinstance(p, Paragraph)]
        place = written.location or Location("")
        paragraph = Paragraph((written,), location=written.location)
        return [Passage(paragraph, (paragraph,), "note", content, (written,), place) for content in printed]
    read: tuple[Any, ...] = _unmarked(written.content) if isinstance(written, Note) else ()
    return [replace(found, part="note") for pair in zip(note.content, read, strict=True) for found in _block(*pair, ())]


def shown_leaves(passage: Passage) -> list[Inline]:
    """Return the leaves of a passage as it prints; a text is one, also where the index names a place in it."""
    # What is put in before a unit or a remark stays a text of its own.
    has_marks = any(True for _ in find(passage.printed, IndexMark))
    return list(leaves(without(passage.printed, IndexMark) if has_marks else passage.printed))


def glyphs(passage: Passage) -> list[Glyph]:
    """Return what a passage prints, character by character, with the leaves as written that print it."""
    printed, written = shown_leaves(passage), list(leaves(passage.written))
    # The words before a unit or a remark are put in when they are localised.
    extra = len(printed) - len(written)
    found: list[Glyph] = []
    for index, leaf in enumerate(printed):
        match leaf:
            case Note():
                found.append(Glyph(CALL, index - extra, 0))
            case LineBreak():
                found.append(Glyph(BREAK, index - extra, 0))
            case Text() if index >= extra and isinstance(written[index - extra], Text):
                places = _places(leaf.text, written[index - extra])
                found += [Glyph(c, index - extra, at) for c, at in zip(leaf.text, places, strict=True)]
            case _:
                found += [Glyph(character, index - extra) for character in getattr(leaf, "text", "")]
    return found


def _places(text: str, written: Node) -> Iterator[int]:
    """Yield where each printed character of a text stands in it as written, which has more space."""
    source = getattr(written, "text", "")
    at = 0
    for character in text:
        while at < len(source) and source[at] != character and not (character == " " and source[at].isspace()):
            at += 1
        yield at
        at += 1


def plain(found: list[Glyph]) -> str:
    """Return the characters of glyphs."""
    return "".join(glyph.text for glyph in found)
