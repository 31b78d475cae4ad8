"""Numbers that have changed places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from dedoc.translate.numbers.concepts import places_of
from dedoc.translate.numbers.folding import fold
from dedoc.translate.numbers.language import language
from dedoc.translate.numbers.matching import Likeness, Matching
from dedoc.translate.numbers.quantity import Kind, Quantity

MOST = 10
"""Numbers of one slot that are compared pair by pair; of longer rows only neighbours are."""

Span = tuple[int, int]
Both = tuple[Quantity, Quantity]
"""A number in the source and the same in the target."""

BREAK = 30
"""What a sign between two clauses adds to a distance, in characters."""

CLEAR = 3
"""Characters by which an anchor must be nearer to one number than to another."""

SURE = 2
"""Words that must have stayed where a number left, before numbers in the source's order are called swapped."""


def swaps(matching: Matching, texts: tuple[str, str], names: tuple[str, str]) -> Iterator[tuple[int, int, bool]]:
    """Yield pairs (source, target) of numbers that have changed places with others, and whether that is sure.

    Only numbers that are written alike on both sides can be mistaken for one another unnoticed; only they are compared.
    """
    rows: dict[object, list[tuple[int, int]]] = defaultdict(list)
    for (one, other), likeness in matching.pairs.items():
        if likeness is not Likeness.UNIT and matching.source[one].required and matching.target[other].required:
            rows[_slot(matching.target[other])].append((one, other))
    yield from _crosswise(matching)
    yield from _misplaced(matching, texts, names)
    rows = {slot: row for slot, row in rows.items() if len(row) > 1}
    if not rows:
        return
    judge = Judge(matching, texts, names)
    for row in rows.values():
        yield from _in_row(sorted(row), matching, judge)


STRONG = frozenset({Kind.ORDINAL, Kind.DAY, Kind.YEAR, Kind.PERCENT, Kind.MULTIPLE, Kind.GROWTH, Kind.MONTH})
"""Kinds that a number does not have by chance."""


def _crosswise(matching: Matching) -> Iterator[tuple[int, int, bool]]:
    """Yield the first of two numbers that have taken each other's kinds (the 5th congress on March 14)."""
    kinds = {
        (one, other): (matching.source[one].kind, matching.target[other].kind)
        for one, other in list(matching.pairs)[:64]
        if matching.source[one].kind is not matching.target[other].kind
        and matching.source[one].required
        and matching.target[other].required
    }
    for pair, (first, second) in sorted(kinds.items()):
        if (second, first) in kinds.values() and {first, second} & STRONG:
            yield *pair, True
            return


def _misplaced(matching: Matching, texts: tuple[str, str], names: tuple[str, str]) -> Iterator[tuple[int, int, bool]]:
    """Yield numbers whose place is another's: a figure's number without its label, a day behind the year."""
    sides = [language(name) for name in names]
    labelled = [
        {index for index, number in enumerate(numbers) if side.label_before.search(text[: number.start][-16:])}
        for numbers, text, side in zip((matching.source, matching.target), texts, sides, strict=True)
    ]
    for one, other in matching.pairs:
        is_day = matching.source[one].kind is Kind.DAY and matching.target[other].kind is Kind.PLAIN
        lost_label = one in labelled[0] and labelled[1] and other not in labelled[1]
        if lost_label or (is_day and _is_behind_year(matching.target, other)):
            yield one, other, True
            return


def _is_behind_year(numbers: Sequence[Quantity], index: int) -> bool:
    """Tell whether a number follows a month and a year at once (July 2024, 15)."""
    if index < 2:
        return False
    month, year, day = numbers[index - 2 : index + 1]
    near = year.start - month.end <= 1 and day.start - year.end <= 2
    return near and (month.kind, year.kind) == (Kind.MONTH, Kind.YEAR)


def _slot(number: Quantity) -> object:
    kind = Kind.PLAIN if number.kind in {Kind.ORDINAL, Kind.PERIOD} else number.kind
    return kind, number.scale


