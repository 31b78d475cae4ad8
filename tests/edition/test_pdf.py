"""The PDF of the 2024 edition: what it says, where it stands, and that it falls on the pages of the printed book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest

from dedoc.localise.numerals import roman
from dedoc.model import Chart, FactCall, Figure, Heading
from dedoc.walk import find
from readback.built import Built
from readback.paper import paper
from readback.pdf import Line, Place
from readback.said import difference, heading_says, squeezed

NOT_FIRST = frozenset("、。，．：；？！）］〕》〉」』”’%‰…—")
NOT_LAST = frozenset("（［〔《〈「『“‘")


@dataclass(frozen=True)
class Found:
    """A heading of the body, and where it stands in the PDF."""

    text: str
    place: Place
    folio: str
    line: Line


@pytest.fixture(scope="module", params=["report", "report_in_css"], ids=["Typst", "WeasyPrint"])
def report(request: pytest.FixtureRequest, report: Built, report_in_css: Built) -> Built:
    """Return the edition by either engine."""
    return {"report": report, "report_in_css": report_in_css}[request.param]


@pytest.fixture(scope="module")
def headings(report: Built) -> list[Found]:
    """Return the headings of the printed edition as they are found, one after the other, on the pages of the body."""
    found, place = [], Place(first_of_body(report), -1)
    for heading in paper().headings:
        at = report.pdf.find_heading(heading.text, place)
        assert at is not None, f"“{heading.text}” does not stand behind {place}"
        page = report.pdf.pages[at.page - 1]
        found.append(Found(heading.text, at, page.folio, page.text_lines[at.line]))
        place = at
    return found


def first_of_body(report: Built) -> int:
    """Return the page that bears the folio 01."""
    return next(page.number for page in report.pdf.pages if page.folio == "01")


def contents_lines(report: Built) -> list[str]:
    """Return the lines of the contents without their leaders."""
    pages = report.pdf.pages[: first_of_body(report) - 1]
    first = next(page.number for page in pages if page.text.startswith("目录"))
    lines = (line.text for page in pages[first - 1 :] for line in page.text_lines)
    return [line for line in lines if line.strip("·")][1:]


def destinations(file: pikepdf.Pdf) -> dict[str, Any]:
    """Return the named destinations of a file."""
    tree = pikepdf.NameTree(file.Root.Names.Dests)
    return {str(name): target.D if isinstance(target, pikepdf.Dictionary) else target for name, target in tree.items()}


def target_of(link: Any, named: dict[str, Any]) -> Any:
    """Return the destination of a link: the page, and the place on it."""
    return link.Dest if isinstance(link.Dest, pikepdf.Array) else named[str(link.Dest)]


def test_it_says_all_the_document_says_in_order(report: Built) -> None:
    """The tags speak every character of cover, front matter, contents, body and back cover, and nothing else."""
    assert difference(report.pdf.said.text, report.says.text) == ""


def test_the_notes_say_what_the_sources_say(report: Built) -> None:
    """All 59 notes stand in order with their marks and the text of their sources."""
    assert report.pdf.said.notes == report.says.notes
    assert [note.partition("]")[0] + "]" for note in report.pdf.said.notes] == [f"[{n}]" for n in range(1, 60)]


def test_the_contents_list_the_headings_with_the_folios_of_their_pages(report: Built, headings: list[Found]) -> None:
    """All 39 headings stand in the contents in order, each with its mark and the folio printed on its page."""
    assert contents_lines(report) == [found.text + found.folio for found in headings]
    assert len(headings) == 39


def test_the_contents_lead_to_the_headings(report: Built, headings: list[Found]) -> None:
    """Each entry of the contents is a link to the line of its heading."""
    with pikepdf.open(report.pdf_path) as file:
        named, numbers = destinations(file), {page.obj.objgen: n for n, page in enumerate(file.pages, 1)}
        links = [
            target_of(annotation, named)
            for page in file.pages[: first_of_body(report) - 1]
            for annotation in page.obj.get("/Annots", [])
        ]
        reached = [(numbers[link[0].objgen], report.sheet.height - float(link[3])) for link in links]
    assert [page for page, _ in reached] == [found.place.page for found in headings]
    off = [top - found.line.top for (_, top), found in zip(reached, headings, strict=True)]
    assert all(-report.sheet.pitch < distance < report.sheet.pitch / 2 for distance in off), off


def test_the_outline_shows_preface_contents_and_headings_in_their_levels(report: Built) -> None:
    """The outline has the preface, the contents and the 39 headings, nested as in print, on their pages."""

    def entries(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            assert isinstance(item.destination, pikepdf.Array)
            yield level, squeezed(item.title), numbers[item.destination[0].objgen]
            yield from entries(item.children, level + 1)

    with pikepdf.open(report.pdf_path) as file, file.open_outline() as outline:
        numbers = {page.obj.objgen: n for n, page in enumerate(file.pages, 1)}
        found = list(entries(list(outline.root), 1))
    pages = [page for page, _ in report.pages.headings[1:]]
    expected = [(h.level, h.text, page) for h, page in zip(paper().headings, pages, strict=True)]
    assert found == [(1, "前言", 2), (1, "目录", 3), *expected]


def test_each_note_stands_at_the_foot_of_the_page_of_its_call(report: Built) -> None:
    """On every page the notes at the foot are those called on it, in order, with all their words."""
    found = [(page.calls, "".join(line.text for line in page.note_lines)) for page in report.pdf.pages]
    notes = iter(report.says.notes)
    expected = [(called, "".join(next(notes) for _ in called)) for called, _ in found]
    assert found == expected
    assert [call for called, _ in found for call in called] == [f"[{n}]" for n in range(1, 60)]


def test_a_call_never_begins_a_line(report: Built) -> None:
    """No line of the text begins with the call of a note (CLREQ 3.1.5.3)."""
    lines = [line for page in report.pdf.pages for line in page.body_lines if line.calls]
    assert sum(len(line.calls) for line in lines) == 59
    assert [line.text for line in lines if line.text.startswith(line.calls[0])] == []


def test_no_line_begins_or_ends_with_a_mark_that_must_not(report: Built) -> None:
    """Marks that close never begin a line, and marks that open never end one (GB/T 15834, CLREQ 3.1.4)."""
    lines = [line.text for page in report.pdf.pages for line in page.body_lines]
    assert len(lines) > 700
    assert [line for line in lines if line[0] in NOT_FIRST or line[-1] in NOT_LAST] == []


def test_the_folios_are_roman_then_arabic_and_the_covers_bear_none(report: Built) -> None:
    """Preface and contents bear I, II, III; the body 01, 02 and so on; nothing but words stands on the covers."""
    folios = [page.folio for page in report.pdf.pages[1:-1]]
    body = [folio for folio in folios if folio.isdecimal()]
    front = len(folios) - len(body)
    assert folios == [*(roman(n).upper() for n in range(1, front + 1)), *(f"{n:02}" for n in range(1, len(body) + 1))]
    assert front == 3
    covers = report.pdf.pages[0], report.pdf.pages[-1]
    assert all(character.mark is not None for page in covers for character in page.characters)


def test_the_body_is_as_long_as_in_print(report: Built) -> None:
    """The body takes 36 to 38 pages; in print it takes 37."""
    assert sum(page.folio.isdecimal() for page in report.pdf.pages) in range(paper().folios - 1, paper().folios + 2)


def test_headings_fall_on_the_pages_of_print(headings: list[Found], record_property: Any) -> None:
    """At least 36 of the 39 headings stand within a page of their printed folio, and most exactly on it."""
    off = [int(found.folio) - heading.folio for found, heading in zip(headings, paper().headings, strict=True)]
    exact = off.count(0)
    record_property("headings on the printed page", f"{exact} of {len(off)}")
    assert sum(abs(pages) <= 1 for pages in off) >= 36, off
    assert exact >= 32, off


def test_notes_and_figures_fall_on_the_pages_of_print(report: Built) -> None:
    """At least 55 of the 59 notes, and all four figures, stand within a page of their printed folio."""
    folios = [int(page.folio) for page in report.pdf.pages for _ in page.calls]
    notes = [folio - printed for folio, printed in zip(folios, paper().notes, strict=True)]
    assert sum(abs(pages) <= 1 for pages in notes) >= 55, notes
    captions = [
        int(page.folio) for page in report.pdf.pages for line in page.text_lines if re.match(r"图\d：", line.text)
    ]
    figures = [folio - printed for folio, printed in zip(captions, paper().figures, strict=True)]
    assert all(abs(pages) <= 1 for pages in figures), figures


def test_only_the_pinned_fonts_are_in_it(report: Built) -> None:
    """All text is set in Noto Serif SC and Noto Sans SC, both embedded."""
    used = {character.font for page in report.pdf.pages for character in page.characters}
    names = {font.replace("-", "").removesuffix("Regular") for font in used}
    assert names == {"NotoSerifSC", "NotoSansSC"}
    with pikepdf.open(report.pdf_path) as file:
        fonts = [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/FontDescriptor" in item]
        embedded = {str(font.BaseFont).rpartition("+")[2].partition("-Identity")[0] for font in fonts}
        assert all("/FontFile3" in font.FontDescriptor for font in fonts)
    assert embedded == used


def test_its_properties_are_those_of_the_edition(report: Built) -> None:
    """Title, authors, subject, keywords, language and dates come from the edition and stand in both places."""
    metadata = report.document.metadata
    with pikepdf.open(report.pdf_path) as file:
        info = {key: str(value) for key, value in file.docinfo.items()}
        language, view = str(file.Root.Lang), bool(file.Root.ViewerPreferences.DisplayDocTitle)
        with file.open_metadata() as xmp:
            described = [xmp.get(key) for key in ("dc:title", "dc:description", "xmp:CreateDate", "xmp:ModifyDate")]
    assert (language, view) == ("zh-CN", True)
    assert info["/Title"] == metadata.full_title == "中国数字经济高质量发展现状与前瞻报告"
    assert info["/Author"] == "张弛, 孟佳宁"
    assert info["/Subject"] == metadata.subject
    assert info["/Keywords"] == ", ".join(metadata.keywords)
    assert info["/CreationDate"][:16] == info["/ModDate"][:16] == "D:20241231000000"
    assert described[:2] == [metadata.full_title, metadata.subject]
    day = datetime(2024, 12, 31, tzinfo=UTC)
    assert [datetime.fromisoformat(str(date)) for date in described[2:]] == [day, day]


def test_each_figure_is_tagged_with_its_alternative_text(report: Built) -> None:
    """The four figures are tagged, each with the text that stands for it."""
    figures = list(find(report.document.body, Figure))
    assert len(figures) == 4
    assert [drawing.alternative for drawing in report.pdf.drawings] == [figure.alternative for figure in figures]


def test_the_charts_show_every_value_and_mark_every_gap(report: Built) -> None:
    """Each known value stands in its chart as a label, and each value nobody could verify as a gap."""
    charts = [(figure.drawing, drawing.text) for figure, drawing in drawn(report) if isinstance(figure.drawing, Chart)]
    assert len(charts) == 3
    for chart, text in charts:
        values = [value for series in chart.series for value in series.values]
        assert [value.text for value in values if squeezed(value.text) not in text] == []
        assert text.count("缺") - chart.missing.count("缺") * (squeezed(chart.missing) in text) == sum(
            value.value is None for value in values
        )


def drawn(report: Built) -> list[tuple[Figure, Any]]:
    """Return the figures of the document with what the PDF draws for them."""
    return list(zip(find(report.document.body, Figure), report.pdf.drawings, strict=True))


FACTS = {
    "stations-5g": ("383.7万个", "2024年5月底"),
    "gigabit-users": ("1.83亿户", "2024年5月底"),
    "industrial-platforms": ("240余个", ""),
    "flexible-workers": ("两亿多", ""),
    "ai-enterprises-china": ("4500家", "2024年3月"),
    "online-approvals": ("92.5%", "2023年"),
    "shenzhen-electronics-growth": ("16.7%", "2024年一季度"),
    "data-exchange-provinces": ("二十多个", "2023年底"),
    "wuzhen-summit-years": ("十年", ""),
    "ai-enterprises-china-share": ("1/7", ""),
}
"""Facts as the report prints them: the quantity, and the date where the text tells it."""


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_prints_in_numbers_scale_and_unit_of_chinese(name: str, report: Built) -> None:
    """A fact prints with scale and unit, in words where the text has words, its date as Chinese tells it."""
    texts = {call.aspect.value: call.text for call in find(report.document.body, FactCall) if call.name == name}
    quantity, date = FACTS[name]
    assert texts["value"] == quantity
    assert texts.get("as_of", date) == date
    assert all(squeezed(text) in report.pdf.said.text for text in texts.values())


@pytest.mark.parametrize(("name", "places"), [("online-approvals", 2), ("ai-enterprises-china", 2)])
def test_a_number_that_stands_in_several_places_is_one_fact(name: str, places: int, report: Built) -> None:
    """The number is called by the same name wherever it stands, and no other fact says the same."""
    values = [call for call in find(report.document.body, FactCall) if call.aspect.value == "value"]
    texts = [call.text for call in values if call.name == name]
    assert len(texts) == places
    assert {call.name for call in values if call.text == texts[0]} == {name}
    assert report.pdf.said.text.count(squeezed(texts[0])) == places


@pytest.mark.parametrize("report", ["report"], ids=["Typst"], indirect=True)
def test_no_typed_space_stands_between_han_and_latin(report: Built) -> None:
    """The press puts the quarter em between Han and Latin itself; no space is left over from typing.

    WeasyPrint knows of no such room; there a space makes it.
    """
    text = ["".join(character.text for character in page.characters) for page in report.pdf.pages]
    between = re.compile(r".?.?(?:[\u4e00-\u9fff] [0-9A-Za-z]|[0-9A-Za-z%] [\u4e00-\u9fff]).?.?")
    assert [found for page in text for found in between.findall(page)] == []


def test_headings_are_those_of_print(report: Built) -> None:
    """The document has the 39 headings of the printed edition, word for word, with the same marks."""
    found = [(block.level, heading_says(block)) for block in find(report.document.body, Heading)]
    assert found == [(heading.level, heading.text) for heading in paper().headings]
