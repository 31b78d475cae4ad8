"""What a Word file holds, whoever wrote it: blocks with their words in order, notes, comments and tracked changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from dedoc.errors import Problem


class Change(Enum):
    """What tracking says of a piece of text or of the end of a paragraph."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_HERE = "moved here"
    MOVED_AWAY = "moved away"

    @property
    def is_gone(self) -> bool:
        """Whether what it speaks of is gone once all changes are accepted."""
        return self in (Change.DELETED, Change.MOVED_AWAY)


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change: what was done, by whom, and the day and time as the file has them (2024-08-01T09:30:00Z)."""

    change: Change
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look once all styles are applied: ``style`` is the name of the character style, ``size`` in pt.

    ``font`` is that of Chinese characters; ``raised`` is 1 for superscript and -1 for subscript.
    """

    style: str = ""
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_struck: bool = False
    highlight: str = ""
    color: str = ""
    font: str = ""
    size: float = 10
    raised: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """Characters of one look. ``fields`` are the fields whose result they are, the outermost first (TOC, PAGEREF)."""

    text: str
    look: Look = Look()
    address: str = ""
    fields: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class Break:
    """A break inside a paragraph: of the line, or (``is_page``) of the page or column."""

    is_page: bool = False
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """The place where a note is called, by the note's key."""

    note: str
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A row of values in a chart: its name, its ``shape`` (bar, line or pie), and its values by category, as written.

    A value that is missing is "".
    """

    name: str
    shape: str
    categories: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, chart or shape: ``part`` is the part that holds a picture, ``texts`` the words in a chart or diagram.

    ``content`` is what stands in a text box. A drawing that is only linked has its target in ``link``. Sizes in pt.
    ``check`` is the checksum of the picture in the zip (0: none), by which it is told from another one unread.
    ``series`` are what a chart shows, where it has bars, lines or slices only.
    """

    part: str = ""
    alternative: str = ""
    link: str = ""
    texts: tuple[str, ...] = ()
    content: tuple[Block, ...] = ()
    width: float = 0
    height: float = 0
    revisions: tuple[Revision, ...] = ()
    series: tuple[Series, ...] = ()
    check: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """The start or end of a bookmark."""

    name: str
    is_start: bool


@dataclass(frozen=True, slots=True)
class CommentMark:
    """The start or end of what a comment speaks of, by the comment's key."""

    comment: str
    is_start: bool


Atom: TypeAlias = Words | Break | Call | Drawing | Anchor | CommentMark


@dataclass(frozen=True, slots=True)
class Label:
    """The number or bullet that Word counts for a paragraph: as it prints, its value, its level from 0 and its list.

    ``format`` is Word's name for the kind of number (ST_NumberFormat); ``list`` names paragraphs that count together.
    """

    text: str
    value: int
    level: int
    list: str
    format: str

    @property
    def is_bullet(self) -> bool:
        """Whether it is a sign, and counts nothing."""
        return self.format in ("bullet", "none")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``style`` is the name of its style, ``level`` its outline level from 1, None for body text.

    ``look`` is that of the style, ``revisions`` what tracking says of its end. Indents in pt. ``in_contents`` says that
    it is made by a table of contents (or of figures).
    """

    atoms: tuple[Atom, ...]
    style: str = ""
    level: int | None = None
    label: Label | None = None
    look: Look = Look()
    align: str = ""
    left: float = 0
    first: float = 0
    in_contents: bool = False
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over ``span`` columns; one that ``continues`` belongs to the cell above it."""

    content: tuple[Block, ...]
    span: int = 1
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a head is repeated on every page. ``revisions`` is what tracking says of the whole row."""

    cells: tuple[Cell, ...]
    is_head: bool = False
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its rows."""

    rows: tuple[Row, ...]
    style: str = ""


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark in the margin."""

    key: str
    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file read: ``notes`` (footnotes and endnotes) and ``comments`` by key, ``furniture`` its heads and feet.

    ``properties`` are what its makers say of it (title, creator …), ``marks`` the properties of programs.
    ``problems`` tell what in it was not read. Its pictures are only named.
    """

    name: str
    blocks: tuple[Block, ...]
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    comments: Mapping[str, Comment] = field(default_factory=dict)
    furniture: tuple[tuple[Block, ...], ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
