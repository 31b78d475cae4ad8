"""What became of some lines: what stays, what was typed, and every change to tell of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from dedoc.model import Aspect, Citation, Fact, FactCall, Moment, Paragraph, Reference, Table
from dedoc.project import Locale
from dedoc.returning.changes import Change, Kind, authors_of, shown
from dedoc.returning.differences import Step, Texts, compare, compare_parts, tracked
from dedoc.returning.joints import Joint, Place, Stretch, stretches
from dedoc.returning.lines import BLANK, DRAWING, END, Token
from dedoc.returning.notes import Notes
from dedoc.returning.passages import BREAK, CALL, Passage
from dedoc.returning.places import Places
from dedoc.returning.readings import Reading, read_edits

WRITABLE = ("text", "cell", "note", "title", "caption", "unit", "remarks")
"""The parts of blocks that chapters say."""


WHOLE = (Kind.SPLIT, Kind.MERGED, Kind.NOTE_INSERTED, Kind.NOTE_DELETED, Kind.NOTE_MOVED, Kind.FACT_REMOVED)
"""Changes whose words say enough."""

CONTEXT = 8
"""Characters on either side by which an edit is found again."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A printed character that stays: the glyph ``index`` of a passage, emphasised or linked as ``state`` says.

    It ``is_restated`` where that changed, and ``is_moved`` where it is the call of a note that went to another place.
    """

    passage: Passage
    index: int
    state: frozenset[str]
    is_restated: bool = False
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """A character that was typed in Word, a note that was put in there, or the end of a paragraph."""

    token: Token


Item = Kept | Typed


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact as somebody wants it: its number (and scale, unit, “more”), or its date."""

    old: Fact
    new: Fact
    aspect: Aspect


@dataclass(slots=True)
class Outcome:
    """What is to stand in place of some lines, the changes that lead there, and the facts that were edited."""

    items: list[Item] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares lines of an edition's own Word file with those of one that came back."""

    locale: Locale
    notes: Notes
    places: Places

    def compare(self, old: Joint, new: Joint, passage: Passage | None = None) -> Outcome:
        """Return what became of the old lines; ``passage`` is what they print, if they print nothing now."""
        return _Comparison(self, old, new, passage).run()


