"""The document: every node, in two closed unions, and the records that nodes speak of.

A document is a tree of frozen values. Passes return new trees. Numbers stay ints and tuples until ``localise`` fills
the ``mark`` and ``text`` fields; page numbers belong to the layout and live in the page map.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

from dedoc.errors import Location


class Revision(Enum):
    """What happened to a node, where two texts are laid over each other (``changes.overlay``).

    What moved, or was replaced as a whole, stands in the overlay twice: as it was, where it was, and as it is.
    """

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_HERE = "moved here"
    MOVED_AWAY = "moved away"
    REPLACING = "replacing"
    REPLACED = "replaced"

    @property
    def is_gone(self) -> bool:
        """Whether the node stands in the old text only, at least here."""
        return self in (Revision.DELETED, Revision.MOVED_AWAY, Revision.REPLACED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: where it was written, and a name that stays. They take no part in comparisons.

    Only an overlay of two texts has a ``revision``, and ``former``: the node of the old text, where more of it changed
    than what it holds, such as the level of a heading or the number of a figure.
    """

    location: Location | None = field(default=None, compare=False, repr=False)
    id: str = field(default="", compare=False, repr=False)
    revision: Revision | None = field(default=None, compare=False, repr=False)
    former: Node | None = field(default=None, compare=False, repr=False)


BESIDES = frozenset(item.name for item in fields(Node))
"""The fields that a node has besides what was written: nobody writes them, and nothing of them prints."""


# --- Records: what the data files say -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or span of time, as exact as it was given: ``parts`` is (year,), (year, month) or (year, month, day).

    A span that is neither a year, a quarter, a month nor a day lasts ``until`` the end of another time.
    """

    parts: tuple[int, ...]
    quarter: int = 0
    until: Moment | None = None


class Qualifier(Enum):
    """How a quantity stands to the number that is said of it; several say the same in other words."""

    MORE = "more"
    OVER = "over"
    PAST = "past"
    ABOVE = "above"
    NEAR = "near"
    UNDER = "under"
    BELOW = "below"
    ABOUT = "about"
    AROUND = "around"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number counts: one of it is ten to the ``power`` of ``unit``, and ``text`` is how that was written.

    万架 is the power 4 of 架; a part of one has no unit: % is the power -2.
    """

    unit: str = ""
    power: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fact(Node):
    """A number with its unit, scale, precision, date and source.

    ``value`` counts units of ten to the power ``scale``; ``precision`` is the number of decimals that print.
    ``qualifier`` says how the quantity stands to the value, ``exact`` is what is known better, in the same scale;
    ``in_words`` that it prints in words. A value of None is one that nobody has verified. ``upper`` is the other end of
    a range, ``uncertainty`` what the value may be wrong by. ``measure`` is what formulas and charts reckon by.
    ``formula`` is what the value follows from (``dedoc.reckoning``), ``places`` the decimals that it is rounded to
    (None: as exact as what it is made of). ``history`` are values of the same quantity at other times, oldest first.
    ``due`` is the year of an edition that the value was taken over from and that nobody has confirmed since.
    """

    name: str
    title: str
    value: Decimal | Fraction | None
    precision: int = 0
    scale: int = 0
    unit: str = ""
    as_of: Moment | None = None
    source: str = ""
    in_words: bool = False
    qualifier: Qualifier | None = None
    exact: Decimal | Fraction | None = None
    upper: Decimal | None = None
    uncertainty: Decimal | None = None
    measure: Measure = Measure()
    formula: str = ""
    places: int | None = None
    history: tuple[Fact, ...] = ()
    due: int = 0

    @property
    def is_more(self) -> bool:
        """Whether the quantity is somewhat more than the value (余, 多)."""
        return self.qualifier is Qualifier.MORE

    @property
    def is_derived(self) -> bool:
        """Whether the value is what the formula gives: none was stated beside it."""
        return bool(self.formula) and (self.value is None or isinstance(self.exact, Fraction))


