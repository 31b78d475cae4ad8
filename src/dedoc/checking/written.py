"""Source files as they were written, and where in them a text of the document stands."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from dedoc.errors import Location

MARKUP = re.compile(
    r"\{[a-z:-]+\}`[^`]*`"  # a role
    r"|\[\^[^\]\s]+\](?::[ \t]*)?"  # the call of a note, or the head of its text
    r"|<!--.*?-->"
    r"|(?<=\])\([^)\s]*\)",  # the address of a link
    re.DOTALL,
)
"""Markup of chapters that never stands in a text. A text is not looked for in it."""

HIDDEN = "\0"
SKIPPED = re.compile(r"(?:[^\S\n]|[\0\\]|\n[ \t>]*)*")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
WINDOW = 4000
"""How far behind the last text the next one is looked for; the longest markup between two texts is shorter."""

Offsets = Sequence[int]
"""Where each character of a text stands in its file; -1 for one that is not there."""


@dataclass(slots=True)
class Written:
    """A source file.

    ``reached`` remembers, by line, how far texts were found, so that equal ones are told apart; ``lost`` are the lines
    on which one was not found, so that none behind it can be either.
    """

    file: str
    text: str
    starts: tuple[int, ...] = ()
    masked: str = ""
    reached: dict[int, int] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.starts = (0, *(match.end() for match in re.finditer("\n", self.text)))
        is_chapter = self.file.endswith(".md")
        self.masked = MARKUP.sub(lambda m: HIDDEN * len(m[0]), self.text) if is_chapter else self.text

    def line(self, offset: int) -> int:
        """Return the line of an offset, counted from 1."""
        return bisect_right(self.starts, offset)

    def place(self, offset: int) -> Location:
        """Return the location of an offset."""
        return Location(self.file, self.line(offset))

    def line_text(self, line: int) -> str:
        """Return the characters of a line."""
        if not 0 < line <= len(self.starts):
            return ""
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        return self.text[self.starts[line - 1] : end].rstrip("\n")

    def key_place(self, place: Location, key: str) -> Location:
        """Return where a key of the entry stands that begins at a place of a YAML file, or the place."""
        head = self.line_text(place.line)
        indent = len(head) - len(head.lstrip())
        for line in range(place.line, len(self.starts) + 1):
            text = self.line_text(line)
            if re.match(rf"[ \t-]*[\"']?{key}[\"']?[ \t]*:", text) and line > place.line:
                return Location(self.file, line)
            if line > place.line and text.strip() and len(text) - len(text.lstrip()) <= indent:
                break
        return place

    def find(self, text: str, line: int) -> Offsets:
        """Return where a text stands that begins on ``line``, behind the last one there; () if it cannot be told.

        The text may have lost spaces, and the file has markup between its characters.
        """
        if line in self.lost or not text.strip():
            return ()
        found = self._find(text, max(self._start(line), self.reached.get(line, 0)))
        if found:
            last = max(found)
            self.reached[line] = self.reached[self.line(last)] = last + 1
        else:
            self.lost.add(line)
        return found

    def find_value(self, text: str, line: int) -> Offsets:
        """Return where the text of a data file stands, on ``line`` or below; () if it cannot be told."""
        return self._find(text, self._start(line)) if text.strip() else ()

    def _start(self, line: int) -> int:
        return self.starts[min(max(line, 1), len(self.starts)) - 1]

    def _find(self, text: str, start: int) -> Offsets:
        return self._exact(text, start) or self._spaced(text, start)

    def _exact(self, text: str, start: int) -> Offsets:
        at = self.masked.find(text, start, start + len(text) + WINDOW)
        return range(at, at + len(text)) if at >= 0 and "\n" not in text else ()

    def _spaced(self, text: str, start: int) -> Offsets:
        """Return where a text stands from whose source spaces were taken out."""
        first = text.lstrip()[0]
        at = self.masked.find(first, start, start + WINDOW)
        for _ in range(50):
            if at < 0:
                return ()
            if found := self._match(text, at):
                return found
            at = self.masked.find(first, at + 1, start + WINDOW)
        return ()

    def _match(self, text: str, at: int) -> list[int]:
        masked, found = self.masked, list[int]()
        for character in text:
            if character.isspace():
                found.append(at if masked[at : at + 1].isspace() else -1)
                continue
            at = self._skip(at, character)
            entity = ENTITY.match(masked, at)
            if entity is not None and html.unescape(entity[0]) == character:
                found.append(-1)
                at = entity.end()
            elif masked[at : at + 1] == character:
                found.append(at)
                at += 1
            else:
                return []
        return found

    def _skip(self, at: int, character: str) -> int:
        """Return where the next character can stand: behind spaces, markup and the marks of a quotation's lines."""
        skipped = SKIPPED.match(self.masked, at)
        assert skipped is not None
        spaces = skipped[0].find(character)
        return at + spaces if spaces >= 0 else skipped.end()
