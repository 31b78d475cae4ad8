"""What lines are of which no tag says it: by their size, their place and how they begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dedoc.verify.layout.content import Bar
from dedoc.verify.layout.lines import Line
from dedoc.verify.layout.marks import CAPTIONED, CLOSING, FOLIO, LED, MARK_OF_NOTE, NUMBERED, STOPS
from dedoc.verify.layout.measures import Measures
from dedoc.verify.layout.tags import Role

REPEATED = 3
"""What stands in the same place on so many pages, outside the text, is furniture."""

SMALLER, LARGER = 0.94, 1.04
"""Text that has less, or more, than this part of the size of the text is small, or large."""

APART = 1.2
"""Pitches between a page number and the text next to it."""

SEPARATOR = (0.1, 0.75)
"""The part of a line's length that the line above notes takes."""


def name_kinds(pages: Sequence[Sequence[Line]], bars: Sequence[Sequence[Bar]], measures: Measures) -> list[list[Line]]:
    """Return the lines of all pages with their roles; those that a tag gave stay. Notes are found if none has a tag."""
    repeated = _repeated(pages, measures)
    has_notes = any(line.role is Role.NOTE for lines in pages for line in lines)
    return [
        _page(lines, None if has_notes else own, measures, repeated) for lines, own in zip(pages, bars, strict=True)
    ]


def _page(lines: Sequence[Line], bars: Sequence[Bar] | None, measures: Measures, repeated: set[Place]) -> list[Line]:
    outside = {id(line) for line in lines if _is_furniture(line, lines, measures, repeated)}
    inside = [line for line in lines if id(line) not in outside]
    notes = None if bars is None else _first_note(inside, bars, measures)
    return [
        _with_role(line, Role.FURNITURE) if id(line) in outside else _named(line, notes, measures) for line in lines
    ]


def _with_role(line: Line, role: Role) -> Line:
    return line if line.role is role else replace(line, role=role)


def _is_plain(line: Line) -> bool:
    return line.role is Role.TEXT and not line.tag


Place = tuple[int, float, str]
"""Where something stands on a page, how large it is, and what it says besides digits."""


def _place(line: Line) -> Place:
    return round(line.baseline), round(line.size, 1), "".join(c for c in line.text if not c.isdigit())


def _repeated(pages: Sequence[Sequence[Line]], measures: Measures) -> set[Place]:
    """Return what stands outside the text in the same place on many pages."""
    outside = (
        {_place(line) for line in lines if _is_plain(line) and not measures.top <= line.baseline <= measures.bottom}
        for lines in pages
    )
    counts = Counter(place for places in outside for place in places)
    return {place for place, count in counts.items() if count >= REPEATED}


def _is_furniture(line: Line, lines: Sequence[Line], measures: Measures, repeated: set[Place]) -> bool:
    if not _is_plain(line):
        return line.role is Role.FURNITURE
    if _place(line) in repeated and (FOLIO.match(line.text) or not MARK_OF_NOTE.match(line.text)):
        return True
    if line not in (lines[0], lines[-1]) or not FOLIO.match(line.text):
        return False
    near = min((abs(line.baseline - other.baseline) for other in lines if other is not line), default=0.0)
    return near > APART * measures.pitch or not measures.top <= line.baseline <= measures.bottom


def _first_note(lines: Sequence[Line], bars: Sequence[Bar], measures: Measures) -> float | None:
    """Return where notes begin: below the line above them, or where the small lines at the foot begin with a mark."""
    small = list(_small_foot(lines, measures))
    if not small:
        return None
    above = [line for line in lines if line.baseline < small[0].baseline]
    last = max((line.baseline for line in above), default=0.0)
    is_text = any(measures.is_body(line) for line in above)
    if is_text and any(last < bar.top < small[0].baseline and _is_separator(bar, small[0], measures) for bar in bars):
        return small[0].baseline
    marked = [line for line in small if MARK_OF_NOTE.match(line.text)]
    return marked[0].baseline if marked and above else None


def _small_foot(lines: Sequence[Line], measures: Measures) -> Iterator[Line]:
    """Yield the small lines at the foot of a page, from top to bottom; what stands beside others is no note."""
    found = []
    for line in reversed(lines):
        is_small = line.role is Role.TEXT and line.size < SMALLER * measures.size and not LED.search(line.text)
        if line.role is not Role.NOTE and not is_small:
            break
        found.append(line)
    yield from reversed(found)


def _is_separator(bar: Bar, line: Line, measures: Measures) -> bool:
    left, right = measures.left(line), measures.right(line)
    shortest, longest = (part * (right - left) for part in SEPARATOR)
    return abs(bar.left - left) <= measures.size / 4 and shortest <= bar.right - bar.left <= longest


def _named(line: Line, notes: float | None, measures: Measures) -> Line:
    """Return a line inside the text block with its role; ``notes`` is where they begin."""
    if line.role is not Role.TEXT:
        return line
    if notes is not None and line.baseline >= notes and line.size < SMALLER * measures.size:
        return _with_role(line, Role.NOTE)
    return line if line.tag else _with_role(line, _role(line, measures))


def _role(line: Line, measures: Measures) -> Role:
    if LED.search(line.text):
        return Role.CONTENTS
    if line.size > LARGER * measures.size:
        return Role.HEADING
    if CAPTIONED.match(line.text) and line.right < measures.right(line) - measures.size:
        return Role.CAPTION
    if line.size < SMALLER * measures.size:
        return Role.TEXT
    return Role.HEADING if _is_heading(line, measures) else Role.TEXT


def _is_heading(line: Line, measures: Measures) -> bool:
    """Whether a line as large as the text is a heading: short, without a stop, in another font or with a number."""
    is_short = line.right < measures.right(line) - measures.size
    if not is_short or line.text[-1] in STOPS + CLOSING:
        return False
    is_other = all(glyph.run.font != measures.font for glyph in line.glyphs)
    return is_other or NUMBERED.match(line.text) is not None
