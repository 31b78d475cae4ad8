"""Rounding of exact numbers, and what a rounded or qualified number leaves open."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from dedoc.model import Fact, Qualifier

Q = Qualifier
LESS = frozenset({Q.OVER, Q.PAST, Q.ABOVE, Q.MORE})
"""Said of a number that is not more than the quantity."""

GREATER = frozenset({Q.NEAR, Q.UNDER, Q.BELOW})
"""Said of a number that is not less than the quantity."""

EXCLUDES_LOW, EXCLUDES_HIGH = frozenset({Q.OVER, Q.PAST}), frozenset({Q.MORE, Q.NEAR, Q.UNDER})
"""Said of a number that the quantity never is, and with 余 the next round number, which it never reaches."""


def rounded(value: Fraction, places: int, qualifier: Qualifier | None = None) -> Decimal:
    """Return a number with so many decimals: half up (a half goes away from nought), as sums in the report are checked.

    What is over the number that prints is rounded down, and what is near it is rounded up.
    """
    scaled = value * 10**places
    if qualifier in LESS:
        whole = math.floor(scaled)
    elif qualifier in GREATER:
        whole = math.ceil(scaled)
    else:
        whole = math.floor(abs(scaled) + Fraction(1, 2)) * (-1 if scaled < 0 else 1)
    return Decimal(whole).scaleb(-places)


def last_digit(value: Decimal) -> int:
    """Return the power of ten of the last decimal that was written, 0 for a whole number."""
    exponent = value.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


def step(value: Decimal) -> Fraction:
    """Return the distance from a round number to the next: 10 for 240, 1000 for 5000, a tenth for 9.4."""
    exponent = value.normalize().as_tuple().exponent if value else last_digit(value)
    return Fraction(10) ** int(exponent)


def bounds(fact: Fact) -> tuple[Fraction, Fraction]:
    """Return between what the quantity of a fact can lie, by how its value is written and qualified.

    The numbers are in the scale of the value, which must be known. What is near a number is no more than a tenth away,
    what is over it does not reach the next round number or is no more than a tenth away.
    """
    assert fact.value is not None
    if fact.upper is not None:
        return Fraction(fact.value), Fraction(fact.upper)
    value = Fraction(fact.value)
    half = _half(fact.value)
    match fact.qualifier:
        case Q.MORE:
            return value, value + _step(fact.value)
        case Q.OVER | Q.PAST | Q.ABOVE:
            return value, value + max(_step(fact.value), abs(value) / 10)
        case Q.NEAR:
            return value - abs(value) / 10, value
        case Q.UNDER | Q.BELOW:
            return value - abs(value) / 2, value
        case Q.ABOUT | Q.AROUND:
            return value - max(half, abs(value) / 10), value + max(half, abs(value) / 10)
        case None:
            return _plain(fact, value, half)


def _plain(fact: Fact, value: Fraction, half: Fraction) -> tuple[Fraction, Fraction]:
    if fact.uncertainty is not None:
        return value - Fraction(fact.uncertainty), value + Fraction(fact.uncertainty)
    if isinstance(fact.value, Fraction):
        # A ratio says no more than that the next ones are farther: 1/7 lies between 1/7.5 and 1/6.5.
        return value.numerator / (value.denominator + Fraction(1, 2)), value.numerator / (
            value.denominator - Fraction(1, 2)
        )
    return value - half, value + half


def _half(value: Decimal | Fraction) -> Fraction:
    """Return by how much rounding can have changed a number."""
    return Fraction(10) ** last_digit(value) / 2 if isinstance(value, Decimal) else Fraction(0)


def _step(value: Decimal | Fraction) -> Fraction:
    return step(value) if isinstance(value, Decimal) else abs(value) / 10


def fits(fact: Fact, exact: Fraction) -> bool:
    """Whether the value of a fact, with its qualifier, is a true saying of an exact number in its scale."""
    low, high = bounds(fact)
    if fact.qualifier is None and isinstance(fact.value, Decimal) and fact.upper is None and fact.uncertainty is None:
        return rounded(exact, fact.precision) == fact.value
    is_open_low, is_open_high = fact.qualifier in EXCLUDES_LOW, fact.qualifier in EXCLUDES_HIGH
    return (low < exact if is_open_low else low <= exact) and (exact < high if is_open_high else exact <= high)
