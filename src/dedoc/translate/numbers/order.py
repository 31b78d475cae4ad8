"""Numbers that have changed places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dedoc.translate.numbers.matching import Likeness, Matching
from dedoc.translate.numbers.quantity import Kind, Quantity

MOST = 10
"""Numbers of one slot that are compared pair by pair; of longer rows only neighbours are."""

Place = tuple[int, int]
"""Where a number stands in the source and in the target."""


def swaps(matching: Matching, source: str, target: str) -> Iterator[tuple[int, int, bool]]:
    """Yield pairs (source, target) of numbers that have changed places with others, and whether that is sure."""
    del source, target
    rows: dict[object, list[tuple[int, int]]] = defaultdict(list)
    for (one, other), likeness in matching.pairs.items():
        if likeness is not Likeness.UNIT and matching.source[one].required and matching.target[other].required:
            rows[_slot(matching.source[one]), _slot(matching.target[other])].append((one, other))
    anchors = [(matching.source[one].start, matching.target[other].start) for one, other in matching.pairs]
    for row in rows.values():
        yield from _in_row(sorted(row), matching, anchors)


def _slot(number: Quantity) -> object:
    kind = Kind.PLAIN if number.kind in {Kind.ORDINAL, Kind.PERIOD} else number.kind
    return kind, number.scale


def _in_row(row: list[tuple[int, int]], matching: Matching, anchors: list[Place]) -> Iterator[tuple[int, int, bool]]:
    reach = len(row) if len(row) <= MOST else 2
    for index, (one, other) in enumerate(row):
        for next_one, next_other in row[index + 1 : index + reach]:
            if matching.source[one].value == matching.source[next_one].value:
                continue
            first = (matching.source[one], matching.target[other])
            second = (matching.source[next_one], matching.target[next_other])
            verdict = _verdict(first, second, other > next_other, anchors)
            if verdict is not None:
                yield one, other, verdict
                return


def _verdict(first: tuple[Quantity, Quantity], second: tuple[Quantity, Quantity], is_inverted: bool, anchors: list[Place]) -> bool | None:
    """Return None if two numbers stand as they should, else whether it is sure that they do not."""
    roles = [first[side].is_origin - second[side].is_origin for side in (0, 1)]
    if roles[0] and roles[1]:
        return None if roles[0] == roles[1] else True
    if not is_inverted:
        return None
    score = _evidence(first, second, anchors)
    return None if score > 0 else score < 0


def _evidence(first: tuple[Quantity, Quantity], second: tuple[Quantity, Quantity], anchors: list[Place]) -> int:
    """Return how many anchors stayed beside their number, less those that stayed where the numbers were swapped."""
    places = [tuple(number.start for number in pair) for pair in (first, second)]
    score = 0
    for anchor in anchors:
        if anchor in places:
            continue
        sides = [abs(anchor[side] - places[0][side]) - abs(anchor[side] - places[1][side]) for side in (0, 1)]
        score += (sides[0] < 0) == (sides[1] < 0) or -1
    return score
