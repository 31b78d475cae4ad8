"""Spaces as typed made into spaces as printed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedoc.localise.spacing import even, even_block, even_inlines
from dedoc.model import (
    Block,
    Citation,
    Emphasis,
    FactCall,
    Figure,
    Heading,
    IndexMark,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    Paragraph,
    Reference,
    Strong,
    Table,
    Text,
)
from dedoc.walk import find, plain_text, walk

NOTE = Note((Paragraph((Text("注 1"),)),), mark="[1]")


@pytest.mark.parametrize(
    ("typed", "automatic", "kept"),
    [
        ("截至 2024 年 5 月", "截至2024年5月", "截至 2024 年 5 月"),
        ("使用 5G 和 IPv6 网络", "使用5G和IPv6网络", "使用 5G 和 IPv6 网络"),
        ("Smart  City\tLab", "Smart City Lab", "Smart City Lab"),
        ("一行\n又一行", "一行又一行", "一行 又一行"),
        ("one line\nand another", "one line and another", "one line and another"),
        ("张弛 孟佳宁", "张弛 孟佳宁", "张弛 孟佳宁"),
        ("他说： “好” 。", "他说：“好”。", "他说： “好” 。"),
        ("增长 5 %", "增长5 %", "增长 5 %"),
        ("见 （图 1）", "见（图1）", "见 （图 1）"),
        (" 两端 ", "两端", " 两端 "),
        ("", "", ""),
        ("全角　空格", "全角　空格", "全角　空格"),
    ],
)
def test_spaces_are_made_even(typed: str, automatic: str, kept: str) -> None:
    """Where the layout sets the space between Han and Latin none is left; elsewhere one stays where some stood."""
    assert even(typed) == automatic
    assert even(typed, "typed") == kept


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text(alphabet="中文，“—aZ5%(\u3000 \t\n\u2028·", max_size=24), st.sampled_from(["automatic", "typed"]))
def test_only_spaces_change_and_once_is_enough(text: str, spacing: str) -> None:
    """No character but a space is ever lost, no space is ever put where none stood, and even text stays as it is."""
    result = even(text, spacing)

    def letters(value: str) -> str:
        return "".join(value.translate(dict.fromkeys(map(ord, " \t\n"))))

    assert letters(result) == letters(text)
    assert len(result) <= len(text)
    assert even(result, spacing) == result
    assert "  " not in result


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        ((Text("截至 "), FactCall("x", text="2024"), Text(" 年底")), "截至2024年底"),
        ((Text("见 "), Reference("f", text="图"), Text(" 和 "), Citation((), None, text="《书》")), "见图和《书》"),
        ((Text("张三 "), Strong((Text("李四"),))), "张三 李四"),
        ((Text("增长"), NOTE, Text(" 5%")), "增长5%"),
        ((Text("the "), Emphasis((Text(" end"),))), "the end"),
        ((Text("见"), Strong((Link("https://a.b", (Text("“A 处” "),)), Text(" 。")))), "见“A处”。"),
        ((Text("甲 "), LineBreak(), Text(" 乙")), "甲\n乙"),
        ((Text("要素 "), IndexMark("要素"), Text(" 市场")), "要素市场"),
        ((Text("smart "), IndexMark("smart"), Text(" city")), "smart city"),
        (
            (Text("见图"), Reference("f", text="1"), Text(" 和"), Citation(("a",), None, text=" 《书》")),
            "见图1和《书》",
        ),
        ((), ""),
    ],
)
def test_spaces_are_even_across_the_bounds_of_inlines(content: tuple[Inline, ...], printed: str) -> None:
    """Emphasis, links, facts and notes between two characters make no difference to the space between them."""
    result = even_inlines(content, "automatic")

    assert plain_text(result) == printed
    assert [type(node) for node in walk(result)] == [type(node) for node in walk(content)]
    assert tuple(find(result, Note)) == tuple(find(content, Note))


texts = st.builds(Text, st.text(alphabet="中a 5，\n", max_size=5))
leaves: st.SearchStrategy[Inline] = st.one_of(texts, st.builds(LineBreak), st.just(NOTE))


def nested(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    """Return inlines that hold others."""
    content = st.lists(inner, max_size=3).map(tuple)
    links = st.builds(Link, st.just("https://a.b"), content)
    return st.one_of(st.builds(Emphasis, content), st.builds(Strong, content), links)


contents = st.lists(st.recursive(leaves, nested, max_leaves=8), max_size=3).map(tuple)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(contents, st.sampled_from(["automatic", "typed"]))
def test_a_run_of_inlines_keeps_its_characters(content: tuple[Inline, ...], spacing: str) -> None:
    """The text of any nesting of inlines is that of one even string, in the same nodes."""
    result = even_inlines(content, spacing)

    whole = plain_text(content).replace("\n", " ").split()
    assert "".join(plain_text(result).split()) == "".join(whole)
    assert [type(node) for node in walk(result)] == [type(node) for node in walk(content)]
    assert even_inlines(result, spacing) == result


@pytest.mark.parametrize(
    ("block", "printed"),
    [
        (Paragraph((Text(" 正文 5"),), (Text("要点 。"),)), "要点。正文5"),
        (Heading(1, (Text("开端 2024"),)), "开端2024"),
        (Figure("f", caption=(Text("各年 5 数"),)), "各年5数"),
        (
            Table(((Text("项 1"),),), (((Text("数 2"),),), ((Text("率 3"),),)), (), caption=(Text("表 4"),)),
            "表4项1数2率3",
        ),
        (List(((Paragraph((Text("由内层 1"),)),),)), "由内层 1"),
    ],
)
def test_every_run_of_text_in_a_block_is_made_even(block: Block, printed: str) -> None:
    """Run-in heading and text are one run, each cell and caption is its own, and blocks in blocks are left alone."""
    assert plain_text(even_block(block, "automatic")) == printed
