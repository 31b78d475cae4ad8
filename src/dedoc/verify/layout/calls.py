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


def find_calls(paragraphs: Iterable[Paragraph], notes: Sequence[tuple[Line, str]]) -> list[Call]:
    """Return the calls in the order of the text; where notes have brackets, only what stands in brackets is one."""
    is_bracketed = any(not line.text[0].isalnum() for line, _ in notes)
    marks = {mark for _, mark in notes}
    found: list[Call] = []
    for paragraph in paragraphs:
        if paragraph.role not in (Role.NOTE, Role.CONTENTS):
            for line in paragraph.lines:
                size, last_mark = paragraph.lines[0].size, found[-1].mark if found else ""
                found += (
                    Call(line, start, end, match[2])
                    for start, end, match in _marked(line, size, last_mark)
                    if match[1] or not is_bracketed
                    if _is_call(line, start, match, last_mark, marks)
                )
    return found


def _marked(line: Line, size: float, last_mark: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield the raised glyphs that could be calls, with what they say."""
    for first, last in _raised(line, size):
        for start, end in _parts(line, first, last, last_mark):
            match = MARK_OF_NOTE.fullmatch(line.text[start : end + 1])
            if match is not None:
                yield start, end, match


def _is_call(line: Line, start: int, match: re.Match[str], last_mark: str, marks: set[str]) -> bool:
    """Whether raised glyphs call a note: a bare number calls one that is there, or the next; others are powers."""
    if match[1] or _follows(match[2], last_mark):
        return True
    before = line.text[start - 1] if start else ""
    return match[2] in marks and not (before.isascii() and before.isalnum())


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
