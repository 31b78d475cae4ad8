"""What a style says of the sheet, as styles in CSS print it: sides, starts, heads, bleed and crop marks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest

from conformance import missing, pdf
from dedoc.build import Order, build, load
from editions import FULL, make_edition
from readback.built import Built
from readback.pdf import Line, Page

pytestmark = pytest.mark.slow

STYLES = Path(__file__).parents[2] / "styles"
TITLE = "样本报告发展与前瞻"
CHAPTER = (
    "# 附数 {#added}\n\n"
    + "一段正文。\n\n" * 90
    + ":::{table} 宽表\n:name: broad\n:wide:\n\n| 左 | 右 |\n|---|---|\n| 一 | 二 |\n:::\n"
)
FILES = {**FULL, "chapters/02-b.md": str(FULL["chapters/02-b.md"]) + f"\n见{{ref}}`broad`。\n\n{CHAPTER}"}


def printed(folder: Path, monkeypatch: pytest.MonkeyPatch, style: str, *, is_draft: bool = False) -> Built:
    """Return a report in a style of one's own, its PDF only; the validators find nothing against it."""
    (folder / "content").mkdir()
    shutil.copytree(STYLES / "report-css", folder / "styles" / "own")
    (folder / "styles" / "own" / "style.yaml").write_text(f"template: report.css\n{style}", encoding="utf-8")
    monkeypatch.chdir(folder)
    edition = make_edition(folder / "edition", FILES)
    order = Order(str(edition), folder / "made", style="own", outputs=("pdf",), is_draft=is_draft)
    result, source = build(order), load(order)
    made = Built(source.document, source.style.record.page, result.pages, result.files[0], Path())
    assert made.pdf.said.text == made.says.text
    if not missing(*pdf.PAGE_NEEDS):
        assert [found for profile in ("2a", "ua1") for found in pdf.page_validation(made.pdf_path, profile)] == []
    return made


def heads(report: Built) -> list[str]:
    """Return what stands above the text block of each page that is not turned."""
    return ["".join(line.text for line in above(report, page)) for page in report.pdf.pages]


def above(report: Built, page: Page) -> list[Line]:
    """Return the lines above the text block of a page."""
    top = report.sheet.outset + report.sheet.top - 5
    return [] if is_turned(report, page.number) else [line for line in page.lines if line.top < top]


def is_turned(report: Built, number: int) -> bool:
    """Whether a page is wider than it is high."""
    with pikepdf.open(report.pdf_path) as file:
        left, bottom, right, top = map(float, file.pages[number - 1].mediabox)
    return right - left > top - bottom


def opening(report: Built) -> list[int]:
    """Return the pages on which the preface, the contents and the chapters begin."""
    titles = ("前言", "目录", "一、开端", "二、结语", "三、附数")
    return [
        page.number
        for page in report.pdf.pages
        if any(line.text in titles and line.size > 12 for line in page.text_lines)
    ]


def test_a_bound_book_is_bound_in_css_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chapters begin on right pages, which bear no head; others name the title, or the chapter; free ones nothing."""
    report = printed(tmp_path, monkeypatch, "base: book\n")
    pages = report.pdf.pages
    free = [page.number for page in pages if not page.characters]

    assert opening(report) == [3, 5, 7, 9, 11]
    assert free[:2] == [2, 4]
    assert len(pages) % 2 == 0
    assert [folio for _, folio in report.pages.headings] == ["I", "01", "01", "03", "05"]
    assert [page.folio for page in pages[:9]] == ["", "", "I", "", "III", "", "01", "", "03"]
    shown = dict(zip(range(1, len(pages) + 1), heads(report), strict=True))
    assert {shown[number] for number in (1, *free, *opening(report), len(pages))} == {""}
    assert shown[12] == TITLE
    assert shown[13] == "三、附数"


def test_the_text_of_a_book_stands_off_its_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Margins and folios are those of the side; what is to be cut, and what bleeds, is told of every page."""
    report = printed(tmp_path, monkeypatch, "base: book\n")
    sheet = report.sheet
    with pikepdf.open(report.pdf_path) as file:
        sizes = {
            tuple(round(float(box[2]) - float(box[0])) for box in (page.trimbox, page.obj.BleedBox, page.mediabox))
            for page in file.pages
        }
        edges = [float(page.trimbox[0]) for page in file.pages]
    assert sizes == {(482, 499, 527), (680, 697, 725)}
    sides = set()
    for page, edge in zip(report.pdf.pages, edges, strict=True):
        if page.folio.isdecimal() and not is_turned(report, page.number):
            is_right = page.number % 2 == 1
            margin = sheet.inner if is_right else sheet.outer
            lefts = [line.left - edge - margin for line in page.body_lines if line.text == "一段正文。"]
            assert lefts == pytest.approx([2 * sheet.size] * len(lefts), abs=0.1)
            (folio,) = (line for line in page.lines if line.text == page.folio)
            assert (folio.left - edge > sheet.width / 2) == is_right
            sides.add(is_right)
    assert sides == {True, False}


def test_chapters_may_begin_on_pages_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With “starts: page” no page is left free, and all bear heads; a bleed without marks is the whole sheet."""
    keys = "{starts: page, heads: {recto: title, verso: chapter}, bleed: 10}"
    report = printed(tmp_path, monkeypatch, f"base: report\npage: {keys}\n")

    assert opening(report) == [2, 3, 4, 6, 7]
    assert all(page.characters for page in report.pdf.pages)
    assert heads(report)[1:7] == ["前言", TITLE, "一、开端", TITLE, "二、结语", TITLE]
    with pikepdf.open(report.pdf_path) as file:
        assert {"/BleedBox" in page.obj for page in file.pages} == {False}
        boxes = [[float(str(edge)) for edge in box] for box in (file.pages[0].trimbox, file.pages[0].mediabox)]
        assert [a - b for a, b in zip(*boxes, strict=True)] == [10, 10, -10, -10]


def test_a_draft_of_a_book_says_so_in_place_of_its_heads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On every page between the covers that is not free, in the middle."""
    report = printed(tmp_path, monkeypatch, "base: book\n", is_draft=True)
    shown = {
        head
        for page, head in zip(report.pdf.pages, heads(report), strict=True)
        if page.folio and not is_turned(report, page.number)
    }

    assert shown == {report.document.words["draft"].replace(" ", "")}


def test_a_plain_sheet_has_no_boxes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to be told of a page that is the whole sheet, and it bears no heads."""
    report = printed(tmp_path, monkeypatch, "base: report\n")

    with pikepdf.open(report.pdf_path) as file:
        assert not {str(key) for page in file.pages for key in page.obj} & {"/TrimBox", "/BleedBox"}
    assert set(heads(report)) == {""}
