"""Where pages break: checks on single lines, headings, notes and the grid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from math import floor

from dedoc.errors import N_, Severity
from dedoc.verify.layout.expected import Expected
from dedoc.verify.layout.findings import Verdict, found
from dedoc.verify.layout.layout import Layout
from dedoc.verify.layout.lines import Line
from dedoc.verify.layout.tags import Role

OFF = 0.05
"""Part of the pitch by which a line may stand off the grid."""


def check_lone_lines(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """No line of a paragraph stands alone at the foot of a page, or at the head of the next."""
    for paragraph in layout.flowing:
        if paragraph.role in (Role.NOTE, Role.TABLE, Role.CONTENTS):
            continue
        parts = [list(lines) for _, lines in groupby(paragraph.lines, key=lambda line: line.page)]
        for before, after in pairwise(parts):
            foot = N_("page {page}: the first line of a paragraph stands alone at the foot: “{text}” [{code}]")
            head = N_("page {page}: the last line of a paragraph stands alone at the head: “{text}” [{code}]")
            if before is parts[0] and len(before) == 1:
                yield found(before[0], 0, len(before[0].glyphs) - 1, foot)
            elif after is parts[-1] and len(after) == 1:
                yield found(after[0], 0, len(after[0].glyphs) - 1, head)
            else:
                yield None


def check_last_headings(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """No heading is the last thing above the notes of a page that has text, unless the report ends there."""
    for page in layout.pages[:-1]:
        lines = [line for line in page.lines if line.role not in (Role.NOTE, Role.FURNITURE)]
        roles = {line.role for line in lines}
        if Role.HEADING not in roles or not roles - {Role.HEADING}:
            continue
        if lines[-1].role is Role.HEADING:
            message = N_("page {page}: a heading stands last on its page: “{text}” [{code}]")
            yield found(lines[-1], 0, len(lines[-1].glyphs) - 1, message)
        else:
            yield None


def check_notes(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """Every note begins at the foot of the page of its call; one that is nowhere is lost."""
    notes: dict[str, list[Line]] = defaultdict(list)
    for line, mark in layout.notes:
        notes[mark].append(line)
    for call in layout.calls:
        waiting = notes[call.mark]
        if not waiting:
            message = N_("page {page}: note {mark} is nowhere: its call stands at “{text}” [{code}]")
            lost = found(call.line, call.first, call.last, message, mark=call.mark)
            yield replace(lost, severity=Severity.ERROR)
            continue
        note = waiting.pop(0)
        if note.page == call.line.page:
            yield None
        else:
            message = N_("page {page}: note {mark} stands here, and its call on page {call}: “{text}” [{code}]")
            yield found(note, 0, 0, message, mark=call.mark, call=call.line.page)
    for mark, lines in notes.items():
        message = N_("page {page}: nothing calls note {mark}: “{text}” [{code}]")
        yield from (found(line, 0, 0, message, mark=mark) for line in lines)


def check_grid(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """Every line of the text stands on the grid: a whole number of pitches below where most lines begin."""
    measures = layout.measures
    for line in layout.lines:
        if line.role is not Role.TEXT or not measures.is_body(line) or not (measures.pitch and measures.has_grid):
            continue
        steps = (line.baseline - measures.phase) / measures.pitch
        below = (steps - floor(steps)) * measures.pitch
        if min(below, measures.pitch - below) <= OFF * measures.pitch:
            yield None
        else:
            message = N_("page {page}: a line stands {below} pt below the grid: “{text}” [{code}]")
            yield found(line, 0, len(line.glyphs) - 1, message, below=f"{below:.0f}")
