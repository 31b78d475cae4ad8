"""Units of translation: spans of the source with all that a translator must know of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from dedoc.errors import Location

PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(/?[a-z][a-z-]*)(?::([^{}\n]*))?\}|[{}]")
"""Braces of a unit's text: ``{{`` and ``}}`` stand for themselves, the rest is a placeholder or broken."""

PAIRS = frozenset({"b", "i", "link"})
"""Placeholders that open and close: strong, emphasis, link."""

FREE = frozenset({"br"})
"""Placeholders that a title or label may drop or add: where its lines break is each language's business."""


class Kind(Enum):
    """What a unit is for the reader."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NOTE = "note"
    CAPTION = "caption"
    CELL = "cell"
    LABEL = "label"
    ALTERNATIVE = "alternative text"
    REMARK = "remark"
    NAME = "name"
    SOURCE = "source"
    MEASURE = "unit of measure"
    INDEX = "index term"


class Container(Enum):
    """In what a span stands: the lines of a chapter, a row of a table, or a value of YAML or CSV."""

    LINES = "lines"
    ROW = "row"
    YAML = "yaml"
    YAML_LIST = "yaml list"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Span:
    """The characters from ``start`` to ``end`` of a file as it was read. ``is_markup`` says that they are Markdown."""

    path: Path
    start: int
    end: int
    container: Container
    is_markup: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """One text that a reader can see.

    ``source`` has named placeholders for what is no text; ``raw`` is what each of them stands for in the file, by
    what stands between its braces. ``catalog`` names the PO file. ``path`` are the headings above it, ``about`` says
    what its placeholders print. ``has_own_id`` says that the author gave the name: it stays whatever the text becomes.
    """

    id: str
    kind: Kind
    source: str
    spans: tuple[Span, ...]
    location: Location
    catalog: str
    path: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    raw: Mapping[str, str] = field(default_factory=dict)
    has_own_id: bool = False
    is_run_in: bool = False

    @property
    def size(self) -> int:
        """How many characters of it are to be translated, without spaces and placeholders."""
        return len("".join(words_of(self.source).split()))


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stands between braces in the text of a unit: ``fact:stations-5g``, ``b``, ``/b``."""

    name: str

    @property
    def kind(self) -> str:
        """The part before the colon, without the stroke of a closing one."""
        return self.name.removeprefix("/").partition(":")[0]

    @property
    def is_closing(self) -> bool:
        """Whether it closes a pair."""
        return self.name.startswith("/")

    def __str__(self) -> str:
        return f"{{{self.name}}}"


@dataclass(frozen=True, slots=True)
class Broken:
    """A brace that belongs to no placeholder."""

    text: str


def pieces(text: str) -> Iterator[str | Placeholder | Broken]:
    """Yield the characters and placeholders of a unit's text in order."""
    at = 0
    for match in PLACEHOLDER.finditer(text):
        if match.start() > at:
            yield text[at : match.start()]
        at = match.end()
        if match[0] in ("{{", "}}"):
            yield match[0][0]
        elif match[1] is None:
            yield Broken(text[match.start() : match.start() + 12])
        else:
            yield Placeholder(match[0][1:-1])
    if at < len(text):
        yield text[at:]


def literal(text: str) -> str:
    """Return characters as a unit writes them: braces doubled."""
    return text.replace("{", "{{").replace("}", "}}")


def words_of(text: str) -> str:
    """Return the characters of a unit's text without its placeholders."""
    return "".join(piece for piece in pieces(text) if isinstance(piece, str))


def is_wide(character: str) -> bool:
    """Whether a character needs no space beside it: Han, kana and the marks of full width."""
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’…—·"
