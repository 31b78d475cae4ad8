"""What is known of a printed edition: a JSON file with the folios of its contents, notes and figures.

JSON is read as the YAML that it is (YAML 1.2, 1.2), so that every mistake in it has a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dedoc.errors import ContentError, Location, Report
from dedoc.fidelity.words import key
from dedoc.inputs import Inputs
from dedoc.records import Name, Reader, parse_text

MOST_PAGES = 9999
"""More pages than any report has; each of them becomes a row."""

KEYED = ("notes", "figures", "starts")
"""The keys whose values have keys of their own."""

NUMBER = re.compile(r"[1-9][0-9]{0,5}(\.[1-9][0-9]{0,5})?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the printed contents; the title bears its mark."""

    level: int
    title: str
    folio: int
    location: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PrintedRecord:
    """The keys of the file. Notes and figures go by number, as in ``12`` or ``2.12``; starts by folio."""

    folios: int
    contents: tuple[Entry, ...] = ()
    notes: Mapping[str, int] = field(default_factory=dict)
    figures: Mapping[str, int] = field(default_factory=dict)
    starts: Mapping[str, str] = field(default_factory=dict)
    about: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """The printed edition: ``folios`` pages from 1 on, and the folios of what stands on them.

    ``starts`` are the first words of pages, where they are known.
    """

    folios: int
    contents: tuple[Entry, ...] = ()
    notes: Mapping[str, int] = field(default_factory=dict)
    figures: Mapping[str, int] = field(default_factory=dict)
    starts: Mapping[int, str] = field(default_factory=dict)


def read_printed(path: Path, inputs: Inputs | None = None) -> Printed:
    """Return what a file says of the printed edition; ContentError with all that is wrong in it.

    ``inputs`` bounds where it may lie; if left out, it is wherever somebody says.
    """
    inputs = inputs or Inputs(path.resolve().parent, Report())
    text, file = inputs.read_text(path), inputs.name(path)
    printed = None if text is None else _printed(text, file, inputs.report)
    inputs.report.raise_errors(ContentError)
    assert printed is not None
    return printed


def _printed(text: str, file: str, report: Report) -> Printed | None:
    if not _is_json(text, file, report):
        return None
    # Between the values of JSON a tab is white space; YAML knows only spaces there.
    root, is_read = parse_text(text.replace("\t", " "), file, report)
    reader = Reader(file, report)
    record = reader.record(root, PrintedRecord) if is_read else None
    if record is None or root is None:
        return None
    sections = {str(name): node for name, node in reader.entries(root).items()}
    places = {name: tuple(reader.entries(node)) for name, node in sections.items() if name in KEYED}
    _check(record, reader.place(root), places, report)
    if report.has_errors:
        return None
    starts = {int(folio): words for folio, words in record.starts.items()}
    return Printed(record.folios, record.contents, record.notes, record.figures, starts)


def _is_json(text: str, file: str, report: Report) -> bool:
    hint = "look at the commas, quotation marks and brackets of this line and the one before"
    message = "this is not valid JSON: {reason}"
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        report.error(Location(file, error.lineno), message, hint, reason=error.msg)
    except (ValueError, RecursionError) as error:
        report.error(Location(file), message, hint, reason=str(error))
    else:
        return True
    return False


def _check(record: PrintedRecord, place: Location, keys: Mapping[str, tuple[Name, ...]], report: Report) -> None:
    if not 0 < record.folios <= MOST_PAGES:
        hint = "write how many pages the printed edition has"
        report.error(place, "“{folio}” is not a number of pages", hint, folio=record.folios)
        return
    if not (record.contents or record.notes or record.figures or record.starts):
        hint = "write what is known of the printed pages; docs/editors.md shows how"
        report.error(place, "there is nothing to compare: no contents, notes, figures or starts", hint)
    _check_contents(record, report)
    for name in keys.get("notes", ()):
        _check_numbered(name, record.notes, record.folios, report)
    for name in keys.get("figures", ()):
        _check_numbered(name, record.figures, record.folios, report)
    for name in keys.get("starts", ()):
        _check_start(name, record, report)


def _check_contents(record: PrintedRecord, report: Report) -> None:
    before = 0
    for entry in record.contents:
        _check_folio(entry.folio, entry.location, record.folios, report)
        if not 1 <= entry.level <= 6:
            hint = "write 1 for a chapter, 2 for a section"
            report.error(entry.location, "a heading has a level from 1 to 6", hint)
        if entry.folio < before:
            hint = "put the entries in the order of the contents, or correct the page"
            values = {"title": entry.title, "folio": entry.folio, "before": before}
            message = "“{title}” stands on page {folio}, and the entry above it on page {before}"
            report.error(entry.location, message, hint, **values)
        before = entry.folio


def _check_numbered(name: Name, folios: Mapping[str, int], last: int, report: Report) -> None:
    if not NUMBER.fullmatch(name):
        hint = "write it like 12, or 2.12 where every chapter counts anew"
        report.error(name.location, "“{number}” is not the number of a note or figure", hint, number=name)
    _check_folio(folios[name], name.location, last, report)


def _check_start(name: Name, record: PrintedRecord, report: Report) -> None:
    if not re.fullmatch(r"[1-9][0-9]{0,3}", name):
        hint = "write digits only: 12"
        report.error(name.location, "“{folio}” is not the number of a page", hint, folio=name)
        return
    _check_folio(int(name), name.location, record.folios, report)
    if not key(record.starts[name]):
        hint = "copy a few words from the top of the page, or leave the page out"
        report.error(name.location, "page {folio} begins with no words", hint, folio=name)


def _check_folio(folio: int, place: Location | None, last: int, report: Report) -> None:
    if not 1 <= folio <= last:
        hint = "correct the page, or “folios”"
        message = "there is no page {folio} in print: it has the pages 1 to {last}"
        report.error(place, message, hint, folio=folio, last=last)
