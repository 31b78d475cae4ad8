"""Formulas: whatever can be written with numbers and signs gives what it gives on paper, and nothing else is run."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedoc.model import Fact, Measure, Moment
from dedoc.reckoning import Refused, Unknown, compute
from dedoc.reckoning.formulas import DEEPEST, LONGEST, Name, names_in, parse
from dedoc.reckoning.quantities import unit_text


@dataclass(frozen=True)
class Written:
    """An expression as text, what it gives (None where it divides by nought), and how strongly its last sign binds."""

    text: str
    value: Fraction | None
    strength: int


def number(whole: int, decimals: int) -> Written:
    """Return a number with some decimals."""
    value = Decimal(whole).scaleb(-decimals)
    return Written(f"{value:f}", Fraction(value), 3)


def joined(left: Written, sign: str, right: Written, spaces: str, more: bool) -> Written:  # noqa: FBT001 -- drawn
    """Return two expressions with a sign between, in parentheses where paper needs them, and in some more."""
    strength = 1 if sign in "+-" else 2
    first = left.text if left.strength >= strength and not more else f"({left.text})"
    second = right.text if right.strength > strength else f"({right.text})"
    value: Fraction | None = None
    if left.value is not None and right.value is not None:
        with contextlib.suppress(ZeroDivisionError):
            match sign:
                case "+":
                    value = left.value + right.value
                case "-":
                    value = left.value - right.value
                case "*":
                    value = left.value * right.value
                case _:
                    value = left.value / right.value
    return Written(f"{first}{spaces}{sign}{spaces or ' '}{second}", value, strength)


def negative(operand: Written, more: bool) -> Written:  # noqa: FBT001 -- drawn
    """Return an expression behind a minus sign."""
    text = operand.text if operand.strength >= 3 and not more else f"({operand.text})"
    return Written(f"-{text}", None if operand.value is None else -operand.value, 3)


NUMBERS = st.builds(number, st.integers(0, 10**6), st.integers(0, 4))
SPACES = st.sampled_from([" ", "  ", "\t"])
EXPRESSIONS = st.recursive(
    NUMBERS,
    lambda inner: st.one_of(
        st.builds(joined, inner, st.sampled_from("+-*/"), inner, SPACES, st.booleans()),
        st.builds(negative, inner, st.booleans()),
    ),
    max_leaves=12,
).filter(lambda written: len(written.text) <= LONGEST)


@given(EXPRESSIONS)
@settings(derandomize=True, deadline=None, max_examples=800)
def test_a_formula_gives_what_it_gives_on_paper(written: Written) -> None:
    """Signs bind as on paper, equals from the left, and the result is exact; a division by nought is refused."""
    if written.value is None:
        with pytest.raises(Refused, match="divides by nought"):
            compute(written.text, {})
    else:
        assert compute(written.text, {}).value == written.value


PIECES = st.one_of(
    st.sampled_from(
        ["growth(", "sum(", "a", "b", "a@2022", "2022", "1.5", "26.4%", "-", " - ", "+", "*", "/", "(", ")", ",", " "]
    ),
    st.text(max_size=2),
)


@given(st.lists(PIECES, max_size=20).map("".join))
@settings(derandomize=True, deadline=None, max_examples=800)
def test_any_text_is_a_formula_or_is_refused(text: str) -> None:
    """Any text gives a number or a refusal with a way out, and never another failure."""
    said = ""
    try:
        found: Fraction | None = compute(text, FACTS).value
    except Refused as refused:
        found = None
        said = refused.message.format_map(refused.values) and refused.hint.format_map(refused.values)
    assert (found is None) is bool(said)


def fact(name: str, value: str, unit: str = "", power: int = 0, year: int = 0, **more: object) -> Fact:
    """Return a fact that counts ten to a power of a unit."""
    measure, as_of = Measure(unit, power, unit), Moment((year,)) if year else None
    precision = len(value.partition(".")[2])
    return Fact(name, "甲", Decimal(value), precision, unit=unit, measure=measure, as_of=as_of, **more)  # type: ignore[arg-type]


FACTS: Mapping[str, Fact | None] = {
    "a": fact("a", "383.7", "个", 4, 2024, history=(fact("a", "231.2", "个", 4, 2022),)),
    "b": fact("b", "0.5", "个", 8, 2021),
    "5g-a": fact("5g-a", "2", "个"),
    "money": fact("money", "126.06", "元", 12, 2023),
    "people": fact("people", "14.1", "人", 8),
    "rate": fact("rate", "26.4", "", -2),
    "exact": fact("exact", "3500", "块", 8, exact=Decimal("3514.6")),
    "none": Fact("none", "乙", None),
    "wrong": None,
}


@pytest.mark.parametrize(
    ("formula", "value", "unit"),
    [
        ("growth(a, 2022, 2024)", Fraction(3837, 2312) - 1, "1"),
        ("growth(a@2022, a)", Fraction(3837, 2312) - 1, "1"),
        ("difference(a, a@2022)", Fraction(1525000), "个"),
        ("a - a@2022", Fraction(1525000), "个"),
        ("sum(a, b, 5g-a)", Fraction(3837000 + 50_000_000 + 2), "个"),
        ("share(a, b)", Fraction(3837, 50000), "1"),
        ("ratio(b, a)", Fraction(50000, 3837), "1"),
        ("money / people", Fraction(126060, 1) * 10**9 / (141 * 10**7), "元/人"),
        ("money / people * people", Fraction(12606) * 10**10, "元"),
        ("people * people / 2", Fraction(141, 100) ** 2 * 10**18 / 2, "人·人"),
        ("a * (1 + rate)", Fraction(3837000) * Fraction(1264, 1000), "个"),
        ("a * 26.4%", Fraction(3837000) * Fraction(264, 1000), "个"),
        ("exact * 1", Fraction(35146) * 10**7, "块"),
        ("-a", Fraction(-3837000), "个"),
        ("（a＋b）÷2", Fraction(26918500), "个"),
        ("3 × 4 － 2", Fraction(10), "1"),
        ("annual_growth(b, a)", None, "1"),
    ],
)
def test_formulas_reckon_with_units_and_scales(formula: str, value: Fraction | None, unit: str) -> None:
    """万 and 亿 go together, units cancel, a per cent is a hundredth, and an exact number goes before a round one."""
    found = compute(formula, FACTS)
    assert unit_text(found.unit) == unit
    assert value is None or found.value == value


@pytest.mark.parametrize(
    ("first", "last", "years", "expected"),
    [("100", "121", 2, "0.1"), ("231.2", "383.7", 2, "0.288255"), ("1", "1024", 10, "1"), ("5", "0", 3, "-1")],
)
def test_annual_growth_leads_from_the_first_number_to_the_last(
    first: str, last: str, years: int, expected: str
) -> None:
    """Its power over the years is the whole growth; a root that comes out even is exact."""
    facts = {"a": fact("a", first, year=2020), "b": fact("b", last, year=2020 + years)}
    found = compute("annual_growth(a, b)", facts).value
    assert round(found, 6) == Fraction(expected)
    assert abs((1 + found) ** years - Fraction(last) / Fraction(first)) < Fraction(1, 10**20)


def test_annual_growth_counts_months() -> None:
    """From the end of 2019 to June 2024 pass four years and a half."""
    facts = {
        "a": Fact("a", "甲", Decimal(100), as_of=Moment((2019,))),
        "b": Fact("b", "乙", Decimal(200), as_of=Moment((2024, 6))),
    }
    found = 1 + compute("annual_growth(a, b)", facts).value
    assert abs(found**9 - 4) < Fraction(1, 10**20)


@pytest.mark.parametrize("formula", ["none * 2", "growth(none, a)", "wrong + 1"])
def test_what_nobody_knows_gives_nothing_yet(formula: str) -> None:
    """A number that is waited for, or could not be read, is nobody's fault here."""
    with pytest.raises(Unknown):
        compute(formula, FACTS)


