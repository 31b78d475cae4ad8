"""What styles in CSS make of everything a report can hold: lines, tables, turned pages, drafts, printed pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from conformance import missing, pdf
from dedoc.build import Order, build, compare_with_print
from editions import FULL, make_edition
from readback.built import Built, built
from readback.pdf import Character, Line
from readback.said import squeezed

pytestmark = pytest.mark.slow

STYLE = "report-css"

MARKS = "，。；：）》”、"

PROSE = (
    "近年来，数字经济在全球兴起：2023年，5G基站达383.7万个，占比超过60%；《规划》（2021—2025年）提出“东数西算”“智能制造”，"
    "并写入《纲要》。各地纷纷行动，AI企业有4500家，XR与AIGC等也在兴起，其中，北京、上海等地走在前列。"
)
"""Text with Latin letters, digits and marks beside each other."""

CHAPTER = f"""\
# 各种东西 {{#all}}

{PROSE * 8}

见{{ref}}`growth`、{{ref}}`side`。{{cite:data}}`bureau`

:::{{table}} 各地规模
:name: growth
:unit: 亿元
:note: 按可比价格计算
:source: survey
:align: left, decimal
:widths: 2, 1

| 地区 | 规模 |
|--|--|
| 甲地 | 12.5 |
| 乙地 | 1234 |
| 丙地 | 0.125 |
| 丁地[^cell] | -3.75 |
:::

::::{{sidebar}} 什么是算力[^side]
:name: side

专栏里的文字。
::::

:::{{table}} 宽表
:name: wide
:wide:

| 甲 | 乙 |
|--|--|
| 一 | 二 |
:::

接着写{{fact}}`stations`。

:::{{figure}} chart
:::

| 序号 | 内容 |
|--|--|
{chr(10).join(f"| {n} | 第{n}行 |" for n in range(1, 51))}

[^cell]: 表内的脚注。
[^side]: 专栏的脚注。
"""

EDITION = str(FULL["edition.yaml"]) + "lists: [figures, tables, sidebars]\n"


def files() -> dict[str, str | bytes | None]:
    """Return the files of an edition with what no other has."""
    return {**FULL, "edition.yaml": EDITION, "chapters/01-a.md": CHAPTER}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return that edition, printed."""
    folder = tmp_path_factory.mktemp("css")
    return built(make_edition(folder / "edition", files()), folder, STYLE)


def lines_of_prose(printed: Built) -> Iterator[Line]:
    """Yield the lines of the long paragraph, which is the first below the heading."""
    for page in printed.pdf.pages:
        for line in page.text_lines:
            if line.characters[0].size == pytest.approx(16, abs=0.1):
                yield line
            elif line.text.startswith("见表"):
                return


def test_lines_are_full_and_their_marks_hang(everything: Built) -> None:
    """Every line but the last ends at the edge of the measure; marks at both edges hang half a character beyond."""
    with pdfplumber.open(everything.pdf_path) as file:
        page = next(page for page in file.pages if "近年来" in page.extract_text())
        lines = [
            line["chars"]
            for line in page.extract_text_lines(return_chars=True)
            if line["chars"][0]["size"] == pytest.approx(16, abs=0.1) and "近年来，数字" not in line["text"][:6]
        ]
    sheet = everything.sheet
    left = (sheet.width - sheet.columns * sheet.size) / 2
    begins = [left - 8 if line[0]["text"] in "“《（" else left for line in lines]
    assert [line[0]["x0"] for line in lines] == pytest.approx(begins, abs=0.1)
    assert min(begins) < left
    edge = (sheet.width + sheet.columns * sheet.size) / 2
    ends = [(line[-1]["text"], line[-1]["x1"]) for line in lines[:-1] if len(line) > 20]
    beyond = [x - edge for _, x in ends]

    assert len(ends) > 15
    assert all(abs(x) < 0.8 for x, (text, _) in zip(beyond, ends, strict=True) if text not in MARKS), beyond
    assert all(min(abs(x), abs(x - 8)) < 0.8 for x in beyond), beyond
    assert any(x > 7 for x in beyond)


