"""Rounding, and what rounded and qualified numbers leave open."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedoc.model import Fact, Qualifier
from dedoc.reckoning import bounds, fits, rounded
from dedoc.reckoning.rounding import step

FRACTIONS = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)
PLACES = st.integers(0, 8)


@given(FRACTIONS, PLACES)
@settings(derandomize=True, deadline=None, max_examples=500)
def test_a_number_is_rounded_half_up(value: Fraction, places: int) -> None:
    """The rounded number is the nearest; of two as near, the one farther from nought; and it has so many decimals."""
    found = rounded(value, places)
    unit = Fraction(1, 10**places)
    distance = abs(Fraction(found) - value)
    assert distance <= unit / 2
    assert distance < unit / 2 or abs(found) > abs(value)
    assert -int(found.as_tuple().exponent) == places


@given(st.decimals(-(10**9), 10**9, places=9), PLACES)
@settings(derandomize=True, deadline=None, max_examples=300)
def test_rounding_is_that_of_decimal_arithmetic(value: Decimal, places: int) -> None:
    """For numbers that have decimals, the decimal module says the same."""
    with localcontext(prec=60):
        assert rounded(Fraction(value), places) == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@given(FRACTIONS, PLACES)
@settings(derandomize=True, deadline=None, max_examples=300)
def test_what_is_over_a_number_is_rounded_down_and_what_is_near_it_up(value: Fraction, places: int) -> None:
    """超 and 余 print no more than there is, 近 and 不足 no less, and neither is off by a whole digit."""
    unit = Fraction(1, 10**places)
    for qualifier in (Qualifier.OVER, Qualifier.PAST, Qualifier.MORE, Qualifier.ABOVE):
        assert 0 <= value - Fraction(rounded(value, places, qualifier)) < unit
    for qualifier in (Qualifier.NEAR, Qualifier.UNDER, Qualifier.BELOW):
        assert 0 <= Fraction(rounded(value, places, qualifier)) - value < unit
    assert rounded(value, places, Qualifier.ABOUT) == rounded(value, places)


@pytest.mark.parametrize(
    ("number", "expected"),
    [("240", "10"), ("5000", "1000"), ("9.4", "0.1"), ("9.40", "0.1"), ("3514", "1"), ("20", "10"), ("0", "1")],
)
def test_the_next_round_number(number: str, expected: str) -> None:
    """It is as far as the last digit that is no nought."""
    assert step(Decimal(number)) == Fraction(expected)


@pytest.mark.parametrize(
    ("value", "qualifier", "low", "high"),
    [
        ("383.7", None, "383.65", "383.75"),
        ("240", "more", "240", "250"),
        ("3500", "over", "3500", "3850"),
        ("30", "over", "30", "40"),
        ("-30", "over", "-30", "-20"),
        ("30", "near", "27", "30"),
        ("-30", "near", "-33", "-30"),
        ("5", "under", "2.5", "5"),
        ("100", "about", "90", "110"),
        ("5", "about", "4.5", "5.5"),
    ],
)
def test_what_a_number_leaves_open(value: str, qualifier: str | None, low: str, high: str) -> None:
    """Rounding leaves half a digit open; words leave more."""
    precision = len(value.partition(".")[2])
    said = Fact("n", "甲", Decimal(value), precision, qualifier=Qualifier(qualifier) if qualifier else None)
    assert bounds(said) == (Fraction(low), Fraction(high))


def test_ranges_uncertainties_and_ratios_leave_open_what_they_say() -> None:
    """A range holds its ends, an uncertainty is added and taken off, a ratio is nearer than the next ones."""
    assert bounds(Fact("n", "甲", Decimal(30), upper=Decimal(40))) == (Fraction(30), Fraction(40))
    assert bounds(Fact("n", "甲", Decimal("12.3"), 1, uncertainty=Decimal("0.5"))) == (
        Fraction("11.8"),
        Fraction("12.8"),
    )
    assert bounds(Fact("n", "甲", Fraction(1, 7))) == (Fraction(2, 15), Fraction(2, 13))


@given(FRACTIONS.filter(lambda value: value > 1), st.integers(0, 3), st.sampled_from([None, *Qualifier]))
@settings(derandomize=True, deadline=None, max_examples=300)
def test_a_number_that_was_rounded_for_its_qualifier_fits_it(
    exact: Fraction, places: int, qualifier: Qualifier | None
) -> None:
    """What dedoc rounds it would also accept, but for a number that needs no rounding and so is not over itself."""
    value = rounded(exact, places, qualifier)
    said = Fact("n", "甲", value, places, qualifier=qualifier)
    is_itself = Fraction(value) == exact and qualifier in (
        Qualifier.OVER,
        Qualifier.PAST,
        Qualifier.NEAR,
        Qualifier.UNDER,
    )
    assert fits(said, exact) is not is_itself
