"""Facts at other times."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dedoc.model import Fact
from dedoc.moments import time
from dedoc.reckoning import Refused, timeline, value_at


def fact(value: int, as_of: str, **more: object) -> Fact:
    """Return a fact with a date."""
    return Fact("n", "甲", Decimal(value), as_of=time(as_of) if as_of else None, **more)  # type: ignore[arg-type]


PAST = (fact(1, "2022"), fact(2, "2023-06-30"), fact(3, "2023-12-31"))
STATIONS = fact(4, "2024-05-31", history=PAST)


@pytest.mark.parametrize(
    ("wanted", "value"),
    [("", 4), ("2022", 1), ("2023-06", 2), ("2023-Q4", 3), ("2023-12-31", 3), ("2024", 4), ("2024-05", 4)],
)
def test_a_time_names_the_value_that_lies_in_it(wanted: str, value: int) -> None:
    """A year names the only value of that year, a month or day one of several, and no time the fact itself."""
    assert value_at(STATIONS, wanted).value == value


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("2023", "several values"),
        ("2021", "no value"),
        ("2022-12", "no value"),
        ("去年", "not a date"),
        ("@", "not a date"),
    ],
)
def test_a_time_that_names_none_or_several_is_refused(wanted: str, message: str) -> None:
    """The refusal names the times that there are."""
    with pytest.raises(Refused, match=message) as refused:
        value_at(STATIONS, wanted)
    said = refused.value.hint.format_map(refused.value.values)
    assert said.startswith(("name one of them: 2023-06-30, 2023-12-31", "it has these: 2022, 2023-06-30", "write it"))


def test_of_several_values_a_time_names_the_one_with_that_very_date() -> None:
    """The year 2023 has a value of its own beside that of a month."""
    both = fact(4, "2024", history=(fact(1, "2023"), fact(2, "2023-06")))
    assert value_at(both, "2023").value == 1


def test_a_value_taken_over_gives_way_to_the_history_of_its_year() -> None:
    """What is due has its own value in its history already."""
    due = replace(STATIONS, history=(*PAST, fact(4, "2024-05-31")), due=2024)
    assert value_at(due, "2024") is due.history[-1]
    assert value_at(replace(due, history=PAST), "2024").value == 4
    with pytest.raises(Refused):
        value_at(replace(due, due=0), "2024")


def test_the_line_of_time_holds_what_has_a_date() -> None:
    """A fact without date has but its history."""
    assert [value.value for value in timeline(STATIONS)] == [1, 2, 3, 4]
    assert timeline(fact(4, "", history=PAST)) == PAST
