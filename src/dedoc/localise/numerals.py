"""Numbers in the numerals of a language."""

from __future__ import annotations

from collections.abc import Mapping

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def chinese(number: int, numerals: Mapping[str, str], *, counts: bool = False) -> str:
    """Return a whole number below 10^8 in Chinese numerals.

    ``numerals`` holds ``digits`` (零 to 九), ``units`` (十百千) and ``myriad`` (万); with ``counts`` a two before a
    measure word is ``pair`` (两). A number that begins with ten begins with 十, and noughts inside are read once.
    """
    if counts and number == 2:
        return numerals["pair"]
    high, low = divmod(number, 10_000)
    if not high:
        return _shortened(_below_myriad(low, numerals), numerals)
    gap = numerals["digits"][0] if 0 < low < 1000 else ""
    rest = _below_myriad(low, numerals) if low else ""
    return chinese(high, numerals, counts=counts) + numerals["myriad"] + gap + rest


def _shortened(text: str, numerals: Mapping[str, str]) -> str:
    """Return 十二 for 一十二: only the head of a number is shortened so."""
    one_ten = numerals["digits"][1] + numerals["units"][0]
    return text.removeprefix(numerals["digits"][1]) if text.startswith(one_ten) else text


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
    return text


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
