"""Native charts of Word: a part for the chart, one for its workbook, and one for the marks of what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from dedoc.fonts import FontStyle
from dedoc.model import Chart
from dedoc.render.canvas import Canvas
from dedoc.render.charts import notice_of, plot_chart
from dedoc.render.figures import drawing_scale, drawn_size
from dedoc.render.labels import Box, Label
from dedoc.render.measure import text_width
from dedoc.render.pies import Pie, lay_out_pie, notice_in
from dedoc.render.plots import Layout
from dedoc.render.word.package import templates
from dedoc.render.word.plotted import Plotted, number, number_format, plotted, plotted_pie
from dedoc.render.word.workbooks import RELATIONS, Cell, workbook
from dedoc.render.word.xml import Element
from dedoc.style import Style

CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SHAPES = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape that lies on a chart, in parts of its width and height from the upper left corner.

    ``form`` is a preset of DrawingML; without ``stroke`` there is no outline, without ``text`` nothing in it.
    """

    left: float
    top: float
    right: float
    bottom: float
    name: str
    form: str = "rect"
    stroke: str = ""
    is_dashed: bool = False
    is_covering: bool = False
    text: str = ""
    size: float = 0
    color: str = ""


def chart_inline(
    main: Part, chart: Chart, size: tuple[float, float], style: Style, language: str, index: int
) -> Element:
    """Return a chart that stands in a line of text, ``size`` pt wide and high; its parts join the package.

    ``main`` is the part of the document, ``index`` tells the charts of a package apart.
    """
    font = style.drawing_font
    data, shapes = _drawn(chart, drawn_size(size, style), style)
    part = _part(main, f"/word/charts/chart{index}.xml", CHART, b"")
    grid = _part(main, f"/word/embeddings/Microsoft_Excel_Worksheet{index}.xlsx", WORKBOOK, _workbook(chart, font))
    values = {"language": language, "font": font, "colors": style.record.colors, "scale": drawing_scale(style)}
    names = {"workbook": part.relate_to(grid, RELATIONSHIP_TYPE.PACKAGE), "shapes": ""}
    if shapes:
        marks = _render("chart_shapes.xml", shapes=shapes, **values)
        drawing = _part(main, f"/word/drawings/drawing{index}.xml", SHAPES, marks)
        names["shapes"] = part.relate_to(drawing, f"{RELATIONS}/chartUserShapes")
    part._blob = _render("chart.xml", chart=data, **names, **values)  # noqa: SLF001 -- python-docx has no other way
    relation = main.relate_to(part, RELATIONSHIP_TYPE.CHART)
    return parse_xml(_render("chart_inline.xml", width=size[0], height=size[1], relation=relation))


def _part(main: Part, name: str, kind: str, data: bytes) -> Part:
    return Part(PackURI(name), kind, data, main.package)


def _render(name: str, **values: object) -> bytes:
    return templates().get_template(f"{name}.jinja").render(**values).encode()


def _drawn(chart: Chart, size: tuple[float, float], style: Style) -> tuple[Plotted, list[Shape]]:
    colors, font = style.record.colors, style.drawing_font.family
    if chart.is_pie:
        pie = lay_out_pie(chart, *size, colors["ink"])
        shapes = [] if chart.has_values else list(_empty_pie(chart, pie, size, colors["muted"]))
        return plotted_pie(chart, pie, *size, colors), shapes
    layout = plot_chart(Canvas(*size, font), chart, colors)
    return plotted(chart, layout), list(_gaps(chart, layout, colors["muted"]))


def _workbook(chart: Chart, font: FontStyle) -> bytes:
    """Return the values of a chart as its author would type them: a column for each series, nothing where none is."""
    cells = {(row, 0): Cell(category) for row, category in enumerate(chart.categories, 1)}
    for column, series in enumerate(chart.series, 1):
        cells[0, column] = Cell(series.legend)
        for row, value in enumerate(series.values, 1):
            if value.value is not None:
                cells[row, column] = Cell(number(value.value), number_format(value))
    return workbook(cells, font)


def _gaps(chart: Chart, layout: Layout, muted: str) -> Iterator[Shape]:
    """Yield the marks of what is missing: a dashed frame where the value would be, and the word for it."""
    whole = (layout.width, layout.height)
    for row in layout.rows:
        for (place, index), box in layout.gaps.items():
            if place == row.place:
                name = f"{chart.categories[index]} {row.series.legend}"
                look = ("rect", muted) if row.is_bar else ("ellipse", row.color)
                yield _frame(box, whole, name, look, is_covering=not row.is_bar)
                yield _words(layout.labels[place, index], whole, name)
    if not chart.has_values:
        yield _notice(*notice_of(chart, layout), whole, muted)


def _empty_pie(chart: Chart, pie: Pie, whole: tuple[float, float], muted: str) -> Iterator[Shape]:
    box = Box(pie.x - pie.radius, pie.y - pie.radius, pie.x + pie.radius, pie.y + pie.radius)
    yield _frame(box, whole, chart.series[0].legend, ("ellipse", muted))
    for category, part in zip(chart.categories, pie.slices, strict=True):
        yield _words(part.label, whole, category)
    yield _notice(*notice_in(chart, pie, whole[0]), whole, muted)


def _frame(
    box: Box, whole: tuple[float, float], name: str, look: tuple[str, str], *, is_covering: bool = False
) -> Shape:
    form, stroke = look
    return Shape(*_parts(box, whole), name, form, stroke, is_dashed=True, is_covering=is_covering)


def _words(label: Label, whole: tuple[float, float], name: str) -> Shape:
    half, middle = text_width(label.text, label.size) / 2 + 1, label.spot.y + label.size * 0.36
    box = Box(label.spot.x - half, middle - label.size * 0.6, label.spot.x + half, middle + label.size * 0.6)
    shape = Shape(*_parts(box, whole), name, text=label.text, size=label.size, color=label.spot.color)
    return replace(shape, is_covering=label.is_covering)


def _notice(label: Label, box: Box, whole: tuple[float, float], muted: str) -> Shape:
    frame = Shape(*_parts(box, whole), label.text, "roundRect", muted, is_covering=True)
    return replace(frame, text=label.text, size=label.size, color=muted)


def _parts(box: Box, whole: tuple[float, float]) -> tuple[float, float, float, float]:
    width, height = whole
    return box.left / width, 1 - box.top / height, box.right / width, 1 - box.bottom / height
