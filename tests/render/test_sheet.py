"""What a style says of the sheet, alone and together, in small reports."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from docx.oxml.ns import qn

from conformance import missing, pdf, word
from dedoc.build import Order, build, load
from editions import FULL, make_edition
from readback.built import Built, built
from readback.pdf import Page
from readback.said import difference

LONG = (
    "\n# 附数\n\n" + "一段正文。\n\n" + "| 序号 | 内容 |\n|---|---|\n" + "".join(f"| {n} | 行 |\n" for n in range(60))
)
FILES = {
    **FULL,
    "chapters/00-summary.md": "# 摘要 {.unnumbered}\n\n摘要一段。\n",
    "chapters/03-c.md": LONG + "\n其后的一段。\n",
    "edition.yaml": str(FULL["edition.yaml"]).replace("[00-preface.md]", "[00-preface.md, 00-summary.md]"),
}
"""A report of two front chapters, a chapter with sections, an unnumbered one, and one with a table of several pages."""


def made(folder: Path, monkeypatch: pytest.MonkeyPatch, style: str, **files: str) -> Built:
    """Return the report in a style that begins from another one."""
    (folder / "content").mkdir()
    (folder / "styles" / "own").mkdir(parents=True)
    (folder / "styles" / "own" / "style.yaml").write_text(style, encoding="utf-8")
    monkeypatch.chdir(folder)
    return built(make_edition(folder / "edition", {**FILES, **files}), folder / "made", "own")


def heads(report: Built) -> list[str]:
    """Return what stands above the text block of each page."""
    top = report.sheet.outset + report.sheet.top - 5
    return ["".join(line.text for line in page.lines if line.top < top) for page in report.pdf.pages]


def opens(page: Page, *titles: str) -> bool:
    """Whether one of the titles stands on a page as a heading."""
    return any(line.text in titles and line.size > 15 for line in page.text_lines[:2])


BOX = re.compile(r"/(Trim|Bleed)Box")


def boxes(report: Built) -> set[str]:
    """Return the boxes that the pages have besides that of the sheet."""
    with pikepdf.open(report.pdf_path) as file:
        return {str(key) for page in file.pages for key in iter(page.obj) if BOX.fullmatch(str(key))}


def well(report: Built) -> None:
    """Assert that both files say all there is, and that they are valid."""
    assert difference(report.pdf.said.text, report.says.text) == ""
    assert difference(report.word.said.text, report.says.text) == ""
    if not missing(*pdf.PAGE_NEEDS, *word.AUDIT_NEEDS):
        assert [found for profile in ("2a", "ua1") for found in pdf.page_validation(report.pdf_path, profile)] == []
        assert word.openxml_audit(report.word_path) == []


def test_a_sheet_without_keys_has_no_boxes_and_no_sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The style “report” is centered, headless and uncut: its Word file has one kind of page."""
    report = made(tmp_path, monkeypatch, "base: report\n")

    assert boxes(report) == set()
    assert set(heads(report)[1:-1]) == {""}
    front = report.word.find("w:p[w:pPr/w:pStyle/@w:val='FrontHeading']/w:pPr")
    assert [heading.find(qn("w:pageBreakBefore")) is not None for heading in front] == [False, True]
    settings = report.word.parts["word/settings.xml"]
    assert [settings.find(qn(f"w:{name}")) for name in ("mirrorMargins", "evenAndOddHeaders")] == [None, None]
    well(report)


def test_the_same_head_stands_at_either_edge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On right pages right, on left pages left, in both files; in the middle with folios in the middle."""
    (tmp_path / "outer").mkdir()
    (tmp_path / "center").mkdir()
    found = []
    for folios in ("outer", "center"):
        keys = f"{{folios: {folios}, heads: {{recto: title, verso: title}}}}"
        report = made(tmp_path / folios, monkeypatch, f"base: report\npage: {keys}\n")
        top, middle = report.sheet.top - 5, report.sheet.width / 2
        lines = [(page.number % 2, line) for page in report.pdf.pages[1:-1] for line in page.lines if line.top < top]
        assert {line.text for _, line in lines} == {"样本报告发展与前瞻"}
        parts = [root for name, root in sorted(report.word.parts.items()) if name.startswith("word/header")]
        edges = {edge.get(qn("w:val")) for root in parts for edge in root.iter(qn("w:jc"))}
        found.append(({side for side, line in lines if line.left > middle}, edges))
        well(report)

    assert found == [({1}, {"left", "right"}), (set(), set())]


def test_chapters_may_begin_on_any_page_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With “starts: page” no page is left free, and every chapter is a section of Word's."""
    keys = "{starts: page, folios: outer, heads: {recto: title, verso: chapter}}"
    report = made(tmp_path, monkeypatch, f"base: report\npage: {keys}\n")
    pages = report.pdf.pages

    titles = ("前言", "摘要", "目录", "一、开端", "二、结语", "三、附数")
    assert [page.number for page in pages if opens(page, *titles)] == [2, 3, 4, 5, 7, 8]
    assert all(page.characters for page in pages)
    assert heads(report)[1:-1] == [
        *("前言", "样本报告发展与前瞻", "目录", "样本报告发展与前瞻", "一、开端"),
        *("样本报告发展与前瞻", "三、附数", "样本报告发展与前瞻", "三、附数"),
    ]
    types = [kind.get(qn("w:val")) for kind in report.word.body.iter(qn("w:type"))]
    assert types == ["nextPage"] * 8
    well(report)


