"""Which entry of a catalog belongs to which unit, after either of them changed.

Babel's and gettext's updates compare texts only, and lose or swap translations where paragraphs were rewritten. Here
names come first, then equal texts; what lies between two neighbours that did not change is compared by likeness.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dedoc.translate.catalogs import Entry
from dedoc.translate.units import Unit

LIKE_ENOUGH = 55
"""Per cent of likeness (Indel ratio) from which a text counts as a change of another one that stood elsewhere."""

LIKE_IN_PLACE = 25
"""The same where both stand between the same unchanged neighbours."""


LIKE_AT_ALL = 10
"""The same where as many texts went as came between two neighbours: more than their full stops must be alike."""


@dataclass(frozen=True, slots=True)
class Link:
    """A unit with the entry that is its own, if there is one."""

    unit: Unit
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """All units in order with their entries, and the entries that belong to no unit."""

    links: tuple[Link, ...]
    left: tuple[Entry, ...]


class _Linker:
    def __init__(self, units: Sequence[Unit], entries: Sequence[Entry]) -> None:
        self.units, self.entries = units, entries
        self.of_unit: dict[int, int] = {}
        self.used: set[int] = set()

    def take(self, unit: int, entry: int) -> None:
        self.of_unit[unit] = entry
        self.used.add(entry)

    def by_key(self, unit_keys: Sequence[object], entry_keys: Sequence[object]) -> None:
        """Link units and entries whose keys are equal, in order; a key of None is nobody's."""
        free: dict[object, list[int]] = defaultdict(list)
        for index, key in enumerate(entry_keys):
            if index not in self.used and key is not None:
                free[key].append(index)
        for index, key in enumerate(unit_keys):
            if index not in self.of_unit and key is not None and free.get(key):
                self.take(index, free[key].pop(0))


def link(units: Sequence[Unit], entries: Sequence[Entry]) -> Linked:
    """Return the units with their entries: by name and text, by the author's name, by text, and by likeness."""
    linker = _Linker(units, entries)
    linker.by_key([(u.id, u.source) for u in units], [(e.id, e.source) for e in entries])
    linker.by_key([(u.kind.value, u.source) for u in units], [(_kind(e), e.source) for e in entries])
    linker.by_key([u.id if u.has_own_id else None for u in units], [e.id for e in entries])
    linker.by_key([u.source for u in units], [e.source for e in entries])
    _link_gaps(linker)
    _link_rest(linker)
    links = tuple(
        Link(unit, entries[linker.of_unit[index]] if index in linker.of_unit else None)
        for index, unit in enumerate(units)
    )
    return Linked(links, tuple(entry for index, entry in enumerate(entries) if index not in linker.used))


def _kind(entry: Entry) -> str:
    """Return what kind of unit an entry was made for: the first word of what is said about it."""
    return entry.about.partition("\n")[0].partition(" · ")[0]


def _link_gaps(linker: _Linker) -> None:
    """Link what is alike between neighbours that are linked already."""
    at = {entry: unit for unit, entry in linker.of_unit.items()}
    old = [at.get(index, -1 - index) for index in range(len(linker.entries))]
    new = [index if index in linker.of_unit else -1_000_000 - index for index in range(len(linker.units))]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "replace":
            free = [index for index in range(old_start, old_end) if index not in linker.used]
            wanted = [index for index in range(new_start, new_end) if index not in linker.of_unit]
            _link_alike(linker, wanted, free, LIKE_IN_PLACE)
            _link_in_order(linker, wanted, free)


def _link_in_order(linker: _Linker, wanted: Iterable[int], free: Iterable[int]) -> None:
    """Link what is left between two neighbours one by one, if there are as many on both sides: it was rewritten."""
    news = [index for index in wanted if index not in linker.of_unit]
    olds = [index for index in free if index not in linker.used]
    if len(news) == len(olds):
        from rapidfuzz import fuzz  # noqa: PLC0415 -- only texts that changed need it

        for new, old in zip(news, olds, strict=True):
            if fuzz.ratio(linker.units[new].source, linker.entries[old].made_for) >= LIKE_AT_ALL:
                linker.take(new, old)


def _link_rest(linker: _Linker) -> None:
    """Link what moved and changed."""
    free = [index for index in range(len(linker.entries)) if index not in linker.used]
    wanted = [index for index in range(len(linker.units)) if index not in linker.of_unit]
    _link_alike(linker, wanted, free, LIKE_ENOUGH)


def _link_alike(linker: _Linker, wanted: Iterable[int], free: Iterable[int], cutoff: int) -> None:
    """Link the most alike pairs first; only entries that have a translation are worth it."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only texts that changed need it

    scored: list[tuple[float, int, int]] = []
    olds = [index for index in free if linker.entries[index].target]
    for new in wanted:
        text = linker.units[new].source
        for old in olds:
            score = fuzz.ratio(text, linker.entries[old].made_for, score_cutoff=cutoff)
            if score:
                scored.append((-score, new, old))
    for _, new, old in sorted(scored):
        if new not in linker.of_unit and old not in linker.used:
            linker.take(new, old)
