"""What a Word file becomes: headings, paragraphs, lists, tables with captions, figures, remarks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from dedoc.importing.word.script import Line
from dedoc.wordfile.model import Drawing


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look as they stand in the edition, or the call of a note (``note`` is its key in Word)."""

    text: str = ""
    state: frozenset[str] = frozenset()
    address: str = ""
    note: str = ""


@dataclass(slots=True)
class Block:
    """Any item: its name in the ledger, where it begins in the text, and its runs."""

    name: str
    at: int
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Heading(Block):
    """A heading of a level, which bears a number or not."""

    level: int = 1
    is_numbered: bool = True


@dataclass(slots=True)
class Paragraph(Block):
    """A paragraph of the text, of a quotation, or of the back cover."""

    is_quotation: bool = False
    is_back: bool = False


@dataclass(slots=True)
class Entry(Block):
    """An item of a list, nested ``depth`` deep; ``number`` is None where it bears a bullet."""

    depth: int = 0
    number: int | None = None
    list: str = ""


@dataclass(slots=True)
class Caption(Block):
    """The caption of a figure or table, without its number; ``is_table`` says of which."""

    is_table: bool = False


@dataclass(slots=True)
class Table(Block):
    """A table: its cells, its caption, the unit above it, and what stands below it as a note."""

    cells: list[list[Block]] = field(default_factory=list)
    caption: Caption | None = None
    unit: Block | None = None
    remark: Block | None = None


@dataclass(slots=True)
class Figure(Block):
    """A drawing with its caption, and the words in brackets below it."""

    drawing: Drawing = field(default_factory=Drawing)
    caption: Caption | None = None
    source: Block | None = None
    line: Line | None = None


@dataclass(slots=True)
class Unit(Block):
    """The unit of a table, without the words before it."""


@dataclass(slots=True)
class Sidebar(Block):
    """Boxed text with a title (its runs)."""

    content: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Remark(Block):
    """A remark for colleagues, which never prints."""

    text_of: str = ""


Item: TypeAlias = Heading | Paragraph | Entry | Table | Figure | Sidebar | Remark | Caption | Unit
