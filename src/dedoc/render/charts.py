"""Charts: bars and lines over categories, on one or two axes; what is missing shows as a gap with a mark."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dedoc.model import Chart, Series, SeriesShape
from dedoc.render.canvas import HAIR, Canvas
from dedoc.render.labels import Box, Labels, Spot
from dedoc.render.measure import text_width

SIZE = 10.5
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale of values from 0 to ``top`` in ``steps`` equal steps; ``unit`` of its series."""

    unit: str
    top: float
    steps: int = 5

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

    def slot(self) -> float:
        """Return the width of a category."""
        return self.width / self.categories

    def center(self, index: int) -> float:
        """Return the middle of a category."""
        return self.left + (index + 0.5) * self.slot()


@dataclass(frozen=True, slots=True)
class Row:
    """A series with its colour, its axis, and for bars which of how many it is in each category."""

    series: Series
    color: str
    axis: Axis
    index: int = 0
    count: int = 1


def draw_chart(chart: Chart, width: float, height: float, font: str, colors: Mapping[str, str]) -> bytes:
    """Return a chart as SVG of ``width`` by ``height`` pt."""
    canvas = Canvas(width, height, font)
    rows = _rows(chart, colors)
    axes = list({row.axis.unit: row.axis for row in rows}.values())
    margins = [_margin(axis) if _has_values(chart) else 20 for axis in axes]
    right = margins[1] if len(margins) > 1 else 20
    plot = Plot(margins[0], 28, width - margins[0] - right, height - 62, len(chart.categories))
    labels = Labels(canvas)
    _frame(canvas, chart, plot, axes, colors)
    labels.block(Box(0, 0, width, plot.bottom - 1))
    _legend(canvas, rows, colors)
    labels.block(Box(0, height - 16, width, height))
    bars = [row for row in rows if row.series.shape is SeriesShape.BAR]
    lines = [row for row in rows if row.series.shape is SeriesShape.LINE]
    for row in bars:
        _draw_bars(canvas, labels, row, plot, colors)
    for row in lines:
        _draw_line(canvas, labels, row, plot)
    for row in lines:
        _label_line(labels, row, plot, colors)
    for row in bars:
        _label_bars(labels, row, plot, colors)
    if not _has_values(chart):
        _nothing(canvas, chart, plot, colors)
    return canvas.svg()


def _rows(chart: Chart, colors: Mapping[str, str]) -> list[Row]:
    """Return the series with their colours and axes, bars first; the order of units is that of the chart."""
    units = list(dict.fromkeys(series.unit for series in chart.series))
    axes = {unit: _axis(chart, unit, is_shared=len(units) > 1) for unit in units}
    inks = [colors[name] for name in ("accent", "second", "muted")]
    bars = sum(series.shape is SeriesShape.BAR for series in chart.series)
    ordered = sorted(chart.series, key=lambda series: series.shape is not SeriesShape.BAR)
    rows = [Row(series, inks[i % 3], axes[series.unit], i, max(bars, 1)) for i, series in enumerate(ordered)]
    return sorted(rows, key=lambda row: units.index(row.axis.unit))


def _has_values(chart: Chart) -> bool:
    return any(value.value is not None for series in chart.series for value in series.values)


def _axis(chart: Chart, unit: str, *, is_shared: bool) -> Axis:
    mine = [series for series in chart.series if series.unit == unit]
    values = [value.value for series in mine for value in series.values if value.value is not None]
    highest = float(max(values, default=Decimal(1))) or 1.0
    # Beside a line on the other axis the bars stay low, so that neither covers the labels of the other.
    has_bars = any(series.shape is SeriesShape.BAR for series in mine)
    room = 1.5 if is_shared and has_bars else 1.06
    return Axis(unit, _round_up(highest * room))


def _round_up(value: float) -> float:
    magnitude = 10 ** math.floor(math.log10(value / 5))
    step = next(step for step in STEPS if step * magnitude * 5 >= value)
    return float(step * magnitude * 5)


def _tick(value: float) -> str:
    return f"{value:g}" if value < 1e6 else f"{value:.0f}"


def _margin(axis: Axis) -> float:
    """Return the room beside the plot for the numbers of an axis."""
    return max(text_width(_tick(axis.top * step / 5), SIZE - 1.5) for step in range(6)) + 12


def _frame(canvas: Canvas, chart: Chart, plot: Plot, axes: list[Axis], colors: Mapping[str, str]) -> None:
    right = plot.left + plot.width
    for step in range(6):
        y = plot.bottom + plot.height * step / 5
        color = colors["muted"] if step == 0 else colors["light"]
        canvas.line([(plot.left, y), (right, y)], color, HAIR * (2 if step == 0 else 1))
        if _has_values(chart):
            for axis, x, anchor in zip(axes, (plot.left - 6, right + 6), ("end", "start"), strict=False):
                canvas.text(x, y - 3.5, _tick(axis.top * step / 5), SIZE - 1.5, colors["muted"], anchor)
    widest = max(text_width(category, 1) for category in chart.categories)
    size = max(min(SIZE, plot.slot() * 0.94 / widest), 6)
    for index, category in enumerate(chart.categories):
        # Where even small names are too wide, every second one moves down a line.
        drop = 10 if index % 2 and size * widest > plot.slot() else 0
        canvas.text(plot.center(index), plot.bottom - 13 - drop, category, size, colors["ink"])