def test_facts_are_named_from_left_to_right() -> None:
    """A function over time names its fact at both times; a year or a number is no fact."""
    names = list(names_in(parse("growth(a, 2022, 2024-Q1) + 5g-b / sum(2023, c@2022) - -d")))
    assert names == [Name("a", "2022"), Name("a", "2024-Q1"), Name("5g-b"), Name("c", "2022"), Name("d")]
    assert [str(name) for name in names[:3]] == ["a@2022", "a@2024-Q1", "5g-b"]


def test_a_long_formula_is_no_trouble_and_a_longer_one_is_refused() -> None:
    """As many parts as the characters allow are added, and nesting ends where it is told."""
    parts = LONGEST // 4
    assert compute(" + ".join(["1"] * parts), {}).value == parts
    assert compute("(" * (DEEPEST - 1) + "1" + ")" * (DEEPEST - 1), {}).value == 1
    for formula, message in ((" + ".join(["1"] * (parts + 2)), "characters"), ("-" * DEEPEST + "1", "too deeply")):
        with pytest.raises(Refused, match=message):
            compute(formula, {})


def test_numbers_that_grow_without_end_are_refused() -> None:
    """Facts multiplied by themselves soon have more digits than memory."""
    with pytest.raises(Refused, match="too long"):
        compute(" * ".join(["999999999999999"] * 20), {})
