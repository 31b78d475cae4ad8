"""New source for a run of text: what stays is spelled as it was, down to every mark; what was typed is put between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from dedoc.importing.markdown import BEGINNING, escape
from dedoc.returning.comparer import Item, Kept, Typed
from dedoc.returning.passages import BREAK, CALL, Passage
from dedoc.returning.source import Spot
from dedoc.returning.trace import SILENT, Frame, Piece, spelled

PUNCTUATION = frozenset("。！？；，：、.!?;,:”’）》")

Spots: TypeAlias = Callable[[Passage], Spot | None]
CallNote: TypeAlias = Callable[[str], str]
"""Returns the source of the call of a note that was put in, by the note's key."""


class Unwritable(Exception):  # noqa: N818 -- it is told as a change that is left to the editor
    """Raised where a run of text cannot be written anew."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a run in the making: its source, what stands around it (None where that is to be found), its state.

    ``origin`` is the passage and the piece it was; a part that was typed has none. One that is silent prints nothing.
    """

    source: str
    state: frozenset[str] = frozenset()
    frames: tuple[Frame, ...] | None = None
    origin: tuple[Passage, int] | None = None
    silent: bool = False
    plain: bool = False


def compose(
    items: Sequence[Item],
    spots: Spots,
    call: CallNote,
    *,
    begin: int = 0,
    is_last: bool = True,
    keeps_breaks: bool = True,
) -> str:
    """Return the source of one run of text.

    Of the first passage in it, what prints nothing is taken from the piece ``begin`` on; ``is_last`` says that no other
    run has what is left of the last one. Line ends stay where the author put them; with ``keeps_breaks`` off, those
    beside a change go, as they may print a space once other characters stand around them. Raises Unwritable where a
    passage has no spelling in the source.
    """
    run = _Run(spots, call, keeps_breaks=keeps_breaks)
    parts = _unframed_blanks(_framed(list(run.parts(items, begin, is_last=is_last))))
    return spelled(tuple(_escaped(parts)))


def last_piece(items: Sequence[Item], spots: Spots) -> int:
    """Return the index of the last piece that stays in a run, -1 where none does."""
    kept = [item for item in items if isinstance(item, Kept) and not item.is_moved]
    spot = spots(kept[-1].passage) if kept else None
    return spot.prints[kept[-1].index] if spot else -1


@dataclass
class _Run:
    """A run of text on its way from what is kept and typed to parts of source."""

    spots: Spots
    call: CallNote
    keeps_breaks: bool
    waiting: list[Part] = field(default_factory=list)
    last: tuple[Spot, int] | None = None

    def parts(self, items: Sequence[Item], begin: int, *, is_last: bool) -> Iterator[Part]:
        """Yield the parts in order, what prints nothing between them included."""
        for item in items:
            if isinstance(item, Typed):
                self.waiting.append(_typed(item, self.call))
            elif item.is_moved:
                spot = self._spot(item.passage)
                self.waiting.append(Part(spot.pieces[spot.prints[item.index]].source, item.state))
            else:
                yield from self._kept(item, begin)
        yield from self.waiting
        if self.last is not None and is_last:
            yield from _tail(*self.last)

    def _kept(self, item: Kept, begin: int) -> Iterator[Part]:
        spot = self._spot(item.passage)
        index = spot.prints[item.index]
        last = self.last
        if last is not None and last[0].passage is item.passage:
            if last[1] == index:
                return
            begin = last[1] + 1
        elif last is not None:
            yield from _tail(*last)
            begin = 0
        yield from _gap(spot, begin, index, self.waiting, keeps_breaks=self.keeps_breaks)
        self.waiting, self.last = [], (spot, index)
        frames = None if item.is_restated else spot.pieces[index].frames
        yield Part(spot.pieces[index].source, item.state, frames, (item.passage, index))

    def _spot(self, passage: Passage) -> Spot:
        spot = self.spots(passage)
        if spot is None:
            raise Unwritable(passage.place)
        return spot


def _typed(item: Typed, call: CallNote) -> Part:
    token = item.token
    if token.text == CALL:
        return Part(call(token.note), token.state)
    if token.text == BREAK:
        return Part("\\\n", token.state)
    return Part(token.text, token.state, plain=True)


def _gap(spot: Spot, start: int, end: int, typed: list[Part], *, keeps_breaks: bool) -> Iterator[Part]:
    """Yield what was typed between two pieces, and what prints nothing there: remarks, marks of pages, line ends.

    What stood before the first character that is gone stays before what was typed; line ends among what is gone go
    with it, and so do spaces that did not print, as they might now.
    """
    pieces = list(enumerate(spot.pieces))[start:end]
    gone = sorted(set(spot.prints).intersection(range(start, end)))
    is_changed = bool(typed or gone)
    # What is put in at the head of a text, or of a line, comes behind what prints nothing there.
    head = gone[0] if gone else end if start == 0 or _ends_line(spot, start) else start
    tail = gone[-1] if gone else head - 1
    before = [p for i, p in pieces if i < head]
    inside = [p for i, p in pieces if head <= i <= tail and i not in gone and SILENT.search(p.source)]
    behind = [p for i, p in pieces if i > tail]
    yield from _silent(before, is_changed=is_changed, keeps_breaks=keeps_breaks, is_first=True)
    yield from typed
    had_break = any("\n" in p.source for p in before)
    yield from _silent(
        [*inside, *behind], is_changed=is_changed, keeps_breaks=keeps_breaks, is_first=bool(typed) or not had_break
    )


