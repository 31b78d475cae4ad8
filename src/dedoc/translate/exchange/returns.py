"""What comes back from translators put into the catalogs: all of it, or, if something is wrong, nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dedoc.errors import N_, ContentError, Problem, Report
from dedoc.translate.catalogs import Catalog, Entry, with_target
from dedoc.translate.exchange.items import Returned
from dedoc.translate.linking import Linked
from dedoc.translate.naming import digest
from dedoc.translate.placeholders import flaws
from dedoc.translate.units import Kind, Unit
from dedoc.translate.versions import shown


@dataclass(frozen=True, slots=True)
class Taken:
    """The catalogs with what came back, how many translations that changed, and what is to be looked at."""

    catalogs: Mapping[str, Catalog]
    changed: int
    problems: tuple[Problem, ...]


def take(returned: Iterable[Returned], catalogs: Mapping[str, Catalog], linked: Linked) -> Taken:
    """Return the catalogs with the translations that came back; ContentError with all that is wrong with them.

    Units that did not come back, or without a translation, keep what they have.
    """
    report = Report()
    entries = {(e.catalog, e.id): e for c in catalogs.values() for e in c.entries if not e.is_obsolete}
    units = {(item.entry.catalog, item.entry.id): item.unit for item in linked.links if item.entry is not None}
    seen: dict[tuple[str, str], Returned] = {}
    made: dict[tuple[str, str], Entry] = {}
    for each in returned:
        key = (each.catalog, each.id)
        entry = entries.get(key)
        if key in seen:
            hint = "keep one of them; the other is at {other}"
            report.error(each.place, "the unit “{id}” is given twice", hint, id=each.id, other=str(seen[key].place))
            continue
        seen[key] = each
        if entry is None:
            hint = "it may be of another edition, or of catalogs that were brought up to date since"
            values = {"id": each.id, "catalog": each.catalog}
            report.error(each.place, "the catalog “{catalog}” has no unit “{id}”", hint, **values)
        elif each.target.strip():
            made[key] = _taken(each, entry, units.get(key), report)
    if not seen:
        hint = "import what “dedoc translate export” wrote"
        report.error(None, "nothing in the file is a unit of this edition", hint)
    report.raise_errors(ContentError)
    _tell_missing(seen, entries, report)
    changed = sum(entries[key] != entry for key, entry in made.items())
    return Taken({name: _with(catalog, made) for name, catalog in catalogs.items()}, changed, tuple(report.problems))


def _with(catalog: Catalog, made: Mapping[tuple[str, str], Entry]) -> Catalog:
    entries = tuple(
        entry if entry.is_obsolete else made.get((entry.catalog, entry.id), entry) for entry in catalog.entries
    )
    return replace(catalog, entries=entries)


def _taken(each: Returned, entry: Entry, unit: Unit | None, report: Report) -> Entry:
    """Return the entry of a unit with the translation that came back."""
    target = each.target.strip()
    known = unit or Unit(entry.id, Kind.PARAGRAPH, entry.source, (), each.place, entry.catalog)
    known = replace(known, source=each.source or entry.source)
    for flaw in flaws(known, target):
        message = "in “{id}”, the placeholder {name} is lost, doubled or broken"
        report.error(each.place, message, flaw.hint, name=flaw.name, id=each.id)
    if each.stamp and digest(entry.target) not in (each.stamp, digest(target)):
        hint = "the catalog says “{text}” now; take one of the two into the file or the catalog, and import again"
        values = {"id": each.id, "text": shown(entry.target)}
        report.error(each.place, "“{id}” was translated in the catalog, too, while the file was away", hint, **values)
    if "".join(each.source.split()) != "".join(entry.source.split()):
        hint = N_("look at it again")
        report.warn(each.place, "the source of “{id}” changed while the file was away", hint, id=each.id)
        return replace(entry, target=target, is_fuzzy=True, previous=each.source, score=0)
    if each.is_done:
        return with_target(entry, target)
    return entry if target == entry.target else replace(entry, target=target)


def _tell_missing(
    seen: Mapping[tuple[str, str], Returned], entries: Mapping[tuple[str, str], Entry], report: Report
) -> None:
    """Note how many units of the catalogs that came back are not in the file."""
    names = {catalog for catalog, _ in seen}
    missing = [key for key in entries if key[0] in names and key not in seen]
    if missing:
        place = next(iter(seen.values())).place
        message = "{count} units are missing, such as “{id}”; they stay as they are"
        hint = N_("if that is not meant, export the file again")
        report.warn(replace(place, line=0), message, hint, count=len(missing), id=missing[0][1])
