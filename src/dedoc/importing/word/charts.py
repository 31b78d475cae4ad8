"""Native charts of a Word file as the data of figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from dedoc.wordfile.model import Drawing, Series

UNIT = re.compile(r"\s*[（(]\s*([^（）()]{1,12})\s*[）)]\s*$")
DECIMALS = Decimal("1e-9")
"""What a value is rounded to: a spreadsheet keeps 0.1 as 0.10000000000000001."""

MOST_UNITS = 2


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart as an edition has it: the series of the figure, and the rows of its CSV file."""

    series: list[dict[str, str]]
    rows: list[list[str]]


def chart_of(drawing: Drawing, source: str) -> Plot | None:
    """Return the data of a chart whose values were seen in a source; None where an edition could not show it."""
    found = drawing.series
    units = {match[1] for series in found if (match := UNIT.search(series.name))}
    is_pie = any(series.shape == "pie" for series in found)
    if not found or len(units) > MOST_UNITS or (is_pie and len(found) > 1):
        return None
    rows = [["category", "series", "value", "source", "remark"]]
    for number, series in enumerate(found, 1):
        if len(set(series.categories)) < len(series.categories) or series.categories != found[0].categories:
            return None
        for category, value in zip(series.categories, series.values, strict=True):
            number_of = _number(value)
            if number_of is None:
                return None
            rows.append(
                [
                    category,
                    f"series-{number}",
                    number_of,
                    source if value else "",
                    "自 Word 文件导入" if value else "原图缺此值",
                ]
            )
    return Plot([_described(series, number) for number, series in enumerate(found, 1)], rows)


def _described(series: Series, number: int) -> dict[str, str]:
    match = UNIT.search(series.name)
    name = series.name[: match.start()] if match else series.name
    unit = {"unit": match[1]} if match else {}
    return {"key": f"series-{number}", "name": name.strip() or f"系列 {number}", **unit, "shape": series.shape}


def _number(value: str) -> str | None:
    """Return a value in digits, "" for one that is missing, None for what is no number."""
    if not value:
        return ""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= Decimal("1e15"):
        return None
    text = f"{number.quantize(DECIMALS):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
