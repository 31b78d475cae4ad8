"""Pies, read back from their SVG: the slices are as large as their values, and every label is legible."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedoc.errors import OutputError
from dedoc.model import Chart
from dedoc.render.charts import draw_chart
from dedoc.render.pies import lay_out_pie
from drawings import Drawing, Shape, read_drawing, style
from plotting import NOTHING, PIES, pie

WIDTH, HEIGHT = 448.0, 177.2


CASES = pytest.mark.parametrize("data", PIES.values(), ids=PIES.keys())


def drawn(data: Chart, width: float = WIDTH, height: float = HEIGHT) -> Drawing:
    """Return the drawing of a pie."""
    return read_drawing(draw_chart(data, width, height, "Noto Sans SC", style().record.colors))


def swept(part: Shape) -> float:
    """Return which part of a turn a slice takes, from the angles of the ends of its curves, clockwise."""
    center, *rest = part.points
    if math.dist(center, rest[-1]) < 0.01:  # a whole pie begins and ends on its rim
        return 1
    angles = [math.atan2(x - center[0], center[1] - y) for x, y in rest[::3]]
    return sum((b - a) % math.tau for a, b in pairwise(angles)) / math.tau


@CASES
def test_each_slice_is_as_large_as_its_part_of_the_whole(data: Chart) -> None:
    """The slices, clockwise in the order of the categories, take the parts of a turn that the values say."""
    drawing = drawn(data)
    values = [float(value.value or 0) for value in data.series[0].values]
    values = values if data.has_values else [1.0] * len(values)
    found = [swept(part) for part in drawing.of("slice")]

    assert found == pytest.approx([value / sum(values) for value in values if value], abs=1e-4)
    assert all(part.is_dashed != data.has_values for part in drawing.of("slice"))
    fills = [part.fill for part in drawing.of("slice")]
    assert len(set(fills)) == (len(fills) if data.has_values else 1)


@CASES
def test_every_part_is_named_with_its_value_beside_the_pie(data: Chart) -> None:
    """Each category and its value stand outside the pie, on paper, at the end of a line that begins at its slice."""
    drawing = drawn(data)
    layout = lay_out_pie(data, WIDTH, HEIGHT, "#000000")
    center = (layout.x, HEIGHT - layout.y)

    for name, value, part in zip(data.categories, data.series[0].values, layout.slices, strict=True):
        (label,) = drawing.texts(f"{name} {value.text}")
        corners = [(x, y) for x in (label.area.left, label.area.right) for y in (label.area.top, label.area.bottom)]
        assert min(math.dist(corner, center) for corner in corners) > layout.radius
        angle = part.middle * math.tau
        rim = (center[0] + layout.radius * math.sin(angle), center[1] - layout.radius * math.cos(angle))
        assert any(math.dist(line.points[0], rim) < 1.5 for line in drawing.of("line"))
    assert drawing.texts("构成（个）", "构成（%）")
    assert bool(drawing.texts(NOTHING)) != data.has_values


@CASES
def test_nothing_overlaps_and_nothing_is_cut_off(data: Chart) -> None:
    """All shapes lie inside the drawing, no text covers another, and no line to a label runs across the pie."""
    drawing = drawn(data)
    layout = lay_out_pie(data, WIDTH, HEIGHT, "#000000")
    center = (layout.x, HEIGHT - layout.y)
    crossing = [line for line in drawing.of("line") if math.dist(line.area.center, center) < layout.radius - 1]

    assert not drawing.outside()
    assert not [(a.text, b.text) for a, b in combinations(drawing.of("text"), 2) if a.area.meets(b.area)]
    assert not crossing


def test_labels_that_have_no_room_are_told() -> None:
    """More parts than can be named, or names longer than the page, end in a problem with a way out."""
    many = pie(" ".join(f"第{i}类" for i in range(60)), " ".join("1" * 60))
    long = pie("很长的名称" * 20, "1")

    for data in (many, long):
        with pytest.raises(OutputError, match="labels of the pie do not fit"):
            drawn(data)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(
    st.lists(st.decimals(min_value="0", max_value="99999", places=1), min_size=1, max_size=12).filter(any),
    st.integers(1, 8),
    st.sampled_from([HEIGHT, 250.0, 400.0]),
)
def test_any_pie_is_drawn_inside_its_room(values: list[Decimal], length: int, height: float) -> None:
    """Whatever the parts are, each is labelled once, and nothing lies outside or covers another word."""
    names = " ".join("甲乙丙丁戊己庚辛"[:length] + str(index) for index in range(len(values)))
    drawing = drawn(pie(names, " ".join(map(str, values))), height=height)

    assert not drawing.outside()
    assert len(drawing.of("text")) == len(values) + 1
    assert not [(a.text, b.text) for a, b in combinations(drawing.of("text"), 2) if a.area.meets(b.area)]
