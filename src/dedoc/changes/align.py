"""Which block of one text is which block of another: by id, by words, by likeness, and in order."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dedoc.changes.chains import Link, heaviest_chain

REWRITTEN = 0.4
"""How alike (0 to 1) two blocks at the same place must be.

Nine in ten pairs of different paragraphs of the 2024 edition are less than 0.17 alike, and no pair more than 0.41.
"""

RECOGNISED = 0.6
"""How alike a block must be to one at another place to be taken for it, moved and rewritten."""

HEADING, HEADING_WEIGHT = "heading", 5000
"""Text moves past headings rather than headings past text: a heading weighs as much as a long section."""

SMALL_GAP = 1024
"""So many pairs of blocks are compared one by one; in larger gaps only blocks that share rare pairs of characters."""

COMMON = 64
"""A pair of characters that stands in more blocks than this says nothing about any of them."""

SHORT = 12
"""Blocks with fewer characters are too short to be recognised at another place once they were rewritten."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A block as alignment sees it: its words, what kind of block it is, and an id that outlives a change of words.

    Only units of one kind are aligned. Units that have the same id are taken in their order; without an id ("") a unit
    is known by its words alone.
    """

    words: str
    kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit of the old text and the same unit of the new one, as indices; None where the other text has no such unit.

    ``is_moved`` says that it stands in another order than most of the text.
    """

    old: int | None
    new: int | None
    is_moved: bool = False


def align(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """Return all units of both texts in the order of the new one; units that are gone stand where they stood.

    A pair that moved stands at its new place. The time grows with n log n, but for texts in which a great many
    blocks are new and none is like an old one.
    """
    same = _same(old, new)
    in_place = {i: j for i, j, _ in heaviest_chain((i, j, _weight(old[i])) for i, j in same.items())}
    in_place |= _rewritten(old, new, same, in_place)
    moved = {i: j for i, j in same.items() if i not in in_place}
    moved |= _recognised(old, new, in_place | moved)
    return list(_in_order(in_place, moved, len(old), len(new)))


def _weight(unit: Unit) -> float:
    return len(unit.words) + 1 + (HEADING_WEIGHT if unit.kind == HEADING else 0)


# --- The same id or the same words ----------------------------------------------------------------------------------


def _same(old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, int]:
    """Return the new place of each old unit that has the same id, or else the same words."""
    found = dict(_common(list(map(_key, old)), list(map(_key, new))))
    for name in (_key, _words):
        taken = set(found.values())
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for j, unit in enumerate(new):
            if j not in taken and (name is _key or unit.words):
                waiting[name(unit)].append(j)
        for i, unit in enumerate(old):
            if i not in found and waiting[name(unit)]:
                found[i] = waiting[name(unit)].popleft()
    return found


def _key(unit: Unit) -> Hashable:
    return (unit.kind, unit.id) if unit.id else _words(unit)


def _words(unit: Unit) -> Hashable:
    return (unit.kind, "", unit.words)


def _common(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Yield the places of a longest common subsequence."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 -- only comparisons wait for it

    for step in LCSseq.opcodes(old, new):
        if step.tag == "equal":
            yield from zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True)


# --- Other words at the same place ----------------------------------------------------------------------------------


def _rewritten(
    old: Sequence[Unit], new: Sequence[Unit], same: dict[int, int], in_place: dict[int, int]
) -> dict[int, int]:
    """Return the pairs of blocks that stand between the same blocks and are alike enough."""
    found: dict[int, int] = {}
    taken = set(same.values())
    lasts = list(in_place.items())
    ends = zip([(-1, -1), *lasts], [*lasts, (len(old), len(new))], strict=True)
    for (old_start, new_start), (old_end, new_end) in ends:
        olds = [i for i in range(old_start + 1, old_end) if i not in same]
        news = [j for j in range(new_start + 1, new_end) if j not in taken]
        likeness = _likeness(old, new, REWRITTEN, in_place)
        found |= {i: j for i, j, _ in heaviest_chain(_links(old, new, olds, news, likeness))}
    return found


Likeness = Callable[[int, int], float]


def _likeness(old: Sequence[Unit], new: Sequence[Unit], least: float, in_place: dict[int, int]) -> Likeness:
    """Return what says how alike two units are, 0 if less than ``least``.

    A heading that stands before the same text is the same heading, whatever it says now.
    """
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 -- only comparisons wait for it

    def likeness(i: int, j: int) -> float:
        if old[i].kind != new[j].kind or not (old[i].words and new[j].words):
            return 0
        found = float(ratio(old[i].words, new[j].words, score_cutoff=100 * least)) / 100
        if not found and old[i].kind == HEADING and in_place.get(i + 1) == j + 1:
            return least
        return found

    return likeness


def _links(
    old: Sequence[Unit], new: Sequence[Unit], olds: list[int], news: list[int], likeness: Likeness
) -> Iterator[Link]:
    if len(olds) * len(news) <= SMALL_GAP:
        candidates: Iterable[tuple[int, int]] = itertools.product(olds, news)
    else:
        candidates = _candidates(old, new, olds, news)
    for i, j in candidates:
        if found := likeness(i, j):
            yield i, j, found * (len(old[i].words) + len(new[j].words) + 1)


def _candidates(
    old: Sequence[Unit], new: Sequence[Unit], olds: list[int], news: list[int]
) -> Iterator[tuple[int, int]]:
    """Yield for each old unit the new ones that share most pairs of characters with it, eight at the most."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for j in news:
        for characters in _pairs(new[j].words):
            holders[characters].append(j)
    for i in olds:
        shared: Counter[int] = Counter()
        for characters in sorted(_pairs(old[i].words)):
            if len(found := holders.get(characters, [])) <= COMMON:
                shared.update(found)
        yield from ((i, j) for j, _ in shared.most_common(8))


def _pairs(words: str) -> set[str]:
    return {words[index : index + 2] for index in range(len(words) - 1)}


# --- Other words at another place -----------------------------------------------------------------------------------


def _recognised(old: Sequence[Unit], new: Sequence[Unit], known: dict[int, int]) -> dict[int, int]:
    """Return the pairs of units that are alike though place and words are others; long and like ones go first."""
    taken = set(known.values())
    olds = [i for i, unit in enumerate(old) if i not in known and len(unit.words) >= SHORT]
    news = [j for j, unit in enumerate(new) if j not in taken and len(unit.words) >= SHORT]
    likeness = _likeness(old, new, RECOGNISED, {})
    links = sorted(_links(old, new, olds, news, likeness), key=lambda link: (-link[2], link))
    found: dict[int, int] = {}
    for i, j, _ in links:
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def _in_order(in_place: dict[int, int], moved: dict[int, int], old: int, new: int) -> Iterator[Pair]:
    """Yield the pairs: between two that stayed in place first what is gone, then what is new or came here."""
    came = {j: i for i, j in moved.items()}
    stays = sorted(in_place.items())
    old_start = new_start = 0
    for old_end, new_end in [*stays, (old, new)]:
        yield from (Pair(i, None) for i in range(old_start, old_end) if i not in moved)
        yield from (Pair(came.get(j), j, is_moved=j in came) for j in range(new_start, new_end))
        if old_end < old and new_end < new:
            yield Pair(old_end, new_end)
        old_start, new_start = old_end + 1, new_end + 1