@dataclass(frozen=True, slots=True)
class Source(Node):
    """What a note cites: a work with a title, or an institution or medium with a name.

    ``container`` is the journal, newspaper or collection that a work stands in; ``accessed`` the day on which its
    ``address`` was looked at. Citations follow ``superseded_by`` to a newer source. ``due`` is the year of the edition
    that it was taken over from, until somebody confirms it.
    """

    key: str
    title: str = ""
    name: str = ""
    kind: str = ""
    publisher: str = ""
    year: int | None = None
    number: int | None = None
    date: Moment | None = None
    page: str = ""
    authors: tuple[str, ...] = ()
    container: str = ""
    volume: str = ""
    place: str = ""
    address: str = ""
    accessed: Moment | None = None
    superseded_by: str = ""
    due: int = 0


@dataclass(frozen=True, slots=True)
class Value(Node):
    """One value of a chart and where it was seen; ``value`` is None where nobody could verify one.

    ``fact`` is the fact that it was taken from, if it was, at the time that the chart asks for.
    """

    value: Decimal | None
    source: str = ""
    remark: str = ""
    is_more: bool = False
    text: str = ""
    fact: Fact | None = None


class SeriesShape(Enum):
    """How a series is drawn; a pie stands alone, and its values are parts of a whole."""

    BAR = "bar"
    LINE = "line"
    PIE = "pie"


@dataclass(frozen=True, slots=True)
class Series(Node):
    """A row of values over the categories of a chart, in one unit."""

    name: str
    unit: str
    shape: SeriesShape
    values: tuple[Value, ...]
    legend: str = ""

    @property
    def is_shares(self) -> bool:
        """Whether the values are shares of a whole, cut up as a pie is: they say their unit one by one."""
        return self.shape is SeriesShape.PIE and self.unit in ("%", "％")


