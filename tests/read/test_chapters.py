"""Chapters: every construct becomes its block, and what means nothing is told with its line and a way out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cases import cases, told
from dedoc.errors import Report
from dedoc.model import Block, Paragraph, Strong
from dedoc.read.chapters import chapter_blocks
from dedoc.read.syntax import parser
from dedoc.walk import find, plain_text
from trees import dump

CASES = Path(__file__).parent / "cases"
FILE = "chapter.md"


def read(text: str) -> tuple[tuple[Block, ...], Report]:
    """Return the blocks of a chapter and what was wrong with it."""
    report = Report()
    return chapter_blocks(text, FILE, report), report


@pytest.mark.parametrize(("text", "expected"), cases(CASES / "chapters"))
def test_a_construct_becomes_its_block(text: str, expected: str) -> None:
    """A chapter gives the blocks that its case says, each with its line, and no problem."""
    blocks, report = read(text)
    assert (told(report.problems), dump(blocks)) == ("", expected)


@pytest.mark.parametrize(("text", "expected"), cases(CASES / "problems" / "chapters.md"))
def test_a_fault_is_told_with_its_line_and_a_way_out(text: str, expected: str) -> None:
    """A faulty chapter gives exactly the problems of its case."""
    _, report = read(text)
    assert told(report.problems) == expected
    assert all(problem.location and problem.location.line and problem.hint for problem in report.problems)


# --- Nesting ---------------------------------------------------------------------------------------------------------

NESTED: dict[str, Callable[[int], str]] = {
    "quotations": lambda depth: ">" * depth + " 末",
    "lists": lambda depth: "- " * depth + "末",
    "indented lists": lambda depth: "".join("  " * level + f"- 第{level}层\n" for level in range(depth)) + "\n末",
    "numbered lists in quotations": lambda depth: "> 1. " * depth + "末",
    "emphasis": lambda depth: "*甲 _乙 " * depth + "末" + "_*" * depth,
    "strong text": lambda depth: "甲**乙" * depth + "末" + "**" * depth,
    "brackets": lambda depth: "[" * depth + "末" + "](https://example.org)" * depth,
    "directives": lambda depth: "\n".join(":" * (depth + 3 - level) + "{table} 表" for level in range(depth)) + "\n末",
    "sidebars": lambda depth: "::::{sidebar} 题\n" * depth + "末",
    "sidebars in lists": lambda depth: "".join(" " * 3 * n + "1. ::::{sidebar} 题\n" for n in range(depth)) + "末",
    "notes in notes": lambda depth: "[^0]\n\n" + "".join(f"[^{n}]: 甲[^{n + 1}]\n\n" for n in range(depth)) + "末",
}


@pytest.mark.parametrize("depth", [25, 130, 500])
@pytest.mark.parametrize("kind", NESTED)
def test_deep_nesting_prints_whole_or_is_a_located_problem(kind: str, depth: int) -> None:
    """Nothing is dropped in silence and nothing crashes, however deep an author or an attacker nests."""
    blocks, report = read("# 前\n\n" + NESTED[kind](depth) + "\n")
    assert "末" in plain_text(blocks, with_notes=True) or report.has_errors
    assert all(problem.location and problem.location.line for problem in report.problems)


@pytest.mark.parametrize("kind", ["quotations", "lists", "indented lists", "emphasis"])
def test_nesting_that_an_author_may_need_prints_whole(kind: str) -> None:
    """Eight levels of anything are read as they stand."""
    blocks, report = read(NESTED[kind](8) + "\n")
    assert told(report.problems) == ""
    assert "末" in plain_text(blocks)


def test_a_folio_of_thousands_of_digits_is_none() -> None:
    """It is told as any other that is no number of a page."""
    _, report = read("# 前\n\n甲{folio}`" + "9" * 5000 + "`乙\n")
    _, other = read("# 前\n\n甲{folio}`x`乙\n")
    assert told(report.problems).replace("9" * 5000, "x") == told(other.problems)


def test_text_nested_too_deeply_says_where() -> None:
    """The problem names the line on which the nesting begins to be too deep, and what to do."""
    _, report = read("# 前\n\n甲\n\n" + ">" * 500 + " 末\n")
    assert told(report.problems) == (
        "chapter.md:5: error: the text is nested too deeply\n  hint: take lists and quotations out of one another\n"
    )


# --- Emphasis --------------------------------------------------------------------------------------------------------

HAN = st.sampled_from("中文字数据基站")
MARKS = st.sampled_from("，。、；：！？（）《》“”‘’「」【】…—·％")
CHINESE = st.text(st.one_of(HAN, MARKS), max_size=5)
NEIGHBOURS = st.text(st.one_of(HAN, MARKS, st.sampled_from("5Ga+")), max_size=3)


@given(NEIGHBOURS, CHINESE.filter(bool), NEIGHBOURS)
@settings(derandomize=True, deadline=None, max_examples=400)
def test_emphasis_works_between_any_chinese_characters_and_marks(before: str, inside: str, after: str) -> None:
    """Whatever of Chinese stands at either side of two asterisks, they make strong text."""
    blocks, report = read(f"{before}**{inside}**{after}\n")
    assert [plain_text(node) for node in find(blocks, Strong)] or run_in(blocks) == inside
    assert plain_text(blocks) == before + inside + after
    assert not report.problems


def run_in(blocks: tuple[Block, ...]) -> str:
    """Return the text of the run-in heading of the one paragraph."""
    return plain_text(getattr(blocks[0], "run_in", ()))


LATIN = st.text(st.sampled_from("ab1 .,!(\"'-%+$=*_"), max_size=24)


@given(LATIN)
@settings(derandomize=True, deadline=None, max_examples=800)
def test_latin_text_is_emphasised_as_commonmark_says(text: str) -> None:
    """Without Chinese beside it, an asterisk or underscore does what CommonMark says."""
    assert parser().renderInline(text) == MarkdownIt("commonmark").renderInline(text)


# --- Any text --------------------------------------------------------------------------------------------------------

PLAIN_LINES = st.text(st.sampled_from("中文数据abcXYZ0189，。、；“”（） "), min_size=1, max_size=40)
PLAIN = st.lists(st.lists(PLAIN_LINES, min_size=1, max_size=4).map("\n".join), max_size=4).map("\n\n".join)


@given(PLAIN)
@settings(derandomize=True, deadline=None, max_examples=200)
def test_plain_paragraphs_keep_every_letter_and_digit(text: str) -> None:
    """Paragraphs without markup keep their letters, digits and marks in order, and are no problem."""
    blocks, report = read(text)
    assert "".join(plain_text(blocks).split()) == "".join(text.split())
    assert all(isinstance(block, Paragraph) for block in blocks)
    assert not report.problems


MARKED_WORDS = st.one_of(HAN, MARKS, st.sampled_from(["**", "*", "a", "B7", "5G", "\n", "\n\n", " "]))


@given(st.lists(MARKED_WORDS, max_size=30).map("".join))
@settings(derandomize=True, deadline=None, max_examples=300)
def test_emphasised_paragraphs_keep_every_letter_and_digit(text: str) -> None:
    """However asterisks stand, no letter or digit is lost; asterisks that would print as two are a problem."""
    blocks, report = read("甲" + text)
    kept = plain_text(blocks)
    assert [c for c in kept if c.isalnum()] == [c for c in "甲" + text if c.isalnum()]
    assert report.has_errors == ("**" in kept)


MARKDOWN = st.sampled_from([
    "#", "##", " {#a}", "{.unnumbered}", "*", "**", "_", "[", "]", "(", ")", "[^a]", "[^a]: ", "^", "{fact}`",
    "{ref}`a`", "{cite}`", "{folio}`3`", "`", "```", ":::", ":::{figure} a", ":::{table} a", ":name: a", "|", "|---|",
    "-", "- ", "1. ", "> ", ">", "=", "===", "<", "<!--", "-->", "<b>", "&amp;", "&", "!", "% ", "%", "\\", "~", "+++",
    "(a)=", "$", ":", "\t", "    ", " ", "\n", "\n\n", "<<<<<<< a\n", "https://example.org", "甲", "乙。", "a", "7",
    "，", "“", "\u3000", "\u00a0", "\0", "😀", "\u2028", "\ufeff", "\x0b",
])  # fmt: skip
"""What Markdown is made of, and characters that programs stumble over."""


@given(
    st.lists(st.one_of(MARKDOWN, st.text(st.characters(exclude_characters="\r"), max_size=3)), max_size=40).map("".join)
)
@settings(derandomize=True, deadline=None, max_examples=600)
def test_any_text_is_read_or_its_faults_are_located(text: str) -> None:
    """Any text gives blocks or problems, each with a line that the file has, and never another failure."""
    _, report = read(text)
    for problem in report.problems:
        assert problem.location
        assert problem.location.file == FILE
        assert 1 <= problem.location.line <= text.count("\n") + 1
        assert re.match(r"chapter\.md:\d+: error: \S.*\n  hint: \S", problem.format(), re.DOTALL)


QUIET = st.sampled_from(
    [
        "#",
        "# ",
        "*",
        "**",
        "_",
        "[",
        "]",
        "[^a]",
        "[^a]: ",
        "[甲]: ",
        "^",
        "|",
        "|---|",
        "\n|",
        "- ",
        "1. ",
        "> ",
        "===",
        "!",
        "\\",
        "&amp;",
        "\t",
        "    ",
        " ",
        "\n",
        "\n\n",
        "+++",
        "~",
        "$",
        "a",
        "7",
        "，",
    ]
)
"""Pieces of Markdown that hide nothing: neither comments nor names of things."""


@given(st.lists(st.one_of(QUIET, HAN), max_size=30).map("".join))
@settings(derandomize=True, deadline=None, max_examples=600)
def test_no_han_is_lost_unseen(text: str) -> None:
    """Every Han prints, in the text or in a note, or a problem is told."""
    blocks, report = read(text)
    kept = plain_text(blocks, with_notes=True)
    assert report.problems or sorted(c for c in kept if is_han(c)) == sorted(c for c in text if is_han(c))


def is_han(character: str) -> bool:
    """Whether a character is one of the Han."""
    return "一" <= character <= "龥"
