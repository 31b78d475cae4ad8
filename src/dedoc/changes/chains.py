"""The heaviest chain: what two sequences have in common without crossing itself."""

from __future__ import annotations

from collections.abc import Iterable

Link = tuple[int, int, float]
"""A place in the old sequence, one in the new sequence, and how much it is worth that they stay together."""


def heaviest_chain(links: Iterable[Link]) -> list[Link]:
    """Return the links of the greatest weight in all of which both places grow, in order.

    The increasing subsequence of the greatest weight, by a Fenwick tree of maxima (Jacobson and Vo, CPM 1992): the time
    grows with n log n.
    """
    # Links of one old place come with falling new places, so that no two of them can stand in one chain.
    ordered = sorted(links, key=lambda link: (link[0], -link[1]))
    ranks = {place: rank for rank, place in enumerate(sorted({new for _, new, _ in ordered}), 1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for index, (_, new, weight) in enumerate(ordered):
        total, last = _best_below(best, ranks[new])
        before.append(last)
        _raise(best, ranks[new], (total + weight, index))
    return _walk_back(ordered, before, _best_below(best, len(ranks) + 1)[1])


def _best_below(best: list[tuple[float, int]], rank: int) -> tuple[float, int]:
    found, rank = (0.0, -1), rank - 1
    while rank > 0:
        if best[rank][0] > found[0]:
            found = best[rank]
        rank &= rank - 1
    return found


def _raise(best: list[tuple[float, int]], rank: int, chain: tuple[float, int]) -> None:
    while rank < len(best):
        if chain[0] > best[rank][0]:
            best[rank] = chain
        rank += rank & -rank


def _walk_back(links: list[Link], before: list[int], last: int) -> list[Link]:
    chain = []
    while last >= 0:
        chain.append(links[last])
        last = before[last]
    return chain[::-1]
