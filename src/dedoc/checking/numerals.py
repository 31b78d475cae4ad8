"""Chinese numerals as numbers."""

from __future__ import annotations

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"亿": 10**8, "万": 10**4}
CHARACTERS = "".join((*DIGITS, *UNITS, *MYRIADS))


def numeral_value(text: str) -> int | None:
    """Return the value of a numeral such as 二十一, 两亿 or 万亿; None for characters that make none, such as 三五."""
    for character, size in MYRIADS.items():
        high, found, low = text.rpartition(character)
        if found:
            parts = (numeral_value(high) if high else 1, numeral_value(low) if low else 0)
            return None if None in parts else (parts[0] or 0) * size + (parts[1] or 0)
    return _below_myriad(text)


def _below_myriad(text: str) -> int | None:
    total, digit = 0, -1
    for character in text:
        if character in UNITS:
            total += (1 if digit < 0 else digit) * UNITS[character]
            digit = -1
        elif digit > 0:
            return None
        else:
            digit = DIGITS[character]
    return total + max(digit, 0)
