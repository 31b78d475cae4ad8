"""The Word file laid out by LibreOffice, under two sets of fonts: what it claims is so, page by page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from dedoc.build import Order, build
from dedoc.model import Heading
from dedoc.walk import find
from editions import make_edition
from readback.built import Built, built
from readback.office import FAMILIES, laid_out, notes_at_foot, said_on
from readback.pdf import Character, Line, PrintedPdf
from readback.said import caption_says, captioned, difference, heading_says

pytestmark = pytest.mark.slow

NOT_FIRST = set("、。，；：？！）》」』”’")
NOT_LAST = set("（《「『“‘")
ERRORS = re.compile("Error[:!]|错误！|错误:|未找到引用源|Reference source not found")


@dataclass(frozen=True)
class Shown:
    """A report, and what LibreOffice makes of its Word file."""

    report: Built
    pdf: PrintedPdf


CHOICES = [(name, fonts) for name in ("report", "torture") for fonts in FAMILIES]


@pytest.fixture(scope="module", params=CHOICES, ids="-".join)
def shown(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Return both editions under both sets of fonts."""
    name, fonts = request.param
    report: Built = request.getfixturevalue(name)
    folder = tmp_path_factory.mktemp("libreoffice")
    return Shown(report, laid_out(report.word_path, folder, report.foot, report.turned_foot, fonts=fonts))


def test_it_has_the_pages_and_folios_of_the_pdf(shown: Shown) -> None:
    """(23, 32) Every page, turned ones too, bears the folio that it has in the PDF."""
    expected = [page.folio for page in shown.report.pdf.pages[1:]]
    assert [page.folio for page in shown.pdf.pages[1:]] == expected


def test_headings_stand_where_the_contents_say(shown: Shown) -> None:
    """(10, 11) The bookmarks that LibreOffice makes of headings point to the pages whose folios the contents claim."""
    document = shown.report.document
    first = len(list(find(document.front, Heading)))
    headings = list(find(document.body, Heading))
    claimed = [
        (heading_says(heading), folio)
        for heading, (_, folio) in zip(headings, shown.report.pages.headings[first:], strict=False)
    ]
    found = [entry for entry in outline(shown.pdf) if entry[0] in dict(claimed)]
    assert found == claimed


def outline(pdf: PrintedPdf) -> list[tuple[str, str]]:
    """Return the bookmarks of a PDF, without white space and calls of notes, with the folios of their pages."""
    with pypdfium2.PdfDocument(pdf.path) as file:
        marks = [(mark.get_title(), mark.get_dest()) for mark in file.get_toc()]
        return [
            (re.sub(r"\s|\[\d*\]", "", title), pdf.pages[place.get_index()].folio) for title, place in marks if place
        ]


def test_captions_stand_where_the_lists_say(shown: Shown) -> None:
    """(10, 11) Figures, tables and boxes stand on the pages whose folios their lists claim."""
    for name, blocks in captioned(shown.report.document).items():
        for block, (_, folio) in zip(blocks, getattr(shown.report.pages, name), strict=True):
            words = caption_says(block)
            pages = [page for page in shown.pdf.pages if page.folio.isdigit()]
            assert [page.folio for page in pages if words in re.sub(r"\[\d+\]", "", page.text)] == [folio], words


def test_notes_stand_on_the_page_of_their_call(shown: Shown) -> None:
    """(15) Each note stands at the foot of a page on which it is called, word for word."""
    assert [note for page in shown.pdf.pages for note in notes_at_foot(page)] == list(shown.report.says.notes)
    for page in shown.pdf.pages:
        text = "".join(line.text for line in page.body_lines)
        assert [note for note in notes_at_foot(page) if note[: note.index("]") + 1] not in text] == []


def test_it_shows_all_the_document_says(shown: Shown) -> None:
    """Every character stands on the pages in order; the head of a table that runs on is repeated."""
    text = said_on(shown.pdf.pages)
    head = "序号数量"
    start = text.find(head) + len(head)
    text = text[:start] + text[start:].replace(head, "")
    assert difference(text, shown.report.says.text.replace("·", "")) == ""


def test_no_line_begins_or_ends_with_a_mark_that_cannot(shown: Shown) -> None:
    """(22) Closing marks do not begin a line, opening ones do not end one."""
    assert wrong_lines(shown.pdf) == []


