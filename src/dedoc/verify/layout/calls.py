"""The calls of notes in the text, and the marks that notes begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dedoc.verify.layout.lines import SMALL, Line
from dedoc.verify.layout.marks import MARK_OF_NOTE
from dedoc.verify.layout.paragraphs import Paragraph
from dedoc.verify.layout.tags import Role

BRACKETED = re.compile(r"[\[［〔(（][^\[［〔(（]*[\]］〕)）]")
RAISED = 0.1
"""Em by which a call stands above its line at least; indices stand below."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call: the glyphs from ``first`` to ``last`` of a line, and the number or sign without brackets."""

    line: Line
    first: int
    last: int
    mark: str


def find_notes(paragraphs: Iterable[Paragraph]) -> list[tuple[Line, str]]:
    """Return the first lines of notes with their marks; a second paragraph of a note has none."""
    found, seen = [], set()
    for paragraph in paragraphs:
        line = paragraph.lines[0]
        match = MARK_OF_NOTE.match(line.text) if line.role is Role.NOTE else None
        if match is not None and (not line.whole or line.whole not in seen):
            found.append((line, match[2]))
        seen.add(line.whole)
    return found


def find_calls(paragraphs: Iterable[Paragraph], *, is_bracketed: bool) -> list[Call]:
    """Return the calls in the order of the text; ``is_bracketed`` says that only what stands in brackets is one."""
    found: list[Call] = []
    for paragraph in paragraphs:
        if paragraph.role not in (Role.NOTE, Role.CONTENTS):
            for line in paragraph.lines:
                found += _calls(line, paragraph.lines[0].size, found, is_bracketed=is_bracketed)
    return found


def _calls(line: Line, size: float, before: Sequence[Call], *, is_bracketed: bool) -> Iterator[Call]:
    for first, last in _raised(line, size):
        for start, end in _parts(line, first, last, before[-1].mark if before else ""):
            match = MARK_OF_NOTE.match(line.text[start : end + 1])
            if match is None or match.end() != end + 1 - start or bool(match[1]) < is_bracketed:
                continue
            last_mark = before[-1].mark if before else ""
            is_power = not match[1] and start > 0 and line.text[start - 1].isascii() and line.text[start - 1].isalnum()
            if not is_power or _follows(match[2], last_mark):
                yield Call(line, start, end, match[2])


def _parts(line: Line, first: int, last: int, last_mark: str) -> Iterator[tuple[int, int]]:
    """Yield the calls that stand side by side: each in its brackets, or each drawn by itself."""
    text = line.text[first : last + 1]
    bracketed = list(BRACKETED.finditer(text))
    if bracketed:
        yield from ((first + match.start(), first + match.end() - 1) for match in bracketed)
        return
    ends = [index for index in range(first, last) if line.glyphs[index].run is not line.glyphs[index + 1].run]
    apart = list(zip((first, *(end + 1 for end in ends)), (*ends, last), strict=True))
    marks = [line.text[start : end + 1] for start, end in apart]
    # Digits that were drawn one by one are one number, unless each is the next.
    are_next = all(_follows(mark, before) for before, mark in pairwise((last_mark, *marks)))
    yield from apart if are_next else [(first, last)]


def _follows(mark: str, last: str) -> bool:
    """Whether a number is the next one: a raised 2 behind m is none, but behind GDP it may be."""
    return mark.isdigit() and int(mark) == (int(last) if last.isdigit() else 0) + 1


def _raised(line: Line, size: float) -> Iterator[tuple[int, int]]:
    """Yield where small raised glyphs begin and end; a call may also stand on a line of its own."""
    if line.size < SMALL * size:
        yield 0, len(line.glyphs) - 1
        return
    first = None
    for index in range(len(line.glyphs) + 1):
        is_raised = index in line.small and line.baseline - line.glyphs[index].run.baseline > RAISED * line.size
        if is_raised and first is None:
            first = index
        elif not is_raised and first is not None:
            yield first, index - 1
            first = None
