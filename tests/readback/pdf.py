"""A PDF read back: its lines as they stand on the pages, and its words in the order of its tags."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf

from readback.said import Said, squeezed

NOTE_SIZE = 10
"""Notes, and their calls in the text, are smaller than this, in pt; all else is larger."""

CALL = re.compile(r"\[\d+\]")


@dataclass(frozen=True)
class Character:
    """One character as printed: its place in pt from the upper left corner, its size and the name of its font."""

    text: str
    left: float
    top: float
    size: float
    font: str
    mark: int | None


@dataclass(frozen=True)
class Line:
    """Characters that stand side by side, from left to right."""

    characters: tuple[Character, ...]

    @property
    def top(self) -> float:
        """How far below the page's upper edge the largest characters begin."""
        return max(self.characters, key=lambda character: character.size).top

    @property
    def left(self) -> float:
        """How far from the page's left edge the line begins."""
        return self.characters[0].left

    @property
    def size(self) -> float:
        """The size of the largest characters in pt."""
        return max(character.size for character in self.characters)

    @cached_property
    def text(self) -> str:
        """What the line says, without white space."""
        return squeezed("".join(character.text for character in self.characters))

    @property
    def calls(self) -> list[str]:
        """The calls of notes in a line of the text."""
        small = "".join(character.text if character.size < NOTE_SIZE else " " for character in self.characters)
        return CALL.findall(small) if self.size >= NOTE_SIZE else []


@dataclass(frozen=True)
class Page:
    """One page: ``number`` counts from 1; ``foot`` is where the text block ends and the folio's room begins, in pt."""

    number: int
    lines: tuple[Line, ...]
    characters: tuple[Character, ...]
    foot: float

    @property
    def folio(self) -> str:
        """What stands below the text block."""
        return "".join(line.text for line in self.lines if line.top > self.foot)

    @cached_property
    def text_lines(self) -> tuple[Line, ...]:
        """The lines that stand inside the text block."""
        return tuple(line for line in self.lines if line.top <= self.foot)

    @cached_property
    def body_lines(self) -> tuple[Line, ...]:
        """The lines of the text block above its notes."""
        last = max((index for index, line in enumerate(self.text_lines) if line.size >= NOTE_SIZE), default=-1)
        return self.text_lines[: last + 1]

    @property
    def note_lines(self) -> tuple[Line, ...]:
        """The small lines at the foot of the text block."""
        return self.text_lines[len(self.body_lines) :]

    @property
    def calls(self) -> list[str]:
        """The calls of notes, in order."""
        return [call for line in self.body_lines for call in line.calls]

    @cached_property
    def text(self) -> str:
        """What the text block says from top to bottom, without white space."""
        return "".join(line.text for line in self.text_lines)


@dataclass(frozen=True)
class Place:
    """Where something begins: its page, and the number of the line on it, from 0."""

    page: int
    line: int


@dataclass(frozen=True)
class Drawing:
    """What is tagged as a figure: the text in it, and the text that stands for it."""

    text: str
    alternative: str


class PrintedPdf:
    """A PDF opened, read and closed again; ``foot`` in pt tells the text block from the folio.

    So does ``turned_foot`` on pages that are wider than high.
    """

    def __init__(self, path: Path, foot: float, turned_foot: float = 0) -> None:
        self.path = path
        with pdfplumber.open(path) as file:
            self.pages = tuple(
                _page(page, turned_foot if turned_foot and page.width > page.height else foot) for page in file.pages
            )

    def find_heading(self, text: str, after: Place) -> Place | None:
        """Return where the next line after ``after`` begins that, with the lines below it, says ``text``."""
        for page in self.pages[after.page - 1 :]:
            lines = [line.text for line in page.text_lines]
            first = after.line + 1 if page.number == after.page else 0
            for index in range(first, len(lines)):
                if _says("".join(lines[index : index + 3]), lines[index], text):
                    return Place(page.number, index)
        return None

    @property
    def said(self) -> Said:
        """What the tags say in their order: what readers hear who cannot see. Artifacts and drawings say nothing."""
        return self._tagged[0]

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """What is tagged as a figure."""
        return self._tagged[1]

    @cached_property
    def _tagged(self) -> tuple[Said, tuple[Drawing, ...]]:
        marked: dict[tuple[int, int], str] = defaultdict(str)
        for index, page in enumerate(self.pages):
            for character in page.characters:
                if character.mark is not None:
                    marked[index, character.mark] += character.text
        with pikepdf.open(self.path) as file:
            tags = _Tags({page.obj.objgen: index for index, page in enumerate(file.pages)}, marked)
            text = "".join(tags.said(file.Root.StructTreeRoot.K, None))
        return Said(squeezed(text), tuple(map(squeezed, tags.notes))), tuple(tags.drawings)


def _says(text: str, line: str, heading: str) -> bool:
    """Return whether a line, with those below it, is a heading and not the beginning of something longer."""
    return line == heading or (len(line) < len(heading) and text.startswith(heading) and heading.startswith(line))


def _page(page: Any, foot: float) -> Page:
    characters = tuple(_characters(page.chars))
    lines = [
        Line(tuple(_character(item, None) for item in line["chars"]))
        for line in page.extract_text_lines(return_chars=True)
    ]
    return Page(page.page_number, tuple(lines), characters, foot)


def _characters(items: list[dict[str, Any]]) -> Iterator[Character]:
    """Yield characters with the number of the marked content they belong to.

    A passage with a replacement text of its own is marked inside a numbered one, and belongs to that. Where nothing
    stands before it on the page, that is the next number.
    """
    current, highest = None, -1
    for item in items:
        if item["mcid"] is not None or item["tag"] == "Artifact":
            current = item["mcid"]
        elif current is None:
            current = highest + 1
        highest = highest if current is None else max(highest, current)
        yield _character(item, current)


def _character(item: dict[str, Any], mark: int | None) -> Character:
    font = str(item["fontname"]).rpartition("+")[2]
    return Character(str(item["text"]), float(item["x0"]), float(item["top"]), float(item["size"]), font, mark)


@dataclass
class _Tags:
    """Walks the structure tree (ISO 32000-1, 14.7.2): ``pages`` by object, ``marked`` text by page and number."""

    pages: dict[tuple[int, int], int]
    marked: dict[tuple[int, int], str]
    notes: list[str] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)

    def said(self, node: Any, page: int | None) -> Iterator[str]:
        """Yield what a node says; notes and drawings go to their lists."""
        if isinstance(node, pikepdf.Array):
            for child in node:
                yield from self.said(child, page)
        elif isinstance(node, int):
            assert page is not None
            yield self.marked[page, node]
        elif isinstance(node, pikepdf.Dictionary):
            own = node.get(pikepdf.Name.Pg)
            page = self.pages[own.objgen] if own is not None else page
            yield from self._element(node, page)

    def _element(self, node: pikepdf.Dictionary, page: int | None) -> Iterator[str]:
        kind, content = node.get(pikepdf.Name.S), node.get(pikepdf.Name.K)
        if pikepdf.Name.MCID in node:
            assert page is not None
            yield self.marked[page, int(node[pikepdf.Name.MCID])]
        elif kind == pikepdf.Name.Note:
            at = len(self.notes)
            self.notes.append("")
            self.notes[at] = "".join(self.said(content, page))
        elif kind == pikepdf.Name.Figure:
            said = squeezed("".join(self.said(content, page)))
            self.drawings.append(Drawing(said, str(node.get(pikepdf.Name.Alt, ""))))
        elif kind is not None:
            yield from self.said(content, page)
