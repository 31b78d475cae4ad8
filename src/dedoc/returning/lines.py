"""The paragraphs of a Word file as they are compared: character by character, without what Word puts in by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dedoc.errors import N_
from dedoc.returning.passages import BREAK, CALL
from dedoc.wordfile.boxes import is_box
from dedoc.wordfile.model import (
    Anchor,
    Atom,
    Block,
    Break,
    Call,
    CommentMark,
    Drawing,
    Look,
    Paragraph,
    Revision,
    Table,
    Words,
)
from dedoc.wordfile.states import IsGone, accepted, is_gone, settled

DRAWING, END = "\ufdd2", "\ufdd3"
"""What stands for a drawing, and for the end of a paragraph inside several that are compared as one."""

UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that print nothing: soft hyphens, spaces without width, and what no text may hold."""

SPACES = re.compile(r"[\t\n\r\u00a0\u2000-\u200a\u202f\u205f]")
HYPHENS = "\u2010\u2011"
BRACKETS = frozenset("[]［］")
MARK = re.compile(r"[\[［]\s*[\]］]\s*")
"""What is left of the mark in front of a note once Word's own number is out of it."""

HEI = re.compile(r"黑|[Hh]ei|Sans|Gothic")
"""Names of fonts that Chinese prints strong words in."""

BLANK = frozenset(" \u3000")


@dataclass(frozen=True, slots=True)
class Token:
    """A character, or what stands for a call, a break, a drawing. ``state`` says how it is emphasised or linked.

    ``note`` is the key of the note it calls; ``dress`` what of its look no source can say (underlined, a colour).
    """

    text: str
    state: frozenset[str] = frozenset()
    note: str = ""
    revisions: tuple[Revision, ...] = ()
    dress: frozenset[str] = frozenset()
    drawing: Drawing | None = None


@dataclass(slots=True)
class Line:
    """A paragraph of a Word file: its tokens, and what is known of the paragraph.

    ``anchors`` are the bookmarks that hold some of its tokens, with how many. ``gone`` are the changes that took away
    what stood before a token, by its index. ``comments`` are keys with the range of tokens they speak of. A line of a
    table has its ``cell``: the number of the table, the row and the column. A whole table is a line that has ``cells``
    by row and column, and its ``size`` in rows and columns. ``part`` counts the tables of contents before it.
    """

    paragraph: Paragraph
    tokens: list[Token] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    gone: dict[int, list[Revision]] = field(default_factory=dict)
    comments: list[tuple[str, int, int]] = field(default_factory=list)
    cell: tuple[int, int, int] | None = None
    cells: dict[tuple[int, int], list[Line]] = field(default_factory=dict)
    size: tuple[int, int] = (0, 0)
    part: int = 0

    @property
    def text(self) -> str:
        """The characters of the tokens."""
        return "".join(token.text for token in self.tokens)


Even = Callable[[str], list[str]]
"""Returns what stands for each character of a text once its spaces are even."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What the language of an edition says of a Word file: how spaces stand, and which styles emphasise.

    ``boxes`` are the styles of what boxes of text are titled with.
    """

    even: Even
    strong: frozenset[str]
    light: frozenset[str]
    boxes: frozenset[str] = frozenset()


