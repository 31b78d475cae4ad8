"""Changes to ``facts.yaml``: exactly the value, and nothing else of the file."""

from __future__ import annotations

import difflib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dedoc.errors import ContentError
from dedoc.facts import Change, edited, read_written
from dedoc.facts.edits import scalar
from dedoc.records import Loader

FILE = """\
# 全部数据 📈
stations:   # 基站
  name: "5G 基站"
  value: 383.7    # 万个
  unit: '个'
  as_of: 2024-05-31
  source: nda

lines: {name: 专线, value: 25, source: 'nda', note: "甲, 乙"}   # 一行
open:
    name: 展开
    value: '240'
    qualifier: more
    source: nda
    due: 2023 # 待核
    note: >
      一段
      文字
"""


def change(text: str, *changes: tuple[str, str, str]) -> str:
    """Return a file with changes, each a fact, a key and what it is to say."""
    written = read_written(text)
    made = [Change(fact, key, written.entries[fact].text(key), new) for fact, key, new in changes]
    return edited(written, made, "facts.yaml")


def differences(old: str, new: str) -> list[str]:
    """Return the lines that went and came."""
    lines = difflib.ndiff(old.splitlines(keepends=True), new.splitlines(keepends=True))
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([("stations", "value", "425.10")], ["-   value: 383.7    # 万个\n", "+   value: 425.10    # 万个\n"]),
        ([("stations", "as_of", "2019/2023")], ["-   as_of: 2024-05-31\n", "+   as_of: 2019/2023\n"]),
        ([("open", "value", "340")], ["-     value: '240'\n", "+     value: '340'\n"]),
        ([("stations", "scale", "万")], ["+   scale: 万\n"]),
        ([("stations", "due", "2023"), ("stations", "exact", "383.74")], ["+   exact: 383.74\n", "+   due: 2023\n"]),
        ([("stations", "note", "甲：乙 #丙")], ["+   note: '甲：乙 #丙'\n"]),
        ([("stations", "note", '- 甲\n乙\t"丙" \\')], ['+   note: "- 甲\\n乙\\t\\"丙\\" \\\\"\n']),
        ([("stations", "as_of", "")], ["-   as_of: 2024-05-31\n"]),
        ([("open", "due", "")], ["-     due: 2023 # 待核\n", "+     # 待核\n"]),
        (
            [("open", "due", ""), ("open", "exact", "241")],
            ["+     exact: 241\n", "-     due: 2023 # 待核\n", "+     # 待核\n"],
        ),
        (
            [("lines", "note", "丙"), ("lines", "value", "1-2"), ("lines", "source", "a: b")],
            [
                "- lines: {name: 专线, value: 25, source: 'nda', note: \"甲, 乙\"}   # 一行\n",
                "+ lines: {name: 专线, value: 1-2, source: 'a: b', note: \"丙\"}   # 一行\n",
            ],
        ),
        (
            [("lines", "note", ""), ("lines", "scale", "百万"), ("lines", "as_of", "2024")],
            [
                "- lines: {name: 专线, value: 25, source: 'nda', note: \"甲, 乙\"}   # 一行\n",
                "+ lines: {name: 专线, value: 25, scale: 百万, as_of: 2024, source: 'nda'}   # 一行\n",
            ],
        ),
        (
            [("lines", "value", ""), ("lines", "qualifier", "a, b")],
            [
                "- lines: {name: 专线, value: 25, source: 'nda', note: \"甲, 乙\"}   # 一行\n",
                "+ lines: {name: 专线, source: 'nda', qualifier: 'a, b', note: \"甲, 乙\"}   # 一行\n",
            ],
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_change_touches_its_value_alone(
    changes: list[tuple[str, str, str]], expected: list[str], line_end: str
) -> None:
    """Comments, order, quotation marks and line ends stay; a new key stands behind those that come before it."""
    text = FILE.replace("\n", line_end)
    new = change(text, *changes)
    assert sorted(differences(text, new)) == sorted(line.replace("\n", line_end) for line in expected)
    assert ("\r" in new) is ("\r" in text)


def test_a_file_may_end_without_a_line_end() -> None:
    """What is added to the last line gets one before it."""
    assert change("a:\n  name: 甲\n  value: 1", ("a", "scale", "万")) == "a:\n  name: 甲\n  value: 1\n  scale: 万"
    assert change("a:\n  name: 甲\n  due: 1", ("a", "due", "")) == "a:\n  name: 甲\n"


@pytest.mark.parametrize(
    ("text", "key", "new"),
    [
        ("a:\n  name: 甲\n  note: |\n    乙\n    丙\n  value: 1\n", "note", "丁"),
        ("a: {name: 甲, value: 1, # x, y\n  due: 2023}\n", "due", ""),
        ("a:\n  name: >\n    甲\n", "value", "1"),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(text: str, key: str, new: str) -> None:
    """Unusual ways to write are told with their line, and nothing is made of them."""
    with pytest.raises(ContentError) as error:
        change("# 一\n" + text, ("a", key, new))
    (problem,) = error.value.problems
    assert str(problem.location) == "facts.yaml:2"
    assert problem.hint


def test_facts_know_their_lines() -> None:
    """From its name to its last value, a fact has lines of its own."""
    written = read_written(FILE)
    entries = written.entries
    assert {name: (entry.line, entry.last_line) for name, entry in entries.items()} == {
        "stations": (2, 7),
        "lines": (9, 9),
        "open": (10, 18),
    }
    assert written.at(4) is entries["stations"]
    assert written.at(8) is None
    assert read_written("# 无\n").entries == {}


TEXTS = st.one_of(
    st.sampled_from(
        ["383.7", "1/7", "30-40", "no", "null", "~", "2024-05-31", "- a", "a: b", "a #b", "#a", "{a", "a]", "*x"]
    ),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\u2028\u2029\ufeff"), min_size=1
    ).filter(lambda text: text == text.strip()),
)


@given(st.lists(st.tuples(st.sampled_from(["name", "value", "unit", "note", "due"]), TEXTS), max_size=5), st.booleans())
@settings(derandomize=True, deadline=None, max_examples=400)
def test_any_words_are_written_so_that_they_are_read_again(pairs: list[tuple[str, str]], is_flow: bool) -> None:  # noqa: FBT001
    """Whatever a value says, YAML says it back, in braces and in lines, in any quotation marks."""
    for style in (None, "'", '"'):
        lines = [f"{key}: {scalar(text, style, is_flow=is_flow)}" for key, text in pairs]
        text = "{" + ", ".join(lines) + "}" if is_flow else "\n".join(lines)
        node = yaml.compose(text, Loader=Loader)
        found = [(key.value, value.value) for key, value in node.value] if node else []
        assert found == pairs


@given(st.data())
@settings(derandomize=True, deadline=None, max_examples=300)
def test_any_changes_leave_all_else_as_it_was(data: st.DataObject) -> None:
    """Taken back, they give the very file again, but for the place of a key that was away."""
    keys = {"value": "1", "as_of": "2024", "source": "s"}
    drawn = data.draw(
        st.lists(st.tuples(st.sampled_from(["stations", "lines"]), st.sampled_from(sorted(keys)), TEXTS), max_size=4)
    )
    changes = {(fact, key): text for fact, key, text in drawn if not (fact == "lines" and key == "as_of")}
    new = change(FILE, *((fact, key, text) for (fact, key), text in changes.items()))
    old = read_written(FILE)
    back = change(new, *((fact, key, old.entries[fact].text(key)) for fact, key in changes))
    assert [line.rstrip() for line in _unquoted(back)] == [line.rstrip() for line in _unquoted(FILE)]


def _unquoted(text: str) -> list[str]:
    """Return the lines of a file without quotation marks: a value that once needed them keeps them."""
    return [line.replace("'", "").replace('"', "") for line in text.splitlines()]
