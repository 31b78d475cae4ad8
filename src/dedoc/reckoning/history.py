"""A fact at another time: one of its history, or itself."""

from __future__ import annotations

from dedoc.model import Fact, Moment
from dedoc.moments import is_within, moment, written
from dedoc.reckoning.refusal import refuse


def value_at(fact: Fact, time: str) -> Fact:
    """Return the value of a fact at the time written as a moment; no time asks for the fact itself.

    The value of 2023 is the one whose date lies in 2023; of several, the one with that very date. A value taken over
    from an earlier edition gives way to what the history says of its time. ``Refused`` where there is none, or more
    than one.
    """
    if not time:
        return fact
    wanted = _moment(time)
    found = [past for past in fact.history if past.as_of and is_within(past.as_of, wanted)]
    if fact.as_of and is_within(fact.as_of, wanted) and not (found and fact.due):
        found.append(fact)
    if len(found) > 1:
        found = [value for value in found if value.as_of == wanted] or found
    if len(found) == 1:
        return found[0]
    times = ", ".join(written(value.as_of) for value in found or timeline(fact) if value.as_of)
    values = {"name": fact.name, "time": time, "times": times or "-"}
    if found:
        return refuse("the fact “{name}” has several values in {time}", "name one of them: {times}", **values)
    hint = "it has these: {times}; write others into its “history”"
    return refuse("the fact “{name}” has no value of {time}", hint, **values)


def timeline(fact: Fact) -> tuple[Fact, ...]:
    """Return all values of a fact that have a date, oldest first."""
    return tuple(value for value in (*fact.history, fact) if value.as_of)


def _moment(text: str) -> Moment:
    try:
        return moment(text)
    except ValueError:
        hint = "write it like 2024, 2024-Q1, 2024-05 or 2024-05-31"
        return refuse("“{value}” is not a date", hint, value=text)
