"""Results kept by their content: whole, or made again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance import missing
from dedoc.build import Made, Order, load
from dedoc.errors import Location, OutputError, Problem, Severity
from dedoc.matrix.results import Record, content, find, is_whole, keep, place, problem_record
from dedoc.matrix.store import Folder, Store, open_store
from dedoc.model import PageMap
from editions import MINIMAL, make_edition

KEY = "ab" * 32
FILES = {"report.pdf": b"%PDF", "report.docx": b"PK"}
VALUES: Mapping[str, object] = {"word": "甲", "count": 2}
PROBLEM = Problem("“{word}” is {count}", Location("a/b.md", 3), "hint", Severity.WARNING, VALUES, "F1")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Return what printing an edition might give."""
    edition = load(Order(str(make_edition(tmp_path / "edition", MINIMAL)))).edition
    return Made(edition, FILES, PageMap(3, (), ()), (PROBLEM,), ())


@pytest.fixture
def store(tmp_path: Path, made: Made) -> Folder:
    """Return a store with one result in it."""
    found = Folder(tmp_path / "store")
    keep(found, KEY, made)
    return found


def kept(store: Store) -> Record:
    """Return the record in a store."""
    record = find(store, KEY)
    assert record is not None
    return record


def objects(store: Folder) -> list[Path]:
    """Return the files of a store that hold content."""
    return sorted((store.root / "objects").glob("*/*"))


def test_what_is_kept_is_found(store: Folder, tmp_path: Path) -> None:
    """The record has all of it, problems with their words; files are put where they are missing."""
    record = kept(store)
    assert (record.pages, record.problems) == (3, (PROBLEM,))
    assert is_whole(store, record)
    target = tmp_path / "out"
    assert place(store, record, target)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == FILES


def test_files_that_are_there_are_left_alone(store: Folder, tmp_path: Path) -> None:
    """Only what differs is written; a link is no output of ours."""
    record, target = kept(store), tmp_path / "out"
    place(store, record, target)
    before = (target / "report.pdf").stat().st_ino
    (target / "report.docx").write_bytes(b"edited")
    assert place(store, record, target)
    assert (target / "report.pdf").stat().st_ino == before
    assert (target / "report.docx").read_bytes() == FILES["report.docx"]
    elsewhere = tmp_path / "elsewhere"
    (target / "report.pdf").rename(elsewhere)
    (target / "report.pdf").symlink_to(elsewhere)
    assert place(store, record, target)
    assert not (target / "report.pdf").is_symlink()


def test_equal_content_is_kept_once(store: Folder, made: Made) -> None:
    """Another cell with the same outputs has the same objects."""
    keep(store, "cd" * 32, made)
    assert len(objects(store)) == len(FILES)


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"%PDX")])
def test_what_is_damaged_is_not_there(store: Folder, tmp_path: Path, damage: object) -> None:
    """An object that is missing or changed makes the result void, and nothing is put in place."""
    assert callable(damage)
    damage(objects(store)[0])
    record = kept(store)
    assert not is_whole(store, record)
    assert not place(store, record, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert [content(store, digest) is None for digest in sorted(record.files.values())].count(True) == 1


@pytest.mark.parametrize("name", ["../report.pdf", "/report.pdf", "notes.txt"])
def test_a_record_names_nothing_but_our_outputs(store: Folder, name: str) -> None:
    """A store that somebody else wrote cannot put files anywhere."""
    path = next((store.root / "records").glob("*/*"))
    path.write_bytes(path.read_bytes().replace(b"report.pdf", name.encode()))
    assert find(store, KEY) is None


@given(
    st.binary(max_size=60)
    | st.recursive(st.integers() | st.text(max_size=4) | st.none(), st.lists).map(
        lambda value: json.dumps({"files": value, "pages": value, "problems": value}).encode()
    )
)
def test_any_bytes_are_a_record_or_none(data: bytes) -> None:
    """A record that was damaged is none, never an exception."""

    class Bytes:
        def read(self, _name: str) -> bytes:
            return data

        def write(self, _name: str, _data: bytes) -> None:
            raise AssertionError

    found = find(Bytes(), KEY)
    assert found is None or isinstance(found, Record)


@given(st.dictionaries(st.text(max_size=4), st.text(max_size=4) | st.integers(-9, 9)))
def test_values_of_problems_survive(values: dict[str, object]) -> None:
    """JSON and back: the same problem."""
    problem = Problem("m", None, "", Severity.NOTE, values)
    data = json.dumps({"files": {}, "pages": 1, "problems": [problem_record(problem)]}).encode()

    class Bytes:
        def read(self, _name: str) -> bytes:
            return data

        def write(self, _name: str, _data: bytes) -> None:
            raise AssertionError

    record = find(Bytes(), KEY)
    assert record is not None
    assert record.problems == (problem,)


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path, made: Made) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "store").write_bytes(b"")
    with pytest.raises(OutputError, match="nothing can be written"):
        keep(Folder(tmp_path / "store"), KEY, made)


@pytest.mark.skipif(missing("fsspec") != "", reason=missing("fsspec"))
def test_a_store_behind_an_address(made: Made, tmp_path: Path) -> None:
    """What fsspec reaches holds results as a folder does."""
    for address in ("memory://results", f"file://{tmp_path}/far"):
        store = open_store(address)
        assert find(store, KEY) is None
        keep(store, KEY, made)
        assert is_whole(store, find(store, KEY))


@pytest.mark.skipif(missing("fsspec") != "", reason=missing("fsspec"))
@pytest.mark.parametrize("address", ["nowhere://x", "file:///dev/null/x"])
def test_an_address_that_leads_nowhere_is_told(address: str, made: Made) -> None:
    """An unknown kind when it is opened, one that takes nothing when something is kept."""
    with pytest.raises(OutputError, match=r"the store “.*” cannot be opened|nothing can be kept in the store"):
        keep(open_store(address), KEY, made)
