"""Which passage of the edition each line of its own Word file prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dedoc.returning.lines import HYPHENS, SPACES, UNSEEN, Line
from dedoc.returning.passages import Glyph, Passage, glyphs

LONGEST_PREFIX = 30
"""Characters that Word may put in front of a passage: the mark of a caption, 单位：, the number of an entry."""


@dataclass(frozen=True, slots=True)
class Home:
    """What a line prints: a passage from its ``first`` glyph on, behind ``prefix`` characters that are no part of it.

    ``glyphs`` are those of the passage that are compared, with one kind of space and hyphen.
    """

    passage: Passage
    prefix: int
    first: int
    glyphs: tuple[Glyph, ...]


def comparable(found: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """Return glyphs as the lines of a Word file have them: no blanks at the ends, nothing that does not print."""
    kept = [_plain(glyph) for glyph in found if not UNSEEN.match(glyph.text)]
    while kept and kept[0].text in " \u3000":
        kept.pop(0)
    while kept and kept[-1].text in " \u3000":
        kept.pop()
    return tuple(kept)


def _plain(glyph: Glyph) -> Glyph:
    text = " " if SPACES.match(glyph.text) else "-" if glyph.text in HYPHENS else glyph.text
    return glyph if text == glyph.text else Glyph(text, glyph.leaf, glyph.at)


def find_homes(lines: Sequence[Line], passages: Sequence[Passage], names: Mapping[str, str]) -> list[Home | None]:
    """Return what each line prints, None where it prints no passage; ``names`` are the ids of blocks by bookmark.

    Both are in the order of print. A line with the bookmark of a block prints a passage of it, or one in it.
    """
    shown = [comparable(glyphs(passage)) for passage in passages]
    texts = ["".join(glyph.text for glyph in found) for found in shown]
    starts: dict[str, int] = {}
    for index, passage in enumerate(passages):
        starts.setdefault(passage.block.id, index)
    marked = [min((starts[names[a]] for a in line.anchors if names.get(a) in starts), default=-1) for line in lines]
    found: list[Home | None] = []
    at, done = 0, 0
    for index, line in enumerate(lines):
        if marked[index] > at:
            at, done = marked[index], 0
        limit = next((mark for mark in marked[index + 1 :] if mark > at), len(passages))
        place = next((p for p in range(at, limit) if _fits(line.text, texts[p], done if p == at else 0)), -1)
        if place < 0:
            found.append(None)
            continue
        done = done if place == at else 0
        prefix = max(len(line.text) - len(texts[place]), 0) if not done else 0
        found.append(Home(passages[place], prefix, done, shown[place]))
        done += len(line.text) - prefix
        at, done = (place + 1, 0) if done >= len(texts[place]) else (place, done)
    return found


def _fits(line: str, passage: str, done: int) -> bool:
    """Whether a line prints a passage from some place on: all that is left of it, or (page by page) the next part."""
    if not passage or not line:
        return False
    if done:
        return passage.startswith(line, done)
    if line.endswith(passage):
        return len(line) - len(passage) <= LONGEST_PREFIX
    return passage.startswith(line)
