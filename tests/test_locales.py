"""Editions written in every language: printed as PDF and Word, by the data of their locales."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest
from docx import Document as WordDocument
from docx.oxml.ns import qn

from cases import told
from conformance import missing
from conformance.pdf import VERAPDF_NEEDS, qpdf, verapdf
from conformance.word import AUDIT_NEEDS, INTEGRITY_NEEDS, ooxml_integrity, openxml_audit
from dedoc.build import Order, Result, build, load, print_source
from dedoc.errors import DedocError, Report
from dedoc.project import PACKAGE, look_of, read_locale, rules_of
from dedoc.render.directions import stretches, visible_order
from dedoc.style import read_style
from dedoc.verify import layout_of, verify_layout
from dedoc.verify.layout.inspection import inspect_file, inspected_lines
from dedoc.verify.layout.rules import RULES, left_out
from editions import FULL, make_edition
from voices import VOICES, edition_in

ROOT = Path(__file__).parents[1]
LANGUAGES = tuple(VOICES)
LOCALES = sorted(path.stem for path in (PACKAGE / "locales").glob("*.yaml"))
STYLES = ("report", "report-2024", "report-css", "book")


@dataclass(frozen=True, slots=True)
class Printed:
    """What an edition became: its files, and what was told of it."""

    result: Result
    pdf: Path
    word: Path

    @property
    def text(self) -> str:
        """What a second program reads from the PDF, without spaces and signs that nobody sees."""
        done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(self.pdf), "-"], capture_output=True, check=True)
        return squeezed(done.stdout.decode())

    def part(self, name: str) -> str:
        """Return a part of the Word file."""
        with zipfile.ZipFile(self.word) as package:
            return package.read(f"word/{name}.xml").decode()


def squeezed(text: str) -> str:
    """Return a text without white space and signs of direction, in which tatweel and joiners do not count."""
    return re.sub(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]", "", text)


@pytest.fixture(scope="session", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Return each of the languages."""
    return str(request.param)


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """Return the editions in all languages, each printed once."""
    return {language: print_in(language, tmp_path_factory.mktemp(language)) for language in LANGUAGES}


def print_in(language: str, folder: Path) -> Printed:
    """Return the edition in a language, printed into a folder."""
    result = build(Order(str(make_edition(folder / "own", edition_in(language))), folder / "out"))
    pdf, word = result.files
    return Printed(result, pdf, word)


@pytest.fixture(scope="session")
def printed(language: str, everything: Mapping[str, Printed]) -> Printed:
    """Return the edition in a language, as it was printed."""
    return everything[language]


@pytest.fixture(scope="session")
def words(language: str) -> Mapping[str, str]:
    """Return what the edition says."""
    return VOICES[language]


def test_an_edition_prints_without_a_finding(printed: Printed) -> None:
    """Standards, fonts, layout and Word file are checked in every build, by the rules that hold for the language."""
    assert told(printed.result.noticed) == ""


def test_the_pdf_says_its_language_and_its_words(printed: Printed, language: str, words: Mapping[str, str]) -> None:
    """The title of the contents is the locale's, and every kind of text is there in the order in which it is read."""
    with pikepdf.open(printed.pdf) as file:
        assert str(file.Root.Lang) == {"zh-Hant": "zh-TW"}.get(language, language)
    if absent := missing("pdftotext"):
        pytest.skip(absent)
    text = printed.text
    said = ("contents", "growth", "heading", "item", "quotation", "table", "sidebar", "note", "chart")
    assert [key for key in said if squeezed(words[key]) not in text] == []


