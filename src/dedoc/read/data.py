"""Files of records by name (``facts.yaml``, ``sources.yaml``), and sources as records of the model."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeVar

from dedoc import records
from dedoc.errors import Report
from dedoc.inputs import Inputs
from dedoc.model import BESIDES, Fact, Moment, Node, Source
from dedoc.records import Name

T = TypeVar("T", bound=Node)
R = TypeVar("R", Fact, Source)
KEY = re.compile(r"\w[\w-]*")


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
    superseded_by: Name | None = None
    due: int | None = None


def read_sources(path: Path, inputs: Inputs) -> dict[str, Source | None]:
    """Return the sources by key; None stands for one that is there but wrong."""
    return read_records(path, inputs, SourceRecord, _source)


def read_records(
    path: Path, inputs: Inputs, kind: type[T], make: Callable[[Name, T, records.Reader], R | None]
) -> dict[str, R | None]:
    """Return what ``make`` makes of the records of a file, by their names; None stands for one that is wrong."""
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
        found[str(key)] = make(key, record, reader) if record is not None else None
    if None in found.values():
        inputs.leave_out(path.stem.removesuffix("s"), path)
    return found


def _source(key: Name, record: SourceRecord, reader: records.Reader) -> Source | None:
    if bool(record.title) == bool(record.name):
        hint = "“title” for a work (it prints in 《》), “name” for an institution or a medium"
        reader.report.error(key.location, "the source “{key}” needs a title or a name, and not both", hint, key=key)
        return None
    check_due(record.due, key, reader.report)
    values = {field.name: getattr(record, field.name) for field in fields(SourceRecord) if field.name not in BESIDES}
    values |= {"superseded_by": record.superseded_by or "", "due": record.due or 0, "location": key.location}
    return Source(str(key), **values)


def check_due(due: int | None, name: Name, report: Report) -> None:
    """Report what is given as the year of an earlier edition, at the entry of that name, and is none."""
    if due is not None and not 1000 <= due <= 9999:
        hint = "write the year of the edition that it was taken over from: due: 2024"
        report.error(name.location, "“due” of “{name}” is no year", hint, name=name)
