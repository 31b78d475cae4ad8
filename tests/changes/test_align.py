"""The alignment of blocks: what is which, in cases and for any two texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import cases
from dedoc.changes import Pair, Unit, align

HERE = Path(__file__).parent
LINE = re.compile(r"(?P<heading># )?(?P<words>.*?)(?: \{(?P<id>.+)\})?")


def unit(line: str) -> Unit:
    """Return the unit of a line: ``# `` before a heading, ``{id}`` after a block that has one."""
    found = LINE.fullmatch(line)
    assert found is not None
    return Unit(found["words"], "heading" if found["heading"] else "paragraph", found["id"] or "")


def shown(pair: Pair, old: Sequence[Unit], new: Sequence[Unit]) -> str:
    """Return a pair as cases show it."""
    before = None if pair.old is None else words(old[pair.old])
    after = None if pair.new is None else words(new[pair.new])
    if before is None or after is None:
        return f"- {before}" if after is None else f"+ {after}"
    moved = ">" if pair.is_moved else ""
    return f"{moved or '='} {after}" if before == after else f"{moved}~ {before} → {after}"


def words(unit: Unit) -> str:
    """Return the words of a unit as cases write them."""
    return ("# " if unit.kind == "heading" else "") + unit.words


@pytest.mark.parametrize(("given", "expected"), cases(HERE / "cases" / "align.md"))
def test_blocks_are_aligned(given: str, expected: str) -> None:
    """Each block is the same, rewritten, moved, both, gone or new."""
    before, after = ([unit(line) for line in part.splitlines()] for part in given.split("---\n"))

    assert "".join(f"{shown(pair, before, after)}\n" for pair in align(before, after)) == expected


UNITS = st.lists(
    st.builds(
        Unit,
        words=st.text("甲乙丙丁，。", max_size=16),
        kind=st.sampled_from(("heading", "paragraph")),
        id=st.sampled_from(("", "", "one", "two")),
    ),
    max_size=12,
)


@given(old=UNITS, new=UNITS)
@settings(max_examples=200, deadline=None)
def test_every_block_has_one_place(old: list[Unit], new: list[Unit]) -> None:
    """No block is lost or taken twice; what stays in place does not cross; new blocks come in their order."""
    pairs = align(old, new)

    assert sorted(pair.old for pair in pairs if pair.old is not None) == list(range(len(old)))
    assert [pair.new for pair in pairs if pair.new is not None] == list(range(len(new)))
    stays = [pair.old for pair in pairs if pair.old is not None and not pair.is_moved]
    assert stays == sorted(stays)
    for pair in pairs:
        if pair.old is not None and pair.new is not None:
            assert old[pair.old].kind == new[pair.new].kind


@given(units=UNITS)
@settings(max_examples=50, deadline=None)
def test_a_text_is_itself(units: list[Unit]) -> None:
    """Of two equal texts every block is the same one at the same place."""
    assert align(units, units) == [Pair(index, index) for index in range(len(units))]


def test_what_is_gone_of_one_half_is_found_in_the_other() -> None:
    """The two halves of a long text change places: only one of them moves."""
    units = [Unit(f"第{number}段，说明第{number}件事。") for number in range(300)]

    pairs = align(units, units[150:] + units[:150])

    assert sum(pair.is_moved for pair in pairs) == 150
    assert all(pair.old is not None and pair.new is not None for pair in pairs)


def test_large_gaps_are_aligned_too() -> None:
    """Where every paragraph of a long text was rewritten, each is still found at its place."""
    old = [
        Unit(f"第{number}件事在{number * 7}个地方展开，{chr(0x4E00 + number * 13)}进展顺利。") for number in range(200)
    ]
    new = [Unit(unit.words.replace("顺利", "很快")) for unit in old]

    assert align(old, new) == [Pair(index, index) for index in range(200)]
