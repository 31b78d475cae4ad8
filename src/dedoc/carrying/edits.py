"""Edits of source files at the characters that they concern: remarks, line ends and all else stay as they are."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from dedoc.errors import ContentError, Location, fail
from dedoc.records import Loader

LINE_END = re.compile(r"\r\n|\r|\n")
REST = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters from ``start`` to ``end`` that give way to others."""

    start: int
    end: int
    text: str

    @property
    def lines(self) -> int:
        """How many lines end in the new characters."""
        return len(LINE_END.findall(self.text))


@dataclass(frozen=True, slots=True)
class Written:
    """A source file as its characters, without byte order mark but with its own line ends."""

    name: str
    text: str
    has_mark: bool = False

    @property
    def newline(self) -> str:
        """The line end that the file has first."""
        found = LINE_END.search(self.text)
        return found[0] if found else "\n"

    def line(self, at: int) -> int:
        """Return the line, counted from 1, of a character."""
        return len(LINE_END.findall(self.text, 0, at)) + 1

    def lines(self, start: int, end: int) -> int:
        """Return how many lines end in a part of it."""
        return len(LINE_END.findall(self.text, start, end))

    def starts(self) -> list[int]:
        """Return where each line begins."""
        return [0, *(match.end() for match in LINE_END.finditer(self.text))]

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """Return the bytes of the file after edits that do not overlap."""
        parts, at = [], 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            parts += [self.text[at : edit.start], edit.text]
            at = edit.end
        mark = codecs.BOM_UTF8 if self.has_mark else b""
        return mark + "".join([*parts, self.text[at:]]).encode()


def read_file(path: Path, name: str) -> Written:
    """Return a file that was found to be right; messages call it ``name``."""
    data = path.read_bytes()
    return Written(name, data.decode("utf-8-sig"), data.startswith(codecs.BOM_UTF8))


def root_of(written: Written) -> yaml.MappingNode | None:
    """Return the mapping that a YAML file holds, None for a file without one."""
    root = yaml.compose(written.text, Loader=Loader)
    return root if isinstance(root, yaml.MappingNode) else None


def scalar_keys(node: yaml.MappingNode) -> dict[str, yaml.ScalarNode]:
    """Return the keys of a mapping whose values are single ones."""
    return {str(key.value): value for key, value in node.value if isinstance(value, yaml.ScalarNode)}


def added(written: Written, node: yaml.MappingNode, lines: Sequence[str]) -> Edit:
    """Return the edit that adds keys to a mapping: at its end in braces, else on lines behind one of a single line.

    ``lines`` are written as in braces: ``key: value``. ContentError where there is no room for them.
    """
    if node.flow_style:
        last = max((value.end_mark.index for _, value in node.value), default=node.start_mark.index + 1)
        return Edit(last, last, "".join(f", {line}" for line in lines))
    for key, value in reversed(node.value):
        is_single = isinstance(value, yaml.ScalarNode) and value.style not in ("|", ">")
        if is_single or (isinstance(value, yaml.CollectionNode) and value.flow_style):
            return _behind(written, key, value, lines)
    hint = "write it with one key a line"
    place = Location(written.name, node.start_mark.line + 1)
    return fail(ContentError, place, "nothing can be added here without touching anything else", hint)


def _behind(written: Written, key: yaml.Node, value: yaml.Node, lines: Sequence[str]) -> Edit:
    """Return the edit that adds lines below a key, as far in as that."""
    text = written.text
    rest = REST.match(text, value.end_mark.index)
    assert rest is not None
    start = max(text.rfind("\n", 0, key.start_mark.index), text.rfind("\r", 0, key.start_mark.index)) + 1
    indent = text[start : key.start_mark.index]
    has_end = bool(LINE_END.search(rest[0]))
    before, behind = ("", written.newline) if has_end else (written.newline, "")
    joined = written.newline.join(indent + line for line in lines)
    return Edit(rest.end(), rest.end(), before + joined + behind)
