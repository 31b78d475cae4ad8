"""Printings held against their source: what agrees, and where what differs was written."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dedoc.build import Order, build, load
from dedoc.cli import main
from dedoc.errors import Location, ProjectError, in_order
from dedoc.model import Document, PageMap
from dedoc.render.figures import draw_figures
from dedoc.render.press import print_pdf
from dedoc.verify.crosscheck import cross_check, differences
from dedoc.verify.reading import Reading, read_pdf
from dedoc.verify.speech import Piece, Speech, speech_of
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


def test_what_the_report_says_is_what_its_readers_hear(printing: Printing) -> None:
    """The pieces make up the text that other eyes find in the report, with its calls where they are."""
    document, pdf, pages = printing
    speech, says = speech_of(document, pages), report_says(document, pages)
    called = [piece.text[at:] for piece in speech.pieces for at in piece.calls]

    assert "".join(piece.text for piece in speech.pieces) == says.text
    assert tuple(note.text for note in speech.notes) == says.notes
    assert all(rest.startswith(f"[{number}]") for number, rest in enumerate(called, 1))
    assert len(called) == len(says.notes)
    assert read_pdf(pdf).text == says.text


def test_a_printing_agrees_with_its_source(printing: Printing) -> None:
    """The text, notes, figures and outline of the press are those of the report."""
    document, pdf, pages = printing

    assert cross_check(document, {"Typst": (pdf, pages)}) == ()


CHANGES = {
    "a word": (
        ("chapters/01-a.md", "接着说明", "接着讲明"),
        ["01-a.md:5: error: Typst prints “…点先行。接着说明[2]{rest}” where “…点先行。接着讲明[2]{rest}” is written"],
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
        ["01-a.md:5: error: Typst prints “[2]一条脚注。脚注的第二段。” where “[2]这条脚注。脚注的第二段。” is written"],
    ),
    "a row of a table": (
        ("chapters/01-a.md", "| 乙项 | 4 |", "| 乙项 | 4 |\n| 丙项及其他 | 5 |"),
        ["01-a.md:31: error: Typst prints “” where “丙项及其他5” is written"],
    ),
    "a title": (
        ("chapters/01-a.md", "## 做法", "## 办法"),
        [
            "01-a.md:14: error: Typst prints “（一）做法01” where “（一）办法01” is written",
            "01-a.md:14: error: Typst prints “（一）做法” where “（一）办法” is written",
            "01-a.md:14: error: Typst prints “2 （一）做法” where “2 （一）办法” is written",
        ],
    ),
    "what stands for a figure": (
        ("figures/chart.yaml", "柱形图：", "直方图："),
        ["01-a.md:11: error: Typst prints “柱形图：{rest}” where “直方图：{rest}” is written"],
    ),
    "a figure": (
        ("chapters/02-b.md", ":::{figure} logic\n:::\n", ":::{figure} logic\n:::\n\n:::{figure} logic2\n:::\n"),
        [
            "error: Typst prints 2 figures, and 3 are written",
            "02-b.md:10: error: Typst prints “” where “图3：二者关系（来源：《样本调查（2024年）》…” is written",
            "02-b.md:10: error: Typst prints “” where “关系图：甲产生乙。” is written",
        ],
    ),
}

REST = dict.fromkeys(CHANGES, "") | {
    "a word": "，详见表1。",
    "what stands for a figure": "2022年3万个，2023年数值未查实。",
}
"""What both sides of a difference go on with."""


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

    assert [line.rpartition("/")[2] for line in found] == [line.replace("{rest}", REST[what]) for line in expected]


def test_a_note_on_another_page_than_its_call_is_told() -> None:
    """The pages of calls are found in the text, those of notes at their tags."""
    place = Location("a.md", 3)
    speech = Speech(pieces=[Piece("甲[1]乙[2]丙", place, (1, 5))], notes=[Piece("[1]一", place), Piece("[2]二", place)])
    reading = Reading("甲[1]乙[2]丙", starts=[0, 4], folds=[7, 8], notes=[("[1]一", 7), ("[2]二", 7)])

    said = "Typst prints the note “[2]二” on page 7, and its call on page 8"

    assert [problem.format() for problem in differences("Typst", speech, reading)] == [
        f"a.md:3: error: {said}\n  hint: shorten the note, or move its call"
    ]


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
    assert "edition/chapters/01-a.md:5: error: WeasyPrint prints “接着说明[2]，详见表1。” where “要点先行。" in (
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


def test_a_document_without_back_cover_says_no_publisher_twice(printing: Printing) -> None:
    """The publisher stands on the cover, and on the back cover if there is one."""
    document, _, pages = printing
    publisher = document.metadata.publisher
    said = [speech_of(replace(document, back=back), pages).pieces for back in (document.back, ())]

    assert [sum(piece.text == publisher for piece in pieces) for pieces in said] == [2, 1]
