"""Exact numbers with units, and what can be reckoned with them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from dedoc.model import Moment
from dedoc.reckoning.refusal import refuse

Unit: TypeAlias = tuple[tuple[str, int], ...]
"""Units with their powers, in order: 元/人 is (("人", -1), ("元", 1)); () is a plain number."""

EXACT = -99
"""The last digit of a number that rounding has not touched, such as one typed in a formula."""

LONGEST = 200
"""Digits of the longest number that is reckoned with."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; ``digit`` is the power of ten of its last digit that counts, None where none is known.

    ``time`` is the date of the fact that it is.
    """

    value: Fraction
    unit: Unit = ()
    digit: int | None = None
    time: Moment | None = None

    def __neg__(self) -> Quantity:
        return replace(self, value=-self.value)

    def __add__(self, other: Quantity) -> Quantity:
        check_units(self, other)
        digit = None if self.digit is None or other.digit is None else max(self.digit, other.digit)
        return _checked(Quantity(self.value + other.value, self.unit, digit))

    def __sub__(self, other: Quantity) -> Quantity:
        return self + -other

    def __mul__(self, other: Quantity) -> Quantity:
        return _checked(Quantity(self.value * other.value, _product(self.unit, other.unit, 1)))

    def __truediv__(self, other: Quantity) -> Quantity:
        if not other.value:
            refuse("the formula divides by nought", "look at the facts in it, and at their values")
        return _checked(Quantity(self.value / other.value, _product(self.unit, other.unit, -1)))


def check_units(first: Quantity, second: Quantity) -> None:
    """Refuse two quantities that do not count the same."""
    if first.unit != second.unit:
        hint = "only what counts the same can be added or compared; a fact without unit is a plain number"
        values = {"first": unit_text(first.unit), "second": unit_text(second.unit)}
        refuse("the units “{first}” and “{second}” do not match", hint, **values)


def unit_text(unit: Unit) -> str:
    """Return a unit as it is written: 元/人; 1 for a plain number."""
    above = "·".join(name for name, power in unit for _ in range(power))
    below = "·".join(name for name, power in unit for _ in range(-power))
    return (above or "1") + (f"/{below}" if below else "")


def _product(first: Unit, second: Unit, sign: int) -> Unit:
    powers = Counter(dict(first))
    for name, power in second:
        powers[name] += sign * power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _checked(quantity: Quantity) -> Quantity:
    """Return a quantity whose number can still be printed; facts multiplied by themselves grow without end."""
    value = quantity.value
    if max(abs(value.numerator), value.denominator) >= 10**LONGEST:
        refuse("the numbers of the formula become too long", "multiply fewer of them", count=LONGEST)
    return quantity
