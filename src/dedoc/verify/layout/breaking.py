"""Where lines may break: checks on what stands at their beginnings and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from dedoc.errors import N_
from dedoc.verify.layout.expected import Expected
from dedoc.verify.layout.findings import AROUND, Verdict, found, found_between, text_of
from dedoc.verify.layout.layout import Layout
from dedoc.verify.layout.lines import Line
from dedoc.verify.layout.marks import LONG, NEVER_FIRST, NEVER_LAST, PREFIXES, SLASHES, SUFFIXES, UNITS
from dedoc.verify.layout.paragraphs import Paragraph
from dedoc.verify.layout.tags import Role

TWO_EM = re.compile(f"([{LONG}])\\1")
NUMBER = re.compile(
    f"[{re.escape(PREFIXES)}](?=\\d)\\d+(?:,\\d{{3}})*(?:\\.\\d+)?[{SUFFIXES}{UNITS}]?"
    f"|\\d+(?:,\\d{{3}})*(?:\\.\\d+)?[{SUFFIXES}{UNITS}]|\\d\\d+(?:,\\d{{3}})*(?:\\.\\d+)?|\\d\\.\\d+"
)
"""Numbers that a line could break: with signs before or after them, or with more than one digit."""

ADDRESS = re.compile(r"(?:https?:|www\.)[\w.:/?#=&%~+-]*$|\w+(?:/\w+){2,}/?$", re.ASCII)
"""An address, or a path: it breaks after its slashes."""

TOLERANCE = 0.1
"""Em by which the width of a mark may differ."""


def check_line_starts(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """Every line but the first of a paragraph begins with something else than a mark that belongs to what is before."""
    for before, line in _turns(layout):
        if 0 in line.small:
            continue
        mark = line.text[0]
        # A dash that is split over two lines is the matter of another rule.
        is_long = mark in LONG and (text_of(line.glyphs[:2])[:2] == 2 * mark or before.text[-1] == mark)
        is_minus = mark in "-－" and line.text[1:2].isdigit() and not before.text[-1].isalnum()
        if mark in NEVER_FIRST and not is_long and not is_minus:
            yield found_between(
                before, line, N_("page {page}: a line begins with “{mark}”: “{text}” [{code}]"), mark=mark
            )
        else:
            yield None


def check_line_ends(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """Every line but the last of a paragraph ends with something else than a mark that belongs to what is after."""
    for line, after in _turns(layout):
        mark, last = line.text[-1], len(line.glyphs) - 1
        if last in line.small:
            continue
        if mark in NEVER_LAST and not (mark in SLASHES and ADDRESS.search(line.text)):
            message = N_("page {page}: a line ends with “{mark}”: “{text}” [{code}]")
            around = text_of(line.glyphs[-AROUND:] + after.glyphs[:AROUND])
            yield replace(found(line, last, last, message, mark=mark), text=around)
        else:
            yield None


def check_two_em_marks(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """Every dash and every ellipsis stands on one line and is two em wide."""
    for paragraph in layout.flowing:
        for line in paragraph.lines:
            yield from _widths(line)
        for before, line in pairwise(paragraph.lines):
            mark = line.text[0]
            tail = before.text[len(before.text.rstrip(mark)) :] if mark in LONG else ""
            if len(tail) % 2:
                message = N_("page {page}: “{mark}{mark}” is split over two lines: “{text}” [{code}]")
                yield found_between(before, line, message, mark=mark)


def _widths(line: Line) -> Iterator[Verdict]:
    for match in TWO_EM.finditer(line.text):
        first, last = match.start(), match.end() - 1
        yield _width(line, first, last)
    for index, glyph in enumerate(line.glyphs):
        if len(glyph.text) > 1 and TWO_EM.fullmatch(glyph.text):
            # One glyph that stands for both.
            yield _width(line, index, index)


def _width(line: Line, first: int, last: int) -> Verdict:
    width = (line.glyphs[last].right - line.glyphs[first].left) / line.glyphs[first].run.size
    if abs(width - 2) <= TOLERANCE:
        return None
    message = N_("page {page}: “{mark}” is {width} em wide, not 2: “{text}” [{code}]")
    mark = "".join(glyph.text for glyph in line.glyphs[first : last + 1])
    return found(line, first, last, message, mark=mark, width=f"{width:.2f}")


def check_numbers(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """Every number stands on one line with the signs before and after it, and with its scale or measure (万, 亿, 个).

    CLREQ 3.1.5.2 names signs only.
    """
    for paragraph in layout.flowing:
        text, ends = _joined(paragraph)
        for match in NUMBER.finditer(text):
            first, last = match.span()
            cut = next((index for index, end in enumerate(ends[:-1]) if first < end < last), None)
            if cut is None:
                yield None
            else:
                before, line = paragraph.lines[cut : cut + 2]
                message = N_("page {page}: “{number}” is split over two lines: “{text}” [{code}]")
                yield found_between(before, line, message, number=match[0])


def _joined(paragraph: Paragraph) -> tuple[str, list[int]]:
    """Return the text of a paragraph, calls masked, and where its lines end in it."""
    text, ends = "", []
    for line in paragraph.lines:
        own = (
            "".join("|" if index in line.small else c for index, c in enumerate(line.text)) if line.small else line.text
        )
        text += own
        ends.append(len(text))
    return text, ends


def check_calls(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """Every call of a note stands on the line of the word that it belongs to; one that begins a text has none."""
    firsts = {id(paragraph.lines[0]) for paragraph in layout.flowing}
    for call in layout.calls:
        if call.first == 0 and id(call.line) not in firsts:
            message = N_("page {page}: the call of note {mark} begins a line: “{text}” [{code}]")
            yield found(call.line, call.first, call.last, message, mark=call.mark)
        else:
            yield None


def _turns(layout: Layout) -> Iterator[tuple[Line, Line]]:
    """Yield each two lines that follow each other in a paragraph."""
    for paragraph in layout.flowing:
        if paragraph.role is not Role.CONTENTS:
            yield from pairwise(paragraph.lines)
