"""Checks on native charts: axes that belong together, and values that are those of the workbook and of the document."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from dedoc.errors import Problem
from dedoc.model import Chart
from dedoc.verify.word.parts import DOCUMENT, Parts
from dedoc.verify.word.wanted import Wanted
from dedoc.verify.word.xml import C, Element, R, whole

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RANGE = re.compile(r"\w+!\$([A-Z]+)\$(\d+)(?::\$\1\$(\d+))?")
"""A column of cells in the only sheet."""

Grid = dict[str, str]
"""The cells of a workbook that hold something, by their names."""


def check_charts(parts: Parts, wanted: Wanted) -> Iterator[Problem]:
    """Yield what is wrong with the charts of a Word file, each named by its part."""
    relations = parts.relations(DOCUMENT)
    shown = [relations.get(item.get(R + "id", "")) for item in parts.body.iter(C + "chart")]
    names = [item.target for item in shown if item is not None and item.target in parts.roots]
    if len(names) != len(wanted.charts):
        values = {"found": len(names), "expected": len(wanted.charts)}
        yield Problem("the Word file has {found} native charts, and {expected} were expected", values=values)
        return
    for name, chart in zip(names, wanted.charts, strict=True):
        root = parts.roots[name]
        yield from _axes(root, name)
        grid = _workbook(parts, name, root)
        if grid is None:
            yield Problem(
                "the chart {part} of the Word file has no workbook to edit its data in", values={"part": name}
            )
            continue
        yield from _caches(root, grid, name)
        yield from _values(root, chart, name)


def _axes(root: Element, name: str) -> Iterator[Problem]:
    """Yield axes that no series uses, that are not there, or that do not cross each other (ECMA-376-1, 21.2.2.9)."""
    axes = {_value(axis, "axId"): _value(axis, "crossAx") for axis in root.iter(C + "catAx", C + "valAx")}
    pairs = [
        [item.get("val") for item in group.iterfind(C + "axId")] for group in root.iter(C + "barChart", C + "lineChart")
    ]
    used = {key for pair in pairs for key in pair}
    is_paired = all(axes.get(crossed) == key for key, crossed in axes.items())
    if not is_paired or used != axes.keys() or any(len(pair) != 2 or axes.get(pair[0]) != pair[1] for pair in pairs):
        yield Problem("the axes of the chart {part} in the Word file do not belong together", values={"part": name})


def _value(element: Element, name: str) -> str:
    found = element.find(C + name)
    return "" if found is None else str(found.get("val", ""))


def _workbook(parts: Parts, name: str, root: Element) -> Grid | None:
    """Return the cells of the workbook of a chart, None if it has none that can be read."""
    from lxml import etree  # noqa: PLC0415 -- only builds of Word files need it

    data = root.find(C + "externalData")
    relation = parts.relations(name).get("" if data is None else data.get(R + "id", ""))
    if relation is None or relation.target not in parts.blobs:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(parts.blobs[relation.target])) as package:
            sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return None
    cells = {cell.get("r", ""): "".join(map(str, cell.itertext(S + "v", S + "t"))) for cell in sheet.iter(S + "c")}
    return {place: text for place, text in cells.items() if text}


def _caches(root: Element, grid: Grid, name: str) -> Iterator[Problem]:
    """Yield the references whose cached values are not those of their cells; what is missing is missing in both."""
    for item in root.iter(C + "strRef", C + "numRef"):
        range_name = item.findtext(C + "f", "")
        cells = _cells(range_name)
        points = {whole(point.get("idx")): point.findtext(C + "v", "") for point in item.iter(C + "pt")}
        held = {index: grid[cell] for index, cell in enumerate(cells) if cell in grid}
        count = item.find(f".//{C}ptCount")
        if not cells or count is None or whole(count.get("val")) != len(cells) or points != held:
            values = {"part": name, "range": range_name}
            message = "the chart {part} of the Word file does not show what its workbook holds in {range}"
            yield Problem(message, values=values)
    for series in root.iter(C + "ser"):
        if series.find(f"{C}cat/{C}strRef") is None or series.find(f"{C}val/{C}numRef") is None:
            message = "a series of the chart {part} in the Word file names no cells of its workbook"
            yield Problem(message, values={"part": name})


def _cells(range_name: str) -> list[str]:
    match = RANGE.fullmatch(range_name)
    if match is None:
        return []
    first, last = int(match[2]), int(match[3] or match[2])
    return [f"{match[1]}{row}" for row in range(first, last + 1)]


def _values(root: Element, chart: Chart, name: str) -> Iterator[Problem]:
    """Yield a problem if the chart does not hold the categories, series and values of the document, and no others."""
    found = {}
    for series in root.iter(C + "ser"):
        label = series.findtext(f"{C}tx//{C}v")
        if label is not None:
            points = series.iterfind(f"{C}val//{C}pt")
            values = {whole(point.get("idx")): _number(point.findtext(C + "v", "")) for point in points}
            found[label] = (tuple(v.text for v in series.iterfind(f"{C}cat//{C}v")), values)
    expected = {
        series.legend: (
            chart.categories,
            {index: value.value for index, value in enumerate(series.values) if value.value is not None},
        )
        for series in chart.series
    }
    if found != expected:
        yield Problem("the chart {part} of the Word file does not hold the data of the document", values={"part": name})


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
