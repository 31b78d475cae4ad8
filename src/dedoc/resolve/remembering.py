"""Which block of an edition is which of those that it took over: by label, by words, by likeness between neighbours."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from dedoc.model import CarriedBlock, Node
from dedoc.remembrance import likeness, sample

ALIKE = 0.25
"""How alike (0 to 1) the samples of two blocks between the same neighbours must be.

Of two paragraphs of the 2024 edition none is more than 0.34 alike, and one of which half was rewritten 0.17 to 0.5.
"""

LARGEST_GAP = 4096
"""So many pairs of blocks are compared one by one between two neighbours; of more, those that share marks."""

COMMON = 64
"""A mark that is in more blocks than this says nothing about any of them."""

CLOSEST = 8
"""With so many blocks, those that share most marks, a block of a large gap is compared."""


@dataclass(frozen=True, slots=True)
class Known:
    """A block as it is now: its kind, its label, the digest of its words, and itself."""

    kind: str
    label: str
    digest: str
    block: Node


def remembered(known: Sequence[Known], carried: Sequence[CarriedBlock]) -> Mapping[int, CarriedBlock]:
    """Return the block that was taken over for the index of each block that is known again."""
    found = _same(known, carried)
    places = {old: index for index, old in found.items()}
    stays = _chain([(old, places[old]) for old in sorted(places)])
    ends = zip([(-1, -1), *stays], [*stays, (len(carried), len(known))], strict=True)
    for (old_start, new_start), (old_end, new_end) in ends:
        olds = [old for old in range(old_start + 1, old_end) if old not in places]
        news = [new for new in range(new_start + 1, new_end) if new not in found]
        found.update(_alike(known, carried, olds, news))
    return {index: carried[old] for index, old in found.items()}


def _same(known: Sequence[Known], carried: Sequence[CarriedBlock]) -> dict[int, int]:
    """Return the places of blocks that have the same label or the same words; one that was copied is known once."""
    labels = {block.id: index for index, block in enumerate(carried)}
    waiting: defaultdict[tuple[str, str], deque[int]] = defaultdict(deque)
    for index, block in enumerate(carried):
        waiting[block.id.partition("-")[0], block.digest].append(index)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for index, each in enumerate(known):
        old = labels.get(f"{each.kind}-{each.label}") if each.label else None
        if old is not None and old not in taken:
            found[index] = old
            taken.add(old)
    for index, each in enumerate(known):
        same = waiting.get((each.kind, each.digest))
        while same and same[0] in taken:
            same.popleft()
        if index not in found and same and not each.label:
            found[index] = same.popleft()
            taken.add(found[index])
    return found


def _chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the pairs, sorted by the first, in which the second grow too (patience sorting)."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, new) in enumerate(pairs):
        at = bisect_left(tails, new)
        tails[at : at + 1] = [new]
        last[at : at + 1] = [index]
        before.append(last[at - 1] if at else -1)
    chain, index = [], last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _alike(
    known: Sequence[Known], carried: Sequence[CarriedBlock], olds: Sequence[int], news: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield the places of blocks that are alike enough, the most alike first."""
    if not olds or not news:
        return
    samples = {new: sample(known[new].block) for new in news}
    is_small = len(olds) * len(news) <= LARGEST_GAP
    pairs = product(news, olds) if is_small else _sharing(samples, {old: carried[old].marks for old in olds})
    links = [
        (likeness(samples[new], carried[old].marks), new, old)
        for new, old in pairs
        if carried[old].id.partition("-")[0] == known[new].kind
    ]
    used: set[tuple[str, int]] = set()
    for found, new, old in sorted(links, key=lambda link: (-link[0], link)):
        if found >= ALIKE and ("old", old) not in used and ("new", new) not in used:
            used |= {("old", old), ("new", new)}
            yield new, old


def _sharing(news: Mapping[int, frozenset[str]], olds: Mapping[int, frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Yield each new place with the old ones whose samples share most marks with its own."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for old, marks in olds.items():
        for mark in marks:
            holders[mark].append(old)
    for new, marks in news.items():
        shared: Counter[int] = Counter()
        for mark in sorted(marks):
            if len(found := holders.get(mark, [])) <= COMMON:
                shared.update(found)
        yield from ((new, old) for old, _ in shared.most_common(CLOSEST))
