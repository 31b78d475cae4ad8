"""What the charts of a Word file show, by the values that the file keeps of them (ECMA-376-1, 21.2)."""

from __future__ import annotations

from collections.abc import Iterator

from dedoc.wordfile.model import Series
from dedoc.wordfile.xml import NAMES, Element, number

C = f"{{{NAMES['c']}}}"
SHAPES = {"barChart": "bar", "lineChart": "line", "pieChart": "pie"}
"""The kinds of charts that an edition has as well."""

MOST_POINTS = 1000


def read_series(root: Element | None) -> tuple[Series, ...]:
    """Return the series of a chart in order, none where one of them is of a kind that an edition does not have."""
    if root is None:
        return ()
    plots = [plot for area in root.iter(f"{C}plotArea") for plot in area if _local(plot).endswith("Chart")]
    if any(_local(plot) not in SHAPES for plot in plots):
        return ()
    found = [(_order(item), _series(item, SHAPES[_local(plot)])) for plot in plots for item in plot.iter(f"{C}ser")]
    return tuple(series for _, series in sorted(found, key=lambda pair: pair[0]) if series.categories)


def _local(item: Element) -> str:
    return item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""


def _order(item: Element) -> int:
    order = item.find(f"{C}order")
    return 0 if order is None else number(order.get("val", ""), 0) or 0


def _series(item: Element, shape: str) -> Series:
    name = "".join(text.text or "" for text in item.iterfind(f"{C}tx//{C}v"))
    categories = dict(_points(item, "cat"))
    values = dict(_points(item, "val"))
    count = max((*categories, *values), default=-1) + 1
    places = range(min(count, MOST_POINTS))
    return Series(
        name.strip(),
        shape,
        tuple(categories.get(i, str(i + 1)) for i in places),
        tuple(values.get(i, "") for i in places),
    )


def _points(item: Element, kind: str) -> Iterator[tuple[int, str]]:
    """Yield the points that are there, with their places."""
    for point in item.iterfind(f"{C}{kind}//{C}pt"):
        place, value = number(point.get("idx", "")), point.find(f"{C}v")
        if place is not None and place >= 0 and value is not None and value.text:
            yield place, value.text.strip()
