"""How wide a text is about, where no font is at hand."""

from __future__ import annotations

import re
import unicodedata

WIDE = (
    r"\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
"""Characters of full width (UAX 11), between which lines may end, for a character class."""

PIECE = re.compile(rf"\s+|[{WIDE}]|[^\s{WIDE}]+")


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is: full width for Han, somewhat over half for Latin."""
    # In whole numbers: what floats sum up to is another thing from Python 3.12 on.
    return size * sum(100 if unicodedata.east_asian_width(c) in "WFA" else 56 for c in text) / 100


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Return the lines of a text that fit a width: line ends typed by the author, then between Han and at spaces.

    A word of letters that is wider than a line is cut where the line is full.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for piece in pieces(part.strip()):
            whole = [piece] if text_width(piece, size) <= width else list(piece)
            for bit in whole:
                if line and text_width(line + bit.rstrip(), size) > width:
                    lines.append(line.rstrip())
                    line = ""
                line += bit if line else bit.lstrip()
        lines.append(line.rstrip())
    return lines


def pieces(text: str) -> list[str]:
    """Return what a text is made of, where a line may end behind each: single Han, words of letters, spaces."""
    return PIECE.findall(text)


def decimal_tail(text: str) -> str:
    """Return what stands from the decimal point of a number on, or behind its last digit if it has none.

    Text without digits is all head: it ends where the whole numbers of its column end.
    """
    match = re.match(r"\D*\d[\d,]*", text, re.ASCII)
    return text[match.end() :] if match else ""
