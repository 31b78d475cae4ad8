"""Charts: bars and lines over categories, on one or two axes; what is missing shows as a gap with a mark."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dedoc.model import Chart, Series, SeriesShape
from dedoc.render.canvas import HAIR, Canvas, text_width

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
class Place:
    """Which of how many bars a series has in each category, and its colour."""

    index: int
    count: int
    color: str


def draw_chart(chart: Chart, width: float, height: float, font: str, colors: Mapping[str, str]) -> bytes:
    """Return a chart as SVG of ``width`` by ``height`` pt."""
    canvas = Canvas(width, height, font)
    units = list(dict.fromkeys(series.unit for series in chart.series))
    axes = [_axis(chart, unit, is_shared=len(units) > 1) for unit in units]
    plot = Plot(44, 28, width - 88, height - 62, len(chart.categories))
    _frame(canvas, chart, plot, axes, colors)
    bars = [series for series in chart.series if series.shape is SeriesShape.BAR]
    lines = [series for series in chart.series if series.shape is SeriesShape.LINE]
    inks = [colors[name] for name in ("accent", "second", "muted")]
    inks_of = {id(series): inks[index % 3] for index, series in enumerate((*bars, *lines))}
    for index, series in enumerate(bars):
        axis = axes[units.index(series.unit)]
        _bars(canvas, series, Place(index, len(bars), inks_of[id(series)]), plot, axis, colors)
    for series in lines:
        _line(canvas, series, inks_of[id(series)], plot, axes[units.index(series.unit)], colors)
    _legend(canvas, chart, inks_of, colors)
    if not _has_values(chart):
        _nothing(canvas, chart, plot, colors)
    return canvas.svg()


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


def _frame(canvas: Canvas, chart: Chart, plot: Plot, axes: list[Axis], colors: Mapping[str, str]) -> None:
    right = plot.left + plot.width
    for step in range(6):
        y = plot.bottom + plot.height * step / 5
        color = colors["muted"] if step == 0 else colors["light"]
        canvas.line([(plot.left, y), (right, y)], color, HAIR * (2 if step == 0 else 1))
        if _has_values(chart):
            for axis, x, anchor in zip(axes, (plot.left - 6, right + 6), ("end", "start"), strict=False):
                canvas.text(x, y - 3.5, _tick(axis.top * step / 5), SIZE - 1.5, colors["muted"], anchor)
    for index, category in enumerate(chart.categories):
        canvas.text(plot.center(index), plot.bottom - 16, category, SIZE, colors["ink"])


def _bars(canvas: Canvas, series: Series, place: Place, plot: Plot, axis: Axis, colors: Mapping[str, str]) -> None:
    width = min(plot.slot() * 0.62 / place.count, 46)
    for position, value in enumerate(series.values):
        x = plot.center(position) + (place.index - place.count / 2) * width
        if value.value is None:
            height = plot.height * 0.16
            canvas.rectangle(x + 2, plot.bottom, width - 4, height, None, colors["muted"], dashed=True)
            canvas.text(x + width / 2, plot.bottom + height / 2 - 4, value.text, SIZE, colors["muted"])
            continue
        top = axis.height(value.value, plot)
        canvas.rectangle(x + 1, plot.bottom, width - 2, top - plot.bottom, place.color)
        _bar_label(canvas, x + width / 2, top, plot, value.text, width, colors)


def _bar_label(
    canvas: Canvas, x: float, top: float, plot: Plot, text: str, width: float, colors: Mapping[str, str]
) -> None:
    """Write a value into the head of its bar, or above it where it does not fit."""
    if top - plot.bottom > 20 and text_width(text, SIZE) < width:
        canvas.text(x, top - 14, text, SIZE, "#ffffff")
    else:
        canvas.text(x, top + 5, text, SIZE, colors["ink"])


def _line(canvas: Canvas, series: Series, color: str, plot: Plot, axis: Axis, colors: Mapping[str, str]) -> None:
    points: list[tuple[float, float]] = []
    for position, value in enumerate(series.values):
        x = plot.center(position)
        if value.value is None:
            canvas.line(points, color, 2)
            points = []
            y = plot.bottom + plot.height * 0.32
            canvas.dot(x, y, 3.2, "#ffffff", color, dashed=True)
            canvas.text(x, y + 8, value.text, SIZE, color)
        else:
            points.append((x, axis.height(value.value, plot)))
    canvas.line(points, color, 2)
    for position, value in enumerate(series.values):
        if value.value is not None:
            x, y = plot.center(position), axis.height(value.value, plot)
            canvas.dot(x, y, 3.2, "#ffffff", color)
            canvas.text(x, y + 8, value.text, SIZE, colors["ink"])


def _legend(canvas: Canvas, chart: Chart, inks: Mapping[int, str], colors: Mapping[str, str]) -> None:
    total = sum(text_width(series.legend, SIZE) + 34 for series in chart.series) - 14
    x, y = (canvas.width - total) / 2, canvas.height - 14
    for series in chart.series:
        ink = inks[id(series)]
        if series.shape is SeriesShape.BAR:
            canvas.rectangle(x, y - 1, 12, 9, ink)
        else:
            canvas.line([(x - 2, y + 3.5), (x + 14, y + 3.5)], ink, 2)
            canvas.dot(x + 6, y + 3.5, 2.6, "#ffffff", ink)
        canvas.text(x + 18, y, series.legend, SIZE, colors["ink"], "start")
        x += text_width(series.legend, SIZE) + 34


def _nothing(canvas: Canvas, chart: Chart, plot: Plot, colors: Mapping[str, str]) -> None:
    """Say in the middle of an empty chart that nothing in it was verified."""
    y = plot.bottom + plot.height * 0.58
    width = text_width(chart.missing, SIZE + 0.5) + 28
    canvas.rectangle(plot.left + (plot.width - width) / 2, y - 12, width, 28, "#ffffff", colors["muted"], radius=3)
    canvas.text(plot.left + plot.width / 2, y - 2, chart.missing, SIZE + 0.5, colors["muted"])
