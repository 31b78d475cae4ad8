"""Units: every visible text is one, and a translation comes back into its very place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedoc.errors import Location, Report
from dedoc.localise.spacing import even_block
from dedoc.model import Block, FolioMark, Paragraph
from dedoc.read.chapters import chapter_blocks
from dedoc.translate.applying import Put, translated_files
from dedoc.translate.extraction import text_of
from dedoc.translate.markup import decode, encode
from dedoc.translate.placeholders import flaws
from dedoc.translate.units import Kind, Unit, literal, words_of
from dedoc.walk import find, plain_text, rewrite, walk, without
from editions import FULL, make_edition
from torture import TORTURE
from translators import Project

OWN = Path(__file__).parents[2] / "content" / "2024"
SOURCES = "full torture own"


class Other(str):
    """A text that no other equals, so that even what did not change is written anew."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True


def project(name: str, tmp_path: Path) -> Project:
    """Return one of the editions that the tests go through."""
    if name == "full":
        return Project(make_edition(tmp_path, FULL))
    return Project(OWN if name == "own" else make_edition(tmp_path, TORTURE))


def files_with(project: Project, kind: type[str]) -> dict[Path, bytes]:
    """Return the files that change if every unit is translated by itself."""
    texts = {span.path: text_of(span.path, project.inputs) for unit in project.units for span in unit.spans}
    return translated_files([Put(unit, kind(unit.source)) for unit in project.units], texts)


def evened(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks as they print: lines of the source joined, and no mark of a printed page in them."""
    return rewrite(
        without(blocks, FolioMark), lambda node: even_block(node, "automatic") if isinstance(node, Block) else node
    )


def places(document: Any) -> list[tuple[str, int]]:
    """Return the lines of all blocks and calls."""
    nodes = walk((document.front, document.body, document.back))
    return [(type(node).__name__, node.location.line) for node in nodes if node.location and hasattr(node, "content")]


@pytest.mark.parametrize("name", SOURCES.split())
def test_the_identity_translation_changes_no_byte(name: str, tmp_path: Path) -> None:
    """Who translates every text by itself changes no file (checklist 1)."""
    assert files_with(project(name, tmp_path), str) == {}


@pytest.mark.parametrize("name", SOURCES.split())
def test_what_is_written_anew_reads_the_same(name: str, tmp_path: Path) -> None:
    """Texts that are taken apart and written again say the same, and all stand on the lines they stood on."""
    source = project(name, tmp_path)
    files = files_with(source, Other)
    again, report = source.read_again(files)

    assert [problem.format() for problem in report.problems] == []
    assert len(files) >= 3
    for part in ("metadata", "facts", "sources"):
        assert getattr(again, part) == getattr(source.document, part)
    for part in ("front", "body", "back"):
        assert evened(getattr(again, part)) == evened(getattr(source.document, part))
    assert places(again) == places(source.document)


def test_the_units_of_an_edition_are_all_that_a_reader_sees(tmp_path: Path) -> None:
    """Cover, people, prose, notes, tables, figures, charts, sources and words that count are units."""
    units = {unit.source: unit for unit in project("full", tmp_path).units}

    assert units["样本报告{br}发展与前瞻"].kind is Kind.TITLE
    assert units["张三"].kind is Kind.NAME
    assert units["开端"].id == "heading-start"
    text = "截至{as-of:stations}，基站总数达{fact:stations}{cite:data:bureau}，见{ref:chart}。"
    assert units[text].kind is Kind.PARAGRAPH
    assert units["{b}要点先行。{/b}接着说明{note:free}，详见{ref:plan}。"].is_run_in
    assert [units[note].id for note in ("一条脚注。", "脚注的第二段。")] == ["note-free", "note-free.2"]
    assert units["各项安排"].id == "table-plan"
    assert units["甲项"].kind is Kind.CELL
    assert "3" not in units
    assert units["再见。"].path == ("结语",)
    assert units["{number}个"].kind is Kind.MEASURE


def test_a_text_knows_the_headings_above_it() -> None:
    """The context of a unit is the path of headings, and its file and line."""
    units = Project(OWN).units
    unit = next(unit for unit in units if "全国建有5G基站" in unit.source)
    assert unit.path == ("中国数字经济发展现状", "基础设施发展情况")
    assert unit.location.file.endswith("01-present.md")
    assert unit.location.line == 9


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("普通的话", "普通的话"),
        ("**强调。**接着", "{b}强调。{/b}接着"),
        ("*轻*与**重**", "{i}轻{/i}与{b}重{/b}"),
        ("{fact}`a`和{as-of}`a`", "{fact:a}和{as-of:a}"),
        ("据{cite:data}`x, y`说", "据{cite:data:x, y}说"),
        ("看[官网](https://a.cn/b_c)吧", "看{link:1}官网{/link:1}吧"),
        ("断{folio}`12`开", "断开"),
        ("一行\n两行", "一行两行"),
        ("one\ntwo", "one two"),
        ("用\\*星号\\*和{括号}", "用*星号*和{{括号}}"),
        ("A &amp; B", "A & B"),
        ("话<!-- 不印 -->语", "话语"),
    ],
)
def test_markup_becomes_placeholders(markdown: str, text: str) -> None:
    """What is no text has a name in braces; spaces and lines of the source are evened out."""
    assert encode(markdown, {})[0] == text


def test_renumbering_notes_changes_no_unit() -> None:
    """A note that bears a mere number counts within its paragraph (checklist 2)."""
    env: dict[str, Any] = {"footnotes": {"refs": {":1": -1, ":2": -1, ":7": -1, ":8": -1}}}
    assert encode("甲[^1]乙[^2]", env)[0] == encode("甲[^7]乙[^8]", env)[0] == "甲{note:1}乙{note:2}"


TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufeff\u2028\u2029\x85\u3000"),
    min_size=1,
    max_size=60,
)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_whatever_a_translator_types_prints_as_typed(text: str) -> None:
    """No characters of a translation are taken for markup, wherever they stand."""
    said = " ".join(text.split())
    if not said or re.search(r"\{#|\{[a-z:-]+\}`|\*\*|\[\^", said):
        return
    report = Report()
    blocks = chapter_blocks(decode(literal(text), {}) + "\n", "a.md", report)

    assert [problem.format() for problem in report.problems] == []
    assert len(blocks) == 1
    assert isinstance(blocks[0], Paragraph)
    assert plain_text(blocks) == said


@given(st.lists(st.sampled_from(["{b}", "{/b}", "{i}", "{/i}", "a", "。", " ", "文", "*", "1. ", "(x)"]), max_size=12))
@settings(max_examples=300, deadline=None)
def test_pairs_hold_whatever_touches_them(parts: list[str]) -> None:
    """Strong words stay strong beside letters, marks and spaces; none of their marks is ever printed."""
    text = "".join(parts)
    unit = Unit("u", Kind.PARAGRAPH, text, (), Location("a"), "a")
    if any(flaws(unit, text)) or not words_of(text).strip() or "**" in words_of(text):
        return
    report = Report()
    blocks = chapter_blocks(decode(text, {}) + "\n", "a.md", report)

    assert [problem.format() for problem in report.problems] == []
    printed = "".join(plain_text((p.run_in, p.content)) for p in find(blocks, Paragraph))
    assert "".join(printed.split()) == "".join(words_of(text).split())
