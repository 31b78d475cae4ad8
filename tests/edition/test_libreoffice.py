"""The Word file laid out by LibreOffice, with the fonts of the PDF: what it claims is so, page by page."""

from __future__ import annotations

import re

import pytest

from dedoc.verify.layout.layout import read_layout
from dedoc.verify.layout.rules import check_layout
from readback.built import Built
from readback.office import laid_out, notes_at_foot, said_on
from readback.paper import paper
from readback.pdf import Place, PrintedPdf
from readback.said import difference

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(report: Built, tmp_path_factory: pytest.TempPathFactory) -> PrintedPdf:
    """Return what LibreOffice makes of the Word file."""
    return laid_out(report.word_path, tmp_path_factory.mktemp("libreoffice"), report.foot)


def test_it_has_the_pages_of_the_pdf(report: Built, pages: PrintedPdf) -> None:
    """The Word file takes as many pages as the PDF."""
    assert len(pages.pages) == len(report.pdf.pages)


def test_the_folios_are_those_of_the_pdf(report: Built, pages: PrintedPdf) -> None:
    """Each page between the covers bears the folio that it has in the PDF; the back cover bears none."""
    assert [page.folio for page in pages.pages[1:]] == [page.folio for page in report.pdf.pages[1:]]


def test_it_shows_all_the_document_says(report: Built, pages: PrintedPdf) -> None:
    """Every character of the document stands on the pages in order, numbers and contents included."""
    assert difference(said_on(pages.pages), report.says.text.replace("·", "")) == ""


def test_the_contents_claim_the_folios_of_the_headings(pages: PrintedPdf) -> None:
    """All 39 headings stand on the page whose folio the contents claim."""
    place = Place(next(page.number for page in pages.pages if page.folio == "01"), -1)
    found = []
    for heading in paper().headings:
        at = pages.find_heading(heading.text, place)
        assert at is not None, f"“{heading.text}” does not stand behind {place}"
        found.append(heading.text + pages.pages[at.page - 1].folio)
        place = at
    front = pages.pages[: place.page - 1]
    claimed = [line.text.replace("·", "") for page in front for line in page.text_lines if "···" in line.text]
    assert claimed == found


def test_each_note_stands_at_the_foot_of_the_page_of_its_call(report: Built, pages: PrintedPdf) -> None:
    """On every page the notes at the foot are those called on it; all 59 are there, word for word."""
    found = [note for page in pages.pages for note in notes_at_foot(page)]
    assert found == list(report.says.notes)
    marks = [[note[: note.index("]") + 1] for note in notes_at_foot(page)] for page in pages.pages]
    assert marks == [page.calls for page in pages.pages]


def test_no_field_shows_an_error(pages: PrintedPdf) -> None:
    """No field has lost what it names."""
    text = "".join(page.text for page in pages.pages)
    assert re.findall("Error[:!]|错误！|错误:|未找到引用源|Referencesourcenotfound", text) == []


def test_its_layout_can_be_verified(report: Built, pages: PrintedPdf) -> None:
    """In the untagged PDF of LibreOffice, too, all calls and notes are found."""
    layout = read_layout(pages.path.read_bytes())
    checked = {each.rule.code: each for each in check_layout(layout)}

    assert [call.mark for call in layout.calls] == [mark for _, mark in layout.notes]
    assert len(layout.calls) == len(report.says.notes)
    assert checked["note"].findings == checked["indent"].findings == checked["line-start"].findings == ()
    assert checked["indent"].places > 100
