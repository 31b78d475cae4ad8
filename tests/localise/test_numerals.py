"""Numbers in Chinese, roman and alphabetic numerals."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedoc.localise.numerals import chinese, letter, roman
from languages import CHINESE

NUMERALS = CHINESE.numerals
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def chinese_value(text: str) -> int:
    """Read Chinese numerals back: the sum of digits times units, and the same once more before 万."""
    high, myriad, low = text.rpartition("万")
    if myriad:
        return chinese_value(high) * 10_000 + (chinese_value(low) if low else 0)
    total, digit = 0, 1 if text.startswith("十") else 0
    for character in text:
        if character in "十百千":
            total += digit * 10 ** ("十百千".index(character) + 1)
            digit = 0
        elif character == "两":
            digit = 2
        else:
            digit = "零一二三四五六七八九".index(character)
    return total + digit


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (2, "二"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (4500, "四千五百"),
        (9999, "九千九百九十九"),
        (10_000, "一万"),
        (10_001, "一万零一"),
        (10_010, "一万零一十"),
        (11_000, "一万一千"),
        (120_034, "十二万零三十四"),
        (1_000_015, "一百万零一十五"),
        (99_999_999, "九千九百九十九万九千九百九十九"),
    ],
)
def test_numbers_read_as_a_chinese_speaker_reads_them(number: int, text: str) -> None:
    """Noughts inside are read once, and only what begins with ten drops the one before it."""
    assert chinese(number, NUMERALS) == text


@pytest.mark.parametrize(("number", "text"), [(2, "两"), (20_000, "两万"), (12, "十二"), (22_000, "两万二千")])
def test_a_two_that_counts_is_a_pair(number: int, text: str) -> None:
    """Before a measure word, or before 万, two is 两."""
    assert chinese(number, NUMERALS, counts=True) == text


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.integers(0, 10**8 - 1), st.booleans())
def test_every_number_can_be_read_back(number: int, counts: bool) -> None:  # noqa: FBT001 -- hypothesis gives it
    """No two numbers below 10^8 look the same, and none has two noughts in a row or one at its end."""
    text = chinese(number, NUMERALS, counts=counts)

    assert chinese_value(text) == number
    assert "零零" not in text
    assert number == 0 or not text.endswith("零")


@pytest.mark.parametrize(("number", "text"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (1994, "mcmxciv")])
def test_roman_numerals_subtract(number: int, text: str) -> None:
    """Four, nine, forty and the like are written by subtraction."""
    assert roman(number) == text


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.integers(1, 3999))
def test_roman_numerals_can_be_read_back(number: int) -> None:
    """A letter before a larger one takes away, every other one adds, and no letter stands four times."""
    text = roman(number)
    values = [ROMAN[letter] for letter in text]
    signed = [-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)]

    assert sum(signed) == number
    assert not any(letter * 4 in text for letter in ROMAN)


@pytest.mark.parametrize(("number", "text"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (702, "zz"), (703, "aaa")])
def test_letters_go_on_after_z(number: int, text: str) -> None:
    """After z comes aa, after zz comes aaa."""
    assert letter(number) == text
