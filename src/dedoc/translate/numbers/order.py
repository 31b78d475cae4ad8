"""Numbers that have changed places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

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
    rows = {slot: row for slot, row in rows.items() if len(row) > 1}
    if not rows:
        return
    judge = Judge(matching, texts, names)
    for row in rows.values():
        yield from _in_row(sorted(row), matching, judge)


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
        self.words = places_of(texts, names)
        self.numbers = [
            (
                (matching.source[one].start, matching.source[one].end),
                (matching.target[other].start, matching.target[other].end),
            )
            for one, other in matching.pairs
        ][:64]

    def verdict(self, first: Both, second: Both, *, is_inverted: bool) -> bool | None:
        """Return None if two numbers stand as they should, else whether it is sure that they do not."""
        if self._are_neighbours(first, second):
            return True if is_inverted else None
        words = self._score(first, second, self.words) + _manner(first, second)
        roles = [_role(first[side]) - _role(second[side]) for side in (0, 1)]
        if roles[0] and abs(roles[0]) == abs(roles[1]):
            if roles[0] == roles[1]:
                return None
            return True if is_inverted or words < 0 else False
        if not is_inverted:
            return True if words <= -SURE else None
        if words:
            return None if words > 0 else True
        return None if self._score(first, second, self.numbers) > 0 else False

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
        if min(near, far) > 90 or near == far:
            return 0
        return 1 if near < far else -1

    def _distance(self, side: int, anchor: Span, number: Span) -> int:
        text, left, right = self.texts[side], min(anchor, number), max(anchor, number)
        gap = max(0, right[0] - left[1]) + (self.leads[side] if anchor < number else 0)
        return gap if gap > 120 else gap + BREAK * len(self.languages[side].clause.findall(text, left[1], right[0]))
