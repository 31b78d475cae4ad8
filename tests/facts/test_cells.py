"""Cells of spreadsheets: what they say, and what they cannot say."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedoc.facts.cells import Cell, said


def midnight(year: int, month: int, day: int) -> datetime.datetime:
    """Return a day as spreadsheets hold it."""
    return datetime.datetime.combine(datetime.date(year, month, day), datetime.time())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Cell("383.7"), "383.7"),
        (Cell(" 383.70 "), "383.70"),
        (Cell("３８３．７"), "383.7"),
        (Cell("1,234,567.8"), "1234567.8"),
        (Cell("1,23"), "1,23"),
        (Cell("约400"), "约400"),
        (Cell("2500—3000"), "2500—3000"),
        (Cell(number=383), "383"),
        (Cell(number=0.30000000000000004), "0.3"),
        (Cell(number=1.1 + 2.2), "3.3"),
        (Cell(number=383.7, format="0.00"), "383.70"),
        (Cell(number=383, format="#,##0.0"), "383.0"),
        (Cell(number=383.75, format="0.0"), "383.75"),
        (Cell(number=1e15), "1000000000000000"),
        (Cell(number=1e-7), "0.0000001"),
        (Cell(number=5, format='0"个"'), "5"),
        (Cell(number=Decimal("92.50"), format="0.00"), "92.50"),
        (Cell(number=0.264, format="0.0%"), None),
        (Cell("26.4%"), None),
        (Cell(date=midnight(2024, 1, 7), format="d/m"), None),
        (Cell(fault="#N/A"), None),
    ],
)  # fmt: skip
def test_a_number_is_what_was_typed(cell: Cell, expected: str | None) -> None:
    """The noise of binary numbers goes, noughts that show stay, and what shows otherwise is not taken for a number."""
    assert said(cell, "value", in_percent=False) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Cell(number=0.264, format="0.0%"), "26.4"),
        (Cell(number=0.3, format="0%"), "30"),
        (Cell(number=0.3, format="0.00%"), "30.00"),
        (Cell(number=1.1, format="0%"), "110"),
        (Cell(number=0.07 * 3, format="0%"), "21"),
        (Cell("26.4%"), "26.4"),
        (Cell("２６．４％"), "26.4"),
        (Cell(number=26.4, format="0.0"), "26.4"),
        (Cell(number=26.4, format='0.0"%"'), "26.4"),
    ],
)
def test_a_percentage_is_what_it_shows_where_the_fact_counts_per_cent(cell: Cell, expected: str) -> None:
    """0.264 shown as 26.4 % is 26.4; a sign that only stands beside the number changes nothing."""
    assert said(cell, "value", in_percent=True) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Cell("2024-05-31"), "2024-05-31"),
        (Cell("2024/5/31"), "2024-05-31"),
        (Cell("2024.5"), "2024-05"),
        (Cell("2024年5月31日"), "2024-05-31"),
        (Cell("2024年5月"), "2024-05"),
        (Cell("2024年"), "2024"),
        (Cell("2024-Q1"), "2024-Q1"),
        (Cell("2019/2023"), "2019/2023"),
        (Cell("去年"), "去年"),
        (Cell(number=2024), "2024"),
        (Cell(number=2024.0), "2024"),
        (Cell(date=midnight(2024, 5, 31), format="yyyy-mm-dd"), "2024-05-31"),
        (Cell(date=datetime.date(2024, 5, 31)), "2024-05-31"),
        (Cell(date=midnight(2024, 5, 1), format="mmm-yy"), "2024-05"),
        (Cell(date=midnight(2024, 5, 1), format='yyyy"年"m"月"'), "2024-05"),
        (Cell(date=midnight(2024, 1, 1), format="yyyy"), "2024"),
        (Cell(date=datetime.time(5, 31), format="h:mm"), None),
        (Cell(number=0.5, format="0%"), None),
    ],
)
def test_a_date_is_as_exact_as_it_shows(cell: Cell, expected: str | None) -> None:
    """Spreadsheets make a day of every date; one that shows no day is a month."""
    assert said(cell, "as_of", in_percent=False) == expected


def test_other_columns_are_text() -> None:
    """A remark stays as it is, but for what surrounds it."""
    assert said(Cell("\u3000甲\r\n乙 "), "note", in_percent=False) == "甲\n乙"
    assert said(Cell(number=7), "note", in_percent=False) == "7"
    assert Cell("  ").is_empty
    assert not Cell(number=0).is_empty


@given(st.decimals(-(10**9), 10**9, places=5), st.integers(0, 5))
@settings(derandomize=True, deadline=None, max_examples=300)
def test_a_number_survives_a_spreadsheet(value: Decimal, decimals: int) -> None:
    """What was written with fifteen digits or fewer comes back equal, with the noughts that its format shows."""
    shown = "0" + ("." + "0" * decimals if decimals else "")
    back = said(Cell(number=float(value), format=shown), "value", in_percent=False)
    assert back is not None
    assert Decimal(back) == value
    assert len(back.partition(".")[2]) >= decimals