def advances(line: Line) -> Iterator[tuple[str, float]]:
    """Yield each character of a line with how far it is from the next, in em; spaces count with those before them."""
    shown = [character for character in line.characters if character.text.strip()]
    for one, other in pairwise(shown):
        yield one.text + other.text, (other.left - one.left) / one.size


def test_marks_that_meet_are_squeezed(everything: Built) -> None:
    """The first of two marks in a row takes half its room, or the second if both open (CLREQ 3.1.6.2)."""
    pairs = [
        (pair, width)
        for line in lines_of_prose(everything)
        for pair, width in advances(line)
        if re.fullmatch(r"[》”）][，。“（]|[：，]“", pair)
    ]

    assert len(pairs) > 20
    assert all(0.45 < width < 0.8 for _, width in pairs), pairs


def test_han_and_latin_stand_apart(everything: Built) -> None:
    """Between Han and digits or letters is a quarter em, more or less (CLREQ 3.2.2)."""
    gaps = [
        width - 1
        for line in lines_of_prose(everything)
        for pair, width in advances(line)
        if re.fullmatch(r"[\u4e00-\u9fff][0-9A-Z]", pair)
    ]

    assert len(gaps) > 25
    assert all(0.15 < gap < 0.45 for gap in gaps), gaps


def test_decimal_points_stand_below_each_other(everything: Built) -> None:
    """The points of a column, and the ends of whole numbers, have one place; the longest number is at the edge."""
    rows = [line for page in everything.pdf.pages for line in page.text_lines if re.match(r"[甲乙丙丁]地", line.text)]
    points = [at(line.characters) for line in rows]

    assert len(points) == 4
    assert points == pytest.approx([points[0]] * 4, abs=0.4)


def at(characters: tuple[Character, ...]) -> float:
    """Return where the decimal point of a line stands, or would stand."""
    point = next((character for character in characters if character.text == "."), None)
    if point is not None:
        return point.left
    last, before = characters[-1], characters[-2]
    return last.left + (last.left - before.left)


def test_a_wide_table_has_a_turned_page_that_counts(everything: Built) -> None:
    """The page is as wide as the others are high, and the folios go on behind it."""
    with pikepdf.open(everything.pdf_path) as file:
        sizes = [tuple(map(float, page.mediabox[2:])) for page in file.pages]
    (wide,) = (number for number, (width, height) in enumerate(sizes, 1) if width > height)
    folios = [int(page.folio) for page in everything.pdf.pages if page.folio.isdecimal()]

    assert sizes[wide - 1] == pytest.approx(sizes[0][::-1], abs=0.01)
    assert everything.pages.tables[1][0] == wide
    assert (
        int(everything.pages.tables[1][1]) == int(everything.pages.tables[0][1]) + wide - everything.pages.tables[0][0]
    )
    assert folios == list(range(1, len(folios) + 1))


def test_lists_name_the_folios_of_the_page_map(everything: Built) -> None:
    """Figures, tables and sidebars are listed with the folios on which they stand; Word takes the same."""
    pages, said = everything.pages, everything.pdf.said.text
    for entries in (
        [f"图1：各年数量{pages.figures[0][1]}", f"图2：二者关系{pages.figures[1][1]}"],
        [f"表1：各地规模{pages.tables[0][1]}", f"表2：宽表{pages.tables[1][1]}"],
        [f"专栏1什么是算力{pages.sidebars[0][1]}"],
    ):
        assert "".join(entries) in said


def test_a_head_that_is_repeated_is_no_content(everything: Built) -> None:
    """It stands on every page of a long table, and is read once."""
    shown = [page.number for page in everything.pdf.pages if any(line.text == "序号内容" for line in page.text_lines)]

    assert len(shown) > 1
    assert everything.pdf.said.text.count("序号内容") == 1


