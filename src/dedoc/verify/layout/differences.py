"""Where two texts part, and where they meet again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

SURE = 12
"""So many characters that are the same are no chance."""

WINDOW = 4000
"""So far ahead is looked for where texts meet again."""

CHUNK = 1024


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in one text in place of what stands in the other; the ends are behind the last character."""

    found: int
    found_end: int
    expected: int
    expected_end: int


def differences(found: str, expected: str) -> Iterator[Difference]:
    """Yield all differences in order."""
    if found == expected:
        return
    i = j = 0
    while True:
        same = _same(found, i, expected, j)
        i, j = i + same, j + same
        if i == len(found) and j == len(expected):
            return
        skip, lack = _meeting(found, i, expected, j)
        yield Difference(i, i + skip, j, j + lack)
        i, j = i + skip, j + lack


def _same(found: str, i: int, expected: str, j: int) -> int:
    """Return how many characters are the same from two places on."""
    start = i
    while found[i : i + CHUNK] == expected[j : j + CHUNK] and i < len(found):
        i, j = min(i + CHUNK, len(found)), min(j + CHUNK, len(expected))
    pairs = zip(found[i : i + CHUNK], expected[j : j + CHUNK], strict=False)
    return (
        i - start + next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(found) - i, len(expected) - j, CHUNK))
    )


def _meeting(found: str, i: int, expected: str, j: int) -> tuple[int, int]:
    """Return how much of each text to leave out, as little as can be, so that both go on alike."""
    best = (len(found) - i, len(expected) - j)
    for lack in range(min(WINDOW, len(expected) - j) + 1):
        if lack >= sum(best):
            break
        key = expected[j + lack : j + lack + SURE]
        if not key:
            continue
        at = found.find(key, i, i + min(WINDOW, sum(best) - lack) + len(key))
        is_whole = len(key) == SURE or at + len(key) == len(found)
        if at >= 0 and is_whole and at - i + lack < sum(best):
            best = (at - i, lack)
    return best
