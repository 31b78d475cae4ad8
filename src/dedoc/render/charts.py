"""Charts: bars and lines over categories, on one or two axes; what is missing shows as a gap with a mark."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from dedoc.model import Chart
from dedoc.render.canvas import HAIR, Canvas
from dedoc.render.labels import Box, Label, Labels, Spot, notice, write_notice
from dedoc.render.measure import text_width
from dedoc.render.palette import PAPER, ink_on
from dedoc.render.pies import draw_pie
from dedoc.render.plots import GAP, SIZE, TICKS, Layout, Row, lay_out


def draw_chart(chart: Chart, width: float, height: float, font: str, colors: Mapping[str, str]) -> bytes:
    """Return a chart as SVG of ``width`` by ``height`` pt."""
    canvas = Canvas(width, height, font)
    if chart.is_pie:
        draw_pie(canvas, chart, colors)
    else:
        plot_chart(canvas, chart, colors)
    return canvas.svg()


def plot_chart(canvas: Canvas, chart: Chart, colors: Mapping[str, str]) -> Layout:
    """Draw a chart of bars and lines, and return where everything stands in it."""
    layout = lay_out(chart, canvas.width, canvas.height, colors)
    labels = Labels(canvas)
    _frame(canvas, chart, layout, colors)
    labels.block(Box(0, 0, canvas.width, layout.plot.bottom - 1))
    _legend(canvas, layout, colors)
    labels.block(Box(0, canvas.height - 16, canvas.width, canvas.height))
    bars = [row for row in layout.rows if row.is_bar]
    lines = [row for row in layout.rows if not row.is_bar]
    for row in bars:
        _draw_bars(canvas, labels, row, layout, colors)
    for row in lines:
        _draw_line(canvas, labels, row, layout)
    for row in lines:
        _label_line(labels, row, layout, colors)
    for row in bars:
        _label_bars(labels, row, layout, colors)
    if not chart.has_values:
        write_notice(canvas, *notice_of(chart, layout), colors)
    return layout


def notice_of(chart: Chart, layout: Layout) -> tuple[Label, Box]:
    """Return the sentence that says why a chart is empty, and its frame."""
    plot = layout.plot
    return notice(chart.missing, (plot.left + plot.right) / 2, plot.bottom + plot.height * 0.58, plot.width)


def _frame(canvas: Canvas, chart: Chart, layout: Layout, colors: Mapping[str, str]) -> None:
    plot = layout.plot
    for step in range(TICKS + 1):
        y = plot.bottom + plot.height * step / TICKS
        color = colors["muted"] if step == 0 else colors["light"]
        canvas.line([(plot.left, y), (plot.right, y)], color, HAIR * (2 if step == 0 else 1))
        if chart.has_values:
            for axis, x, anchor in zip(layout.axes, (plot.left - 6, plot.right + 6), ("end", "start"), strict=False):
                canvas.text(x, y - 3.5, axis.tick(step), SIZE - 1.5, colors["muted"], anchor)
    widest = max(text_width(category, layout.names) for category in chart.categories)
    for index, category in enumerate(chart.categories):
        # Where even small names are too wide, every second one moves down a line.
        drop = 10 if index % 2 and widest > plot.slot() else 0
        canvas.text(plot.center(index), plot.bottom - 13 - drop, category, layout.names, colors["ink"])


def _draw_bars(canvas: Canvas, labels: Labels, row: Row, layout: Layout, colors: Mapping[str, str]) -> None:
    """Draw the bars of a series, and a dashed box with a mark where a value is missing."""
    plot = layout.plot
    width = row.bar_width(plot)
    for position, value in enumerate(row.series.values):
        x = row.bar_left(plot, position)
        if value.value is not None:
            top = row.axis.height(value.value, plot)
            canvas.rectangle(x + width * GAP / 2, plot.bottom, width * (1 - GAP), top - plot.bottom, row.color)
            labels.grounds.append(Box(x, plot.bottom, x + width, top))
            continue
        gap = Box(x + width * GAP, plot.bottom, x + width * (1 - GAP), plot.bottom + plot.height * 0.16)
        canvas.rectangle(
            gap.left, gap.bottom, gap.right - gap.left, gap.top - gap.bottom, None, colors["muted"], dashed=True
        )
        spot = Spot(x + width / 2, (gap.bottom + gap.top) / 2 - 4, colors["muted"])
        label = labels.put(value.text, [spot, Spot(spot.x, gap.top + 3, spot.color)])
        layout.gaps[row.place, position], layout.labels[row.place, position] = gap, label


def _label_bars(labels: Labels, row: Row, layout: Layout, colors: Mapping[str, str]) -> None:
    """Write each value into the head of its bar, or above it where it does not fit."""
    plot = layout.plot
    width, ink = row.bar_width(plot), ink_on(row.color, colors["ink"])
    for position, value in enumerate(row.series.values):
        if value.value is None:
            continue
        x, top = row.bar_left(plot, position) + width / 2, row.axis.height(value.value, plot)
        inside = [Spot(x, top - 14, ink, is_inside=True)] if ink and top - plot.bottom > 20 else []
        side = (width + text_width(value.text, SIZE)) / 2 + 2
        beside = [Spot(x + shift, top - 4, colors["ink"]) for shift in (side, -side)]
        above = [Spot(x, top + rise, colors["ink"]) for rise in (4, 9, 14, 19)]
        layout.labels[row.place, position] = labels.put(value.text, [*inside, *above, *beside], widest=width)


def _draw_line(canvas: Canvas, labels: Labels, row: Row, layout: Layout) -> None:
    """Draw the line of a series, broken where values are missing, with a dashed mark there."""
    plot = layout.plot
    points: list[tuple[float, float]] = []
    for position, value in enumerate(row.series.values):
        x = plot.center(position)
        if value.value is not None:
            points.append((x, row.axis.height(value.value, plot)))
            continue
        canvas.line(points, row.color, 2)
        points = []
        y = row.missing_height(plot)
        canvas.dot(x, y, 3.2, PAPER, row.color, dashed=True)
        layout.gaps[row.place, position] = Box(x - 3.2, y - 3.2, x + 3.2, y + 3.2)
        _keep_off(labels, x, y)
    canvas.line(points, row.color, 2)
    for position, value in enumerate(row.series.values):
        if value.value is not None:
            x, y = plot.center(position), row.axis.height(value.value, plot)
            canvas.dot(x, y, 3.2, PAPER, row.color)
            _keep_off(labels, x, y)


def _keep_off(labels: Labels, x: float, y: float) -> None:
    labels.block(Box(x - 4, y - 4, x + 4, y + 4))


def _label_line(labels: Labels, row: Row, layout: Layout, colors: Mapping[str, str]) -> None:
    plot = layout.plot
    for position, value in enumerate(row.series.values):
        is_known = value.value is not None
        y = row.axis.height(value.value, plot) if value.value is not None else row.missing_height(plot)
        # A mark of what is missing is small print; on paper any tint but the strong ones is too light for it.
        ink = colors["ink"] if is_known else _strong(row.color, colors)
        x, side = plot.center(position), text_width(value.text, SIZE) / 2 + 7
        above = [Spot(x, y + rise, ink) for rise in (7, -15, 13, -21, 18, -27)]
        spots = [*above, Spot(x + side, y - 3, ink), Spot(x - side, y - 3, ink)]
        layout.labels[row.place, position] = labels.put(value.text, spots)


def _strong(color: str, colors: Mapping[str, str]) -> str:
    return color if color in (colors["accent"], colors["second"], colors["muted"]) else colors["muted"]


def _legend(canvas: Canvas, layout: Layout, colors: Mapping[str, str]) -> None:
    size = layout.legend
    total = fsum(text_width(row.series.legend, size) + 34 for row in layout.rows) - 14
    x, y = (canvas.width - total) / 2, canvas.height - 14
    for row in layout.rows:
        if row.is_bar:
            canvas.rectangle(x, y - 1, 12, 9, row.color)
        else:
            canvas.line([(x - 2, y + 3.5), (x + 14, y + 3.5)], row.color, 2)
            canvas.dot(x + 6, y + 3.5, 2.6, PAPER, row.color)
        canvas.text(x + 18, y, row.series.legend, size, colors["ink"], "start")
        x += text_width(row.series.legend, size) + 34