def test_links_have_one_area_each(everything: Built) -> None:
    """Of the boxes inside a link only its own is a place to click."""
    with pikepdf.open(everything.pdf_path) as file:
        links = [annotation for page in file.pages for annotation in page.obj.get("/Annots", [])]
        areas = [(link.P.objgen if "/P" in link else 0, *map(float, link.Rect)) for link in links]
    assert len(areas) == len(set(areas))


def test_the_validators_accept_what_no_other_edition_has(everything: Built) -> None:
    """PDF/A-2a and PDF/UA-1 hold for turned pages, lists, sidebars and repeated heads, as veraPDF sees them."""
    if reason := missing(*pdf.VERAPDF_NEEDS):
        pytest.skip(f"{reason}: veraPDF not run")
    assert pdf.verapdf([everything.pdf_path], ("2a", "ua1")) == []


def test_a_draft_is_marked_on_every_page_and_read_on_none(tmp_path: Path) -> None:
    """The mark stands at the head of all but the covers, the watermark across all but the back; neither is content."""
    edition = make_edition(tmp_path / "edition", files())
    result = build(Order(str(edition), tmp_path, style=STYLE, outputs=("pdf",), is_draft=True))
    with pdfplumber.open(result.files[0]) as file:
        heads = ["草稿·未经核定" in squeezed(page.extract_text()) for page in file.pages]
        marks = [
            {
                character["tag"]
                for character in page.chars
                if character["size"] > 60 and character["text"] in "征求意见稿"
            }
            for page in file.pages
        ]
    assert heads == [False, *[True] * (len(heads) - 2), False]
    assert marks == [{"Artifact"}] * len(marks)


PRINTED = f"""\
{{folio}}`1`

# 开端 {{#start}}

{PROSE}

{PROSE}{{folio}}`2`{PROSE * 7}

见{{fact}}`stations`{{cite:data}}`bureau`。

:::{{figure}} chart
:::
"""


def test_pages_begin_where_they_began_in_print(tmp_path: Path) -> None:
    """The paragraph goes on without indent on the next page, and its line before is full."""
    edition = make_edition(tmp_path / "edition", {**FULL, "chapters/01-a.md": PRINTED})
    result = build(Order(str(edition), tmp_path, style=STYLE, outputs=("pdf",), is_as_printed=True))
    first, second, *_ = result.pages.starts
    with pdfplumber.open(result.files[0]) as file:
        before, after = (file.pages[page - 1].extract_text_lines() for page in (first[0], first[0] + 1))

    assert (first[1], second) == ("01", (first[0] + 1, "02"))
    assert squeezed(before[-2]["text"]).endswith("前列。")
    assert before[-2]["x1"] == pytest.approx(before[-3]["x1"], abs=10)
    assert squeezed(after[0]["text"]).startswith("近年来")
    assert after[0]["x0"] == pytest.approx(after[1]["x0"], abs=0.5)


def test_fidelity_to_print_can_be_told_of_a_style_in_css(tmp_path: Path) -> None:
    """The report compares both ways of printing, with pictures of their pages."""
    edition = make_edition(tmp_path / "edition", {**FULL, "chapters/01-a.md": PRINTED})
    known = {"folios": 2, "contents": [{"level": 1, "title": "一、开端", "folio": 1}], "notes": {"1": 2}, "figures": {}}
    (tmp_path / "printed.json").write_text(json.dumps(known), encoding="utf-8")
    order = Order(str(edition), tmp_path / "out", style=STYLE)
    compared = compare_with_print(order, tmp_path / "printed.json", str, "en")

    assert (tmp_path / "out" / "fidelity.html").read_text(encoding="utf-8").count("data:image/png") > 3
    assert [printing.name for printing in compared.fidelity.printings] == ["natural", "printed"]
