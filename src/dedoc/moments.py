"""Points and spans of time as people write them in data files."""

from __future__ import annotations

import calendar
import datetime
import re

from dedoc.model import Moment

_FORM = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d\d)(?:-(\d\d))?)?", re.ASCII)


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


def last_day(time: Moment) -> datetime.date:
    """Return the day on which a time ends."""
    if len(time.parts) == 3:
        return datetime.date(*time.parts)
    if len(time.parts) == 2:
        return _month_end(*time.parts)
    return _month_end(time.parts[0], time.quarter * 3 or 12)


def _month_end(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])
