"""Lines gathered into paragraphs, by their tags where there are any, else by their indents and distances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dedoc.verify.layout.lines import Line
from dedoc.verify.layout.marks import MARK_OF_NOTE, OPENING
from dedoc.verify.layout.measures import Measures
from dedoc.verify.layout.tags import Role

ASIDE = (Role.FIGURE, Role.FURNITURE)
"""The roles whose lines make no paragraphs."""

PROSE = (Role.TEXT, Role.LIST, Role.QUOTATION, Role.NOTE)
"""The roles whose paragraphs fill their lines; headings, captions and cells need not."""

INDENTED = 0.8
"""Em from the edge at which a line is indented."""

USUAL_PITCH = 1.8
"""Em from line to line, at most, of what is not as large as the text."""

FAR = 1.3
"""Pitches between two lines that belong to two paragraphs."""

FINAL = "。！？…”’）》"
"""What paragraphs end with."""

FINAL_OF_LETTERS = ".?!؟"

FULL = 1.0
"""Em from the right edge up to which a line is full."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of one paragraph, in order; they may stand on several pages."""

    lines: tuple[Line, ...]

    @property
    def role(self) -> Role:
        """The role of its lines."""
        return self.lines[0].role

    def left(self, measures: Measures, line: Line) -> float:
        """Return where a line of it that is not the first should begin, in pt: with the text, or with the others."""
        if self.role is Role.TEXT and measures.is_body(line):
            return measures.left(line)
        others = [other.left for other in self.lines[1:] if other.text[0] not in OPENING]
        return min(others, default=self.lines[0].left)


def gather_paragraphs(pages: Sequence[Sequence[Line]], measures: Measures) -> list[Paragraph]:
    """Return the paragraphs of all pages as they are met; those of notes come after the text of their page."""
    gathered = _Gathered(measures)
    for line in _in_order(pages):
        gathered.add(line)
    return [Paragraph(tuple(lines)) for lines in gathered.found]


class _Gathered:
    """The paragraphs found so far; the last one of each role may go on, past a figure or to the next page."""

    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self.found: list[list[Line]] = []
        self.last: dict[Role, list[Line]] = {}
        self.blocks: dict[int, list[Line]] = {}
        self.number = 0

    def add(self, line: Line) -> None:
        """Put a line where it belongs."""
        if line.role is Role.HEADING:
            self.last.pop(Role.TEXT, None)
        own = self.blocks.get(line.block) if line.tag else None
        if own is None and line.role in self.last and self._goes_on(self.last[line.role], line):
            own = self.last[line.role]
        if own is None:
            own = []
            self.found.append(own)
        own.append(line)
        self.last[line.role] = own
        if line.tag:
            self.blocks[line.block] = own

    def _goes_on(self, lines: Sequence[Line], line: Line) -> bool:
        """Whether a line belongs to the paragraph of those before it, by all but tags."""
        last, measures = lines[-1], self.measures
        if abs(last.size - line.size) > measures.size / 10:
            return False
        if line.tag or last.tag:
            return _is_cut(last, line, measures)
        if line.role is Role.NOTE:
            return not self._begins_note(line)
        pitch = measures.pitch if measures.is_body(line) else USUAL_PITCH * line.size
        if line.page == last.page and line.baseline - last.baseline > FAR * pitch:
            return False
        if line.left <= measures.left(line) + INDENTED * measures.size:
            was_indented = last.left > measures.left(last) + INDENTED * measures.size
            return not was_indented or len(lines) == 1 or is_full(last, measures)
        # A whole paragraph may be indented: then its lines begin at one place, and the one before is full.
        return abs(line.left - last.left) < measures.size / 10 and is_full(last, measures)

    def _begins_note(self, line: Line) -> bool:
        """Whether a note begins: with a mark in brackets, a raised one, a sign, or the next number."""
        match = MARK_OF_NOTE.match(line.text)
        if match is None:
            return False
        number = int(match[2]) if match[2].isdigit() else 0
        begins = bool(match[1]) or 0 in line.small or number in (0, 1, self.number + 1) or not self.number
        self.number = number if begins and number else self.number
        return begins


def _in_order(pages: Iterable[Sequence[Line]]) -> Iterator[Line]:
    for page in pages:
        flowing = [line for line in page if line.role not in ASIDE]
        yield from sorted(flowing, key=lambda line: line.role is Role.NOTE)


def _is_cut(last: Line, line: Line, measures: Measures) -> bool:
    """Whether a paragraph was cut where a page ends: the next page goes on without indent, and nothing has ended."""
    is_text = line.role is Role.TEXT and line.page == last.page + 1 and measures.is_body(line)
    is_open = is_full(last, measures) or last.text[-1] not in FINAL
    if measures.open_flush:
        # The edge tells nothing: whole lines do.
        is_open = is_full(last, measures) and last.text[-1] not in FINAL + FINAL_OF_LETTERS
    return is_text and line.left < measures.left(line) + INDENTED * measures.size and is_open


def is_full(line: Line, measures: Measures) -> bool:
    """Whether a line reaches the right edge."""
    return line.right > measures.right(line) - FULL * measures.size
