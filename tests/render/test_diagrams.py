"""Diagrams, read back from their SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dedoc.errors import DedocError, Location
from dedoc.model import Arrow, Box, Diagram, Tone
from dedoc.render.diagrams import draw_diagram
from dedoc.render.measure import text_width, wrapped
from drawings import Area, Drawing, Shape, contrast, read_drawing, style
from drawings import text_width as set_width

LOGIC = Path(__file__).parents[2] / "content" / "2024" / "figures" / "digital-assets-logic.yaml"
WIDTH, HEIGHT = 448.0, 495.1
"""The room in pt for a diagram of 19 lines in the style “report”."""


def drawn(data: Diagram, width: float = WIDTH, height: float = HEIGHT) -> Drawing:
    """Return the drawing of a diagram."""
    return read_drawing(draw_diagram(data, width, height, "Noto Sans SC", style().record.colors))


def from_yaml(path: Path) -> Diagram:
    """Return a diagram as its file describes it."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    boxes = tuple(Box(**{**box, "tone": Tone(box.get("tone", "plain"))}) for box in data["boxes"])
    return Diagram(data["columns"], data["rows"], boxes, tuple(Arrow(**arrow) for arrow in data["arrows"]))


def two(row: float, column: float, *, is_mutual: bool = False, text: str = "") -> Diagram:
    """Return a diagram of a box in the middle and one elsewhere, joined by an arrow."""
    boxes = (Box("one", "甲", 3, 3, 2, 2), Box("two", "乙", row, column, 2, 2))
    return Diagram(8, 8, boxes, (Arrow("one", "two", text, is_mutual),))


DIAGRAMS = {
    "logic of digital assets": from_yaml(LOGIC),
    "a column": Diagram(
        2,
        6,
        (Box("a", "数据资源", 0, 0, 2), Box("b", "数据要素", 2.5, 0, 2), Box("c", "数据资产", 5, 0, 2)),
        (Arrow("a", "b", "采集治理"), Arrow("b", "c", "确权 · 定价 · 入表")),
    ),
    "a group with two boxes": Diagram(
        6,
        4,
        (
            Box("g", "支撑体系", 0, 0, 6, 4, Tone.GROUP),
            Box("a", "网络", 1, 0.5, 2, 2, Tone.LIGHT),
            Box("b", "算力", 1, 3.5, 2, 2, Tone.WARM),
        ),
        (Arrow("a", "b", is_mutual=True),),
    ),
    "long words": Diagram(
        3,
        3,
        (Box("a", "工业互联网平台体系\n（跨行业跨领域）", 0, 0, 1.5, 1.5), Box("b", "EFLOPS 2024", 1.5, 1.5, 1.5, 1.5)),
        (Arrow("a", "b"),),
    ),
    "words with signs of markup": Diagram(2, 1, (Box("a", "<b>研发 & 设计</b>", 0, 0, 2),), ()),
}
CASES = pytest.mark.parametrize("data", DIAGRAMS.values(), ids=DIAGRAMS.keys())


def frames(drawing: Drawing, data: Diagram) -> dict[str, Shape]:
    """Return the frame of each box: the rectangle whose middle is where the grid puts that of the box, to a point."""
    across, down = drawing.area.right / data.columns, drawing.area.bottom / data.rows
    found = {}
    for box in data.boxes:
        x, y = (box.column + box.width / 2) * across, (box.row + box.height / 2) * down
        near = [s for s in drawing.of("rect") if math.dist(s.area.center, (x, y)) < 1]
        found[box.key] = max(near, key=lambda s: s.area.width)
    return found


def lines_of(drawing: Drawing, frame: Shape) -> list[Shape]:
    """Return the lines of text whose middle lies in a frame, painted after it."""
    return [t for t in drawing.of("text") if frame.area.holds(Area(*t.area.center, *t.area.center))]


def tips(drawing: Drawing) -> list[tuple[float, float]]:
    """Return the tips of all heads of arrows, in order."""
    return [polygon.points[0] for polygon in drawing.of("polygon")]


