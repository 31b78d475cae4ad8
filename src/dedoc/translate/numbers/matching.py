"""Which number of one text is which number of the other."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from dedoc.translate.numbers.quantity import Kind, Quantity


class Likeness(Enum):
    """How two numbers that belong together agree."""

    SAME = "same"
    UNIT = "unit"
    MULTIPLE = "multiple"
    ROUNDED = "rounded"


Pair = tuple[int, int]

BARE = frozenset({Kind.PLAIN, Kind.ORDINAL, Kind.PERIOD, Kind.DECADE, Kind.CENTURY, Kind.MULTIPLE, Kind.POINTS})
"""Kinds that a bare number of the other language may be."""

UNLIKE = [
    {Kind.PERCENT, Kind.POINTS},
    {Kind.PERCENT, Kind.MULTIPLE},
    {Kind.PERCENT, Kind.GROWTH},
    {Kind.POINTS, Kind.MULTIPLE},
    {Kind.PERCENT, Kind.PLAIN},
    {Kind.YEAR, Kind.PLAIN},
]
"""Kinds that are not taken for one another by a careful translator."""

DATES = frozenset({Kind.PLAIN, Kind.MONTH, Kind.DAY, Kind.PERIOD})
RATIOS = frozenset({Kind.PERCENT, Kind.MULTIPLE, Kind.GROWTH, Kind.FRACTION})
SMALL = 100
"""A share below this many per cent may be said as a division by so many times."""

MOST_PAIRS = 64
"""Pairs among which equal numbers are told apart."""

TIGHT = Decimal("0.0000001")


@dataclass(slots=True)
class Matching:
    """Numbers of a source and a target, the pairs found so far, and what is left of both (indexes)."""

    source: Sequence[Quantity]
    target: Sequence[Quantity]
    pairs: dict[Pair, Likeness] = field(default_factory=dict)
    left_source: dict[int, None] = field(default_factory=dict)
    left_target: dict[int, None] = field(default_factory=dict)

    def join(self, source: int, target: int, likeness: Likeness) -> None:
        """Take two numbers as one another's."""
        self.pairs[source, target] = likeness
        del self.left_source[source]
        del self.left_target[target]


def matched(source: Sequence[Quantity], target: Sequence[Quantity]) -> Matching:
    """Return the matching of two texts: the surest pairs first, each number in one pair at most."""
    matching = Matching(source, target)
    matching.left_source = dict.fromkeys(_in_order(source))
    matching.left_target = dict.fromkeys(_in_order(target))
    _join_by(matching, _exact, Likeness.SAME, lambda first, second: first.kind is second.kind)
    _join_by(matching, _exact, Likeness.SAME, _are_compatible)
    _join_by(matching, _in_units, Likeness.SAME, lambda first, second: bool(first.unit) and first.unit == second.unit)
    _join_near(matching, _sure_ratios, Likeness.SAME, _are_ratios)
    _join_near(matching, _rough_values, Likeness.SAME, _is_rounding)
    _join_near(matching, _rough_ratios, Likeness.SAME, _is_rough_ratio)
    _join_by(matching, _exact, Likeness.UNIT, _differ_in_unit)
    _join_by(matching, _any_ratios, Likeness.MULTIPLE, _are_ratios)
    _join_near(matching, _rough_values, Likeness.ROUNDED, _is_silent_rounding)
    _untangle(matching)
    return matching


def _untangle(matching: Matching) -> None:
    """Give equal numbers to those whose neighbours are neighbours there too."""
    rows: dict[object, list[int]] = defaultdict(list)
    partners = dict(sorted(pair for pair, likeness in matching.pairs.items() if likeness is Likeness.SAME))
    for one in list(partners)[:MOST_PAIRS]:
        rows[matching.source[one].value].append(one)
    for row in rows.values():
        for at, first in enumerate(row):
            for second in row[at + 1 :]:
                _exchange(matching, partners, first, second)


