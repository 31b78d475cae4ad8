"""How far a translation has come, by catalog, in units and in characters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from dedoc.errors import N_
from dedoc.translate.catalogs import State
from dedoc.translate.linking import Linked
from dedoc.translate.versions import state_of

NAMES: Mapping[State, str] = {
    State.TRANSLATED: N_("translated"),
    State.CHANGED: N_("changed"),
    State.MEMORY: N_("from memory"),
    State.NEW: N_("new"),
}


@dataclass(slots=True)
class Count:
    """How many units are in each state, and how many characters of the source they have."""

    units: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))
    characters: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))

    def add(self, state: State, size: int) -> None:
        """Count one unit."""
        self.units[state] += 1
        self.characters[state] += size

    @property
    def percent(self) -> float:
        """How many per cent of the characters are translated, rounded down to a tenth: 100 means all."""
        whole = sum(self.characters.values())
        return int(1000 * self.characters[State.TRANSLATED] / whole) / 10 if whole else 100.0


def count(linked: Linked) -> dict[str, Count]:
    """Return the counts by catalog in the order of the units; that of the whole edition stands under “”."""
    counts: dict[str, Count] = {}
    whole = Count()
    for link in linked.links:
        state = state_of(link)
        counts.setdefault(link.unit.catalog, Count()).add(state, link.unit.size)
        whole.add(state, link.unit.size)
    return {**counts, "": whole}


def lines(counts: Mapping[str, Count], language: str, translate: Callable[[str], str]) -> Iterator[str]:
    """Yield the counts as lines of a table: units and, in brackets, characters."""
    width = max(len(name) for name in counts)
    for name, counted in counts.items():
        parts = (
            f"{translate(NAMES[state])} {counted.units[state]} ({counted.characters[state]})"
            for state in State
            if counted.units[state] or state is State.TRANSLATED
        )
        yield f"{(name or language):<{width}}  {counted.percent:5.1f} %  {', '.join(parts)}"


def data(counts: Mapping[str, Count]) -> dict[str, object]:
    """Return the counts for other programs."""
    return {
        name or "all": {
            "percent": counted.percent,
            "units": {state.value: counted.units[state] for state in State},
            "characters": {state.value: counted.characters[state] for state in State},
        }
        for name, counted in counts.items()
    }
