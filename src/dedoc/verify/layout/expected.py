"""What a report must say, as its document has it: every character in order, and where each was written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from dedoc.errors import Location
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
    Node,
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
from dedoc.verify.layout.marks import is_latin
from dedoc.verify.layout.typefaces import UNSEEN
from dedoc.walk import find

CONTENTS_DEPTH = 3
"""Headings down to this level stand in the contents."""

Piece = tuple[str, Location | None]
"""Characters, and where they were written."""

BREAK = "\u2028"
"""What stands in a piece for a break that the author asked for."""


SURE = 12
"""So many characters tell the end of a line from others."""

NEAR = 0.02
"""The part of a report in which characters are looked for first, on both sides of where they should be."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text without white space; ``spaces`` are the places in it where a space parts two Latin characters.

    ``starts`` and ``places`` tell where its pieces begin and where they were written, ``breaks`` where lines must end.
    """

    text: str
    spaces: frozenset[int]
    breaks: frozenset[int]
    starts: tuple[int, ...]
    places: tuple[Location | None, ...]

    def place(self, at: int) -> Location | None:
        """Return where the character at a place of the text was written."""
        return self.places[max(0, bisect_right(self.starts, at) - 1)] if self.places else None


@dataclass(frozen=True, slots=True)
class Expected:
    """What a PDF must say: the text from cover to back cover, with the calls of notes in it, and the notes in order."""

    text: Said
    notes: Said
    note_count: int

    def locate(self, text: str, part: float) -> Location | None:
        """Return where characters of the PDF were written, None if they stand nowhere.

        ``part`` says about how far into the report they stand, from 0 to 1: words may be there twice.
        """
        # Most stand near where they are looked for, and long reports are long to search.
        reach = NEAR
        while not (found := self._within(text, part, reach)) and reach < 1:
            reach *= 4
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def _within(self, text: str, part: float, reach: float) -> list[tuple[float, Location | None]]:
        """Return where characters stand that are no farther away than ``reach``, with how far that is."""
        return [
            (far, said.place(at))
            for said in (self.text, self.notes)
            for at in _all(said.text, text, part - reach, part + reach)
            if (far := abs(at / len(said.text) - part)) <= reach
        ]

    def ends_line(self, text: str) -> bool:
        """Whether the author asked for a break where a line of the PDF ends with these characters."""
        return any(self.text.text.endswith(text[-SURE:], 0, at) for at in self.text.breaks)


def _all(text: str, part: str, first: float, last: float) -> Iterator[int]:
    """Yield where characters stand in a text, from about one part of it up to another."""
    at, end = int(max(0, first) * len(text)), int(last * len(text)) + len(part) + 1
    at = text.find(part, at, end) if part else -1
    while at >= 0:
        yield at
        at = text.find(part, at + 1, end)


def expect(document: Document, pages: PageMap) -> Expected:
    """Return what the report says that is printed of a document on ``pages``."""
    notes: list[Piece] = []
    parts: list[Piece] = [*_cover(document), *_blocks(document.front, notes)]
    parts += [(document.words.get("contents", ""), None), *_contents(document, pages), *_lists(document, pages)]
    parts += _blocks(document.body, notes)
    if document.back:
        parts += [*_blocks(document.back, notes), (document.metadata.publisher, None)]
    count = sum(1 for _ in find((document.front, document.body, document.back), Note))
    return Expected(say(parts), say(notes), count)


def say(pieces: Iterable[Piece]) -> Said:
    """Return pieces as one text."""
    characters: list[str] = []
    spaces, breaks, starts, places = set(), set(), [], []
    is_after_space = False
    for text, place in pieces:
        starts.append(len(characters))
        places.append(place)
        for character in text:
            if character == BREAK:
                breaks.add(len(characters))
            if character.isspace():
                is_after_space = True
            elif character not in UNSEEN:
                if is_after_space and characters and is_latin(characters[-1]) and is_latin(character):
                    spaces.add(len(characters))
                characters.append(character)
                is_after_space = False
    return Said("".join(characters), frozenset(spaces), frozenset(breaks), tuple(starts), tuple(places))


def _cover(document: Document) -> Iterator[Piece]:
    metadata = document.metadata
    yield from ((line, None) for line in metadata.title)
    yield metadata.subtitle, None
    for people in metadata.people:
        yield from ((text, None) for text in (people.role, *people.names))
    yield metadata.publisher, None


def _contents(document: Document, pages: PageMap) -> Iterator[Piece]:
    first = sum(1 for _ in find(document.front, Heading))
    headings = zip(find(document.body, Heading), pages.headings[first:], strict=False)
    for heading, (_, folio) in headings:
        if heading.level <= CONTENTS_DEPTH:
            yield heading.mark, heading.location
            yield from _inlines(heading.content, None, heading.location)
            yield folio, heading.location


def _lists(document: Document, pages: PageMap) -> Iterator[Piece]:
    """Yield the lists behind the contents: what bears a number, with its title and folio."""
    tree = (document.front, document.body, document.back)
    found: dict[str, list[tuple[Node, tuple[Inline, ...], str]]] = {
        "figures": [(node, node.caption, node.mark) for node in find(tree, Figure)],
        "tables": [(node, node.caption, node.mark) for node in find(tree, Table) if node.mark],
        "sidebars": [(node, node.title, node.mark) for node in find(tree, Sidebar)],
    }
    folios = {"figures": pages.figures, "tables": pages.tables, "sidebars": pages.sidebars}
    for name in document.lists:
        if found[name]:
            yield document.words.get(name, ""), None
        for (node, title, mark), (_, folio) in zip(found[name], folios[name], strict=False):
            yield mark, node.location
            yield from _inlines(title, None, node.location)
            yield folio, node.location


def _blocks(blocks: Iterable[Block], notes: list[Piece], outer: Location | None = None) -> Iterator[Piece]:
    for block in blocks:
        yield from _block(block, notes, block.location or outer)


def _block(block: Block, notes: list[Piece], place: Location | None) -> Iterator[Piece]:
    match block:
        case Heading():
            yield block.mark, place
            yield from _inlines(block.content, notes, place)
        case Paragraph():
            yield from _inlines((*block.run_in, *block.content), notes, place)
        case List():
            for mark, item in zip(block.marks, block.items, strict=True):
                yield mark, place
                yield from _blocks(item, notes, place)
        case Quotation():
            yield from _blocks(block.content, notes, place)
        case Table():
            yield from _table(block, notes)
        case Sidebar():
            yield block.mark, place
            yield from _inlines(block.title, notes, place)
            yield from _blocks(block.content, notes, place)
        case SourceList():
            for entry in block.entries:
                yield entry.mark, entry.location or place
                yield from _inlines(entry.content, notes, entry.location or place)
        case Figure():
            yield block.mark, place
            yield from _inlines(block.caption, notes, place)
            yield (block.source.text if block.source else ""), place
        case FolioMark():
            pass
        case _:
            assert_never(block)


def _table(table: Table, notes: list[Piece]) -> Iterator[Piece]:
    place = table.location
    yield table.mark, place
    cells = (cell for row in (table.head, *table.rows) for cell in row)
    for run in (table.caption, table.unit, *cells, table.remarks):
        yield from _inlines(run, notes, place)
    yield (table.source.text if table.source else ""), place


def _inlines(content: Iterable[Inline], notes: list[Piece] | None, outer: Location | None) -> Iterator[Piece]:
    """Yield what a run of inlines says; calls of notes too, unless ``notes``, which takes what they say, is None."""
    for node in content:
        place = node.location or outer
        match node:
            case Text() | FactCall() | Citation() | Reference():
                yield node.text, place
            case Emphasis() | Strong() | Link():
                yield from _inlines(node.content, notes, place)
            case LineBreak():
                yield BREAK, None
            case FolioMark() | IndexMark():
                pass
            case Note():
                if notes is not None:
                    yield node.mark, place
                    notes.append((node.mark, place))
                    notes += list(_blocks(node.content, notes, place))
            case _:
                assert_never(node)
