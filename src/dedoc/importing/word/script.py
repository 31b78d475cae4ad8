"""The words of a Word file as one text with places, so that a ledger can account for every character."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from dedoc.wordfile.boxes import is_box
from dedoc.wordfile.model import (
    Atom,
    Block,
    Break,
    Call,
    CommentMark,
    Drawing,
    Look,
    Paragraph,
    Table,
    Words,
)

HEI = re.compile(r"黑|[Hh]ei|Gothic")
STRONG = frozenset({"strong", "intense emphasis", "要点"})
LIGHT = frozenset({"emphasis", "subtle emphasis", "book title"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of one look: where they stand in the text, and how they are emphasised or linked.

    ``note`` is the key of a note that is called here, ``is_count`` says that Word counts these characters (SEQ).
    """

    text: str
    at: int
    state: frozenset[str] = frozenset()
    address: str = ""
    note: str = ""
    is_count: bool = False


@dataclass(slots=True)
class Line:
    """A paragraph of the file: where it stands in the text, its pieces and drawings, and what is known of it.

    ``look`` is that of most of its characters; ``comments`` are the keys of comments that begin in it.
    """

    at: int
    paragraph: Paragraph
    pieces: list[Piece] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    look: Look = field(default_factory=Look)

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.at + len(self.text)


@dataclass(slots=True)
class Grid:
    """A table: its cells as lines, by row and column, and whether some of them are merged."""

    rows: list[list[list[Line]]]
    is_merged: bool = False


@dataclass(slots=True)
class Box:
    """Text in a box: the line that it is titled with, and what it holds."""

    title: Line
    content: list[Part]


Part: TypeAlias = Line | Grid | Box


@dataclass
class Script:
    """A Word file as a text: its body, the notes by key, and what stands at heads and feet, in this order."""

    text: str = ""
    body: list[Part] = field(default_factory=list)
    notes: dict[str, list[Line]] = field(default_factory=dict)
    furniture: list[Line] = field(default_factory=list)
    usual: Look = field(default_factory=Look)


class Scribe:
    """Writes the text; its places count what is written so far. ``titles`` are the styles of what titles boxes."""

    def __init__(self, titles: frozenset[str] = frozenset()) -> None:
        self.titles = titles
        self.parts: list[str] = []
        self.length = 0

    def write(self, text: str) -> int:
        """Add to the text and return where it stands."""
        at = self.length
        self.parts.append(text)
        self.length += len(text)
        return at

    def items(self, blocks: Iterable[Block]) -> Iterator[Part]:
        """Yield the paragraphs, tables and boxes of some blocks; a table of one cell is a frame around its text."""
        for block in blocks:
            if isinstance(block, Paragraph):
                line, boxes = self.line(block)
                yield line
                for box in boxes:
                    yield from self.items(box)
            elif is_box(block, self.titles):
                inner = [part for row in block.rows for part in self.items(row.cells[0].content)]
                if inner and isinstance(title := inner[0], Line) and title.paragraph.style.casefold() in self.titles:
                    yield Box(title, inner[1:])
                else:
                    yield from inner
            elif block.rows:
                yield self.grid(block)

    def line(self, paragraph: Paragraph) -> tuple[Line, list[tuple[Block, ...]]]:
        """Return a paragraph as a line, and what stands in the text boxes that are anchored in it."""
        line = Line(self.length, paragraph)
        boxes: list[tuple[Block, ...]] = []
        for atom in paragraph.atoms:
            self._atom(atom, line)
            if isinstance(atom, Drawing) and atom.content:
                boxes.append(atom.content)
        line.look = _usual((atom.look, len(atom.text)) for atom in paragraph.atoms if isinstance(atom, Words))
        self.write("\n")
        return line, boxes

    def _atom(self, atom: Atom, line: Line) -> None:
        match atom:
            case Words():
                state = _state(atom.look, line.paragraph.look)
                is_count = any(name in ("SEQ", "PAGE") for name in atom.fields)
                at = self.write(atom.text)
                line.pieces.append(Piece(atom.text, at, state, atom.address, is_count=is_count))
            case Break(is_page=False):
                line.pieces.append(Piece("\u2028", self.write("\u2028")))
            case Call():
                line.pieces.append(Piece("", self.length, note=atom.note))
            case Drawing() if not atom.content or atom.part:
                line.drawings.append(atom)
            case CommentMark(is_start=True):
                line.comments.append(atom.comment)
            case _:
                pass

    def grid(self, table: Table) -> Grid:
        """Return a table; what spans several columns stands in the first of them."""
        rows: list[list[list[Line]]] = []
        is_merged = False
        for row in table.rows:
            cells: list[list[Line]] = []
            for cell in row.cells:
                is_merged = is_merged or cell.span > 1 or cell.continues
                lines = [line for item in self.items(cell.content) for line in _lines(item)]
                cells += [lines, *([] for _ in range(cell.span - 1))]
            rows.append(cells)
        width = max((len(cells) for cells in rows), default=0)
        for cells in rows:
            cells += [[] for _ in range(width - len(cells))]
        return Grid(rows, is_merged)


def _lines(item: Part) -> list[Line]:
    """Return the lines of an item; a table in a cell of a table gives up its grid."""
    match item:
        case Line():
            return [item]
        case Grid():
            return [line for cells in item.rows for cell in cells for line in cell]
        case Box():
            return [item.title, *(line for part in item.content for line in _lines(part))]


def _state(look: Look, base: Look) -> frozenset[str]:
    style = look.style.casefold()
    by_font = look.font != base.font and bool(HEI.search(look.font)) and not HEI.search(base.font)
    if style in STRONG or (style not in LIGHT and ((look.is_bold and not base.is_bold) or by_font)):
        return frozenset({"strong"})
    return frozenset({"emphasis"} if style in LIGHT or (look.is_italic and not base.is_italic) else ())


def _usual(looks: Iterable[tuple[Look, int]]) -> Look:
    """Return the look of most characters."""
    counts: Counter[Look] = Counter()
    for look, length in looks:
        counts[Look(is_bold=look.is_bold, font=look.font, size=look.size)] += length
    return counts.most_common(1)[0][0] if counts else Look()


def write_script(
    blocks: tuple[Block, ...],
    notes: Mapping[str, tuple[Block, ...]],
    furniture: Iterable[tuple[Block, ...]],
    titles: frozenset[str] = frozenset(),
) -> Script:
    """Return the text of a Word file without tracked changes; ``titles`` are the styles of what titles boxes."""
    scribe = Scribe(titles)
    script = Script(body=list(scribe.items(blocks)))
    for key, note in notes.items():
        script.notes[key] = [line for item in scribe.items(note) for line in _lines(item)]
    for story in furniture:
        script.furniture += [line for item in scribe.items(story) for line in _lines(item)]
    script.text = "".join(scribe.parts)
    script.usual = _usual(
        (line.look, len(line.text)) for item in script.body for line in _lines(item) if line.paragraph.level is None
    )
    return script
