"""Two wordings of one text laid over each other: what is deleted and what is inserted, in pieces that can be read."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dedoc.changes.align import Unit, align
from dedoc.changes.tokens import Holder, Token, inlines, tokens
from dedoc.model import Inline, Note, Reference, Revision
from dedoc.walk import plain_text

SENTENCE_ENDS, CLAUSE_ENDS, OPENINGS = (
    frozenset("。！？；!?;\n"),
    frozenset("，、：,:”’）》」』)"),
    frozenset("“‘（《「『("),
)

FARTHEST = 100
"""How many tokens a change is slid at the most in search of a better place."""

NoteOverlay = Callable[[Note, Note], Note | None]
"""What lays two notes over each other, None if they are not the same: their content is compared as blocks."""


@dataclass(frozen=True, slots=True)
class Step:
    """Tokens of the old text, and those of the new one in their place; ``is_same`` says that they print the same."""

    old: tuple[Token, ...]
    new: tuple[Token, ...]
    is_same: bool

    @property
    def size(self) -> float:
        """How many tokens there are at the most; what calls the same note is never a scrap, however short."""
        if self.is_same and any(isinstance(token.leaf, Note) for token in self.new):
            return float("inf")
        return max(len(self.old), len(self.new))

    def __add__(self, other: Step) -> Step:
        return Step(self.old + other.old, self.new + other.new, self.is_same and other.is_same)


def reworded(old: tuple[Inline, ...], new: tuple[Inline, ...], note_overlay: NoteOverlay) -> tuple[Inline, ...]:
    """Return the inlines of both texts, in which those of one alone bear revisions."""
    if old == new:
        return new
    steps = _without_islands(_steps(tuple(tokens(old)), tuple(tokens(new))))
    parted = (part for step in _slid(steps) for part in _parted(step))
    return inlines([token for step in parted for token in _laid(step, note_overlay)])


def _steps(old: tuple[Token, ...], new: tuple[Token, ...]) -> Iterator[Step]:
    """Yield what the texts have in common, and between it what they have not."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 -- only comparisons wait for it

    codes = LCSseq.opcodes([token.key for token in old], [token.key for token in new])
    for is_same, group in itertools.groupby(codes, lambda code: code.tag == "equal"):
        parts = [
            Step(old[code.src_start : code.src_end], new[code.dest_start : code.dest_end], is_same) for code in group
        ]
        yield sum(parts[1:], parts[0])


def _without_islands(steps: Iterable[Step]) -> list[Step]:
    """Return the steps without scraps: what stayed the same between two changes that are both longer, changed.

    After the semantic clean-up of Fraser (Diff Strategies, 2006), on tokens instead of characters.
    """
    made: list[Step] = []
    for step in steps:
        made.append(step)
        while len(made) > 2 and not step.is_same and made[-2].size <= min(made[-3].size, made[-1].size):
            made[-3:] = [made[-3] + made[-2] + made[-1]]
    return made


# --- Where an insertion or a deletion begins ------------------------------------------------------------------------


def _slid(steps: list[Step]) -> Iterator[Step]:
    """Yield the steps; what was only inserted or only deleted begins where a reader would say that it begins."""
    nothing = Step((), (), is_same=True)
    made = [nothing, *steps, nothing]
    for index in range(1, len(made) - 1):
        if not made[index].is_same and not (made[index].old and made[index].new):
            before, change, after = made[index - 1 : index + 2]
            best: Place = max(_places(before, change, after), key=_readability)
            made[index - 1 : index + 2] = best
    return (step for step in made if step.old or step.new)


Place = tuple[Step, Step, Step]
"""An insertion or deletion between what stayed the same."""


def _places(before: Step, change: Step, after: Step) -> Iterator[Place]:
    """Yield the places that a change could have: as found, then slid to the right, then to the left."""
    yield before, change, after
    for slide in (_slid_right, _slid_left):
        place: Place | None = (before, change, after)
        for _ in range(FARTHEST):
            place = slide(*place) if place else None
            if place:
                yield place


def _slid_left(before: Step, change: Step, after: Step) -> Place | None:
    side = change.new or change.old
    if not before.old or before.old[-1].key != side[-1].key:
        return None
    old, new = before.old[-1], before.new[-1]
    kept = (
        Step((old,), (change.new[-1],), is_same=True) if change.new else Step((change.old[-1],), (new,), is_same=True)
    )
    slid = (new, *change.new[:-1]) if change.new else (old, *change.old[:-1])
    moved = Step((), slid, is_same=False) if change.new else Step(slid, (), is_same=False)
    return Step(before.old[:-1], before.new[:-1], is_same=True), moved, kept + after


