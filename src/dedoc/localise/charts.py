"""The units of a chart in another language: 810 of 万架 become 8.1 million racks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dedoc.localise.phrases import Phrases
from dedoc.localise.scales import rescaled, scale_words
from dedoc.model import Chart, Measure, Series


def with_own_scales(chart: Chart, phrases: Phrases) -> Chart:
    """Return a chart whose units, and the values that they count, are those of the phrases' language.

    All series of one unit keep one scale, that of their largest value, for they share an axis.
    """
    largest: dict[str, Decimal] = {}
    for series in chart.series:
        values = [abs(value.value) for value in series.values if value.value is not None]
        largest[series.unit] = max([largest.get(series.unit, Decimal(0)), *values])
    return replace(chart, series=tuple(_scaled(series, largest[series.unit], phrases) for series in chart.series))


def _scaled(series: Series, largest: Decimal, phrases: Phrases) -> Series:
    measure = phrases.locale.counted.get(series.unit, Measure(series.unit))
    name = phrases.counted_name(measure.unit or series.unit)
    if not measure.power or not measure.unit:
        return replace(series, unit=name)
    words, powers = scale_words(phrases.locale.babel), tuple(phrases.locale.scales.values())
    power = rescaled(largest, 0, measure.power, powers or tuple(words)).power
    scale = words.get(power, {}).get("other", "").replace("{number}", "").strip()
    shift = measure.power - power
    values = tuple(
        value if value.value is None else replace(value, value=_moved(value.value, shift)) for value in series.values
    )
    return replace(series, values=values, unit=phrases.with_scale(scale, name))


def _moved(value: Decimal, shift: int) -> Decimal:
    """Return a value times a power of ten: no exponent is left, and no nought that the value did not vouch for."""
    moved, written = value.scaleb(shift), value.as_tuple().exponent
    if isinstance(written, int) and written < 0:
        # Its decimals are vouched for, noughts too.
        return moved if int(moved.as_tuple().exponent) <= 0 else moved.quantize(Decimal(1))
    normal = moved.normalize()
    return normal if int(normal.as_tuple().exponent) <= 0 else normal.quantize(Decimal(1))
