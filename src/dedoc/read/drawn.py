"""Facts in charts: a value that names one, and a series that is the history of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from dedoc.errors import Location, Report
from dedoc.inputs import Inputs
from dedoc.model import Chart, Fact, Moment, Series, SeriesShape, Value
from dedoc.moments import is_within, last_day, moment, written
from dedoc.project import Locale
from dedoc.read.words import Words
from dedoc.reckoning import Refused, timeline, value_at
from dedoc.records import Name

CALL = re.compile(r"\{fact\}`([^`]+)`")
"""How a line of a CSV file names a fact: as the text does."""


@dataclass(frozen=True, slots=True)
class History:
    """A series that is the history of a fact, as ``figures/*.yaml`` describes it."""

    fact: Name
    name: str
    unit: str
    shape: SeriesShape
    location: Location | None


class Known:
    """The facts that charts can name, and the words that tell what their series count."""

    def __init__(self, facts: Mapping[str, Fact | None], locale: Locale | None, inputs: Inputs) -> None:
        self.facts = facts
        self.words = Words(locale)
        self.inputs = inputs

    def value(self, call: str, unit: str, place: Location) -> Value:
        """Return the value of a fact, named as ``name`` or ``name@2022``, counted in the unit of a series."""
        name, _, time = call.partition("@")
        fact = self.fact(name, place)
        if fact is None:
            return Value(None, location=place)
        try:
            fact = value_at(fact, time)
        except Refused as refused:
            refused.tell(self.inputs.report, place)
            return Value(None, location=place)
        return self.drawn(fact, unit, place)

    def fact(self, name: str, place: Location) -> Fact | None:
        """Return a fact by name; one that does not exist is a problem."""
        if name not in self.facts and "facts" not in self.inputs.unread:
            near = next(iter(get_close_matches(name, list(self.facts), n=1)), "")
            hint = "did you mean “{near}”?" if near else "write it into facts.yaml"
            self.inputs.report.error(place, "there is no fact “{name}”", hint, name=name, near=near)
        return self.facts.get(name)

    def drawn(self, fact: Fact, unit: str, place: Location) -> Value:
        """Return a fact as a value of a chart; None where nobody has verified it, or where it cannot be drawn."""
        report, measure = self.inputs.report, self.words.measure(None, unit)
        number: Decimal | None = None
        if fact.unit and fact.measure.unit != measure.unit:
            hint = "name another fact, or give the series the unit of this one"
            values = {"name": fact.name, "own": fact.measure.text, "unit": unit}
            report.error(place, "the fact “{name}” counts “{own}”, and the series “{unit}”", hint, **values)
        elif fact.upper is not None or (fact.value is not None and not isinstance(fact.value, Decimal)):
            hint = "write its number into the data of the chart"
            report.error(
                place, "the fact “{name}” is a range or a ratio, and a chart draws numbers", hint, name=fact.name
            )
        elif fact.value is not None:
            assert isinstance(fact.value, Decimal)
            number = Decimal(f"{fact.value.scaleb(fact.measure.power - measure.power):f}")
            if number < 0:
                report.error(place, "a chart draws values from 0 up", "leave the value out, or draw its amount")
        return Value(number, fact.source, is_more=fact.is_more, fact=fact, location=place)


def history_chart(
    series: tuple[History, ...], over: tuple[Name, ...], missing: str, place: Location, known: Known
) -> Chart | None:
    """Return a chart of the histories of facts over the times in ``over``, or over all that one of them has.

    Where a fact has no value, the chart has a gap. None where there is nothing to draw.
    """
    report = known.inputs.report
    facts = tuple(known.fact(item.fact, item.fact.location) for item in series)
    found = [fact for fact in facts if fact is not None]
    moments = _asked(over, report) if over else _all_times(found)
    if len(found) < len(facts) or not moments:
        if len(found) == len(facts) and not over:
            hint = "give the facts of its series a “history”, or an “as_of”"
            report.error(place, "the chart has no values", hint)
        return None
    rows = tuple(
        Series(
            item.name,
            item.unit,
            item.shape,
            tuple(_value(fact, time, item, known, is_asked=bool(over)) for time in moments),
            location=item.location,
        )
        for item, fact in zip(series, found, strict=True)
    )
    return Chart(tuple(map(written, moments)), rows, missing, moments, location=place)


def _asked(over: tuple[Name, ...], report: Report) -> tuple[Moment, ...]:
    """Return the times that a chart asks for; () where one of them is none."""
    moments: list[Moment] = []
    for text in over:
        try:
            moments.append(moment(text))
        except ValueError:
            hint = "write it like 2024, 2024-Q1, 2024-05 or 2024-05-31"
            report.error(text.location, "“{value}” is not a date", hint, value=text)
    return tuple(moments) if len(moments) == len(over) else ()


def _all_times(facts: list[Fact]) -> tuple[Moment, ...]:
    """Return all dates of facts in order; of those that end on the same day, the first."""
    dates = [value.as_of for fact in facts for value in timeline(fact) if value.as_of]
    by_end = {last_day(date): date for date in reversed(dates)}
    return tuple(by_end[day] for day in sorted(by_end))


def _value(fact: Fact, time: Moment, item: History, known: Known, *, is_asked: bool) -> Value:
    """Return the value of a fact at a time, drawn where its series was described."""
    place = item.fact.location
    dated = [(value, value.as_of) for value in timeline(fact) if value.as_of]
    if not is_asked:
        same = next((value for value, date in dated if last_day(date) == last_day(time)), None)
        return known.drawn(same, item.unit, place) if same is not None else Value(None, location=place)
    if not any(is_within(date, time) for _, date in dated):
        return Value(None, location=place)
    return known.value(f"{fact.name}@{written(time)}", item.unit, place)
