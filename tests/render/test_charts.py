"""Charts, read back from their SVG: what a reader sees in them is what the data say."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedoc.model import Chart, Series, Value
from dedoc.render.charts import draw_chart
from drawings import Drawing, Shape, contrast, read_drawing, style
from plotting import BAR, CHARTS, LINE, MISSING, NOTHING, chart, series

WIDTH, HEIGHT = 448.0, 177.2
"""The room in pt for a chart of 8 lines in the style “report”."""


def drawn(data: Chart, width: float = WIDTH, height: float = HEIGHT) -> Drawing:
    """Return the drawing of a chart."""
    return read_drawing(draw_chart(data, width, height, "Noto Sans SC", style().record.colors))


CASES = pytest.mark.parametrize("data", CHARTS.values(), ids=CHARTS.keys())


def grid(drawing: Drawing) -> list[float]:
    """Return the ordinates of the lines of the grid, from the foot up: the lines that share both ends."""
    level = [line for line in drawing.of("line") if line.area.height < 0.01]
    ends = Counter((round(line.area.left, 2), round(line.area.right, 2)) for line in level)
    (left, right), _ = ends.most_common(1)[0]
    mine = [line for line in level if (round(line.area.left, 2), round(line.area.right, 2)) == (left, right)]
    return sorted((line.area.top for line in mine), reverse=True)


def field(drawing: Drawing) -> tuple[float, float]:
    """Return the left and right end of the field that values are drawn in."""
    foot = grid(drawing)[0]
    line = max((s for s in drawing.of("line") if abs(s.area.top - foot) < 0.01), key=lambda s: s.area.width)
    return line.area.left, line.area.right


def axis(drawing: Drawing, side: int) -> list[tuple[float, float]]:
    """Return (value, ordinate) of the ticks of the left (0) or right (1) axis."""
    left, right = field(drawing)
    found = [t for t in drawing.of("text") if (t.area.right <= left if side == 0 else t.area.left >= right)]
    ticks = sorted((float(text.text), text.area.center[1]) for text in found if text.area.top < grid(drawing)[0] + 9)
    lines = grid(drawing)
    assert len(ticks) in (0, len(lines))
    assert all(abs(y - line) < 5 for (_, y), line in zip(ticks, lines, strict=False))
    return [(value, line) for (value, _), line in zip(ticks, lines, strict=False)]


def read_off(drawing: Drawing, data: Chart, row: Series, y: float) -> float:
    """Return the value that stands at an ordinate, as read from the axis of a series."""
    units = list(dict.fromkeys(other.unit for other in data.series))
    (low, foot), *_, (high, head) = axis(drawing, units.index(row.unit))
    return low + (foot - y) / (foot - head) * (high - low)


def middle(drawing: Drawing, data: Chart, index: int) -> float:
    """Return the abscissa of the middle of a category."""
    left, right = field(drawing)
    return left + (index + 0.5) * (right - left) / len(data.categories)


def swatch(drawing: Drawing, row: Series) -> Shape:
    """Return the sign of a series in the legend: the bar or dot just before its name."""
    (name,) = drawing.texts(row.legend)
    kind = "rect" if row.shape is BAR else "circle"
    near = [s for s in drawing.of(kind) if s.area.right <= name.area.left and name.area.top < s.area.center[1]]
    return max((s for s in near if s.area.center[1] < name.area.bottom), key=lambda s: s.area.right)


def signs(drawing: Drawing, row: Series) -> list[Shape]:
    """Return the bars or dots of known values of a series, from left to right."""
    mine = swatch(drawing, row)
    same = [s for s in drawing.of(mine.kind) if s != mine and not s.is_dashed]
    looks = [(s.fill if row.shape is BAR else s.stroke, s) for s in (mine, *same)]
    return sorted((s for look, s in looks[1:] if look == looks[0][0]), key=lambda s: s.area.left)


@CASES
def test_what_is_read_off_the_axes_is_what_the_data_say(data: Chart) -> None:
    """Each known value has one bar or dot, in its category, which reaches its value on the axis of its unit."""
    drawing = drawn(data)
    slot = middle(drawing, data, 1) - middle(drawing, data, 0)
    foot = grid(drawing)[0]

    for row in data.series:
        known = [(index, float(v.value)) for index, v in enumerate(row.values) if v.value is not None]
        for (index, value), sign in zip(known, signs(drawing, row), strict=True):
            y = sign.area.top if row.shape is BAR else sign.area.center[1]
            top = axis(drawing, 0)[-1][0] if row.unit == data.series[0].unit else axis(drawing, 1)[-1][0]
            assert read_off(drawing, data, row, y) == pytest.approx(value, abs=top / 1000)
            assert abs(sign.area.center[0] - middle(drawing, data, index)) < slot / 2
            assert row.shape is LINE or sign.area.bottom == pytest.approx(foot)


@CASES
def test_each_missing_value_shows_as_a_gap_with_a_mark(data: Chart) -> None:
    """A dashed box or dot stands where the value would, with the language's mark in it or above it."""
    drawing = drawn(data)
    gaps = [shape for shape in drawing.shapes if shape.is_dashed]
    marks = drawing.texts(MISSING)
    missing = [index for row in data.series for index, value in enumerate(row.values) if value.value is None]
    slot = middle(drawing, data, 1) - middle(drawing, data, 0)

    assert len(gaps) == len(marks) == len(missing)
    for index in missing:
        here = [s for s in gaps if abs(s.area.center[0] - middle(drawing, data, index)) < slot / 2]
        assert len(here) == missing.count(index)
        assert all(any(abs(m.area.center[0] - s.area.center[0]) < 0.1 for m in marks) for s in here)


