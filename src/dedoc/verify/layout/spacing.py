"""The white between characters: checks on the widths of marks and on the space between Han and Latin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedoc.errors import N_
from dedoc.verify.layout.content import Glyph
from dedoc.verify.layout.expected import Expected
from dedoc.verify.layout.findings import Verdict, found
from dedoc.verify.layout.layout import Layout
from dedoc.verify.layout.lines import Line
from dedoc.verify.layout.marks import BRACKETS, CLOSING, FULL_WIDTH, HAN, LATIN, OPENING, STOPS
from dedoc.verify.layout.paragraphs import PROSE

PAIR = re.compile(f"(?=([{re.escape(STOPS + BRACKETS)}])([{re.escape(STOPS + BRACKETS)}]))")
MEETING = re.compile(f"(?<=[{HAN}])(?=[{LATIN}])|(?<=[{LATIN}])(?=[{HAN}])")

BETWEEN_HAN = re.compile(f"(?<=[{HAN}])(?=[{HAN}])")

SQUEEZED = (0.95, 1.6)
"""Em that two marks take together: one and a half, or one in a tighter style (CLREQ 3.1.6.2)."""

FULL = 0.9
"""Em from which on the glyph of a mark has the width of a Han."""

NARROWEST, WIDEST = 1 / 8, 1 / 3
"""Em between Han and Latin: as far as lines may be squeezed and stretched (CLREQ 3.5.3 and 3.5.4)."""

EXACT = 0.02
"""Em by which spaces may differ that are the same."""

EVEN = 0.04
"""Em by which the spaces of one line may differ: engines round each of them."""


def check_pairs(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """Every two marks side by side, one of them a bracket or quotation mark, take one and a half em, not two."""
    for paragraph in layout.flowing:
        for line in paragraph.lines:
            for match in PAIR.finditer(line.text):
                yield from _pair(line, match.start(), match[1], match[2])


def _pair(line: Line, index: int, first: str, second: str) -> Iterator[Verdict]:
    is_around_nothing = first in OPENING and second in CLOSING + STOPS
    if (
        is_around_nothing
        or not {first, second} & set(BRACKETS)
        or {index, index + 1} & (line.small | line.spaced | line.parted)
    ):
        return
    before, after = line.glyphs[index : index + 2]
    if not (_is_wide(before) and _is_wide(after)):
        return
    width = (after.right - before.left) / before.run.size
    # Where all characters of a line were moved apart, so were these.
    if SQUEEZED[0] <= width <= SQUEEZED[1] or width - _moved_apart(line) <= SQUEEZED[1]:
        yield None
        return
    message = N_("page {page}: “{marks}” takes {width} em, not 1.5: “{text}” [{code}]")
    yield found(line, index, index + 1, message, marks=first + second, width=f"{width:.2f}")


def _moved_apart(line: Line) -> float:
    """Return the em by which the Han of a line were moved apart to fill it."""
    places = [match.start() for match in BETWEEN_HAN.finditer(line.text)]
    gaps = sorted((line.glyphs[at].left - line.glyphs[at - 1].right) / line.size for at in places)
    return max(0.0, gaps[len(gaps) // 2]) if gaps else 0.0


def _is_wide(glyph: Glyph) -> bool:
    return glyph.right - glyph.left >= FULL * glyph.run.size


def check_trimmed_starts(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """Every opening mark at the beginning of a line, but the first of a paragraph, has no white before it."""
    for paragraph in layout.flowing:
        for line in paragraph.lines[1:] if paragraph.role in PROSE else ():
            glyph = line.glyphs[0]
            if line.text[0] not in OPENING or 0 in line.small or not _is_wide(glyph):
                continue
            white = (glyph.left - paragraph.left(layout.measures, line)) / line.size + 0.5
            if abs(white) <= 0.1:
                yield None
            else:
                message = N_(
                    "page {page}: “{mark}” begins a line with {white} em of white before it: “{text}” [{code}]"
                )
                yield found(line, 0, 0, message, mark=line.text[0], white=f"{white:.2f}")


def check_trimmed_ends(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """Every mark at the end of a full line has no white after it."""
    for paragraph in layout.flowing:
        for line in paragraph.lines[:-1] if paragraph.role in PROSE else ():
            glyph = line.glyphs[-1]
            if (
                line.text[-1] not in FULL_WIDTH - set(OPENING)
                or len(line.glyphs) - 1 in line.small
                or not _is_wide(glyph)
            ):
                continue
            over = (glyph.right - layout.measures.right(line)) / line.size
            if not -0.1 <= over <= 0.6:
                # The line is not full, or its mark hangs outside: other rules speak of that.
                continue
            if over >= 0.25:
                yield None
            else:
                message = N_("page {page}: “{mark}” ends a line with {white} em of white after it: “{text}” [{code}]")
                yield found(
                    line,
                    len(line.glyphs) - 1,
                    len(line.glyphs) - 1,
                    message,
                    mark=line.text[-1],
                    white=f"{0.5 - over:.2f}",
                )


def check_han_latin(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """Every space between Han and Latin is an eighth to a third of an em, and all of a line are the same."""
    for paragraph in layout.flowing:
        for line in paragraph.lines:
            meetings = [match.start() for match in MEETING.finditer(line.text)]
            places = [at for at in meetings if at not in line.parted and not {at - 1, at} & line.small]
            gaps = [(line.glyphs[at].left - line.glyphs[at - 1].right) / line.size for at in places]
            yield from (_gap(line, at, gap, gaps) for at, gap in zip(places, gaps, strict=True))


def _gap(line: Line, at: int, gap: float, gaps: list[float]) -> Verdict:
    if not NARROWEST - EXACT <= gap <= WIDEST + EXACT:
        message = N_("page {page}: {gap} em stand between Han and Latin, not 1/8 to 1/3: “{text}” [{code}]")
        return found(line, at - 1, at, message, gap=f"{gap:.2f}")
    usual = sorted(gaps)[len(gaps) // 2]
    if abs(gap - usual) > EVEN and NARROWEST - EXACT <= usual <= WIDEST + EXACT:
        message = N_(
            "page {page}: {gap} em stand between Han and Latin, and {usual} em elsewhere on the line: “{text}” [{code}]"
        )
        return found(line, at - 1, at, message, gap=f"{gap:.2f}", usual=f"{usual:.2f}")
    return None
