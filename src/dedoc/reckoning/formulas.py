"""Formulas of facts as text to trees: ``growth(stations-5g, 2022, 2023)``, ``(a + b) / 2``.

The grammar is that of sums on paper: + and - bind least, then * and /, then a sign before a number; parentheses, and
functions with commas. Names of facts hold hyphens, so that a minus has a space on both sides. ``name@2022`` is a fact
at another time. Nothing is ever evaluated but this grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import TypeAlias

from dedoc.reckoning.refusal import refuse

LONGEST = 500
"""Characters of the longest formula."""

DEEPEST = 30
"""How deep parentheses, functions and signs may be nested."""

FULL_WIDTH = str.maketrans("（），＋－−×＊÷／％＠．", "(),+--**//%@.")
TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]{1,15}(?:\.[0-9]{1,10})?%?(?![\w@.-]))"
    r"|(?P<name>\w[\w-]*(?:@[\w-]*)?)|(?P<sign>[-+*/(),]))"
)
FUNCTIONS = {
    "growth": (2, 3),
    "annual_growth": (2, 3),
    "share": (2, 2),
    "ratio": (2, 2),
    "difference": (2, 2),
    "sum": (2, 99),
}
"""How many arguments each function takes, at least and at most."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and how it was written: where a time is asked for, 2022 is a year."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, at another time if one is named."""

    name: str
    time: str = ""

    def __str__(self) -> str:
        return f"{self.name}@{self.time}" if self.time else self.name


@dataclass(frozen=True, slots=True)
class Negative:
    """What stands behind a minus sign."""

    operand: Formula


@dataclass(frozen=True, slots=True)
class Operation:
    """Two parts with one of + - * / between them."""

    sign: str
    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Call:
    """A function of ``FUNCTIONS`` with its arguments."""

    function: str
    arguments: tuple[Formula, ...]


Formula: TypeAlias = Number | Name | Negative | Operation | Call


def parse(text: str) -> Formula:
    """Return the tree of a formula; ``Refused`` for what is none."""
    if len(text) > LONGEST:
        hint = "give parts of it names of their own, as facts"
        refuse("the formula has {count} characters; {longest} are the most", hint, count=len(text), longest=LONGEST)
    return _Parser(text.translate(FULL_WIDTH)).whole()


def names_in(formula: Formula) -> Iterator[Name]:
    """Yield the facts that a formula names, from left to right."""
    match formula:
        case Name():
            yield formula
        case Negative(operand):
            yield from names_in(operand)
        case Operation(_, left, right):
            yield from names_in(left)
            yield from names_in(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from names_in(argument)
        case Number():
            pass


def _at_both_times(fact: Formula, start: Formula, end: Formula) -> tuple[Formula, Formula]:
    """Return a fact at two times, as ``growth(stations-5g, 2022, 2023)`` names them."""
    match fact, start, end:
        case Name(name, ""), Number(_, first) | Name(first, ""), Number(_, last) | Name(last, ""):
            return Name(name, first), Name(name, last)
        case _:
            return refuse("a fact and two times are expected here", "write them like growth(name, 2022, 2023)")


class _Parser:
    """Goes through a formula from left to right; ``at`` is where, ``depth`` how deep."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def whole(self) -> Formula:
        formula = self.sum()
        if rest := self.text[self.at :].strip():
            if rest[0] == ")":
                refuse("a parenthesis is closed that was not opened", "count the parentheses of the formula")
            hint = "between two parts stands one of + - * /, with a space on both sides"
            refuse("“{rest}” is not expected here", hint, rest=rest)
        return formula

    def sum(self) -> Formula:
        formula = self.product()
        while sign := self.sign("+-"):
            formula = Operation(sign, formula, self.product())
        return formula

    def product(self) -> Formula:
        formula = self.factor()
        while sign := self.sign("*/"):
            formula = Operation(sign, formula, self.factor())
        return formula

    def factor(self) -> Formula:
        self.depth += 1
        if self.depth > DEEPEST:
            refuse("the formula is nested too deeply", "give parts of it names of their own, as facts")
        formula = self.inner()
        self.depth -= 1
        return formula

    def inner(self) -> Formula:
        if self.sign("-"):
            return Negative(self.factor())
        if self.sign("("):
            formula = self.sum()
            self.close()
            return formula
        match = TOKEN.match(self.text, self.at)
        if match is None or match["sign"]:
            rest = self.text[self.at :].strip()
            hint = "a number or the name of a fact is expected; the formula may be growth(name, 2022, 2023)"
            if not rest:
                refuse("the formula ends where a number or a fact is expected", "complete it, or delete it")
            refuse("“{rest}” is not expected here", hint, rest=rest)
        self.at = match.end()
        return _number(match["number"]) if match["number"] else self.named(match["name"])

    def named(self, word: str) -> Formula:
        if self.sign("("):
            return self.call(word)
        name, has_time, time = word.partition("@")
        if has_time and not time:
            refuse("“{value}” is not a date", "write it like 2024, 2024-Q1, 2024-05 or 2024-05-31", value="@")
        return Name(name, time)

    def call(self, function: str) -> Formula:
        if function not in FUNCTIONS:
            near = get_close_matches(function, FUNCTIONS, n=1)
            hint = "did you mean “{near}”?" if near else "the functions are: {functions}"
            values = {"near": near[0] if near else "", "functions": ", ".join(FUNCTIONS)}
            refuse("there is no function “{function}”", hint, function=function, **values)
        arguments = [self.sum()]
        while self.sign(","):
            arguments.append(self.sum())
        self.close()
        least, most = FUNCTIONS[function]
        if not least <= len(arguments) <= most:
            hint = "write {function}({example})"
            examples = {"growth": "name, 2022, 2023", "annual_growth": "name, 2019, 2023"}
            values = {"function": function, "example": examples.get(function, "one, other")}
            message = "“{function}” takes other arguments than these {count}"
            refuse(message, hint, count=len(arguments), **values)
        is_over_time = function in ("growth", "annual_growth") and len(arguments) == 3
        return Call(function, _at_both_times(*arguments) if is_over_time else tuple(arguments))

    def sign(self, signs: str) -> str:
        """Return the sign that stands here if it is one of these, and go on behind it."""
        match = TOKEN.match(self.text, self.at)
        if match is None or not match["sign"] or match["sign"] not in signs:
            return ""
        self.at = match.end()
        return match["sign"]

    def close(self) -> None:
        if not self.sign(")"):
            rest = self.text[self.at :].strip()
            if rest and rest[0] != ",":
                hint = "between two parts stands one of + - * /, with a space on both sides"
                refuse("“{rest}” is not expected here", hint, rest=rest)
            refuse("a parenthesis is not closed", "count the parentheses of the formula")


def _number(text: str) -> Number:
    value = Fraction(text.removesuffix("%"))
    return Number(value / 100 if text.endswith("%") else value, text)
