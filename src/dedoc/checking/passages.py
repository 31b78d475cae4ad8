"""Runs of text as they print, each character with its place in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from dedoc.checking.findings import Edit
from dedoc.checking.written import Offsets, Written
from dedoc.errors import Location
from dedoc.model import Citation, FactCall, Note, Reference

T = TypeVar("T", FactCall, Citation, Reference)
PutIn = FactCall | Citation | Reference
"""What puts text into a passage that stands elsewhere in the source."""


class Kind(Enum):
    """What a passage is; the body is paragraphs, wherever they stand."""

    BODY = "body"
    NOTE = "note"
    HEADING = "heading"
    CAPTION = "caption"
    CELL = "cell"
    LABEL = "label"
    ALTERNATIVE = "alternative"
    SOURCE = "source"
    COVER = "cover"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a passage that comes from one place: written there, or put in by ``node``."""

    start: int
    text: str
    location: Location
    node: PutIn | None = None
    written: Written | None = None
    offsets: Offsets = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text, such as a paragraph with its run-in heading. ``section`` counts the headings before it.

    ``notes`` are (place in the text, note). ``is_quoted`` says that these are somebody else's words, set apart;
    ``figure`` is the label of the figure or table that the passage belongs to.
    """

    kind: Kind
    text: str
    pieces: tuple[Piece, ...]
    notes: tuple[tuple[int, Note], ...] = ()
    section: int = 0
    is_quoted: bool = False
    figure: str = ""
    starts: tuple[int, ...] = field(default=())

    def piece(self, index: int) -> Piece:
        """Return the piece that holds a character."""
        return self.pieces[max(bisect_right(self.starts, index) - 1, 0)]

    def is_own(self, index: int) -> bool:
        """Whether a character was written here, and not put in."""
        return self.piece(index).node is None

    def offset(self, index: int) -> int:
        """Return where a character stands in its file, or -1."""
        piece = self.piece(index)
        at = index - piece.start
        return piece.offsets[at] if 0 <= at < len(piece.offsets) else -1

    def place(self, index: int) -> Location:
        """Return where a character was written; of one that was put in, where its call stands."""
        piece, offset = self.piece(index), self.offset(index)
        return piece.written.place(offset) if piece.written is not None and offset >= 0 else piece.location

    def edit(self, start: int, end: int, text: str) -> Edit | None:
        """Return the change of some characters into ``text``, None where they do not stand together in the source."""
        piece, first, last = self.piece(start), self.offset(start), self.offset(end - 1)
        if piece.written is None or first < 0 or last - first != end - 1 - start or self.piece(end - 1) is not piece:
            return None
        return Edit(piece.written.file, first, last + 1, text)

    def put_in(self, kind: type[T]) -> Iterator[tuple[Piece, T]]:
        """Yield the pieces that a kind of node put in, with the node."""
        return ((piece, piece.node) for piece in self.pieces if isinstance(piece.node, kind))

    def around(self, start: int, end: int, width: int = 6) -> str:
        """Return some characters with what stands around them, for messages."""
        return self.text[max(start - width, 0) : end + width].replace("\n", " ").strip()
