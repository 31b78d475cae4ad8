"""What is read from a PDF is what the source says, character by character, and what differs is told in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from dedoc.errors import Location, Problem, Severity
from dedoc.model import Document, LineBreak, Metadata, Moment, Note, PageMap, Paragraph, Strong, Text
from dedoc.verify.layout import layout_of, verify_layout
from dedoc.verify.layout.differences import Difference, differences
from dedoc.verify.layout.expected import Expected, Piece, expect, say
from dedoc.verify.layout.layout import read_layout
from dedoc.verify.layout.rules import check_layout
from dedoc.verify.layout.texts import read_text
from drawings import style
from editions import FULL, make_edition
from readback.built import Built, built
from readback.said import report_says
from typeset import typeset

PLACE = Location("chapters/01-a.md", 7)
NOWHERE = say([])


def quoted(text: str) -> str:
    """Return text as a string of Typst."""
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def told(specimen: str, said: Sequence[Piece], notes: Sequence[Piece] = ()) -> list[str]:
    """Return what the rule of text says of a specimen, held against what it should say."""
    layout = read_layout(typeset(specimen, fillers=0))
    (each,) = [c for c in check_layout(layout, Expected(say(said), say(notes), 0)) if c.rule.code == "text"]
    assert each.places == max(1, sum(len(say(pieces).text) for pieces in (said, notes))) or each.findings
    return [
        f"{finding.location or '?'} "
        + finding.message.format(page=finding.page, text=finding.text, code="text", **finding.measured)
        for finding in each.findings
    ]


@pytest.mark.parametrize(
    ("specimen", "said", "expected"),
    [
        ("经济增长之后，还有 GDP of 2024 年。", "经济增长之后，还有GDP of 2024年。", []),
        ("经济增长之后", "经济 增长\u2060之后", []),
        (
            "经济增长之后的话",
            "经济衰退之后的话",
            ["chapters/01-a.md:7 page 1: after “经济” the PDF says “增长”, and the source “衰退” [text]"],
        ),
        ("经济增长", "经济的增长", ["chapters/01-a.md:7 page 1: after “经济” the PDF lacks “的” [text]"]),
        (
            "经济的增长",
            "经济增长",
            ["chapters/01-a.md:7 page 1: after “经济” the PDF says “的”, which the source does not [text]"],
        ),
        ("of one", "ofone", ["chapters/01-a.md:7 page 1: the source has no space in “ofone” [text]"]),
        ("ofone", "of one", ["chapters/01-a.md:7 page 1: the space in “ofone” is lost [text]"]),
        ("", "经济", ["chapters/01-a.md:7 page 1: after “” the PDF lacks “经济” [text]"]),
    ],
)
def test_a_difference_is_told_in_the_place_where_it_was_written(specimen: str, said: str, expected: list[str]) -> None:
    """Spaces between Han and Latin are the layout's; those between Latin words are the author's."""
    assert told(specimen, [(said, PLACE)]) == expected


def test_the_place_is_that_of_the_piece_that_differs() -> None:
    """Each part of the text knows its own line."""
    pieces = [("经济增长", Location("a.md", 1)), ("之后的话", Location("a.md", 2)), ("再说", Location("b.md", 3))]

    assert told("经济增长之后的话又说", pieces) == [
        "b.md:3 page 1: after “经济增长之后的话” the PDF says “又”, and the source “再” [text]"
    ]


def test_notes_are_read_by_themselves() -> None:
    """A note is compared with notes, wherever its call stands; one that is lost is missing."""
    specimen = "经济#footnote[甲注。]增长#footnote[乙注。]之后"
    text: list[Piece] = [("经济[1]增长[2]之后", None)]

    assert told(specimen, text, [("[1]甲注。[2]乙注。", None)]) == []
    assert told(specimen, text, [("[1]甲注。[2]丙注。", PLACE)]) == [
        "chapters/01-a.md:7 page 1: after “1]甲注。[2]” the PDF says “乙”, and the source “丙” [text]"
    ]
    assert told("经济[1]增长[2]之后", text, [("[1]甲注。", PLACE)])[0].endswith("the PDF lacks “[1]甲注。” [text]")


def test_leaders_say_nothing() -> None:
    """Dots before a page number are furniture, even where a tag takes them for text."""
    assert told("经济增长 #box(width: 1fr, repeat[·]) 12", [("经济增长12", None)]) == []


@pytest.mark.parametrize(
    ("found", "expected", "parted"),
    [
        ("", "", []),
        ("甲乙丙", "甲乙丙", []),
        ("", "甲", [(0, 0, 0, 1)]),
        ("甲", "", [(0, 1, 0, 0)]),
        ("甲乙", "甲丙", [(1, 2, 1, 2)]),
        ("x" + "一二三四五六七八九十甲乙" * 3, "一二三四五六七八九十甲乙" * 3, [(0, 1, 0, 0)]),
        ("一二三四五六七八九十甲乙", "一二三四五六七八九十甲乙丙", [(12, 12, 12, 13)]),
        (
            "abc" * 2000 + "甲" + "def" * 2000,
            "abc" * 2000 + "def" * 2000 + "乙",
            [(6000, 6001, 6000, 6000), (12001, 12001, 12000, 12001)],
        ),
    ],
)
def test_texts_part_and_meet_again(found: str, expected: str, parted: list[tuple[int, int, int, int]]) -> None:
    """As little as can be is left out of both, so that they go on alike."""
    assert list(differences(found, expected)) == [Difference(*each) for each in parted]


@given(st.text("甲乙丙丁", max_size=60), st.text("甲乙丙丁", max_size=60))
def test_with_all_differences_mended_texts_are_the_same(found: str, expected: str) -> None:
    """What is told is enough to make one text of the other."""
    mended, at = "", 0
    for each in differences(found, expected):
        assert (each.found, each.expected) != (each.found_end, each.expected_end)
        mended += found[at : each.found] + expected[each.expected : each.expected_end]
        at = each.found_end
    assert mended + found[at:] == expected


HAN = "数据经济发展研究报告一二三年中国，。；：！？（）《》“”‘’、—…·％￥"
LATIN = "%+-/abcXYZ 0123456789.,:;()'\"&é"
LETTERS = st.text(HAN + LATIN, min_size=1, max_size=80)
PARAGRAPHS = st.lists(LETTERS.map(lambda text: "年" + text.strip() + "年"), min_size=1, max_size=12)


@given(PARAGRAPHS)
@example(["年—— a b，c年", "年“”‘’年", "年" + "字" * 60 + "A  b年"])
@settings(derandomize=True, deadline=None, max_examples=25, phases=[Phase.explicit, Phase.generate])
def test_any_text_is_read_as_it_was_typeset(texts: list[str]) -> None:
    """Whatever is set plainly comes out of the PDF equal, with the spaces between Latin words where they were."""
    layout = read_layout(typeset("\n\n".join(map(quoted, texts)), fillers=0))
    expected = Expected(say((text, None) for text in texts), NOWHERE, 0)
    (each,) = [c for c in check_layout(layout, expected) if c.rule.code == "text"]

    assert each.findings == ()
    assert read_text(layout.paragraphs).text == re.sub(r"\s", "", "".join(texts))


def test_the_report_says_what_its_source_says(report: Built) -> None:
    """The text expected of the 2024 edition is what the tests, which have it from elsewhere, expect."""
    expected = expect(report.document, report.pages)

    assert expected.text.text == report.says.text
    assert expected.notes.text == "".join(report.says.notes)
    assert expected.note_count == 59
    assert [problem for problem in layout_problems(report) if problem.severity is Severity.ERROR] == []


def layout_problems(found: Built) -> tuple[Problem, ...]:
    """Return what the rules of layout find in a report that was built."""
    layout = layout_of(found.pdf_path.read_bytes(), found.document, found.pages, style())
    return verify_layout(layout, found.document, found.pages)


EVERYTHING = {
    **FULL,
    "edition.yaml": str(FULL["edition.yaml"]) + "lists: [figures, tables, sidebars]\n",
    "chapters/02-b.md": """\
