"""Characters that the font of a text lacks are set in a fallback of the style, in the PDF and in Word."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from conformance import missing, word
from dedoc.build import Order, build
from dedoc.errors import OutputError
from dedoc.verify.fonts import verify_fonts
from drawings import ROOT, style
from editions import FULL, make_edition
from readback.built import Built, built
from readback.said import difference

ONLY_SERIF, ONLY_SANS = "䶶", "𰻝"
"""Characters that only one of the two fonts of the style has."""


@pytest.fixture(scope="module")
def rare(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a report with rare characters in a title, a heading, a run-in heading, a text, a note and a table."""
    folder = tmp_path_factory.mktemp("rare")
    chapter = str(FULL["chapters/01-a.md"])
    chapter = chapter.replace("# 开端", f"# 开{ONLY_SERIF}端").replace("接着说明", f"吃{ONLY_SANS}{ONLY_SANS}面")
    chapter = chapter.replace("要点先行", f"要{ONLY_SERIF}点").replace("一条脚注", f"一{ONLY_SANS}注")
    chapter = chapter.replace("| 甲项 |", f"| 甲{ONLY_SANS}项 |")
    edition = str(FULL["edition.yaml"]).replace("样本报告,", f"样本{ONLY_SERIF}报告,")
    files = {**FULL, "chapters/01-a.md": chapter, "edition.yaml": edition}
    return built(make_edition(folder / "edition", files), folder / "made")


def test_the_pdf_sets_them_in_the_other_font(rare: Built) -> None:
    """Each character stands in the one font that has it, and the PDF says all of the document."""
    found = {
        (character.text, character.font)
        for page in rare.pdf.pages
        for character in page.characters
        if character.text in (ONLY_SERIF, ONLY_SANS)
    }

    assert found == {(ONLY_SERIF, "NotoSerifSC-Regular"), (ONLY_SANS, "NotoSansSC-Regular")}
    assert difference(rare.pdf.said.text, rare.says.text) == ""
    assert verify_fonts(rare.pdf_path.read_bytes(), style()) == ()


def test_a_line_with_a_fallback_stays_on_the_grid(rare: Built) -> None:
    """The lines of a paragraph with a character from the other font stand at the pitch of the text."""
    page = next(page for page in rare.pdf.pages if ONLY_SANS in page.text)
    tops = [line.top for line in page.body_lines if line.size == rare.sheet.size]
    steps = [(tops[index + 1] - tops[index]) / rare.sheet.pitch for index in range(2)]

    assert steps == pytest.approx([round(step * 2) / 2 for step in steps], abs=0.02)


def runs(rare: Built, part: str) -> list[tuple[str, str, str]]:
    """Return the runs of a part that name an East Asian font: their texts, the font and the style."""
    found = []
    for run in rare.word.parts[part].iter(qn("w:r")):
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None and fonts.get(qn("w:eastAsia")):
            named = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
            text = "".join(run.itertext(qn("w:t")))
            found.append((text, fonts.get(qn("w:eastAsia")), "" if named is None else named.get(qn("w:val"))))
    return found


def test_word_gets_runs_of_their_own_in_the_fallback(rare: Built) -> None:
    """Only these characters are set apart, with the style of their run; the file says all of the document."""
    assert runs(rare, "word/document.xml") == [
        (ONLY_SERIF, "宋体", ""),  # the title on the cover
        (ONLY_SERIF, "宋体", ""),  # the heading in the contents
        (ONLY_SERIF, "宋体", ""),
        (ONLY_SERIF, "宋体", "RunInHeading"),
        (ONLY_SANS * 2, "黑体", ""),
        (ONLY_SANS, "黑体", ""),
    ]
    assert runs(rare, "word/footnotes.xml") == [(ONLY_SANS, "黑体", "")]
    assert difference(rare.word.said.text, rare.says.text) == ""


def test_the_word_file_is_valid(rare: Built) -> None:
    """Runs of their own keep the order of the schema."""
    if reason := missing(*word.AUDIT_NEEDS):
        pytest.skip(f"{reason}: the Word file not validated")
    assert word.openxml_audit(rare.word_path) == []


def test_a_report_without_rare_characters_names_no_font_in_its_runs(report: Built) -> None:
    """Styles alone say what fonts there are, as an editor expects."""
    parts: dict[str, Any] = {name: runs(report, name) for name in ("word/document.xml", "word/footnotes.xml")}

    assert parts == {"word/document.xml": [], "word/footnotes.xml": []}


WARNS = "own/report.typ: error: the press warns of a loss: "


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ('#text(font: "SimSun")[abc]', f"{WARNS}unknown font family: simsun"),
        ('#context counter("a").update(counter("a").final().first() + 1)', f"{WARNS}document did not converge within"),
        ("`abc`", "error: the PDF has text in the font “DejaVuSansMono”, which the style does not name"),
    ],
)
def test_a_template_that_loses_something_or_takes_another_font_is_refused(
    code: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text in an unknown font would print as nothing, page numbers that do not settle would be wrong, and so on."""
    shutil.copytree(ROOT / "styles" / "report", tmp_path / "styles" / "own")
    template = tmp_path / "styles" / "own" / "report.typ"
    template.write_text(template.read_text(encoding="utf-8") + code + "\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError) as error:
        build(Order(str(make_edition(tmp_path / "edition")), into=tmp_path / "made", style="own"))

    told, hint = str(error.value).splitlines()
    assert told.startswith(reason)
    assert hint.endswith("the fonts of the style: Noto Serif SC, Noto Sans SC")
