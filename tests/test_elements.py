"""Every element a chapter can hold reaches both outputs: all words in order, valid files, numbers that agree."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, ImageChops

from conformance import missing, pdf, word
from dedoc.model import Heading
from dedoc.verify.layout.layout import read_layout
from dedoc.verify.layout.rules import check_layout
from dedoc.walk import find
from editions import make_edition
from readback.built import Built, built
from readback.office import laid_out, notes_at_foot, said_on
from readback.said import difference, squeezed
from readback.word import NAMES, value

pytestmark = pytest.mark.slow

PROFILES = ("2a", "ua1")

EDITION = """\
title: [元素大全, 样样俱备]
subtitle: 2024 年
year: 2024
language: zh-CN
date: 2024-06-30
publisher: 样本社
people:
  - {{role: 作者, names: [张三, 李四]}}
  - {{role: 监制, names: [王五]}}
front: [00-preface.md]
back: [09-back.md]
numbering: {{depth: {depth}, notes: {notes}, figures: {figures}}}
"""

PREFACE = """\
# 前言 {#preface .unnumbered}

前言一段，带一条脚注[^front]。

- 前言也可有列表
- 两项

[^front]: 前言的脚注。
"""

FIRST = """\
# 标题带脚注[^head]的一章 {#first}

% 这一行不印。
段首有**着重**、*强调*和[外部链接](https://example.org/a?b=c&d=e)，两条脚注相连[^one][^two]，再看{ref}`first`、{ref}`third`、{ref}`chart`、
{ref}`tall`、{ref}`plan`，数字是{fact}`stations`（{as-of}`stations`）{cite:data}`bureau,survey`。

**段首小标题。**接着是正文，这里\\
换一行，英文 Latin words 与数字 3.14 相间。

## 各种列表，标题长得一行放不下，于是要折到下一行去，看看编号与文字是否还在一起 {#lists}

1. 第一项
2. 第二项，下面还有
   - 甲
   - 乙，再深一层
     1. 子一
     2. 子二
3. 第三项

   第三项的第二段，带脚注[^item]。

- 圆点一
- 圆点二
  1. 圆点下的一
  2. 圆点下的二

7. 从七数起
8. 接着是八

> 引文第一段，其中有[链接](https://example.org/引文)。
>
> 引文第二段[^quote]。
>
> - 引文里的列表

### 第三级 {#third}

#### 第四级标题 {#deep}

第四级之下的正文。

#### 又一个第四级

##### 第五级

正文。

## 不编号的一节 {#plain .unnumbered}

接着。

### 其下一节

正文。

[^head]: 标题的脚注。
[^one]: 第一条。
[^two]: 第二条有两段。

    第二段里有*强调*和[链接](https://example.org/note)，也引{cite}`survey`。
[^item]: 列表里的脚注。
[^quote]: 引文里的脚注，写得长一些，好在页脚折成两行：一二三四五六七八九十，一二三四五六七八九十，一二三四五六七八。
"""

SECOND = """\
# 图与表 {#second}

:::{figure} chart
:::

:::{table} 各项安排[^caption]
:name: plan

| 项目[^cell] | 数量 | 说明 |
|:-----|-----:|:----:|
| 甲项 | 3 | 见{ref}`chart` |
| **乙项** | {fact}`stations` | 有脚注[^inside] |
| 丙项 | 5 | [链接](https://example.org/cell) |
:::

没有标题的表：

| 左 | 右 |
|----|----|
| 一 | 二 |

| 紧接着的表 | 也没有标题 |
|----|----|
| 三 | 四 |

## 图片 {#pictures}

:::{figure} tall
:::

:::{figure} drawing
:::

:::{figure} logic
:::

# 长表 {#long}

:::{table} 三十行
:name: rows

| 序号 | 内容 |
|------|------|
ROWS
:::

再引{ref}`rows`和{ref}`logic`，以及{ref}`pictures`。

# 结语 {.unnumbered}

再见。

[^caption]: 表题的脚注。
[^cell]: 表头的脚注。
[^inside]: 表内的脚注。
""".replace("ROWS", "\n".join(f"| {n} | 第{n}行的内容 |" for n in range(1, 31)))

BACK = """\
样本社供稿，封底第一段。

封底第二段，带**着重**。
"""

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60">
<rect width="120" height="60" fill="#dce6f0"/><circle cx="60" cy="30" r="20" fill="#0b3a66"/></svg>
"""


def png(width: int, height: int) -> bytes:
    """Return a picture of one colour."""
    data = io.BytesIO()
    Image.new("RGB", (width, height), "#c8862b").save(data, "PNG")
    return data.getvalue()


DATA: dict[str, str | bytes] = {
    "facts.yaml": """\
stations: {name: 基站总数, value: 383.7, scale: 万, unit: 个, as_of: 2024-05-31, source: bureau}
""",
    "sources.yaml": """\
bureau: {name: 样本局}
survey: {title: 样本调查（2024 年）, publisher: 样本局, kind: R}
""",
    "figures/chart.yaml": """\
caption: 各年数量与*增幅*
source: [survey, bureau]
alt: 柱线图：2022年3万个，2023年数值未查实；增幅2022年5%。
data: chart.csv
series:
  - {key: count, name: 数量, unit: 万个}
  - {key: growth, name: 增幅, unit: '%', shape: line}
""",
    "figures/chart.csv": """\
category,series,value,source,remark
2022 年,count,3,survey,
2023 年,count,,,未能查实
2022 年,growth,5,survey,
2023 年,growth,6,survey,
""",
    "figures/logic.yaml": """\
caption: 二者关系
alt: 关系图：甲产生乙。
height: 9
columns: 4
rows: 4
boxes:
  - {key: one, text: 甲, row: 0, column: 0, width: 2}
  - {key: two, text: 乙, row: 2, column: 0, width: 2, tone: strong}
arrows:
  - {start: one, end: two, text: 产生}
""",
    "figures/tall.yaml": "caption: 窄而高的图片\nalt: 一块颜色。\nheight: 6\npicture: tall.png\n",
    "figures/tall.png": png(40, 160),
    "figures/drawing.yaml": "caption: 宽而矮的矢量图\nalt: 方框里的圆。\nheight: 5\npicture: drawing.svg\n",
    "figures/drawing.svg": SVG,
}

CHAPTERS = {
    "chapters/00-preface.md": PREFACE,
    "chapters/01-a.md": FIRST,
    "chapters/02-b.md": SECOND,
    "chapters/09-back.md": BACK,
}


ENGINES = {"Typst": "report", "WeasyPrint": "report-css"}
"""A style for each engine."""


@dataclass(frozen=True)
class Numbering:
    """A way to number an edition, and the marks that its notes get by it."""

    edition: str
    marks: tuple[int, ...]


NUMBERINGS = {
    "document": Numbering(EDITION.format(depth=3, notes="document", figures="document"), tuple(range(1, 11))),
    "chapter": Numbering(EDITION.format(depth=4, notes="chapter", figures="chapter"), (1, *range(1, 7), *range(1, 4))),
}


@pytest.fixture(scope="module", params=NUMBERINGS)
def numbering(request: pytest.FixtureRequest) -> Numbering:
    """Return one way of numbering after the other."""
    return NUMBERINGS[request.param]


@pytest.fixture(scope="module", params=ENGINES)
def everything(request: pytest.FixtureRequest, numbering: Numbering, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return an edition with every element, by either engine."""
    folder = tmp_path_factory.mktemp("everything")
    files: dict[str, str | bytes | None] = {**DATA, **CHAPTERS, "edition.yaml": numbering.edition}
    return built(make_edition(folder / "all", files), folder, ENGINES[request.param])


def test_the_pdf_says_everything_in_order(everything: Built) -> None:
    """The tags of the PDF speak every character of every element, and each note with its mark."""
    assert difference(everything.pdf.said.text, everything.says.text) == ""
    assert everything.pdf.said.notes == everything.says.notes


def test_the_text_below_a_long_table_stands_on_the_grid(everything: Built) -> None:
    """Where a table ends on its second page, the next line is one of the grid; no rule tells of it."""
    tops = {line.text[:2]: line.top for page in everything.pdf.pages for line in page.text_lines}
    lines = (tops["再引"] - tops["再见"]) / everything.sheet.pitch
    assert lines == pytest.approx(round(lines), abs=0.02)
    checked = {each.rule.code: each for each in check_layout(read_layout(everything.pdf_path.read_bytes()))}
    assert not [finding for finding in checked["grid"].findings if "再引表" in finding.text]


def test_the_word_file_says_everything_in_order(everything: Built) -> None:
    """The Word file has every character of every element; all that Word counts comes out as in the PDF."""
    assert difference(everything.word.said.text, everything.says.text) == ""
    assert everything.word.said.notes == everything.says.notes


def test_the_validators_accept_everything(everything: Built) -> None:
    """PDF/A-2a, PDF/UA-1 and the schemas of Office hold for every element."""
    if reason := missing(*pdf.PAGE_NEEDS, *word.AUDIT_NEEDS, *word.INTEGRITY_NEEDS):
        pytest.skip(f"{reason}: files not validated")
    assert [finding for profile in PROFILES for finding in pdf.page_validation(everything.pdf_path, profile)] == []
    assert word.openxml_audit(everything.word_path) == []
    assert word.ooxml_integrity(everything.word_path) == []


def test_notes_are_counted_in_reading_order(numbering: Numbering, everything: Built) -> None:
    """Notes of headings, captions, cells, lists and quotations count in the order in which their calls are read."""
    marks = tuple(f"[{number}]" for number in numbering.marks)
    assert tuple(note[: note.index("]") + 1] for note in everything.says.notes) == marks
    assert tuple(re.findall(r"\[\d+\]", everything.says.text)) == marks


def test_each_note_stands_on_the_page_of_its_call(numbering: Numbering, everything: Built) -> None:
    """Notes of headings, captions, cells and lists stand at the foot of the page of their call."""
    assert len(everything.pages.notes) == len(numbering.marks)
    assert [(call, note) for call, note in everything.pages.notes if call != note] == []


def test_a_picture_keeps_its_shape_in_word(everything: Built) -> None:
    """A circle of an SVG picture is a circle in Word, too."""
    (drawing,) = everything.word.find(".//wp:inline[wp:docPr/@descr='方框里的圆。']")
    target, vector = drawing.xpath(".//@r:embed", namespaces=NAMES)
    relations = {item.get("Id"): item.get("Target") for item in everything.word.parts["word/_rels/document.xml.rels"]}
    image = Image.open(io.BytesIO(everything.word.files[f"word/{relations[target]}"])).convert("RGB")
    extent = drawing.find("wp:extent", NAMES)
    scale = [int(extent.get(axis)) / pixels for axis, pixels in zip(("cx", "cy"), image.size, strict=True)]
    left, top, right, bottom = box_of(image, (11, 58, 102))
    assert (right - left) * scale[0] == pytest.approx((bottom - top) * scale[1], rel=0.03)
    root = etree.fromstring(everything.word.files[f"word/{relations[vector]}"])
    wanted = float(root.get("width", "")) / float(root.get("height", ""))
    assert int(extent.get("cx")) / int(extent.get("cy")) == pytest.approx(wanted, rel=0.01)


def box_of(image: Image.Image, color: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Return the box around all that has a colour."""
    distance = ImageChops.difference(image, Image.new("RGB", image.size, color)).convert("L")
    box = distance.point([255] * 8 + [0] * 248).getbbox()
    assert box is not None
    return box


def test_rows_of_tables_are_as_high_in_both(everything: Built) -> None:
    """The lines of a table stand as far apart in the PDF as Word is told to set them, so that pages fall the same."""
    lines = [
        line
        for page in everything.pdf.pages
        for line in page.text_lines
        if re.fullmatch(r"\d+第\d+行的内容", line.text)
    ]
    assert len(lines) == 30
    row = everything.word.styles["TableText"].find("w:pPr/w:spacing", NAMES)
    assert lines[1].top - lines[0].top == pytest.approx(int(value(row, "line")) / 20, abs=0.2)


def test_libreoffice_lays_out_everything(tmp_path: Path) -> None:
    """LibreOffice shows every character of every element, headings and notes on the pages where the PDF has them."""
    files = {**DATA, **CHAPTERS, "edition.yaml": NUMBERINGS["document"].edition}
    found = built(make_edition(tmp_path / "all", files), tmp_path)
    pages = laid_out(found.word_path, tmp_path, found.foot).pages
    # A table that runs on repeats its head.
    shown = said_on(pages).replace("行的内容序号内容", "行的内容")
    assert difference(shown, found.says.text.replace("·", "")) == ""
    assert [page.folio for page in pages[1:]] == [page.folio for page in found.pdf.pages[1:]]
    assert [page.calls for page in pages] == [page.calls for page in found.pdf.pages]
    assert [note for page in pages for note in notes_at_foot(page)] == list(found.says.notes)


DEPTHS = "\n\n".join(f"{'#' * level} 第{level}层之一\n\n{'#' * level} 第{level}层之二" for level in range(1, 7)) + "\n"


@pytest.mark.parametrize("depth", range(7))
def test_headings_bear_numbers_down_to_the_depth_asked_for(depth: int, tmp_path: Path) -> None:
    """Headings of every level have the same number, or none, in the document, the PDF and Word's own count."""
    edition = EDITION.format(depth=depth, notes="document", figures="document")
    files = {**CHAPTERS, "edition.yaml": edition, "chapters/01-a.md": DEPTHS, "chapters/02-b.md": None}
    found = built(make_edition(tmp_path / "deep", files), tmp_path)
    headings = list(find(found.document.body, Heading))
    assert [bool(heading.mark) for heading in headings] == [heading.level <= depth for heading in headings]
    assert difference(found.pdf.said.text, found.says.text) == ""
    assert difference(found.word.said.text, found.says.text) == ""


def test_notes_restart_after_a_preface_with_notes(tmp_path: Path) -> None:
    """Where notes count by chapter, the first chapter begins anew, be it the only one with notes."""
    edition = EDITION.format(depth=3, notes="chapter", figures="document")
    chapter = "# 一章\n\n正文[^a]。\n\n# 又一章\n\n正文。\n\n[^a]: 脚注。\n"
    files = {**CHAPTERS, "edition.yaml": edition, "chapters/01-a.md": chapter, "chapters/02-b.md": None}
    found = built(make_edition(tmp_path / "notes", files), tmp_path)
    assert found.says.notes == ("[1]前言的脚注。", "[1]脚注。")
    assert found.pdf.said.notes == found.word.said.notes == found.says.notes
    assert [(call, note) for call, note in found.pages.notes if call != note] == []


# --- Documents that nobody has thought of ----------------------------------------------------------------------------

HAN = st.text("数据经济发展研究报告一二三年中国，。；：（）《》“”、—…·％", min_size=1, max_size=30).map("年".__add__)
ASCII = st.text("abcXYZ0189 &<>\"'#$%+,-./:;=?@_|~()!", min_size=1, max_size=20).map(lambda text: f"x{text}x")
WORDS = st.one_of(HAN, ASCII, st.tuples(HAN, ASCII, HAN).map("".join))
HAN_ONLY = st.text("数据经济发展研究报告一二三年中国", min_size=1, max_size=20)


@dataclass
class Written:
    """A chapter as Markdown, with the words that must come out: in the text, and in its notes."""

    markdown: str = ""
    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    level: int = 0
    tables: int = 0


def typed(words: str) -> str:
    """Return words as an editor would have to type them, so that nothing in them is Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", words)


def phrase(draw: st.DrawFn, chapter: Written, *, with_notes: bool = True) -> str:
    """Draw a run of text with emphasis, links, references and notes, and return it as Markdown."""
    parts = []
    for kind in draw(st.lists(st.sampled_from(["words", "strong", "light", "link", "note", "reference"]), max_size=6)):
        match kind:
            case "note" if with_notes:
                words = draw(WORDS)
                chapter.notes.append(words)
                parts.append(f"[^n{len(chapter.notes)}]")
            case "reference":
                chapter.text.append("第一章")
                parts.append("{ref}`first`")
            case "strong" | "light" | "link":
                chapter.text.append(draw(HAN_ONLY))
                frame = {"strong": "**{}**", "light": "*{}*", "link": "[{}](https://example.org/a?b=c&d=e)"}[kind]
                parts.append("，" + frame.format(chapter.text[-1]) + "，")
            case _:
                chapter.text.append(draw(WORDS))
                parts.append(typed(chapter.text[-1]))
    chapter.text.append(draw(HAN_ONLY))
    return "".join((*parts, chapter.text[-1]))


def block(draw: st.DrawFn, kind: str, chapter: Written) -> str:
    """Draw a block and return it as Markdown."""
    match kind:
        case "heading":
            chapter.level = draw(st.integers(1, min(chapter.level + 1, 5)))
            return "#" * chapter.level + " " + phrase(draw, chapter) + draw(st.sampled_from(["", " {.unnumbered}"]))
        case "list":
            marks = draw(st.lists(st.sampled_from(["- ", "3. "]), min_size=1, max_size=3))
            return "\n".join("   " * depth + mark + phrase(draw, chapter) for depth, mark in enumerate(marks))
        case "quotation":
            return "> " + phrase(draw, chapter) + "\n>\n> " + phrase(draw, chapter)
        case "table":
            return "\n".join(
                ["", f"| {phrase(draw, chapter)} | {phrase(draw, chapter)} |", "|---|---:|"]
                + [f"| {phrase(draw, chapter)} | {phrase(draw, chapter)} |" for _ in range(draw(st.integers(1, 3)))]
            )
        case "captioned":
            chapter.tables += 1
            caption = phrase(draw, chapter)
            return f":::{{table}} {caption}{block(draw, 'table', chapter)}\n:::"
        case _:
            return phrase(draw, chapter)


KINDS = ("heading", "paragraph", "list", "quotation", "table", "captioned")


@st.composite
def chapters(draw: st.DrawFn) -> Written:
    """Draw a chapter of a few blocks."""
    chapter = Written("# 起首 {#first}", level=1)
    for kind in draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6)):
        chapter.markdown += "\n\n" + block(draw, kind, chapter)
    for number, words in enumerate(chapter.notes, 1):
        chapter.markdown += f"\n\n[^n{number}]: {typed(words)}"
    chapter.markdown += "\n"
    return chapter


@pytest.mark.parametrize("engine", ENGINES)
@given(chapter=chapters())
@settings(derandomize=True, deadline=None, max_examples=12, phases=[Phase.generate])
def test_no_character_is_lost_on_the_way(
    engine: str, chapter: Written, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is typed into elements of any order comes out of both files, all of it, in order, by either engine."""
    folder = tmp_path_factory.mktemp("any")
    found = built(make_edition(folder / "any", {"chapters/01-a.md": chapter.markdown}), folder, ENGINES[engine])
    at = 0
    for words in map(squeezed, chapter.text):
        at = found.says.text.index(words, at) + len(words)
    assert [note.partition("]")[2] for note in found.says.notes] == list(map(squeezed, chapter.notes))
    assert difference(found.pdf.said.text, found.says.text) == ""
    assert difference(found.word.said.text, found.says.text) == ""
    assert found.pdf.said.notes == found.word.said.notes == found.says.notes
