"""A report from scratch: it builds without a warning, passes the sub-editor, and can be carried over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dedoc.build import Order, build
from dedoc.cli import PROBLEMS, WELL, main
from dedoc.review import check
from yearly.rounds import new


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder of our own, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_LANGUAGE", "en")


@pytest.mark.parametrize("year", [2024, 2031])
def test_the_example_is_whole(year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has a chart of facts, a table, a formula, notes and lists, and nothing in it is to be looked at."""
    title = "城市阅读：“一年”的报告 #1"
    assert main(["init", "report", "--title", title, "--publisher", "{示例}图书馆", "--year", str(year)]) == WELL
    monkeypatch.chdir("report")
    assert not check(Order(None)).problems
    result = build(Order(str(year), into=Path("out")))
    assert not result.problems
    assert [path.name for path in result.files] == ["report.pdf", "report.docx"]
    made = new(str(year), year + 1)
    assert sorted(made.tally.facts) == ["branches", "branches-rural", "branches-urban", "users", "users-growth"]


def test_a_report_that_is_there_stays(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written into a folder that holds a report."""
    assert main(["init", "report", "--year", "2024", "--json"]) == WELL
    assert json.loads(capsys.readouterr().out)["edition"] == "report/content/2024"
    before = {path: path.read_bytes() for path in Path("report").rglob("*.*") if path.is_file()}
    assert main(["init", "report", "--year", "2025"]) == PROBLEMS
    assert "report: error: there is a report already" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in Path("report").rglob("*.*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--title", "  "], "the title of the report is empty or has several lines"),
        (["--publisher", "a\nb"], "the publisher of the report is empty or has several lines"),
        (["--year", "24"], "24 is no year of a report"),
    ],
)
def test_what_no_report_can_be_called(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder is not even made."""
    assert main(["init", "report", *words]) == PROBLEMS
    assert message in capsys.readouterr().err
    assert not Path("report").exists()
