"""``tables/*.csv``: rows as a spreadsheet wrote them, and every fault where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import cases, files_of, resolved, told
from dedoc.model import Alignment, Table
from dedoc.walk import find, plain_text

PROBLEMS = Path(__file__).parent / "cases" / "problems" / "tables.md"
CHAPTER = "# 甲\n\n:::{table} 表\n:file: t.csv\n:::\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in the folder of the edition, so that messages name its files as its editor would."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("files", "expected"), cases(PROBLEMS))
def test_a_fault_is_told_with_its_line_and_a_way_out(here: Path, files: str, expected: str) -> None:
    """A faulty table gives exactly the problems of its case, each with a line and a hint."""
    _, problems = resolved(here, files_of(files))
    assert told(problems) == expected
    assert all(problem.location and problem.location.line and problem.hint for problem in problems)


def test_a_table_comes_from_a_file(here: Path) -> None:
    """Cells may hold quoted commas, line ends and roles; columns of numbers are aligned by their points."""
    rows = '地区,规模,增速,说明\r\n北京,"18,766.7",—,"引,\n号"\r\n上海,{fact}`stations`,-0.75%,\r\n'
    files = {
        "chapters/01-a.md": CHAPTER,
        "tables/t.csv": rows,
        "facts.yaml": "stations: {name: 站, value: 3, source: bureau}\n",
        "sources.yaml": "bureau: {name: 局}\n",
    }
    document, problems = resolved(here, files | {"chapters/02-b.md": "# 乙\n\n注{cite}`bureau`\n"})
    assert told(problems) == ""
    assert document is not None
    (table,) = find(document.body, Table)
    assert [[plain_text(cell) for cell in row] for row in (table.head, *table.rows)][:2] == [
        ["地区", "规模", "增速", "说明"],
        ["北京", "18,766.7", "—", "引,\n号"],
    ]
    assert table.alignments == (Alignment.LEFT, Alignment.LEFT, Alignment.DECIMAL, Alignment.LEFT)
    assert str(table.rows[1][1][0].location) == "tables/t.csv:4"


def test_notes_of_the_chapter_may_be_called_in_a_file(here: Path) -> None:
    """A cell of a CSV file calls a note that the chapter defines."""
    files = {"chapters/01-a.md": CHAPTER + "\n[^a]: 注\n", "tables/t.csv": "甲,乙\n1[^a],2\n"}
    document, problems = resolved(here, files)
    assert told(problems) == ""
    assert document is not None
    assert "注" in plain_text(document.body, with_notes=True)


def test_a_table_too_long_to_print_is_refused(here: Path) -> None:
    """Ten thousand rows are the most."""
    _, problems = resolved(here, {"chapters/01-a.md": CHAPTER, "tables/t.csv": "甲\n" + "1\n" * 10_000})
    assert told(problems) == (
        "tables/t.csv:1: error: the table has 10001 rows, and 10000 are the most that can print\n"
        "  hint: split the table\n"
    )
