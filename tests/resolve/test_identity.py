"""Names of blocks that stay while other things change."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import resolved
from dedoc.errors import Report
from dedoc.model import Block, Document, Heading, Metadata, Moment, Paragraph, Text
from dedoc.project import Numbering
from dedoc.resolve.context import Context
from dedoc.resolve.identity import identify
from dedoc.walk import walk
from editions import FULL

METADATA = Metadata(("甲",), "", 2024, (), "乙", Moment((2024,)), "zh-CN")


def ids(document: Document | None) -> list[str]:
    """Return the names of all nodes that have one, in reading order."""
    assert document is not None
    return [node.id for node in walk((document.front, document.body, document.back)) if node.id]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in the folder of the edition."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_block_has_a_name_of_its_own(here: Path) -> None:
    """Labels name what has them, words what has none; a paragraph in a note or an item is a block too."""
    document, _ = resolved(here / "a", FULL)
    names = ids(document)
    assert len(names) == len(set(names))
    assert {"heading-start", "figure-chart", "table-plan"} <= set(names)
    assert sum(name.startswith("paragraph-") for name in names) > 8


def test_a_name_outlives_what_happens_elsewhere(here: Path) -> None:
    """A paragraph put in, a value changed and text broken into other lines leave the names of other blocks alone."""
    files = dict(FULL)
    before, _ = resolved(here / "a", files)
    chapter = str(files["chapters/01-a.md"])
    files["chapters/01-a.md"] = chapter.replace("**要点先行。**接着", "新的一段。\n\n**要点先行。**接\n着")
    files["facts.yaml"] = str(files["facts.yaml"]).replace("383.7", "400")
    after, _ = resolved(here / "b", files)
    new = [name for name in ids(after) if name not in ids(before)]
    assert len(new) == 1
    assert [name for name in ids(after) if name not in new] == ids(before)


@given(st.lists(st.sampled_from(["甲", "乙", "丙"]), max_size=8))
def test_equal_blocks_are_told_apart_by_their_order(words: list[str]) -> None:
    """However often the same words stand in a report, no two blocks share a name."""
    body: tuple[Block, ...] = (*(Paragraph((Text(word),)) for word in words), Heading(1, (Text("甲"),)))
    document = identify(Document(METADATA, (), body, ()), Context(Numbering(), Report()))
    assert len(set(ids(document))) == len(words) + 1
