"""Where each printed character stands in the source: the text of a run taken apart along what the reader made of it.

The reader knows what a run of text means, not where its every character was written. Both are brought together again:
the source is read once more, from left to right, along the tree that the reader made; so only spellings of what is
known to come next have to be told apart.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, assert_never

from dedoc.model import (
    Aspect,
    Citation,
    Emphasis,
    FactCall,
    FolioMark,
    IndexMark,
    Inline,
    LineBreak,
    Link,
    Note,
    Reference,
    Strong,
    Text,
)

SILENT = re.compile(r"<!--.*?-->|\{(?:folio|index)\}(`+)[^`]*\1", re.DOTALL)
"""What stands in a text and prints nothing: a remark, the mark of a printed page, of a place for the index."""

TRAILING = re.compile(rf"[ \t]*(?:{SILENT.pattern})", re.DOTALL)
LINE_END = re.compile(r"[ \t]*\n[ \t>]*")
HARD_BREAK = re.compile(r"(\\|[ \t]{2,})\n[ \t>]*")
ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
ROLE = re.compile(r"\{([a-z][a-z:-]*)\}(`+)(.*?)(?<!`)\2(?!`)", re.DOTALL)
CALL = re.compile(r"\[\^[^\]\s]+\]")
TARGET = re.compile(
    r"\]\(\s*(?:<[^<>\n]*>|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)


class Untraced(Exception):  # noqa: N818 -- it is no error of the user's, and is always caught
    """Raised where the source does not spell what the reader made of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Emphasis or a link around a part of a text: how it is opened and closed. Two of them are never the same."""

    kind: str
    opened: str
    closed: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of source: ``leaf`` and ``at`` are the leaf of the tree, and the character in it, that it spells.

    A piece that spells nothing has no leaf. ``frames`` stand around it, the outermost first.
    """

    source: str
    frames: tuple[Frame, ...] = ()
    leaf: int = -1
    at: int = 0


def leaves(content: tuple[Inline, ...]) -> Iterator[Inline]:
    """Yield the leaves of a run of text in order; marks of printed pages and of places for the index are none."""
    for node in content:
        match node:
            case Emphasis() | Strong() | Link():
                yield from leaves(node.content)
            case FolioMark() | IndexMark():
                pass
            case _:
                yield node


def trace(content: tuple[Inline, ...], source: str, start: int) -> tuple[Piece, ...]:
    """Return the pieces of the run of text that begins at ``start`` of ``source``; together they are its spelling.

    Raises Untraced where the source there is not that of ``content``.
    """
    tracer = _Tracer(source, start)
    tracer.content(content, ())
    while match := TRAILING.match(source, tracer.at):
        tracer.take(match.end(), ())
    return tuple(tracer.pieces)


