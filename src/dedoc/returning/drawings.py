"""Drawings that were changed in Word: values of charts, and other pictures in their places."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from dedoc.errors import N_, Location
from dedoc.model import Chart, Figure
from dedoc.returning.changes import Change, Kind
from dedoc.returning.lines import Line
from dedoc.returning.work import Work
from dedoc.wordfile.model import Drawing, Series

IN_DATA = N_("the values of charts stand in figures/*.csv, or are facts; change them there")
IN_FIGURES = N_("pictures stand in figures/; put the new one there in place of the old one")
NEXT = 3
"""Lines below a drawing among which its caption is."""


def drawing_changes(work: Work, old: list[Line], new: list[Line]) -> Iterator[Change]:
    """Yield what was changed in the drawings of lines that both files have."""
    before = [token.drawing for line in old for token in line.tokens if token.drawing is not None]
    after = [token.drawing for line in new for token in line.tokens if token.drawing is not None]
    if len(before) != len(after) or not before:
        return
    figure = _figure(work, old[-1])
    for one, other in zip(before, after, strict=True):
        if one.series and other.series:
            yield from _chart_changes(figure, one.series, other.series)
        elif (one.check and other.check and one.check != other.check) or bool(one.series) != bool(other.series):
            place = figure.location if figure else None
            yield Change(Kind.PICTURE, place, _named(one), _named(other), is_applied=False, remark=IN_FIGURES)


def _figure(work: Work, line: Line) -> Figure | None:
    """Return the figure whose drawing a line holds: its caption stands below."""
    index = next((i for i, other in enumerate(work.sides.old) if other is line), 0)
    for other in work.sides.old[index : index + NEXT + 1]:
        owner = work.owner(other)
        if owner and isinstance(owner[-1], Figure):
            return owner[-1]
    return None


def _named(drawing: Drawing) -> str:
    return drawing.alternative or drawing.part


def _chart_changes(figure: Figure | None, old: tuple[Series, ...], new: tuple[Series, ...]) -> Iterator[Change]:
    place = figure.location if figure else None
    if len(old) != len(new) or any(len(a.values) != len(b.values) for a, b in zip(old, new, strict=True)):
        before, after = (", ".join(series.name for series in found) for found in (old, new))
        yield Change(Kind.CHART, place, before, after, is_applied=False, remark=IN_DATA)
        return
    for number, (one, other) in enumerate(zip(old, new, strict=True)):
        if _words(one.name) != _words(other.name):
            yield Change(Kind.CHART, place, one.name, other.name, is_applied=False, remark=IN_DATA)
        for index, (before, after) in enumerate(zip(one.values, other.values, strict=True)):
            name, new_name = _words(one.categories[index]), _words(other.categories[index])
            if name != new_name or _number(before) != _number(after):
                at = _value_place(figure, number, index) or place
                told, wanted = f"{one.name} {name}: {before}", f"{one.name} {new_name}: {after}"
                yield Change(Kind.CHART, at, told, wanted, is_applied=False, remark=IN_DATA)


def _value_place(figure: Figure | None, series: int, index: int) -> Location | None:
    """Return where a value of a chart is written."""
    if figure is None or not isinstance(figure.drawing, Chart):
        return None
    found = figure.drawing.series[series : series + 1]
    values = found[0].values[index : index + 1] if found else ()
    return values[0].location if values else None


def _words(text: str) -> str:
    return "".join(text.split())


def _number(text: str) -> Decimal | str:
    """Return a value so that 520 and 520.0 are the same."""
    try:
        return round(Decimal(text), 9)
    except InvalidOperation:
        return text
