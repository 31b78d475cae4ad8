"""The 2024 edition as a trade book: bled and marked for the printer, with heads, on right pages, in PDF and in Word."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from conformance import missing, pdf
from conformance import word as word_tools
from readback.built import Built, built
from readback.office import laid_out
from readback.paper import paper
from readback.pdf import Page, Place, PrintedPdf
from readback.said import difference, squeezed
from readback.word import NAMES, value

pytestmark = pytest.mark.slow

EDITION = Path(__file__).parents[2] / "content" / "2024"
TITLE = "中国数字经济高质量发展现状与前瞻报告"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the 2024 edition in the style “book”."""
    return built(EDITION, tmp_path_factory.mktemp("book"), "book")


@pytest.fixture(scope="module")
def office(book: Built, tmp_path_factory: pytest.TempPathFactory) -> PrintedPdf:
    """Return what LibreOffice makes of the Word file; pages that it leaves free are not there."""
    return laid_out(book.word_path, tmp_path_factory.mktemp("libreoffice"), book.foot + 2)


def heads_of(page: Page, head: float) -> list[str]:
    """Return the lines above the text block, which begins ``head`` pt below the page's upper edge."""
    return [line.text for line in page.lines if line.top < head - 5]


def chapters() -> list[str]:
    """Return the headings of the chapters, as they print."""
    return [heading.text for heading in paper().headings if heading.level == 1]


def test_it_conforms(book: Built) -> None:
    """Boxes and marks leave PDF/A-2a, PDF/UA-1 and the syntax of the file whole."""
    if reason := missing(*pdf.PAGE_NEEDS, "qpdf", "mutool"):
        pytest.skip(f"{reason}: the PDF not validated")
    assert [finding for profile in ("2a", "ua1") for finding in pdf.page_validation(book.pdf_path, profile)] == []
    assert [*pdf.qpdf(book.pdf_path), *pdf.mutool(book.pdf_path)] == []


def test_verapdf_finds_nothing(book: Built) -> None:
    """VeraPDF finds nothing against PDF/A-2a and PDF/UA-1."""
    if reason := missing(*pdf.VERAPDF_NEEDS):
        pytest.skip(f"{reason}: veraPDF not run")
    assert pdf.verapdf([book.pdf_path], ("2a", "ua1")) == []


def test_a_second_build_is_the_same(book: Built, tmp_path: Path) -> None:
    """The PDF that was opened once more for its boxes is the same bytes each time, and so is the Word file."""
    again = built(EDITION, tmp_path, "book")
    assert again.pdf_path.read_bytes() == book.pdf_path.read_bytes()
    assert again.word_path.read_bytes() == book.word_path.read_bytes()


def test_both_files_say_all_the_document_says(book: Built) -> None:
    """Heads, marks and free pages add nothing to what is read out, and nothing is lost."""
    assert difference(book.pdf.said.text, book.says.text) == ""
    assert book.pdf.said.notes == book.says.notes
    body = book.word.said
    assert difference(body.text, book.says.text) == ""
    assert body.notes == book.says.notes


def test_every_page_says_where_it_is_cut_and_bled(book: Built) -> None:
    """170 by 240 mm lie in the middle of the sheet, with 3 mm of bleed around them."""
    with pikepdf.open(book.pdf_path) as file:
        boxes = {
            tuple(
                tuple(round(float(edge), 2) for edge in page.obj[name])
                for name in ("/MediaBox", "/BleedBox", "/TrimBox")
            )
            for page in file.pages
        }
    ((media, bleed, trim),) = boxes
    assert [edge / 72 * 25.4 for edge in (trim[2] - trim[0], trim[3] - trim[1])] == pytest.approx([170, 240], abs=0.01)
    assert [(own - outer) / 72 * 25.4 for own, outer in zip(trim, bleed, strict=True)] == pytest.approx(
        [3, 3, -3, -3], abs=0.01
    )
    assert list(media) == pytest.approx([0, 0, trim[2] + trim[0], trim[3] + trim[1]], abs=0.02)


