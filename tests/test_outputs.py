"""Files put in place at once or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dedoc.errors import OutputError
from dedoc.outputs import write_outputs

LIMITED = """
import resource, sys
from pathlib import Path
from dedoc.errors import OutputError
from dedoc.outputs import write_outputs

soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
try:
    write_outputs({"report.pdf": b"new", "report.docx": b"x" * 5000}, Path(sys.argv[1]))
except OutputError as error:
    print(error)
finally:
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
"""
"""Writes one small and one large file where files may have 4 kB at most, as if the disk were full."""


def contents(folder: Path) -> dict[str, bytes | None]:
    """Return the files below a folder with their bytes, and its folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def refused(files: dict[str, bytes], folder: Path) -> str:
    """Return what is said when files cannot be written."""
    with pytest.raises(OutputError) as error:
        write_outputs(files, folder)
    return str(error.value)


def test_files_are_written_into_a_new_folder(tmp_path: Path) -> None:
    """Missing folders are made, and the paths come back in the order of the files."""
    folder = tmp_path / "output" / "2024" / "zh-CN"
    paths = write_outputs({"report.pdf": b"pdf", "report.docx": b"docx"}, folder)

    assert paths == (folder / "report.pdf", folder / "report.docx")
    assert contents(folder) == {"report.pdf": b"pdf", "report.docx": b"docx"}


def test_old_files_are_replaced_and_others_left(tmp_path: Path) -> None:
    """Only what is written anew changes, and nothing else is left in the folder."""
    (tmp_path / "report.pdf").write_bytes(b"old")
    (tmp_path / "letter.txt").write_bytes(b"mine")
    write_outputs({"report.pdf": b"new"}, tmp_path)

    assert contents(tmp_path) == {"letter.txt": b"mine", "report.pdf": b"new"}


def test_everybody_may_read_what_was_written(tmp_path: Path) -> None:
    """The outputs are no secrets, though they are made from files that only their owner can read."""
    (path,) = write_outputs({"report.pdf": b"new"}, tmp_path)

    assert path.stat().st_mode & 0o777 == 0o644


def test_a_file_keeps_the_permissions_of_the_one_it_replaces(tmp_path: Path) -> None:
    """Who shares a file with a group, or with nobody, goes on doing so; those of what a link leads to are not taken."""
    (tmp_path / "report.pdf").write_bytes(b"old")
    (tmp_path / "report.pdf").chmod(0o660)
    (tmp_path / "secret").write_bytes(b"untouched")
    (tmp_path / "secret").chmod(0o600)
    (tmp_path / "report.docx").symlink_to(tmp_path / "secret")
    paths = write_outputs({"report.pdf": b"new", "report.docx": b"new"}, tmp_path)

    assert [path.stat().st_mode & 0o777 for path in paths] == [0o660, 0o644]


def test_a_link_in_the_place_of_a_file_is_replaced_and_not_followed(tmp_path: Path) -> None:
    """A link put there by somebody else does not make dedoc write elsewhere."""
    (tmp_path / "secret").write_bytes(b"untouched")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "report.pdf").symlink_to(tmp_path / "secret")
    write_outputs({"report.pdf": b"new"}, tmp_path / "output")

    assert contents(tmp_path) == {"output": None, "output/report.pdf": b"new", "secret": b"untouched"}


@pytest.mark.parametrize("first", ["report.pdf", "report.docx"])
def test_a_folder_in_the_place_of_a_file_leaves_all_as_it_was(tmp_path: Path, first: str) -> None:
    """If one file cannot be put in place, none is, whichever comes first."""
    (tmp_path / "report.pdf").write_bytes(b"old")
    (tmp_path / "report.docx").mkdir()
    before = contents(tmp_path)
    names = sorted(("report.pdf", "report.docx"), key=lambda name: name != first)
    said = refused(dict.fromkeys(names, b"new"), tmp_path)

    assert contents(tmp_path) == before
    assert said.startswith(f"error: nothing can be written into “{tmp_path}”: ")


@pytest.mark.parametrize("below", ["", "2024/zh-CN"])
def test_a_file_in_the_place_of_the_folder_is_a_problem(tmp_path: Path, below: str) -> None:
    """The message names the folder that was wanted, why it cannot be, and the way out."""
    (tmp_path / "output").write_bytes(b"a file")
    folder = tmp_path / "output" / below
    first, hint = refused({"report.pdf": b"new"}, folder).splitlines()

    assert first.startswith(f"error: nothing can be written into “{folder}”: ")
    assert hint.startswith("  hint: ")
    assert "--into" in hint
    assert contents(tmp_path) == {"output": b"a file"}


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a matter of POSIX")
def test_a_full_disk_leaves_all_as_it_was(tmp_path: Path) -> None:
    """A file that cannot be written to its end replaces nothing, and nothing half written stays behind."""
    (tmp_path / "report.pdf").write_bytes(b"old pdf")
    (tmp_path / "report.docx").write_bytes(b"old docx")
    before = contents(tmp_path)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True, check=True, env=environment
    )

    assert run.stdout.startswith(f"error: nothing can be written into “{tmp_path}”: ")
    assert contents(tmp_path) == before
