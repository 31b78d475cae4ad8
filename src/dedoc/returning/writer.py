"""Writes runs of text anew: tries, reads what it wrote, and says no rather than write something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dedoc.importing.notes import ROLES, citation, slug, unique
from dedoc.localise.phrases import Phrases
from dedoc.localise.spacing import even
from dedoc.model import Document, Paragraph
from dedoc.project import Locale
from dedoc.returning.check import Print, wanted
from dedoc.returning.comparer import Item, Kept, Typed
from dedoc.returning.lines import END, Line
from dedoc.returning.notes import Notes
from dedoc.returning.passages import CALL, Passage
from dedoc.returning.rewriting import Unwritable, begin_lines, compose
from dedoc.returning.source import Sources, Spot

DEFINED = re.compile(r"^[ \t>]*\[\^([^\]\s]+)\]:", re.MULTILINE)
"""What defines a note."""

CALLED = re.compile(r"\[\^([^\]\s]+)\](?!:)")
CALL_OF = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass
class Writer:
    """Writes for the files of an edition. ``names`` are those of notes that were put in, by their keys in Word."""

    sources: Sources
    document: Document
    locale: Locale
    notes: Notes
    prints: Print
    known: dict[int, Spot | None] = field(default_factory=dict)
    calls: dict[str, str] = field(default_factory=dict)
    file: str = ""

    def spot(self, passage: Passage) -> Spot | None:
        """Return where a passage stands."""
        if id(passage) not in self.known:
            self.known[id(passage)] = self.sources.spot(passage)
        return self.known[id(passage)]

    def run(self, passage: Passage, items: Sequence[Item], *, start: int = 0, is_last: bool = True) -> str | None:
        """Return the source of a run in place of a passage; None where none prints what it shall."""
        spot = self.spot(passage)
        if spot is None:
            return None
        self.file = spot.file
        aim = wanted(items)
        for keeps_breaks in (True, False):
            try:
                made = compose(items, self.spot, self.call, begin=start, is_last=is_last, keeps_breaks=keeps_breaks)
            except Unwritable:
                return None
            original = self.sources.texts[spot.file][spot.start : spot.end]
            made = begin_lines(made, original) if isinstance(passage.block, Paragraph) else made
            if passage.part == "cell" and "\n" in made:
                return None
            if self.prints.shows(made, passage, CALL_OF.findall(made)) == aim:
                return made
        return None

    def new_run(self, items: Sequence[Item], file: str) -> str:
        """Return the source of a run that has no passage of its own."""
        self.file = file
        return compose(items, self.spot, self.call)

    def call(self, key: str) -> str:
        """Return the call of a note that was put in: a citation, if it says what one would, else a free note."""
        if key not in self.calls:
            text = self.notes.new_text(key)
            self.calls[key] = self._cited(text) or f"[^{self._name(text)}]"
        return self.calls[key]

    def _name(self, text: str) -> str:
        taken = {*DEFINED.findall(self.sources.texts[self.file]), *CALLED.findall("".join(self.calls.values()))}
        return unique(slug(text.partition("：")[2] or text), taken)

    def _cited(self, text: str) -> str:
        """Return the role that prints a note, "" if its sources are not all described."""
        phrases = Phrases(self.locale)
        keys = {
            "".join(even(phrases.source(source), self.locale.spacing).split()): key
            for key, source in self.document.sources.items()
            if source is not None
        }
        for lead, role in ROLES.items():
            parts = citation(text, lead, self.locale)
            found = [keys.get("".join(part.split()), "") for part in parts]
            if parts and all(found):
                return f"{{{role}}}`{','.join(found)}`"
        return ""

    def definitions(self, items: Sequence[Item]) -> list[str]:
        """Return the definitions of the free notes that were put into a run."""
        keys = [i.token.note for i in items if isinstance(i, Typed) and i.token.text == CALL]
        return [self._definition(key) for key in keys if self.calls.get(key, "").startswith("[^")]

    def _definition(self, key: str) -> str:
        texts = [self.new_run(typed(line), self.file) for line in self.notes.new_lines(key)]
        return f"{self.calls[key]}: " + "\n\n    ".join(begin_text(text) for text in texts)


def typed(line: Line) -> list[Item]:
    """Return a line as it was typed, without drawings."""
    return [Typed(token) for token in line.tokens]


def begin_text(text: str) -> str:
    """Return source that may stand at the beginning of a paragraph."""
    return begin_lines(text, "")


def runs(items: Sequence[Item]) -> list[list[Item]]:
    """Return items line by line, at the ends of paragraphs in them."""
    found: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, Typed) and item.token.text == END:
            found.append([])
        else:
            found[-1].append(item)
    return found


def is_unchanged(passage: Passage, items: Sequence[Item], length: int) -> bool:
    """Whether a run is all of a passage, as it was."""
    return len(items) == length and all(
        isinstance(item, Kept)
        and item.passage is passage
        and item.index == index
        and not (item.is_restated or item.is_moved)
        for index, item in enumerate(items)
    )
