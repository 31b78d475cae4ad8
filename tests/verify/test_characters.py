"""Characters that cannot be printed are found wherever they stand, in the font they are set in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dedoc.errors import Location, Problem, Report
from dedoc.model import (
    Alignment,
    Arrow,
    Block,
    Box,
    Chart,
    Citation,
    Diagram,
    Document,
    Drawing,
    Emphasis,
    FactCall,
    Figure,
    Heading,
    Link,
    List,
    Metadata,
    Moment,
    Note,
    Paragraph,
    People,
    Picture,
    Quotation,
    Reference,
    Series,
    SeriesShape,
    Strong,
    Table,
    Text,
    Value,
)
from dedoc.sheet import Heads
from dedoc.verify import check_characters
from drawings import ROOT, style

RARE = "\U00030000"
"""A rare character that neither font of the style has."""

PLACE = Location("chapters/01-a.md", 7)
SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
METADATA = Metadata(("样本",), "", 2024, (), "样本社", Moment((2024,)), "zh-CN")
VALUES = (Value(None, text="缺"),)
CHART = Chart(("甲",), (Series("乙", "个", SeriesShape.BAR, VALUES, "乙（个）"),), "无")
DIAGRAM = Diagram(1, 1, (Box("a", "甲", 0, 0), Box("b", "乙", 0, 0)), (Arrow("a", "b", "生"),))


def problems(document: Document) -> list[Problem]:
    """Return what stands against printing a document."""
    report = Report()
    check_characters(document, style(), report)
    return report.problems


def in_body(*blocks: Block) -> Document:
    """Return a document with blocks in its body."""
    return Document(METADATA, (), blocks, ())


def figure(drawing: Drawing | None = None, **more: object) -> Figure:
    """Return a figure that stands at the place."""
    return Figure("f", drawing, location=PLACE, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("block", "font"),
    [
        (Paragraph((Text(RARE, location=PLACE),)), SERIF),
        (Paragraph((Text("甲"),), (Text(RARE, location=PLACE),)), SANS),
        (Paragraph((Strong((Text(RARE),)),), location=PLACE), SANS),
        (Paragraph((Emphasis((Text(RARE),)),), location=PLACE), SANS),
        (Paragraph((Link("https://a.b", (Text(RARE),)),), location=PLACE), SERIF),
        (Paragraph((FactCall("f", text=RARE),), location=PLACE), SERIF),
        (Paragraph((Citation(("k",), None, text=RARE),), location=PLACE), SERIF),
        (Paragraph((Reference("f", text=RARE),), location=PLACE), SERIF),
        (Paragraph((Note((Paragraph((Text(RARE),)),), location=PLACE),)), SERIF),
        (Paragraph((Note((), mark=RARE, location=PLACE),)), SERIF),
        (Heading(1, (Text(RARE),), location=PLACE), SANS),
        (Heading(2, (), mark=RARE, location=PLACE), SANS),
        (Heading(6, (Text(RARE),), location=PLACE), SERIF),
        (Heading(1, (Note((Paragraph((Text(RARE),)),)),), location=PLACE), SERIF),
        (Quotation((Paragraph((Text(RARE),)),), location=PLACE), SERIF),
        (List(((Paragraph((Text(RARE),)),),), location=PLACE), SERIF),
        (List(((),), 1, (RARE,), location=PLACE), SERIF),
        (Table(((Text(RARE),),), (), (Alignment.LEFT,), location=PLACE), SANS),
        (Table((), (((Text(RARE),),),), (Alignment.LEFT,), location=PLACE), SERIF),
        (Table((), (), (), (Text(RARE),), location=PLACE), SANS),
        (Table((), (), (), mark=RARE, location=PLACE), SANS),
        (figure(caption=(Text(RARE),)), SANS),
        (figure(mark=RARE), SANS),
        (figure(source=Citation((), None, text=RARE)), SERIF),
        (figure(replace(CHART, categories=(RARE,))), SANS),
        (figure(replace(CHART, missing=RARE)), SANS),
        (figure(replace(CHART, series=(replace(CHART.series[0], legend=RARE),))), SANS),
        (figure(replace(CHART, series=(replace(CHART.series[0], values=(Value(None, text=RARE),)),))), SANS),
        (figure(replace(DIAGRAM, boxes=(Box("a", RARE, 0, 0),))), SANS),
        (figure(replace(DIAGRAM, arrows=(Arrow("a", "b", RARE),))), SANS),
    ],
)
def test_a_character_without_glyph_is_found_in_its_place_and_font(block: Block, font: str) -> None:
    """Every part of a block is looked at in the font that it is set in, and the nearest place is told."""
    (problem,) = problems(in_body(block))

    (other,) = {SERIF, SANS} - {font}
    assert problem.location == PLACE
    assert problem.format().splitlines()[0] == (
        f"chapters/01-a.md:7: error: neither {font} nor its fallback {other} has a glyph for “{RARE}” (U+30000)"
    )


ONLY_SERIF, ONLY_SANS = "䶶", "𰻝"
"""Characters that only one of the two fonts of the style has."""


@pytest.mark.parametrize("block", [Paragraph((Text(ONLY_SANS),)), Heading(1, (Text(ONLY_SERIF),))])
def test_a_fallback_of_the_style_lends_its_glyph(block: Block) -> None:
    """What the font of a text lacks may stand in a fallback."""
    assert problems(in_body(block)) == []


@pytest.mark.parametrize(
    ("block", "font"),
    [
        (Paragraph((Text(ONLY_SANS, location=PLACE),)), SERIF),
        (Heading(1, (Text(ONLY_SERIF, location=PLACE),)), SANS),
    ],
)
def test_without_fallback_the_font_of_the_text_must_have_the_glyph(block: Block, font: str) -> None:
    """A style that names no fallback has none."""
    report = Report()
    check_characters(in_body(block), replace(style(), record=replace(style().record, fallback=())), report)

    (problem,) = report.problems
    assert problem.format().startswith(f"chapters/01-a.md:7: error: the font {font} has no glyph for “")


def test_front_and_back_are_looked_at_too() -> None:
    """No part of the report is left out."""
    blocks = (Paragraph((Text(RARE),), location=PLACE),)

    assert [problem.location for problem in problems(Document(METADATA, blocks, (), ()))] == [PLACE]
    assert [problem.location for problem in problems(Document(METADATA, (), (), blocks))] == [PLACE]


@pytest.mark.parametrize(
    ("metadata", "font"),
    [
        (replace(METADATA, title=("样本", RARE)), SANS),
        (replace(METADATA, subtitle=RARE), SERIF),
        (replace(METADATA, people=(People(RARE, ()),)), SERIF),
        (replace(METADATA, people=(People("作者", ("张三", RARE)),)), SERIF),
        (replace(METADATA, publisher=RARE), SERIF),
    ],
)
def test_the_cover_is_looked_at_too(metadata: Metadata, font: str) -> None:
    """Title, people and publisher are printed, each in its font."""
    (problem,) = problems(replace(in_body(), metadata=metadata))

    assert problem.values["font"] == font


def test_words_of_the_furniture_are_looked_at_too() -> None:
    """So is what the locale prints by itself."""
    (problem,) = problems(replace(in_body(), words={"contents": f"目{RARE}录"}))

    assert problem.values["character"] == RARE


def test_running_heads_are_looked_at_where_a_style_has_them() -> None:
    """Title and chapters are set once more, in a font of their own."""
    rare = replace(in_body(Heading(1, (Text(ONLY_SERIF, location=PLACE),))), metadata=replace(METADATA, title=("鿰",)))
    record = style().record
    texts = {**record.text, "running_head": replace(record.text["running_head"], font="heading")}
    texts |= {kind: replace(texts[kind], font="body") for kind in ("title", "heading1")}
    plain = replace(record, fallback=(), text=texts)
    found = []
    for heads in (Heads(), Heads(verso="title")):
        report = Report()
        own = replace(style(), record=replace(plain, page=replace(record.page, heads=heads)))
        check_characters(rare, own, report)
        found.append({str(problem.values["character"]) for problem in report.problems})

    assert found == [set(), {"鿰", ONLY_SERIF}]


@pytest.mark.parametrize(
    ("character", "code"), [("\u0007", "U+0007"), ("\x85", "U+0085"), ("\ue000", "U+E000"), ("\u0378", "U+0378")]
)
def test_what_is_no_character_cannot_be_printed(character: str, code: str) -> None:
    """Control, private and unassigned codes are no matter of the font."""
    (problem,) = problems(in_body(Paragraph((Text(f"甲{character}乙", location=PLACE),))))

    assert problem.format().splitlines()[0] == (f"chapters/01-a.md:7: error: the character {code} cannot be printed")
    assert problem.hint


def test_each_character_is_told_once_a_place() -> None:
    """Ten of a kind in a text are one problem, and two kinds are two."""
    text = f"甲{RARE}乙{RARE}丙\u0007{RARE}"

    assert len(problems(in_body(Paragraph((Text(text, location=PLACE),))))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "数字经济，“引文”——《报告》（2024年）……·×％℃",
        "ABC xyz 0123456789 .,;:!?%+-/@#&()[]{}<>",
        "第一行\n第二行",
        "零\u200b宽\u2060度\ufeff与\u00ad软连字符",
        "① ㈠ ㎡ № → ≥ ± ′ € ￥",
        "",
    ],
)
def test_what_can_be_printed_is_no_problem(text: str) -> None:
    """Common signs have glyphs, and what only steers the breaking of lines needs none."""
    assert problems(in_body(Paragraph((Text(text),)))) == []


def test_a_picture_has_no_texts_to_look_at() -> None:
    """What is inside a picture is its own matter."""
    assert problems(in_body(figure(Picture(ROOT / "photo.png")))) == []
