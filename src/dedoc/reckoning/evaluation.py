"""What a formula gives, exactly."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from operator import add, mul, sub, truediv
from typing import TypeAlias, assert_never

from dedoc.model import Fact
from dedoc.reckoning.formulas import Call, Formula, Name, Negative, Number, Operation
from dedoc.reckoning.functions import FUNCTIONS
from dedoc.reckoning.quantities import EXACT, Quantity
from dedoc.reckoning.refusal import Unknown, refuse
from dedoc.reckoning.rounding import last_digit

OPERATIONS = {"+": add, "-": sub, "*": mul, "/": truediv}
LookUp: TypeAlias = Callable[[Name], Quantity]


def evaluate(formula: Formula, look_up: LookUp) -> Quantity:
    """Return what a formula gives; ``look_up`` knows the quantities of facts.

    ``Refused`` where it gives nothing, such as for a division by nought or units that do not match.
    """
    match formula:
        case Number(value):
            return Quantity(value, digit=EXACT)
        case Name():
            return look_up(formula)
        case Negative(operand):
            return -evaluate(operand, look_up)
        case Operation(sign, left, right):
            result: Quantity = OPERATIONS[sign](evaluate(left, look_up), evaluate(right, look_up))
            return result
        case Call(function, arguments):
            return FUNCTIONS[function](*(evaluate(argument, look_up) for argument in arguments))
        case _:
            assert_never(formula)


def quantity(fact: Fact) -> Quantity:
    """Return the best known number of a fact as a quantity; ``Unknown`` if nobody has verified it."""
    if fact.value is None:
        raise Unknown
    if fact.upper is not None:
        hint = "name a fact with one number"
        refuse("the fact “{name}” is a range, and a formula reckons with one number", hint, name=fact.name)
    number = fact.value if fact.exact is None else fact.exact
    digit = last_digit(number) + fact.measure.power if isinstance(number, Decimal) else None
    return in_measure(fact, Fraction(number), digit)


def in_measure(fact: Fact, number: Fraction, digit: int | None = None) -> Quantity:
    """Return a number in the scale of a fact as a quantity."""
    unit = ((fact.measure.unit, 1),) if fact.measure.unit else ()
    return Quantity(number * Fraction(10) ** fact.measure.power, unit, digit, fact.as_of)