class _Tracer:
    """Reads on from a place of the source."""

    def __init__(self, source: str, start: int) -> None:
        self.source = source
        self.at = start
        self.leaf = -1
        self.pieces: list[Piece] = []

    def fail(self) -> NoReturn:
        raise Untraced(self.source[self.at : self.at + 20])

    def take(self, end: int, frames: tuple[Frame, ...], leaf: int = -1, at: int = 0) -> None:
        """Make a piece of what stands before ``end``."""
        self.pieces.append(Piece(self.source[self.at : end], frames, leaf, at))
        self.at = end

    def silent(self, frames: tuple[Frame, ...]) -> None:
        """Take what prints nothing here."""
        while match := SILENT.match(self.source, self.at):
            self.take(match.end(), frames)

    def content(self, content: tuple[Inline, ...], frames: tuple[Frame, ...]) -> None:
        """Take the spelling of some inlines."""
        for node in content:
            match node:
                case Text():
                    self.leaf += 1
                    for index, character in enumerate(node.text):
                        self.character(character, index, frames)
                case LineBreak():
                    self.expect(HARD_BREAK, frames)
                case Note():
                    self.expect(CALL, frames)
                case Citation() | FactCall() | Reference():
                    self.role(node, frames)
                case Strong():
                    self.emphasis(node, "strong", ("**", "__"), frames)
                case Emphasis():
                    self.emphasis(node, "emphasis", ("*", "_"), frames)
                case Link():
                    self.link(node, frames)
                case FolioMark() | IndexMark():
                    self.silent(frames)
                case _:
                    assert_never(node)

    def expect(self, pattern: re.Pattern[str], frames: tuple[Frame, ...]) -> re.Match[str]:
        """Take what a pattern matches as the next leaf."""
        self.silent(frames)
        match = pattern.match(self.source, self.at)
        if match is None:
            self.fail()
        self.leaf += 1
        self.take(match.end(), frames, self.leaf)
        return match

    def role(self, node: Citation | FactCall | Reference, frames: tuple[Frame, ...]) -> None:
        """Take the role that a leaf was made of."""
        match = self.expect(ROLE, frames)
        named = {
            Citation: lambda: match[1].startswith("cite"),
            FactCall: lambda: match[1] == ("fact" if getattr(node, "aspect", None) is Aspect.VALUE else "as-of"),
            Reference: lambda: match[1] == "ref",
        }
        if not named[type(node)]():
            self.fail()

    def emphasis(self, node: Strong | Emphasis, kind: str, marks: tuple[str, str], frames: tuple[Frame, ...]) -> None:
        """Take the marks around emphasis and what stands between them."""
        self.silent(frames)
        mark = next((mark for mark in marks if self.source.startswith(mark, self.at)), None)
        if mark is None:
            self.fail()
        self.at += len(mark)
        inner = (*frames, Frame(kind, mark, mark))
        self.content(node.content, inner)
        self.silent(inner)
        if not self.source.startswith(mark, self.at):
            self.fail()
        self.at += len(mark)

    def link(self, node: Link, frames: tuple[Frame, ...]) -> None:
        """Take a link in either form: the text in brackets with the address behind it, or the address alone."""
        self.silent(frames)
        begin, opened = self.at, self.source[self.at : self.at + 1]
        if opened not in ("[", "<"):
            self.fail()
        # How it closes is known only at its end; the pieces get their frame then.
        first, self.at = len(self.pieces), begin + 1
        before = Frame("link", opened, "", node.address)
        self.content(node.content, (*frames, before))
        self.silent((*frames, before))
        match = TARGET.match(self.source, self.at) if opened == "[" else re.compile(">").match(self.source, self.at)
        if match is None:
            self.fail()
        self.at = match.end()
        frame = Frame("link", opened, match[0], node.address)
        depth = len(frames)
        for index in range(first, len(self.pieces)):
            piece = self.pieces[index]
            around = (*piece.frames[:depth], frame, *piece.frames[depth + 1 :])
            self.pieces[index] = Piece(piece.source, around, piece.leaf, piece.at)

    def character(self, character: str, index: int, frames: tuple[Frame, ...]) -> None:
        """Take the spelling of one character."""
        self.silent(frames)
        self.take(self._end(character), frames, self.leaf, index)

    def _end(self, character: str) -> int:
        """Return where the spelling of a character ends."""
        source, at = self.source, self.at
        if character == "\n":
            match = LINE_END.match(source, at)
            return match.end() if match else self.fail()
        if source[at : at + 1] == "\\" and source[at + 1 : at + 2] == character and character in PUNCTUATION:
            return at + 2
        if source[at : at + 1] == "&" and (match := ENTITY.match(source, at)) and html.unescape(match[0]) == character:
            return match.end()
        if source[at : at + 1] == character:
            return at + 1
        return self.fail()


def spelled(pieces: tuple[Piece, ...]) -> str:
    """Return the source that pieces spell, with the marks of their frames."""
    parts: list[str] = []
    open_frames: tuple[Frame, ...] = ()
    for piece in pieces:
        parts.append(_between(open_frames, piece.frames))
        parts.append(piece.source)
        open_frames = piece.frames
    parts.append(_between(open_frames, ()))
    return "".join(parts)


def _between(old: tuple[Frame, ...], new: tuple[Frame, ...]) -> str:
    """Return the marks that close some frames and open others."""
    shared = 0
    while shared < min(len(old), len(new)) and old[shared] is new[shared]:
        shared += 1
    closed = "".join(frame.closed for frame in reversed(old[shared:]))
    return closed + "".join(frame.opened for frame in new[shared:])