@CASES
def test_a_line_joins_neighbours_and_never_crosses_a_gap(data: Chart) -> None:
    """There is a piece of line between two known values side by side, and no other."""
    drawing = drawn(data)
    expected, found = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    left, right = field(drawing)
    for row in data.series:
        if row.shape is LINE:
            pairs = enumerate(pairwise(row.values))
            expected.update((i, i + 1) for i, (a, b) in pairs if a.value is not None and b.value is not None)
    slot = (right - left) / len(data.categories)
    for line in drawing.of("line"):
        inside = grid(drawing)[-1] - 0.1 <= line.area.top <= line.area.bottom <= grid(drawing)[0] + 0.1
        if inside and line.area.width < right - left - 0.1:
            found[round((line.area.left - left) / slot - 0.5), round((line.area.right - left) / slot - 0.5)] += 1

    assert found == expected


@CASES
def test_every_shape_lies_inside_the_drawing(data: Chart) -> None:
    """Nothing is cut off at the edge: no bar, no label, no tick, no word of the legend."""
    assert not drawn(data).outside()


@CASES
def test_no_two_texts_overlap_and_no_dot_covers_one(data: Chart) -> None:
    """Values, ticks, categories and legend keep clear of one another; only the same words may fall together."""
    drawing = drawn(data)
    texts = {(text.text, text.area): text for text in drawing.of("text")}.values()

    assert not [(a.text, b.text) for a, b in combinations(texts, 2) if a.area.meets(b.area)]
    assert not [text.text for text in texts for dot in drawing.of("circle") if dot.area.meets(text.area)]


@CASES
def test_every_text_stands_out_from_its_ground(data: Chart) -> None:
    """White stands on bars and ink on paper, never one across both, with a contrast of 4.5 or more (WCAG 1.4.3)."""
    drawing = drawn(data)
    weak = [
        (text.text, text.fill, ground)
        for text in drawing.of("text")
        for ground in drawing.ground(text)
        if contrast(text.fill, ground) < 4.5
    ]

    assert not weak


@CASES
def test_each_value_is_labelled_where_it_stands(data: Chart) -> None:
    """The label of a bar or dot stands on its middle, in its head or right above it."""
    drawing = drawn(data)

    for row in data.series:
        known = [value for value in row.values if value.value is not None]
        for value, sign in zip(known, signs(drawing, row), strict=True):
            near = [t for t in drawing.texts(value.text) if abs(t.area.center[0] - sign.area.center[0]) < 1]
            assert any(abs(text.area.center[1] - sign.area.top) < 24 for text in near)


@CASES
def test_the_legend_names_each_series_and_shows_how_it_is_drawn(data: Chart) -> None:
    """Each series has its name once, and no two look the same."""
    drawing = drawn(data)
    looks = [(row.shape, swatch(drawing, row).fill, swatch(drawing, row).stroke) for row in data.series]

    assert all(len(drawing.texts(row.legend)) == 1 for row in data.series)
    assert len(set(looks)) == len(data.series)


