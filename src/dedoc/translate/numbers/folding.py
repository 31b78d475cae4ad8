"""Text with one way to write digits, spaces and dashes, character for character."""

from __future__ import annotations

import re
import unicodedata

WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3})")

FOLDED = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：？！（）"},
    **{ord(mark): "–" for mark in "‐‑‒–—―−－～〜~∼"},
    **{
        ord(space): "\u00a0"
        for space in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    },
    **{ord(mark): "'" for mark in "’ʼ"},
    ord("٪"): "%",
    ord("٫"): ".",
    ord("٬"): ",",
    ord("＋"): "+",
}
FOLDED |= {ord("（"): "(", ord("）"): ")", ord("－"): "–"}
DIGITS = re.compile(r"[^\W0-9A-Za-z_]")


def fold(text: str) -> str:
    """Return ``text`` with ASCII digits and signs, dashes as –, rare spaces as no-break ones; as long as it was."""
    if text.isascii():
        return text
    folded = WIDE_COMMA.sub(",", text).translate(FOLDED)
    return DIGITS.sub(_digit, folded) if any(map(_is_foreign_digit, folded)) else folded


def _is_foreign_digit(character: str) -> bool:
    return character > "\u065f" and character.isdecimal()


def _digit(found: re.Match[str]) -> str:
    value = unicodedata.decimal(found[0], None)
    return found[0] if value is None else str(value)