def _slid_right(before: Step, change: Step, after: Step) -> Place | None:
    side = change.new or change.old
    if not after.old or after.old[0].key != side[0].key:
        return None
    old, new = after.old[0], after.new[0]
    kept = Step((old,), (change.new[0],), is_same=True) if change.new else Step((change.old[0],), (new,), is_same=True)
    slid = (*change.new[1:], new) if change.new else (*change.old[1:], old)
    moved = Step((), slid, is_same=False) if change.new else Step(slid, (), is_same=False)
    return before + kept, moved, Step(after.old[1:], after.new[1:], is_same=True)


def _readability(place: Place) -> int:
    before, change, after = place
    side = change.new or change.old
    return _boundary(before.new[-1:], side[:1]) + _boundary(side[-1:], after.new[:1])


def _boundary(before: Sequence[Token], after: Sequence[Token]) -> int:
    """Return how well a text can be parted between two tokens."""
    if not before or not after:
        return 5
    first, second = before[0].text[-1:], after[0].text[:1]
    if not first or not second:
        return 2
    if first in SENTENCE_ENDS:
        return 4
    if first in CLAUSE_ENDS or second in OPENINGS:
        return 3
    return int(first.isascii() is not second.isascii())


# --- What a change is made of ---------------------------------------------------------------------------------------


def _parted(step: Step) -> Iterator[Step]:
    """Yield a step; one that only looks like a change is none, and notes that were rewritten stay where they are."""
    if step.is_same:
        yield step
    elif _printed(step.old) == _printed(step.new):
        yield Step(step.old, step.new, is_same=True)
    else:
        old_start = new_start = 0
        for old_end, new_end in _same_notes(step):
            yield Step(step.old[old_start:old_end], step.new[new_start:new_end], is_same=False)
            yield Step((step.old[old_end],), (step.new[new_end],), is_same=True)
            old_start, new_start = old_end + 1, new_end + 1
        yield Step(step.old[old_start:], step.new[new_start:], is_same=False)


def _printed(side: Iterable[Token]) -> list[tuple[object, tuple[Holder, ...]]]:
    """Return the characters that print, each with its look; what prints none, such as a note, is itself."""
    return [(character, token.holders) for token in side for character in (token.text or [token.key])]


def _same_notes(step: Step) -> Iterator[tuple[int, int]]:
    """Yield where the notes stand that were called before and are still called, in other words."""
    old, new = ([i for i, token in enumerate(side) if isinstance(token.leaf, Note)] for side in (step.old, step.new))
    units = ([_note_unit(side[i].leaf) for i in places] for side, places in ((step.old, old), (step.new, new)))
    for pair in align(*units):
        if pair.old is not None and pair.new is not None and not pair.is_moved:
            yield old[pair.old], new[pair.new]


def _note_unit(note: Inline) -> Unit:
    assert isinstance(note, Note)
    return Unit(plain_text(note.content))


def _laid(step: Step, note_overlay: NoteOverlay) -> Iterator[Token]:
    if not step.is_same:
        yield from _revised(step.old, Revision.DELETED)
        yield from _revised(step.new, Revision.INSERTED)
        return
    # What prints the same may be made of other tokens: a number that became a fact. Notes still meet in order.
    is_paired = len(step.old) == len(step.new)
    olds = iter([token for token in step.old if is_paired or isinstance(token.leaf, Note)])
    for token in step.new:
        if is_paired or isinstance(token.leaf, Note):
            yield from _kept(next(olds), token, note_overlay)
        else:
            yield token


def _revised(side: Iterable[Token], revision: Revision) -> Iterator[Token]:
    return (replace(token, leaf=replace(token.leaf, revision=revision)) for token in side)


def _kept(old: Token, new: Token, note_overlay: NoteOverlay) -> Iterator[Token]:
    match old.leaf, new.leaf:
        case Note(), Note():
            note = note_overlay(old.leaf, new.leaf)
            if note is None:
                yield from (*_revised([old], Revision.DELETED), *_revised([new], Revision.INSERTED))
            else:
                yield replace(new, leaf=note)
        case Reference(), Reference() if old.leaf.text != new.leaf.text:
            yield replace(new, leaf=replace(new.leaf, former=old.leaf))
        case _:
            yield new
