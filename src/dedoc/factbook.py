"""The facts of an edition listed, exported for colleagues, and brought back from them."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from dedoc.build import Order, Source, load
from dedoc.errors import ContentError, Location, OutputError, Problem, Report, fail, in_order
from dedoc.facts import (
    Change,
    Effect,
    Returned,
    Row,
    Written,
    as_csv,
    as_xlsx,
    edited,
    effects,
    fact_rows,
    read_sheet,
    read_written,
    returned,
    table,
)
from dedoc.inputs import Inputs
from dedoc.localise.phrases import Phrases
from dedoc.model import Fact
from dedoc.moments import last_day
from dedoc.outputs import write_outputs
from dedoc.project import find_edition

SUFFIXES = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Factbook:
    """The facts of an edition: as they are written, the bytes of their file, and the report that they stand in."""

    path: Path
    data: bytes
    written: Written
    source: Source

    @property
    def rows(self) -> tuple[Row, ...]:
        """The facts with what they say and where."""
        return fact_rows(self.source.document, self.written, self._say)

    def _say(self, fact: Fact) -> tuple[str, str]:
        phrases = Phrases(self.source.locale)
        return phrases.fact(fact), phrases.date(fact) if fact.as_of else ""


def open_facts(order: Order, tell: Callable[[str], None] = lambda _: None) -> Factbook:
    """Return the facts of an edition, which may hold what is missing or due; DedocError with all that is wrong."""
    path = find_edition(order.edition) / "facts.yaml"
    data = order.instead.get(path)
    if data is None and path.exists():
        # What is read here is what is read below, whoever saves the file in between.
        data = Inputs(path.parent, Report()).read(path)
    instead = order.instead if data is None else {**order.instead, path: data}
    source = load(replace(order, is_draft=True, instead=instead), tell)
    return Factbook(path, data or b"", read_written((data or b"").decode("utf-8-sig")), source)


def find_facts(order: Order, text: str) -> tuple[Row, ...]:
    """Return the facts that a text stands in, in the order of the file; all of them for no text."""
    return tuple(row for row in open_facts(order).rows if row.matches(text))


def export_facts(
    order: Order, target: Path, text: str, translate: Callable[[str], str], *, force: bool = False
) -> Path:
    """Write the facts that a text stands in as a spreadsheet, and return it; one that is there stays, without force."""
    if target.suffix.lower() not in SUFFIXES:
        hint = "name it with one of these: facts.csv, facts.xlsx"
        fail(OutputError, None, "“{path}” is neither .csv nor .xlsx", hint, path=str(target))
    book = open_facts(order)
    rows = tuple(row for row in book.rows if row.matches(text))
    sheet = list(table(rows, book.source.edition.folder, translate))
    if target.suffix.lower() == ".csv":
        data = as_csv(sheet)
    else:
        locale = book.source.locale
        words = [pattern.replace("{fact}", "").strip() for pattern in locale.qualifiers.values()]
        choices = {"scale": tuple(locale.scales), "qualifier": (*words, locale.marks["more"])}
        data = as_xlsx(sheet, choices, last_day(book.source.document.metadata.date))
    if target.exists() and not force and (not target.is_file() or target.read_bytes() != data):
        hint = "choose another name, or replace it with --force; a colleague may have filled it in"
        fail(OutputError, None, "the file “{path}” is there already", hint, path=str(target))
    return write_outputs({target.name: data}, target.parent)[0]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a spreadsheet changes, what that changes in print, and the file if it was written."""

    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]
    target: Path | None = None


def import_facts(
    order: Order, sheet: Path, tell: Callable[[str], None] = lambda _: None, *, is_applied: bool = False
) -> Imported:
    """Return what a spreadsheet changes in the facts of an edition, and if asked write ``facts.yaml`` with it.

    ContentError with all that is wrong in the sheet, and with all that would be wrong in the edition with its values;
    then nothing is written.
    """
    report = Report()
    inputs = Inputs(sheet.parent, report)
    data = inputs.read(sheet)
    report.raise_errors(ContentError)
    assert data is not None
    book = open_facts(order, tell)
    back = returned(read_sheet(data, inputs.name(sheet)), book.written, report)
    report.raise_errors(ContentError)
    if not back.changes:
        return Imported((), ())
    text = edited(book.written, back.changes, inputs.name(book.path))
    mark = codecs.BOM_UTF8 if book.data.startswith(codecs.BOM_UTF8) else b""
    after = _open_changed(order, book, mark + text.encode(), back, inputs.name(sheet), tell)
    found = effects(book.source.document, after.source.document)
    target = _put(after, book) if is_applied else None
    return Imported(back.changes, found, target)


def _open_changed(
    order: Order, book: Factbook, data: bytes, back: Returned, sheet: str, tell: Callable[[str], None]
) -> Factbook:
    """Return the facts as they will be; what is wrong with one that the sheet names is told at its row."""
    try:
        return open_facts(replace(order, instead={book.path: data}), tell)
    except ContentError as error:
        file = Inputs(book.path.parent, Report()).name(book.path)
        changed = read_written(data.decode("utf-8-sig"))
        raise ContentError(in_order([_at_row(p, file, changed, back, sheet) for p in error.problems])) from error


def _at_row(problem: Problem, file: str, changed: Written, back: Returned, sheet: str) -> Problem:
    place = problem.location
    entry = changed.at(place.line) if place and place.file == file else None
    row = back.rows.get(entry.name) if entry else None
    return replace(problem, location=Location(sheet, row)) if row else problem


def _put(after: Factbook, book: Factbook) -> Path:
    """Write the changed file in the place of the one that was read, which must not have changed since."""
    path = book.path.resolve()

    def check() -> None:
        if path.read_bytes() != book.data:
            hint = "wait until it is saved, then run the command again"
            name = Inputs(path.parent, Report()).name(book.path)
            fail(ContentError, Location(name), "the file changed while it was being read", hint)

    hint = "check the permissions of the file and the room on the disk"
    (target,) = write_outputs({path.name: after.data}, path.parent, hint, check)
    return target
