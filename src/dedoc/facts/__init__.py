"""The facts of an edition for those who keep them: lists, spreadsheets that go out, and what comes back in them."""

from __future__ import annotations

from dedoc.facts.columns import table
from dedoc.facts.edits import Change, edited
from dedoc.facts.effects import Effect, effects, told, told_data
from dedoc.facts.plain import as_csv
from dedoc.facts.returned import Returned, returned
from dedoc.facts.rows import Row, fact_rows, listed, rows_data
from dedoc.facts.sheets import read_sheet
from dedoc.facts.workbooks import as_xlsx
from dedoc.facts.written import Written, read_written

__all__ = [
    "Change",
    "Effect",
    "Returned",
    "Row",
    "Written",
    "as_csv",
    "as_xlsx",
    "edited",
    "effects",
    "fact_rows",
    "listed",
    "read_sheet",
    "read_written",
    "returned",
    "rows_data",
    "table",
    "told",
    "told_data",
]
