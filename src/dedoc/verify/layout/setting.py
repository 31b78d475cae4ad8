"""How paragraphs are set: checks on the edges of lines, on indents and on last lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from math import fsum

from dedoc.errors import N_
from dedoc.verify.layout.expected import Expected
from dedoc.verify.layout.findings import AROUND, Verdict, found, text_of
from dedoc.verify.layout.layout import Layout
from dedoc.verify.layout.lines import Line
from dedoc.verify.layout.marks import FULL_WIDTH, IS_WORD, OPENING
from dedoc.verify.layout.paragraphs import PROSE, Paragraph
from dedoc.verify.layout.tags import Role

FLUSH = 0.05
"""Em by which a line may miss the edge: less than a point at 16 pt; engines round each advance."""

INDENT = 2.0
"""Em that the first line of a paragraph begins further right (CLREQ 3.4.1)."""

TOLERANCE = 0.1
PLACED = 3.0
"""Em from the edge at which a single line was put on purpose: centred, or at the right, as signatures are."""

HANGING = ",.:;-"
"""Marks of Latin text that an engine may let hang outside by a part: to the eye the edge is straighter then."""

JUSTIFIED = 0.6
"""A kind of text is justified if this part of its full lines ends at one place."""


def check_edges(layout: Layout, expected: Expected | None) -> Iterator[Verdict]:
    """Every line of a paragraph begins at the left edge, but the first, and ends at the right edge, but the last.

    So in all of the text; in notes, lists and quotations where most lines do.
    """
    measures = layout.measures
    for paragraph, common in _justified(layout):
        for index, line in enumerate(paragraph.lines):
            left = paragraph.left(measures, line) if index else None
            is_last = line is paragraph.lines[-1] or (expected is not None and expected.ends_line(line.text))
            right = None if is_last else measures.right(line) if common is None else common
            yield _edges(line, left, right)


def _edges(line: Line, left: float | None, right: float | None) -> Verdict:
    if left is not None and line.text[0] not in OPENING:
        off = (line.left - left) / line.size
        if abs(off) > FLUSH:
            message = N_("page {page}: a line begins {off} em off the left edge: “{text}” [{code}]")
            return found(line, 0, 0, message, off=f"{off:+.2f}")
    if right is not None:
        off = min((end - right for end in _ends(line)), key=abs) / line.size
        if abs(off) > FLUSH:
            last = len(line.glyphs) - 1
            message = N_("page {page}: a line ends {off} em off the right edge: “{text}” [{code}]")
            return found(line, last, last, message, off=f"{off:+.2f}")
    return None


def _ends(line: Line) -> Iterable[float]:
    """Return where a line may be said to end: the white of a mark counts or not, and a mark may hang outside."""
    glyph, mark = line.glyphs[-1], line.text[-1]
    if line.hyphen_end is not None:
        return tuple(line.right + (line.hyphen_end - line.right) * part / 20 for part in range(21))
    if mark in FULL_WIDTH and glyph.right - glyph.left > 0.9 * line.size:
        return glyph.right, glyph.right - line.size / 2, glyph.left
    if mark in HANGING:
        width = glyph.right - glyph.left
        return tuple(glyph.right - width * part / 20 for part in range(21))
    return (glyph.right,)


def _justified(layout: Layout) -> Iterator[tuple[Paragraph, float | None]]:
    """Yield the paragraphs whose lines should be flush, with their right edge where it is not that of the text.

    All of the text should be; other kinds where most of their lines are.
    """
    for role in PROSE:
        own = [paragraph for paragraph in layout.flowing if paragraph.role is role and len(paragraph.lines) > 1]
        rest = []
        for paragraph in own:
            if role is Role.TEXT and layout.measures.is_body(paragraph.lines[0]):
                yield paragraph, None
            else:
                rest.append(paragraph)
        right = _common_end(rest)
        yield from ((paragraph, right) for paragraph in rest if right is not None)


def _common_end(paragraphs: list[Paragraph]) -> float | None:
    """Return where most full lines end, None if they end anywhere."""
    lines = list(chain.from_iterable(paragraph.lines[:-1] for paragraph in paragraphs))
    ends = Counter(round(end) for line in lines for end in _ends(line))
    common, count = ends.most_common(1)[0] if ends else (0, 0)
    near = [end for line in lines for end in _ends(line) if abs(end - common) <= 1]
    return fsum(near) / len(near) if near and count >= JUSTIFIED * len(lines) else None


def check_indents(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """Every paragraph of the text begins two em from the left edge; an opening mark may begin half an em earlier."""
    measures = layout.measures
    for paragraph in layout.flowing:
        line = paragraph.lines[0]
        indent = (line.left - measures.left(line)) / measures.size if measures.size else 0
        if paragraph.role is not Role.TEXT or not measures.is_body(line) or _is_placed(paragraph, layout):
            continue
        least = INDENT - 0.5 if line.text[0] in OPENING else INDENT
        if least - TOLERANCE <= indent <= INDENT + TOLERANCE:
            yield None
        else:
            message = N_("page {page}: a paragraph begins {indent} em from the edge, not 2: “{text}” [{code}]")
            yield found(line, 0, 0, message, indent=f"{indent:.2f}")


def _is_placed(paragraph: Paragraph, layout: Layout) -> bool:
    """Whether a paragraph is a single line that was put somewhere on purpose."""
    line, measures = paragraph.lines[0], layout.measures
    before, after = line.left - measures.left(line), measures.right(line) - line.right
    is_centred = abs(before - after) < measures.size / 2 and before > measures.size / 2
    return len(paragraph.lines) == 1 and (is_centred or before > PLACED * measures.size)


def check_last_lines(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """Every paragraph of several lines has two characters or more on the last; marks and calls do not count."""
    for paragraph in layout.flowing:
        if paragraph.role not in PROSE or len(paragraph.lines) < 2:
            continue
        line = paragraph.lines[-1]
        words = [c for index, c in enumerate(line.text) if index not in line.small and IS_WORD.match(c)]
        if len(words) > 1:
            yield None
        else:
            message = N_("page {page}: the last line of a paragraph is “{words}” alone: “{text}” [{code}]")
            around = text_of(paragraph.lines[-2].glyphs[-AROUND:] + line.glyphs)
            finding = found(line, 0, len(line.glyphs) - 1, message, words=text_of(line.glyphs))
            yield replace(finding, text=around)