def _exchange(matching: Matching, partners: dict[int, int], first: int, second: int) -> None:
    """Let two equal numbers of the source change their partners if these stand better so."""
    one, other = partners[first], partners[second]
    kept = _beside(partners, first, one) + _beside(partners, second, other)
    changed = _beside(partners, first, other) + _beside(partners, second, one)
    likely = changed > kept or (changed == kept and one > other)
    crossed = ((first, other), (second, one))
    if not likely or not all(_are_alike(matching.source[left], matching.target[right]) for left, right in crossed):
        return
    partners[first], partners[second] = other, one
    for old, new in zip(((first, one), (second, other)), crossed, strict=True):
        del matching.pairs[old]
        matching.pairs[new] = Likeness.SAME


def _beside(partners: dict[int, int], one: int, other: int) -> int:
    """Return how many neighbours of a number in the source have its partner's neighbours for partners."""
    return sum(partners.get(one + step, -9) == other + step for step in (-1, 1))


def _are_alike(first: Quantity, second: Quantity) -> bool:
    return first.kind is second.kind or _are_compatible(first, second)


def _in_order(numbers: Sequence[Quantity]) -> list[int]:
    """Return the indexes of numbers to be matched, those that are required first."""
    able = [index for index, number in enumerate(numbers) if number.kind is not Kind.CODE]
    return sorted(able, key=lambda index: not numbers[index].required)


def _exact(number: Quantity) -> Iterable[Decimal]:
    return number.readings


def _in_units(number: Quantity) -> Iterable[Decimal]:
    return [(value * number.factor).normalize() for value in number.readings] if number.unit else ()


def _sure_ratios(number: Quantity) -> Iterable[Decimal]:
    """Return what a share or a growth makes of a whole, where the words leave no doubt."""
    value = number.value
    match number.kind:
        case Kind.PERCENT:
            return value / 100, 1 + value / 100
        case Kind.GROWTH:
            return (value + 1,)
        case Kind.MULTIPLE | Kind.FRACTION:
            return (value,)
        case _:
            return ()


def _any_ratios(number: Quantity) -> Iterable[Decimal]:
    """Return the ratios of a number and what it is often mistaken for: growth by and growth to n times."""
    match number.kind:
        case Kind.GROWTH:
            return number.value + 1, number.value
        case Kind.MULTIPLE:
            return number.value, number.value + 1, (1 / number.value if number.value else Decimal(0))
        case Kind.PERCENT if number.value < SMALL:
            return (number.value / 100,)
        case Kind.FRACTION:
            return (number.value,)
        case _:
            return ()


def _rough_ratios(number: Quantity) -> Iterable[Decimal]:
    return (
        (number.value / 100,)
        if number.kind is Kind.PERCENT
        else (number.value,)
        if number.kind is Kind.FRACTION
        else ()
    )


def _rough_values(number: Quantity) -> Iterable[Decimal]:
    return number.readings if number.kind not in {Kind.MONTH, Kind.VAGUE, Kind.ORDINAL, Kind.YEAR} else ()


def _are_compatible(first: Quantity, second: Quantity) -> bool:
    """Tell whether two kinds may stand for the same thing in two languages."""
    kinds = {first.kind, second.kind}
    if len(kinds) == 1 or kinds <= {Kind.YEAR, Kind.DECADE} or kinds <= {Kind.ORDINAL, Kind.PERIOD, Kind.CENTURY}:
        return True
    if kinds <= {Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE, Kind.PLAIN} and (first.is_shared or second.is_shared):
        return True
    if Kind.VAGUE in kinds:
        return any(not number.required for number in (first, second)) and kinds <= {Kind.VAGUE, Kind.PLAIN}
    if kinds == {Kind.ORDINAL, Kind.DAY}:
        return True
    if kinds == {Kind.ORDINAL, Kind.YEAR}:
        return any(len(number.readings) > 1 for number in (first, second))
    return Kind.PLAIN in kinds and (
        kinds <= BARE or kinds <= DATES or kinds <= {Kind.PLAIN, Kind.FRACTION, Kind.GROWTH}
    )


def _differ_in_unit(first: Quantity, second: Quantity) -> bool:
    kinds = {first.kind, second.kind}
    return kinds in UNLIKE


