"""What stands where in two sequences laid over each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from dedoc.changes.align import Pair, Unit, align
from dedoc.model import Revision

T = TypeVar("T")
Place = tuple[T | None, T | None, Revision | None]
"""A member of the old sequence, the same of the new one, and what happened here: None where both stand in order."""


def places(old: Sequence[T], new: Sequence[T], unit: Callable[[T], Unit]) -> Iterator[Place[T]]:
    """Yield both sequences in one order: between two places that stayed, first what is gone, then what is new.

    What moved comes twice, where it was and where it is; both times both members are there.
    """
    pairs = align([unit(member) for member in old], [unit(member) for member in new])
    moved = {pair.old: pair.new for pair in pairs if pair.is_moved}
    start = 0
    for group, end in _groups(pairs, len(old)):
        for i in range(start, end):
            j = moved.get(i)
            yield (old[i], None, Revision.DELETED) if j is None else (old[i], new[j], Revision.MOVED_AWAY)
        for pair in group:
            assert pair.new is not None
            if pair.old is None:
                yield None, new[pair.new], Revision.INSERTED
            else:
                yield old[pair.old], new[pair.new], Revision.MOVED_HERE if pair.is_moved else None
        start = end + 1


def _groups(pairs: Sequence[Pair], length: int) -> Iterator[tuple[list[Pair], int]]:
    """Yield what is new up to each pair that stayed, with that pair, and the old place of the pair."""
    group: list[Pair] = []
    for pair in pairs:
        if pair.new is not None:
            group.append(pair)
            if pair.old is not None and not pair.is_moved:
                yield group, pair.old
                group = []
    yield group, length
