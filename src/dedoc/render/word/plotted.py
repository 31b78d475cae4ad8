"""A chart of the model as Word's own charts have it: groups of series on axes, points, labels and shapes on top.

Where things stand is what the drawing in the PDF found (``render.plots``, ``render.pies``), so that both look the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dedoc.model import Chart, Series, Value
from dedoc.render.labels import Label
from dedoc.render.measure import text_width
from dedoc.render.palette import tints
from dedoc.render.pies import Pie, Slice
from dedoc.render.plots import GAP, SIZE, Axis, Layout, Plot, Row
from dedoc.render.word.workbooks import span

SIGNIFICANT = 15
"""How many digits of a number a workbook keeps (IEEE 754 double)."""

TIGHT = 0.82
"""The part of its room that the name of a category may take, with what fonts differ in width."""

SMALLEST = 6

BODY = re.compile(r"\d(?:[\d.,'’\u00a0\u202f ]*\d)?")
"""The digits of a printed number with whatever groups them."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a label looks: its number format, where it stands by its point, and its letters."""

    format: str
    position: str
    color: str
    size: float
    is_covering: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A label that differs from those of its series.

    ``shift`` moves it, in parts of the chart's width and height; ``said`` is its text where no format can make it.
    """

    index: int
    look: Look
    shift: tuple[float, float] | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A known value, its place among the categories, and its number format."""

    index: int
    value: str
    format: str


@dataclass(frozen=True, slots=True)
class PlottedSeries:
    """A series: where its name and values stand in the workbook, the values themselves, and its labels.

    One without name keeps a place free among the bars of two axes.
    """

    index: int
    range: str
    name: str = ""
    name_range: str = ""
    color: str = "#ffffff"
    format: str = "General"
    points: tuple[Point, ...] = ()
    look: Look | None = None
    labels: tuple[Mark, ...] = ()
    slices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlottedAxis:
    """A pair of axes, of categories and of values, by their ids; the numbers as they are written."""

    category_id: int
    value_id: int
    top: str
    step: str
    format: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Series of one shape on one pair of axes."""

    shape: str
    series: tuple[PlottedSeries, ...]
    axis: PlottedAxis | None = None


@dataclass(frozen=True, slots=True)
class Plotted:
    """A chart of Word; sizes of letters in pt, ``area`` in parts of its width and height from the upper left corner."""

    categories: tuple[str, ...]
    category_range: str
    groups: tuple[Group, ...]
    area: Mapping[str, float]
    legend: float
    axes: tuple[PlottedAxis, ...] = ()
    names: float = SIZE
    ticks: float = SIZE - 1.5
    gap: int = 0
    overlap: int = 0
    angle: int = 0
    unnamed: tuple[int, ...] = ()
    has_values: bool = True
    is_pie: bool = False


def plotted(chart: Chart, layout: Layout) -> Plotted:
    """Return a chart of bars and lines as Word has it."""
    bars = [row for row in layout.rows if row.is_bar]
    axes = [_axis(axis, index) for index, axis in enumerate(layout.axes)]
    groups = [*_bar_groups(chart, layout, bars, axes), *_line_groups(layout, axes)]
    emitted = [series for group in groups for series in group.series]
    plot = layout.plot
    return Plotted(
        chart.categories,
        span(1, len(chart.categories), 0),
        tuple(groups),
        _area(plot.left, plot.bottom, plot.width, plot.height, layout),
        layout.legend,
        # The axes of the first group are the primary ones, which the others are drawn upon.
        tuple(dict.fromkeys(group.axis for group in groups if group.axis)),
        names=_names(chart, layout),
        gap=_gap(bars[0], plot) if bars else 0,
        overlap=-round(GAP / (1 - GAP) * 100),
        unnamed=tuple(index for index, series in enumerate(emitted) if not series.name),
        has_values=chart.has_values,
    )


def _names(chart: Chart, layout: Layout) -> float:
    """Return the size of the categories' names: smaller than in the PDF where they are tight, for Word breaks lines."""
    widest = max(text_width(category, 1) for category in chart.categories)
    return max(min(layout.names, layout.plot.slot() * TIGHT / widest), SMALLEST)


