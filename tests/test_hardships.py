"""A full disk, no permission, folders that go away: all stays as it was, and the problem is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dedoc.cli import PROBLEMS, WELL, main
from dedoc.errors import of_machine
from editions import FULL, make_edition
from writers import WRITERS, renewed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.thorough,
    pytest.mark.skipif(sys.platform != "linux", reason="disks are filled by means of Linux here"),
]

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "DEDOC_LANGUAGE": "en"}
WITHOUT_POWER = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
"""Permissions do not bind the superuser; without his capabilities they do."""

SMALL_DISK = 'mount -t tmpfs -o size=64m tmpfs {folder} && exec "$@"'

REPLACING = {"build", "check", "pull", "facts import", "translate import", "translate update"}
"""Commands that put files in the places of others."""

PRINTING = ["build", "archive", "diff", "fidelity", "pull", "verify", "translate export", "translate status"]
"""Commands that need room for temporary files."""


@cache
def can(*words: str) -> bool:
    """Whether a program is there and does what is asked."""
    is_there = shutil.which(words[0]) is not None
    return is_there and subprocess.run(words, capture_output=True, check=False).returncode == 0


def tried(hardship: str, folder: Path, names: Sequence[str]) -> list[dict[str, Any]]:
    """Return what some commands did under a hardship, in a process of their own."""
    words = [sys.executable, str(Path(__file__).with_name("hardships.py")), hardship, str(folder), *names]
    if "full" in hardship:
        if not can("unshare", "--mount", "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)):
            pytest.skip("only who may mount file systems can fill one")
        words = ["unshare", "--mount", "sh", "-c", SMALL_DISK.format(folder=folder), "sh", *words]
    elif os.geteuid() == 0:
        if not can(*WITHOUT_POWER, "true"):
            pytest.skip("permissions do not bind the superuser, and setpriv is not there")
        words = [*WITHOUT_POWER, *words]
    run = subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=600)
    assert run.returncode == 0, run.stderr
    found: list[dict[str, Any]] = json.loads(run.stdout)
    assert len(found) == len(names)
    return found


REASONS = ("No space left on device", "Permission denied", "this file is read-only")


@pytest.mark.parametrize(
    ("hardship", "names"), [("full", [*WRITERS]), ("full everywhere", PRINTING), ("read-only", [*WRITERS])]
)
def test_what_cannot_be_written_leaves_all_as_it_was(hardship: str, names: list[str], tmp_path: Path) -> None:
    """Every command that writes, where there is no room or no permission for anything."""
    for each in tried(hardship, tmp_path, names):
        assert each["code"] == PROBLEMS, each
        assert "error: " in each["said"] or '"severity": "error"' in each["said"], each
        assert any(reason in each["said"] for reason in REASONS), each
        assert "Traceback" not in each["said"], each
        assert each["changed"] == [], each


def test_files_that_nobody_may_write_to_are_not_replaced(tmp_path: Path) -> None:
    """Read-only files stay, though the folder would let them be replaced; what only reads them does its work."""
    for each in tried("protected", tmp_path, [*sorted(REPLACING), "new", "import", "translate pseudo"]):
        assert "Traceback" not in each["said"], each
        if each["name"] in REPLACING:
            assert each["code"] == PROBLEMS, each
            assert "error: this file is read-only" in each["said"], each
            assert each["changed"] == [], each
        else:
            assert each["code"] == WELL, each
            assert each["changed"], each


GOING = """
import os, shutil, sys
from dedoc.cli import main
moves = 0
def remove(event, arguments):
    global moves
    if event == "os.rename" and not str(arguments[1]).endswith("journal"):
        moves += 1
        if moves == int(sys.argv[2]):
            shutil.rmtree(sys.argv[1])
sys.addaudithook(remove)
sys.exit(main(sys.argv[3:]))
"""
"""Runs a command, and deletes a folder just before something in it is moved into place."""


@pytest.mark.parametrize("move", [1, 2])
def test_a_folder_that_goes_away_while_it_is_written_to_is_told(move: int, tmp_path: Path) -> None:
    """Somebody cleans up; the next build makes it again."""
    words = renewed(tmp_path)
    command = [sys.executable, "-c", GOING, str(tmp_path / "out"), str(move), *words]
    run = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (PROBLEMS, "")
    assert run.stderr.startswith("error: nothing can be written into “out/edition/zh-CN”: No such file or directory\n")
    assert not list(tmp_path.rglob(".dedoc-*"))
    again = [sys.executable, "-Pm", "dedoc", *words]
    assert subprocess.run(again, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, check=True).returncode == WELL


@pytest.mark.parametrize("words", [["build", "edition"], ["init"], ["import", "edition/chapters/01-a.md"], ["pull"]])
@pytest.mark.parametrize("name", ["甲" * 100, "a/" * 3000, "a" * 255])
def test_names_that_are_too_long_are_told(
    words: list[str], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No system has names of more than some 255 bytes, or paths of more than some thousands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_LANGUAGE", "en")
    make_edition(Path("edition"), FULL)
    into = [] if len(words) == 1 else ["--into"]
    code = main([*words, *into, name])
    said = capsys.readouterr().err
    assert (code == PROBLEMS and "error: " in said) or (name == "a" * 255 and words[0] != "pull" and code == WELL)
    assert not list(tmp_path.rglob(".dedoc-*"))


def test_an_edition_of_a_name_too_long_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """So it is where it is only read."""
    assert main(["check", "a" * 5000]) == PROBLEMS
    assert "error: " in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("option", [[], ["--json"]])
def test_output_that_finds_no_room_is_told(option: list[str], tmp_path: Path) -> None:
    """A report that is sent into a file on a full disk."""
    make_edition(tmp_path / "edition", FULL)
    with Path("/dev/full").open("w") as device:
        words = [sys.executable, "-Pm", "dedoc", "check", "edition", *option]
        run = subprocess.run(
            words, cwd=tmp_path, env=ENVIRONMENT, stdout=device, stderr=subprocess.PIPE, text=True, check=False
        )
    assert run.returncode == PROBLEMS
    assert "error: a file cannot be read or written: No space left on device\n  hint: " in run.stderr
    assert "Traceback" not in run.stderr
    assert "Exception ignored" not in run.stderr


def test_what_is_a_mistake_of_the_program_keeps_its_traceback() -> None:
    """Only what the machine refuses is a problem of the user's."""
    assert of_machine(OSError(22, "Invalid argument")) is None
    told = of_machine(OSError(28, "No space left on device", "/far/away"))
    assert told is not None
    assert told.format().startswith("/far/away: error: a file cannot be read or written: No space left on device\n")
    no_memory = of_machine(MemoryError())
    assert no_memory is not None
    assert no_memory.format().startswith("error: the machine has no memory left\n")
