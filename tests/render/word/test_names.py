"""Names of bookmarks: what Word takes, and one for each block."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedoc.render.word.text import bookmark_name, bookmark_of

IDS = st.text("abcXYZ019-_第图", min_size=1, max_size=60).map("heading-".__add__)


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("heading-present", "_Block_heading_present"),
        ("paragraph-abcd2345-2", "_Block_paragraph_abcd2345_2"),
        ("figure-5g", "_Block_figure_5g"),
    ],
)
def test_a_plain_name_can_be_read(block: str, name: str) -> None:
    """Small letters, digits and hyphens stay, hyphens as underscores."""
    assert bookmark_of(block) == name


def test_a_name_does_not_depend_on_anything_else() -> None:
    """What cannot stand in a bookmark gives the same name on every machine."""
    assert bookmark_of("heading-第一章") == "_Block_0_aog44ctzslyy4g4f7x6puzmv"


@given(st.sets(IDS, min_size=2, max_size=9))
def test_names_are_words_names_and_differ(blocks: set[str]) -> None:
    """Every name is one that Word takes, and no two blocks share one, capitals being small letters to Word."""
    for name_of in (bookmark_of, bookmark_name):
        names = {name_of(block).lower() for block in blocks}
        assert len(names) == len(blocks)
        assert all(re.fullmatch(r"_[a-z0-9_]{1,39}", name) for name in names)
