"""``facts.yaml`` as its characters: where each fact is, with what keys, so that a value can be changed in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from dedoc.records import Loader


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a fact: its value as text (None where it is no single value), and where both stand.

    ``start`` is where the key begins, ``value_start`` and ``end`` bound the value, all counted in characters; ``style``
    is the quotation mark, or the sign of a block, that the value is written with.
    """

    text: str | None
    start: int
    value_start: int
    end: int
    style: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact as it is written: its name, the lines that it takes (from 1), its keys in order."""

    name: str
    line: int
    last_line: int
    keys: Mapping[str, Key]
    is_flow: bool
    history: tuple[tuple[str, Mapping[str, str]], ...] = ()

    def text(self, key: str) -> str:
        """Return the value of a key, or nothing where there is none."""
        found = self.keys.get(key)
        return (found.text or "") if found else ""


@dataclass(frozen=True, slots=True)
class Written:
    """A whole file: its characters, and the facts by name."""

    text: str
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def at(self, line: int) -> Entry | None:
        """Return the fact that stands on a line."""
        return next((entry for entry in self.entries.values() if entry.line <= line <= entry.last_line), None)


def read_written(text: str) -> Written:
    """Return the facts in the text of a file that was found to be right."""
    root = yaml.compose(text, Loader=Loader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    entries = {
        key.value: _entry(key, node)
        for key, node in pairs
        if isinstance(key, yaml.ScalarNode) and isinstance(node, yaml.MappingNode)
    }
    return Written(text, entries)


def _entry(key: yaml.ScalarNode, node: yaml.MappingNode) -> Entry:
    keys = {name.value: _key(name, value) for name, value in node.value}
    history = next((value for name, value in node.value if name.value == "history"), None)
    # A block ends where the next one begins; its last line is that of its last value.
    last = node.value[-1][1] if node.value and not node.flow_style else node
    last_line = max(last.start_mark.line, last.end_mark.line - (last.end_mark.column == 0)) + 1
    past = tuple(_past(history)) if isinstance(history, yaml.MappingNode) else ()
    return Entry(key.value, key.start_mark.line + 1, last_line, keys, bool(node.flow_style), past)


def _key(name: yaml.Node, value: yaml.Node) -> Key:
    is_single = isinstance(value, yaml.ScalarNode)
    return Key(
        str(value.value) if is_single else None,
        name.start_mark.index,
        value.start_mark.index,
        value.end_mark.index,
        value.style if isinstance(value, yaml.ScalarNode) else None,
    )


def _past(node: yaml.MappingNode) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the times of a history with what is written of each."""
    for key, value in node.value:
        if isinstance(value, yaml.MappingNode):
            yield str(key.value), {str(name.value): str(inner.value) for name, inner in value.value}
        else:
            yield str(key.value), {"value": str(value.value)}
