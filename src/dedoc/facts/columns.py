"""The columns of a spreadsheet of facts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dedoc.errors import N_, Location
from dedoc.facts.rows import Row
from dedoc.facts.written import Entry
from dedoc.messages import CATALOGS, translator

COLUMNS: Mapping[str, str] = {
    "fact": N_("Name in the text"),
    "name": N_("What is measured"),
    "value": N_("Value"),
    "scale": N_("Scale"),
    "unit": N_("Unit"),
    "as_of": N_("Date"),
    "source": N_("Source"),
    "qualifier": N_("Qualifier"),
    "exact": N_("Exact number"),
    "due": N_("Still of the edition"),
    "note": N_("Remark"),
    "formula": N_("Formula"),
    "history": N_("At other times"),
    "printed": N_("Prints as"),
    "places": N_("Prints at"),
    "exported": N_("As exported (leave alone)"),
}
"""The columns by their keys, those of ``facts.yaml`` where it has them, with their heads."""

EDITABLE = ("value", "scale", "as_of", "source", "qualifier", "exact", "due", "note")
"""Columns in which a colleague may write."""

FIXED = ("name", "unit", "formula", "history")
"""Columns that ``facts.yaml`` alone decides on."""

NEEDED = ("fact", "value")

NUMBERS = ("value", "exact", "due")


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns that heads of a sheet name, in any language that dedoc speaks."""

    known: Mapping[str, str]

    def column(self, head: str) -> str | None:
        """Return the key of the column that a head names."""
        return self.known.get(head.strip().casefold())


def heads() -> Heads:
    """Return the heads of all columns: their keys, and what they are called in each language."""
    languages: list[Callable[[str], str]] = [str, *(translator(path.stem) for path in sorted(CATALOGS.glob("*.po")))]
    named = {speak(label).casefold(): key for speak in languages for key, label in COLUMNS.items()}
    return Heads(named | {key: key for key in COLUMNS})


def cells(row: Row, folder: Path) -> dict[str, str]:
    """Return what the columns say of a fact; places are named from the folder of the edition."""
    said = {key: said_of(row.entry, key) for key in (*EDITABLE, *FIXED)}
    places = dict.fromkeys(_from(folder, place) for place in row.places)
    found = said | {"fact": row.name, "printed": row.printed, "places": "\n".join(places), "exported": exported(said)}
    return {key: found[key] for key in COLUMNS}


def said_of(entry: Entry, key: str) -> str:
    """Return what a column says of a fact as it is written."""
    if key == "history":
        return "; ".join(_past(time, past) for time, past in entry.history)
    return entry.text(key)


def _past(time: str, past: Mapping[str, str]) -> str:
    more = ", ".join(f"{key} {text}" for key, text in past.items() if key != "value")
    return f"{time}: {past.get('value', '')}" + (f" ({more})" if more else "")


def exported(said: Mapping[str, str]) -> str:
    """Return what was said when the sheet was made, so that what was changed in it can be told from what was not."""
    return json.dumps({key: text for key, text in said.items() if text}, ensure_ascii=False)


def _from(folder: Path, place: Location) -> str:
    path = Path(place.file).resolve()
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    return str(Location(name, place.line))


def table(rows: Iterable[Row], folder: Path, translate: Callable[[str], str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a sheet, first its heads."""
    yield {key: translate(label) for key, label in COLUMNS.items()}
    yield from (cells(row, folder) for row in rows)