class Lines:
    """Makes lines of blocks, in reading order; bookmarks and comments may run over several of them."""

    def __init__(self, habits: Habits, gone: IsGone = accepted) -> None:
        self.habits = habits
        self.gone = gone
        self.open: list[str] = []
        self.comments: dict[str, tuple[Line, int]] = {}
        self.sizes: list[tuple[int, int]] = []

    def read(self, blocks: tuple[Block, ...]) -> list[Line]:
        """Return the lines of blocks that have something to compare."""
        found = [line for block in settled(blocks, self.gone, keep=True) for line in self._block(block, None)]
        for line in found:
            _tidy(line, self.habits.even)
        return [line for line in found if line.tokens or line.comments]

    def gathered(self, lines: Iterable[Line]) -> list[Line]:
        """Return lines with tables as one line each; what contents lists make is left out."""
        found: list[Line] = []
        part, in_contents = 0, False
        for line in lines:
            part += line.paragraph.in_contents and not in_contents
            in_contents = line.paragraph.in_contents
            line.part = part
            if in_contents:
                continue
            if line.cell is None:
                found.append(line)
            elif found and found[-1].cells and found[-1].cell is not None and found[-1].cell[0] == line.cell[0]:
                _add_cell(found[-1], line)
            else:
                table = Line(line.paragraph, cell=line.cell, size=self.sizes[line.cell[0]], part=part)
                found.append(_add_cell(table, line))
        return found

    def _block(self, block: Block, cell: tuple[int, int, int] | None) -> Iterator[Line]:
        match block:
            case Paragraph():
                line = Line(block, cell=cell)
                boxes = list(self._fill(line, block.atoms))
                yield line
                for box in boxes:
                    for inner in box.content:
                        yield from self._block(inner, cell)
            case Table() if is_box(block, self.habits.boxes):
                for inner in (inner for row in block.rows for inner in row.cells[0].content):
                    yield from self._block(inner, cell)
            case Table():
                yield from self._table(block)

    def _table(self, table: Table) -> Iterator[Line]:
        number = len(self.sizes)
        self.sizes.append((len(table.rows), max((sum(c.span for c in r.cells) for r in table.rows), default=0)))
        for index, row in enumerate(table.rows):
            column = 0
            for cell in row.cells:
                for inner in cell.content:
                    yield from self._block(inner, (number, index, column))
                column += cell.span

    def _fill(self, line: Line, atoms: Iterable[Atom]) -> Iterator[Drawing]:
        """Put what stands in a paragraph into its line, and yield the drawings that hold text."""
        for atom in atoms:
            match atom:
                case Anchor(name=name, is_start=True):
                    self.open.append(name)
                case Anchor(name=name):
                    self.open = [other for other in self.open if other != name]
                case CommentMark(comment=key, is_start=True):
                    self.comments[key] = (line, len(line.tokens))
                case CommentMark(comment=key):
                    self._close(key, line)
                case Words() | Break() | Call() | Drawing() if is_gone(atom.revisions, self.gone):
                    line.gone.setdefault(len(line.tokens), []).extend(atom.revisions)
                case Words() | Break() | Call() | Drawing():
                    tokens = list(self._tokens(atom, line.paragraph))
                    line.tokens += tokens
                    for name in self.open:
                        line.anchors[name] = line.anchors.get(name, 0) + len(tokens)
                    if isinstance(atom, Drawing) and atom.content:
                        yield atom

    def _close(self, key: str, line: Line) -> None:
        """Record what a comment speaks of: words of one line, or from a place in it."""
        if any(key == known for known, _, _ in line.comments):
            return
        first, start = self.comments.pop(key, (line, len(line.tokens)))
        if first is line:
            line.comments.append((key, start, len(line.tokens)))
        elif all(key != known for known, _, _ in first.comments):
            first.comments.append((key, start, len(first.tokens)))

    def _tokens(self, atom: Words | Break | Call | Drawing, paragraph: Paragraph) -> Iterator[Token]:
        match atom:
            case Words():
                state = self._state(atom, paragraph.look)
                dress = _dress(atom.look, paragraph.look, atom)
                for character in atom.text:
                    yield Token(character, state, revisions=atom.revisions, dress=dress)
            case Break(is_page=True):
                return
            case Break():
                yield Token(BREAK, revisions=atom.revisions)
            case Call():
                yield Token(CALL, note=atom.note, revisions=atom.revisions)
            case Drawing():
                if not (atom.content and not atom.part):
                    yield Token(DRAWING, revisions=atom.revisions, drawing=atom)

    def _state(self, words: Words, base: Look) -> frozenset[str]:
        """Return how characters are emphasised: by their style, or by hand."""
        look, style = words.look, words.look.style.casefold()
        found = {f"link {plain_address(words.address)}"} if words.address else set()
        if style in self.habits.light:
            return frozenset(found | {"emphasis"})
        by_font = look.font != base.font and bool(HEI.search(look.font))
        if style in self.habits.strong or (look.is_bold and not base.is_bold) or by_font:
            found.add("strong")
        if look.is_italic and not base.is_italic:
            found.add("emphasis")
        return frozenset(found)


def _add_cell(table: Line, line: Line) -> Line:
    """Put a line of a cell into the line of its table."""
    assert line.cell is not None
    table.cells.setdefault(line.cell[1:], []).append(line)
    table.tokens += [*([Token(END)] if table.tokens else []), *line.tokens]
    for name, count in line.anchors.items():
        table.anchors[name] = table.anchors.get(name, 0) + count
    table.comments += [(key, 0, 0) for key, _, _ in line.comments]
    return table


