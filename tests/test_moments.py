"""Points and spans of time in data files."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedoc.model import Moment
from dedoc.moments import first_day, is_within, last_day, moment, time, written


@pytest.mark.parametrize(
    ("text", "expected", "last"),
    [
        ("2024", Moment((2024,)), datetime.date(2024, 12, 31)),
        ("2024-Q1", Moment((2024,), 1), datetime.date(2024, 3, 31)),
        ("2023-Q4", Moment((2023,), 4), datetime.date(2023, 12, 31)),
        ("2024-02", Moment((2024, 2)), datetime.date(2024, 2, 29)),
        ("2023-02", Moment((2023, 2)), datetime.date(2023, 2, 28)),
        ("2024-12", Moment((2024, 12)), datetime.date(2024, 12, 31)),
        ("2024-05-31", Moment((2024, 5, 31)), datetime.date(2024, 5, 31)),
        ("0001-01-01", Moment((1, 1, 1)), datetime.date(1, 1, 1)),
    ],
)
def test_a_time_is_as_exact_as_it_is_written(text: str, expected: Moment, last: datetime.date) -> None:
    """Years, quarters, months and days are read as such, and each ends on its last day."""
    assert moment(text) == expected
    assert last_day(expected) == last


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-5",
        "2024-13",
        "2024-00",
        "2024-02-30",
        "2024-Q5",
        "2024-Q1-01",
        "2024/05",
        "2024-05-31T00:00",
        "２０２４",
        "2024 ",
        "2024\n",
        "-2024",
        "12024",
        "0000",
        "0000-Q1",
        "二〇二四",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    """Other forms, days that no calendar has and digits of other scripts are errors."""
    with pytest.raises(ValueError, match=r".*"):
        moment(text)


@given(st.dates())
@settings(derandomize=True, deadline=None, max_examples=200)
def test_every_day_is_read_and_is_its_own_last_day(day: datetime.date) -> None:
    """A day written as ISO 8601 comes back."""
    assert last_day(moment(day.isoformat())) == day
    assert last_day(moment(day.isoformat()[:7])) >= day
    assert last_day(moment(day.isoformat()[:4])) == datetime.date(day.year, 12, 31)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-Q2", "2024-04-01", "2024-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-03", "2024-02-03", "2024-02-03"),
        ("2019/2023", "2019-01-01", "2023-12-31"),
        ("2023-11 — 2024-02", "2023-11-01", "2024-02-29"),
        ("2023-Q1～2023-Q2", "2023-01-01", "2023-06-30"),
    ],
)
def test_a_time_has_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    """A span lasts from the first day of one time to the last of another."""
    found = time(text)
    assert (first_day(found).isoformat(), last_day(found).isoformat()) == (first, last)
    assert time(written(found)) == found


@pytest.mark.parametrize(
    "text", ["2023/2022", "2023/2023", "2023/2023-12", "2019/2020/2021", "2019/", "/2023", "2019-2023"]
)
def test_what_is_no_span_is_refused(text: str) -> None:
    """A span ends later than what it begins with, and has two ends."""
    with pytest.raises(ValueError, match=r".*"):
        time(text)


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("2023-12-31", "2023", True),
        ("2023", "2023", True),
        ("2023", "2023-12", False),
        ("2023-05", "2023-Q2", True),
        ("2023-05", "2023-Q1", False),
        ("2022/2023", "2023", False),
        ("2023", "2022/2023", True),
    ],
)
def test_a_time_lies_in_another_or_not(inner: str, outer: str, expected: bool) -> None:  # noqa: FBT001 -- a parameter
    """All its days are days of the other."""
    assert is_within(time(inner), time(outer)) is expected
