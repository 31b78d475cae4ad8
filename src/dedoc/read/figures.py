"""``figures/*.yaml`` (and the CSV files they name) to figures of the model."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from dedoc import records
from dedoc.errors import N_, Location, Report
from dedoc.inputs import Inputs, report_conflicts
from dedoc.model import (
    Arrow,
    Box,
    Chart,
    Citation,
    Diagram,
    Drawing,
    Figure,
    Inline,
    Node,
    Picture,
    Series,
    SeriesShape,
    Tone,
    Value,
)
from dedoc.read.amounts import NOTHING
from dedoc.read.data import check_due
from dedoc.read.drawn import CALL, History, Known, history_chart
from dedoc.read.inlines import Chapter, inlines
from dedoc.read.pictures import check_picture
from dedoc.read.pies import check_pie
from dedoc.records import MAY_BE_EMPTY, Name, needed_unless

NAME = re.compile(r"[\w-]+")
VALUE = re.compile(r"(-?\d{1,15}(?:\.\d{1,10})?)(\+?)", re.ASCII)
SMALLEST_CHART = 6
DOUBLED = {"box": N_("the box “{key}” is given twice"), "series": N_("the series “{key}” is given twice")}
COLUMNS = ("category", "series", "value", "source", "remark")


@dataclass(frozen=True, slots=True)
class SeriesRecord(Node):
    """The keys of a series: ``key`` is its name in the CSV file, ``fact`` the fact that it is the history of."""

    name: str
    unit: str
    key: Name = field(default=NOTHING, metadata=needed_unless("fact"))
    shape: SeriesShape = SeriesShape.BAR
    fact: Name | None = None


@dataclass(frozen=True, slots=True)
class BoxRecord(Node):
    """The keys of a box of a diagram."""

    key: Name
    text: str
    row: float
    column: float
    width: float = 1
    height: float = 1
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class ArrowRecord(Node):
    """The keys of an arrow of a diagram."""

    start: Name
    end: Name
    text: str = ""
    is_mutual: bool = False


@dataclass(frozen=True, slots=True)
class FigureRecord(Node):
    """The keys of a figure: it has ``data`` and ``series``, or ``series`` of facts, or ``boxes``, or a ``picture``."""

    caption: str = field(metadata=MAY_BE_EMPTY)
    alt: str = field(metadata=MAY_BE_EMPTY)
    source: tuple[Name, ...] = ()
    height: float = 8
    data: Name | None = None
    series: tuple[SeriesRecord, ...] = ()
    over: tuple[Name, ...] = ()
    missing: str = ""
    columns: int = 0
    rows: int = 0
    boxes: tuple[BoxRecord, ...] = ()
    arrows: tuple[ArrowRecord, ...] = ()
    picture: Name | None = None
    due: int | None = None
    places: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)


def read_figures(folder: Path, inputs: Inputs, known: Known | None = None) -> dict[str, Figure | None]:
    """Return the figures by name (that of their file); None stands for one that is there but wrong.

    ``known`` are the facts that charts can name.
    """
    known = known or Known({}, None, inputs)
    found = {path: _figure(path, inputs, known) for path in sorted(folder.glob("*.yaml"))}
    for path in (path for path, figure in found.items() if figure is None):
        # What an unread figure would have named in its data may be in any file that nothing has read.
        data = {file for file in inputs.raw if file.parent == folder and file.suffix != ".yaml"}
        for file in (path, *sorted(data | set(folder.glob("*.csv")))):
            inputs.leave_out("figures", file)
    return {path.stem: figure for path, figure in found.items()}


def _figure(path: Path, inputs: Inputs, known: Known) -> Figure | None:
    root, is_read = records.parse(path, inputs)
    reader = records.Reader(inputs.name(path), inputs.report)
    record = reader.record(root, FigureRecord) if is_read else None
    if not NAME.fullmatch(path.stem):
        hint = "use letters, digits and hyphens: 5g-stations"
        inputs.report.error(Location(inputs.name(path)), "“{key}” cannot be a name", hint, key=path.stem)
    if record is None:
        return None
    place = record.location or Location(inputs.name(path))
    drawing = _drawing(path, record, place, inputs, known)
    _check_figure(record, place, inputs)
    if drawing is None:
        return None
    check_due(record.due, Name(path.stem, record.places.get("due", place)), inputs.report)
    caption = _caption(record.caption, record.places.get("caption", place), inputs)
    source = Citation(record.source, None, location=place) if record.source else None
    alternative, due = record.alt.strip(), record.due or 0
    return Figure(path.stem, drawing, caption, source, alternative, record.height, due=due, location=place)


def _check_figure(record: FigureRecord, place: Location, inputs: Inputs) -> None:
    report = inputs.report
    if not record.caption.strip():
        report.error(record.places.get("caption", place), "“{key}” is empty", "write it behind “{key}:”", key="caption")
    if not record.alt.strip():
        hint = "say in a sentence what the figure shows, for readers who cannot see it"
        report.error(record.places.get("alt", place), "“{key}” is empty", hint, key="alt")
    height = record.places.get("height", place)
    if not 2 <= record.height <= 20:
        report.error(height, "“height” counts lines of the page", "write a number from 2 to 20")
    elif record.data is not None and record.height < SMALLEST_CHART:
        hint = "give it {lines} lines or more"
        report.error(height, "the chart has no room for its axes", hint, lines=SMALLEST_CHART)


def _caption(text: str, place: Location, inputs: Inputs) -> tuple[Inline, ...]:
    chapter = Chapter(place.file, inputs.report, is_caption=True)
    tree = chapter.tree(text.strip(), place.line, is_inline=True)
    return inlines(tree.children[0].children, place.line, chapter) if tree.children else ()


def _drawing(path: Path, record: FigureRecord, place: Location, inputs: Inputs, known: Known) -> Drawing | None:
    has_facts = any(series.fact is not None for series in record.series)
    given = [record.data is not None or has_facts, bool(record.boxes), record.picture is not None]
    if sum(given) != 1:
        hint = "give it “data” and “series” for a chart, “boxes” for a diagram, or “picture” for a file"
        inputs.report.error(place, "the figure has nothing to draw, or too much", hint)
        return None
    if has_facts:
        return _history(record, place, inputs, known)
    if record.over:
        hint = "give each series its “fact”, or leave “over” out"
        inputs.report.error(record.over[0].location, "“over” is for charts whose series are facts", hint)
    if record.data is not None:
        return _chart(path.parent / record.data, record, place, inputs, known)
    if record.picture is not None:
        return _picture(path.parent / record.picture, record.picture.location, inputs)
    return _diagram(record, place, inputs)


def _picture(path: Path, place: Location, inputs: Inputs) -> Picture | None:
    data = inputs.read(path, place)
    if data is None or not check_picture(data, path, place, inputs.report):
        return None
    return Picture(path, data, location=place)


def _check_once(kind: str, keys: Iterable[Name], inputs: Inputs) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            message = DOUBLED[kind]
            inputs.report.error(key.location, message, "keep one of them", key=key)
        seen.add(key)


def _diagram(record: FigureRecord, place: Location, inputs: Inputs) -> Diagram | None:
    keys = {box.key for box in record.boxes}
    _check_once("box", (box.key for box in record.boxes), inputs)
    for arrow in record.arrows:
        for end in (arrow.start, arrow.end):
            if end not in keys:
                hint = "the boxes are: {boxes}"
                values = {"key": end, "boxes": ", ".join(sorted(keys))}
                inputs.report.error(end.location, "the diagram has no box “{key}”", hint, **values)
    for arrow in record.arrows:
        if arrow.start == arrow.end:
            inputs.report.error(arrow.location, "an arrow leads from a box to itself", "name two boxes")
    for box in record.boxes:
        if min(box.row, box.column) < 0 or min(box.width, box.height) < 1:
            hint = "rows and columns count from 0, and a box is 1 wide and 1 high or more"
            inputs.report.error(box.key.location, "the box “{key}” has no room", hint, key=box.key)
        if box.column + box.width > record.columns or box.row + box.height > record.rows:
            hint = "raise “columns” or “rows”, or move the box"
            inputs.report.error(box.key.location, "the box “{key}” stands outside the diagram", hint, key=box.key)
    boxes = tuple(
        Box(box.key, box.text, box.row, box.column, box.width, box.height, box.tone, location=box.location)
        for box in record.boxes
    )
    arrows = tuple(Arrow(a.start, a.end, a.text, a.is_mutual, location=a.location) for a in record.arrows)
    return Diagram(record.columns, record.rows, boxes, arrows, location=place)


def _history(record: FigureRecord, place: Location, inputs: Inputs, known: Known) -> Chart | None:
    """Return a chart whose series are all histories of facts."""
    series = tuple(
        History(item.fact, item.name, item.unit, item.shape, item.location)
        for item in record.series
        if item.fact is not None
    )
    if record.data is not None or len(series) < len(record.series):
        hint = "give each series its “fact”, or name facts in the lines of the CSV file: {{fact}}`name@2022`"
        inputs.report.error(place, "some series are facts, and others come from a file", hint)
        return None
    _check_units(record, inputs)
    chart = history_chart(series, record.over, record.missing, place, known)
    if chart is not None:
        check_pie(chart, inputs.report)
    return chart


def _chart(path: Path, record: FigureRecord, place: Location, inputs: Inputs, known: Known) -> Chart | None:
    assert record.data is not None
    report = inputs.report
    text = inputs.read_text(path, record.data.location)
    if text is not None and not record.series:
        report.error(place, "“{key}” is missing", "add a line “{key}: …”", key="series")
    _check_series(record, inputs)
    before = len(report.problems)
    cells = (
        {}
        if text is None or not record.series or report_conflicts(text, inputs.name(path), report)
        else _cells(text, inputs.name(path), record, inputs, known)
    )
    if text is None or not record.series or len(report.problems) > before:
        return None
    categories = tuple(dict.fromkeys(category for category, _ in cells))
    if not categories:
        hint = "write one line a value: {columns}"
        report.error(Location(inputs.name(path), 1), "the chart has no values", hint, columns=",".join(COLUMNS))
        return None
    series = tuple(_series(item, categories, cells, inputs) for item in record.series)
    chart = Chart(categories, series, record.missing, location=record.location)
    check_pie(chart, report)
    return chart


def _check_series(record: FigureRecord, inputs: Inputs) -> None:
    _check_once("series", (series.key for series in record.series), inputs)
    _check_units(record, inputs)


def _check_units(record: FigureRecord, inputs: Inputs) -> None:
    units = dict.fromkeys(series.unit for series in record.series)
    third = next((series for series in record.series if series.unit in list(units)[2:]), None)
    if third is not None:
        message = "a chart has room for two units, not for {count}"
        inputs.report.error(third.location, message, "draw two charts", count=len(units))


def _series(
    item: SeriesRecord, categories: tuple[str, ...], cells: dict[tuple[str, str], Value], inputs: Inputs
) -> Series:
    values = []
    for category in categories:
        if (category, item.key) not in cells:
            hint = "add a line “{category},{series},” and leave the value empty if nobody knows it"
            what = {"category": category, "series": item.key}
            inputs.report.error(item.location, "“{series}” has no line for “{category}”", hint, **what)
        values.append(cells.get((category, item.key), Value(None)))
    return Series(item.name, item.unit, item.shape, tuple(values), location=item.location)


def _cells(text: str, file: str, record: FigureRecord, inputs: Inputs, known: Known) -> dict[tuple[str, str], Value]:
    rows = csv.DictReader(io.StringIO(text), strict=True)
    found: dict[tuple[str, str], Value] = {}
    try:
        if sorted(rows.fieldnames or ()) != sorted(COLUMNS):
            hint = "the first line is: {columns}"
            inputs.report.error(
                Location(file, 1), "the columns are not the expected ones", hint, columns=",".join(COLUMNS)
            )
            return {}
        for row in rows:
            _cell(row, Location(file, rows.line_num), record, found, known)
    except csv.Error as error:
        place = Location(file, rows.line_num + 1)
        inputs.report.error(place, "this is not valid CSV: {reason}", "look at the quotation marks", reason=str(error))
    return found


def _cell(
    row: dict[str, str], place: Location, record: FigureRecord, found: dict[tuple[str, str], Value], known: Known
) -> None:
    report = known.inputs.report
    if None in row or None in row.values():
        report.error(place, "the line has not as many values as columns", "count the commas; quote text with commas")
        return
    key = (row["category"].strip(), row["series"].strip())
    if not key[0]:
        report.error(place, "the line names no category", "write what the value belongs to, such as a year")
    series = next((series for series in record.series if series.key == key[1]), None)
    if series is None:
        hint = "add it to “series”, or correct the name"
        report.error(place, "the chart has no series “{series}”", hint, series=key[1])
    if key in found:
        report.error(place, "“{series}” is given twice for “{category}”", "keep one", series=key[1], category=key[0])
    text, source = row["value"].strip(), Name(row["source"].strip(), place)
    if (call := CALL.fullmatch(text)) and series is not None:
        value = known.value(call[1], series.unit, place)
        found[key] = replace(value, source=source or value.source, remark=row["remark"].strip())
    else:
        found[key] = replace(_number(text, source, report), remark=row["remark"].strip())


def _number(text: str, source: Name, report: Report) -> Value:
    """Return a value that was typed; it names where it was seen."""
    place = source.location
    match = VALUE.fullmatch(text)
    if text and not match:
        hint = "write digits with a point; “240+” for somewhat more; leave it empty if nobody knows"
        report.error(place, "“{value}” is not a number", hint, value=text)
    if text and not source:
        hint = "name where it was seen, by its key in sources.yaml"
        report.error(place, "a value without source", hint)
    number = Decimal(match[1]) if match else None
    if number is not None and number < 0:
        report.error(place, "a chart draws values from 0 up", "leave the value out, or draw its amount")
    return Value(number, source, is_more=bool(match and match[2]), location=place)


def with_drawing(figure: Figure, described: Figure) -> Figure:
    """Return the figure of a chapter with all that its file says, at the place where the chapter names it."""
    return replace(described, location=figure.location, due=described.due or figure.due)
