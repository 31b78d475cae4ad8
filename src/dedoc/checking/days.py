"""Dates as Chinese prose writes them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

DATE = re.compile(
    r"(?<![\d.])(?P<year>\d{4})\s?年(?:\s?(?P<quarter>[一二三四1-4])\s?季度|\s?(?P<month>\d{1,2})\s?月"
    r"(?:\s?(?P<day>\d{1,2})\s?[日号])?)?(?P<end>底|末|初)?"
)
BARE = re.compile(
    r"(?<![\d.年个])(?P<month>\d{1,2})\s?月(?!球|牙|饼)(?:\s?(?P<day>\d{1,2})\s?[日号])?(?P<end>底|末|初)?"
)
QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a text: year, month and day are 0 where they are not said; ``is_real`` if the calendar has it."""

    start: int
    end: int
    year: int
    month: int = 0
    day: int = 0
    quarter: int = 0

    @property
    def is_real(self) -> bool:
        """Whether the calendar has such a day."""
        if not self.month and not self.day:
            return True
        return 1 <= self.month <= 12 and 0 <= self.day <= calendar.monthrange(self.year or 2000, self.month)[1]


def days(text: str) -> tuple[Day, ...]:
    """Return the dates of a text, in order; a month without its year has the year 0."""
    found = [_day(match) for match in DATE.finditer(text)]
    taken = {index for day in found for index in range(day.start, day.end)}
    found += [_day(match) for match in BARE.finditer(text) if match.start() not in taken]
    return tuple(sorted(found, key=lambda day: day.start))


def _day(match: re.Match[str]) -> Day:
    said = match.groupdict()
    quarter = said.get("quarter") or ""
    counted = QUARTERS.find(quarter) + 1 if quarter in QUARTERS and quarter else int(quarter or 0)
    year, month, day = (int(said.get(name) or 0) for name in ("year", "month", "day"))
    # A month of nought, or a day of nought, is no date either.
    wrong = (said["month"] is not None and not month) or (said["day"] is not None and not day)
    return Day(match.start(), match.end(), year, 13 if wrong else month, day, counted)
