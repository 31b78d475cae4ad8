"""What no report should hold, and some do: the right document or a located problem, and nothing lost on the way."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from cases import told
from dedoc.build import Order, Result, build
from dedoc.errors import DedocError
from editions import make_edition

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

SENTENCE = "数字经济在全球范围内兴起，对世界经济增长的推动作用日渐突出；各国都在布局。"
FIGURE = (
    "caption: 图\nalt: 图\nheight: {height}\ncolumns: 1\nrows: 1\nboxes: [{{key: a, text: 甲, row: 0, column: 0}}]\n"
)


TYPST, WEASYPRINT = "report", "report-css"
"""A style for each engine. WeasyPrint takes ten to thirty times as long, and less of everything is enough for it."""


def printed(folder: Path, chapter: str, files: dict[str, str] | None = None, style: str = TYPST) -> Result:
    """Build the PDF of one chapter."""
    make_edition(folder, {"chapters/01-a.md": chapter} | (files or {}))
    return build(Order(str(folder), into=folder / "out", outputs=("pdf",), style=style))


def refused(folder: Path, chapter: str, files: dict[str, str] | None = None, style: str = TYPST) -> str:
    """Return why an edition is not printed, without hints."""
    make_edition(folder, {"chapters/01-a.md": chapter} | (files or {}))
    with pytest.raises(DedocError) as caught:
        build(Order(str(folder), into=folder / "out", outputs=("pdf",), style=style))
    assert not (folder / "out").exists()
    return "".join(line for line in told(caught.value.problems).splitlines(keepends=True) if "hint:" not in line)


def characters(result: Result) -> str:
    """Return all characters of the PDF without spaces, read by another program than the one that made it."""
    document = pypdfium2.PdfDocument(result.files[0])
    text = "".join(document[index].get_textpage().get_text_range() for index in range(len(document)))
    return re.sub(r"[\s\u2060\ufffe]", "", text)


@pytest.mark.parametrize(("style", "length"), [(TYPST, 100_000), (WEASYPRINT, 20_000)])
def test_a_paragraph_of_a_hundred_thousand_characters(style: str, length: int, tmp_path: Path) -> None:
    """It runs over more than a hundred pages, and every character is there."""
    text = SENTENCE * (length // len(SENTENCE))
    result = printed(tmp_path, f"# 甲\n\n{text}\n", style=style)
    found = characters(result)
    assert [found.count(character) for character in "球渐局"] == [text.count("球")] * 3
    assert result.pages.pages > length // 650


def test_a_note_longer_than_a_page(tmp_path: Path) -> None:
    """It goes on at the foot of the next page, behind the last text."""
    result = printed(tmp_path, f"# 甲\n\n正文[^a]。\n\n[^a]: {SENTENCE * 90}\n")
    assert characters(result).count("各国都在布局") == 90
    assert result.pages.notes[0][0] == result.pages.notes[0][1]


def test_a_note_longer_than_a_page_is_refused_where_notes_are_not_cut(tmp_path: Path) -> None:
    """WeasyPrint would lose it; it is told with its place."""
    told_of = refused(tmp_path, f"# 甲\n\n正文[^a]。\n\n[^a]: {SENTENCE * 90}\n", style=WEASYPRINT)
    assert told_of.endswith("01-a.md:3: error: the note [1] is lost in the layout\n")


@pytest.mark.parametrize(("style", "count", "apart"), [(TYPST, 2000, 1), (WEASYPRINT, 200, 0)])
def test_two_thousand_notes(style: str, count: int, apart: int, tmp_path: Path) -> None:
    """Each stands once, in order, and none on a page before that of its call or two pages behind."""
    calls = "".join(f"第{n}句[^n{n}]，接着说下去。" + "\n\n" * (n % 7 == 0) for n in range(count))
    notes = "\n\n".join(f"[^n{n}]: 第{n}条脚注完" for n in range(count))
    result = printed(tmp_path, f"# 甲\n\n{calls}\n\n{notes}\n", style=style)
    assert re.findall(r"第(\d+)条脚注完", characters(result)) == [str(n) for n in range(count)]
    assert all(0 <= note - call <= apart for call, note in result.pages.notes)


@pytest.mark.parametrize(("style", "count"), [(TYPST, 1000), (WEASYPRINT, 200)])
def test_many_headings(style: str, count: int, tmp_path: Path) -> None:
    """Ten thousand of them take the time of that many; a tenth is enough here. Contents and text hold all of them."""
    chapter = "\n\n".join(f"# 第{n}题尾" if n % 10 == 0 else f"## 第{n}题尾" for n in range(count))
    result = printed(tmp_path, chapter + "\n", style=style)
    titles = re.findall(r"第(\d+)题尾", characters(result))
    assert titles == [str(n) for n in range(count)] * 2
    assert len(result.pages.headings) == count


@pytest.mark.parametrize(("style", "count"), [(TYPST, 5000), (WEASYPRINT, 500)])
def test_a_table_of_five_thousand_rows(style: str, count: int, tmp_path: Path) -> None:
    """Every row stands once, in order, and the head on every page."""
    rows = "".join(f"项目{n}尾,{n}.5,说明\n" for n in range(count))
    table = {"tables/t.csv": f"名目,数,注\n{rows}"}
    result = printed(tmp_path, "# 甲\n\n:::{table} 长表\n:file: t.csv\n:::\n", table, style)
    found = characters(result)
    assert re.findall(r"项目(\d+)尾", found) == [str(n) for n in range(count)]
    assert found.count("名目") > count // 50


@pytest.mark.parametrize("style", [TYPST, WEASYPRINT])
def test_a_figure_larger_than_the_page(style: str, tmp_path: Path) -> None:
    """The tallest figure that is allowed stands on a page of its own; one taller is refused with its line."""
    chapter = "# 甲\n\n文\n\n:::{figure} f\n:::\n\n文\n"
    result = printed(tmp_path / "a", chapter, {"figures/f.yaml": FIGURE.format(height=20)}, style)
    assert characters(result).count("图1：图") == 1
    told_of = refused(tmp_path / "b", chapter, {"figures/f.yaml": FIGURE.format(height=22)})
    assert told_of.endswith("figures/f.yaml:3: error: “height” counts lines of the page\n")


@pytest.mark.parametrize("style", [TYPST, WEASYPRINT])
def test_lists_in_lists(style: str, tmp_path: Path) -> None:
    """Nine in one another print; twenty are told, with the line where they begin to be too many."""
    nested = ["".join("  " * depth + f"- 第{depth}层\n" for depth in range(most)) for most in (9, 20)]
    found = characters(printed(tmp_path / "a", f"# 甲\n\n{nested[0]}", style=style))
    assert [f"第{depth}层" in found for depth in range(9)] == [True] * 9
    assert refused(tmp_path / "b", f"# 甲\n\n{nested[1]}").endswith(":12: error: the text is nested too deeply\n")


def test_characters_that_no_font_has(tmp_path: Path) -> None:
    """Each is named with its place, once: emoji, rare Han, Arabic, Hebrew."""
    told_of = refused(tmp_path, "# 甲\n\n表情😀😀与𠮷。\n\n文مب文שם。\n")
    named = re.findall(
        r":(\d+): error: neither Noto Serif SC nor its fallback Noto Sans SC has a glyph for “(.)”", told_of
    )
    assert named == [("3", "😀"), ("3", "𠮷"), *(("5", character) for character in "مبשם")]


def test_combining_marks_and_control_characters(tmp_path: Path) -> None:
    """A mark that combines prints with its letter; a control character is told."""
    assert "caf" in characters(printed(tmp_path / "a", "# 甲\n\n喝cafe\u0301去\n"))
    assert "U+0007 cannot be printed" in refused(tmp_path / "b", "# 甲\n\n响\x07铃\n")


@pytest.mark.parametrize("style", [TYPST, WEASYPRINT])
def test_long_words_and_addresses(style: str, tmp_path: Path) -> None:
    """An address that no line can hold is broken, in the text and in a note, and is whole when read."""
    address = "https://example.org/" + "path/" * 60 + "end.html"
    word = "Donaudampfschifffahrtsgesellschaft" * 4
    result = printed(tmp_path, f"# 甲\n\n见{address}。{word}[^a]\n\n[^a]: 见{address}，{word}\n", style=style)
    assert characters(result).replace("-", "").count(address) == 2


@pytest.mark.parametrize("style", [TYPST, WEASYPRINT])
def test_an_empty_chapter(style: str, tmp_path: Path) -> None:
    """A chapter without text prints its heading."""
    assert characters(printed(tmp_path, "# 甲空\n\n# 乙空\n\n## 丙空\n", style=style)).count("空") == 6
