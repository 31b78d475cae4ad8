"""Files that change together: all of before or all of after, whoever is killed, fails, or writes at the same time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dedoc import journal
from dedoc.cli import PROBLEMS, WELL, main
from dedoc.errors import DedocError, OutputError, ProjectError
from dedoc.journal import JOURNAL, held, state, take_back
from dedoc.outputs import write_outputs
from editions import make_edition
from killing import AFTER, BEFORE, IMPORTED, contents

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

WRITER = """
import sys
from pathlib import Path
from dedoc.outputs import write_outputs
for turn in range(20):
    text = f"{sys.argv[2]} {turn}".encode()
    write_outputs({"report.pdf": text, "report.docx": text}, Path(sys.argv[1]))
"""
"""Writes the same text into two files, twenty times."""


def seen(files: dict[str, str]) -> dict[str, str]:
    """Return those of some files that a reader sees, by their paths in the folder “book” or beside it."""
    named = {name.removeprefix("book/"): text for name, text in files.items()}
    return {name: text for name, text in named.items() if not name.startswith(".") and "/." not in name}


def killed_at_every_step(way: str, folder: Path) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Return what was there each time a writer was dead, and after the next command."""
    words = [sys.executable, str(Path(__file__).with_name("killing.py")), way, str(folder)]
    # What is killed while it writes down its coverage would leave a half file of that.
    usual = {key: value for key, value in ENVIRONMENT.items() if not key.startswith("COVERAGE_")}
    run = subprocess.run(words, env=usual, capture_output=True, text=True, check=True, timeout=60)
    return [tuple(json.loads(line)) for line in run.stdout.splitlines()]


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system starts processes in another way")


@needs_fork
def test_killed_before_any_step_files_are_all_old_or_all_new(tmp_path: Path) -> None:
    """Three files in two folders, one of them new: in between they were mixed, and the next command saw to it."""
    found = killed_at_every_step("files", tmp_path / "work")
    new = BEFORE | AFTER

    assert len(found) > 15
    assert sum(seen(dead) not in (BEFORE, new) for dead, _ in found) >= 2
    assert all(seen(after) in (BEFORE, new) for _, after in found)
    assert {seen(after) == new for _, after in found} == {True, False}


@needs_fork
def test_killed_before_any_step_a_folder_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    """An import in the place of an edition: it was gone for a moment, and the next command brought it back."""
    found = killed_at_every_step("folder", tmp_path / "work")
    old = dict(BEFORE)
    new = {name: data.decode() for name, data in IMPORTED.items()} | {f"book.bak/{n}": t for n, t in BEFORE.items()}

    assert len(found) > 8
    assert {f"book.bak/{name}": text for name, text in BEFORE.items()} in [seen(dead) for dead, _ in found]
    assert all(seen(after) in (old, new) for _, after in found)
    assert {seen(after) == new for _, after in found} == {True, False}


@needs_fork
def test_killed_before_any_step_who_takes_back_is_followed_by_another(tmp_path: Path) -> None:
    """To take back what was half done can be cut off as well."""
    found = killed_at_every_step("taking", tmp_path / "work")

    assert len(found) > 8
    assert any(seen(dead) != BEFORE for dead, _ in found)
    assert all(seen(after) == BEFORE for _, after in found)
    assert not [name for _, after in found for name in after if ".dedoc-" in name]


def test_the_next_writer_clears_what_a_killed_one_left(tmp_path: Path) -> None:
    """Files and folders by our kind of name go, all others stay, and links are not followed."""
    stays = {".dedoc-notes": "mine", "a.part": "mine", "far/x": "mine"}
    for name, text in (
        stays | {".dedoc-0123abcd0123abcd.part": "half", ".dedoc-4567cdef4567cdef.part/a/b": "half"}
    ).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / ".dedoc-89ab89ab89ab89ab.part").symlink_to(tmp_path / "far")
    write_outputs({"report.pdf": b"new"}, tmp_path)

    assert contents(tmp_path) == stays | {"report.pdf": "new"}
    assert not (tmp_path / ".dedoc-89ab89ab89ab89ab.part").is_symlink()


