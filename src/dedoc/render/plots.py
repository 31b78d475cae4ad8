"""The measures of a chart: its axes, its field, and where each value stands in it; drawings and Word share them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dedoc.model import Chart, Series, SeriesShape
from dedoc.render.labels import Box, Label
from dedoc.render.measure import text_width
from dedoc.render.palette import tints

SIZE = 10.5
TICKS = 5
STEPS = (1, 2, 2.5, 5, 10)
"""The steps of an axis, times a power of ten."""

GAP = 0.06
"""The part of a bar's width that stays free between two bars."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale of values from 0 to ``top`` in five equal steps; ``unit`` of its series."""

    unit: str
    top: float

    @property
    def step(self) -> float:
        """The distance of two ticks."""
        return self.top / TICKS

    def tick(self, index: int) -> str:
        """Return the number at a tick."""
        value = self.top * index / TICKS
        return f"{value:g}" if value < 1e6 else f"{value:.0f}"

    def height(self, value: Decimal, plot: Plot) -> float:
        """Return the ordinate of a value."""
        return plot.bottom + float(value) / self.top * plot.height


@dataclass(frozen=True, slots=True)
class Plot:
    """The field that values are drawn in, in pt."""

    left: float
    bottom: float
    width: float
    height: float
    categories: int

    @property
    def right(self) -> float:
        """The right end."""
        return self.left + self.width

    def slot(self) -> float:
        """Return the width of a category."""
        return self.width / self.categories

    def center(self, index: int) -> float:
        """Return the middle of a category."""
        return self.left + (index + 0.5) * self.slot()


@dataclass(frozen=True, slots=True)
class Row:
    """A series with its colour and axis; ``index`` says which of ``count`` it is in each category, bars first.

    ``place`` is its place in the chart.
    """

    series: Series
    place: int
    color: str
    axis: Axis
    index: int = 0
    count: int = 1

    @property
    def is_bar(self) -> bool:
        """Whether it is drawn in bars, and not as a line."""
        return self.series.shape is SeriesShape.BAR

    def bar_width(self, plot: Plot) -> float:
        """Return the width of a bar with the gap to the next one."""
        return min(plot.slot() * 0.7 / self.count, 46)

    def bar_left(self, plot: Plot, position: int) -> float:
        """Return where the bar of a category begins, half a gap included."""
        return plot.center(position) + (self.index - self.count / 2) * self.bar_width(plot)

    def missing_height(self, plot: Plot) -> float:
        """Return where a line shows that a value is missing; several lines show it one above the other."""
        return plot.bottom + plot.height * (0.32 + 0.16 * (self.index - self.count))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand in a chart of ``width`` by ``height`` pt.

    ``labels`` are the values by place of their series and category, ``gaps`` the frames of what is missing likewise;
    ``names`` is the size in which the categories are written, ``legend`` that of the legend.
    """

    width: float
    height: float
    plot: Plot
    axes: tuple[Axis, ...]
    rows: tuple[Row, ...]
    names: float
    legend: float
    labels: dict[tuple[int, int], Label] = field(default_factory=dict)
    gaps: dict[tuple[int, int], Box] = field(default_factory=dict)


def lay_out(chart: Chart, width: float, height: float, colors: Mapping[str, str]) -> Layout:
    """Return the measures of a chart in which no label has found its place yet."""
    rows = _rows(chart, colors)
    axes = tuple({row.axis.unit: row.axis for row in rows}.values())
    margins = [_margin(axis) if chart.has_values else 20 for axis in axes]
    right = margins[1] if len(margins) > 1 else 20
    plot = Plot(margins[0], 28, width - margins[0] - right, height - 62, len(chart.categories))
    widest = max(text_width(category, 1) for category in chart.categories)
    names = max(min(SIZE, plot.slot() * 0.94 / widest), 6)
    legend = min(SIZE, (width - 34 * len(rows)) / math.fsum(text_width(row.series.legend, 1) for row in rows))
    return Layout(width, height, plot, axes, tuple(rows), names, legend)


def _rows(chart: Chart, colors: Mapping[str, str]) -> list[Row]:
    """Return the series with their colours and axes, bars first; the order of units is that of the chart."""
    units = list(dict.fromkeys(series.unit for series in chart.series))
    axes = {unit: _axis(chart, unit, is_shared=len(units) > 1) for unit in units}
    bars = sum(series.shape is SeriesShape.BAR for series in chart.series)
    ordered = sorted(enumerate(chart.series), key=lambda item: item[1].shape is not SeriesShape.BAR)
    rows = [
        Row(series, place, color, axes[series.unit], index, max(bars, 1))
        for index, ((place, series), color) in enumerate(zip(ordered, tints(colors, len(ordered)), strict=True))
    ]
    return sorted(rows, key=lambda row: units.index(row.axis.unit))


def _axis(chart: Chart, unit: str, *, is_shared: bool) -> Axis:
    mine = [series for series in chart.series if series.unit == unit]
    values = [value.value for series in mine for value in series.values if value.value is not None]
    highest = float(max(values, default=Decimal(1))) or 1.0
    # Beside a line on the other axis the bars stay low, so that neither covers the labels of the other.
    has_bars = any(series.shape is SeriesShape.BAR for series in mine)
    room = 1.5 if is_shared and has_bars else 1.06
    return Axis(unit, _round_up(highest * room))


def _round_up(value: float) -> float:
    magnitude = 10 ** math.floor(math.log10(value / TICKS))
    step = next(step for step in STEPS if step * magnitude * TICKS >= value)
    return float(step * magnitude * TICKS)


def _margin(axis: Axis) -> float:
    """Return the room beside the plot for the numbers of an axis."""
    return max(text_width(axis.tick(index), SIZE - 1.5) for index in range(TICKS + 1)) + 12
