"""What cannot be carried over, or read after it was: located problems, and nothing half-written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dedoc.board import status
from dedoc.board.counts import Fate
from dedoc.build import Order, build, load
from dedoc.carrying import carry_over
from dedoc.cli import PROBLEMS, WELL, main
from dedoc.errors import ContentError, DedocError
from dedoc.walk import walk
from editions import FULL, make_edition
from yearly.rounds import confirm, edit, new

Files = Mapping[str, str | bytes | None]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a project of our own, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_LANGUAGE", "en")
    return tmp_path


def make(files: Files | None = None) -> Path:
    """Make the edition of 2024 here."""
    return make_edition(Path("content/2024"), {**FULL, **(files or {})})


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def there_is_one() -> None:
    """Make both editions."""
    make()
    new("2024", 2025)


@pytest.mark.parametrize(
    ("prepare", "year", "place", "message"),
    [
        (make, 2024, "content/2024/edition.yaml", "is not after the edition of {old}"),
        (make, 2019, "content/2024/edition.yaml", "is not after the edition of {old}"),
        (make, 99999, "content/2024/edition.yaml", "is not after the edition of {old}"),
        (there_is_one, 2025, "content/2025", "is there already"),
        (
            lambda: make({"facts.yaml": "<<<<<<< a\n=======\n>>>>>>> b\n"}),
            2025,
            "content/2024/facts.yaml:1",
            "conflict",
        ),
        (lambda: make({"chapters/02-b.md": "<<<<<<< a\n甲\n"}), 2025, "content/2024/chapters/02-b.md:1", "conflict"),
        (
            lambda: make({"facts.yaml": str(FULL["facts.yaml"]) + "  due: 2023\n"}),
            2025,
            "content/2024/facts.yaml:1",
            "is still that of the {year} edition",
        ),
    ],
)
def test_new_refuses(prepare: Callable[[], object], year: int, place: str, message: str, project: Path) -> None:
    """The reason stands at its place, and no file has changed or come."""
    prepare()
    before = tree(project)
    with pytest.raises(DedocError) as error:
        carry_over(Order("2024"), year)
    found = [p for p in error.value.problems if message in p.message]
    assert found
    assert str(found[0].location) == place
    assert tree(project) == before
    assert not list(Path("content").glob(".*"))


def test_new_refuses_what_nothing_can_be_added_to() -> None:
    """An entry in which every value runs over lines has no place for another key."""
    block = "survey:\n  title: |-\n    样本调查（2024 年）\n  kind: >-\n    R\nbureau: {name: 样本局}\n"
    make({"sources.yaml": block})
    with pytest.raises(ContentError) as error:
        new("2024", 2025)
    assert "nothing can be added here" in error.value.problems[0].message
    assert str(error.value.problems[0].location) == "content/2025/sources.yaml:2"
    assert not Path("content/2025").exists()


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("{", 1), ("[]", 0), ('{"from": 2024, "blocks": [[1]], "facts": {}}', 0), ("<<<<<<< a\n{}\n", 1)],
)
def test_a_memory_that_was_edited_is_told(text: str, line: int) -> None:
    """Nobody writes carried.json; what a merge or an editor made of it is no traceback."""
    there_is_one()
    Path("content/2025/carried.json").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        status(Order("2025"), "en", str)
    places = [p.location for p in error.value.problems]
    assert [(place.file, place.line) for place in places if place] == [("content/2025/carried.json", line)]


def test_a_chapter_that_was_deleted_is_gone_on_the_board() -> None:
    """Its blocks are counted as gone, and what only it used is named, each at its place."""
    there_is_one()
    Path("content/2025/chapters/02-b.md").unlink()
    with pytest.raises(ContentError) as error:
        status(Order("2025"), "en", str)
    assert [str(p.location) for p in error.value.problems] == ["content/2025/figures/logic.yaml:1"]
    Path("content/2025/figures/logic.yaml").unlink()
    board = status(Order("2025"), "en", str).board
    assert [(c.title, c.blocks[Fate.GONE]) for c in board.chapters if c.blocks.get(Fate.GONE)] == [("02-b.md", 3)]


def test_a_paragraph_that_was_copied_is_there_once_and_new_once() -> None:
    """Copy and paste makes no two blocks with one name; a label that was copied is told at the copy."""
    there_is_one()
    chapter = Path("content/2025/chapters/02-b.md")
    edit(chapter, ("再见。", "再见。\n\n再见。"))
    document = load(Order("2025", is_draft=True)).document
    names = [node.id for node in walk((document.front, document.body)) if node.id]
    assert len(names) == len(set(names))
    board = status(Order("2025"), "en", str).board
    assert (board.blocks(Fate.NEW), board.blocks(Fate.GONE)) == (1, 0)

    edit(chapter, ("# 结语", "# 结语 {#start}"))
    with pytest.raises(ContentError) as error:
        load(Order("2025", is_draft=True))
    assert ["stands twice" in p.message for p in error.value.problems] == [True]


@pytest.mark.parametrize(
    ("sources", "line", "message"),
    [
        ("bureau: {name: 局, superseded_by: buro}\nsurvey: {title: 书}\n", 1, "there is no source"),
        ("bureau: {name: 局, superseded_by: bureau}\nsurvey: {title: 书}\n", 1, "is superseded by itself"),
        ("bureau: {name: 局, superseded_by: survey}\nsurvey: {title: 书, superseded_by: bureau}\n", 1, "by itself"),
        ("bureau: {name: 局}\nsurvey: {title: 书, due: 12}\n", 2, "is no year"),
    ],
)
def test_sources_that_lead_nowhere(sources: str, line: int, message: str) -> None:
    """A source that is superseded names another one that is there."""
    make({"sources.yaml": sources})
    with pytest.raises(ContentError) as error:
        load(Order("2024"))
    assert str(error.value.problems[0].location) == f"content/2024/sources.yaml:{line}"
    assert message in error.value.problems[0].message


def test_due_marks_are_for_blocks() -> None:
    """One that marks nothing is told; other remarks that begin alike stay remarks."""
    make({"chapters/02-b.md": "# 结语\n\n% due to 2024\n再见。\n\n:::{figure} logic\n:::\n\n% due 2023\n"})
    with pytest.raises(ContentError) as error:
        load(Order("2024", is_draft=True))
    (problem,) = error.value.problems
    assert str(problem.location) == "content/2024/chapters/02-b.md:9"


def test_every_kind_of_block_can_be_due() -> None:
    """Headings, paragraphs, tables, lists, quotations and figures: a final build names each, a draft marks it."""
    text = "\n\n".join(
        f"% due 2023\n{block}"
        for block in (
            "# 结语",
            "**先。**再见。",
            "- 甲\n- 乙",
            "> 引",
            "| 甲 |\n|---|\n| 乙 |",
            ":::{figure} logic\n:::",
        )
    )
    make({"chapters/02-b.md": text + "\n"})
    with pytest.raises(ContentError) as error:
        build(Order("2024"))
    assert [p.location.line for p in error.value.problems if p.location] == [2, 5, 8, 12, 15, 20]
    document = load(Order("2024", is_draft=True)).document
    marked = [node for node in walk(document.body) if getattr(node, "text", "") == "【2023年版】"]
    assert len(marked) == 6
    assert build(Order("2024", into=Path("out"), is_draft=True)).files


def test_new_speaks_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """All that moved, all that stays and all that is due is in the JSON, and in carried.json too."""
    make({"chapters/02-b.md": "# 2024 年的结语\n\n2024 年，本报告（2024 年）说：再见。\n\n:::{figure} logic\n:::\n"})
    assert main(["new", "2025", "--from", "2024", "--json"]) == WELL
    said = json.loads(capsys.readouterr().out)
    found = {(y["file"], y["line"], y["old"], y["new"]) for y in said["years"]}
    chapter = "content/2025/chapters/02-b.md"
    moved = {(chapter, 2, "2024", "2025"), (chapter, 5, "2024", "2024"), (chapter, 5, "2024", "2025")}
    assert moved <= found
    assert {("content/2025/edition.yaml", 5, "2024-06-30", "2025")} <= found
    kept = json.loads(Path("content/2025/carried.json").read_text(encoding="utf-8"))
    assert kept["years"] == said["years"]
    lines = Path(chapter).read_text(encoding="utf-8").split("\n")
    assert lines[:2] == ["% due 2024", "# 2025 年的结语"]
    assert lines[4] == "2024 年，本报告（2025 年）说：再见。"
    assert main(["new", "2025", "--from", "2024", "--json"]) == PROBLEMS
    confirm(Path("content/2025"))
    assert not status(Order("2025"), "en", str).board.blocking
