"""``facts.yaml`` and ``sources.yaml`` to records of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TypeVar

from dedoc import records
from dedoc.inputs import Inputs
from dedoc.model import BESIDES, Fact, Moment, Node, Source
from dedoc.records import MAY_BE_EMPTY, Name

T = TypeVar("T", bound=Node)
R = TypeVar("R", Fact, Source)
KEY = re.compile(r"\w[\w-]*")
NUMBER = re.compile(r"-?\d{1,15}(?:\.(\d{1,10}))?", re.ASCII)
RATIO = re.compile(r"(\d{1,9})/(\d{1,9})", re.ASCII)
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FactRecord(Node):
    """The keys of a fact. ``value`` is written as it prints; ``missing`` stands for one that nobody verified."""

    name: str
    value: Name = field(metadata=MAY_BE_EMPTY)
    source: Name = field(metadata=MAY_BE_EMPTY)
    scale: Name | None = None
    unit: str = ""
    as_of: Moment | None = None
    qualifier: Name | None = None
    form: Name | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceRecord(Node):
    """The keys of a source: a ``title`` where it is a work, a ``name`` where it is an institution or a medium."""

    title: str = ""
    name: str = ""
    kind: str = ""
    publisher: str = ""
    year: int | None = None
    number: int | None = None
    date: Moment | None = None
    page: str = ""
    authors: tuple[str, ...] = ()
    container: str = ""
    volume: str = ""
    place: str = ""
    address: str = ""
    accessed: Moment | None = None


def read_facts(path: Path, inputs: Inputs, scales: Mapping[str, int] | None) -> dict[str, Fact | None]:
    """Return the facts by name; None stands for one that is there but wrong.

    ``scales`` are powers of ten by word, None where the words are not known.
    """
    return _read(path, inputs, FactRecord, partial(_fact, scales=scales, inputs=inputs))


def read_sources(path: Path, inputs: Inputs) -> dict[str, Source | None]:
    """Return the sources by key; None stands for one that is there but wrong."""
    return _read(path, inputs, SourceRecord, partial(_source, inputs=inputs))


def _read(path: Path, inputs: Inputs, kind: type[T], make: Callable[[Name, T], R | None]) -> dict[str, R | None]:
    if not path.exists():
        return {}
    root, is_read = records.parse(path, inputs)
    reader = records.Reader(inputs.name(path), inputs.report)
    found: dict[str, R | None] = {}
    entries = reader.entries(root)
    if not is_read or (root is not None and not entries):
        inputs.leave_out(path.stem, path, is_all=True)
    for key, node in entries.items():
        if not KEY.fullmatch(key):
            hint = "use letters, digits and hyphens: 5g-stations"
            inputs.report.error(key.location, "“{key}” cannot be a name", hint, key=key)
        record = reader.record(node, kind)
        found[str(key)] = make(key, record) if record is not None else None
    if None in found.values():
        inputs.leave_out(path.stem.removesuffix("s"), path)
    return found


def _fact(key: Name, record: FactRecord, *, scales: Mapping[str, int] | None, inputs: Inputs) -> Fact | None:
    before = len(inputs.report.problems)
    value, precision = _value(record.value, inputs)
    if record.scale and scales is not None and record.scale not in scales:
        hint = "the scales are: {scales}"
        values = {"scale": record.scale, "scales": ", ".join(scales)}
        inputs.report.error(record.scale.location, "unknown scale “{scale}”", hint, **values)
    _choose(record.qualifier, ("more",), "qualifier", inputs)
    _choose(record.form, ("digits", "words"), "form", inputs)
    if not record.source:
        hint = "name what it rests on: source: key, with the key in sources.yaml"
        inputs.report.error(record.source.location, "the fact “{name}” has no source", hint, name=key)
    if (
        record.form is not None
        and record.form == "words"
        and (not isinstance(value, Decimal) or precision or not 0 <= value < 10**8)
    ):
        hint = "leave out “form: words”"
        inputs.report.error(record.form.location, "only whole numbers print in words", hint)
    if len(inputs.report.problems) > before:
        return None
    return Fact(
        str(key),
        record.name,
        value,
        precision,
        (scales or {}).get(record.scale, 0) if record.scale else 0,
        record.unit,
        record.as_of,
        record.source,
        is_more=record.qualifier == "more",
        in_words=record.form == "words",
        location=key.location,
    )


def _value(text: Name, inputs: Inputs) -> tuple[Decimal | Fraction | None, int]:
    if text == MISSING:
        return None, 0
    if match := NUMBER.fullmatch(text):
        return Decimal(text), len(match[1] or "")
    if (match := RATIO.fullmatch(text)) and int(match[2]):
        return Fraction(int(match[1]), int(match[2])), 0
    hint = "write digits with a point (383.7), a ratio (1/7), or the word “missing”; the scale goes into “scale”"
    inputs.report.error(text.location, "“{value}” is not a number", hint, value=text)
    return None, 0


def _choose(word: Name | None, choices: tuple[str, ...], key: str, inputs: Inputs) -> None:
    if word is not None and word not in choices:
        values = {"key": key, "value": word, "choices": ", ".join(choices)}
        inputs.report.error(word.location, "“{key}” cannot be “{value}”", "it can be one of: {choices}", **values)


def _source(key: Name, record: SourceRecord, *, inputs: Inputs) -> Source | None:
    if bool(record.title) == bool(record.name):
        hint = "“title” for a work (it prints in 《》), “name” for an institution or a medium"
        inputs.report.error(key.location, "the source “{key}” needs a title or a name, and not both", hint, key=key)
        return None
    values = {field.name: getattr(record, field.name) for field in fields(SourceRecord) if field.name not in BESIDES}
    return Source(str(key), **values, location=key.location)
