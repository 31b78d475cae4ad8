"""What was translated before: texts with their translations, and what of them is like a new text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dedoc.translate.catalogs import Entry, State

LIKE_ENOUGH = 70
"""Per cent of likeness from which a translation is worth correcting rather than writing anew."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A text and its translation; ``origin`` says where they come from."""

    source: str
    target: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A translation of a text that is like one to be translated; ``score`` in per cent, 100 for equal texts."""

    remembered: Remembered
    score: int


class Memory:
    """Translations to look texts up in; the first of equal texts counts."""

    def __init__(self, remembered: Iterable[Remembered]) -> None:
        self._by_source: dict[str, Remembered] = {}
        for each in remembered:
            self._by_source.setdefault(each.source, each)
        self._sources: Sequence[str] = list(self._by_source)

    def suggest(self, source: str) -> Suggestion | None:
        """Return the translation of the text most like ``source``, or None if nothing is like enough."""
        if source in self._by_source:
            return Suggestion(self._by_source[source], 100)
        if not self._sources:
            return None
        from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only new texts need it

        found = process.extractOne(source, self._sources, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
        return Suggestion(self._by_source[found[0]], min(99, int(found[1]))) if found else None


def remembered(entries: Iterable[Entry], origin: str = "") -> list[Remembered]:
    """Return what catalogs remember: all that was translated, also of texts that are there no more."""
    return [
        Remembered(entry.made_for, entry.target, origin)
        for entry in entries
        if entry.target.strip() and entry.state is not State.MEMORY
    ]
