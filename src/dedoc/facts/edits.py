"""Changes to ``facts.yaml`` at the characters that they concern: comments, order and all else stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

import yaml

from dedoc.errors import ContentError, Location, fail
from dedoc.facts.written import Entry, Key, Written
from dedoc.records import Loader

ORDER = (
    "name",
    "value",
    "scale",
    "unit",
    "as_of",
    "source",
    "qualifier",
    "exact",
    "uncertainty",
    "form",
    "due",
    "note",
)
"""Behind which keys a new one is written."""

LINE_END = re.compile(r"\r\n|\r|\n|$")
BLANK = re.compile(r"[ \t]*")


@dataclass(frozen=True, slots=True)
class Change:
    """A key of a fact, what it said, and what it is to say; nothing stands for a key that is not there."""

    fact: str
    key: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters from ``start`` to ``end`` that give way to others."""

    start: int
    end: int
    text: str


def edited(written: Written, changes: Sequence[Change], file: str) -> str:
    """Return the text of the file with the changes.

    ContentError for a fact that is written in a way that cannot be changed without touching anything else.
    """
    by_fact: dict[str, list[Change]] = {}
    for change in changes:
        by_fact.setdefault(change.fact, []).append(change)
    edits = [edit for name, own in by_fact.items() for edit in _edits(written, written.entries[name], own, file)]
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        parts += [written.text[at : edit.start], edit.text]
        at = edit.end
    text = "".join([*parts, written.text[at:]])
    _check(written, text, by_fact, file)
    return text


def _edits(written: Written, entry: Entry, changes: Sequence[Change], file: str) -> Iterator[Edit]:
    gone = {change.key for change in changes if not change.new}
    for change in sorted(changes, key=lambda change: ORDER.index(change.key)):
        key = entry.keys.get(change.key)
        if key is None:
            yield _added(written.text, entry, change, gone, file)
        elif not change.new:
            yield _flow_removal(written.text, entry, key) if entry.is_flow else _block_removal(written.text, key)
        else:
            yield Edit(key.value_start, key.end, scalar(change.new, key.style, is_flow=entry.is_flow))


def _added(text: str, entry: Entry, change: Change, gone: set[str], file: str) -> Edit:
    """Return a new key behind the last of those that come before it, in a line or, in braces, an item of its own."""
    before = set(ORDER[: ORDER.index(change.key)]) - gone
    others = [key for name, key in entry.keys.items() if name in before and key.style not in ("|", ">")]
    if not others:
        _refuse(entry, file)
    behind = max(others, key=lambda key: key.end)
    line = f"{change.key}: {scalar(change.new, None, is_flow=entry.is_flow)}"
    if entry.is_flow:
        return Edit(behind.end, behind.end, f", {line}")
    end = LINE_END.search(text, behind.end)
    assert end is not None
    start = _line_start(text, behind.start)
    return Edit(end.start(), end.start(), (end[0] or "\n") + text[start : behind.start] + line)


def _block_removal(text: str, key: Key) -> Edit:
    """Return the removal of a key with its line; a remark behind it stays."""
    start, end = _line_start(text, key.start), LINE_END.search(text, key.end)
    assert end is not None
    rest = text[key.end : end.start()]
    return Edit(start, end.end(), "") if BLANK.fullmatch(rest) else Edit(key.start, key.end + _blanks(rest), "")


def _flow_removal(text: str, entry: Entry, key: Key) -> Edit:
    """Return the removal of a key in braces, with the comma behind it, or else the one before."""
    behind = next((other.start for other in entry.keys.values() if other.start > key.start), None)
    if behind is not None:
        return Edit(key.start, behind, "")
    return Edit(text.rindex(",", 0, key.start), key.end, "")


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _blanks(text: str) -> int:
    match = BLANK.match(text)
    return match.end() if match else 0


def scalar(text: str, style: str | None, *, is_flow: bool) -> str:
    """Return a value as YAML writes it: in the quotation marks that were there, and in some where it needs them."""
    if style == '"' or any(character in text for character in "\n\r\t"):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
        return '"' + escaped.replace("\t", "\\t") + '"'
    return text if style != "'" and _is_plain(text, is_flow=is_flow) else "'" + text.replace("'", "''") + "'"


def _is_plain(text: str, *, is_flow: bool) -> bool:
    """Whether a value means itself without quotation marks."""
    try:
        node = yaml.compose(f"{{k: {text}, l: m}}" if is_flow else f"k: {text} # r\nl: m\n", Loader=Loader)
    except yaml.YAMLError:
        return False
    if not isinstance(node, yaml.MappingNode) or len(node.value) != 2:
        return False
    value = node.value[0][1]
    is_null = value.tag == "tag:yaml.org,2002:null"
    return isinstance(value, yaml.ScalarNode) and not value.style and value.value == text and not is_null


def _check(written: Written, text: str, changes: Mapping[str, Sequence[Change]], file: str) -> None:
    """Refuse a result in which anything but the changes has changed."""
    expected = _values(written.text)
    for name, own in changes.items():
        for change in own:
            expected[name] = {key: value for key, value in expected[name].items() if key != change.key}
            if change.new:
                expected[name][change.key] = change.new
    try:
        found = _values(text)
    except yaml.YAMLError:
        found = {}
    if found != expected:
        name = next((name for name in changes if found.get(name) != expected[name]), next(iter(changes)))
        _refuse(written.entries[name], file)


def _refuse(entry: Entry, file: str) -> NoReturn:
    hint = "change it by hand, or write it with one key a line"
    message = "the fact “{name}” is written in a way that cannot be changed here"
    fail(ContentError, Location(file, entry.line), message, hint, name=entry.name)


def _values(text: str) -> dict[str, dict[str, object]]:
    root = yaml.compose(text, Loader=Loader)
    assert isinstance(root, yaml.MappingNode)
    return {str(key.value): _mapping(node) for key, node in root.value}


def _mapping(node: yaml.Node) -> dict[str, object]:
    assert isinstance(node, yaml.MappingNode)
    return {str(key.value): _plain(value) for key, value in node.value}


def _plain(node: yaml.Node) -> object:
    match node:
        case yaml.MappingNode():
            return _mapping(node)
        case yaml.SequenceNode():
            return [_plain(item) for item in node.value]
        case _:
            return str(node.value)