@dataclass(frozen=True, slots=True)
class Chart(Node):
    """Series over categories; the first unit is drawn on the left axis, a second one on the right.

    ``moments`` are the times that the categories name where the series are the histories of facts.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    missing: str = ""
    moments: tuple[Moment, ...] = ()

    @property
    def is_pie(self) -> bool:
        """Whether the categories are parts of a whole; such a chart has one series."""
        return self.series[0].shape is SeriesShape.PIE

    @property
    def has_values(self) -> bool:
        """Whether any value of it is known."""
        return any(value.value is not None for series in self.series for value in series.values)


class Tone(Enum):
    """How a box of a diagram is coloured; a group is a frame around others."""

    PLAIN = "plain"
    STRONG = "strong"
    LIGHT = "light"
    WARM = "warm"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Box(Node):
    """A box of a diagram, placed on a grid: row and column count from 0, ``width`` in columns, ``height`` in rows."""

    key: str
    text: str
    row: float
    column: float
    width: float = 1
    height: float = 1
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Arrow(Node):
    """A connection between two boxes of a diagram."""

    start: str
    end: str
    text: str = ""
    is_mutual: bool = False


@dataclass(frozen=True, slots=True)
class Diagram(Node):
    """Boxes and arrows on a grid of ``columns`` by ``rows``."""

    columns: int
    rows: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Picture(Node):
    """A picture in a file inside the edition: PNG, JPEG or SVG."""

    path: Path
    data: bytes = field(repr=False, default=b"")


Drawing: TypeAlias = Chart | Diagram | Picture


# --- Inlines --------------------------------------------------------------------------------------------------------


class Lead(Enum):
    """The word before a citation: the source of data, of a statement, or a work to compare."""

    DATA = "data"
    SOURCE = "source"
    SEE = "see"


class Aspect(Enum):
    """What of a fact stands in the text."""

    VALUE = "value"
    AS_OF = "as_of"


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Plain characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis(Node):
    """Light emphasis."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong(Node):
    """Strong emphasis; Chinese typography sets it in Hei."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link(Node):
    """Text that leads to an address outside the document."""

    address: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class LineBreak(Node):
    """A break the author asked for."""


@dataclass(frozen=True, slots=True)
class Note(Node):
    """A footnote, standing where its call stands. ``number`` has one part, or two where notes count by chapter."""

    content: tuple[Block, ...]
    number: tuple[int, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Citation(Node):
    """The sources that a statement rests on. ``lead`` is None where only the works are named."""

    keys: tuple[str, ...]
    lead: Lead | None
    sources: tuple[Source, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class FactCall(Node):
    """The place where a fact, or its date, stands in the text; ``time`` is what of its history is asked for."""

    name: str
    aspect: Aspect = Aspect.VALUE
    fact: Fact | None = None
    text: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """The place that names a heading, figure, table or sidebar by its label; ``number`` is that of what it names."""

    target: str
    kind: str = ""
    number: tuple[int, ...] = ()
    text: str = ""
    in_appendix: bool = False


@dataclass(frozen=True, slots=True)
class FolioMark(Node):
    """Where a page of the printed edition began: in a sentence, or between two blocks. It never prints.

    To fit its page, the text may move together by ``tracking`` em, and headings keep only a part, ``room``, of the room
    around them.
    """

    folio: int
    tracking: float = 0
    room: float = 1


@dataclass(frozen=True, slots=True)
class IndexMark(Node):
    """A place that an index names by a term. It prints nothing."""

    term: str


Inline: TypeAlias = (
    Text | Emphasis | Strong | Link | LineBreak | Note | Citation | FactCall | Reference | FolioMark | IndexMark
)


# --- Blocks ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading(Node):
    """A heading of level 1 to 6. ``number`` counts per level, () where it bears none; ``mark`` is that in words.

    In an appendix the first part of a number is a letter: so with headings, and with what counts by chapter. ``words``
    are those of a long title in a language without spaces: its lines end between them. ``due`` is the year of the
    edition that it was taken over from, until somebody confirms it; so it is with paragraphs, tables and figures.
    """

    level: int
    content: tuple[Inline, ...]
    label: str = ""
    is_numbered: bool = True
    number: tuple[int, ...] = ()
    mark: str = ""
    in_appendix: bool = False
    words: tuple[str, ...] = ()
    due: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph(Node):
    """A paragraph; ``run_in`` is the heading that opens it and runs on into its text.

    Printed page for page, a paragraph is cut where a page ends: the part before is open, the part after is continued.
    A loose paragraph may leave a single line at the foot or head of a page, so that its notes stay with their calls.
    """

    content: tuple[Inline, ...]
    run_in: tuple[Inline, ...] = ()
    is_continued: bool = False
    is_open: bool = False
    is_loose: bool = False
    due: int = 0


@dataclass(frozen=True, slots=True)
class List(Node):
    """A list; ``start`` is the number of the first item, None where items bear no numbers. ``marks`` print."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation(Node):
    """Words of somebody else, set apart."""

    content: tuple[Block, ...]


class Alignment(Enum):
    """Where the text of a table's column stands; numbers may stand with their decimal points below each other."""

    DEFAULT = "default"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    DECIMAL = "decimal"


