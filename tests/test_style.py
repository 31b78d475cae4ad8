"""Styles that begin from another one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dedoc.errors import ProjectError, Report
from dedoc.model import Heading
from dedoc.style import Style, read_style

ROOT = Path(__file__).parents[1]


@pytest.fixture
def roots(tmp_path: Path) -> tuple[Path, ...]:
    """Return a project with the style “report”."""
    shutil.copytree(ROOT / "styles" / "report", tmp_path / "styles" / "report")
    return (tmp_path,)


def style(roots: tuple[Path, ...], text: str, **files: str) -> Style:
    """Read the style “own” with such a style.yaml, and such files beside it."""
    folder = roots[0] / "styles" / "own"
    folder.mkdir()
    (folder / "style.yaml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content, encoding="utf-8")
    return read_style("own", roots, Report())


def test_a_style_says_only_what_differs_from_its_base(roots: tuple[Path, ...]) -> None:
    """Keys of keys are merged: one measure of the page changes, the others and all texts stay."""
    base = read_style("report", roots, Report()).record
    own = style(roots, "base: report\npage: {lines: 20}\ntext:\n  note: {size: 10, pitch: 16, align: left}\n").record

    assert (own.page.lines, own.page.columns) == (20, base.page.columns)
    assert (own.text["note"].size, own.text["body"]) == (10, base.text["body"])
    assert own.fonts == base.fonts


def test_the_files_of_a_style_come_before_those_of_its_base(roots: tuple[Path, ...]) -> None:
    """A cover of its own replaces the one of the base; the template is the base's."""
    own = style(roots, "base: report\n", cover_svg="<svg xmlns='http://www.w3.org/2000/svg'/>")

    assert own.file("cover.svg").parent.name == "own"
    assert own.file("report.typ").parent.name == "report"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "base: reprot\n",
            "styles/own/style.yaml:1: error: there is no style “reprot”\n  hint: did you mean “report”?",
        ),
        (
            "base: own\n",
            (
                "styles/own/style.yaml:1: error: a style cannot begin from itself: own → own\n"
                "  hint: let one of them begin from another style, or from none"
            ),
        ),
        ("base: report\npage: {line: 3}\n", "style.yaml:2: error: unknown key “line”\n  hint: did you mean “lines”?"),
        (
            "base: report\npage: {breaks: nice}\n",
            "“breaks” cannot be “nice”\n  hint: it can be one of: optimized, simple",
        ),
    ],
)
def test_a_wrong_base_is_told_with_its_line(roots: tuple[Path, ...], text: str, told: str) -> None:
    """What is wrong stands at the line of the style that says it."""
    with pytest.raises(ProjectError) as error:
        style(roots, text)

    assert told in "\n".join(problem.format() for problem in error.value.problems)


def test_the_style_of_the_printed_edition_has_its_grid() -> None:
    """26 characters of 16 pt fill the measure of a page with margins of 31.7 mm; page 11 of the print has 23 lines."""
    page = read_style("report-2024", (ROOT,), Report()).record.page

    assert (page.columns, page.lines, page.breaks) == (26, 23, "simple")
    assert (page.width - page.columns * page.size) / 2 / 72 * 25.4 == pytest.approx(31.7, abs=0.2)


@pytest.mark.parametrize(("level", "mark", "room"), [(1, "", 23), (1, "一、", 21), (2, "（一）", 22), (5, "", 25)])
def test_a_style_knows_what_room_titles_have(level: int, mark: str, room: int) -> None:
    """The larger the title, the deeper its indent and the longer its mark, the fewer characters fit."""
    look = read_style("report", (ROOT,), Report())
    assert look.title_room(Heading(level, (), mark=mark)) == room


def test_a_template_fetches_nothing(roots: tuple[Path, ...]) -> None:
    """A package from the network is refused at its line, in a template of the style or of its base."""
    template = '#let a = 1\n#import "@preview/cetz:0.3.0": canvas\n'
    with pytest.raises(ProjectError) as error:
        style(roots, "base: report\n", own_typ=template)

    (problem,) = error.value.problems
    told = "own.typ:2: error: the template asks for the package “@preview/cetz:0.3.0”"
    assert problem.format().split("\n")[0].endswith(told)
