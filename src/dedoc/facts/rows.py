"""The facts of an edition as rows: what each says, how it prints, and where."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dedoc.errors import Location
from dedoc.facts.written import Entry, Written
from dedoc.model import Chart, Document, Fact, FactCall, Value
from dedoc.walk import walk


@dataclass(frozen=True, slots=True)
class Row:
    """A fact with what is written of it, how its value and its date print, and where: in text, tables and charts."""

    entry: Entry
    fact: Fact
    printed: str
    date: str
    places: tuple[Location, ...]

    @property
    def name(self) -> str:
        """The name that the text calls it by."""
        return self.entry.name

    def matches(self, text: str) -> bool:
        """Whether a text stands in its name, its title, its value as written or printed, its source or its remark."""
        parts = (self.name, self.printed, self.date, *(self.entry.text(key) for key in self.entry.keys))
        return any(_folded(text) in _folded(part) for part in parts)


def fact_rows(document: Document, written: Written, say: Callable[[Fact], tuple[str, str]]) -> tuple[Row, ...]:
    """Return the facts in the order of the file; ``say`` gives how value and date of a fact print."""
    places = fact_places(document)
    return tuple(
        Row(entry, fact, *say(fact), places.get(name, ()))
        for name, entry in written.entries.items()
        if (fact := document.facts.get(name)) is not None
    )


def fact_places(document: Document) -> Mapping[str, tuple[Location, ...]]:
    """Return where each fact prints, in reading order, once each."""
    found: dict[str, dict[Location, None]] = {}
    for node, name in _uses(document):
        if node.location is not None:
            found.setdefault(name, {})[node.location] = None
    return {name: tuple(places) for name, places in found.items()}


def _uses(document: Document) -> Iterator[tuple[FactCall | Value, str]]:
    """Yield what prints facts, calls in the text and values of charts, with the name of the fact."""
    for node in walk((document.front, document.body, document.back)):
        if isinstance(node, FactCall):
            yield node, node.name
        elif isinstance(node, Chart):
            values = (value for series in node.series for value in series.values)
            yield from ((value, value.fact.name) for value in values if value.fact is not None)


def listed(rows: tuple[Row, ...]) -> Iterator[str]:
    """Yield a line for each fact: name, value and date as they print, source and places, below one another."""
    cells = [_cells(row) for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    parts = (row.printed, row.date, row.fact.source, " ".join(map(str, row.places)))
    return (row.name, *(part or "-" for part in parts))


def rows_data(rows: tuple[Row, ...]) -> list[dict[str, object]]:
    """Return the facts as plain data for other programs."""
    return [
        {key: row.entry.text(key) or None for key in row.entry.keys if key != "history"}
        | {"fact": row.name, "printed": row.printed, "date": row.date or None}
        | {"history": {time: dict(past) for time, past in row.entry.history}}
        | {"places": [{"file": place.file, "line": place.line} for place in row.places]}
        for row in rows
    ]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _width(text: str) -> int:
    """Return the columns of a terminal that a text takes: two for each wide character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
