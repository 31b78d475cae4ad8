"""What a PDF tells of its own design: the size of its text, the edges of its lines, the pitch of its grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dedoc.verify.layout.lines import Line
from dedoc.verify.layout.marks import CLOSING, OPENING, STOPS
from dedoc.verify.layout.tags import Role

ALIKE = 0.04
"""Sizes that differ by no more than this part are the same."""

MANY = 0.1
"""The part of all lines that begins where the text begins, at least."""

STEP = 4
"""Places are counted in quarters of a pt."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths in pt: the size of the text, where its lines begin and end, and how far below each other they stand.

    ``edges`` are left and right by page, odd and even ones counted apart, for books may be bound. ``phase`` is where
    the grid begins below the page's upper edge, less than one pitch. ``top`` and ``bottom`` are the first and the last
    baseline that text has on any page. ``covers`` are pages that are not set like others. A PDF without text has sizes
    of 0. Where paragraphs ``open_flush``, one may begin at the edge.
    """

    size: float
    font: str
    edges: tuple[tuple[float, float], tuple[float, float]]
    pitch: float
    phase: float
    top: float
    bottom: float
    covers: frozenset[int] = frozenset()
    has_grid: bool = True
    open_flush: bool = False

    def left(self, line: Line) -> float:
        """Where the lines of the page of a line begin."""
        return self.edges[line.page % 2][0]

    def right(self, line: Line) -> float:
        """Where the lines of the page of a line end."""
        return self.edges[line.page % 2][1]

    def is_body(self, line: Line) -> bool:
        """Whether a line is as large as the text."""
        return abs(line.size - self.size) <= ALIKE * self.size and line.page not in self.covers


@dataclass(frozen=True, slots=True)
class Design:
    """What is known of the design before it is measured, in pt: the size of the text, its edges and its pitch.

    ``edges`` are left and right of even pages, then of odd ones. A short report may say more on its cover than in its
    text, and have more first lines of paragraphs than others; ``covers`` are the pages that are set in their own way.
    """

    size: float
    edges: tuple[tuple[float, float], tuple[float, float]]
    pitch: float
    covers: frozenset[int] = frozenset()
    has_grid: bool = True
    open_flush: bool = False


def measure(pages: Sequence[Sequence[Line]], design: Design | None = None) -> Measures:
    """Return the measures by what there is most of; ``pages`` are their lines from top to bottom."""
    covers = design.covers if design else frozenset()
    inner = [[line for line in lines if line.page not in covers] for lines in pages]
    texts = [[line for line in lines if line.role in (Role.TEXT, Role.LIST)] for lines in inner]
    lines = [line for page in texts for line in page]
    size, font = _commonest_type(lines, design.size if design else 0.0)
    body = [[line for line in page if abs(line.size - size) <= ALIKE * size] for page in texts]
    flat = [line for page in body for line in page]
    pitch = design.pitch if design else _pitch(body, size)
    edges = design.edges if design else _edges(flat, size)
    phase = _commonest(line.baseline % pitch for line in flat) if pitch else 0.0
    baselines = [line.baseline for line in flat]
    top, bottom = min(baselines, default=0), max(baselines, default=0)
    habits = (design.has_grid, design.open_flush) if design else (True, False)
    return Measures(size, font, edges, pitch, phase, top, bottom, covers, *habits)


def _commonest_type(lines: Iterable[Line], known: float) -> tuple[float, str]:
    sizes: Counter[float] = Counter()
    fonts: Counter[tuple[float, str]] = Counter()
    for line in lines:
        size = round(line.size, 1)
        if known and abs(size - known) > ALIKE * known:
            continue
        sizes[size] += len(line.glyphs)
        fonts[size, line.font] += len(line.glyphs)
    size = max(sizes, key=lambda each: (sizes[each], each), default=0.0)
    return size, max((f for f in fonts if f[0] == size), key=lambda f: (fonts[f], f), default=(0.0, ""))[1]


def _edges(lines: Sequence[Line], size: float) -> tuple[tuple[float, float], tuple[float, float]]:
    whole = _edge(lines, size)
    halves = [[line for line in lines if line.page % 2 == side] for side in (0, 1)]
    # A side with few lines says little.
    even, odd = (_edge(half, size) if len(half) > 20 else whole for half in halves)
    return even, odd


def _edge(lines: Sequence[Line], size: float) -> tuple[float, float]:
    """Return the first of the places where many lines begin, and the last of those where many end."""
    if not lines:
        return (0.0, 0.0)
    # An opening mark may begin half an em before the edge.
    plain = [line for line in lines if line.text[0] not in OPENING] or lines
    starts = Counter(round(line.left * STEP) for line in plain)
    enough = min(max(2, MANY * len(plain)), max(starts.values()))
    first = min(place for place, count in starts.items() if count >= enough)
    left = _middle(line.left for line in plain if abs(line.left * STEP - first) <= 1)
    # Where a mark with its white ends, only the edge tells.
    plain = [line for line in lines if line.text[-1] not in STOPS + CLOSING] or lines
    ends = Counter(round(line.right * STEP) for line in plain if line.left <= left + 3 * size)
    most = max(ends.values(), default=0)
    common = max((end for end, count in ends.items() if count * 2 >= most), default=0)
    return left, _middle(line.right for line in plain if abs(line.right * STEP - common) <= 1)


def _pitch(pages: Iterable[Sequence[Line]], size: float) -> float:
    steps = (b.baseline - a.baseline for page in pages for a, b in pairwise(page))
    return _commonest(step for step in steps if 1.05 * size < step < 3 * size)


def _commonest(places: Iterable[float]) -> float:
    """Return the middle of the places that are nearest to where most are, 0 of none."""
    listed = list(places)
    counts = Counter(round(place * STEP) for place in listed)
    if not counts:
        return 0.0
    most = max(counts, key=lambda place: (counts[place], -place))
    return _middle(place for place in listed if abs(place * STEP - most) <= 1)


def _middle(numbers: Iterable[float]) -> float:
    listed = sorted(numbers)
    return listed[len(listed) // 2] if listed else 0.0