def _in_row(row: list[tuple[int, int]], matching: Matching, judge: Judge) -> Iterator[tuple[int, int, bool]]:
    reach = len(row) if len(row) <= MOST else 2
    for index, (one, other) in enumerate(row):
        for next_one, next_other in row[index + 1 : index + reach]:
            first = (matching.source[one], matching.target[other])
            second = (matching.source[next_one], matching.target[next_other])
            if first[0].value == second[0].value:
                continue
            verdict = judge.verdict(first, second, is_inverted=other > next_other)
            if verdict and judge.is_repeated(first, second):
                verdict = False if other > next_other else None
            if verdict is not None:
                yield one, other, verdict
                return


def _role(number: Quantity) -> int:
    return number.is_origin + 2 * number.is_base


def _manner(first: Both, second: Both) -> int:
    """Return 1 if of two numbers the same is rough on both sides, -1 if each is once."""
    return (first[0].approximate - second[0].approximate) * (first[1].approximate - second[1].approximate)


class Judge:
    """Tells of two numbers whether they kept their places, by what stands beside them in both texts."""

    def __init__(self, matching: Matching, texts: tuple[str, str], names: tuple[str, str]) -> None:
        self.texts = texts
        self.folded = [fold(text) for text in texts]
        self.languages = [language(name) for name in names]
        self.leads = [each.before_noun for each in self.languages]
        self.counts = Counter(matching.source[one].value for one, _ in matching.pairs)
        self.words = places_of(texts, names)
        self.numbers = [
            (
                (matching.source[one].start, matching.source[one].end),
                (matching.target[other].start, matching.target[other].end),
            )
            for one, other in matching.pairs
        ][:64]

    def is_repeated(self, first: Both, second: Both) -> bool:
        """Tell whether the value of either stands more than once: then which is which is not sure."""
        return any(self.counts[number.value] > 1 for number in (first[0], second[0]))

    def verdict(self, first: Both, second: Both, *, is_inverted: bool) -> bool | None:
        """Return None if two numbers stand as they should, else whether it is sure that they do not."""
        if any(item[0].start == item[1].start == 0 for item in (first, second)):
            return None
        if self._are_neighbours(first, second):
            return True if is_inverted else None
        words = self._score(first, second, self.words) + _manner(first, second)
        roles = [_role(first[side]) - _role(second[side]) for side in (0, 1)]
        if not roles[0] and self._is_range(0, first[0], second[0]):
            roles[0] = 1
        if roles[0] and abs(roles[0]) == abs(roles[1]):
            if roles[0] == roles[1]:
                return None
            return is_inverted or words < 0
        if not is_inverted:
            return True if words <= -SURE else None
        if words:
            return None if words > 1 else words < 0
        return None if self._score(first, second, self.numbers) > 1 else False

    def _is_range(self, side: int, left: Quantity, right: Quantity) -> bool:
        return bool(self.languages[side].range.fullmatch(self.folded[side][left.end : right.start]))

    def _are_neighbours(self, first: Both, second: Both) -> bool:
        """Tell whether two numbers are of one range or list on both sides, where their order alone tells them apart."""
        for side in (0, 1):
            left, right = sorted((first[side], second[side]), key=lambda item: item.start)
            between = self.folded[side][left.end : right.start]
            each = self.languages[side]
            if not (each.range.fullmatch(between) or each.list.fullmatch(between)):
                return False
        return True

    def _score(self, first: Both, second: Both, anchors: list[tuple[Span, Span]]) -> int:
        """Return how many anchors stayed beside their number, less those that stayed where it left."""
        own = {tuple((number.start, number.end) for number in pair) for pair in (first, second)}
        score = 0
        for anchor in anchors:
            if anchor not in own:
                sides = [self._lean(side, anchor[side], first[side], second[side]) for side in (0, 1)]
                score += sides[0] * sides[1]
        return score

    def _lean(self, side: int, anchor: Span, first: Quantity, second: Quantity) -> int:
        """Return 1 if an anchor stands nearer to the first number, -1 to the second, 0 if that is not clear."""
        near, far = (self._distance(side, anchor, (item.start, item.end)) for item in (first, second))
        if min(near, far) > 90 or abs(near - far) < CLEAR:
            return 0
        return 1 if near < far else -1

    def _distance(self, side: int, anchor: Span, number: Span) -> int:
        text, left, right = self.texts[side], min(anchor, number), max(anchor, number)
        gap = max(0, right[0] - left[1]) + (self.leads[side] if anchor < number else 0)
        return gap if gap > 120 else gap + BREAK * len(self.languages[side].clause.findall(text, left[1], right[0]))
