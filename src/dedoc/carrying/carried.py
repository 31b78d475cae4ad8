"""What was carried over, told and remembered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dedoc.carrying.edits import Edit, Written
from dedoc.errors import Location
from dedoc.model import CarriedBlock


@dataclass(frozen=True, slots=True)
class YearFound:
    """A year in the sources of the new edition: what was written, and what is written now if it moved on.

    ``words`` are those around it.
    """

    place: Location
    old: str
    new: str
    words: str = ""

    @property
    def moved(self) -> bool:
        """Whether it moved on."""
        return self.old != self.new


@dataclass(slots=True)
class Tally:
    """What was found and marked while files were carried over."""

    years: list[YearFound] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    blocks: list[Location] = field(default_factory=list)

    def settle(self, written: Written, edits: Sequence[Edit], years: int, blocks: int) -> None:
        """Move the places found in a file to the lines that they have after its edits.

        ``years`` and ``blocks`` say how many were known before.
        """
        changes = [(written.line(e.start), e.lines - written.lines(e.start, e.end)) for e in edits]
        moves = sorted((line, change) for line, change in changes if change)

        def settled(place: Location) -> Location:
            # What is put in stands above the line, or in it, that it is put in at.
            more = sum(change for line, change in moves if line <= place.line)
            return replace(place, line=place.line + more)

        self.years[years:] = [replace(found, place=settled(found.place)) for found in self.years[years:]]
        self.blocks[blocks:] = [settled(place) for place in self.blocks[blocks:]]


@dataclass(frozen=True, slots=True)
class Carriage:
    """A new edition: where it is, what it was made from, and what in it is due."""

    folder: Path
    old: int
    new: int
    tally: Tally


def carriage_lines(made: Carriage, translate: Callable[[str], str]) -> Iterator[str]:
    """Yield what an editor should know of a new edition, a line each: years, then what is due."""
    tally = made.tally
    for found in (each for each in tally.years if each.moved):
        yield translate("{place}: {old} → {new}").format(place=found.place, old=found.old, new=found.new)
    for found in (each for each in tally.years if not each.moved):
        stays = translate("{place}: {year} stays: “{words}”")
        yield stays.format(place=found.place, year=found.old, words=found.words)
    marked = translate("due: {facts} facts, {sources} sources, {figures} figures, {blocks} blocks of text")
    yield marked.format(
        facts=len(tally.facts), sources=len(tally.sources), figures=len(tally.figures), blocks=len(tally.blocks)
    )
    if tally.undated:
        message = translate("{count} facts have no date, so that their history does not grow; carried.json names them")
        yield message.format(count=len(tally.undated))


def carriage_data(made: Carriage) -> dict[str, object]:
    """Return the same as plain data for other programs."""
    tally = made.tally
    return {
        "edition": str(made.folder),
        "from": made.old,
        "year": made.new,
        "years": [_year(found) for found in tally.years],
        "due": {
            "facts": tally.facts,
            "sources": tally.sources,
            "figures": tally.figures,
            "blocks": [{"file": place.file, "line": place.line} for place in tally.blocks],
        },
        "undated": tally.undated,
    }


def _year(found: YearFound) -> dict[str, object]:
    place = {"file": found.place.file, "line": found.place.line}
    return place | {"old": found.old, "new": found.new, "moved": found.moved, "words": found.words}


def memory(old: int, blocks: Sequence[CarriedBlock], facts: Mapping[str, str], tally: Tally) -> bytes:
    """Return ``carried.json``: a line for each block and each fact, so that git shows what changes in it."""
    rows = [[b.id, b.since, b.file, b.digest, " ".join(sorted(b.marks))] for b in blocks]
    parts = [
        f'"from": {old}',
        f'"blocks": [\n{_rows(rows)}\n]',
        '"facts": {\n' + ",\n".join(f"{_json(name)}: {_json(said)}" for name, said in facts.items()) + "\n}",
        f'"years": [\n{_rows([_year(found) for found in tally.years])}\n]',
        f'"undated": {_json(tally.undated)}',
    ]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _rows(rows: Sequence[object]) -> str:
    return ",\n".join(map(_json, rows))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
