"""A colleague at work in a spreadsheet: cells written over in a workbook that dedoc exported, or in one of her own."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from dedoc.facts.columns import COLUMNS

Cells = Mapping[tuple[str, str], object]
"""What is written where, by the name of a fact and the key of a column: a value, or a value and its number format."""


def filled_in(path: Path, cells: Cells, then: Callable[[Any], None] = lambda _: None) -> Path:
    """Write cells into the workbook at ``path``, save it, and return it; ``then`` does what else comes to her mind."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    for (fact, column), value in cells.items():
        cell = sheet.cell(rows[fact], list(COLUMNS).index(column) + 1)
        if isinstance(value, tuple):
            cell.value, cell.number_format = value
        else:
            cell.value = value
    then(sheet)
    book.save(path)
    return path


def workbook(rows: Sequence[Sequence[object]], then: Callable[[Any], None] = lambda _: None) -> bytes:
    """Return a workbook with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    then(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