def _axis(axis: Axis, index: int) -> PlottedAxis:
    first = 10 * (index + 1)
    form = "General" if axis.top < 1e6 else "0"
    return PlottedAxis(first + 1, first + 2, f"{axis.top:.12g}", f"{axis.step:.12g}", form, index == 1)


def _gap(row: Row, plot: Plot) -> int:
    """Return the room between two categories in percent of a bar; Word knows no more than 500."""
    bar = row.bar_width(plot) * (1 - GAP)
    taken = row.count * row.bar_width(plot) - row.bar_width(plot) * GAP
    return min(max(round((plot.slot() - taken) / bar * 100), 0), 500)


def _bar_groups(chart: Chart, layout: Layout, bars: list[Row], axes: list[PlottedAxis]) -> list[Group]:
    """Return the bars, a group for each axis.

    Word draws the groups of two axes one upon the other: each keeps the places of the other's bars free.
    """
    units = [axis.unit for axis in layout.axes]
    groups, spare = [], len(chart.series)
    for unit, axis in zip(units, axes, strict=True):
        if not any(row.axis.unit == unit for row in bars):
            continue
        series = []
        for row in bars:
            if row.axis.unit == unit:
                series.append(_series(row, layout))
            else:
                series.append(PlottedSeries(spare, span(1, len(chart.categories), len(chart.series) + 1)))
                spare += 1
        groups.append(Group("bar", tuple(series), axis))
    return groups


def _line_groups(layout: Layout, axes: list[PlottedAxis]) -> list[Group]:
    groups = []
    for unit, axis in zip((axis.unit for axis in layout.axes), axes, strict=True):
        mine = tuple(_series(row, layout) for row in layout.rows if not row.is_bar and row.axis.unit == unit)
        groups += [Group("line", mine, axis)] if mine else []
    return groups


def _series(row: Row, layout: Layout) -> PlottedSeries:
    marks = [
        _bar_mark(row, index, layout) if row.is_bar else _line_mark(row, index, layout)
        for index, value in enumerate(row.series.values)
        if value.value is not None
    ]
    return _plotted_series(row.series, row.place, marks, color=row.color)


def _plotted_series(
    series: Series, place: int, marks: list[Mark], *, color: str = "", slices: tuple[str, ...] = ()
) -> PlottedSeries:
    """Return a series in its column of the workbook; labels that look like most of its labels are not told apart."""
    points = tuple(
        Point(index, number(value.value), number_format(value))
        for index, value in enumerate(series.values)
        if value.value is not None
    )
    looks = Counter(mark.look for mark in marks)
    usual = looks.most_common(1)[0][0] if looks else None
    return PlottedSeries(
        place,
        span(1, len(series.values), place + 1),
        series.legend,
        span(0, 0, place + 1),
        color,
        usual.format if usual else "General",
        points,
        usual,
        tuple(mark for mark in marks if mark.look != usual or mark.shift or mark.said),
        slices,
    )


def _bar_mark(row: Row, index: int, layout: Layout) -> Mark:
    label, value = layout.labels[row.place, index], row.series.values[index]
    assert value.value is not None
    x = row.bar_left(layout.plot, index) + row.bar_width(layout.plot) / 2
    top = row.axis.height(value.value, layout.plot)
    position, y = ("inEnd", top - 14) if label.spot.is_inside else ("outEnd", top + 4)
    return _mark(index, value, label, position, (x, y), layout)