def plain_address(address: str) -> str:
    """Return an address without the slash that some programs add to one that has only a host."""
    return address[:-1] if address.endswith("/") and address.count("/") == 3 else address


def _dress(look: Look, base: Look, words: Words) -> frozenset[str]:
    """Return what of a look no source can say."""
    is_plain = not words.address and not words.fields
    found = {
        N_("underlined"): look.is_underlined and not base.is_underlined and is_plain,
        N_("struck"): look.is_struck and not base.is_struck,
        N_("highlighted"): bool(look.highlight),
        N_("raised"): look.raised == 1 and base.raised != 1,
        N_("lowered"): look.raised == -1 and base.raised != -1,
    }
    return frozenset(name for name, is_so in found.items() if is_so)


def _tidy(line: Line, even: Even) -> None:
    """Take out of a line what does not print, and make its spaces even."""
    kept = [_plain(token) for token in line.tokens]
    _drop_brackets(kept)
    places = [index for index, token in enumerate(kept) if token and token.text != CALL]
    text = "".join("\u2028" if (t := kept[index]) and t.text == BREAK else _text(kept[index]) for index in places)
    for index, character in zip(places, even(text), strict=True):
        token = kept[index]
        if token and token.text not in (BREAK, DRAWING):
            kept[index] = None if not character else _with_text(token, character)
    _trim(kept)
    _keep(line, kept)


def _text(token: Token | None) -> str:
    return token.text if token else ""


def _with_text(token: Token, text: str) -> Token:
    if text == token.text:
        return token
    return Token(text, token.state, token.note, token.revisions, token.dress, token.drawing)


def _plain(token: Token) -> Token | None:
    """Return a token with one kind of space and hyphen, None where it prints nothing."""
    if UNSEEN.match(token.text):
        return None
    if SPACES.match(token.text):
        return _with_text(token, " ")
    return _with_text(token, "-") if token.text in HYPHENS else token


def _drop_brackets(tokens: list[Token | None]) -> None:
    """Take out the brackets around calls of notes: those that are raised, and a pair that holds a call."""
    for index, token in enumerate(tokens):
        if token is None:
            continue
        if token.text in BRACKETS and "raised" in token.dress:
            tokens[index] = None
        elif token.text == CALL and 0 < index < len(tokens) - 1:
            before, after = tokens[index - 1], tokens[index + 1]
            if before and after and {before.text, after.text} <= BRACKETS:
                tokens[index - 1] = tokens[index + 1] = None


def _trim(tokens: list[Token | None]) -> None:
    """Take out blanks at both ends, which some type for an indent."""
    for order in (range(len(tokens)), range(len(tokens) - 1, -1, -1)):
        for index in order:
            token = tokens[index]
            if token is not None and token.text not in BLANK:
                break
            tokens[index] = None


def _keep(line: Line, kept: list[Token | None]) -> None:
    """Leave in a line only the tokens that are kept, and count everything else by them."""
    new, count = [], 0
    for token in kept:
        new.append(count)
        count += token is not None
    new.append(count)
    line.tokens = [token for token in kept if token is not None]
    line.comments = [(key, new[start], new[end]) for key, start, end in line.comments]
    gone: dict[int, list[Revision]] = {}
    for index, revisions in line.gone.items():
        gone.setdefault(new[index], []).extend(revisions)
    line.gone = gone


def note_lines(blocks: tuple[Block, ...], habits: Habits, gone: IsGone = accepted) -> list[Line]:
    """Return the lines of a note without the mark in front of the first one."""
    lines = Lines(habits, gone).read(blocks)
    if lines and (match := MARK.match(lines[0].text)):
        kept: list[Token | None] = [None] * match.end() + list(lines[0].tokens[match.end() :])
        _keep(lines[0], kept)
    return [line for line in lines if line.tokens]


def note_text(notes: Mapping[str, tuple[Block, ...]], key: str, habits: Habits) -> str:
    """Return the words of a note, its paragraphs one below the other; "" where the file has no such note."""
    return END.join(line.text for line in note_lines(notes.get(key, ()), habits))
