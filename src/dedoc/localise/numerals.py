"""Numbers in the numerals of a language."""

from __future__ import annotations

from collections.abc import Mapping

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def chinese(number: int, numerals: Mapping[str, str], *, counts: bool = False) -> str:
    """Return a whole number below 10^8 in Chinese numerals.

    ``numerals`` holds ``digits`` (零 to 九), ``units`` (十百千) and ``myriad`` (万); with ``counts`` a two before a
    measure word is ``pair`` (两). 10 to 19 begin with 十, and noughts inside are read once (GB/T 15835, 5.2).
    """
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = numerals["digits"][0] if 0 < low < 1000 else ""
        rest = chinese(low, numerals) if low else ""
        return chinese(high, numerals, counts=counts) + numerals["myriad"] + gap + rest
    if counts and number == 2:
        return numerals["pair"]
    return _below_myriad(number, numerals)


def _below_myriad(number: int, numerals: Mapping[str, str]) -> str:
    digits, units = numerals["digits"], ("", *numerals["units"])
    if number < 10:
        return digits[number]
    text = ""
    for power in reversed(range(4)):
        digit = number // 10**power % 10
        if digit:
            text += digits[digit] + units[power]
        elif text and number % 10**power and not text.endswith(digits[0]):
            text += digits[0]
    return text.removeprefix(digits[1]) if 10 <= number < 20 else text


def roman(number: int) -> str:
    """Return a number from 1 in small roman numerals."""
    text = ""
    for value, letters in (*_ROMAN, *_ROMAN_SMALL):
        text += letters * (number // value)
        number %= value
    return text


def letter(number: int) -> str:
    """Return a, b, … z, aa, ab for numbers from 1."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
