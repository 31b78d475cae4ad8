"""Checks on pies: one whole, all of its parts known, and shares that make a hundred."""

from __future__ import annotations

from decimal import Decimal

from dedoc.errors import Report
from dedoc.model import Chart, Series, SeriesShape


def check_pie(chart: Chart, report: Report) -> None:
    """Report what would make a pie lie: a second series, a missing part, no amount at all, shares of no whole."""
    pie = next((series for series in chart.series if series.shape is SeriesShape.PIE), None)
    if pie is None:
        return
    if len(chart.series) > 1:
        hint = "draw a pie for each, or choose the shape “bar”"
        count = len(chart.series)
        report.error(chart.series[1].location, "a pie has one series, not {count}", hint, count=count)
    elif chart.has_values:
        _check_parts(chart, pie, report)


def _check_parts(chart: Chart, pie: Series, report: Report) -> None:
    values = [value.value for value in pie.values if value.value is not None]
    if len(values) < len(pie.values):
        for category, value in zip(chart.categories, pie.values, strict=True):
            if value.value is None:
                hint = "find the value, or choose the shape “bar”, which can show a gap"
                message = "a pie needs all its parts, and “{category}” has no value"
                report.error(value.location, message, hint, category=category)
        return
    total = sum(values)
    if total == 0:
        report.error(pie.location, "a pie of noughts has no parts", "choose the shape “bar”")
    elif pie.is_shares and abs(total - 100) > _rounding(values):
        hint = "add what is left as a category of its own, or give amounts with their unit"
        report.error(pie.location, "the shares of the pie make {total} %, not 100 %", hint, total=f"{total:f}")


def _rounding(values: list[Decimal]) -> Decimal:
    """Return by how much rounded values may miss their sum: half a unit of the last digit each."""
    exponents = (value.as_tuple().exponent for value in values)
    return sum((Decimal(5).scaleb(int(exponent) - 1) for exponent in exponents), Decimal(0))
