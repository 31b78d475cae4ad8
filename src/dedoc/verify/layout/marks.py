"""The classes of characters that the rules speak of (CLREQ 3.1.2 and 3.1.4, GB/T 15834-2011, 4 and 5.1)."""

from __future__ import annotations

import re

STOPS = "、，。．：；！？"
"""Marks of pause and stop: they stand at the left of their square."""

OPENING = "（〔［｛〈《「『【〖“‘"
CLOSING = "）〕］｝〉》」』】〗”’"
BRACKETS = OPENING + CLOSING

CONNECTORS = "—–～〜-－‐‑~"
INTERPUNCTS = "·・‧•"
SLASHES = "/／"

NEVER_FIRST = frozenset(STOPS + CLOSING + CONNECTORS + INTERPUNCTS + SLASHES + ",.;:!?)]}")
"""What no line begins with; the dash and the ellipsis, two em wide, may begin one, as GB has it."""

NEVER_LAST = frozenset(OPENING + SLASHES + "([{")
"""What no line ends with (CLREQ 3.1.4 in the manner of GB; GB/T 15834-2011, 5.1.3 and 5.1.9)."""

LONG = "—…⋯"
"""Two of these are one mark, two em wide (CLREQ 3.1.5.1)."""

PREFIXES, SUFFIXES = "+-±−＋－¥￥$＄€£№#＃", "%％‰‱°′″℃℉₫"
"""Signs that stay with the number after them, and with the one before them (CLREQ 3.1.5.2)."""

UNITS = "十百千万亿兆个倍元萬億個円만억조배원"
"""Characters for scale and measure, of all languages that dedoc prints, which stay with the number before them: dedoc's
own, for sums that are read at a glance."""

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LATIN = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff"
"""Han, and the letters and digits between which and Han a space stands (CLREQ 3.2.2)."""

IS_WORD = re.compile(f"[{HAN}{LATIN}]")
FULL_WIDTH = frozenset(STOPS + BRACKETS)
"""Marks that take the square of a Han, half of which is white (CLREQ 3.1.6.1)."""


def is_latin(character: str) -> bool:
    """Whether a character is of the scripts that part words by spaces, or a mark of theirs."""
    return " " < character < "\u0500"


MARK_OF_NOTE = re.compile(r"^([\[［〔(（]?)(\d{1,4}(?:[-–.]\d{1,4})?|[①-⑳㉑-㊿]|[*＊†‡§¶]{1,4})[\]］〕)）]?")
"""How a note begins, and what calls it: a bracket or none, and the number or sign."""

NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[章节篇部]|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|\d+(?:\.\d+)*[.．、](?!\d))"
)
"""How headings begin that look like text."""

CAPTIONED = re.compile(r"^[图表]\s*\d")
LED = re.compile(r"([.．·…・⋯‥])\1{4,}")
"""Leaders, as in lists of contents."""

FOLIO = re.compile(r"^[-—–·•\s]*(?:第?\d{1,4}页?|[IVXLCDMivxlcdm]{1,8})[-—–·•\s]*$")
"""A page number that stands alone."""
