"""Texts whose lines run from right to left, cut where a run of the other direction stands in them.

So much of the bidirectional algorithm (UAX #9) as single lines of drawings and runs of Word need: letters of Latin,
Greek, Cyrillic and Han run from left to right, with the digits and marks between them; all else goes with the line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LETTERS = "A-Za-z\u00c0-\u024f\u0370-\u04ff\u3400-\u9fff"
FORWARD = re.compile(rf"[0-9.,]*[{_LETTERS}](?:[{_LETTERS}0-9.,:;'’&+/%@_ -]*[{_LETTERS}0-9%])?")
NUMBER = re.compile(r"\d(?:[\d.,:/-]*\d)?")

EMBEDDED = "\u202b{}\u202c"
"""A text that runs from right to left, wherever it stands (UAX #9, 2.1)."""


def is_backward(text: str) -> bool:
    """Whether a text has letters that run from right to left."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def embedded(text: str) -> str:
    """Return a text that an engine sets from right to left if it has letters that run so, even where lines do not."""
    return EMBEDDED.format(text) if is_backward(text) else text


def stretches(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text in the order of reading, each with whether it runs from left to right."""
    yield from _cut(text, FORWARD)


def visible_order(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a line from left to right as they stand, each with whether it runs from left to right."""
    if not is_backward(text):
        yield text, True
        return
    parts = [
        piece
        for part, is_forward in stretches(text)
        for piece in ([(part, True)] if is_forward else _cut(part, NUMBER))
    ]
    yield from reversed(parts)


def _cut(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    end = 0
    for match in pattern.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], False
        yield match[0], True
        end = match.end()
    if end < len(text):
        yield text[end:], False
