"""``kill -9`` at any moment: outputs and sources are whole, and the next run goes on as if nothing had been."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dedoc.journal import take_back
from editions import FULL, make_edition
from writers import begun, carried, filled, imported, pulled, started, translated, updated

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

KILLS = int(os.environ.get("DEDOC_KILLS", "2"))
"""How often each command is killed; ``DEDOC_KILLS=50`` makes six hundred."""

LONGEST = 1.2
"""Seconds after which a command has surely come to an end, or nearly so."""

VALUES = ("383.7", "391.2")


def dedoc(*words: str) -> list[str]:
    """Return the words that run dedoc."""
    return [sys.executable, "-Pm", "dedoc", *words]


def killed(*words: str, after: float, where: Path | None = None) -> None:
    """Run dedoc in a folder and kill it."""
    # What is killed while it writes down its coverage would leave a half file of that.
    usual = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE_")}
    environment = usual | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        dedoc(*words), env=environment, cwd=where, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()


def whole(*words: str, where: Path | None = None) -> None:
    """Run dedoc in a folder to its end, which is a good one."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run(dedoc(*words), env=environment, cwd=where, check=True, capture_output=True)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder that a reader sees; what a killed command hides in it is none."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = ((path.relative_to(folder).as_posix(), path) for path in found)
    return {name: path.read_bytes() for name, path in named if not name.startswith(".") and "/." not in name}


def changed(edition: Path, value: str) -> None:
    """Give the fact of an edition another value."""
    facts = str(FULL["facts.yaml"]).replace(VALUES[0], value)
    (edition / "facts.yaml").write_text(facts, encoding="utf-8")


@pytest.fixture
def moments(request: pytest.FixtureRequest) -> list[float]:
    """Return when a command is killed: at random, but the same in every run."""
    chance = random.Random(request.node.name)  # noqa: S311 -- no secret
    return [chance.uniform(0, LONGEST) for _ in range(KILLS)]


def test_a_killed_build_leaves_whole_outputs(tmp_path: Path, moments: list[float]) -> None:
    """Each output is that of before or that of now, to the byte; sources are untouched; the next build is whole."""
    edition, out = make_edition(tmp_path / "edition", FULL), tmp_path / "out"
    good = []
    for value in VALUES:
        changed(edition, value)
        whole("build", str(edition), "--into", str(out))
        good.append(contents(out))
    assert good[0] != good[1]
    for index, moment in enumerate(moments):
        changed(edition, VALUES[index % 2])
        sources = contents(edition)
        killed("build", str(edition), "--into", str(out), after=moment)
        assert contents(edition) == sources
        found = contents(out)
        assert set(found) == set(good[0])
        assert all(data in (good[0][name], good[1][name]) for name, data in found.items())
    whole("build", str(edition), "--into", str(out))
    assert contents(out) in good


def test_a_killed_repair_leaves_whole_sources(tmp_path: Path, moments: list[float]) -> None:
    """Each chapter is as it was or repaired, and a second run repairs the rest."""
    chapter = "# 一章\n\n甲,乙。\n\n一段。\n"
    files = {"chapters/01-a.md": chapter, "chapters/02-b.md": chapter.replace("一章", "二章")}
    for moment in moments:
        edition = make_edition(tmp_path / "edition", files)
        before = contents(edition)
        killed("check", str(edition), "--fix", after=moment)
        for name, data in contents(edition).items():
            assert data in (before[name], before[name].replace("甲,乙".encode(), "甲，乙".encode()))
        whole("check", str(edition), "--fix")
        assert "甲,乙".encode() not in b"".join(contents(edition).values())
        shutil.rmtree(edition)


def test_a_killed_import_leaves_nothing_or_all(tmp_path: Path, moments: list[float]) -> None:
    """The new folder is not there, or it is whole."""
    case = Path(__file__).parent / "importing" / "cases"
    text = next(path for path in sorted(case.rglob("*.txt")))
    whole("import", str(text), "--into", str(tmp_path / "good"), "--year", "2028")
    for index, moment in enumerate(moments):
        target = tmp_path / str(index)
        killed("import", str(text), "--into", str(target), "--year", "2028", after=moment / 2)
        assert not target.exists() or set(contents(target)) == set(contents(tmp_path / "good"))


def test_a_killed_archive_leaves_no_half_bag(tmp_path: Path, moments: list[float]) -> None:
    """A bag that is there can be verified; the next run makes the whole, or what is missing of it."""
    edition = make_edition(tmp_path / "edition", {"chapters/01-a.md": "# 一章\n\n一段。\n"})
    for index, moment in enumerate(moments):
        into = tmp_path / str(index)
        killed("archive", str(edition), "--into", str(into), after=moment * 3)
        for bag in into.glob("*.bag"):
            whole("archive", "verify", str(bag))
        if not ((into / "edition.bag").exists() and (into / "edition.bag.tar").exists()):
            whole("archive", str(edition), "--into", str(into))
        whole("archive", "diff", str(into / "edition.bag"), str(into / "edition.bag.tar"))


@pytest.mark.parametrize("prepare", [pulled, translated, updated, begun, filled, carried, started, imported])
def test_killed_what_writes_sources_leaves_all_of_before_or_all_of_after(
    prepare: Callable[[Path], list[str]], tmp_path: Path, moments: list[float]
) -> None:
    """What was cut off is taken back by the next command, and then the same command does it whole."""
    folder = tmp_path / "work"
    words = prepare(folder)
    shutil.copytree(folder, tmp_path / "kept")
    before, begin = contents(folder), time.monotonic()
    whole(*words, where=folder)
    longest, after = time.monotonic() - begin, contents(folder)
    assert before != after
    for index, moment in enumerate(moments):
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "kept", folder)
        # Commands write at their end: every other one is killed there.
        share = moment / LONGEST
        killed(*words, after=longest * (share if index % 2 else 0.8 + share * 0.25), where=folder)
        mend(folder)
        assert differing(contents(folder), before) == [] or differing(contents(folder), after) == []
    if contents(folder) == before:
        whole(*words, where=folder)
    assert contents(folder) == after


@pytest.mark.skipif(KILLS < 50, reason="takes minutes: DEDOC_KILLS=50 does it")
@pytest.mark.parametrize("name", ["check", "import", "facts import", "translate import", "translate begin"])
def test_killed_before_any_step_a_command_leaves_all_of_before_or_all_of_after(name: str, tmp_path: Path) -> None:
    """Not at random: before each change that it makes to a file or folder, one after another."""
    words = [sys.executable, str(Path(__file__).with_name("killing.py")), name, str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(words, env=environment, check=True, capture_output=True, text=True)
    found = run.stdout.splitlines()
    assert len(found) > 20
    assert found[0] != found[-1]
    assert set(found) == {found[0], found[-1]}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the names of what differs."""
    return [name for name in {*one, *other} if one.get(name) != other.get(name)]


def mend(folder: Path) -> None:
    """Do what every command does before it reads an edition."""
    found = [*folder.rglob("edition.yaml")]
    take_back(folder, folder / "content")
    for path in found:
        take_back(path.parent, *path.parent.glob("translations/*/"))
