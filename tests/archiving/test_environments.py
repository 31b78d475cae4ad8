"""Bags in environments of their own: built again with nothing but the locked packages, and with the network off."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from archiving.bags import PROVED, files_of, tiny
from surroundings import OFFLINE, PYTHONS, ROOT, python_of, working

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


def run(command: Sequence[str], folder: Path, **variables: str) -> str:
    """Run a command that knows nothing of this machine but where programs are, and return what it printed."""
    surroundings = {"PATH": os.defpath, "HOME": str(folder), "DEDOC_LANGUAGE": "en", **variables}
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def unpacked(made: Path, folder: Path) -> Path:
    """Unpack the tar of a bag and return what it holds."""
    with tarfile.open(made / "2024.bag.tar") as tar:
        tar.extractall(folder, filter="data")
    return folder / "2024.bag" / "data"


@pytest.mark.parametrize("version", PYTHONS)
def test_the_program_in_a_bag_builds_it_again_with_the_locked_packages_alone(
    version: str, made: Path, tmp_path: Path
) -> None:
    """Each Python with a fresh environment, and nothing of the checkout, proves the same bytes."""
    python = python_of(version)
    program = unpacked(made, tmp_path / "unpacked") / "program" / "src"
    folder = tmp_path / "empty"
    folder.mkdir()
    shutil.copy(made / "2024.bag.tar", folder / "kept.tar")
    said = run([python, "-Pm", "dedoc", "archive", "rebuild", "kept.tar", "--json"], folder, PYTHONPATH=str(program))
    assert json.loads(said)["proved"] == PROVED
    assert [path.name for path in folder.iterdir()] == ["kept.tar"]


@pytest.mark.parametrize("version", PYTHONS)
def test_the_steps_on_the_cover_sheet_build_a_bag_again(version: str, made: Path, tmp_path: Path) -> None:
    """Who types what the cover sheet says, with the packages installed, gets the outputs byte for byte."""
    python = python_of(version)
    data = unpacked(made, tmp_path)
    sheet = (data / "README.txt").read_text(encoding="utf-8")
    steps = sheet[sheet.index("    cd source\n") :].partition("\n\nMade by")[0]
    steps, count = re.subn(r"/somewhere/else/bin/python\b", f"'{python}'", steps)
    assert count == 2
    run(["sh", "-euc", steps], data)
    assert files_of(data / "rebuilt" / "2024") == files_of(data / "outputs")
    assert files_of(data / "rebuilt" / "verification").items() < files_of(data / "verification").items()


@pytest.fixture(scope="module")
def offline() -> list[str]:
    """Return the command that runs another one without a network, once it was seen to do so."""
    command = working(OFFLINE)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        connect = [sys.executable, "-c", f"import socket; socket.create_connection({address!r}, timeout=9)"]
        assert subprocess.run(connect, check=False).returncode == 0
        assert subprocess.run([*command, *connect], stderr=subprocess.DEVNULL, check=False).returncode != 0
    return command


def test_bags_are_made_and_built_again_with_the_network_off(offline: list[str], made: Path, tmp_path: Path) -> None:
    """Where no connection can be opened, the bag is the same byte for byte, and proves itself."""
    command = [*offline, sys.executable, "-Pm", "dedoc", "archive"]
    paths = {"PYTHONPATH": str(ROOT / "src"), "DEDOC_ROOT": str(ROOT)}
    run([*command, str(tiny(tmp_path / "one")), "--into", "made"], tmp_path, **paths)
    assert files_of(tmp_path / "made") == files_of(made)
    said = run([*command, "rebuild", "made/2024.bag.tar", "--json"], tmp_path, **paths)
    assert json.loads(said)["proved"] == PROVED