def test_the_cover_fills_its_bleed_and_marks_show_the_cut(book: Built) -> None:
    """Colour runs to the edge of the bleed and not beyond; there stand fine marks in line with the page's edges."""
    outset, bleed, scale = book.sheet.outset, book.sheet.bleed, 4
    with pypdfium2.PdfDocument(book.pdf_path) as file:
        covers = [file[index].render(scale=scale).to_pil().convert("L") for index in (0, 1, len(file) - 1)]
        width, height = file[0].get_size()

    def dark(page: int, x: float, y: float) -> int:
        """Return how dark the darkest dot is within half a point, 0 to 255."""
        spot = [round(edge * scale) for edge in (x - 0.5, y - 0.5, x + 0.5, y + 0.5)]
        return 255 - min(bytes(covers[page].crop((spot[0], spot[1], spot[2], spot[3])).tobytes()))

    edge = outset - bleed
    assert min(dark(0, x, edge + 1) for x in (edge + 1, width / 2, width - edge - 1)) > 80
    assert min(dark(2, x, height - edge - 1) for x in (edge + 1, width / 2, width - edge - 1)) > 80
    assert max(dark(0, x, edge - 2) for x in (edge - 2, width / 2)) == 0
    for page in range(3):
        for x in (outset, width - outset):
            assert min(dark(page, x, 5), dark(page, x, height - 5)) > 80
        for y in (outset, height - outset):
            assert min(dark(page, 5, y), dark(page, width - 5, y)) > 80
    # A free page bears its marks and nothing else.
    assert covers[1].crop(
        (round(outset * scale), round(outset * scale), round((width - outset) * scale), 2000)
    ).getextrema() == (255, 255)


def test_inner_margins_are_narrower_than_outer_ones(book: Built) -> None:
    """The text block stands 22 mm from the back of the book, on right pages and on left ones."""
    pages = [page for page in book.pdf.pages if page.folio.isdecimal()]
    for side, margin in ((1, book.sheet.inner), (0, book.sheet.outer)):
        # Of a mark that opens, only the right half stands at the beginning of a line.
        lefts = [line.left for page in pages if page.number % 2 == side for line in page.body_lines]
        ((left, count),) = Counter(round(left, 1) for left in lefts).most_common(1)
        assert left == pytest.approx(book.sheet.outset + margin, abs=0.1)
        assert count > len(lefts) / 2
    assert book.sheet.inner / 72 * 25.4 == pytest.approx(22, abs=0.01)


def test_chapters_begin_on_right_pages(book: Built) -> None:
    """Preface, contents, each chapter and the back cover stand where they must; what is left free bears nothing."""
    pages = {page.number: page for page in book.pdf.pages}
    starts = [
        page.number
        for page in pages.values()
        if any(line.text in ("前言", "目录", *chapters()) and line.size > 15 for line in page.text_lines)
    ]
    assert len(starts) == 7
    assert all(number % 2 for number in starts)
    assert len(pages) % 2 == 0
    free = [number for number, page in pages.items() if not page.characters]
    assert free[:2] == [2, 4]
    assert all(number % 2 == 0 for number in free)


def test_right_pages_have_odd_folios_at_the_outer_edge(book: Built) -> None:
    """The folio of a right page is odd and stands right, that of a left one is even and stands left."""
    for page in book.pdf.pages:
        if page.folio.isdecimal():
            (line,) = [line for line in page.lines if line.text == page.folio and line.top > book.foot]
            middle = book.sheet.outset + book.sheet.width / 2
            assert (int(page.folio) % 2, line.left > middle) == (page.number % 2, page.number % 2 == 1)


def test_heads_name_the_title_on_left_pages_and_the_chapter_on_right_ones(book: Built) -> None:
    """Pages on which a chapter begins bear none."""
    head = book.sheet.outset + book.sheet.top
    chapter = ""
    for page in book.pdf.pages[2:-1]:
        opening = [
            line.text for line in page.text_lines if line.text in ("前言", "目录", *chapters()) and line.size > 15
        ]
        chapter = opening[0] if opening else chapter
        shown = [] if opening or not page.characters else [chapter if page.number % 2 else TITLE]
        assert heads_of(page, head) == shown