# 结语

English words 与强制换行\\
之后的一行，以及注[^a]。

::::{sidebar} 专栏 title
:name: box

专栏的话。

:::{table} 增速
:name: growth
:unit: 亿元
:note: 备注
:source: survey

| 地区 | 规模 |
|---|---|
| 北京[^b] | 12.5 |
:::
::::

[^a]: 注一。
[^b]: 注二 with words。

:::{figure} logic
:::

:::{sources}
:::

# 方法 {#method .appendix}

附录，参见{ref}`growth`、{ref}`box`。
""",
}


def test_every_kind_of_block_is_expected(tmp_path: Path) -> None:
    """Cover, contents, lists of figures, tables, sidebars, sources and appendices are all read in their order."""
    found = built(make_edition(tmp_path / "edition", EVERYTHING), tmp_path)
    expected = expect(found.document, found.pages)
    problems = layout_problems(found)

    assert [problem.format() for problem in problems if problem.severity is Severity.ERROR] == []
    assert expected.notes.text == "".join(report_says(found.document, found.pages).notes)
    assert "表目录表2：" not in expected.text.text
    assert "表目录表1：" in expected.text.text


def test_a_break_that_the_author_asked_for_is_no_fault(tmp_path: Path) -> None:
    """The line before it is short on purpose."""
    found = built(make_edition(tmp_path / "edition", EVERYTHING), tmp_path)
    problems = layout_problems(found)

    assert [problem for problem in problems if problem.values["code"] == "edges"] == []


METADATA = Metadata(("样本",), "", 2024, (), "样本社", Moment((2024,)), "zh-CN")


def test_problems_are_located_where_their_characters_were_written() -> None:
    """Words that stand twice are found where they stand in the report, and words from nowhere have no place."""
    paragraphs = tuple(
        Paragraph((Text(text, location=Location("a.md", line)),))
        for line, text in enumerate(("同样的话", "别的话", "同样的话"), 1)
    )
    inner = Note((Paragraph((Text("注里的话"),)),), mark="[1]", location=Location("a.md", 9))
    rest = Paragraph((Strong((Text("重"),)), LineBreak(), inner), location=Location("a.md", 4))
    expected = expect(Document(METADATA, (), (*paragraphs, rest), ()), PageMap(1, (), ()))

    places = [
        expected.locate(*where) for where in (("同样", 0.0), ("同样", 1.0), ("别的", 0.5), ("重[1]", 1), ("没有", 0))
    ]
    assert [place.line if place else 0 for place in places] == [1, 3, 2, 4, 0]
    assert expected.locate("注里", 0.5) == Location("a.md", 9)
    assert expected.ends_line("的话重")
    assert not expected.ends_line("同样的话")


@given(
    st.lists(st.text("甲乙丙", min_size=1, max_size=3), min_size=1, max_size=300),
    st.text("甲乙丙丁", max_size=4),
    st.floats(0, 1),
)
def test_the_nearest_place_is_found_however_far_it_is(pieces: list[str], text: str, part: float) -> None:
    """A search that begins near finds what a search through all of the text finds."""
    said = say((piece, Location("a.md", line)) for line, piece in enumerate(pieces, 1))
    notes = say([("丁", Location("a.md", 999))])
    everywhere = [
        (abs(at / len(each.text) - part), each.place(at))
        for each in (said, notes)
        for at in range(len(each.text))
        if text and each.text.startswith(text, at)
    ]
    nearest = min(everywhere, key=lambda pair: pair[0])[1] if everywhere else None
    assert Expected(said, notes, 1).locate(text, part) == nearest
