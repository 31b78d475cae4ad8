"""Facts that follow from others: their values, and whether a value that is given agrees with its formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction

from dedoc.errors import Location, Report
from dedoc.model import Fact
from dedoc.reckoning.evaluation import evaluate, in_measure, quantity
from dedoc.reckoning.formulas import Call, Formula, Name, names_in, parse
from dedoc.reckoning.functions import RATES
from dedoc.reckoning.history import value_at
from dedoc.reckoning.order import Facts, in_order
from dedoc.reckoning.quantities import EXACT, Quantity, unit_text
from dedoc.reckoning.refusal import Refused, Unknown, Unread, refuse
from dedoc.reckoning.rounding import bounds, fits, rounded
from dedoc.records import place_of

USUAL_PLACES = 1
"""Decimals of what is multiplied or divided, unless the fact says otherwise."""

MOST_IN_WORDS = 10**8
GREATEST = 10**15
"""Numbers from here on do not print."""


def derive(facts: Facts, report: Report) -> dict[str, Fact | None]:
    """Return the facts with the values that follow from their formulas; what is wrong with one makes it None.

    A value that is given beside a formula stays, and must agree with it within what rounding leaves open.
    """
    known = dict(facts)
    for fact, is_circular in in_order(facts, report):
        known[fact.name] = None if is_circular else _derived(fact, known, report)
    return known


def compute(text: str, facts: Facts) -> Quantity:
    """Return what a formula gives for facts that are known; ``Refused`` or ``Unknown`` where it gives nothing."""
    return evaluate(parse(text), lambda name: quantity(_fact(name, facts)))


def _fact(name: Name, facts: Facts) -> Fact:
    if name.name not in facts:
        parts = [name.name[:at] for at, sign in enumerate(name.name) if sign == "-"]
        near = next(iter(get_close_matches(name.name, list(facts), n=1)), "")
        hint = "did you mean “{near}”?" if near else "write it into facts.yaml"
        if any(part in facts for part in parts) or not name.name.strip("-0123456789"):
            hint = "a minus has a space on both sides: a - b"
        refuse("there is no fact “{name}”", hint, name=name.name, near=near)
    fact = facts[name.name]
    if fact is None:
        raise Unread
    return value_at(fact, name.time)


def _derived(fact: Fact, known: Mapping[str, Fact | None], report: Report) -> Fact | None:
    place = place_of(fact.formula) or fact.location
    try:
        formula = parse(fact.formula)
        inputs = {name: _fact(name, known) for name in names_in(formula)}
        result = evaluate(formula, lambda name: quantity(inputs[name]))
        _check_unit(fact, formula, result)
        if fact.value is not None:
            _check_value(fact, formula, inputs, result, report, place)
            return fact
        due = min((input_.due for input_ in inputs.values() if input_.due), default=0)
        return replace(_with_value(fact, result), due=fact.due or due)
    except Refused as refused:
        refused.tell(report, place)
        return None
    except Unread:
        return fact if fact.value is not None else None
    except Unknown:
        return fact


def _check_unit(fact: Fact, formula: Formula, result: Quantity) -> None:
    """Refuse a fact whose unit is not that of its formula; one that prints none has none to be wrong."""
    is_rate = isinstance(formula, Call) and formula.function in RATES
    if not fact.unit:
        if is_rate and not isinstance(fact.value, Fraction):
            refuse("the formula gives a part of one, and the fact has no unit", "add “unit: '%'” to it")
        return
    counted = tuple((name, power) for name, power in result.unit if power > 0)
    own = ((fact.measure.unit, 1),) if fact.measure.unit else ()
    if own not in (result.unit, counted):
        hint = "write the unit that the formula gives; of 元/人, 元 is enough"
        values = {"unit": fact.unit, "given": unit_text(result.unit)}
        refuse("the formula gives “{given}”, and the unit of the fact is “{unit}”", hint, **values)


def _with_value(fact: Fact, result: Quantity) -> Fact:
    """Return the fact with the value of its formula, rounded as it prints."""
    exact = result.value / Fraction(10) ** fact.measure.power
    places = fact.places if fact.places is not None else _places(fact, result)
    value = rounded(exact, places, fact.qualifier)
    if abs(value) >= GREATEST:
        refuse("the formula gives a number too large to print", "give the fact a “scale”")
    if fact.in_words and (places or not 0 <= value < MOST_IN_WORDS):
        refuse("only whole numbers print in words", "leave out “form: words”")
    made = replace(fact, value=value, precision=places, exact=exact)
    if not fits(made, exact):
        hint = "leave out the qualifier, or choose another"
        refuse("the formula gives {value} exactly, which its qualifier denies", hint, value=f"{value:f}")
    return made


def _places(fact: Fact, result: Quantity) -> int:
    """Return the decimals that a result has: those of the least exact number of a sum."""
    if result.digit is None or result.digit == EXACT:
        return USUAL_PLACES
    return max(0, fact.measure.power - result.digit)


def _check_value(
    fact: Fact,
    formula: Formula,
    inputs: Mapping[Name, Fact],
    result: Quantity,
    report: Report,
    place: Location | None,
) -> None:
    """Report a value that does not follow from its formula, however its inputs and itself were rounded."""
    low, high = _span(formula, inputs, result)
    scale = Fraction(10) ** fact.measure.power
    least, most = (bound * scale for bound in bounds(fact))
    if least <= high and low <= most:
        return
    said = {str(name): f"{_written(input_)}{input_.measure.text}" for name, input_ in inputs.items()}
    values = {
        "value": _written(fact),
        "result": f"{rounded(result.value / scale, fact.precision + (1 if isinstance(fact.value, Decimal) else 4)):f}",
        "unit": fact.measure.text,
        "inputs": ", ".join(f"{name} = {text}" for name, text in said.items()),
    }
    hint = "correct one of them, or delete the formula; {inputs}"
    report.error(place, "the value is {value}{unit}, and its formula gives {result}{unit}", hint, **values)


def _written(fact: Fact) -> str:
    number = fact.value if fact.exact is None else fact.exact
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


def _span(formula: Formula, inputs: Mapping[Name, Fact], result: Quantity) -> tuple[Fraction, Fraction]:
    """Return between what the result can lie: each input is moved to either end of what its rounding leaves open."""
    below = above = Fraction(0)
    for name, fact in inputs.items():
        moved = [_moved(formula, inputs, name, end) for end in _ends(fact)]
        if None in moved:
            return Fraction(-(10**30)), Fraction(10**30)
        shifts = [value - result.value for value in moved if value is not None]
        below += min(Fraction(0), *shifts)
        above += max(Fraction(0), *shifts)
    return result.value + below, result.value + above


def _ends(fact: Fact) -> tuple[Fraction, Fraction]:
    """Return between what an input can lie; an exact whole number was counted and is what it is."""
    if fact.exact is None:
        return bounds(fact)
    if isinstance(fact.exact, Fraction) or fact.exact == fact.exact.to_integral_value():
        return Fraction(fact.exact), Fraction(fact.exact)
    return bounds(replace(fact, value=fact.exact, qualifier=None, uncertainty=None))


def _moved(formula: Formula, inputs: Mapping[Name, Fact], moved: Name, number: Fraction) -> Fraction | None:
    """Return the result with one input moved to a number; None where it then gives nothing."""
    try:
        found = evaluate(formula, lambda n: in_measure(inputs[n], number) if n == moved else quantity(inputs[n]))
    except Refused:
        return None
    return found.value
