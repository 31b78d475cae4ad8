"""What the functions of formulas give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import reduce
from operator import add

from dedoc.moments import last_day
from dedoc.reckoning.quantities import Quantity, check_units
from dedoc.reckoning.refusal import refuse

DIGITS, KEPT = 60, 30
"""Digits that roots are drawn with, and decimals that are kept of them."""

MOST_YEARS = 1000


def growth(first: Quantity, last: Quantity) -> Quantity:
    """Return by what part of the first quantity the last one is greater: 0.264 for 26.4 %."""
    _check_base(first)
    check_units(first, last)
    return Quantity(last.value / first.value - 1)


def annual_growth(first: Quantity, last: Quantity) -> Quantity:
    """Return the growth that, year after year, leads from the first quantity to the last (compound annual rate).

    Years are counted from the month in which the one time ends to that in which the other does.
    """
    months = _months(last) - _months(first)
    if not 0 < months <= 12 * MOST_YEARS:
        refuse("annual growth leads from an earlier time to a later one", "write it like annual_growth(a, 2019, 2023)")
    total = growth(first, last).value + 1
    if total < 0:
        refuse("annual growth leads to no negative number", "leave the formula out")
    return Quantity(_root(total, Fraction(months, 12)) - 1)


def share(part: Quantity, whole: Quantity) -> Quantity:
    """Return what part of the whole a quantity is: 0.257 for 25.7 %."""
    check_units(part, whole)
    return part / whole


def difference(first: Quantity, second: Quantity) -> Quantity:
    """Return what the first quantity is more than the second."""
    return first - second


def total(*quantities: Quantity) -> Quantity:
    """Return the sum of quantities."""
    return reduce(add, quantities)


FUNCTIONS: Mapping[str, Callable[..., Quantity]] = {
    "growth": growth,
    "annual_growth": annual_growth,
    "share": share,
    "ratio": share,
    "difference": difference,
    "sum": total,
}

RATES = frozenset({"growth", "annual_growth", "share"})
"""Functions that give parts of one, which print with a unit such as %."""


def _check_base(first: Quantity) -> None:
    if first.value < 0:
        refuse("growth from a negative number says nothing", "use “difference”")
    if not first.value:
        refuse("the formula divides by nought", "look at the facts in it, and at their values")


def _months(quantity: Quantity) -> int:
    if quantity.time is None:
        refuse("annual growth needs the dates of both numbers", "give the facts an “as_of”, or name two times")
    day = last_day(quantity.time)
    return day.year * 12 + day.month


def _root(value: Fraction, years: Fraction) -> Fraction:
    """Return the number that, to the power of ``years``, gives a value; right to ``KEPT`` decimals."""
    with localcontext(prec=DIGITS) as context:
        context.clear_traps()
        number = Decimal(value.numerator) / Decimal(value.denominator)
        power = number ** (Decimal(years.denominator) / Decimal(years.numerator)) if number else number
        return Fraction(round(Fraction(power), KEPT)) if power.is_finite() else Fraction(0)
