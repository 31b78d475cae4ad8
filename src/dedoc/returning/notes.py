"""The notes of a Word file held against those of the edition: which were edited, and what is written for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dedoc.model import Citation, Inline, Note
from dedoc.returning.changes import Change, Kind, shown
from dedoc.returning.home import Home, comparable
from dedoc.returning.joints import Place, join
from dedoc.returning.lines import END, Habits, Line, Token, note_lines
from dedoc.returning.passages import Passage, glyphs, note_passages, shown_leaves
from dedoc.returning.trace import leaves
from dedoc.wordfile.model import Block

if TYPE_CHECKING:
    from dedoc.returning.comparer import Comparer, Outcome

Bodies = Mapping[str, tuple[Block, ...]]


@dataclass
class Notes:
    """The notes of both files by key. ``outcomes`` are what became of notes that were edited, each told once."""

    old: Bodies
    new: Bodies
    habits: Habits
    outcomes: list[tuple[tuple[Passage, ...], Outcome]] = field(default_factory=list)
    known: dict[tuple[bool, str], list[Line]] = field(default_factory=dict)

    def _lines(self, key: str, *, is_new: bool) -> list[Line]:
        if (is_new, key) not in self.known:
            bodies = self.new if is_new else self.old
            self.known[is_new, key] = note_lines(bodies.get(key, ()), self.habits)
        return self.known[is_new, key]

    def old_text(self, key: str) -> str:
        """Return the words of a note of the edition's own file."""
        return END.join(line.text for line in self._lines(key, is_new=False))

    def new_text(self, key: str) -> str:
        """Return the words of a note of the file that came back."""
        return END.join(line.text for line in self._lines(key, is_new=True))

    def new_lines(self, key: str) -> list[Line]:
        """Return the lines of a note of the file that came back."""
        return self._lines(key, is_new=True)

    def edited(self, place: Place, token: Token, comparer: Comparer) -> Outcome:
        """Return what became of the note that is called at a place, by the call that stands there now."""
        from dedoc.returning.comparer import Outcome  # noqa: PLC0415 -- notes are compared as the text is

        old, new = self._lines(place.token.note, is_new=False), self._lines(token.note, is_new=True)
        printed, written = note_at(place)
        nothing = Outcome()
        if printed is None or written is None:
            return nothing
        if isinstance(written, Citation):
            before, after = self.old_text(place.token.note), self.new_text(token.note)
            return nothing if before == after else Outcome(changes=[_cited(written, printed, before, after, comparer)])
        passages = tuple(note_passages(printed, written))
        homes = _homes(old, passages)
        outcome = comparer.compare(join(old, homes), join(new), passages[0] if passages else None)
        if outcome.changes:
            self._remember(passages, outcome)
        return outcome

    def _remember(self, passages: tuple[Passage, ...], outcome: Outcome) -> None:
        """Keep what became of a note; one that is called twice can be edited in one way only."""
        places = [passage.place for passage in passages]
        for known, other in self.outcomes:
            if [passage.place for passage in known] == places:
                if other.items != outcome.items:
                    outcome.changes = [replace(c, is_applied=False, is_conflict=True) for c in outcome.changes]
                return
        self.outcomes.append((passages, outcome))


def note_at(place: Place) -> tuple[Note | None, Inline | None]:
    """Return the note that is called at a place, as it prints and as it was written."""
    passage = place.passage
    if passage is None:
        return None, None
    glyph = comparable(glyphs(passage))[place.index]
    written = list(leaves(passage.written))
    printed = shown_leaves(passage)
    printed = printed[-len(written) or len(printed) :]
    if not 0 <= glyph.leaf < len(written) or not isinstance(printed[glyph.leaf], Note):
        return None, None
    found = printed[glyph.leaf]
    assert isinstance(found, Note)
    return found, written[glyph.leaf]


def _cited(written: Citation, printed: Note, before: str, after: str, comparer: Comparer) -> Change:
    """Return the change of a note that a citation makes; ``printed`` has its sources."""
    inner = (leaf for p in note_passages(printed, written) for leaf in leaves(p.printed))
    citation = next((leaf for leaf in inner if isinstance(leaf, Citation)), written)
    change = comparer.places.source(citation)
    return replace(change, kind=Kind.SOURCE, before=shown(before), after=shown(after))


def _homes(lines: list[Line], passages: tuple[Passage, ...]) -> list[Home | None]:
    """Return what each line of a note prints: its paragraphs one by one."""
    shown_ = [comparable(glyphs(passage)) for passage in passages]
    filled = [(p, found) for p, found in zip(passages, shown_, strict=True) if found]
    homes: list[Home | None] = [None] * len(lines)
    for index, (line, (passage, found)) in enumerate(zip(lines, filled, strict=False)):
        if line.text == "".join(glyph.text for glyph in found):
            homes[index] = Home(passage, 0, 0, found)
    return homes