def _line_mark(row: Row, index: int, layout: Layout) -> Mark:
    label, value = layout.labels[row.place, index], row.series.values[index]
    assert value.value is not None
    x, y = layout.plot.center(index), row.axis.height(value.value, layout.plot)
    side = text_width(value.text, SIZE) / 2 + 7
    places = {"t": (x, y + 7), "b": (x, y - 15), "r": (x + side, y - 3), "l": (x - side, y - 3)}
    position = min(places, key=lambda name: _apart(places[name], (label.spot.x, label.spot.y)))
    return _mark(index, value, label, position, places[position], layout)


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _mark(index: int, value: Value, label: Label, position: str, usual: tuple[float, float], layout: Layout) -> Mark:
    """Return a label where the drawing has it; ``usual`` is where Word puts one in that position."""
    look = Look(number_format(value), position, label.spot.color, label.size, label.is_covering)
    shift = None
    if _apart(usual, (label.spot.x, label.spot.y)) > 1:
        shift = ((label.spot.x - usual[0]) / layout.width, (usual[1] - label.spot.y) / layout.height)
    return Mark(index, look, shift, "" if is_exact(value) else value.text)


def plotted_pie(chart: Chart, pie: Pie, width: float, height: float, colors: Mapping[str, str]) -> Plotted:
    """Return a pie as Word has it."""
    series = chart.series[0]
    pairs = zip(series.values, pie.slices, strict=True)
    marks = [_pie_mark(i, v, part, pie, (width, height)) for i, (v, part) in enumerate(pairs) if v.value is not None]
    slices = tuple(tints(colors, len(pie.slices)))
    return Plotted(
        chart.categories,
        span(1, len(chart.categories), 0),
        (Group("pie", (_plotted_series(series, 0, marks, slices=slices),)),),
        {
            "x": (pie.x - pie.radius) / width,
            "y": 1 - (pie.y + pie.radius) / height,
            "w": 2 * pie.radius / width,
            "h": 2 * pie.radius / height,
        },
        pie.title,
        angle=round(pie.slices[0].start * 360) % 360,
        has_values=chart.has_values,
        is_pie=True,
    )


def _pie_mark(index: int, value: Value, part: Slice, pie: Pie, whole: tuple[float, float]) -> Mark:
    """Return the label of a slice; Word puts its middle outside the rim, as far as the label is wide and high."""
    label = part.label
    x, y = pie.point(part.middle, 3)
    dx, dy = math.sin(part.middle * math.tau), math.cos(part.middle * math.tau)
    usual = (x + dx * text_width(label.text, label.size) / 2, y + dy * label.size / 2)
    found = (label.spot.x, label.spot.y + label.size * 0.36)
    shift = ((found[0] - usual[0]) / whole[0], (usual[1] - found[1]) / whole[1])
    look = Look(number_format(value), "outEnd", label.spot.color, label.size)
    return Mark(index, look, shift, "" if is_exact(value) else label.text)


def _area(left: float, bottom: float, width: float, height: float, layout: Layout) -> dict[str, float]:
    return {
        "x": left / layout.width,
        "y": 1 - (bottom + height) / layout.height,
        "w": width / layout.width,
        "h": height / layout.height,
    }


def number(value: Decimal) -> str:
    """Return a number as workbooks and charts keep it."""
    return f"{value.normalize():f}"


def is_exact(value: Value) -> bool:
    """Whether a workbook keeps all the digits of a known value."""
    assert value.value is not None
    return len(value.value.normalize().as_tuple().digits) <= SIGNIFICANT


def number_format(value: Value) -> str:
    """Return the number format that prints a known value as its text: decimals, groups, and words around the digits."""
    assert value.value is not None
    exponent = int(value.value.as_tuple().exponent)
    body = BODY.search(value.text)
    assert body is not None
    is_grouped = body[0] != f"{value.value:f}" and abs(value.value) >= 1000
    digits = ("#,##0" if is_grouped else "0") + ("." + "0" * -exponent if exponent < 0 else "")
    return _quoted(value.text[: body.start()]) + digits + _quoted(value.text[body.end() :])


def _quoted(text: str) -> str:
    """Return words as number formats hold them (ECMA-376-1, 18.8.31)."""
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"'))
