"""``facts.yaml`` to facts of the model, with what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import yaml

from dedoc.errors import Report
from dedoc.inputs import Inputs
from dedoc.model import Fact, Moment, Node
from dedoc.moments import Time, is_within, last_day, moment, written
from dedoc.project import Locale
from dedoc.read.amounts import NOTHING, Amount, Stated, amount
from dedoc.read.data import read_records
from dedoc.read.words import Words
from dedoc.reckoning import derive
from dedoc.records import MAY_BE_EMPTY, Name, Reader, needed_unless

MOST_PLACES = 10


@dataclass(frozen=True, slots=True)
class FactRecord(Node):
    """The keys of a fact. ``value`` is written as it prints; ``missing`` stands for one that nobody verified."""

    name: str
    value: Name = field(default=NOTHING, metadata=needed_unless("formula"))
    source: Name = field(default=NOTHING, metadata=needed_unless("formula"))
    scale: Name | None = None
    unit: str = ""
    as_of: Time | None = None
    qualifier: Name | None = None
    exact: Name | None = None
    uncertainty: Name | None = None
    form: Name | None = None
    formula: Name | None = None
    precision: int | None = None
    history: yaml.Node | None = None
    due: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PastRecord(Node):
    """The keys of a value in the history of a fact; what is left out is as with the fact itself."""

    value: Name = field(metadata=MAY_BE_EMPTY)
    as_of: Time | None = None
    source: Name | None = None
    scale: Name | None = None
    qualifier: Name | None = None
    exact: Name | None = None
    uncertainty: Name | None = None
    note: str = ""


def read_facts(path: Path, inputs: Inputs, locale: Locale | None) -> dict[str, Fact | None]:
    """Return the facts by name, their formulas reckoned; None stands for one that is there but wrong.

    ``locale`` is that of the language the edition is written in; None where it is not known.
    """
    facts = derive(read_records(path, inputs, FactRecord, partial(_fact, words=Words(locale))), inputs.report)
    if None in facts.values():
        inputs.leave_out("fact", path)
    return facts


def _fact(key: Name, record: FactRecord, reader: Reader, *, words: Words) -> Fact | None:
    report = reader.report
    before = len(report.problems)
    stated = Stated(record.value, record.scale, record.qualifier, record.exact, record.uncertainty, record.form)
    number = amount(stated, words, report)
    if record.source is not NOTHING and not record.source:
        hint = "name what it rests on: source: key, with the key in sources.yaml"
        report.error(record.source.location, "the fact “{name}” has no source", hint, name=key)
    _check_keys(record, key, report)
    if len(report.problems) > before:
        return None
    fact = Fact(
        str(key),
        record.name,
        number.value,
        as_of=record.as_of,
        source=record.source,
        unit=record.unit,
        in_words=record.form == "words",
        formula=record.formula or "",
        places=record.precision,
        due=record.due or 0,
        location=key.location,
    )
    fact = _with_amount(fact, number, record.scale, words)
    fact = replace(fact, history=tuple(_history(fact, record, reader, words)))
    return fact if len(report.problems) == before else None


def _with_amount(fact: Fact, number: Amount, scale: str | None, words: Words) -> Fact:
    return replace(
        fact,
        value=number.value,
        precision=number.precision,
        scale=words.power(scale),
        qualifier=number.qualifier,
        exact=number.exact,
        upper=number.upper,
        uncertainty=number.uncertainty,
        measure=words.measure(scale, fact.unit),
    )


def _check_keys(record: FactRecord, key: Name, report: Report) -> None:
    if record.formula is not None and not record.formula.strip():
        report.error(record.formula.location, "“{key}” is empty", "write it behind “{key}:”", key="formula")
    if record.precision is not None and (record.formula is None or record.value is not NOTHING):
        hint = "leave it out: a value prints with the decimals that it is written with"
        report.error(key.location, "“precision” is for values that a formula gives", hint)
    elif record.precision is not None and not 0 <= record.precision <= MOST_PLACES:
        hint = "write a number from 0 to {most}"
        report.error(key.location, "“precision” counts decimals", hint, most=MOST_PLACES)
    if record.due is not None and not 1000 <= record.due <= 9999:
        hint = "write the year of the edition that the value is from: due: 2024"
        report.error(key.location, "“due” of the fact “{name}” is no year", hint, name=key)


def _history(fact: Fact, record: FactRecord, reader: Reader, words: Words) -> Iterator[Fact]:
    """Yield the values of a fact at other times, oldest first."""
    found: list[Fact] = []
    for key, node in reader.entries(record.history).items():
        try:
            time = moment(key)
        except ValueError:
            hint = "write the time of a value, and the value: 2023: 337.7"
            reader.report.error(key.location, "“{value}” is not a date", hint, value=key)
            continue
        past = _past(fact, time, node, record, reader, words)
        # A value that was carried over, and confirmed for the same day, stands in both places.
        if past is not None and (fact.due or not _is_same(past, fact)):
            _check_time(past, key, time, (*found, *([] if fact.due else [fact])), reader.report)
            found.append(past)
    yield from sorted(found, key=lambda value: last_day(value.as_of or Moment((1,))))


def _is_same(past: Fact, fact: Fact) -> bool:
    """Whether two values say the same of the same time."""
    if past.as_of != fact.as_of:
        return False
    keys = ("value", "scale", "qualifier", "upper", "uncertainty")
    return all(getattr(past, key) == getattr(fact, key) for key in keys)


def _past(fact: Fact, time: Moment, node: yaml.Node, record: FactRecord, reader: Reader, words: Words) -> Fact | None:
    """Return the value of a fact at another time, written alone or with keys of its own."""
    place = reader.place(node)
    is_alone = isinstance(node, yaml.ScalarNode)
    past = PastRecord(Name(str(node.value), place)) if is_alone else reader.record(node, PastRecord)
    if past is None:
        return None
    scale = past.scale or record.scale
    stated = Stated(past.value, past.scale, past.qualifier, past.exact, past.uncertainty)
    other = _with_amount(fact, amount(stated, words, reader.report), scale, words)
    return replace(
        other,
        as_of=past.as_of or time,
        source=past.source or fact.source,
        in_words=False,
        formula="",
        places=None,
        due=0,
        location=place,
    )


def _check_time(past: Fact, key: Name, time: Moment, others: tuple[Fact, ...], report: Report) -> None:
    """Report a value that is not of the time that it is written behind, or of one that has a value already."""
    assert past.as_of is not None
    if not is_within(past.as_of, time):
        hint = "write it behind the year of its “as_of”"
        values = {"date": written(past.as_of), "time": key}
        report.error(key.location, "the date {date} does not lie in {time}", hint, **values)
    if any(other.as_of == past.as_of for other in others):
        hint = "keep one of them; a value that was taken over from an earlier edition is marked by “due”"
        values = {"name": past.name, "date": written(past.as_of)}
        report.error(key.location, "the fact “{name}” has two values of {date}", hint, **values)