def is_on_edge(point: tuple[float, float], area: Area) -> bool:
    """Whether a point lies on the edge of a box."""
    x, y = point
    is_beside = min(abs(x - area.left), abs(x - area.right)) < 0.1 and area.top - 0.1 <= y <= area.bottom + 0.1
    is_above = min(abs(y - area.top), abs(y - area.bottom)) < 0.1 and area.left - 0.1 <= x <= area.right + 0.1
    return is_beside or is_above


def crosses(points: Sequence[tuple[float, float]], area: Area) -> bool:
    """Whether a straight line runs through the inside of a box."""
    (x1, y1), (x2, y2) = points
    steps = [step / 200 for step in range(201)]
    return any(
        area.left + 1 < x1 + (x2 - x1) * t < area.right - 1 and area.top + 1 < y1 + (y2 - y1) * t < area.bottom - 1
        for t in steps
    )


@CASES
def test_every_shape_lies_inside_the_drawing(data: Diagram) -> None:
    """Boxes, arrows and texts keep within their room."""
    assert not drawn(data).outside()


@CASES
def test_every_text_stands_in_its_box_line_by_line(data: Diagram) -> None:
    """Each box shows all of its words, and each line of them fits inside; a frame around others has its own on top."""
    drawing = drawn(data)

    for box in data.boxes:
        frame = frames(drawing, data)[box.key]
        lines = [line for line in lines_of(drawing, frame) if line.text in box.text]
        assert "".join("".join(line.text for line in lines).split()) == "".join(box.text.split())
        assert all(frame.area.holds(line.area) for line in lines)
        assert not any(a.area.meets(b.area) for a in lines for b in lines if a is not b)


@CASES
def test_texts_stand_out_and_keep_clear_of_one_another(data: Diagram) -> None:
    """No two texts overlap, whether in boxes or on arrows, and each contrasts with its ground."""
    drawing = drawn(data)
    texts = drawing.of("text")

    assert not [(a.text, b.text) for a in texts for b in texts if a is not b and a.area.meets(b.area)]
    assert all(contrast(text.fill, ground) >= 4.5 for text in texts for ground in drawing.ground(text))


@CASES
def test_arrows_lead_from_edge_to_edge(data: Diagram) -> None:
    """Each arrow has its tip on the edge of the box it leads to, its tail on that of the other, and crosses neither."""
    drawing = drawn(data)
    edges = frames(drawing, data)
    heads = iter(drawing.of("polygon"))

    for arrow, line in zip(data.arrows, drawing.of("line"), strict=True):
        tip, tail = next(heads).points[0], line.points[0]
        if arrow.is_mutual:
            tail = next(heads).points[0]
        assert is_on_edge(tip, edges[arrow.end].area)
        assert is_on_edge(tail, edges[arrow.start].area)
        assert not crosses((tail, tip), edges[arrow.start].area)
        assert not crosses((tail, tip), edges[arrow.end].area)


@CASES
def test_arrows_bear_their_words(data: Diagram) -> None:
    """The words of an arrow stand on it, on white, clear of all boxes but frames."""
    drawing = drawn(data)
    edges = frames(drawing, data)
    boxes = [edges[box.key].area for box in data.boxes if box.tone is not Tone.GROUP]

    for arrow, line in zip(data.arrows, drawing.of("line"), strict=True):
        for text in drawing.texts(arrow.text) if arrow.text else ():
            assert math.dist(text.area.center, line.area.center) < 12
            assert drawing.ground(text) == {"#ffffff"}
            assert not any(area.meets(text.area) for area in boxes)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.integers(0, 12), st.integers(0, 12), st.booleans())
