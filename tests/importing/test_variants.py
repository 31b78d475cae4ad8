"""The same small text in the many ways such texts are printed and extracted."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dedoc.errors import Report
from dedoc.importing import Options, import_edition
from editions_imported import document, parts
from languages import CHINESE

TEXT = """\
西部水利发展报告 (2031 年)

作者：陈一 王雪

前言

本报告回顾一年来的水利建设，兼及河湖的治理与保护。

目录

一、水利建设现状 ······	01
（一）水库 ······	02
二、河湖治理 ······	03
结语 ······	03

一、水利建设现状

近年来，水利建设步伐加快，各地新修水库二百余座^[1]，渠道千里，泵站万座，受益的人

口逐年增加。

（一）水库

全国的水库都已登记，其中大型水库一百座^[2]。

[1] 来源：水利部

[2] 来源：《水利公报（2030 年）》

二、河湖治理

图 1：河湖分布
(来源：《水利公报（2030 年）》)

治水之道，重在持久，贵在人人参与。

结语

让我们共同努力，守护江河湖泊。
"""
HEADINGS = {"一、水利建设现状": "第一章 水利建设现状", "（一）水库": "第一节 水库", "二、河湖治理": "第二章 河湖治理"}


def body_of(text: str) -> list[str]:
    """Return the blocks of a text, without page marks and heights, which need the pages."""
    imported = import_edition(text.encode(), "text.txt", Options(), CHINESE, Report())
    return [re.sub(r"‖\d+‖| \d+ lines", "", line) for line in parts(document(imported))]


def swap(names: dict[str, str]) -> Callable[[str], str]:
    """Return what replaces words of a text."""

    def change(text: str) -> str:
        for old, new in names.items():
            assert old in text
            text = text.replace(old, new)
        return text

    return change


def without_contents(text: str) -> str:
    """Return the text without its contents."""
    return re.sub(r"目录\n.*?03\n\n", "", text, flags=re.DOTALL)


def preface_last(text: str) -> str:
    """Return the text with the preface behind the contents, which name it too."""
    preface = re.search(r"前言\n\n.*?\n\n", text, re.DOTALL)
    assert preface
    text = text.replace(preface[0], "").replace("目录\n\n", "目录\n\n前言 ······ I\n")
    return text.replace("\n\n一、水利建设现状\n\n", f"\n\n{preface[0]}一、水利建设现状\n\n")


VARIANTS: dict[str, Callable[[str], str]] = {
    "no contents": without_contents,
    "contents without folios": lambda t: re.sub(r" ······\t\d\d", "", t),
    "contents with folios in brackets of dots": lambda t: re.sub(r" ······\t0(\d)", r" ……………… \1", t),
    "contents in full width": lambda t: re.sub(r" ······\t0(\d)", lambda m: "　" + chr(0xFF10 + int(m[1])), t),
    "contents letterspaced": swap({"目录": "目　录", "前言": "前　言"}),
    "contents over two pages": swap({"二、河湖治理 ······": "I\n\n二、河湖治理 ······"}),
    "preface behind the contents": preface_last,
    "chapters and sections": swap(HEADINGS),
    "half-width brackets": swap({"（一）水库\n": "(一) 水库\n"}),
    "full-width numbers of notes": swap({"^[1]": "［１］", "^[2]": "［２］", "\n[1]": "\n［１］", "\n[2]": "\n［２］"}),
    "Markdown notes": swap({"^[1]": "[^1]", "^[2]": "[^2]", "\n[1]": "\n[^1]:", "\n[2]": "\n[^2]:"}),
    "superscript calls": swap({"^[1]": "¹", "^[2]": "²"}),
    "superscript notes": swap({"^[1]": "¹", "^[2]": "²", "\n[1] ": "\n¹", "\n[2] ": "\n² "}),
    "notes without blank lines": swap({"部\n\n[2]": "部\n[2]"}),
    "a note over two lines": swap({"《水利公报（2030 年）》\n\n二": "《水利公报\n（2030 年）》\n\n二"}),
    "a figure's source in the caption": swap({"分布\n(来源": "分布（来源", "年）》)": "年）》）"}),
    "a figure's source above": lambda t: re.sub(r"(图 1：.*)\n(\(.*\))", r"\2\n\1", t),
    "a figure's mark without colon": swap({"图 1：": "图1 "}),
    "form feeds": swap({"二、河湖治理\n\n": "\f二、河湖治理\n\n", "结语\n\n": "\f结语\n\n"}),
    "page numbers": swap({"年）》\n\n二": "年）》\n\n第 2 页\n\n二", "参与。\n": "参与。\n\n第 3 页\n"}),
    "a running head": swap(
        {"年）》\n\n二": "年）》\n\n西部水利发展报告\n\n二", "参与。\n": "参与。\n\n西部水利发展报告\n"}
    ),
    "chapters set off by blank lines": swap({"结语\n\n": "\n\n\n结语\n\n", "\n二、": "\n\n\n\n二、"}),
    "old Mac line ends": lambda t: t.replace("\n", "\r"),
    "Windows": lambda t: "\ufeff" + t.replace("\n", "\r\n"),
    "names with commas": swap({"陈一 王雪": "陈一、王　雪"}),
    "title on two pages": swap({"西部水利发展报告 (2031 年)": "西部水利发展报告\n（2031 年）\n\n\n西部水利发展报告"}),
    "zero-width spaces": swap({"水利部": "水利\u200b部", "治水之道": "治水\ufeff之道"}),
}


@pytest.mark.parametrize("change", VARIANTS.values(), ids=VARIANTS)
def test_a_text_printed_another_way_is_the_same_edition(change: Callable[[str], str]) -> None:
    """Front matter, headings, paragraphs, notes and figures are the same."""
    changed = change(TEXT)
    assert changed != TEXT

    assert body_of(changed) == body_of(TEXT)


def test_the_text_is_what_it_seems() -> None:
    """The blocks that all variants must give."""
    assert [line for line in body_of(TEXT) if line[0] in "#["] == [
        "# 前言",
        "# 一、水利建设现状",
        "## （一）水库",
        "# 二、河湖治理",
        "[图1：河湖分布（来源：《水利公报（2030年）》）]",
        "# 结语",
    ]