def _draw_bars(canvas: Canvas, labels: Labels, row: Row, plot: Plot, colors: Mapping[str, str]) -> None:
    """Draw the bars of a series, and a dashed box with a mark where a value is missing."""
    width = _bar_width(row, plot)
    for position, value in enumerate(row.series.values):
        x = _bar_left(row, plot, position)
        if value.value is not None:
            top = row.axis.height(value.value, plot)
            canvas.rectangle(x + width * 0.03, plot.bottom, width * 0.94, top - plot.bottom, row.color)
            labels.grounds.append(Box(x, plot.bottom, x + width, top))
            continue
        height = plot.height * 0.16
        canvas.rectangle(x + width * 0.06, plot.bottom, width * 0.88, height, None, colors["muted"], dashed=True)
        spot = Spot(x + width / 2, plot.bottom + height / 2 - 4, colors["muted"])
        labels.put(value.text, [spot, Spot(spot.x, plot.bottom + height + 3, spot.color)])


def _bar_width(row: Row, plot: Plot) -> float:
    return min(plot.slot() * 0.7 / row.count, 46)


def _bar_left(row: Row, plot: Plot, position: int) -> float:
    return plot.center(position) + (row.index - row.count / 2) * _bar_width(row, plot)


def _label_bars(labels: Labels, row: Row, plot: Plot, colors: Mapping[str, str]) -> None:
    """Write each value into the head of its bar, or above it where it does not fit."""
    width = _bar_width(row, plot)
    for position, value in enumerate(row.series.values):
        if value.value is None:
            continue
        x, top = _bar_left(row, plot, position) + width / 2, row.axis.height(value.value, plot)
        inside = [Spot(x, top - 14, "#ffffff", is_inside=True)] if top - plot.bottom > 20 else []
        side = (width + text_width(value.text, SIZE)) / 2 + 2
        beside = [Spot(x + shift, top - 4, colors["ink"]) for shift in (side, -side)]
        above = [Spot(x, top + rise, colors["ink"]) for rise in (4, 9, 14, 19)]
        labels.put(value.text, [*inside, *above, *beside], widest=width)


def _draw_line(canvas: Canvas, labels: Labels, row: Row, plot: Plot) -> None:
    """Draw the line of a series, broken where values are missing, with a dashed mark there."""
    points: list[tuple[float, float]] = []
    for position, value in enumerate(row.series.values):
        x = plot.center(position)
        if value.value is not None:
            points.append((x, row.axis.height(value.value, plot)))
            continue
        canvas.line(points, row.color, 2)
        points = []
        y = _missing_height(row, plot)
        canvas.dot(x, y, 3.2, "#ffffff", row.color, dashed=True)
        _keep_off(labels, x, y)
    canvas.line(points, row.color, 2)
    for position, value in enumerate(row.series.values):
        if value.value is not None:
            x, y = plot.center(position), row.axis.height(value.value, plot)
            canvas.dot(x, y, 3.2, "#ffffff", row.color)
            _keep_off(labels, x, y)


def _missing_height(row: Row, plot: Plot) -> float:
    """Return where a line shows that a value is missing; several lines show it one above the other."""
    return plot.bottom + plot.height * (0.32 + 0.16 * (row.index - row.count))


def _keep_off(labels: Labels, x: float, y: float) -> None:
    labels.block(Box(x - 4, y - 4, x + 4, y + 4))


def _label_line(labels: Labels, row: Row, plot: Plot, colors: Mapping[str, str]) -> None:
    for position, value in enumerate(row.series.values):
        is_known = value.value is not None
        y = row.axis.height(value.value, plot) if value.value is not None else _missing_height(row, plot)
        ink = colors["ink"] if is_known else row.color
        x, side = plot.center(position), text_width(value.text, SIZE) / 2 + 7
        above = [Spot(x, y + rise, ink) for rise in (7, -15, 13, -21, 18, -27)]
        labels.put(value.text, [*above, Spot(x + side, y - 3, ink), Spot(x - side, y - 3, ink)])


def _legend(canvas: Canvas, rows: list[Row], colors: Mapping[str, str]) -> None:
    widths = sum(text_width(row.series.legend, 1) for row in rows)
    size = min(SIZE, (canvas.width - 34 * len(rows)) / widths)
    total = size * widths + 34 * len(rows) - 14
    x, y = (canvas.width - total) / 2, canvas.height - 14
    for row in rows:
        if row.series.shape is SeriesShape.BAR:
            canvas.rectangle(x, y - 1, 12, 9, row.color)
        else:
            canvas.line([(x - 2, y + 3.5), (x + 14, y + 3.5)], row.color, 2)
            canvas.dot(x + 6, y + 3.5, 2.6, "#ffffff", row.color)
        canvas.text(x + 18, y, row.series.legend, size, colors["ink"], "start")
        x += text_width(row.series.legend, size) + 34


def _nothing(canvas: Canvas, chart: Chart, plot: Plot, colors: Mapping[str, str]) -> None:
    """Say in the middle of an empty chart that nothing in it was verified."""
    y = plot.bottom + plot.height * 0.58
    size = min(SIZE + 0.5, (plot.width - 28) / text_width(chart.missing, 1))
    width = text_width(chart.missing, size) + 28
    canvas.rectangle(plot.left + (plot.width - width) / 2, y - 12, width, 28, "#ffffff", colors["muted"], radius=3)
    canvas.text(plot.left + plot.width / 2, y - 2, chart.missing, size, colors["muted"])
