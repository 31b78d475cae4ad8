"""What was done to a Word file is told as exactly that, and the patch makes it so."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedoc.build import Order, load, print_again
from dedoc.returning.patch import difference
from dedoc.returning.pull import changes_of
from dedoc.returning.sides import read_sides
from dedoc.returning.work import Result
from editions import make_edition
from returning.edition import RETURNED
from returning.edits import EDITS, Edit
from returning.word import Editor

FILE = "back.docx"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the edition."""
    return make_edition(tmp_path_factory.mktemp("editions") / "sample", RETURNED)


@pytest.fixture(scope="module")
def own(edition: Path) -> bytes:
    """Return the Word file of the edition."""
    order = Order(str(edition))
    return print_again(load(order), order)


def brought_back(data: bytes, edition: Path, folder: Path, *, is_stale: bool = True) -> Result:
    """Return what a Word file brings back to an edition."""
    file = folder / FILE
    file.write_bytes(data)
    sides = read_sides(file, str(edition))
    if not is_stale:
        sides.stale = frozenset()
    return changes_of(sides)


def told(result: Result) -> list[tuple[str, str, str]]:
    """Return the changes as the table of edits has them."""
    return [(("" if c.is_applied else "!") + c.kind.name, c.before, c.after) for c in result.changes]


def patch_of(result: Result, edition: Path) -> list[str]:
    """Return the lines that go and come, file by file."""
    lines = []
    for name, text in result.texts.items():
        old = (Path.cwd() / name).read_text(encoding="utf-8")
        lines += difference(old, text, name).split("\n")
    return [line for line in lines if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")]


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_is_told_as_what_it_is(edit: Edit, edition: Path, own: bytes, tmp_path: Path) -> None:
    """The changes and the patch are those of the table."""
    word = Editor(own)
    edit.do(word)
    result = brought_back(word.data, edition, tmp_path)

    assert told(result) == list(edit.tells)
    assert sorted(patch_of(result, edition)) == sorted(edit.patch)
