"""What only the whole document can tell: facts, sources, numbers, references, and the faults in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import cases, files_of, resolved, told
from dedoc.errors import Location, Report
from dedoc.model import (
    Aspect,
    Citation,
    Document,
    Fact,
    FactCall,
    FolioMark,
    Heading,
    Metadata,
    Moment,
    Note,
    Paragraph,
    Text,
)
from dedoc.project import Numbering
from dedoc.resolve import resolve
from dedoc.resolve.context import Context
from dedoc.walk import find
from editions import FULL
from trees import dump

CASES = Path(__file__).parent / "cases"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in the folder of the edition, so that messages name its files as its editor would."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("files", "expected"), cases(CASES / "editions.md"))
def test_the_whole_document_is_known(here: Path, files: str, expected: str) -> None:
    """Numbers, sources, facts and targets stand where the case says, and nothing is wrong."""
    document, problems = resolved(here, files_of(files))
    assert told(problems) == ""
    assert document is not None
    assert dump((*document.front, *document.body, *document.back)) == expected


@pytest.mark.parametrize(("files", "expected"), cases(CASES / "problems" / "editions.md"))
def test_a_fault_is_told_with_its_line_and_a_way_out(here: Path, files: str, expected: str) -> None:
    """A faulty edition gives exactly the problems of its case, each with a line and a hint."""
    _, problems = resolved(here, {name: text.replace("{deep}", ">" * 500) for name, text in files_of(files).items()})
    assert told(problems) == expected
    assert all(problem.location and problem.location.line and problem.hint for problem in problems)


def test_an_edition_with_one_of_everything_is_well(here: Path) -> None:
    """The sample that other tests build has nothing wrong and no mark of a printed page left."""
    document, problems = resolved(here, FULL)
    assert told(problems) == ""
    assert document is not None
    assert not list(find((document.front, document.body, document.back), FolioMark))


def test_a_draft_may_hold_what_nobody_verified(here: Path) -> None:
    """A fact without value stops a build, but not that of a draft."""
    files = {
        "chapters/01-a.md": "{fact}`a`\n",
        "facts.yaml": "a: {name: 甲, value: missing, source: s}\n",
        "sources.yaml": "s: {name: 甲局}\n",
    }
    document, problems = resolved(here, files, is_draft=True)
    assert told(problems) == ""
    assert document is not None
    assert [call.fact and call.fact.value for call in find(document.body, FactCall)] == [None]


METADATA = Metadata(("甲",), "", 2024, (), "乙", Moment((2024,)), "zh-CN")


def test_passes_return_a_new_tree() -> None:
    """Resolving leaves the document as it was read, so that a stage can be run again."""
    fact = Fact("n", "甲", None, source="s", location=Location("facts.yaml", 1))
    body = (Heading(1, (Text("甲"),)), Paragraph((FactCall("n"), Citation(("s",), None))))
    document = Document(METADATA, (), body, (), {"n": fact}, {"s": None})
    report = Report()
    first = resolve(document, Context(Numbering(), report, is_draft=True))
    assert document.body == body
    assert told(report.problems) == ""
    assert first.body == (
        Heading(1, (Text("甲"),), number=(1,)),
        Paragraph((FactCall("n", Aspect.VALUE, fact), Citation(("s",), None))),
    )
    assert resolve(document, Context(Numbering(), report, is_draft=True)) == first


def test_a_wrong_fact_and_a_wrong_source_are_left_alone() -> None:
    """What is declared but could not be read was told by its reader, and is neither unknown nor unused."""
    body = (Paragraph((FactCall("n"), Note((Paragraph((Citation(("s",), None),)),)))),)
    document = Document(METADATA, (), body, (), {"n": None, "m": None}, {"s": None, "t": None})
    report = Report()
    done = resolve(document, Context(Numbering(), report))
    assert told(report.problems) == ""
    assert [call.fact for call in find(done.body, FactCall)] == [None]


@pytest.mark.parametrize(("text", "expected"), cases(CASES / "as-printed.md"))
def test_pages_begin_where_they_began_in_print(here: Path, text: str, expected: str) -> None:
    """Asked for the printed pages, a paragraph is cut where a page ended, and its parts know it."""
    document, problems = resolved(here, {"chapters/01-a.md": text}, is_as_printed=True)
    assert told(problems) == ""
    assert document is not None
    assert dump(document.body) == expected
