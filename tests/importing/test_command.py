"""The command ``dedoc import``: what it writes and says, what it refuses, and what it leaves as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dedoc.cli import PROBLEMS, WELL, main
from dedoc.errors import OutputError
from dedoc.importing.write import write

CASE = Path(__file__).parent / "cases" / "everything.txt"


@pytest.fixture(autouse=True)
def in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test run in a folder of its own, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_LANGUAGE", "en")


def tree(folder: Path) -> list[str]:
    """Return the files below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_an_edition_and_its_ledger_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    """One file a chapter, and the summary says how many repairs of each kind there are, and where to look."""
    assert main(["import", str(CASE), "--into", "book"]) == WELL

    assert tree(Path("book")) == [
        "chapters/00-preface.md",
        "chapters/01-chapter.md",
        "chapters/02-chapter.md",
        "chapters/03-chapter.md",
        "chapters/04-back-cover.md",
        "edition.yaml",
        "facts-proposed.yaml",
        "figures/2028-年-2030-年水库数量.yaml",
        "import-ledger.json",
        "import-ledger.md",
        "sources.yaml",
    ]
    said = capsys.readouterr()
    assert "  5 × call of a note\n" in said.out
    assert "  2 × run-in heading marked, 2 to look at\n" in said.out
    assert said.out.endswith("book\nbook/import-ledger.md\nbook/facts-proposed.yaml\n")
    assert not said.err


def test_what_was_imported_passes_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is missing in the new edition; what a sub-editor asks for stood in print."""
    assert main(["import", str(CASE), "--into", "book"]) == WELL
    capsys.readouterr()
    assert main(["check", "book", "--json"]) == WELL

    said = json.loads(capsys.readouterr().out)
    assert said["ok"]
    assert all(problem["code"] for problem in said["problems"])


def test_a_folder_that_is_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """What is in it stays as it is, and nothing lies beside it."""
    Path("book").mkdir()
    Path("book/mine.txt").write_text("mine", encoding="utf-8")

    assert main(["import", str(CASE), "--into", "book"]) == PROBLEMS

    assert tree(Path()) == ["book/mine.txt"]
    assert "is there already\n  hint: choose another folder, or replace it with --force" in capsys.readouterr().err


def test_force_keeps_each_backup(capsys: pytest.CaptureFixture[str]) -> None:
    """The first backup is not overwritten by the second."""
    for _ in range(3):
        assert main(["import", str(CASE), "--into", "book", "--force"]) == WELL

    assert sorted(path.name for path in Path().iterdir()) == ["book", "book.bak", "book.bak2"]
    assert capsys.readouterr().out.endswith("what was there before is kept: book.bak2\n")


def test_the_summary_can_be_read_by_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON, on one line."""
    assert main(["import", str(CASE), "--into", "book", "--json"]) == WELL

    said = json.loads(capsys.readouterr().out)
    assert said["ok"]
    assert said["repairs"]["call of a note"] == {"count": 5, "uncertain": 0}


def test_problems_can_be_read_by_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON too, with file and line; nothing is written."""
    Path("text.pdf").write_bytes(b"%PDF-1.7")

    assert main(["import", "text.pdf", "--into", "book", "--json"]) == PROBLEMS

    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["file"] == "text.pdf"
    assert problem["message"] == "this is a PDF, not a text"
    assert not Path("book").exists()


def test_strict_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """The first repair that is not certain ends it."""
    assert main(["import", str(CASE), "--into", "book", "--strict"]) == PROBLEMS

    assert "everything.txt:16: error: not certain (text that could not be placed)" in capsys.readouterr().err
    assert not list(Path().iterdir())


def test_a_text_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """The name is shown."""
    assert main(["import", "nothing.txt", "--into", "book"]) == PROBLEMS

    assert "there is no file “nothing.txt”" in capsys.readouterr().err


def test_the_proposals_name_value_source_and_place() -> None:
    """Statistics are proposed, and the text is not touched by them."""
    assert main(["import", str(CASE), "--into", "book"]) == WELL

    proposed = Path("book/facts-proposed.yaml").read_text(encoding="utf-8")
    assert "  value: '9.8'\n  scale: 万\n  unit: 座\n  as_of: '2030-12-31'\n  source: 水利公报-2030\n" in proposed
    assert "  place: line 44\n" in proposed
    assert not Path("book/facts.yaml").exists()


def test_a_failed_move_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old folder comes back, and no half of the new one stays."""
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.parent.name.startswith(".dedoc-"):
            raise PermissionError(1, "Operation not permitted")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OutputError):
        write({"edition.yaml": b"title: x\n"}, folder, force=True)

    assert tree(tmp_path) == ["book/mine.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["book"]