def test_an_arrow_finds_its_way_to_any_place(row: int, column: int, is_mutual: bool) -> None:  # noqa: FBT001
    """Wherever the other box stands, the arrow goes from edge to edge, points at it, and crosses neither box."""
    if 2 < row / 2 + 1 < 6 and 2 < column / 2 + 1 < 6:
        return
    data = two(row / 2, column / 2, is_mutual=is_mutual)
    drawing = drawn(data)
    edges = frames(drawing, data)
    (line,) = drawing.of("line")
    ends = tips(drawing)

    assert len(ends) == 1 + is_mutual
    assert is_on_edge(ends[0], edges["two"].area)
    assert is_on_edge(ends[1] if is_mutual else line.points[0], edges["one"].area)
    assert not any(crosses((line.points[0], ends[0]), frame.area) for frame in edges.values())
    assert not drawing.outside()


def test_frames_are_painted_below_what_they_hold() -> None:
    """A group named last does not hide the boxes in it, and is a dashed frame without ground."""
    data = DIAGRAMS["a group with two boxes"]
    drawing = drawn(Diagram(data.columns, data.rows, data.boxes[::-1], data.arrows))
    edges = frames(drawing, data)

    assert edges["g"].order < min(edges["a"].order, edges["b"].order)
    assert edges["g"].is_dashed
    assert edges["g"].fill == "none"


def test_tones_differ() -> None:
    """Plain, light, strong and warm boxes can be told apart."""
    boxes = tuple(Box(tone.value, "甲", 0, index, tone=tone) for index, tone in enumerate(Tone))
    data = Diagram(len(boxes), 1, boxes, ())
    looks = {(frame.fill, frame.is_dashed) for frame in frames(drawn(data, height=60), data).values()}

    assert len(looks) == len(boxes)


def test_a_long_text_is_set_smaller() -> None:
    """What does not fit at full size takes a smaller one."""
    short, long = (drawn(Diagram(4, 8, (Box("a", text, 0, 0, 2, 2),), ())) for text in ("数据", "数据资源" * 25))

    assert max(t.size for t in long.of("text")) < max(t.size for t in short.of("text"))
    assert not long.outside()


def test_a_text_that_fits_at_no_size_is_a_problem() -> None:
    """No word is printed over the edge of its box: the author learns which box is too small."""
    place = Location("figures/logic.yaml", 8)
    box = Box("resource", "很长的文字" * 60, 0, 0, 2, 1, location=place)

    with pytest.raises(DedocError) as error:
        drawn(Diagram(4, 8, (box,), ()))

    assert str(error.value).splitlines()[0] == (
        "figures/logic.yaml:8: error: the text of the box “resource” does not fit"
    )


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(alphabet="数据 资源，aZ9\n", max_size=40), st.floats(12, 200))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    """No line is wider than it may be, and together they hold every character but spaces at their ends."""
    lines = wrapped(text, 11.5, width)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line, 11.5) <= width or len(line) == 1 for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Data as a factor of production", 80, ["Data as a", "factor of", "production"]),
        ("数据要素与AI平台", 60, ["数据要素与", "AI平台"]),
        ("digitalization", 40, ["digita", "lizati", "on"]),
        ("甲  乙", 12, ["甲", "乙"]),
        ("데이터 요소", 40, ["데이터", "요소"]),
    ],
)
def test_lines_end_at_spaces_and_between_han(text: str, width: float, lines: list[str]) -> None:
    """A word of letters is cut only where it is wider than a line."""
    assert wrapped(text, 11.5, width) == lines


def test_words_are_rather_small_than_cut() -> None:
    """A long word in a narrow box is set smaller, whole."""
    drawing = drawn(Diagram(4, 8, (Box("one", "Digital industrialization", 0, 0, 1, 2),), ()))
    assert [shape.text for shape in drawing.texts()] == ["Digital", "industrialization"]


@pytest.mark.parametrize("text", ["数字经济", "2024 年", "EFLOPS", "（来源：《报告》）", "240.5+", "GDP", "IPv6"])
def test_widths_are_about_those_of_the_font(text: str) -> None:
    """The width that is reckoned with is that of the font to a fifth."""
    assert text_width(text, 10) == pytest.approx(set_width(text, 10), rel=0.2)
