"""What an editor types over a number or a date is read as the fact that would print so, or as none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from dedoc.errors import Report
from dedoc.model import Fact, Moment, Qualifier
from dedoc.project import read_locale
from dedoc.returning.numbers import printed, read_fact, read_moment

CHINESE = read_locale("zh-CN", Report())
FACT = Fact("f", "数", Decimal("383.7"), precision=1, scale=4, unit="个")


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("384.2万个", {"value": Decimal("384.2")}),
        ("384万个", {"value": Decimal(384), "precision": 0}),
        ("3.8亿个", {"value": Decimal("3.8"), "scale": 8}),
        ("3837个", {"value": Decimal(3837), "precision": 0, "scale": 0}),
        ("超384万个", {"value": Decimal(384), "precision": 0, "qualifier": Qualifier.OVER}),
        ("400万余个", {"value": Decimal(400), "precision": 0, "qualifier": Qualifier.MORE}),
        ("400万个左右", {"value": Decimal(400), "precision": 0, "qualifier": Qualifier.AROUND}),
        ("两亿个", {"value": Decimal(2), "precision": 0, "scale": 8, "in_words": True}),
        ("1/7个", {"value": Fraction(1, 7), "precision": 0, "scale": 0}),
    ],
)
def test_a_number_is_read_as_what_prints_so(text: str, changes: dict[str, object]) -> None:
    """Value, scale, qualifier and form may differ."""
    expected = replace(FACT, **changes)  # type: ignore[arg-type]
    assert "".join(printed(expected, CHINESE).split()) == text
    assert read_fact(text, FACT, CHINESE) == expected


def test_ranges_and_uncertainties_keep_their_form() -> None:
    """Both numbers are read."""
    span = replace(FACT, value=Decimal(30), precision=0, scale=0, unit="%", upper=Decimal(40))
    assert read_fact("35%—45%", span, CHINESE) == replace(span, value=Decimal(35), upper=Decimal(45))
    vague = replace(FACT, value=Decimal("12.3"), scale=0, unit="%", uncertainty=Decimal("0.5"))
    assert read_fact("12.4%±0.6%", vague, CHINESE) == replace(vague, value=Decimal("12.4"), uncertainty=Decimal("0.6"))


def test_a_number_without_its_mark_is_this_year_s() -> None:
    """A value that was due is one no more once somebody typed another in its place."""
    due = replace(FACT, due=2023)
    assert read_fact("384.2万个", due, CHINESE) == replace(due, value=Decimal("384.2"), due=0)
    assert read_fact("【2023年版：384.2万个】", due, CHINESE) == replace(due, value=Decimal("384.2"))


@pytest.mark.parametrize("text", ["许多", "", "384.2", "384.2万个。", "三八三", "-"])
def test_what_is_no_number_is_read_as_none(text: str) -> None:
    """Nothing is guessed."""
    assert read_fact(text, FACT, CHINESE) is None


@pytest.mark.parametrize(
    ("text", "parts", "quarter"),
    [
        ("2024年6月底", (2024, 6, 30), 0),
        ("2024年2月底", (2024, 2, 29), 0),
        ("2024年6月", (2024, 6), 0),
        ("2024年6月5日", (2024, 6, 5), 0),
        ("2024年底", (2024, 12, 31), 0),
        ("2024年", (2024,), 0),
    ],
)
def test_a_date_is_read_as_what_prints_so(text: str, parts: tuple[int, ...], quarter: int) -> None:
    """Days, ends of months and years, months and years."""
    assert read_moment(text, CHINESE) == Moment(parts, quarter)


def test_what_is_no_date_is_read_as_none() -> None:
    """There is no such day."""
    assert read_moment("2024年13月", CHINESE) is None
    assert read_moment("去年", CHINESE) is None
