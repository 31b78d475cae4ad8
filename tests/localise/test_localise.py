"""A whole edition put into words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cases import cases, files_of
from dedoc.build import Order, load
from dedoc.localise import localise
from dedoc.localise.words import words
from dedoc.model import (
    Block,
    Chart,
    Diagram,
    Document,
    Drawing,
    FactCall,
    Figure,
    Heading,
    List,
    Metadata,
    Moment,
    Node,
    Note,
    Paragraph,
    Picture,
    Quotation,
    Reference,
    Sidebar,
    SourceList,
    Table,
    Text,
)
from dedoc.walk import find, plain_text, rewrite, walk
from editions import FULL, make_edition
from languages import CHINESE, ENGLISH

CASES = Path(__file__).parent / "cases"


def printed(document: Document) -> str:
    """Return the text of the body, a line a block."""
    return "".join(line + "\n" for block in document.body for line in lines(block))


def lines(block: Block) -> Iterator[str]:
    """Yield the lines of a block."""
    match block:
        case Heading():
            yield block.mark + plain_text(block.content)
        case Paragraph():
            yield plain_text(rewrite(block, in_brackets))
        case Quotation():
            yield from (line for inner in block.content for line in lines(inner))
        case List():
            for mark, (first, *rest) in zip(block.marks, block.items, strict=True):
                yield f"  {mark}{plain_text(first)}"
                yield from (f"  {line}" for inner in rest for line in lines(inner))
        case Table():
            cells = (plain_text(cell) for row in (block.head, *block.rows) for cell in row)
            title = f"{block.mark}{plain_text(block.caption)} | " if block.caption else ""
            unit = f"{plain_text(block.unit)} | " if block.unit else ""
            below = (plain_text(block.remarks), block.source.text if block.source else "")
            yield title + unit + "".join(f"{cell} | " for cell in (*cells, *filter(None, below))).rstrip()
        case Sidebar():
            yield f"{block.mark}{plain_text(block.title)}"
            yield from (line for inner in block.content for line in lines(inner))
        case SourceList():
            yield from (f"{entry.mark} {plain_text(entry.content)}" for entry in block.entries)
        case Figure():
            source = block.source.text if block.source else ""
            yield f"{block.mark}{plain_text(block.caption)}{source}‹{drawn(block.drawing)}›"


def in_brackets(node: Node) -> Node:
    """Return a note as text in brackets, and any other node as it is."""
    if not isinstance(node, Note):
        return node
    return FactCall("", text=f"⟦{node.mark}{plain_text(node.content)}⟧")


def drawn(drawing: Drawing | None) -> str:
    """Return the words in a drawing."""
    match drawing:
        case Chart():
            series = (" ".join((item.legend, *(value.text for value in item.values))) for item in drawing.series)
            return " | ".join((" ".join(drawing.categories), *series, drawing.missing))
        case Diagram():
            boxes = " ".join(box.text.replace("\n", "/") for box in drawing.boxes)
            return f"{boxes} | {' '.join(arrow.text for arrow in drawing.arrows)}"
        case Picture() | None:
            return ""


@pytest.mark.parametrize(("given", "expected"), cases(CASES))
def test_an_edition_says_what_its_case_says(tmp_path: Path, given: str, expected: str) -> None:
    """The text of each case comes out as written down beside it."""
    folder = make_edition(tmp_path / "edition", files_of(given))

    assert printed(load(Order(str(folder))).document) == expected


@pytest.fixture
def written(tmp_path: Path) -> Document:
    """Return the document of an edition that has one of everything."""
    return load(Order(str(make_edition(tmp_path / "edition", FULL)))).document


def test_another_locale_says_the_same_in_its_own_way(written: Document) -> None:
    """No mark, word or lead of Chinese is left when a document is put into English."""
    document = localise(written, ENGLISH)
    marks = [node.mark for node in walk(document.body) if isinstance(node, Heading | Note | Figure | Table)]

    assert marks == ["Chapter 1. ", "1", "2", "Figure 1. ", "1.1 ", "Table 1. ", "Chapter 2. ", "Figure 2. "]
    assert [call.text for call in find(document.body, FactCall)] == ["May 31, 2024", "383.7 个"]
    assert [node.text for node in find(document.body, Reference)] == ["figure 1", "table 1"]
    assert [item.marks for item in find(document.body, List)] == [("1.", "2."), ("–", "–")]


def test_a_legend_names_its_unit_without_the_space_before_it(written: Document) -> None:
    """What parts a number from its unit has no place where the unit stands alone."""
    document = localise(written, replace(ENGLISH, measures={"万个": "{number} point|{number} points"}))
    charts = [figure.drawing for figure in find(document.body, Figure) if isinstance(figure.drawing, Chart)]

    assert [series.legend for chart in charts for series in chart.series] == ["数量 (points)"]


def test_words_of_the_furniture_know_the_year(written: Document) -> None:
    """A word may name the year of the edition."""
    assert localise(written, ENGLISH).words["running"] == "Report 2024"
    assert localise(written, CHINESE).words["contents"] == "目录"


def test_title_and_alternative_text_are_made_even(tmp_path: Path) -> None:
    """The cover and the texts for readers who cannot see follow the same rule for spaces."""
    files = dict(FULL)
    files["edition.yaml"] = str(FULL["edition.yaml"]).replace("样本报告,", "样本 2024 报告,")
    files["figures/logic.yaml"] = str(FULL["figures/logic.yaml"]).replace("alt: 关系图：", "alt: 关系图 2： ")
    document = load(Order(str(make_edition(tmp_path / "edition", files)))).document

    assert document.metadata.title == ("样本2024报告", "发展与前瞻")
    assert document.metadata.subtitle == "2024年"
    assert [figure.alternative for figure in find(document.body, Figure)][1] == "关系图2：甲产生乙。"


def test_what_was_not_resolved_gets_no_text(written: Document) -> None:
    """A fact that is not there, a reference to nothing and a table without number stay empty, and nothing breaks."""
    content = (FactCall("gone"), Reference("gone"))
    blocks = (Heading(1, (), is_numbered=False), Paragraph(content), Table((), (), ()), Figure("f", number=(1,)))
    document = localise(replace(written, body=blocks), CHINESE)

    assert plain_text(document.body) == ""
    assert [node.mark for node in walk(document.body) if isinstance(node, Heading | Table | Figure)] == [
        "",
        "",
        "图1：",
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("人工智能与实体经济", ""),
        ("加快建设以企业为主体的创新联合体", "加快|建设|以|企业|为|主体|的|创新|联合体"),
        ("数据资产“入表”规范化推进与治理", "数据|资产|“|入表|”|规范化|推进|与|治理"),
        ("5G+工业互联网融合应用的新进展", "5G+工业|互联网|融合|应用|的|新进展"),
    ],
)
def test_a_long_title_is_known_by_its_words(title: str, expected: str) -> None:
    """Marks stand by themselves, Latin stays with the Han beside it, and a short title needs no words."""
    found = words(title)
    assert "|".join(found) == expected
    assert "".join(found) == (title if expected else "")


def test_only_a_title_that_does_not_fit_is_known_by_its_words() -> None:
    """How many characters fit is asked of each heading, with its mark in place."""
    title = "加快建设以企业为主体的创新联合体"
    headings = tuple(Heading(level, (Text(title),), number=(1,) * level) for level in (1, 2))
    metadata = Metadata(("样本",), "", 2024, (), "样本社", Moment((2024,)), "zh-CN")
    document = localise(Document(metadata, (), headings, ()), CHINESE, lambda heading: 20 - 2 * len(heading.mark))
    assert [(block.mark, bool(block.words)) for block in document.body if isinstance(block, Heading)] == [
        ("一、", False),
        ("（一）", True),
    ]