def _ends_line(spot: Spot, start: int) -> bool:
    """Whether a line of the source ends before a piece, behind the end of a sentence or clause."""
    breaks = start < len(spot.pieces) and "\n" in spot.pieces[start].source
    return breaks and spot.pieces[start - 1].source[-1:] in PUNCTUATION


def _silent(pieces: list[Piece], *, is_changed: bool, keeps_breaks: bool, is_first: bool) -> Iterator[Part]:
    for piece in pieces:
        is_blank = not piece.source.strip(" \t\n>")
        is_break = is_blank and "\n" in piece.source
        if is_changed and is_blank and (not is_break or not keeps_breaks or not is_first):
            continue
        yield Part(piece.source, frames=piece.frames, silent=True)


def _tail(spot: Spot, index: int) -> Iterator[Part]:
    """Yield what prints nothing behind the last piece that stays, and is no line end."""
    printing = set(spot.prints)
    for i in range(index + 1, len(spot.pieces)):
        piece = spot.pieces[i]
        if i not in printing and SILENT.search(piece.source):
            yield Part(piece.source, frames=(), silent=True)


def _framed(parts: list[Part]) -> list[Part]:
    """Return the parts with emphasis and links around each: those of a neighbour of the same state, or new ones."""
    found: list[Part] = []
    last: Part | None = None
    for index, part in enumerate(parts):
        frames = part.frames
        if part.silent and last is not None and last.origin is None:
            frames = last.frames
        elif frames is None:
            frames = _found_frames(part, last, parts[index + 1 :])
        made = replace(part, frames=frames)
        found.append(made)
        if not part.silent:
            # What was restated counts as typed: its frames are new.
            last = made if part.frames is not None else replace(made, origin=None)
    return found


def _unframed_blanks(parts: list[Part]) -> list[Part]:
    """Return the parts with blanks that were typed at an edge of emphasis put outside of it: inside they break it."""
    found = list(parts)
    for order in (range(len(found)), range(len(found) - 1, -1, -1)):
        around: tuple[Frame, ...] = ()
        for index in order:
            part = found[index]
            frames = part.frames or ()
            if part.plain and not part.source.strip():
                kept = sum(1 for a, b in zip(frames, around, strict=False) if a is b)
                found[index] = replace(part, frames=frames[:kept])
            around = found[index].frames or ()
    return found


def _found_frames(part: Part, last: Part | None, rest: list[Part]) -> tuple[Frame, ...]:
    if last is not None and last.state == part.state and last.frames is not None:
        return last.frames
    for other in rest:
        if other.silent:
            continue
        if other.state != part.state:
            break
        if other.frames is not None:
            return other.frames
    return new_frames(part.state)


def new_frames(state: frozenset[str]) -> tuple[Frame, ...]:
    """Return new emphasis and links for a state."""
    frames = [Frame("strong", "**", "**")] if "strong" in state else []
    frames += [Frame("emphasis", "*", "*")] if "emphasis" in state else []
    for word in state:
        if word.startswith("link "):
            address = word.removeprefix("link ")
            target = f"<{address}>" if re.search(r"[\s()]", address) else address
            frames.insert(0, Frame("link", "[", f"]({target})", address))
    return tuple(frames)


def _escaped(parts: list[Part]) -> Iterator[Piece]:
    """Yield the pieces of a run, with what was typed escaped so that it means nothing to Markdown."""
    text, frames = "", None
    for part in parts:
        if part.plain and (frames is None or frames == part.frames):
            text, frames = text + part.source, part.frames
            continue
        if frames is not None:
            yield Piece(escape(text), frames)
            text, frames = "", None
        if part.plain:
            text, frames = part.source, part.frames
        else:
            yield Piece(part.source, part.frames or ())
    if frames is not None:
        yield Piece(escape(text), frames)


def begin_lines(source: str, original: str) -> str:
    """Return the source of a paragraph in which no new beginning of a line means anything (a list, a heading)."""
    known = {match[2] for line in original.split("\n") if (match := BEGINNING.match(line))}
    lines = source.split("\n")
    for index, line in enumerate(lines):
        match = BEGINNING.match(line)
        # What began a line before means nothing there, or it would not have been read as text.
        if match and match[2] not in known:
            mark = match[2]
            lines[index] = f"{match[1]}{mark[:-1]}\\{mark[-1]}{line[match.end() :]}"
    return "\n".join(lines)
