"""Every reader of strangers’ files takes some hundred of them, always the same, without a find."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dedoc.errors import ContentError, DedocError, fail
from fuzz.changing import tar_members, tar_of, zip_members, zip_of
from fuzz.readers import READERS
from fuzz.strategies import changed, files
from fuzz.target import Form, Target
from fuzz.watching import Find, watch

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

FEWER = {"svg": 25, "bag-folder": 25, "bag-tar": 50, "word-pull": 40, "facts-sheets": 40, "po": 60} | dict.fromkeys(
    ("chapters", "yaml", "tables"), 100
)
"""How many files the slower readers take; the others take 200."""

QUIET = settings(
    derandomize=True, database=None, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
)


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_no_file_does_harm(reader: str, tmp_path: Path) -> None:
    """What a reader raises is DedocError, and it is done in time."""
    target = READERS[reader](tmp_path)
    finds: list[Find] = []

    @settings(QUIET, max_examples=FEWER.get(reader, 200))
    @given(files(target))
    def read(data: bytes) -> None:
        find = watch(target, data)
        finds.extend([find] if find else [])

    read()
    assert not finds, f"{finds[0].data!r}\n{finds[0].told}"


@pytest.mark.parametrize("reader", READERS)
def test_what_files_begin_from_is_read(reader: str, tmp_path: Path) -> None:
    """At least one of them is whole: changes to it go deeper than to what is refused at once."""
    target = READERS[reader](tmp_path)
    refused = 0
    for start in target.starts:
        try:
            target.read(start)
        except DedocError:
            refused += 1
    assert refused < len(target.starts)


def test_a_find_is_told(tmp_path: Path) -> None:
    """What a reader raises is kept with the file; of two that show the same, the shorter one."""

    def read(data: bytes) -> None:
        if data.startswith(b"a"):
            fail(ContentError, None, "this is well")
        raise ValueError(data.decode())

    target = Target(Form.TEXT, (b"a",), read)
    assert watch(target, b"abc") is None
    finds = [watch(target, data) for data in (b"bcd", b"b", b"bc")]
    assert [find.kind for find in finds if find] == ["ValueError"] * 3
    (path,) = {find.save(tmp_path) for find in finds if find}
    assert path.read_bytes() == b"b"
    assert "ValueError: b\n" in path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("form", "start"), [(Form.ZIP, zip_of({"a.xml": b"<a><b/></a>", "b": b"12"}))])
@settings(QUIET, max_examples=50)
@given(seed=st.integers(0, 2**32))
def test_changes_leave_archives_whole_more_often_than_not(form: Form, start: bytes, seed: int) -> None:
    """The same seed gives the same file, and no file grows without end."""
    target = Target(form, (start,), lambda _: None)
    made = changed(target, start, seed, 3)
    assert made == changed(target, start, seed, 3)
    assert len(made) <= target.longest


def test_members_come_out_as_they_went_in() -> None:
    """Archives are packed and unpacked without loss; what is none has no members."""
    members = {"a/b.xml": b"<a/>", "字": b""}
    assert zip_members(zip_of(members)) == members
    assert tar_members(tar_of(members)) == members
    assert zip_members(b"PK") == tar_members(b"x" * 600) == {}


def test_the_command_tells_how_much_was_read(tmp_path: Path) -> None:
    """Whatever engine there is: files are counted, and what is found is named."""
    words = ["-m", "fuzz", "printed-pages", "--seconds", "3", "--engine", "hypothesis", "--into", str(tmp_path)]
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, *words], cwd=root, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "printed-pages: " in done.stdout
    assert "finds: 0\n" in done.stdout
    assert " 0 files" not in done.stdout
