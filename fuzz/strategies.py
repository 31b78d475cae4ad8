"""Files for a target by hypothesis: those that it begins from, changed, and bytes of any kind."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from fuzz.changing import Changer
from fuzz.target import Target

MOST_CHANGES = 6
"""A file with more changes is seldom read beyond the first."""


def files(target: Target) -> st.SearchStrategy[bytes]:
    """Return what makes files for a target."""
    grown = st.builds(
        lambda number, seed, changes: changed(target, target.starts[number], seed, changes),
        st.integers(0, len(target.starts) - 1),
        st.integers(0, 2**32 - 1),
        st.integers(0, MOST_CHANGES),
    )
    tokens = st.lists(st.sampled_from((*target.tokens, b" ", b"\n", b"1")), max_size=30).map(b"".join)
    return st.one_of(grown, grown, grown, tokens, st.text(max_size=200).map(str.encode), st.binary(max_size=200))


def changed(target: Target, start: bytes, seed: int, changes: int) -> bytes:
    """Return a file after so many changes."""
    changer = Changer(target.form, target.tokens, target.longest, Random(seed))  # noqa: S311 -- no secret depends on it
    for _ in range(changes):
        start = changer.change(start)
    return start