Cell: TypeAlias = tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """A table with one head row. A table with a caption bears a number and can be referred to by its label.

    ``unit`` stands above it, ``remarks`` and ``source`` below. ``widths`` are shares of the columns, () where they are
    even. A wide table stands on a page of its own, turned by a quarter. ``revisions`` are those of the rows, () where
    nothing happened to them (see ``Revision``).
    """

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    alignments: tuple[Alignment, ...]
    caption: tuple[Inline, ...] = ()
    label: str = ""
    number: tuple[int, ...] = ()
    mark: str = ""
    unit: tuple[Inline, ...] = ()
    remarks: tuple[Inline, ...] = ()
    source: Citation | None = None
    widths: tuple[float, ...] = ()
    is_wide: bool = False
    in_appendix: bool = False
    due: int = 0
    revisions: tuple[Revision | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure(Node):
    """A drawing with caption, source and a text for readers who cannot see it; ``height`` in lines of the grid."""

    label: str
    drawing: Drawing | None = None
    caption: tuple[Inline, ...] = ()
    source: Citation | None = None
    alternative: str = ""
    height: float = 8
    number: tuple[int, ...] = ()
    mark: str = ""
    in_appendix: bool = False
    due: int = 0


@dataclass(frozen=True, slots=True)
class Sidebar(Node):
    """Text in a box beside the main text (专栏), with a title and a number of its own."""

    title: tuple[Inline, ...]
    content: tuple[Block, ...]
    label: str = ""
    number: tuple[int, ...] = ()
    mark: str = ""
    in_appendix: bool = False


@dataclass(frozen=True, slots=True)
class SourceEntry(Node):
    """One line of the list of sources: its mark and what it says (GB/T 7714-2015)."""

    source: Source
    mark: str = ""
    content: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceList(Node):
    """The list of all works that the report cites, in the order of their first citation."""

    entries: tuple[SourceEntry, ...] = ()


Block: TypeAlias = Heading | Paragraph | List | Quotation | Table | Figure | Sidebar | SourceList | FolioMark


# --- Document -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class People:
    """Persons who share a role."""

    role: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the report is: the cover and the properties of both outputs come from here."""

    title: tuple[str, ...]
    subtitle: str
    year: int
    people: tuple[People, ...]
    publisher: str
    date: Moment
    language: str
    subject: str = ""
    keywords: tuple[str, ...] = ()
    watermark: str = ""

    @property
    def full_title(self) -> str:
        """The title on one line; words of a language with spaces stay apart."""
        title = self.title[:1]
        for line in self.title[1:]:
            meets_wide = unicodedata.east_asian_width(title[-1][-1:] or "一") in "WF" or not line
            title = (*title, line if meets_wide or unicodedata.east_asian_width(line[0]) in "WF" else f" {line}")
        return "".join(title)

    @property
    def authors(self) -> tuple[str, ...]:
        """The persons of the first role."""
        return self.people[0].names if self.people else ()


@dataclass(frozen=True, slots=True)
class CarriedBlock:
    """A block as it was taken over from an earlier edition: enough to know it again after it was rewritten.

    ``id`` is the name that it has had since the edition of ``since``; ``file`` the chapter that it stands in,
    ``digest`` that of its words as they were taken over, ``marks`` a sample of its pairs of characters.
    """

    id: str
    since: int
    file: str
    digest: str
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Carried:
    """What an edition took over from the one of the year ``edition``: blocks in reading order, and what facts said."""

    edition: int
    blocks: tuple[CarriedBlock, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. ``lists`` names what is listed after the contents, in order: figures, tables, sidebars.

    A fact or source of None is declared, but so wrong that it could not be read. ``unread`` has the parts of the source
    of which something could not be read, with the words in it (``dedoc.inputs.Inputs``). ``words`` are the words of the
    furniture (title of the contents, draft mark) in the language of the report. ``carried`` is what it took over from
    an earlier edition, None for one that was begun anew; ``digests`` are those of the words of blocks, by their ids.
    ``former`` is what an older edition says of itself, where one lies under this one (see ``Revision``).
    """

    metadata: Metadata
    front: tuple[Block, ...]
    body: tuple[Block, ...]
    back: tuple[Block, ...]
    facts: Mapping[str, Fact | None] = field(default_factory=dict, repr=False)
    sources: Mapping[str, Source | None] = field(default_factory=dict, repr=False)
    words: Mapping[str, str] = field(default_factory=dict, repr=False)
    unread: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    lists: tuple[str, ...] = ()
    carried: Carried | None = None
    digests: Mapping[str, str] = field(default_factory=dict, repr=False)
    former: Metadata | None = None


@dataclass(frozen=True, slots=True)
class PageMap:
    """Where the layout put things: physical pages count from 1, folios as printed.

    ``headings`` are (physical page, folio) in reading order, ``notes`` are (page of the call, pages of the note),
    ``figures``, ``tables`` and ``sidebars`` are (physical page, folio). ``starts`` are the places, in the same form,
    where a page of the printed edition begins, and last the one where the body ends.
    """

    pages: int
    headings: tuple[tuple[int, str], ...]
    notes: tuple[tuple[int, int], ...]
    figures: tuple[tuple[int, str], ...] = ()
    tables: tuple[tuple[int, str], ...] = ()
    starts: tuple[tuple[int, str], ...] = ()
    sidebars: tuple[tuple[int, str], ...] = ()