class _Comparison:
    """One comparison of some old lines with some new ones."""

    def __init__(self, comparer: Comparer, old: Joint, new: Joint, passage: Passage | None) -> None:
        self.comparer = comparer
        self.passage = passage
        self.old = old
        self.new = new
        self.whole = stretches(old)
        self.outcome = Outcome()
        self.moved: dict[int, int] = {}

    def run(self) -> Outcome:
        """Go through the texts once, from step to step."""
        bounds = [(stretch.start, stretch.end) for stretch in self.whole]
        looks = ([(t.state, t.dress, bool(t.revisions)) for t in joint.tokens] for joint in (self.old, self.new))
        texts = Texts(self.old.text, self.new.text, *looks)
        steps = compare(texts, bounds)
        readings = {r.step: r for r in read_edits(self.old, self.new, steps, self.whole, self.comparer.locale)}
        if readings:
            rest = compare_parts(texts, list(readings), bounds)
            steps = sorted([*rest, *readings], key=lambda step: (step.old_start, step.new_start, step.old_end))
        else:
            steps = tracked(steps, self._typed_places(), bounds)
        self._match_calls(steps)
        for step in steps:
            if step in readings:
                self._reading(readings[step])
            elif step.is_equal:
                self._equal(step)
            else:
                self._different(step)
        return self.outcome

    def _typed_places(self) -> frozenset[int]:
        """Return the places of what was typed with tracking on."""
        places = enumerate(self.new.places)
        return frozenset(k for k, place in places if any(not r.change.is_gone for r in place.token.revisions))

    def _match_calls(self, steps: Sequence[Step]) -> None:
        """Find the calls of notes that only went to another place."""
        gone, come = [], []
        for step in steps:
            if not step.is_equal:
                gone += [i for i in range(step.old_start, step.old_end) if self.old.text[i] == CALL]
                come += [k for k in range(step.new_start, step.new_end) if self.new.text[k] == CALL]
        notes = self.comparer.notes
        for k in come:
            text = notes.new_text(self.new.places[k].token.note)
            same = (i for i in gone if i not in self.moved.values() and notes.old_text(self._note(i)) == text)
            if (found := next(same, None)) is not None:
                self.moved[k] = found

    def _note(self, index: int) -> str:
        return self.old.places[index].token.note

    def _keep(self, index: int, token: Token | None = None, *, is_moved: bool = False) -> None:
        """Put a character of the old lines into the outcome."""
        place = self.old.places[index]
        if place.is_end:
            self.outcome.items.append(Typed(place.token))
        elif place.passage is not None and not place.fixed:
            state = place.token.state if token is None else token.state
            is_restated = state != place.token.state
            self.outcome.items.append(Kept(place.passage, place.index, state, is_restated, is_moved))

    def _reading(self, reading: Reading) -> None:
        for index in range(reading.step.old_start, reading.step.old_end):
            self._keep(index)
        fact = reading.call.fact
        assert fact is not None
        is_date = isinstance(reading.value, Moment)
        new = replace(fact, as_of=reading.value) if isinstance(reading.value, Moment) else reading.value
        if new == fact:
            return
        before, after = self._words(reading.step)
        self.outcome.proposals.append(Proposal(fact, new, Aspect.AS_OF if is_date else Aspect.VALUE))
        change = Change(Kind.FACT, fact.location, before, after, self._authors(reading.step), is_applied=False)
        remark, values = self.comparer.places.fact_remark(fact, new)
        self.outcome.changes.append(replace(change, remark=remark, values=values))

    # --- What is equal: only its emphasis, its look and its notes can differ -----------------------------------------

    def _equal(self, step: Step) -> None:
        for index in range(step.old_start, step.old_end):
            token = self.new.places[step.new_start + index - step.old_start].token
            self._keep(index, token)
            if token.text == CALL:
                self._same_call(self.old.places[index], token)
        self._states(step)
        self._dress(step)

    def _same_call(self, place: Place, token: Token) -> None:
        if place.passage is not None:
            found = self.comparer.notes.edited(place, token, self.comparer)
            self.outcome.changes += found.changes
            self.outcome.proposals += found.proposals

    def _runs(self, step: Step, differs: str) -> Iterator[tuple[int, int]]:
        """Yield the runs of equal characters whose tokens differ in one way, blanks at their ends left out."""
        start, before = -1, None
        for index in range(step.old_start, step.old_end + 1):
            if index == step.old_end:
                key = None
            else:
                old, new = self.old.places[index].token, self._new_token(step, index)
                pair = getattr(old, differs), getattr(new, differs)
                key = pair if pair[0] != pair[1] else None
            if key != before:
                if before is not None and self.old.text[start:index].strip(BREAK + CALL + "".join(BLANK)):
                    yield start, index
                start, before = index, key

    def _new_token(self, step: Step, index: int) -> Token:
        return self.new.places[step.new_start + index - step.old_start].token

    def _states(self, step: Step) -> None:
        for start, end in self._runs(step, "state"):
            text = shown(self.old.text[start:end])
            old, new = self.old.places[start], self._new_token(step, start)
            has_link = any(word.startswith("link") for word in old.token.state ^ new.state)
            can_say = not old.fixed and self._is_writable(old.passage)
            kind = Kind.LINK if has_link else Kind.EMPHASIS
            before, after = marked(text, old.token.state), marked(text, new.state)
            self._tell(kind, old.passage, before, after, is_applied=can_say)

    def _dress(self, step: Step) -> None:
        for start, end in self._runs(step, "dress"):
            token = self._new_token(step, start)
            added = token.dress - self.old.places[start].token.dress
            self._tell_look(added, self.old.places[start].passage, self.old.text[start:end])

    def _dress_of_typed(self, step: Step) -> None:
        """Tell of the look of what was typed, where no source can say it."""
        places = self.new.places[step.new_start : step.new_end]
        for dress, run in groupby(places, key=lambda place: place.token.dress):
            self._tell_look(dress, self._passage_at(step), "".join(place.token.text for place in run))

    def _tell_look(self, dress: frozenset[str], passage: Passage | None, text: str) -> None:
        if dress and text.strip(BREAK + CALL + "".join(BLANK)):
            remark, values = self.comparer.places.look_remark(", ".join(sorted(dress)))
            change = self._change(Kind.LOOK, passage, shown(text), "")
            self.outcome.changes.append(replace(change, is_applied=False, remark=remark, values=values))

    # --- What differs -----------------------------------------------------------------------------------------------

    def _different(self, step: Step) -> None:
        if blocked := self._blocked(step):
            for index in range(step.old_start, step.old_end):
                self._keep(index)
            before, after = self._words(step)
            made = replace(blocked, before=before, after=after, authors=self._authors(step))
            self.outcome.changes.append(self._in_context(made, step))
            return
        self._tell_different(step)
        self._dress_of_typed(step)
        for k in range(step.new_start, step.new_end):
            if k in self.moved:
                self._keep(self.moved[k], is_moved=True)
            elif self.new.text[k] != DRAWING:
                self.outcome.items.append(Typed(self.new.places[k].token))

    def _blocked(self, step: Step) -> Change | None:
        """Return what is told of a step that the source cannot be given, None for one that it can."""
        for stretch in self.whole:
            overlaps = step.old_start < stretch.end and stretch.start < step.old_end
            inside = step.old_start == step.old_end and stretch.start < step.old_start < stretch.end
            inside = inside or self._is_before_line(step, stretch)
            whole = step.old_start <= stretch.start and stretch.end <= step.old_end
            may_go = whole and isinstance(stretch.leaf, FactCall | Reference)
            if (overlaps or inside) and not may_go:
                return self.comparer.places.blocked(stretch.leaf, stretch.passage, self.old.text)
        around = self.old.places[max(step.old_start - 1, 0) : step.old_end + 1]
        passages = [place.passage for place in around if place.passage is not None]
        passages = passages or ([] if self.passage is None else [self.passage])
        if passages and not all(map(self._is_writable, passages)):
            return self.comparer.places.blocked(None, passages[0], self.old.text)
        if not passages:
            return self.comparer.places.blocked(None, None, self.old.text)
        ends = END in self.old.text[step.old_start : step.old_end] or END in self._typed(step)
        breaks = BREAK in self._typed(step)
        if (ends and any(passage.part != "text" for passage in passages)) or (
            breaks and not all(isinstance(passage.block, Paragraph) for passage in passages)
        ):
            return self.comparer.places.no_room(passages[0])
        return None

    def _is_before_line(self, step: Step, stretch: Stretch) -> bool:
        """Whether something was put in before what dedoc itself writes at the head of a line."""
        at = stretch.start
        is_head = stretch.leaf is None and (at == 0 or self.old.places[at - 1].is_end)
        return is_head and step.old_start == step.old_end == at

    def _typed(self, step: Step) -> str:
        return self.new.text[step.new_start : step.new_end]

    @staticmethod
    def _is_writable(passage: Passage | None) -> bool:
        if passage is None or not passage.place.file:
            return False
        if passage.part == "cell":
            return True
        is_in_chapter = passage.part != "caption" or isinstance(passage.block, Table)
        return bool(passage.written) and is_in_chapter and passage.part in WRITABLE

    def _tell_different(self, step: Step) -> None:
        """Tell of every thing that one step does."""
        passage = self._passage_at(step)
        for stretch in self.whole:
            if step.old_start <= stretch.start and stretch.end <= step.old_end:
                self._tell_removed(stretch, step)
        old, new = self.old.text[step.old_start : step.old_end], self._typed(step)
        words = [text.translate(dict.fromkeys(map(ord, (CALL, DRAWING)))) for text in (old, new)]
        if END in old or END in new:
            kind = Kind.MERGED if old.count(END) > new.count(END) else Kind.SPLIT
            kind = kind if old.count(END) != new.count(END) else Kind.TEXT
            self._tell(kind, passage, *self._around(step), step=step)
        elif any(words):
            kind = {"cell": Kind.CELL, "note": Kind.NOTE_EDITED}.get(passage.part if passage else "", Kind.TEXT)
            self._tell(kind, passage, *map(shown, words), step=step)
        self._tell_calls(step, passage)
        if DRAWING in new:
            remark, values = self.comparer.places.picture_remark()
            change = self._change(Kind.PICTURE, passage, "", shown(DRAWING), step)
            self.outcome.changes.append(replace(change, is_applied=False, remark=remark, values=values))

    def _tell_removed(self, stretch: Stretch, step: Step) -> None:
        text = self.old.text[stretch.start : stretch.end]
        if isinstance(stretch.leaf, FactCall):
            self._tell(Kind.FACT_REMOVED, stretch.passage, text, "", step=step)
        elif isinstance(stretch.leaf, Reference | Citation):
            self._tell(Kind.REFERENCE, stretch.passage, text, "", step=step)

    def _tell_calls(self, step: Step, passage: Passage | None) -> None:
        notes = self.comparer.notes
        for index in range(step.old_start, step.old_end):
            if self.old.text[index] == CALL and index not in self.moved.values():
                self._tell(Kind.NOTE_DELETED, passage, shown(notes.old_text(self._note(index))), "", step=step)
        for k in range(step.new_start, step.new_end):
            if self.new.text[k] == CALL:
                text = shown(notes.new_text(self.new.places[k].token.note))
                kind = Kind.NOTE_MOVED if k in self.moved else Kind.NOTE_INSERTED
                self._tell(kind, passage, "" if kind is Kind.NOTE_INSERTED else text, text, step=step)

    def _around(self, step: Step, room: int = 12) -> tuple[str, str]:
        """Return the words of a step with some before and behind it."""
        old, new = self.old.text, self.new.text
        before = old[max(step.old_start - room, 0) : step.old_end + room]
        after = new[max(step.new_start - room, 0) : step.new_end + room]
        return shown(before), shown(after)

    def _passage_at(self, step: Step) -> Passage | None:
        """Return the passage that a step changes: the one it begins in, else the one before it."""
        places = [*self.old.places[step.old_start : step.old_end], *self.old.places[: step.old_start][::-1]]
        places += self.old.places[step.old_end :]
        return next((place.passage for place in places if place.passage is not None), self.passage)

    def _words(self, step: Step) -> tuple[str, str]:
        return shown(self.old.text[step.old_start : step.old_end]), shown(self._typed(step))

    def _authors(self, step: Step | None) -> tuple[str, ...]:
        if step is None:
            return ()
        found = [r for place in self.new.places[step.new_start : step.new_end] for r in place.token.revisions]
        for k in range(step.new_start, step.new_end + 1):
            found += self.new.gone.get(k, [])
        return authors_of(found)

    def _change(self, kind: Kind, passage: Passage | None, before: str, after: str, step: Step | None = None) -> Change:
        change = Change(kind, passage.place if passage else None, before, after, self._authors(step))
        return change if step is None or kind in WHOLE else self._in_context(change, step)

    def _in_context(self, change: Change, step: Step) -> Change:
        """Return a change with some of the words around it."""
        lead = self.old.text[max(step.old_start - CONTEXT, 0) : step.old_start]
        tail = self.old.text[step.old_end : step.old_end + CONTEXT]
        return replace(change, lead=shown(lead), tail=shown(tail))

    def _tell(
        self,
        kind: Kind,
        passage: Passage | None,
        before: str,
        after: str,
        *,
        step: Step | None = None,
        is_applied: bool = True,
    ) -> None:
        change = self._change(kind, passage, before, after, step)
        self.outcome.changes.append(replace(change, is_applied=is_applied))


def marked(text: str, state: frozenset[str]) -> str:
    """Return words with their emphasis as the source would write it."""
    text = f"**{text}**" if "strong" in state else text
    text = f"*{text}*" if "emphasis" in state else text
    address = next((word.removeprefix("link ") for word in state if word.startswith("link ")), "")
    return f"[{text}]({address})" if address else text
