"""Tables compared: which cells were edited, which rows came, went or moved."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dedoc.changes import Pair, Unit, align
from dedoc.errors import N_
from dedoc.model import Table
from dedoc.returning.changes import Change, Kind, shown
from dedoc.returning.comparer import Comparer, Outcome
from dedoc.returning.home import Home
from dedoc.returning.joints import join
from dedoc.returning.lines import END, Line
from dedoc.returning.passages import Passage

REBUILT = N_("the table has other columns, or another head; change it in the chapter")


@dataclass(slots=True)
class RowChange:
    """A row of the new table: the old one it was (-1 for none), and what became of its cells, by column."""

    old: int
    new: int
    cells: dict[int, tuple[Passage, Outcome]] = field(default_factory=dict)


@dataclass(slots=True)
class TableOutcome:
    """What became of a table: its rows in their new order, and whether they are others than they were.

    ``cells`` are the passages of all its cells.
    """

    block: Table
    cells: tuple[Passage, ...] = ()
    rows: list[RowChange] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    is_rearranged: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """Compares tables. ``homes`` are what the lines of cells print, by the line; ``cells`` the passages of cells."""

    comparer: Comparer
    homes: Mapping[int, Home | None]
    cells: Mapping[tuple[str, int, int], Passage]

    def block_of(self, table: Line) -> Passage | None:
        """Return a passage of the table that a line prints, None where it prints none."""
        lines = (line for lines in table.cells.values() for line in lines)
        found = (home.passage for line in lines if (home := self.homes.get(id(line))))
        return next((passage for passage in found if passage.part == "cell"), None)

    def compare(self, old: Line, new: Line) -> TableOutcome | None:
        """Return what became of a table, None where it is none of the edition's."""
        passage = self.block_of(old)
        if passage is None or not isinstance(passage.block, Table):
            return None
        cells = tuple(found for key, found in self.cells.items() if key[0] == passage.block.id)
        outcome = TableOutcome(passage.block, cells)
        if old.size[1] != new.size[1]:
            outcome.changes = [self._rebuilt(passage, old, new)]
            return outcome
        pairs = _in_place(align(_rows(old), _rows(new)))
        if (pairs[0].old, pairs[0].new) != (0, 0):
            outcome.changes = [self._rebuilt(passage, old, new)]
            return outcome
        for pair in pairs:
            if pair.new is None:
                assert pair.old is not None
                outcome.changes.append(self._row(Kind.ROW_DELETED, passage, _row_text(old, pair.old), ""))
                outcome.is_rearranged = True
                continue
            row = RowChange(-1 if pair.old is None else pair.old, pair.new)
            outcome.rows.append(row)
            if pair.old is None or pair.is_moved:
                kind = Kind.MOVED if pair.is_moved else Kind.ROW_INSERTED
                text = _row_text(new, pair.new)
                outcome.changes.append(self._row(kind, passage, text if pair.is_moved else "", text))
                outcome.is_rearranged = True
            if pair.old is not None:
                self._cells(row, passage, old, new)
                outcome.changes += [c for _, found in row.cells.values() for c in found.changes]
        return outcome

    def _cells(self, row: RowChange, table: Passage, old: Line, new: Line) -> None:
        """Compare the cells of a row that stays."""
        for column in range(old.size[1]):
            before, after = old.cells.get((row.old, column), []), new.cells.get((row.new, column), [])
            passage = self.cells.get((table.block.id, row.old, column))
            if passage is not None and (before or after):
                homes = [self.homes.get(id(line)) for line in before]
                found = self.comparer.compare(join(before, homes), join(after), passage)
                row.cells[column] = (passage, found)

    def outcomes(self, outcome: TableOutcome) -> Iterator[Outcome]:
        """Yield what became of every cell."""
        for row in outcome.rows:
            yield from (found for _, found in row.cells.values())

    def _row(self, kind: Kind, passage: Passage, before: str, after: str) -> Change:
        return Change(kind, passage.place, shown(before), shown(after))

    def _rebuilt(self, passage: Passage, old: Line, new: Line) -> Change:
        change = Change(Kind.TABLE, passage.place, shown(old.text), shown(new.text), is_applied=False)
        return replace(change, remark=REBUILT)


def _in_place(pairs: list[Pair]) -> list[Pair]:
    """Return pairs of rows in which as many new rows as are gone at one place are those rows, rewritten."""
    found: list[Pair] = []
    for pair in pairs:
        gone = list(itertools.takewhile(lambda p: p.new is None, reversed(found)))
        if pair.old is None and gone:
            first = len(found) - len(gone)
            found.append(Pair(found.pop(first).old, pair.new))
        else:
            found.append(pair)
    return found


def _row_text(table: Line, row: int) -> str:
    """Return the words of a row, with bars between its cells."""
    cells = (table.cells.get((row, column), []) for column in range(table.size[1]))
    return " | ".join(END.join(line.text for line in lines) for lines in cells)


def _rows(table: Line) -> Sequence[Unit]:
    return [Unit(_row_text(table, row), "head" if row == 0 else "row") for row in range(table.size[0])]
