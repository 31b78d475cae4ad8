"""A translation put into the files of an edition, in memory: the same reader then reads them as it read the source."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dedoc.translate.markup import decode
from dedoc.translate.units import Broken, Container, Placeholder, Span, Unit, pieces

NEEDS_QUOTES = re.compile(r'[",\n]')
YAML_BREAKS = {"\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P"}
"""Characters that would end a line inside of quotation marks (YAML 1.1, 5.4)."""


@dataclass(frozen=True, slots=True)
class Put:
    """The text that stands for a unit in the translated files, as units write it."""

    unit: Unit
    text: str


def translated_files(puts: Iterable[Put], texts: Mapping[Path, str]) -> dict[Path, bytes]:
    """Return the files that change, with the texts put into their places; every line stays on its line.

    A text that is that of the source leaves the characters of the file as they are. ``texts`` are the files as read.
    """
    puts = list(puts)
    terms = {put.unit.source: put.text for put in puts if not put.unit.spans}
    changes: dict[Path, list[tuple[Span, str]]] = {}
    for put in puts:
        if put.text == put.unit.source:
            continue
        for span in put.unit.spans:
            before = texts[span.path][span.start : span.end]
            made = written(put.unit, span, put.text, before, lambda term: terms.get(term, term))
            changes.setdefault(span.path, []).append((span, made))
    return {path: _changed(texts[path], made).encode() for path, made in changes.items()}


def _changed(text: str, changes: list[tuple[Span, str]]) -> str:
    parts: list[str] = []
    at = 0
    for span, made in sorted(changes, key=lambda change: change[0].start):
        parts += [text[at : span.start], made]
        at = span.end
    return "".join([*parts, text[at:]])


def written(unit: Unit, span: Span, text: str, before: str, term: Callable[[str], str]) -> str:
    """Return how a text is written in the place of a span; ValueError for a placeholder that is not the unit's."""
    in_row = span.container is not Container.LINES
    made = decode(text, unit.raw, in_row=in_row, term=term) if span.is_markup else plain(text)
    lost = before.count("\n") - made.count("\n")
    match span.container:
        case Container.LINES:
            return made + _padding(lost)
        case Container.ROW:
            return made
        case Container.CSV:
            made = made.replace("\n", " ")
            return '"' + made.replace('"', '""') + '"' if NEEDS_QUOTES.search(made) or before[:1] == '"' else made
        case Container.YAML:
            return _quoted(made) + "\n" * before.count("\n")
        case Container.YAML_LIST:
            lines = ", ".join(_quoted(line.strip()) for line in made.split("\n"))
            return f" [{lines}]" + "\n" * before.count("\n")


def plain(text: str) -> str:
    """Return a text without markup as its file says it; ValueError for a placeholder, which it cannot hold."""
    parts: list[str] = []
    for piece in pieces(text):
        match piece:
            case str():
                parts.append(piece)
            case Placeholder(name="br"):
                parts.append("\n")
            case Placeholder() | Broken():
                raise ValueError(str(piece) if isinstance(piece, Placeholder) else piece.text)
    return "\n".join(" ".join(line.split()) for line in "".join(parts).split("\n"))


def _padding(lost: int) -> str:
    """Return a remark over as many lines as the source had more: problems further down keep their line."""
    return "<!--" + "\n." * (lost - 1) + "\n-->" if lost > 0 else ""


def _quoted(text: str) -> str:
    """Return text as a YAML scalar between quotation marks (JSON is YAML 1.2; its strings are strings of 1.1 too)."""
    made = json.dumps(text, ensure_ascii=False)
    for character, escape in YAML_BREAKS.items():
        made = made.replace(character, escape)
    return made
