"""What numbers of one row share: the unit said once at the end of a range or a list."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dedoc.translate.numbers.language import Language
from dedoc.translate.numbers.quantity import Kind, Quantity

LONGEST = 6
"""Characters a sign or word between two numbers of one row may have."""


def linked(found: list[Quantity], folded: str, language: Language) -> tuple[Quantity, ...]:
    """Return the numbers with the scale and kind that those of a row take from one another."""
    found = _joined(found, folded)
    for index in range(len(found) - 2, -1, -1):
        first, second = found[index], found[index + 1]
        between = folded[first.end : second.start]
        if not 0 < len(between) <= LONGEST or Kind.CODE in {first.kind, second.kind}:
            continue
        is_range = bool(language.range.fullmatch(between))
        if not (is_range or language.list.fullmatch(between)):
            continue
        found[index], found[index + 1] = _both(
            first, second, is_range=is_range, is_list=bool(language.list.fullmatch(between))
        )
    return tuple(_days(_whole_years(found), folded))


def _both(first: Quantity, second: Quantity, *, is_range: bool, is_list: bool) -> tuple[Quantity, Quantity]:
    if _is_short_year(first, second, is_range=is_range and second.start - first.end == 1):
        century = first.value // 100 * 100
        return first, replace(second, readings=(century + second.value, second.value), kind=Kind.YEAR)
    if second.scale != 1 and first.scale == 1 and first.kind in {Kind.PLAIN, second.kind} and not first.unit:
        readings = (first.value * second.scale, *first.readings)
        first = replace(first, readings=readings, grain=first.grain * second.scale, scale=second.scale)
    if (
        first.kind is Kind.PLAIN
        and first.scale == 1
        and second.kind not in {Kind.PLAIN, Kind.ORDINAL, Kind.VAGUE}
        and not first.unit
    ):
        if second.kind is not Kind.YEAR or first.value >= 1000:
            first = replace(first, kind=second.kind, is_shared=second.is_shared or is_list)
    elif (
        is_range
        and second.kind is Kind.PLAIN
        and second.scale == 1
        and second.value <= 100
        and first.kind in {Kind.PERCENT, Kind.MONTH}
        and not second.unit
    ):
        second = replace(second, kind=first.kind)
    if second.unit and not first.unit and first.kind is second.kind:
        first = replace(first, unit=second.unit, factor=second.factor)
    return first, second


def _is_short_year(first: Quantity, second: Quantity, *, is_range: bool) -> bool:
    """Tell whether the second number is the end of years like 2020–23."""
    is_short = (
        second.kind in {Kind.PLAIN, Kind.YEAR}
        and second.scale == 1
        and second.value == second.value.to_integral_value()
    )
    return is_range and first.kind is Kind.YEAR and is_short and first.value % 100 < second.value < 100


def _whole_years(found: list[Quantity]) -> list[Quantity]:
    """Return the numbers, those of the months one to n not required: January–June may be said as half a year."""
    result = list(found)
    for index in range(len(result) - 1):
        first, second = result[index], result[index + 1]
        if first.kind is second.kind is Kind.MONTH and first.value == 1 and second.start - first.end <= LONGEST:
            result[index] = replace(first, required=False)
            result[index + 1] = replace(second, required=False, readings=(second.value, second.value / Decimal(3)))
        if first.kind is Kind.CENTURY and second.kind is Kind.DECADE and second.start - first.end <= 1:
            result[index] = replace(first, required=False)
            result[index + 1] = replace(
                second, readings=((first.value - 1) * 100 + second.value % 100, *second.readings[1:])
            )
    return result


def _joined(found: list[Quantity], folded: str) -> list[Quantity]:
    """Return the numbers, those said in two scales as one (3조 5,140억, 383万7000)."""
    result: list[Quantity] = []
    for number in found:
        last = result[-1] if result else None
        if last is None or not _is_tail(last, number, folded):
            result.append(number)
            continue
        whole = last.value + number.value
        text = last.text + folded[last.end : number.start] + number.text
        result[-1] = replace(
            number, start=last.start, text=text, readings=(whole,), scale=last.scale, approximate=last.approximate
        )
    return result


def _is_tail(first: Quantity, second: Quantity, folded: str) -> bool:
    """Tell whether the second number is what is left below the scale of the first."""
    is_near = folded[first.end : second.start] in {"", " "} and folded[first.end - 1] > "\u2e7f"
    plain = first.kind is Kind.PLAIN and second.kind is not Kind.YEAR and not first.unit and not second.spelled
    return (
        is_near
        and plain
        and first.scale >= 1000
        and second.value < first.scale
        and first.value == first.value.to_integral_value()
    )


def _days(found: list[Quantity], folded: str) -> list[Quantity]:
    """Return the numbers, those beside the name of a month as days (31 December, May 5)."""
    result = list(found)
    for index in range(len(found) - 1):
        first, second = found[index], found[index + 1]
        if folded[first.end : second.start] not in {" ", " of ", "th ", "st ", "nd ", "rd "}:
            continue
        for place, number, other in ((index, first, second), (index + 1, second, first)):
            is_day = (
                number.kind in {Kind.PLAIN, Kind.ORDINAL}
                and number.scale == 1
                and 1 <= number.value <= 31
                and not number.spelled
            )
            if is_day and other.kind is Kind.MONTH and other.spelled:
                result[place] = replace(number, kind=Kind.DAY)
    return result
