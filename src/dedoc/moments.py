"""Points and spans of time as people write them in data files."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NewType

from dedoc.model import Moment

_FORM = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_BETWEEN = re.compile(r" ?[/—–～] ?")

Time = NewType("Time", Moment)
"""A moment that may last until another one: what the records of data files ask for where a span makes sense."""


def moment(text: str) -> Moment:
    """Return the time written as ``2024``, ``2024-Q1``, ``2024-05`` or ``2024-05-31``; ValueError for anything else."""
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, quarter, month, day = match.groups()
    datetime.date(int(year), int(month or 1), int(day or 1))
    if quarter:
        return Moment((int(year),), int(quarter))
    return Moment(tuple(int(part) for part in (year, month, day) if part))


def time(text: str) -> Time:
    """Return the time written as a moment, or as two with “/” or a dash between; ValueError for anything else."""
    first, *others = [moment(part) for part in _BETWEEN.split(text)]
    if not others:
        return Time(first)
    (end,) = others
    if last_day(first) >= last_day(end):
        raise ValueError(text)
    return Time(Moment(first.parts, first.quarter, end))


def written(time: Moment) -> str:
    """Return a time as data files write it."""
    year, *rest = time.parts
    text = "-".join([f"{year:04}", *(f"{part:02}" for part in rest)]) + (f"-Q{time.quarter}" if time.quarter else "")
    return f"{text}/{written(time.until)}" if time.until else text


def first_day(time: Moment) -> datetime.date:
    """Return the day on which a time begins."""
    year, month, day = (*time.parts, 1, 1)[:3] if not time.quarter else (time.parts[0], time.quarter * 3 - 2, 1)
    return datetime.date(year, month, day)


def is_within(inner: Moment, outer: Moment) -> bool:
    """Whether a time lies inside another one."""
    return first_day(outer) <= first_day(inner) and last_day(inner) <= last_day(outer)


def last_day(time: Moment) -> datetime.date:
    """Return the day on which a time ends."""
    if time.until is not None:
        return last_day(time.until)
    if len(time.parts) == 3:
        return datetime.date(*time.parts)
    if len(time.parts) == 2:
        return _month_end(*time.parts)
    return _month_end(time.parts[0], time.quarter * 3 or 12)


def _month_end(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])
