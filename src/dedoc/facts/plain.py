"""Facts as CSV, in the form that spreadsheets write and read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from dedoc.facts.columns import COLUMNS

NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?", re.ASCII)
RISKY = re.compile(r"['=+\-@\t\r]")
"""What a text may not begin with: spreadsheets take it for a formula, or for the mark of a text."""


def as_csv(table: Sequence[Mapping[str, str]]) -> bytes:
    """Return a sheet as CSV, as Excel reads it: UTF-8 with its mark, and lines that end as on Windows."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([guarded(row[key]) for key in COLUMNS] for row in table)
    return text.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula: an apostrophe before it says that it is text."""
    return f"'{text}" if RISKY.match(text) and not NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """Return a text without the apostrophe that guards it."""
    return text.removeprefix("'")
