"""The source of an edition: its files as text, and where in them each passage was written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dedoc.model import Heading, Inline
from dedoc.returning.extents import Extent, extents
from dedoc.returning.home import comparable
from dedoc.returning.passages import Glyph, Passage, glyphs
from dedoc.returning.trace import Piece, Untraced, spelled, trace

OPTIONS = 12
"""How many lines a directive can have above its text."""

PIPE = re.compile(r"(?<!\\)\|")
HEADING_END = re.compile(r"[ \t]*(\{[^{}\n]*\})?[ \t]*#*[ \t]*(?=\n|$)")
LINE_END = re.compile(r"[ \t]*(?=\n|$)")
FIELD = re.compile(r'"(?:[^"]|"")*"|[^,\n]*')


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a passage stands: its pieces, from ``start`` to ``end`` of a file.

    ``glyphs`` are what it prints, as lines have them, and ``prints`` the piece that prints each of them. In the cell of
    a CSV file the pieces spell what its quotation marks hold.
    """

    passage: Passage
    file: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    glyphs: tuple[Glyph, ...]
    prints: tuple[int, ...]
    is_csv: bool = False


def _spot(
    passage: Passage, file: str, bounds: tuple[int, int], pieces: tuple[Piece, ...], *, is_csv: bool
) -> Spot | None:
    """Return where a passage stands; None where it prints what none of its pieces spells."""
    places = {(piece.leaf, piece.at): index for index, piece in enumerate(pieces) if piece.leaf >= 0}
    shown = comparable(glyphs(passage))
    prints = tuple(places.get((glyph.leaf, max(glyph.at, 0)), -2) if glyph.leaf >= 0 else -1 for glyph in shown)
    if -2 in prints:
        return None
    return Spot(passage, file, *bounds, pieces, shown, prints, is_csv)


@dataclass
class Sources:
    """The texts of an edition's files by name, as messages name them."""

    texts: dict[str, str]
    known: dict[str, tuple[Extent, ...]] = field(default_factory=dict)

    def extents(self, file: str) -> tuple[Extent, ...]:
        """Return the blocks of a chapter."""
        if file not in self.known:
            self.known[file] = extents(self.texts[file])
        return self.known[file]

    def offset(self, file: str, line: int) -> int:
        """Return where a line, counted from 0, begins; the end of the file for the line after the last one."""
        text, at = self.texts[file], 0
        for _ in range(line):
            found = text.find("\n", at)
            if found < 0:
                return len(text)
            at = found + 1
        return at

    def spot(self, passage: Passage) -> Spot | None:
        """Return where a passage stands, None where the source cannot be told to spell it."""
        written = passage.written
        place = (next(iter(written), None) or passage.block).location if passage.part == "cell" else passage.place
        if place is None or place.file not in self.texts:
            return None
        if passage.part == "cell" and place.file.endswith(".csv"):
            return self._csv_spot(passage, place.file, place.line - 1)
        for start, limit in self._places(passage, place.file, place.line - 1):
            found = self._traced(passage, written, place.file, start, limit)
            if found is not None:
                return found
        return None

    def _places(self, passage: Passage, file: str, line: int) -> Iterator[tuple[int, int]]:
        """Yield the places where a passage may begin, with the end of what may hold it."""
        text = self.texts[file]
        if passage.part == "cell":
            yield from self._cell(passage, file, line)
            return
        is_option = passage.part in ("unit", "remarks", "source", "caption")
        begin = self.offset(file, line)
        end = self.offset(file, line + (OPTIONS if is_option else 1))
        yield from ((start, len(text)) for start in range(begin, max(end, begin + 1)))

    def _cell(self, passage: Passage, file: str, line: int) -> Iterator[tuple[int, int]]:
        """Yield the places where the text of a cell may begin: after the bar before its column."""
        if not passage.written:
            line = self._row_line(passage, file, line)
        begin, end = self.offset(file, line), self.offset(file, line + 1)
        row = self.texts[file][begin:end].rstrip("\n")
        bars = [match.start() for match in PIPE.finditer(row)]
        if not row.lstrip().startswith("|"):
            bars.insert(0, -1)
        bars.append(len(row))
        if passage.column + 1 < len(bars):
            start, limit = bars[passage.column] + 1, bars[passage.column + 1]
            blanks = len(row[start:limit]) - len(row[start:limit].lstrip())
            yield begin + start + (blanks if row[start:limit].strip() else min(blanks, 1)), begin + limit

    def _row_line(self, passage: Passage, file: str, line: int) -> int:
        """Return the line of a row by the table it stands in: its head, a line of hyphens, and a line for each row."""
        table = next((e for e in self.extents(file) if e.kind == "table" and e.start >= line), None)
        if table is None:
            table = next((e for e in self.extents(file) if e.kind == "colon_fence" and e.start == line), None)
            rows = [] if table is None else self.texts[file].split("\n")[line : table.end]
            line += next((index for index, row in enumerate(rows) if "|" in row), 0)
        else:
            line = table.start
        return line + (passage.row + 1 if passage.row else 0)

    def _traced(self, passage: Passage, written: tuple[Inline, ...], file: str, start: int, limit: int) -> Spot | None:
        text = self.texts[file]
        try:
            pieces = trace(written, text[:limit] if limit < len(text) else text, start)
        except Untraced:
            return None
        end = start + _length(pieces)
        rest = text[end:limit]
        own = passage.holders[-1] if passage.holders else None
        ending = HEADING_END if isinstance(own, Heading) else LINE_END
        is_cell = passage.part == "cell"
        if rest.strip() if is_cell else not ending.match(text, end):
            return None
        return _spot(passage, file, (start, end), pieces, is_csv=False)

    def _csv_spot(self, passage: Passage, file: str, line: int) -> Spot | None:
        """Return where the cell of a CSV file stands, quotation marks included."""
        text = self.texts[file]
        at = self.offset(file, line)
        for _ in range(passage.column):
            match = FIELD.match(text, at)
            at = match.end() + 1 if match else at
        match = FIELD.match(text, at)
        if match is None:
            return None
        value = next(csv.reader(io.StringIO(match[0])), [""])
        content = value[0] if value else ""
        blanks = len(content) - len(content.lstrip())
        try:
            pieces = trace(passage.written, content, blanks)
        except Untraced:
            return None
        if content[blanks + _length(pieces) :].strip():
            return None
        return _spot(passage, file, (at, match.end()), pieces, is_csv=True)


def _length(pieces: tuple[Piece, ...]) -> int:
    return len(spelled(pieces))
