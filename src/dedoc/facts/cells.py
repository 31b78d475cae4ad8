"""What a cell of a spreadsheet says, as ``facts.yaml`` would write it."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from dedoc.facts.columns import NUMBERS

GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?", re.ASCII)
YEAR = re.compile(r"(\d{4})年", re.ASCII)
DECIMALS = re.compile(r"0\.(0+)")
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
SIGNIFICANT = 15
"""Digits that a binary number of 64 bits keeps for sure; what is behind them is noise."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it was found: a text, or a number or a date with the format that it shows in.

    ``fault`` is what makes it unusable: the name of an error such as #N/A, or a formula that has no result.
    """

    text: str = ""
    number: int | float | Decimal | None = None
    date: datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None = None
    format: str = ""
    fault: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing."""
        return not self.text.strip() and self.number is None and self.date is None and not self.fault

    @property
    def is_percentage(self) -> bool:
        """Whether it shows its number times a hundred."""
        return "%" in QUOTED.sub("", self.format)


def said(cell: Cell, column: str, *, in_percent: bool) -> str | None:
    """Return what a cell of a column says, None if it cannot be said there; ``in_percent`` where the unit is one.

    Numbers lose the noise of binary arithmetic and keep the noughts that their format shows; a percentage is what it
    shows if the fact counts per cent, and nothing otherwise.
    """
    if cell.fault:
        return None
    if cell.date is not None:
        return _date(cell) if column == "as_of" else None
    if cell.number is not None:
        return _number(cell, column, in_percent=in_percent)
    text = cell.text.strip().strip("\u00a0\u3000\ufeff").replace("\r\n", "\n")
    if column in NUMBERS:
        return _typed(text, in_percent=in_percent)
    return _typed_date(text) if column == "as_of" else text


def _number(cell: Cell, column: str, *, in_percent: bool) -> str | None:
    assert cell.number is not None
    number = Decimal(f"{cell.number:.{SIGNIFICANT}g}") if isinstance(cell.number, float) else Decimal(cell.number)
    if cell.is_percentage:
        if not in_percent or column not in NUMBERS:
            return None
        number *= 100
    text = f"{number.normalize():f}"
    decimals = len(found[1]) if (found := DECIMALS.search(QUOTED.sub("", cell.format))) else 0
    written = len(text.partition(".")[2])
    if column in NUMBERS and decimals > written:
        return text + ("." if not written else "") + "0" * (decimals - written)
    return text


def _typed(text: str, *, in_percent: bool) -> str | None:
    """Return a number that was typed as text: with letters of full width, commas between thousands, a per cent sign."""
    text = unicodedata.normalize("NFKC", text)
    if text.endswith("%"):
        return text[:-1].strip() if in_percent else None
    return text.replace(",", "") if GROUPED.fullmatch(text) else text


def _date(cell: Cell) -> str | None:
    """Return a date; one that shows no day is a month, and one without month a year."""
    if not isinstance(cell.date, datetime.date):
        return None
    shown = QUOTED.sub("", cell.format).lower()
    if "d" in shown or not shown:
        return f"{cell.date:%Y-%m-%d}"
    return f"{cell.date:%Y-%m}" if "m" in shown else f"{cell.date:%Y}"


def _typed_date(text: str) -> str:
    """Return a date as data files write it, where it was typed as people do: 2024/5/31, 2024年5月."""
    text = unicodedata.normalize("NFKC", text)
    if match := DATE.fullmatch(text):
        return "-".join([match[1], *(f"{int(part):02}" for part in match.groups()[1:] if part)])
    return match[1] if (match := YEAR.fullmatch(text)) else text