def _are_ratios(first: Quantity, second: Quantity) -> bool:
    return {first.kind, second.kind} <= RATIOS and not first.kind is second.kind is Kind.PERCENT


def _is_rough_ratio(first: Quantity, second: Quantity) -> bool:
    """Tell whether one is a fraction in words and the other the per cent near it."""
    if {first.kind, second.kind} != {Kind.PERCENT, Kind.FRACTION}:
        return False
    fraction, share = (first, second) if first.kind is Kind.FRACTION else (second, first)
    off = abs(fraction.value * 100 - share.value)
    return off <= (Decimal(5) if fraction.approximate or share.approximate else Decimal(1))


def _coarse_and_fine(first: Quantity, second: Quantity) -> tuple[Decimal, Quantity, Decimal, Quantity] | None:
    """Return the rounder of two numbers and the other, with their values, if one is a rounding of the other."""
    for one in first.readings:
        for two in second.readings:
            off = abs(one - two)
            if first.grain > second.grain and off < first.grain and off <= abs(two) / 8:
                return one, first, two, second
            if second.grain > first.grain and off < second.grain and off <= abs(one) / 8:
                return two, second, one, first
    return None


def _is_rounding(first: Quantity, second: Quantity) -> bool:
    """Tell whether a rough number is a rounding of the other, up or down, or may be it (20多 and two dozen)."""
    for one, two in ((first, second), (second, first)):
        if one.ceiling is not None and two.spelled and one.value <= two.value < one.ceiling:
            return True
    if not (_are_compatible(first, second) and (first.approximate or second.approximate)):
        return False
    found = _coarse_and_fine(first, second)
    return found is not None and found[1] is second and (second.approximate or second.spelled or first.approximate)


def _is_silent_rounding(first: Quantity, second: Quantity) -> bool:
    if not _are_compatible(first, second) or (first.spelled and second.spelled):
        return False
    found = _coarse_and_fine(first, second)
    if found is None:
        return False
    coarse, number, fine, _ = found
    return number is second and abs(coarse - fine) * 2 <= number.grain and abs(coarse - fine) <= abs(fine) / 50


Values = Callable[[Quantity], Iterable[Decimal]]
Test = Callable[[Quantity, Quantity], bool]


def _join_by(matching: Matching, values: Values, likeness: Likeness, test: Test) -> None:
    """Join what has a value in common and passes ``test``."""
    if not (matching.left_source and matching.left_target):
        return
    index: dict[Decimal, deque[int]] = defaultdict(deque)
    for target in matching.left_target:
        for value in values(matching.target[target]):
            index[value].append(target)
    for source in list(matching.left_source):
        number = matching.source[source]
        for target in _candidates(index, values(number)):
            if target in matching.left_target and test(number, matching.target[target]):
                matching.join(source, target, likeness)
                break


WIDEST = 24
"""Candidates of one value that are looked at: keeps the work in proportion to the text."""


def _candidates(index: dict[Decimal, deque[int]], values: Iterable[Decimal]) -> Iterator[int]:
    for value in values:
        found = index.get(value)
        if not found:
            continue
        for _ in range(min(len(found), WIDEST)):
            target = found.popleft()
            yield target
            found.append(target)


def _join_near(matching: Matching, values: Values, likeness: Likeness, test: Test) -> None:
    """Join what lies within an eighth of one another and passes ``test``, the nearest first."""
    if not (matching.left_source and matching.left_target):
        return
    index = sorted((value, target) for target in matching.left_target for value in values(matching.target[target]))
    keys = [value for value, _ in index]
    for source in list(matching.left_source):
        number = matching.source[source]
        near: list[tuple[Decimal, int]] = []
        for value in values(number):
            reach = abs(value) / 7 + TIGHT
            start = bisect_left(keys, value - reach)
            for key, target in index[start : start + WIDEST]:
                if key > value + reach:
                    break
                if target in matching.left_target:
                    near.append((abs(key - value), target))
        for off, target in sorted(near):
            other = matching.target[target]
            if test(number, other) and (test is not _are_ratios or off <= TIGHT):
                matching.join(source, target, likeness)
                break
