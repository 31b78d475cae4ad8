"""The lines of a text: what stands on them, how wide, and how far from the line before."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from dedoc.importing.ledger import BLANK

LINE_END = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
WIDE_MARKS = frozenset("“”‘’—…·×")
NARROW: dict[int, str | int] = {
    **{0xFF10 + i: 0x30 + i for i in range(10)},
    **{0xFF21 + i: 0x41 + i for i in range(26)},
    **{0xFF41 + i: 0x61 + i for i in range(26)},
    0xFF3B: "[",
    0xFF3D: "]",
    0xFF3E: "^",
    0xFF0E: ".",
    0xFF0D: "-",
    0x3000: " ",
}  # fmt: skip
"""Characters in full width and what they are in half: the text stays as long as it was."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number, where its text begins and ends, and the text.

    ``gap`` counts the blank lines before it; ``feed`` says that a form feed stands before it.
    """

    number: int
    start: int
    end: int
    text: str
    gap: int = 0
    is_indented: bool = False
    feed: bool = False

    @property
    def narrow(self) -> str:
        """The text with digits, letters and brackets in half width, as long as the text itself."""
        return self.text.translate(NARROW)


def lines_of(source: str) -> list[Line]:
    """Return the lines of ``source`` that are not blank."""
    found: list[Line] = []
    at, gap, number, feed = 0, 0, 1, False
    for end in (*LINE_END.finditer(source), None):
        raw = source[at : end.start() if end else len(source)]
        text = raw.strip(BLANK)
        if text:
            start = at + raw.index(text)
            indented = "\u3000" in raw[: start - at] or len(raw[: start - at].expandtabs(4)) >= 2
            found.append(Line(number, start, start + len(text), text, gap, indented, feed))
            gap, feed = 0, False
        else:
            gap += 1
        if end:
            feed = feed or end[0] == "\f"
            number += end[0] in ("\n", "\r\n", "\r")
            at = end.end()
    return found


def is_wide(character: str) -> bool:
    """Whether a character takes the full width of a Han character."""
    return character in WIDE_MARKS or unicodedata.east_asian_width(character) in "WF"


def is_han(character: str) -> bool:
    """Whether a character is a Han character and no mark."""
    return is_wide(character) and character.isalpha()


def width(text: str) -> float:
    """Return how many full widths a text takes: half a width for a Latin character, a quarter for a space."""
    return sum(1.0 if is_wide(c) else 0.25 if c == " " else 0.5 for c in text)


def key(text: str) -> str:
    """Return what two printings of a line share: no spaces, one width."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