@pytest.mark.parametrize("broken", [1, 2, 3])
def test_a_failure_in_the_middle_leaves_all_as_it_was(
    broken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk refuses one of the moves: what was moved before comes back, and a link in the place of a file too."""
    (tmp_path / "a").write_text("old", encoding="utf-8")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "a").chmod(0o640)
    replace, moves = Path.replace, 0

    def failing(self: Path, target: Path) -> Path:
        nonlocal moves
        moves += target.name in "abc"
        if moves == broken:
            moves = 9
            raise PermissionError(1, "Operation not permitted")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OutputError, match="Operation not permitted"):
        write_outputs(dict.fromkeys("abc", b"new"), tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    assert ((tmp_path / "a").read_text(encoding="utf-8"), (tmp_path / "a").stat().st_mode & 0o777) == ("old", 0o640)
    assert (tmp_path / "b").readlink() == Path("a")


@pytest.mark.parametrize("drawn", [["aa", "aa", "bb", "cc"], ["aa", "bb", "aa", "cc"], ["aa", "bb", "cc", "bb"]])
def test_a_name_that_is_taken_is_not_taken_again(
    drawn: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names are drawn by lot: where one comes twice, nothing is written, and least of all over what was kept."""
    for name in "ab":
        (tmp_path / name).write_text(f"old {name}", encoding="utf-8")
    before, lots = contents(tmp_path), iter(drawn)
    monkeypatch.setattr("secrets.token_hex", lambda count: next(lots) * count)
    with pytest.raises(OutputError, match="File exists"):
        write_outputs({"a": b"new a", "b": b"new b"}, tmp_path)
    assert contents(tmp_path) == before


def test_a_system_without_links_keeps_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some disks know no second name of a file."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    test_a_failure_in_the_middle_leaves_all_as_it_was(2, tmp_path, monkeypatch)


def half_written(folder: Path) -> None:
    """Leave an edition as a killed command does that has replaced one of two chapters."""
    make_edition(folder, {"chapters/01-a.md": "# 一章\n\n新的。\n", "chapters/02-b.md": "# 二章\n\n旧的。\n"})
    kept = folder / "chapters" / ".dedoc-0123abcd0123abcd.part"
    kept.write_text("# 一章\n\n旧的。\n", encoding="utf-8")
    steps = [
        {
            "target": "chapters/01-a.md",
            "kept": "chapters/.dedoc-0123abcd0123abcd.part",
            "before": state(kept),
            "after": state(folder / "chapters" / "01-a.md"),
        },
        {"target": "chapters/02-b.md", "kept": "", "before": state(folder / "chapters" / "02-b.md"), "after": "other"},
    ]
    (folder / JOURNAL).write_text(json.dumps(steps), encoding="utf-8")


def test_whoever_reads_an_edition_takes_back_what_was_cut_off(tmp_path: Path) -> None:
    """A check is enough; it sees the old chapters, and nothing is left beside them."""
    half_written(tmp_path / "edition")

    assert main(["check", str(tmp_path / "edition")]) == WELL
    assert "旧的" in (tmp_path / "edition" / "chapters" / "01-a.md").read_text(encoding="utf-8")
    assert not list(tmp_path.rglob(".*"))


def test_what_was_edited_since_is_not_taken_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The editor decides: both texts are there, and nothing goes on before that."""
    edition = tmp_path / "edition"
    half_written(edition)
    (edition / "chapters" / "01-a.md").write_text("# 一章\n\n我的。\n", encoding="utf-8")
    before = contents(edition)

    assert main(["check", str(edition)]) == PROBLEMS
    said = capsys.readouterr().err
    assert "chapters/01-a.md: error: a command was cut off while it wrote this file, which was edited since" in said
    assert "what it was before is in “chapters/.dedoc-0123abcd0123abcd.part”" in said
    assert contents(edition) == before
    (edition / JOURNAL).unlink()
    assert main(["check", str(edition)]) == WELL


STEP = {"target": "a.md", "kept": "", "before": "", "after": "folder"}


@pytest.mark.parametrize(
    "written",
    [
        "no JSON",
        "[]",
        "{}",
        "[1]",
        '[{"target": "a.md"}]',
        "[" * 100_000,
        " " * 2_000_000,
        json.dumps([STEP | {"target": 1}]),
        json.dumps([STEP | {"target": ""}]),
        json.dumps([STEP | {"target": "../secret", "kept": "../.dedoc-0123abcd0123abcd.part"}]),
        json.dumps([STEP | {"target": "{folder}/secret"}]),
        json.dumps([STEP | {"target": "out/secret"}]),
        json.dumps([STEP | {"kept": "../.dedoc-0123abcd0123abcd.part"}]),
        json.dumps([STEP | {"kept": "other.md"}]),
    ],
    ids=range(14),
)
def test_a_journal_by_a_stranger_moves_nothing(written: str, tmp_path: Path) -> None:
    """An edition may come with one: it names files outside, or files that no command would have named."""
    (tmp_path / "secret").write_text("a secret", encoding="utf-8")
    edition = make_edition(tmp_path / "edition")
    (edition / "out").symlink_to(tmp_path)
    (edition / JOURNAL).write_text(written.replace("{folder}", str(tmp_path)), encoding="utf-8")
    before = contents(tmp_path)
    with pytest.raises(ProjectError, match="no journal of a command"):
        take_back(edition)
    assert contents(tmp_path) == before


def test_a_pipe_or_a_link_is_no_journal(tmp_path: Path) -> None:
    """Nobody waits for it, and nobody follows it."""
    (tmp_path / "far").write_text(json.dumps([STEP]), encoding="utf-8")
    for make in (os.mkfifo, lambda path: Path(path).symlink_to("far"), os.mkdir):
        folder = tmp_path / make.__name__.strip("<>")
        folder.mkdir()
        make(str(folder / JOURNAL))
        with pytest.raises(DedocError, match="no journal of a command"):
            take_back(folder)


def test_two_writers_at_once_never_mix(tmp_path: Path) -> None:
    """Whoever comes last, both files are his, and nothing is left of the others."""
    words = [sys.executable, "-c", WRITER, str(tmp_path)]
    runs = [subprocess.Popen([*words, str(number)], env=ENVIRONMENT) for number in range(3)]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    found = contents(tmp_path)
    assert set(found) == {"report.pdf", "report.docx"}
    assert len(set(found.values())) == 1


def test_where_folders_cannot_be_locked_others_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On some network drives nobody knows who is alive: what is young is somebody else's, and what is old nobody's."""
    fcntl = pytest.importorskip("fcntl", reason="this system locks nothing")

    def refuse(*_: object) -> None:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(fcntl, "flock", refuse)
    young, old = tmp_path / ".dedoc-0123abcd0123abcd.part", tmp_path / ".dedoc-89ab89ab89ab89ab.part"
    for path in (young, old):
        path.write_text("half", encoding="utf-8")
    os.utime(old, (0, 0))
    write_outputs({"a": b"1", "b": b"2"}, tmp_path)
    assert contents(tmp_path) == {"a": "1", "b": "2", young.name: "half"}

    half_written(tmp_path / "edition")
    with pytest.raises(OutputError, match="another command is writing"):
        take_back(tmp_path / "edition")
    os.utime(tmp_path / "edition" / JOURNAL, (0, 0))
    take_back(tmp_path / "edition")
    assert "旧的" in (tmp_path / "edition" / "chapters" / "01-a.md").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not locked there")
def test_who_waits_for_ever_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that was stopped, and never goes on."""
    monkeypatch.setattr(journal, "LONGEST_WAIT", 0.05)
    with held(tmp_path), pytest.raises(OutputError, match="another command is writing into this folder"):
        write_outputs({"a": b""}, tmp_path)
    write_outputs({"a": b""}, tmp_path)
