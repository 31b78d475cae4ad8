"""What comes back in a spreadsheet against what ``facts.yaml`` says: changes, and what cannot be one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from dedoc.errors import Location, Report
from dedoc.facts.cells import Cell, said
from dedoc.facts.columns import COLUMNS, EDITABLE, FIXED, NEEDED, NUMBERS, heads, said_of
from dedoc.facts.edits import Change
from dedoc.facts.sheets import Grid
from dedoc.facts.written import Entry, Written

SIGNS = ("%", "％")
"""Units that a percentage of a spreadsheet stands for."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The changes that a sheet asks for, and in which of its rows each fact stands."""

    changes: tuple[Change, ...]
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: where it stands, its cells by the keys of their columns, and the heads of these."""

    place: Location
    cells: Mapping[str, Cell]
    heads: Mapping[str, str]


def returned(grid: Grid, written: Written, report: Report) -> Returned:
    """Return the changes between a sheet and the file; everything that is wrong with the sheet goes to the report."""
    columns = _columns(grid, report)
    if not columns:
        return Returned((), {})
    for merged in grid.merged:
        hint = "undo “merge cells”; every fact has its own row"
        report.error(Location(grid.file, merged), "cells are merged here", hint)
    rows: dict[str, int] = {}
    changes: list[Change] = []
    first = {key: grid.rows[0][1][index].text for key, index in columns.items()}
    for number, cells in grid.rows[1:]:
        place = Location(grid.file, number)
        row = Row(place, {key: cells[index] for key, index in columns.items() if index < len(cells)}, first)
        entry = _entry(row, rows, written, report)
        if entry is not None:
            changes += _changes(row, entry, report)
    return Returned(tuple(changes), rows)


def _columns(grid: Grid, report: Report) -> dict[str, int]:
    """Return where each column stands, nothing with a problem where the heads are not those of a sheet of facts."""
    if not grid.rows:
        report.error(Location(grid.file), "the sheet is empty", "export the facts, and fill in that sheet")
        return {}
    number, first = grid.rows[0]
    place, known = Location(grid.file, number), heads()
    found: dict[str, int] = {}
    for index, cell in enumerate(first):
        if cell.is_empty:
            continue
        key = known.column(cell.text)
        if key is None:
            near = get_close_matches(cell.text.casefold(), known.known, n=1)
            hint = "did you mean “{near}”?" if near else "the columns are: {columns}"
            values = {"near": near[0] if near else "", "columns": ", ".join(COLUMNS)}
            report.error(place, "unknown column “{column}”", hint, column=cell.text, **values)
        elif key in found:
            report.error(place, "the column “{column}” is given twice", "delete one of them", column=cell.text)
        else:
            found[key] = index
    missing = [key for key in NEEDED if key not in found]
    for key in missing:
        hint = "the first row names the columns; export the facts, and fill in that sheet"
        report.error(place, "the column “{column}” is missing", hint, column=key)
    return {} if missing else found


def _entry(row: Row, rows: dict[str, int], written: Written, report: Report) -> Entry | None:
    name, place = said(row.cells.get("fact", Cell()), "fact", in_percent=False) or "", row.place
    if not name:
        hint = "write the name that the text calls the fact by, or delete the row"
        report.error(place, "the row names no fact", hint)
        return None
    if name in rows:
        hint = "the other stands in row {row}; keep one of them"
        report.error(place, "the fact “{name}” has two rows", hint, name=name, row=rows[name])
        return None
    rows[name] = place.line
    if name not in written.entries:
        near = next(iter(get_close_matches(name, list(written.entries), n=1)), "")
        hint = "did you mean “{near}”?" if near else "write it into facts.yaml"
        report.error(place, "there is no fact “{name}”", hint, name=name, near=near)
    return written.entries.get(name)


def _changes(row: Row, entry: Entry, report: Report) -> Iterator[Change]:
    """Yield what a row changes; what was changed in facts.yaml since the sheet was made stays as it is there."""
    before = _exported(row, entry, report)
    if before is None:
        return
    found: dict[str, Change] = {}
    for key in (key for key in (*EDITABLE, *FIXED) if key in row.cells):
        text = said(row.cells[key], key, in_percent=entry.text("unit") in SIGNS)
        current = said_of(entry, key)
        if text is None:
            _tell_fault(row, key, entry, report)
        elif _is_same(text, before[key], key) or _is_same(text, current, key):
            continue
        elif _may_change(Change(entry.name, key, current, text), before[key], row, report):
            found[key] = Change(entry.name, key, current, text)
    if entry.text("due") and "due" not in found and _is_fresh(found, entry):
        found["due"] = Change(entry.name, "due", entry.text("due"), "")
    yield from found.values()


def _is_fresh(found: Mapping[str, Change], entry: Entry) -> bool:
    """Whether a fact that was due is the edition's own now: its date is new, or its value where it has no date."""
    return "as_of" in found or ("value" in found and not entry.text("as_of"))


