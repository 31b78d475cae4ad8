"""Printings held against their source: what agrees, and where what differs was written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dedoc.build import Order, build, load
from dedoc.cli import main
from dedoc.errors import Problem, ProjectError, Severity, in_order
from dedoc.model import Document, PageMap
from dedoc.render.figures import draw_figures
from dedoc.render.press import print_pdf
from dedoc.verify.crosscheck import cross_check, with_notes_at_calls
from dedoc.verify.reading import read_pdf
from editions import FULL, make_edition
from readback.said import report_says

ROOT = Path(__file__).parents[2]

Printing = tuple[Document, bytes, PageMap]


@pytest.fixture(scope="module")
def printing(tmp_path_factory: pytest.TempPathFactory) -> Printing:
    """Return a report, its PDF by the press, and where things stand in it."""
    edition = make_edition(tmp_path_factory.mktemp("full") / "edition", FULL)
    source = load(Order(str(edition)))
    pictures = draw_figures(source.document, source.style)
    return source.document, *print_pdf(source.document, source.style, pictures, is_draft=False, timestamp=0)


def test_readers_hear_what_the_report_says(printing: Printing) -> None:
    """The tags give the text of the report, with its calls where they are, and the notes by themselves."""
    document, pdf, pages = printing
    reading, says = read_pdf(pdf), report_says(document, pages)

    assert reading.text == says.text
    assert reading.notes == "".join(says.notes)


def test_a_printing_agrees_with_its_source(printing: Printing) -> None:
    """The text, notes, figures and outline of the press are those of the report."""
    document, pdf, pages = printing

    assert cross_check(document, {"Typst": (pdf, pages)}) == ()


CHANGES = {
    "a word": (
        ("chapters/01-a.md", "接着说明", "接着讲明"),
        ["01-a.md:5: error: Typst prints “说” where “讲” is written"],
    ),
    "a paragraph that is not there": (
        ("chapters/02-b.md", "再见。", "再见。\n\n明年再见，后会有期。"),
        ["02-b.md:7: error: Typst prints “” where “明年再见，后会有期。” is written"],
    ),
    "a paragraph too many": (
        ("chapters/01-a.md", "> 一段引文。\n\n", ""),
        ["01-a.md:22: error: Typst prints “一段引文。” where “” is written"],
    ),
    "a note": (
        ("chapters/01-a.md", "一条脚注", "这条脚注"),
        ["01-a.md:7: error: Typst prints “一” where “这” is written"],
    ),
    "a row of a table": (
        ("chapters/01-a.md", "| 乙项 | 4 |", "| 乙项 | 4 |\n| 丙项及其他 | 5 |"),
        ["01-a.md:31: error: Typst prints “” where “丙项及其他5” is written"],
    ),
    "a title": (
        ("chapters/01-a.md", "## 做法", "## 方式"),
        [
            "01-a.md:14: error: Typst prints “做法” where “方式” is written",
            "01-a.md:14: error: Typst prints “2 （一）做法” where “2 （一）方式” is written",
        ],
    ),
    "what stands for a figure": (
        ("figures/chart.yaml", "柱形图：", "直方图："),
        [
            (
                "01-a.md:11: error: Typst prints “柱形图：2022年3万个，2023年数值未查实。” "
                "where “直方图：2022年3万个，2023年数值未查实。” is written"
            )
        ],
    ),
    "a figure": (
        ("chapters/02-b.md", ":::{figure} logic\n:::\n", ":::{figure} logic\n:::\n\n:::{figure} logic2\n:::\n"),
        [
            "error: Typst prints 2 figures, and 3 are written",
            "02-b.md:10: error: Typst prints “” where “图3：二者关系（来源：《…本调查（2024年）》）” is written",
            "02-b.md:10: error: Typst prints “” where “关系图：甲产生乙。” is written",
        ],
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_difference_is_told_where_it_was_written(what: str, printing: Printing, tmp_path: Path) -> None:
    """The PDF of one source against another: each difference has its file and line."""
    _, pdf, pages = printing
    (file, old, new), expected = CHANGES[what]
    texts = {**FULL, "figures/logic2.yaml": FULL["figures/logic.yaml"]} if "logic2" in new else dict(FULL)
    assert old in str(texts[file])
    texts[file] = str(texts[file]).replace(old, new)
    document = load(Order(str(make_edition(tmp_path / "edition", texts)))).document
    found = [problem.format().splitlines()[0] for problem in cross_check(document, {"Typst": (pdf, pages)})]

    assert [line.rpartition("/")[2] for line in found] == expected


def test_notes_away_from_their_calls_are_errors_here() -> None:
    """What is a warning in a build is a difference between engines: each sets notes in its own way."""
    note = Problem("…", None, "", Severity.WARNING, {"code": "note"})
    grid = Problem("…", None, "", Severity.WARNING, {"code": "grid"})

    assert [p.severity for p in with_notes_at_calls((note, grid))] == [Severity.ERROR, Severity.WARNING]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a project with both styles and an edition of everything."""
    for name in ("report", "report-css"):
        shutil.copytree(ROOT / "styles" / name, tmp_path / "styles" / name)
    make_edition(tmp_path / "edition", FULL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_ROOT", str(tmp_path))
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("style", ["report", "report-css"])
def test_both_engines_agree_whichever_prints_first(style: str, project: Path) -> None:
    """The edition is built in the style asked for, and the other engine prints the same."""
    order = Order("edition", project / "out", style=style, outputs=("pdf",), is_cross_checked=True)

    assert [path.name for path in build(order).files] == ["report.pdf"]


@pytest.mark.slow
def test_a_style_that_hides_text_is_found_out(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A difference between the engines ends the build with 1, at the line of the text, and nothing is written."""
    sheet = project / "styles" / "report-css" / "report.css"
    sheet.write_text(sheet.read_text(encoding="utf-8") + ".run-in { display: none }\n", encoding="utf-8")

    assert main(["build", "edition", "--cross-check", "--into", "out"]) == 1
    assert "edition/chapters/01-a.md:5: error: page 4: after “[1]，见图1。” the PDF lacks “要点先行。” [text]" in (
        capsys.readouterr().err
    )
    assert not (project / "out").exists()


def test_a_style_cannot_be_checked_against_its_own_engine(project: Path) -> None:
    """The style that names another of the same engine is told at its line."""
    own = project / "styles" / "own"
    own.mkdir()
    (own / "style.yaml").write_text("base: report\ncross_check: report\n", encoding="utf-8")
    with pytest.raises(ProjectError) as error:
        build(Order("edition", project / "out", style="own", outputs=("pdf",), is_cross_checked=True))

    assert in_order(error.value.problems)[0].format().splitlines()[0] == (
        "styles/own/style.yaml:2: error: the style “report” is printed by the same engine"
    )
