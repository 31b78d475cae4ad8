"""``tables/*.csv`` to rows of cells, as a colleague fills them in in a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from dedoc.errors import Location, Report
from dedoc.inputs import Inputs, report_conflicts

LONGEST = 10_000
"""Rows of the longest table; at 20 rows a page that is a book of its own."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a CSV file, the head first, each with the line it begins on."""

    file: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


def read_tables(folder: Path, inputs: Inputs) -> dict[str, Sheet | None]:
    """Return the tables by name (that of their file); None stands for one that is there but wrong."""
    found = {path: _sheet(path, inputs) for path in sorted(folder.glob("*.csv"))}
    for path in (path for path, sheet in found.items() if sheet is None):
        inputs.leave_out("tables", path)
    return {path.stem: sheet for path, sheet in found.items()}


def _sheet(path: Path, inputs: Inputs) -> Sheet | None:
    text, file, report = inputs.read_text(path), inputs.name(path), inputs.report
    if text is None or report_conflicts(text, file, report):
        return None
    before = len(report.problems)
    sheet = _rows(text, file, report)
    if not sheet.rows and len(report.problems) == before:
        hint = "the first line is the head, and every other line a row"
        report.error(Location(file, 1), "the table is empty", hint)
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        if len(row) != len(sheet.rows[0]):
            hint = "count the commas; quote text with commas"
            report.error(Location(file, line), "the line has not as many values as columns", hint)
    if len(sheet.rows) > LONGEST:
        message = "the table has {count} rows, and {longest} are the most that can print"
        report.error(Location(file, 1), message, "split the table", count=len(sheet.rows), longest=LONGEST)
    return sheet if len(report.problems) == before else None


def _rows(text: str, file: str, report: Report) -> Sheet:
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(tuple(cell.strip() for cell in row))
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "look at the quotation marks"
        report.error(Location(file, line), "this is not valid CSV: {reason}", hint, reason=str(error))
    return Sheet(file, tuple(rows), tuple(lines))
