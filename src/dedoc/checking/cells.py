"""The values of charts, ready to be compared with what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dedoc.checking.likeness import squeezed, years
from dedoc.checking.quantities import Quantity, unit_of
from dedoc.errors import Location
from dedoc.model import Chart, Series


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a chart, in units of one and rounded to ``step``; ``year`` is that of its category, or 0.

    Names are squeezed (``dedoc.checking.likeness``); ``shown`` is what the chart prints.
    """

    series: str
    category: str
    year: int
    value: Fraction | None
    step: Fraction
    unit: str
    shown: str
    source: str
    place: Location
    is_more: bool

    def fits(self, quantity: Quantity) -> bool:
        """Whether a quantity can be this value: the same, or a rounder form of it."""
        if self.value is None or quantity.value == self.value:
            return self.value is not None
        more = abs(self.value) / 10 if self.is_more else 0
        is_rounder = quantity.high - quantity.low > self.step
        return is_rounder and quantity.meets(self.value - self.step / 2, self.value + self.step / 2 + more)


def cells_of(chart: Chart) -> tuple[Cell, ...]:
    """Return the values of a chart, series by series."""
    return tuple(cell for series in chart.series for cell in _cells(series, chart))


def _cells(series: Series, chart: Chart) -> Iterator[Cell]:
    scale, unit = unit_of(series.unit)
    size = Fraction(10) ** scale
    for category, value in zip(chart.categories, series.values, strict=True):
        exponent = value.value.as_tuple().exponent if value.value is not None else 0
        number = None if value.value is None else Fraction(value.value) * size
        yield Cell(
            squeezed(series.name),
            squeezed(category),
            next(iter(years(category)), 0),
            number,
            size * Fraction(10) ** (exponent if isinstance(exponent, int) else 0),
            unit,
            value.text if number is None else value.text + series.unit,
            value.source,
            value.location or Location(""),
            value.is_more,
        )