@CASES
def test_each_category_stands_under_its_values(data: Chart) -> None:
    """The names of the categories stand below the foot of the grid, each in the middle of its own."""
    drawing = drawn(data)

    for index, category in enumerate(data.categories):
        (text,) = [t for t in drawing.texts(category) if t.area.top > grid(drawing)[0]]
        assert text.area.center[0] == pytest.approx(middle(drawing, data, index), abs=0.1)


@CASES
def test_there_is_an_axis_for_each_unit(data: Chart) -> None:
    """The first unit reads on the left from nought up in equal steps, and the second, if there is one, on the right."""
    drawing = drawn(data)
    units = {row.unit for row in data.series}

    assert [bool(axis(drawing, side)) for side in (0, 1)] == [True, len(units) == 2]
    for side in range(len(units)):
        values = [value for value, _ in axis(drawing, side)]
        steps = [b - a for a, b in pairwise(values)]
        assert values[0] == 0
        assert steps == pytest.approx([steps[0]] * len(steps))
        assert steps[0] > 0


def test_a_chart_without_any_value_says_so() -> None:
    """Where all is missing there is no scale, and a sentence stands in the middle."""
    drawing = drawn(chart("第1位 第2位 第3位", series("得分", "分", BAR, "- - -"), series("增速", "%", LINE, "- - -")))
    (said,) = drawing.texts(NOTHING)

    assert axis(drawing, 0) == axis(drawing, 1) == []
    assert len(drawing.texts(MISSING)) == 6
    assert drawing.ground(said) == {"#ffffff"}
    assert not drawing.outside()


@pytest.mark.parametrize("word", ["<b>甲</b>", "研发 & 设计", "“引”'\"号", "]]>", "&amp;"])
def test_words_with_signs_of_markup_are_drawn_as_they_are(word: str) -> None:
    """No word can break the drawing."""
    row = Series(word, "个", BAR, (Value(Decimal(1), text="1"),), word)
    drawing = drawn(Chart((word,), (row,), NOTHING))

    assert len(drawing.texts(word)) == 2


numbers = st.decimals(min_value="0.01", max_value="9999999", places=2)
small_numbers = st.integers(1, 999).map(Decimal)


@st.composite
def charts(draw: st.DrawFn, categories: int = 12, count: int = 3, known: st.SearchStrategy[Decimal] = numbers) -> Chart:
    """Draw a chart of 1 to 12 categories and 1 to 3 series in at most two units."""
    value = st.one_of(st.none(), known).map(lambda n: Value(n, text=MISSING if n is None else f"{n:f}"))
    units = draw(st.sampled_from([("个",), ("个", "万元"), ("个", "个", "%")]))
    categories, rows = draw(st.integers(1, categories)), []
    for index in range(draw(st.integers(1, count))):
        values = draw(st.lists(value, min_size=categories, max_size=categories))
        unit, shape = units[index % len(units)], draw(st.sampled_from((BAR, LINE)))
        name = "跨行业跨领域平台总量"[: draw(st.integers(1, 10))] + str(index)
        rows.append(Series(name, unit, shape, tuple(values), f"{name}（{unit}）"))
    pattern = draw(st.sampled_from(["{}年", "第{}季度", "{}", "长三角一体化示范区{}"]))
    return Chart(tuple(pattern.format(2012 + index) for index in range(categories)), tuple(rows), NOTHING)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(charts(), st.sampled_from([120.0, HEIGHT, 400.0]))
def test_any_chart_draws_inside_its_room(data: Chart, height: float) -> None:
    """Whatever is known or missing, there is a sign for each value, and all shapes lie inside the drawing."""
    drawing = drawn(data, height=height)
    known = [v for row in data.series for v in row.values if v.value is not None]
    missing = [v for row in data.series for v in row.values if v.value is None]

    assert not drawing.outside()
    assert all(contrast(text.fill, ground) >= 4.5 for text in drawing.of("text") for ground in drawing.ground(text))
    assert sum(len(signs(drawing, row)) for row in data.series) == len(known)
    assert len([shape for shape in drawing.shapes if shape.is_dashed]) == len(missing)
    assert bool(drawing.texts(NOTHING)) == (not known)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(charts(6, 2, small_numbers))
def test_in_a_small_chart_every_label_is_legible(data: Chart) -> None:
    """With up to six categories and two series of whole numbers no label covers another, wherever lines run."""
    texts = {(text.text, text.area): text for text in drawn(data).of("text")}.values()

    assert not [(a.text, b.text) for a, b in combinations(texts, 2) if a.area.meets(b.area)]
