"""What a report says from beginning to end, with the place where each piece of it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
from dedoc.walk import find, plain_text, without

UNSEEN = dict.fromkeys(map(ord, "\u2060\u200b\ufeff\u00ad"))
"""Characters that only say where a line may break."""

CALL = "\ufff9"
"""Stands before the mark of a note in a text, until its place is known."""

LISTED: dict[str, type[Figure | Table | Sidebar]] = {"figures": Figure, "tables": Table, "sidebars": Sidebar}
CONTENTS_DEPTH = 3


def squeezed(text: str) -> str:
    """Return text without white space and without characters that nobody sees."""
    return "".join(text.translate(UNSEEN).split())


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together, without white space; ``calls`` are the places of notes in them."""

    text: str
    location: Location | None = None
    calls: tuple[int, ...] = ()


@dataclass(slots=True)
class Speech:
    """The pieces in reading order, the notes with their marks, the figures by what stands for them, and the outline."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[Piece] = field(default_factory=list)
    drawings: list[Piece] = field(default_factory=list)
    outline: list[tuple[int, Piece]] = field(default_factory=list)


def speech_of(document: Document, pages: PageMap) -> Speech:
    """Return what a report says that is printed with this page map: the folios of contents and lists come from it."""
    speaker = _Speaker()
    speaker.cover(document)
    speaker.blocks(document.front)
    speaker.contents(document, pages)
    speaker.blocks(document.body)
    speaker.blocks(document.back)
    if document.back:
        speaker.say((document.metadata.publisher,), None)
    return speaker.speech


class _Speaker:
    """Speaks a document, block by block."""

    def __init__(self) -> None:
        self.speech = Speech()

    def say(self, parts: Iterable[str], place: Location | None) -> None:
        """Add a piece, unless it is empty."""
        if piece := _piece(parts, place):
            self.speech.pieces.append(piece)

    def cover(self, document: Document) -> None:
        """Say title, subtitle, people and publisher."""
        metadata = document.metadata
        people = (text for group in metadata.people for text in (group.role, *group.names))
        for text in (*metadata.title, metadata.subtitle, *people, metadata.publisher):
            self.say((text,), None)

    def contents(self, document: Document, pages: PageMap) -> None:
        """Say the contents with their folios, and the lists after them."""
        self._title(document.words["contents"])
        first = sum(isinstance(block, Heading) for block in document.front)
        headings = (block for block in document.body if isinstance(block, Heading))
        for heading, (_, folio) in zip(headings, pages.headings[first:], strict=False):
            if heading.level <= CONTENTS_DEPTH:
                self.say((_title_of(heading), folio), heading.location)
        for name in document.lists:
            parts = (document.front, document.body, document.back)
            blocks = [block for block in find(parts, LISTED[name]) if block.mark]
            if blocks:
                self._title(document.words[name])
            for block, (_, folio) in zip(blocks, getattr(pages, name), strict=False):
                self.say((_title_of(block), folio), block.location)

    def _title(self, words: str) -> None:
        self.say((words,), None)
        self.speech.outline.append((1, Piece(squeezed(words))))

    def blocks(self, blocks: tuple[Block, ...], place: Location | None = None) -> None:
        """Say blocks in a row; ``place`` is where they stand if they do not say so themselves."""
        for block in blocks:
            self._block(block, block.location or place)

    def _block(self, block: Block, place: Location | None) -> None:
        match block:
            case Heading():
                self.say((block.mark, *self._words(block.content)), place)
                self.speech.outline.append((block.level, Piece(squeezed(_title_of(block)), place)))
            case Paragraph():
                self.say(self._words((*block.run_in, *block.content)), place)
            case List():
                for mark, item in zip(block.marks, block.items, strict=True):
                    self.say((mark,), place)
                    self.blocks(item, place)
            case Quotation():
                self.blocks(block.content, place)
            case Table():
                self._table(block, place)
            case Figure():
                self.say((block.mark, *self._words(block.caption)), place)
                self.say((block.source.text if block.source else "",), place)
                self.speech.drawings.append(Piece(squeezed(block.alternative), place))
            case Sidebar():
                self.say((block.mark, *self._words(block.title)), place)
                self.blocks(block.content, place)
            case SourceList():
                for entry in block.entries:
                    self.say((entry.mark, *self._words(entry.content)), entry.source.location or place)
            case FolioMark():
                pass
            case _:
                assert_never(block)

    def _table(self, table: Table, place: Location | None) -> None:
        self.say((table.mark, *self._words(table.caption)), place)
        for words in (table.unit, *table.head, *(cell for row in table.rows for cell in row), table.remarks):
            self.say(self._words(words), next((node.location for node in words if node.location), place))
        self.say((table.source.text if table.source else "",), place)

    def _words(self, content: tuple[Inline, ...]) -> Iterator[str]:
        for node in content:
            match node:
                case Text() | FactCall() | Citation() | Reference():
                    yield node.text
                case Emphasis() | Strong() | Link():
                    yield from self._words(node.content)
                case LineBreak() | FolioMark() | IndexMark():
                    pass
                case Note():
                    yield CALL + node.mark
                    paragraphs = ((*part.run_in, *part.content) for part in find(node.content, Paragraph))
                    words = (word for content in paragraphs for word in self._words(content))
                    self.speech.notes.append(Piece(squeezed("".join((node.mark, *words))), node.location))
                case _:
                    assert_never(node)


def _title_of(block: Heading | Figure | Table | Sidebar) -> str:
    """Return a block as contents and lists name it."""
    words = (
        block.content if isinstance(block, Heading) else block.title if isinstance(block, Sidebar) else block.caption
    )
    return block.mark + plain_text(without(words, Note))


def _piece(parts: Iterable[str], place: Location | None) -> Piece | None:
    first, *others = squeezed("".join(parts)).split(CALL)
    calls: list[int] = []
    text = first
    for part in others:
        calls.append(len(text))
        text += part
    return Piece(text, place, tuple(calls)) if text else None
