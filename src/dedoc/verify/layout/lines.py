"""Glyphs gathered into lines: what stands side by side, with calls and indices raised or lowered between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter

from dedoc.verify.layout.content import ARTIFACT, Glyph
from dedoc.verify.layout.tags import UNTAGGED, Role, Tag
from dedoc.verify.layout.typefaces import UNSEEN

LEAST = 0.1
"""Pt of the smallest glyphs that anybody could read."""

LEVEL = 0.08
"""Em by which the feet of glyphs on one line may differ."""

SMALL = 0.88
"""A glyph is small beside another of which it has less than this part of the size."""

RAISED, LOWERED = 0.8, 0.35
"""Em of the larger glyphs by which small ones may stand above and below their line."""

WHITE = 0.55
"""Em of the larger glyphs that small ones beside them may lie over."""

APART = 2.0
"""Em between two glyphs on one level that belong to two lines, if no space stands there."""

PART = "\0"
"""Instead of a character: the glyph stands for a part of what the glyph before it stands for."""

SOFT_HYPHEN = "\u00ad"
"""What a hyphen stands for that an engine put in at the end of a line."""

HAN_SPACE = "\u3000"
"""The space that is as wide as a Han."""

FURNITURE = Tag(Role.FURNITURE, -1, "Artifact")


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs that stand side by side, from left to right, spaces left out.

    ``text`` has one character for each glyph. ``spaced`` are the glyphs with a space before them, ``parted`` those
    whose space is as wide as a Han, ``small`` those that are smaller than the line: calls and indices. ``baseline``,
    ``size`` and ``font`` are those of the largest glyphs, in pt; ``page`` counts from 1. ``tag`` is the type of the
    structure, empty without one; ``block`` and ``whole`` tell blocks apart, and what they are in (see ``Tag``).
    ``hyphen_end`` is where a hyphen ends that parts a word between two lines.
    """

    page: int
    glyphs: tuple[Glyph, ...]
    text: str
    spaced: frozenset[int]
    parted: frozenset[int]
    small: frozenset[int]
    baseline: float
    size: float
    font: str
    role: Role
    block: int
    tag: str
    whole: int
    hyphen_end: float | None = None

    @property
    def left(self) -> float:
        """Where the first glyph begins, in pt from the page's left edge."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where the last glyph ends, with the white that belongs to it."""
        return self.glyphs[-1].right


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring glyphs of one size on one level, before they are put into a line."""

    baseline: float
    size: float
    left: float
    right: float
    glyphs: tuple[Glyph, ...]
    tag: Tag


def gather_lines(glyphs: Sequence[Glyph], tags: Mapping[int, Tag], page: int) -> list[Line]:
    """Return the lines of one page from top to bottom, and from left to right where several stand side by side."""
    pieces = list(_pieces(glyphs, tags))
    rows = _rows(pieces)
    _settle(rows)
    return [line for row in rows for line in _lines(row, page)]


def _pieces(glyphs: Sequence[Glyph], tags: Mapping[int, Tag]) -> Iterator[Piece]:
    for run, group in groupby(glyphs, key=itemgetter(5)):
        shown = tuple(group)
        if run.is_upright and run.size > LEAST and any(glyph.text for glyph in shown):
            tag = FURNITURE if run.mark == ARTIFACT else tags.get(run.mark, UNTAGGED)
            left = min(glyph.left for glyph in shown)
            right = max(glyph.right for glyph in shown)
            yield Piece(run.baseline, run.size, left, right, shown, tag)


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return what stands on one level, from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=attrgetter("baseline")):
        if rows and piece.baseline - rows[-1][0].baseline <= LEVEL * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _settle(rows: list[list[Piece]]) -> None:
    """Put small pieces into the lines that they are raised or lowered from."""
    for index, row in enumerate(rows):
        near = [other for other in rows[max(0, index - 3) : index + 4] if other is not row]
        kept: list[Piece] = []
        for piece in sorted(row, key=attrgetter("left")):
            home = next((other for other in near if _belongs(piece, other)), None)
            (kept if home is None else home).append(piece)
        row[:] = kept
    rows[:] = [row for row in rows if row]


def _belongs(piece: Piece, row: list[Piece]) -> bool:
    large = [other for other in row if other.size * SMALL > piece.size]
    if not large:
        return False
    size, above = large[0].size, large[0].baseline - piece.baseline
    if not -LOWERED * size <= above <= RAISED * size:
        return False
    # The white half of a mark may lie below the small glyphs beside it; one call may stand behind another.
    apart = [max(piece.left - other.right, other.left - piece.right) for other in row]
    return all(distance >= -WHITE * size for distance in apart) and min(apart) <= size


def _lines(row: list[Piece], page: int) -> Iterator[Line]:
    """Yield the lines that stand side by side in one row."""
    row.sort(key=attrgetter("left"))
    waiting: list[Piece] = []
    for piece in row:
        if waiting and _is_apart(waiting, piece):
            yield from _line(waiting, page)
            waiting = []
        waiting.append(piece)
    yield from _line(waiting, page)


def _is_apart(pieces: list[Piece], piece: Piece) -> bool:
    last = pieces[-1]
    if last.tag.block != piece.tag.block and last.tag.block and piece.tag.block:
        return True
    gap = piece.left - last.right
    if gap <= APART * min(last.size, piece.size) or last.tag.role is Role.CONTENTS:
        return False
    return not (last.glyphs[-1].is_space or piece.glyphs[0].is_space)


def _line(pieces: list[Piece], page: int) -> Iterator[Line]:
    drawn = [glyph for piece in pieces for glyph in piece.glyphs]
    if len(pieces) > 1:
        # By their middles: a mark that was moved together begins before the call at its left ends.
        drawn.sort(key=lambda glyph: glyph.left + glyph.right)
    visible: list[Glyph] = []
    hyphen_end: float | None = None
    spaced: list[int] = []
    parted: list[int] = []
    space = ""
    for glyph in drawn:
        if glyph.is_space:
            space += glyph.text
        elif glyph.text not in UNSEEN or glyph.is_missing:
            if space:
                (parted if HAN_SPACE in space else spaced).append(len(visible))
                space = ""
            visible.append(glyph)
            hyphen_end = None
        elif glyph.text == SOFT_HYPHEN:
            hyphen_end = glyph.right
    if not visible:
        return
    text = "".join([glyph.text for glyph in visible])
    if len(text) != len(visible):
        text = "".join([glyph.text[:1] or PART for glyph in visible])
    largest = max(pieces, key=attrgetter("size"))
    least = SMALL * largest.size
    has_small = any(piece.size < least for piece in pieces)
    small = [index for index, glyph in enumerate(visible) if glyph.run.size < least] if has_small else ()
    font = largest.glyphs[0].run.font
    places = (largest.baseline, largest.size, font, *largest.tag)
    yield Line(page, tuple(visible), text, frozenset(spaced), frozenset(parted), frozenset(small), *places, hyphen_end)
