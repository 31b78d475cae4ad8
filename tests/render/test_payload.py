"""The document as data: nothing of it is lost on the way to the template."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedoc.build import Order, load
from dedoc.model import (
    Alignment,
    Block,
    Citation,
    Document,
    Emphasis,
    FactCall,
    Figure,
    FolioMark,
    Heading,
    Inline,
    Lead,
    LineBreak,
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
    Strong,
    Table,
    Text,
)
from dedoc.render.payload import block_data, document_data, inline_data, jointed
from dedoc.setting import COUNTERS
from dedoc.walk import walk
from editions import FULL, make_edition

METADATA = Metadata(
    ("样本", "报告"), "2024年", 2024, (People("作者", ("张三",)),), "样本社", Moment((2024, 2)), "zh-CN"
)


def texts_of(data: object) -> Iterator[str]:
    """Yield every text that a template would print, in order."""
    if isinstance(data, list | tuple):
        for item in data:
            yield from texts_of(item)
    elif isinstance(data, dict):
        # A heading's title repeats its content, for the contents.
        yield from (data[key] for key in ("mark", "text") if isinstance(data.get(key), str))
        for key in ("marks", "run_in", "content", "items", "caption", "source", "head", "rows"):
            value = data.get(key, ())
            yield from (value,) if isinstance(value, str) else texts_of(value)
    elif isinstance(data, str):
        yield data


def texts_in(tree: object) -> Iterator[str]:
    """Yield every text and mark of the model."""
    for node in walk(tree):
        match node:
            case Text() | FactCall() | Citation() | Reference():
                yield node.text
            case Heading() | Note() | Figure() | Table():
                yield node.mark
            case List():
                yield from node.marks
            case _:
                pass


words = st.text(alphabet="中文a1", min_size=1, max_size=4)
leaves: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, words),
    st.builds(LineBreak),
    st.builds(FactCall, st.just("fact"), text=words),
    st.builds(Citation, st.just(("key",)), st.just(Lead.SEE), text=words),
    st.builds(Reference, st.just("label"), text=words),
    st.builds(FolioMark, words),
)


def inside(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    """Return inlines that hold others."""
    content = st.lists(inner, max_size=3).map(tuple)
    note = st.builds(Note, st.lists(st.builds(Paragraph, content), max_size=2).map(tuple), mark=words)
    link = st.builds(Link, st.just("https://a.b"), content)
    return st.one_of(st.builds(Emphasis, content), st.builds(Strong, content), link, note)


runs = st.lists(st.recursive(leaves, inside, max_leaves=5), max_size=3).map(tuple)
rows = st.lists(runs, min_size=2, max_size=2).map(tuple)
simple: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.integers(1, 6), runs, mark=words),
    st.builds(Paragraph, runs, runs),
    st.builds(
        Table,
        rows,
        st.lists(rows, max_size=2).map(tuple),
        st.just((Alignment.LEFT, Alignment.DEFAULT)),
        runs,
        mark=words,
    ),
    st.builds(Figure, st.just("chart"), caption=runs, source=st.builds(Citation, st.just(()), st.none(), text=words)),
    st.builds(FolioMark, words),
)


def around(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    """Return blocks that hold others."""
    blocks = st.lists(inner, max_size=2).map(tuple)
    items = st.lists(blocks, min_size=1, max_size=2).map(tuple)
    return st.one_of(st.builds(Quotation, blocks), st.builds(List, items, marks=st.just(("1.", "2."))))


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.recursive(simple, around, max_leaves=4))
def test_every_text_and_mark_reaches_the_template(block: Block) -> None:
    """Whatever stands in a block of any nesting stands in its data, as often, and the data are ready for JSON."""
    data = block_data(block, {"chart": "figure-chart.svg"})

    assert sorted(filter(None, texts_of(data))) == sorted(filter(None, texts_in(block)))
    assert json.loads(json.dumps(data))


@pytest.mark.parametrize(
    ("inline", "data"),
    [
        (Text("甲"), {"kind": "text", "text": "甲"}),
        (FactCall("f", text="5"), {"kind": "text", "text": "5"}),
        (Citation(("k",), None, text="《书》"), {"kind": "text", "text": "《书》"}),
        (LineBreak(), {"kind": "break"}),
        (Reference("f", text="图1"), {"kind": "reference", "target": "f", "text": "图1"}),
        (Emphasis((Text("甲"),)), {"kind": "emphasis", "content": [{"kind": "text", "text": "甲"}]}),
        (Strong((Text("甲"),)), {"kind": "strong", "content": [{"kind": "text", "text": "甲"}]}),
        (
            Link("https://a.b", (Text("甲"),)),
            {"kind": "link", "address": "https://a.b", "content": [{"kind": "text", "text": "甲"}]},
        ),
        (
            Note((Paragraph((Text("乙"),), (Text("甲"),)), Paragraph(())), mark="[1]"),
            {
                "kind": "note",
                "mark": "[1]",
                "content": [[{"kind": "text", "text": "甲"}, {"kind": "text", "text": "乙"}], []],
            },
        ),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, dict) else "",
)
def test_inlines_as_data(inline: Inline, data: dict[str, Any]) -> None:
    """Each inline says its kind, and a note the paragraphs that stand at the foot of the page."""
    assert inline_data((inline,)) == [data]


def test_the_title_of_a_heading_has_no_notes() -> None:
    """What stands in the contents is the heading without the calls of its notes, which would print twice."""
    heading = Heading(
        2, (Text("甲"), Strong((Note((Paragraph((Text("注"),)),), mark="[1]"), Text("乙")))), number=(1, 2)
    )
    data = block_data(heading, {})

    assert [*texts_of(data["content"])] == ["甲", "[1]", "注", "乙"]
    assert [*texts_of(data["title"])] == ["甲", "乙"]
    assert data["numbered"]


@pytest.mark.parametrize(
    ("cell", "repeats"),
    [
        (Text("项"), True),
        (Note((), mark="[1]"), False),
        (Strong((Link("https://a.b", ()),)), False),
        (Reference("f"), False),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_head_of_a_table_repeats_only_if_it_leads_nowhere(cell: Inline, repeats: bool) -> None:  # noqa: FBT001
    """A head that is repeated on the next page is no content there, and holds no links, notes or references."""
    assert block_data(Table(((cell,),), (), (Alignment.RIGHT,)), {})["repeats"] is repeats


@pytest.mark.parametrize(
    ("language", "lang", "region"),
    [("zh-CN", "zh", "cn"), ("en", "en", ""), ("zh-Hant-TW", "zh", "tw"), ("zh-Hans", "zh", "")],
)
def test_the_language_is_handed_over_in_its_parts(language: str, lang: str, region: str) -> None:
    """Typst takes language and region apart, and a script is neither."""
    data = document_data(Document(replace(METADATA, language=language), (), (), ()), {})["metadata"]

    assert (data["lang"], data["region"]) == (lang, region)


def test_the_metadata_of_a_document() -> None:
    """People stand with their roles, authors by themselves too, and the subject is the title where none is given."""
    data = document_data(Document(METADATA, (), (), (), words={"contents": "目录"}), {})

    assert data["metadata"]["authors"] == ("张三",)
    assert data["metadata"]["subject"] == "样本报告"
    assert data["metadata"]["people"] == [{"role": "作者", "names": ("张三",)}]
    assert data["words"] == {"contents": "目录"}


def test_a_figure_is_handed_over_with_its_file_and_its_description() -> None:
    """The template finds the drawing by the name of its file, and gives the description to those who cannot see."""
    figure = Figure(
        "photo", Picture(Path("photo.png")), (Text("照片"),), alternative="一张照片", height=6, mark="图1："
    )
    data = block_data(figure, {"photo": "figure-photo.png"})

    assert (data["file"], data["alternative"], data["height"], data["source"]) == (
        "figure-photo.png",
        "一张照片",
        6,
        "",
    )


def test_only_headings_of_the_body_stand_in_the_contents(tmp_path: Path) -> None:
    """Preface and back matter are left out of the contents, and so is what lies deeper than three levels."""
    files = {**FULL, "chapters/02-b.md": str(FULL["chapters/02-b.md"]) + "\n## 二\n### 三\n#### 四\n"}
    document = load(Order(str(make_edition(tmp_path / "edition", files)))).document
    data = document_data(document, {"chart": "figure-chart.svg", "logic": "figure-logic.svg"})
    outlined = {
        part: ["".join(texts_of(block["title"])) for block in data[part] if block.get("outlined")]
        for part in ("front", "body", "back")
    }

    assert outlined == {"front": [], "body": ["开端", "做法", "结语", "二", "三"], "back": []}


def test_a_mark_goes_with_the_mark_that_follows_it() -> None:
    """Where a run-in heading ends and its text begins with a mark, both are set in one font, to be squeezed."""
    paragraph = Paragraph((Text("《工作要点》印发"),), (Text("引领发展。"),))
    data = block_data(paragraph, {})
    assert (data["run_in"][0]["text"], data["content"][0]["text"]) == ("引领发展", "。")
    plain = block_data(replace(paragraph, content=(Text("印发"),)), {})
    assert (plain["run_in"][0]["text"], plain["content"][0]["text"]) == ("引领发展。", "印发")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年—2023年", "2019年\u2060—2023年"),
        ("卡尔·马克思", "卡尔\u2060·马克思"),
        ("结束——开始", "结束——开始"),
        ("3～5天", "3\u2060～5天"),
    ],
)
def test_no_line_begins_with_a_connector(text: str, expected: str) -> None:
    """A word joiner stands before a mark that connects, and none in a dash of two."""
    data = block_data(Paragraph((Text(text),)), {})
    assert data["content"] == [{"kind": "text", "text": expected}]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ((Text("超5000亿元，至2024年"),), ["超5000", None, "亿元，至2024年"]),
        (
            (Text("超"), FactCall("stations", text="9600万"), Text("个，41"), Text("个")),
            ["超", "9600", None, "万", "个，41", None, "个"],
        ),
        ((Text("41"), LineBreak(), Text("个")), ["41", "", "个"]),
        ((Text("4.1%，十个，1、个"),), ["4.1%，十个，1、个"]),
    ],
)
def test_a_number_is_joined_to_its_scale_and_measure(content: tuple[Inline, ...], expected: list[str | None]) -> None:
    """A joint stands before what would else begin a line, across nodes too."""
    data = jointed(block_data(Paragraph(content), {}), COUNTERS)["content"]
    assert [None if each["kind"] == "joint" else each.get("text", "") for each in data] == expected