FACTS = {
    "en": "3.837 million",
    "zh-Hant": "383.7萬個",
    "ja": "383.7万局",
    "ko": "383.7만개",
    "ar": "3.837 مليون",
}
DATES = {
    "en": "the end of May 2024",
    "zh-Hant": "2024年5月底",
    "ja": "2024年5月末",
    "ko": "2024년 5월 말",
    "ar": "نهاية مايو 2024",
}
MARKS = {
    "en": ("1. The shape", "1.1 How", "Annex A. ", "Table 1. ", "Figure 1. ", "Box 1. ", "Data source: "),
    "zh-Hant": ("一、成長", "（一）企業", "附錄A", "表1：", "圖1：", "專欄1", "資料來源："),
    "ja": ("第1章", "1.1", "付録A", "表1", "図1", "コラム1", "データ出所："),
    "ko": ("제1장 성장", "1.1 기업", "부록 A", "표 1. ", "그림 1. ", "글상자 1. ", "자료 출처: "),
    "ar": ("الفصل 1: ", "1.1 كيف", "الملحق A: ", "الجدول 1: ", "الشكل 1: ", "الإطار 1: ", "مصدر البيانات: "),
}


def test_facts_dates_and_numbers_are_said_as_the_language_does(printed: Printed, language: str) -> None:
    """The Word file says them in its text, its captions, its notes and its contents."""
    said = squeezed("".join(re.findall(r"<w:t[ >][^<]*", printed.part("document") + printed.part("footnotes"))))
    said = re.sub(r"<w:t(xml:space=\"preserve\")?>", "", said)
    assert [text for text in (FACTS[language], DATES[language], *MARKS[language]) if squeezed(text) not in said] == []


def test_the_word_file_says_language_and_direction(printed: Printed, language: str) -> None:
    """Text, sections and tables go from right to left in Arabic alone, and so do runs but those in other letters."""
    key = {"en": "val", "ar": "bidi"}.get(language, "eastAsia")
    styles = printed.part("styles")
    assert f'w:{key}="{language}"' in styles.partition("</w:docDefaults>")[0]
    document = WordDocument(str(printed.word))
    body = document.element.body
    is_rtl = language == "ar"
    assert ("<w:bidi/>" in styles) == is_rtl
    assert all((section.find(qn("w:bidi")) is not None) == is_rtl for section in body.iter(qn("w:sectPr")))
    assert all((table.find(qn("w:bidiVisual")) is not None) == is_rtl for table in body.iter(qn("w:tblPr")))
    turned = {run.text for run in body.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None}
    others = {run.text for run in body.iter(qn("w:r"))} - turned
    assert bool(turned) == is_rtl
    if is_rtl:
        assert {"5G", "Big Data"} <= others
        assert not any(re.search("[A-Za-z]", text) for text in turned)
        assert not any(re.search("[\u0600-\u06ff]", text) for text in others)


def test_marks_are_hinted_as_chinese_where_they_stand_in_squares_alone(printed: Printed, language: str) -> None:
    """English quotation marks would print in the squares of Han."""
    is_wide = language in ("zh-Hant", "ja")
    assert ('w:hint="eastAsia"' in printed.part("document")) <= is_wide
    assert ("compressPunctuation" in printed.part("settings")) == is_wide
    assert ("<w:autoHyphenation/>" in printed.part("settings")) == (language == "en")


@pytest.mark.parametrize(
    ("check", "needs"), [(openxml_audit, AUDIT_NEEDS), (ooxml_integrity, INTEGRITY_NEEDS)], ids=["audit", "integrity"]
)
def test_validators_find_nothing_in_the_word_file(printed: Printed, check: object, needs: tuple[str, ...]) -> None:
    """Directions, languages and fonts stand where the schemas want them."""
    if absent := missing(*needs):
        pytest.skip(absent)
    assert callable(check)
    assert check(printed.word) == []


def test_the_syntax_of_the_pdf_is_right(printed: Printed) -> None:
    """A second program reads the file; PDF/A-2a and PDF/UA-1 are checked in the build."""
    if absent := missing("qpdf"):
        pytest.skip(absent)
    assert qpdf(printed.pdf) == []


def test_verapdf_finds_nothing_in_any_language(everything: Mapping[str, Printed]) -> None:
    """Letters that are joined, from right to left too, keep PDF/A-2a and PDF/UA-1: every glyph says what it is."""
    if absent := missing(*VERAPDF_NEEDS):
        pytest.skip(absent)
    assert verapdf([printed.pdf for printed in everything.values()], ("2a", "ua1")) == []


