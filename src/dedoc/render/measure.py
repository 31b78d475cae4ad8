"""How wide a text is about, where no font is at hand."""

from __future__ import annotations

import re
import unicodedata


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is: full width for Han, somewhat over half for Latin."""
    return size * sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.56 for c in text)


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Return the lines of a text that fit a width: line ends typed by the author, then wherever a line is full."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for character in part.strip():
            if line and text_width(line + character, size) > width:
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return lines


def decimal_tail(text: str) -> str:
    """Return what stands from the decimal point of a number on, or behind its last digit if it has none.

    Text without digits is all head: it ends where the whole numbers of its column end.
    """
    match = re.match(r"\D*\d[\d,]*", text, re.ASCII)
    return text[match.end() :] if match else ""