def _exported(row: Row, entry: Entry, report: Report) -> dict[str, str] | None:
    """Return what the sheet said when it was made; without that column, what the file says now."""
    text = row.cells["exported"].text if "exported" in row.cells else ""
    if not text.strip():
        return {key: said_of(entry, key) for key in (*EDITABLE, *FIXED)}
    try:
        before = json.loads(text)
    except (ValueError, RecursionError):
        before = None
    if isinstance(before, dict):
        return {key: str(before.get(key, "")) for key in (*EDITABLE, *FIXED)}
    hint = "delete the whole column: the sheet is then compared with facts.yaml as it is now"
    report.error(row.place, "the column “{column}” was changed", hint, column=row.heads["exported"])
    return None


def _is_same(text: str, other: str, key: str) -> bool:
    """Whether two texts say the same in a column; numbers that are equal do, whatever their noughts."""
    if text == other or " ".join(text.split()) == " ".join(other.split()):
        return True
    try:
        return key in NUMBERS and Decimal(text) == Decimal(other)
    except InvalidOperation:
        return False


def _may_change(change: Change, before: str, row: Row, report: Report) -> bool:
    key, place = change.key, row.place
    values = {"name": change.fact, "column": row.heads[key], "text": change.new, "current": change.old}
    if key in FIXED:
        hint = "change it in facts.yaml, and export the facts again"
        message = "“{column}” of “{name}” is “{current}”, and cannot be changed here to “{text}”"
        report.error(place, message, hint, **values)
    elif not _is_same(before, change.old, key):
        hint = "since the sheet was made, facts.yaml was changed from “{before}” to “{current}”; export it again"
        report.error(place, "“{column}” of “{name}” was changed in both places", hint, before=before, **values)
    elif key == "value" and not change.new:
        hint = "write the number, or “missing” if nobody knows it"
        report.error(place, "the fact “{name}” has no value any more", hint, **values)
    elif "\n" in change.new and key != "note":
        report.error(place, "“{column}” takes a single line", "delete the line break", **values)
    else:
        return True
    return False


def _tell_fault(row: Row, key: str, entry: Entry, report: Report) -> None:
    """Report a cell that says nothing usable."""
    cell, place = row.cells[key], row.place
    values = {"column": row.heads[key], "name": entry.name, "fault": cell.fault, "unit": entry.text("unit")}
    if cell.fault == "=":
        hint = "open the file in a spreadsheet and save it, or write the number itself; formulas are never run here"
        report.error(place, "“{column}” of “{name}” is a formula without a result", hint, **values)
    elif cell.fault:
        report.error(place, "“{column}” of “{name}” is {fault}", "write the value itself", **values)
    elif cell.date is not None:
        hint = "format the cell as text, and write it again: 1/7 and 3-5 become dates by themselves"
        report.error(place, "“{column}” of “{name}” became a date", hint, **values)
    else:
        hint = "write the number without per cent sign, in the unit of the fact"
        report.error(place, "“{column}” of “{name}” is a percentage, and its unit is “{unit}”", hint, **values)