def test_rules_that_do_not_hold_are_said(printed: Printed, language: str) -> None:
    """Who verifies a PDF is told which rules of Chinese typesetting were left out for its language."""
    inspected = inspect_file(printed.pdf)
    lines = list(inspected_lines(inspected, "a.pdf", lambda text: text))
    skipped = left_out(tuple(map(str, read_locale(language, Report()).rules)))
    assert any(line.endswith(": " + ", ".join(skipped)) for line in lines)
    assert not {checked.rule.code for checked in inspected.checked} & set(skipped)


def test_emphasis_is_italic_where_a_language_has_italics(printed: Printed, language: str) -> None:
    """Other languages emphasize by the font of their headings."""
    with pikepdf.open(printed.pdf) as file:
        names = {str(item.get("/BaseFont", "")) for item in file.objects if isinstance(item, pikepdf.Dictionary)}
    assert any(name.endswith("PTSerif-Italic") for name in names) == (language == "en")


def test_english_words_are_hyphenated(printed: Printed, language: str) -> None:
    """The press parts long words at the ends of lines in English, and nowhere else."""
    layout = inspect_file(printed.pdf).layout
    hyphens = [line for line in layout.lines if line.hyphen_end is not None]
    assert bool(hyphens) == (language == "en")


def test_letters_that_are_lost_from_right_to_left_are_counted(tmp_path: Path) -> None:
    """Arabic is compared letter by letter, as its PDFs do not say in which order lines are read."""
    order = Order(str(make_edition(tmp_path / "own", edition_in("ar"))), outputs=("pdf",))
    document, made, pages, _ = print_source(source := load(order), order)
    layout = layout_of(made["pdf"], document, pages, source.style)
    assert verify_layout(layout, document, pages, ("letters",)) == ()
    more = replace(document, metadata=replace(document.metadata, subtitle=document.metadata.subtitle[1:] + "ظظ"))
    found = told(verify_layout(layout, more, pages, ("letters",)))
    assert "the PDF lacks “ظ” 2 times" in found
    assert "the PDF has “ط” 1 times more than the source" in found


# --- The files of locales --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LOCALES)
def test_a_locale_names_rules_that_there_are(name: str) -> None:
    """A code that no rule has would leave out what was meant."""
    locale = read_locale(name, Report())
    assert locale.language == name
    assert {str(code) for code in locale.rules} <= {rule.code for rule in RULES}


@pytest.mark.parametrize("name", LOCALES)
@pytest.mark.parametrize("style", STYLES)
def test_every_style_takes_the_look_of_every_language(name: str, style: str) -> None:
    """Fonts are there and locked, and headings take whole lines of the grid."""
    report = Report()
    if style == "report-css" and name in ("ar", "en", "ko"):
        with pytest.raises(DedocError) as caught:
            read_style(style, (ROOT,), report, name)
        assert "styles in CSS are for languages that are written in Han" in told(caught.value.problems)
        return
    read_style(style, (ROOT,), report, name)
    assert told(report.problems) == ""


@pytest.mark.parametrize("name", LOCALES)
def test_a_locale_has_every_word_that_chinese_has(name: str) -> None:
    """What a locale lacks would fail only where an edition needs it."""
    own, chinese = read_locale(name, Report()), read_locale("zh-CN", Report())
    for key in ("marks", "words", "leads", "dates", "qualifiers"):
        assert sorted(getattr(chinese, key).keys() - getattr(own, key).keys()) == [], key


