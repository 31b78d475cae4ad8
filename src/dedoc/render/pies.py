"""Pies: the parts of one whole, clockwise from the top, each named beside it on the end of a thin line."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import mean

from dedoc.errors import OutputError, fail
from dedoc.model import Chart
from dedoc.render.canvas import HAIR, Canvas, Point
from dedoc.render.labels import SIZES, Box, Label, Spot, notice, write_notice
from dedoc.render.measure import text_width
from dedoc.render.palette import PAPER, tints
from dedoc.render.plots import SIZE

LEADING = 1.25
HEAD = 24
"""Room in pt above a pie for the name of its series."""

ELBOW = 7
"""How far a line leaves the pie before it turns to its label, in pt."""

REACH = 12
"""How far beside the pie its labels begin, in pt."""

PARTS = (0.92, 0.8, 0.68, 0.56, 0.44)
"""How large a pie can be, as parts of what its height has room for."""

TURNS = tuple(index / 24 for index in range(24))
"""Where the first slice can begin, as parts of a turn: at the top, unless lines to labels would cross the pie."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the whole, from ``start`` to ``end`` in parts of a turn, and its label beside the pie."""

    start: float
    end: float
    label: Label

    @property
    def middle(self) -> float:
        """The middle of it, as a part of a turn."""
        return (self.start + self.end) / 2 % 1

    @property
    def side(self) -> int:
        """The side that its label stands on: 1 for the right, -1 for the left."""
        return 1 if self.middle <= 0.5 else -1


@dataclass(frozen=True, slots=True)
class Pie:
    """A pie with its centre and radius in pt from the lower left corner of its drawing; ``title`` is a size in pt."""

    x: float
    y: float
    radius: float
    title: float
    slices: tuple[Slice, ...] = ()

    def point(self, turn: float, distance: float) -> Point:
        """Return a point at a part of a turn, ``distance`` pt outside the rim."""
        angle = turn * math.tau
        reach = self.radius + distance
        return self.x + reach * math.sin(angle), self.y + reach * math.cos(angle)

    def line(self, part: Slice) -> list[Point]:
        """Return the line from a slice to its label."""
        end = self.x + part.side * (self.radius + REACH - 2), part.label.spot.y + part.label.size * 0.36
        return [self.point(part.middle, 1), self.point(part.middle, ELBOW), end]


def draw_pie(canvas: Canvas, chart: Chart, colors: Mapping[str, str]) -> None:
    """Draw a pie; one without any value is a dashed circle that says so."""
    pie = lay_out_pie(chart, canvas.width, canvas.height, colors["ink"])
    inks = tints(colors, len(pie.slices))
    for part, ink in zip(pie.slices, inks, strict=True):
        turns = (part.start, part.end)
        if not chart.has_values:
            canvas.slice(pie.x, pie.y, pie.radius, turns, None, colors["muted"], dashed=True)
        elif part.end > part.start:
            canvas.slice(pie.x, pie.y, pie.radius, turns, ink, PAPER)
    for part in pie.slices:
        canvas.line(pie.line(part), colors["muted"], HAIR)
        canvas.text(part.label.spot.x, part.label.spot.y, part.label.text, part.label.size, part.label.spot.color)
    canvas.text(canvas.width / 2, canvas.height - 14, chart.series[0].legend, pie.title, colors["ink"])
    if not chart.has_values:
        write_notice(canvas, *notice_in(chart, pie, canvas.width), colors)


def notice_in(chart: Chart, pie: Pie, width: float) -> tuple[Label, Box]:
    """Return the sentence that says why a pie is empty, and its frame."""
    return notice(chart.missing, pie.x, pie.y, width)


def lay_out_pie(chart: Chart, width: float, height: float, ink: str) -> Pie:
    """Return where a pie and its labels stand; OutputError if the labels have no room.

    A pie without any value has equal slices. Labels are as large as they can be, then the pie as large as they let it,
    turned where that keeps the lines to them off it.
    """
    series = chart.series[0]
    texts = [f"{name} {value.text}" for name, value in zip(chart.categories, series.values, strict=True)]
    title, full = min(SIZE, width / text_width(series.legend, 1)), (height - HEAD - 12) / 2
    ends, crossed = _ends(chart), None
    for size, part, first in itertools.product(SIZES, PARTS, TURNS):
        bare = Pie(width / 2, 6 + full, full * part, title)
        pie = _labelled(bare, [Label(text, Spot(0, 0, ink), size) for text in texts], [first + end for end in ends])
        if pie is None or not _fits(pie, width):
            continue
        if not _is_crossed(pie):
            return pie
        crossed = crossed or pie
    if crossed is None:
        hint = "give the figure more lines, gather the smallest parts into one, or shorten their names"
        fail(OutputError, chart.location, "the labels of the pie do not fit", hint)
    return crossed


def _ends(chart: Chart) -> list[float]:
    """Return where the slices end, and the first begins, as parts of a turn, in the order of the categories."""
    amounts = [float(value.value or 0) if chart.has_values else 1.0 for value in chart.series[0].values]
    ends = [0.0, *itertools.accumulate(amounts)]
    return [end / ends[-1] for end in ends]


def _labelled(pie: Pie, labels: list[Label], ends: list[float]) -> Pie | None:
    """Return the pie with slices whose labels stand beside it, one below the other; None if it is too low for them."""
    slices = [Slice(*turn, label) for turn, label in zip(itertools.pairwise(ends), labels, strict=True)]
    placed: dict[int, Slice] = {}
    for side in (1, -1):
        order = [index for index, part in enumerate(slices) if part.side == side]
        order.sort(key=lambda index: side * slices[index].middle)
        heights = _spread([pie.point(slices[i].middle, ELBOW)[1] for i in order], labels[0].size * LEADING, 2 * pie.y)
        if len(heights) < len(order):
            return None
        for index, y in zip(order, heights, strict=True):
            label = labels[index]
            x = pie.x + side * (pie.radius + REACH + text_width(label.text, label.size) / 2)
            spot = replace(label.spot, x=x, y=y - label.size * 0.36)
            placed[index] = replace(slices[index], label=replace(label, spot=spot))
    return replace(pie, slices=tuple(placed[index] for index in range(len(slices))))


def _spread(wanted: list[float], leading: float, height: float) -> list[float]:
    """Return heights from the top down, ``leading`` apart or more and near those wanted; [] if there is no room.

    Where they are too close, neighbours share the way they have to move (pooling of adjacent violators).
    """
    low, high = leading / 2 + leading * (len(wanted) - 1), height - leading / 2
    if low > high:
        return []
    pools: list[list[float]] = []
    for index, y in enumerate(wanted):
        pools.append([y + index * leading])
        while len(pools) > 1 and mean(pools[-2]) < mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    flat = [mean(pool) for pool in pools for _ in pool]
    return [min(max(y, low), high) - index * leading for index, y in enumerate(flat)]


def _fits(pie: Pie, width: float) -> bool:
    return all(text_width(part.label.text, part.label.size) + REACH + pie.radius <= width / 2 for part in pie.slices)


def _is_crossed(pie: Pie) -> bool:
    """Whether the line to a label runs across the pie."""
    return any(_distance(pie.line(part)[1:], pie.x, pie.y) < pie.radius for part in pie.slices)


def _distance(line: list[Point], x: float, y: float) -> float:
    """Return how far a point is from a line."""
    (x1, y1), (x2, y2) = line
    dx, dy = x2 - x1, y2 - y1
    along = min(max(((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy or 1), 0), 1)
    return math.hypot(x1 + along * dx - x, y1 + along * dy - y)
