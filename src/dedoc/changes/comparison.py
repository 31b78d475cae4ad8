"""Two documents compared: the overlay of both, and what it tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dedoc.changes.entries import Chapter, Entry, Kind, chapters
from dedoc.changes.facts import FactChange, SourceChange, Speaker, fact_changes, source_changes
from dedoc.changes.lines import compared
from dedoc.changes.overlay import overlay
from dedoc.errors import N_
from dedoc.model import Document, Metadata

COVER = {
    "title": N_("title"),
    "subtitle": N_("subtitle"),
    "people": N_("people"),
    "publisher": N_("publisher"),
    "date": N_("date"),
    "subject": N_("subject"),
    "keywords": N_("keywords"),
}
"""What the cover and the properties of the files say."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one document to another; ``old`` and ``new`` are what the user calls them."""

    old: str
    new: str
    title: str
    overlay: Document
    chapters: tuple[Chapter, ...]
    facts: tuple[FactChange, ...]
    sources: tuple[SourceChange, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether both print the same."""
        return not self.facts and not self.sources and not any(chapter.entries for chapter in self.chapters)

    def count(self, kind: Kind) -> int:
        """Return how many changes are of a kind, in all chapters."""
        return sum(chapter.count(kind) for chapter in self.chapters)


def compare(old: Document, new: Document, speaker: Speaker, names: tuple[str, str]) -> Comparison:
    """Return what changed; ``speaker`` puts facts into words, ``names`` are what the user calls the documents."""
    laid = overlay(old, new)
    cover = Chapter("", "cover", list(_cover(old.metadata, new.metadata, speaker)))
    told = (*([cover] if cover.entries else []), *chapters(laid))
    facts, sources = tuple(fact_changes(old, new, speaker)), tuple(source_changes(old, new, speaker))
    return Comparison(*names, new.metadata.full_title, laid, told, facts, sources)


def _cover(old: Metadata, new: Metadata, speaker: Speaker) -> Iterator[Entry]:
    before, after = _words(old, speaker), _words(new, speaker)
    for what in COVER:
        if before[what] != after[what]:
            kind = Kind.REWRITTEN if before[what] and after[what] else Kind.NEW if after[what] else Kind.GONE
            yield Entry(kind, what, compared(before[what], after[what]))


def _words(metadata: Metadata, speaker: Speaker) -> dict[str, str]:
    people = (f"{people.role} {'、'.join(people.names)}" for people in metadata.people)
    return {
        "title": metadata.full_title,
        "subtitle": metadata.subtitle,
        "people": "\n".join(people),
        "publisher": metadata.publisher,
        "date": speaker.moment(metadata.date),
        "subject": metadata.subject,
        "keywords": ", ".join(metadata.keywords),
    }
