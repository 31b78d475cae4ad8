"""Parts of a text that are not the author's own words: titles, quotations, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
QUOTATION = re.compile(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”")
ADDRESS = re.compile(r"(?:https?://|www\.)[\w./?=&%#~:+@,;-]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+", re.ASCII)
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""Han characters, for the brackets of a regular expression."""
IS_HAN = re.compile(f"[{HAN}]")

Span = tuple[int, int]


def spans(text: str, *patterns: re.Pattern[str]) -> tuple[Span, ...]:
    """Return where the patterns stand in a text."""
    return tuple(match.span() for pattern in patterns for match in pattern.finditer(text))


def is_inside(index: int, found: Iterable[Span]) -> bool:
    """Whether a place lies in one of some spans."""
    return any(start <= index < end for start, end in found)