def wrong_lines(pdf: PrintedPdf) -> list[str]:
    """Return the lines that begin or end with a mark that cannot stand there."""
    lines = [line.text for page in pdf.pages for line in page.lines if line.text]
    return [line for line in lines if line[0] in NOT_FIRST or line[-1] in NOT_LAST]


def test_no_field_and_no_glyph_is_missing(shown: Shown) -> None:
    """(32) No field shows an error, and every character has a glyph."""
    text = "".join(page.text for page in shown.pdf.pages)
    assert ERRORS.findall(text) == []
    assert not {"\ufffd", "\x00", "□"} & set(text)


def test_points_stand_below_each_other(torture: Built, tmp_path: Path) -> None:
    """(28) The whole parts of the numbers of a column end at one place, with a point behind them or without."""
    pdf = laid_out(torture.word_path, tmp_path, torture.foot, torture.turned_foot)
    lines = [line for page in pdf.pages for line in page.lines]
    ends = [end_of(lines, *row) for row in (("北京", "18,766"), ("上海", "3"), ("广东", "69,000"), ("浙江", "345"))]
    assert max(ends) - min(ends) < 0.6
    percents = [end_of(lines, *row) for row in (("甲3.25", "甲3"), ("乙12.5%", "乙12"))]
    assert max(percents) - min(percents) < 0.6


def end_of(lines: list[Line], beginning: str, number: str) -> float:
    """Return where the whole part of a number ends, in the line that begins with certain words."""
    line = next(line for line in lines if line.text.startswith(beginning))
    last = line.text.index(number) + len(number) - 1
    seen = [character for character in line.characters if character.text.strip()]
    return seen[last].left + width(seen, last)


def width(characters: list[Character], index: int) -> float:
    """Return about how wide a digit is: half its size, as in fonts like Times."""
    return characters[index].size / 2


CALLS = 150


def test_marks_behind_calls_do_not_begin_a_line(tmp_path: Path) -> None:
    """(22) Where the call of a note ends a line, the mark behind it hangs there or goes down with the call."""
    text = "".join(paragraph(number) for number in range(CALLS))
    notes = "".join(f"[^n{number}]: 注。\n\n" for number in range(CALLS))
    found = built(make_edition(tmp_path / "calls", {"chapters/01-a.md": f"# 开端\n\n{text}{notes}"}), tmp_path)
    pdf = laid_out(found.word_path, tmp_path, found.foot)
    assert len([call for page in pdf.pages for call in page.calls]) == CALLS
    assert wrong_lines(pdf) == []


def paragraph(number: int) -> str:
    """Return a paragraph with a call near the end of its first line, at another place for every number."""
    latin = ("l", "8.5%", "AI", "5G", "2024")[number % 5]
    mark = ("。", "，", "；", "”", "》", "）。")[number % 6]
    return "数字" + "经济" * (10 + number // 30) + latin + "新" * (number % 4) + f"[^n{number}]{mark}接着说。\n\n"


def test_nothing_in_a_box_of_the_pdf_lies_upon_another(torture: Built) -> None:
    """A table in a box that runs over two pages stands below the caption before it."""
    lines = [(page.number, line) for page in torture.pdf.pages if page.folio.isdigit() for line in page.lines]
    (caption,) = [place for place in lines if place[1].text.startswith("图2-2：")]
    (below,) = [place for place in lines if place[1].text.startswith("框里最后是表")]
    assert caption[0] == below[0]
    assert below[1].top - caption[1].top > 12


PRINTED = """\
# 开端

正文。

{folio}`2`

| 甲 | 乙 |
|---|---|
| 一 | 二 |

{folio}`3`

:::{sidebar} 题
文字。
:::

{folio}`4`

> 引文。

{folio}`5`

:::{table} 表题
| 丙 | 丁 |
|---|---|
| 一 | 二 |
:::

{folio}`6`

- 列表
"""


def test_whatever_began_a_page_in_print_begins_one(tmp_path: Path) -> None:
    """Printed page for page, tables, boxes, quotations and lists begin the pages that they began."""
    edition = make_edition(tmp_path / "printed", {"chapters/01-a.md": PRINTED})
    files = build(Order(str(edition), into=tmp_path, is_as_printed=True)).files
    pages = laid_out(next(file for file in files if file.suffix == ".docx"), tmp_path, 800).pages[2:]
    assert [page.text for page in pages] == [
        *("一、开端正文。01", "甲乙一二02", "专栏1题文字。03", "引文。04", "表1：表题丙丁一二05", "•列表06"),
    ]