def test_the_text_below_a_long_table_stands_on_the_grid_of_a_bled_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Positions count from the page, whatever lies around it."""
    report = made(tmp_path, monkeypatch, "base: book\n")
    tops = [line.top for page in report.pdf.pages for line in page.text_lines if line.text == "其后的一段。"]

    (lines,) = [(top - report.sheet.outset - report.sheet.top) / report.sheet.pitch for top in tops]
    assert lines == pytest.approx(round(lines), abs=0.03)
    well(report)


def test_a_bleed_without_marks_is_the_whole_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the cut is all that has to be said (ISO 32000-1, 14.11.2.1)."""
    report = made(tmp_path, monkeypatch, "base: book\npage: {crop_marks: false}\n")

    assert boxes(report) == {"/TrimBox"}
    with pikepdf.open(report.pdf_path) as file:
        sheet, cut = (list(map(float, file.pages[0].obj[name])) for name in ("/MediaBox", "/TrimBox"))
    bleed = report.sheet.bleed
    assert [own - outer for own, outer in zip(cut, sheet, strict=True)] == pytest.approx(
        [bleed, bleed, -bleed, -bleed], abs=0.001
    )
    well(report)


def test_marks_without_bleed_keep_off_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bleed and cut are the same."""
    report = made(tmp_path, monkeypatch, "base: report\npage: {crop_marks: true}\n")

    with pikepdf.open(report.pdf_path) as file:
        bleed, cut = (list(map(float, file.pages[0].obj[name])) for name in ("/BleedBox", "/TrimBox"))
    assert bleed == pytest.approx(cut, abs=0.001)
    assert report.sheet.outset == 20
    well(report)


def test_a_turned_page_bears_its_marks_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wide table on a page turned by a quarter is cut as the others are, turned with it."""
    table = "\n:::{table} 宽表\n:name: broad\n:wide:\n\n| 左 | 右 |\n|---|---|\n| 一 | 二 |\n:::\n"
    report = made(tmp_path, monkeypatch, "base: book\n", **{"chapters/04-d.md": f"# 宽\n\n见{{ref}}`broad`。\n{table}"})

    with pikepdf.open(report.pdf_path) as file:
        sizes = [
            tuple(
                round(float(box[2]) - float(box[0])) for box in (page.obj.TrimBox, page.obj.BleedBox, page.obj.MediaBox)
            )
            for page in file.pages
        ]
    assert set(sizes) == {(482, 499, 527), (680, 697, 725)}
    well(report)


def test_printed_page_for_page_chapters_begin_where_they_began(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reissue leaves no page free, whatever the style says of chapters."""
    marks = {
        "chapters/01-a.md": "# 开端 {#start}\n\n正文一段。\n\n{folio}`2`\n\n# 又一章\n\n第二页。\n",
        "chapters/02-b.md": "# 结语\n\n第二页的末尾。\n",
    }
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    edition = make_edition(tmp_path / "edition", marks)
    order = Order(str(edition), into=tmp_path / "made", style="book", is_as_printed=True)
    result, source = build(order), load(order)
    report = Built(source.document, source.style.record.page, result.pages, *result.files)

    assert [page.folio for page in report.pdf.pages] == ["", "I", "01", "02"]
    well(report)


def test_a_draft_in_the_style_of_a_book_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page between the covers bears the mark of a draft in place of its head."""
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    edition = make_edition(tmp_path / "edition", FILES)
    order = Order(str(edition), into=tmp_path / "made", style="book", is_draft=True)
    result, source = build(order), load(order)
    report = Built(source.document, source.style.record.page, result.pages, *result.files)

    shown = [head for page, head in zip(report.pdf.pages, heads(report), strict=True) if page.folio]
    assert set(shown) == {source.document.words["draft"].replace(" ", "")}
    parts = [root for name, root in report.word.parts.items() if name.startswith("word/header")]
    # The head of a cover holds nothing but the watermark.
    assert {"".join(root.itertext()) for root in parts} == {"", source.document.words["draft"]}
    well(report)
