"""Marks for an index in the Word file."""

from __future__ import annotations

from pathlib import Path

from dedoc.model import IndexMark
from dedoc.walk import find
from editions import make_edition
from readback.built import Built, built
from readback.fields import fields, words_of
from readback.word import NAMES, W

CHAPTER = """\
# 开端{index}`开端`

数据要素{index}`数据要素`的“市场”{index}`say "a:b\\c"`[^note]。

[^note]: 注{index}`脚注`。
"""


def test_places_for_an_index_are_hidden_fields(tmp_path: Path) -> None:
    """Each mark is a field that Word makes an index from; what would end a term or divide it is escaped."""
    found = built(make_edition(tmp_path / "index", {"chapters/01-a.md": CHAPTER}), tmp_path)
    codes = [item.code for item in fields(found.word) if item.code.startswith(" XE ")]
    assert sorted(codes) == sorted(
        [' XE "开端" ', ' XE "数据要素" ', ' XE "say \\"a\\:b\\\\c\\"" ', ' XE "脚注" '],
    )
    runs = found.word.find(".//w:r[w:instrText[starts-with(., ' XE')]]")
    assert [run.find("w:rPr/w:vanish", NAMES) is not None for run in runs] == [True] * 3
    entries = found.word.find(".//w:sdt//w:instrText")
    assert [code.text for code in entries if "XE" in code.text] == []


def test_marks_print_nothing(torture: Built) -> None:
    """Neither file says what a mark names."""
    marks = list(find((torture.document.front, torture.document.body), IndexMark))
    assert [mark.term for mark in marks] == ["列表", "文字"]
    assert torture.word.said.text == torture.pdf.said.text == torture.says.text
    codes = [code for code in torture.word.body.iter(f"{W}instrText") if "XE" in code.text]
    assert [words_of(next(code.iterancestors(f"{W}p"))) for code in codes] == ["前言也可有列表", "文字[]与列表"]