def folios_of_headings(pages: PrintedPdf) -> list[str]:
    """Return the folios of the pages on which the 39 headings of the body stand."""
    place = Place(next(page.number for page in pages.pages if page.folio == "01"), -1)
    found = []
    for heading in paper().headings:
        at = pages.find_heading(heading.text, place)
        assert at is not None, f"“{heading.text}” does not stand behind {place}"
        place = at
        found.append(pages.pages[at.page - 1].folio)
    return found


def test_the_contents_are_right_in_both_files(book: Built, office: PrintedPdf) -> None:
    """The folios that both contents claim are those of the headings in the PDF, and where LibreOffice sets them."""
    printed = folios_of_headings(book.pdf)
    lines = [line.text for page in book.pdf.pages[4:6] for line in page.text_lines if "·" in line.text]
    assert [line.rpartition("·")[2] for line in lines] == printed
    fields = book.word.find(".//w:instrText[contains(., 'PAGEREF')]/../following-sibling::w:r[2]/w:t")
    assert [text.text for text in fields] == printed
    assert folios_of_headings(office) == printed


def test_libreoffice_has_the_pages_and_heads_of_the_book(book: Built, office: PrintedPdf) -> None:
    """All pages that bear something are there, with their folios; heads are right, opening pages bear them too."""
    full = [page for page in book.pdf.pages if page.characters]
    assert [page.folio for page in office.pages] == [page.folio for page in full]
    chapter = ""
    for page, printed in zip(office.pages[1:-1], full[1:-1], strict=True):
        opening = [
            line.text for line in printed.text_lines if line.text in ("前言", "目录", *chapters()) and line.size > 15
        ]
        chapter = opening[0] if opening else chapter
        assert heads_of(page, book.sheet.top) == [chapter if printed.number % 2 else TITLE]


def test_the_word_file_is_a_book_by_its_own_means(book: Built) -> None:
    """Margins are mirrored, heads differ by side, sections begin on right pages, and heads follow their chapters."""
    settings = book.word.parts["word/settings.xml"]
    assert [settings.find(f"w:{name}", NAMES) is not None for name in ("mirrorMargins", "evenAndOddHeaders")] == [
        True
    ] * 2
    sections = [*book.word.find("w:p/w:pPr/w:sectPr"), *book.word.find("w:sectPr")]
    assert [value(section.find("w:type", NAMES)) for section in sections] == ["nextPage", *["oddPage"] * 7, "evenPage"]
    margins = [(int(value(m, "left")), int(value(m, "right"))) for s in sections for m in s.iterfind("w:pgMar", NAMES)]
    assert margins[0] == margins[-1] == (1354, 1354)
    assert set(margins[1:-1]) == {(round(book.sheet.inner * 20), round(book.sheet.outer * 20))}
    codes = [
        code.text.strip()
        for name, root in sorted(book.word.parts.items())
        if name.startswith("word/header")
        for code in root.iterfind(".//w:instrText", NAMES)
    ]
    numbered = ["STYLEREF 1 \\n", "STYLEREF 1"] * 4
    assert sorted(codes) == sorted([*numbered, 'STYLEREF "前置标题"', 'STYLEREF "不编号标题 1"'])


def test_the_word_file_is_valid(book: Built) -> None:
    """Openxml-audit and ooxml-integrity report nothing."""
    if reason := missing(*word_tools.AUDIT_NEEDS, *word_tools.INTEGRITY_NEEDS):
        pytest.skip(f"{reason}: the Word file not validated")
    assert word_tools.openxml_audit(book.word_path) == []
    assert word_tools.ooxml_integrity(book.word_path) == []


def test_figures_print_smaller_and_with_all_their_words(book: Built, report: Built) -> None:
    """Their letters go with the captions, and their shape with the page: nothing in them is left out."""
    assert [squeezed(drawing.text) for drawing in book.pdf.drawings] == [
        squeezed(drawing.text) for drawing in report.pdf.drawings
    ]
