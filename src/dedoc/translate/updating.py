"""Catalogs brought up to date with their edition: nothing is lost, and what changed shows its old source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dedoc.translate.catalogs import Catalog, Entry
from dedoc.translate.linking import Link, Linked
from dedoc.translate.memory import Memory
from dedoc.translate.units import Kind, Unit


@dataclass(frozen=True, slots=True)
class Filled:
    """How many units, and characters of them, were pre-filled from memory: by equal texts, by like ones, not at all."""

    exact: tuple[int, int] = (0, 0)
    fuzzy: tuple[int, int] = (0, 0)
    new: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Update:
    """The catalogs as they are to be, and what was pre-filled in each of them."""

    catalogs: Mapping[str, Catalog]
    filled: Mapping[str, Filled]


Explain = Callable[[Unit], str]
"""What a translator must know of a unit."""


def update(
    linked: Linked,
    catalogs: Mapping[str, Catalog],
    explain: Explain,
    memory: Memory,
    headers: Mapping[str, str],
    measures: Mapping[str, str],
) -> Update:
    """Return the catalogs of an edition, all units in reading order, old ones behind them.

    ``headers`` begin a catalog that is not there yet; ``measures`` are what a locale knows of words that count.
    """
    made: dict[str, list[Entry]] = {}
    counts: dict[str, Filled] = {}
    names: dict[str, set[str]] = {}
    for item in linked.links:
        names.setdefault(item.unit.catalog, set()).update([item.entry.id] if item.entry else [])
    for item in linked.links:
        unit = item.unit
        entry = _refreshed(item) if item.entry is not None else _begun(unit, names[unit.catalog])
        entry = replace(entry, about=explain(unit), file=_file(unit), catalog=unit.catalog, is_obsolete=False)
        if not entry.target:
            entry = _filled(entry, unit, memory, measures)
            counts[unit.catalog] = _counted(counts.get(unit.catalog, Filled()), entry, unit)
        elif entry.score:
            entry = replace(entry, about=_with_score(entry.about, entry.score))
        names[unit.catalog].add(entry.id)
        made.setdefault(unit.catalog, []).append(entry)
    for entry in linked.left:
        if entry.target and entry.catalog in catalogs:
            made.setdefault(entry.catalog, []).append(replace(entry, is_obsolete=True, file="", about=""))
    return Update({name: _catalog(name, entries, catalogs, headers) for name, entries in made.items()}, counts)


def _catalog(
    name: str, entries: Sequence[Entry], catalogs: Mapping[str, Catalog], headers: Mapping[str, str]
) -> Catalog:
    old = catalogs.get(name)
    return replace(old, entries=tuple(entries)) if old else Catalog(name, tuple(entries), headers)


def _begun(unit: Unit, names: set[str]) -> Entry:
    """Return an entry for a new unit; a name that an older unit has kept gets a number."""
    name = next(name for name in _numbered(unit.id) if name not in names)
    return Entry(name, unit.source)


def _numbered(name: str) -> Iterator[str]:
    yield name
    count = 2
    while True:
        yield f"{name}~{count}"
        count += 1


def _refreshed(item: Link) -> Entry:
    """Return the entry of a unit with the source as it stands now."""
    entry, source = item.entry, item.unit.source
    assert entry is not None
    if entry.source == source:
        return entry
    if not entry.target:
        return replace(entry, source=source, is_fuzzy=False, previous="", score=0)
    if entry.previous == source and not entry.score:
        # The author took a change back: the translation was made for this very text.
        return replace(entry, source=source, is_fuzzy=False, previous="")
    return replace(entry, source=source, is_fuzzy=True, previous=entry.made_for)


def _filled(entry: Entry, unit: Unit, memory: Memory, measures: Mapping[str, str]) -> Entry:
    """Return an entry with what its locale or the memory suggests."""
    if unit.kind is Kind.MEASURE and unit.raw.get("number") in measures:
        return replace(entry, target=measures[unit.raw["number"]])
    found = memory.suggest(unit.source)
    if found is None:
        return entry
    previous = "" if found.score == 100 else found.remembered.source
    about = _with_score(entry.about, found.score)
    target = found.remembered.target
    return replace(entry, target=target, is_fuzzy=True, previous=previous, score=found.score, about=about)


def _with_score(about: str, score: int) -> str:
    return "\n".join(filter(None, (about, f"from memory: {score}%")))


def _counted(filled: Filled, entry: Entry, unit: Unit) -> Filled:
    kind = "new" if not entry.target else "exact" if entry.score in (0, 100) else "fuzzy"
    units, characters = getattr(filled, kind)
    return replace(filled, **{kind: (units + 1, characters + unit.size)})


def _file(unit: Unit) -> str:
    """Return the file of a unit as seen from its edition; without the line, which changes all the time."""
    parts = unit.location.file.split("/")
    return "/".join(parts[-2:] if parts[-2:-1] in (["chapters"], ["figures"], ["tables"]) else parts[-1:])