@pytest.mark.parametrize(
    ("tag", "name"),
    [("en", "en"), ("en-GB", "en"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("ar-EG", "ar"), ("zh-CN", "zh-CN")],
)
def test_a_pdf_finds_the_rules_of_its_language(tag: str, name: str) -> None:
    """PDFs name languages with regions, and locales mostly without."""
    assert rules_of(tag) == tuple(map(str, read_locale(name, Report()).rules))


def test_of_a_language_that_nobody_knows_all_rules_may_hold() -> None:
    """A PDF of unknown language is looked at as one in Chinese."""
    assert rules_of("tlh") == rules_of("") == ()
    assert look_of("tlh") is look_of("../zh-CN") is None


def test_a_language_without_its_fonts_is_told_at_the_line_that_names_them(tmp_path: Path) -> None:
    """What a style asks for in one language alone is checked like all of it."""
    folder = tmp_path / "styles" / "own"
    folder.mkdir(parents=True)
    (folder / "style.yaml").write_text("base: report\n")
    (folder / "style.letters.yaml").write_text("fonts:\n  body:\n    package: not_there\n")
    read_style("own", (tmp_path, ROOT), Report(), "ja")
    with pytest.raises(DedocError) as caught:
        read_style("own", (tmp_path, ROOT), Report(), "en")
    expected = "own/style.letters.yaml:3: error: the package “not_there” is not installed"
    assert expected in told(caught.value.problems)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("look: {setting: {direction: up}}", "“direction” cannot be “up”"),
        ("look: {setting: {body_folio: greek}}", "“body_folio” cannot be “greek”"),
        ("look: {setting: {sideways: true}}", "unknown key “sideways”"),
    ],
)
def test_what_no_setting_can_be_is_told(tmp_path: Path, line: str, expected: str) -> None:
    """The keys of a setting are checked with the style that they change."""
    folder = tmp_path / "styles" / "own"
    folder.mkdir(parents=True)
    (folder / "style.yaml").write_text("base: report\n" + line.removeprefix("look: {")[:-1] + "\n")
    with pytest.raises(DedocError) as caught:
        read_style("own", (tmp_path, ROOT), Report())
    assert expected in told(caught.value.problems)


# --- Directions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("شبكات 5G وخدمات", [("شبكات ", False), ("5G", True), (" وخدمات", False)]),
        ("(Big Data).", [("(", False), ("Big Data", True), (").", False)]),
        ("2024", [("2024", False)]),
        ("", []),
    ],
)
def test_a_text_is_cut_where_its_direction_changes(text: str, expected: list[tuple[str, bool]]) -> None:
    """Numbers and marks go with the line, Latin words with what stands between them do not."""
    assert list(stretches(text)) == expected
    assert "".join(part for part, _ in stretches(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain 5G (a)", [("plain 5G (a)", True)]),
        ("شبكات 5G", [("5G", True), ("شبكات ", False)]),
        ("عام 2024", [("2024", True), ("عام ", False)]),
    ],
)
def test_a_line_is_drawn_in_the_order_of_the_eye(text: str, expected: list[tuple[str, bool]]) -> None:
    """Outlines of glyphs are put side by side from the left."""
    assert list(visible_order(text)) == expected


# --- Conversion ------------------------------------------------------------------------------------------------------


def test_simplified_chinese_prints_as_traditional_without_a_catalog(tmp_path: Path) -> None:
    """Text is converted, with its quotation marks; facts and the units of charts are written in its characters."""
    chapter = str(FULL["chapters/01-a.md"]).replace("接着说明", "他说“不要‘数据’”，don’t，接着说明")
    files = {**FULL, "chapters/01-a.md": chapter}
    edition = make_edition(tmp_path / "own", files)
    result = build(Order(str(edition), tmp_path / "out", locale="zh-Hant"))
    assert told(result.noticed) == ""
    with zipfile.ZipFile(io.BytesIO(result.files[1].read_bytes())) as package:
        text = squeezed("".join(re.findall(r">([^<]*)</w:t>", package.read("word/document.xml").decode())))
        chart = package.read(
            next(name for name in package.namelist() if re.search(r"charts/chart\d+\.xml$", name))
        ).decode()
    for said in ("383.7萬個", "2024年5月底", "「不要『資料』」", "don’t", "表1：各項安排"):
        assert said in text, said
    assert "數量（萬個）" in chart


def test_another_script_than_the_one_converted_from_needs_a_catalog(tmp_path: Path) -> None:
    """Only what a locale says it converts is converted."""
    edition = make_edition(tmp_path / "own", edition_in("en"))
    with pytest.raises(DedocError) as caught:
        build(Order(str(edition), tmp_path / "out", locale="zh-Hant"))
    assert "the edition has no translation into “zh-Hant”" in told(caught.value.problems)
    shutil.rmtree(edition)
