"""What a rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dedoc.errors import Location, Severity
from dedoc.verify.layout.content import Glyph
from dedoc.verify.layout.expected import Expected
from dedoc.verify.layout.layout import Layout
from dedoc.verify.layout.lines import Line

AROUND = 6
"""Characters on both sides of a finding that are told with it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule is broken.

    ``box`` is left, top, right and bottom in pt from the page's upper left corner. ``text`` are the characters there
    with some around them, ``measured`` what fills the places of the ``message``. ``location`` is where they were
    written, if the check knows it.
    """

    page: int
    box: tuple[float, float, float, float]
    text: str
    message: str
    measured: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.WARNING
    location: Location | None = None


Verdict = Finding | None
"""What a check says of one place: what is wrong, or None where nothing is."""

Check = Callable[[Layout, Expected | None], Iterable[Verdict]]
"""A check yields a verdict for every place that it looks at, and so tells how many there are."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of layout: its stable code, what it says, where it comes from, and how it is checked.

    ``source`` names sections of CLREQ (W3C, Requirements for Chinese Text Layout, 2024-03-21) and clauses of GB/T
    15834-2011; it is empty for a rule of our own. ``needs_source`` is set where a PDF alone cannot tell.
    """

    code: str
    title: str
    source: str
    check: Check
    needs_source: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """A rule with the number of places that it had to look at, and what it found."""

    rule: Rule
    places: int
    findings: tuple[Finding, ...]


def check(rule: Rule, layout: Layout, expected: Expected | None) -> Checked:
    """Return what a rule finds."""
    verdicts = list(rule.check(layout, expected))
    return Checked(rule, len(verdicts), tuple(verdict for verdict in verdicts if verdict is not None))


def found(line: Line, first: int, last: int, message: str, **measured: object) -> Finding:
    """Return a finding at the glyphs ``first`` to ``last`` of a line."""
    text = text_of(line.glyphs[max(0, first - AROUND) : last + AROUND + 1])
    return Finding(line.page, box_of(line.glyphs[first : last + 1]), text, message, measured)


def found_between(before: Line, after: Line, message: str, **measured: object) -> Finding:
    """Return a finding where one line ends and the next begins; it is shown at the beginning of the next."""
    text = text_of(before.glyphs[-AROUND:] + after.glyphs[:AROUND])
    return Finding(after.page, box_of(after.glyphs[:1]), text, message, measured)


def text_of(glyphs: Sequence[Glyph]) -> str:
    """Return what glyphs stand for."""
    return "".join(glyph.text for glyph in glyphs)


def box_of(glyphs: Sequence[Glyph]) -> tuple[float, float, float, float]:
    """Return the area of glyphs, from 0.88 em above their feet to 0.12 em below: the square of Han."""
    top = min(glyph.run.baseline - 0.88 * glyph.run.size for glyph in glyphs)
    bottom = max(glyph.run.baseline + 0.12 * glyph.run.size for glyph in glyphs)
    return min(glyph.left for glyph in glyphs), top, max(glyph.right for glyph in glyphs), bottom
