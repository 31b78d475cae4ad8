"""Numbers of Chinese facts as English says them: scaled anew, and as exact as they were."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from dedoc.errors import Report
from dedoc.localise.charts import with_own_scales
from dedoc.localise.phrases import Phrases
from dedoc.localise.scales import rescaled, scale_words
from dedoc.model import Chart, Fact, Measure, Moment, Qualifier, Series, SeriesShape, Value
from dedoc.moments import moment
from dedoc.project import read_locale

ENGLISH = Phrases(read_locale("en", Report()))


def fact(number: str, scale: int = 0, unit: str = "", **more: object) -> Fact:
    """Return a fact with the decimals that its number has."""
    precision = len(number.partition(".")[2])
    made = Fact("a", "基站", Decimal(number), precision, scale, unit, measure=Measure(unit, scale, ""))
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (fact("383.7", 4, "个"), "3.837 million"),
        (fact("1.83", 8, "户"), "183 million households"),
        (fact("3514", 8, "块"), "351.4 billion"),
        (fact("9.4", 4, "个"), "94,000"),
        (fact("2500", 4, "人"), "25 million people"),
        (fact("10.00", 8), "1.000 billion"),
        (fact("1.2", 12, "元"), "RMB 1.2 trillion"),
        (fact("5000", 12), "5,000 trillion"),
        (fact("0.5", 8), "50 million"),
        (fact("29770", 0, "家"), "29,770"),
        (fact("7", 0, "倍"), "7 times"),
        (fact("1", 0, "年"), "1 year"),
        (fact("32.85", 0, "ZB"), "32.85 ZB"),
        (fact("51.2", 0, "%", measure=Measure("", -2, "%")), "51.2%"),
        (fact("810", 4, "架"), "8.1 million racks"),
        (fact("810", 0, "万架", measure=Measure("架", 4, "万架")), "8.1 million racks"),
        (fact("42", 0, "艘"), "42 艘"),
        (fact("2", 0, "个", in_words=True), "two"),
        (fact("2", 8, in_words=True), "200 million"),
        (fact("240", 0, "个", qualifier=Qualifier.MORE), "more than 240"),
        (fact("200", 4, "人", qualifier=Qualifier.MORE), "more than 2 million people"),
        (fact("30", 0, "%", qualifier=Qualifier.NEAR, measure=Measure("", -2, "%")), "nearly 30%"),
        (fact("2500", 4, "人", upper=Decimal(3000)), "25–30 million people"),
        (fact("30", 0, "%", upper=Decimal(40), measure=Measure("", -2, "%")), "30–40%"),
        (fact("12.3", 0, "%", uncertainty=Decimal("0.5"), measure=Measure("", -2, "%")), "12.3 ± 0.5%"),
        (replace(fact("1"), value=Fraction(1, 7)), "1/7"),
        (replace(fact("1"), value=None), "[to be verified: 基站]"),
        (fact("3.1", 4, "个", due=2023), "[2023 edition: 31,000]"),
    ],
)
def test_a_fact_says_the_same_in_english(given: Fact, expected: str) -> None:
    """Scales are those of CLDR, and no digit is added or lost."""
    assert ENGLISH.fact(given) == expected


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("2024-05-31", "the end of May 2024"),
        ("2023-12-31", "the end of 2023"),
        ("2024-Q1", "the 1st quarter of 2024"),
        ("2024-05", "May 2024"),
        ("2024", "2024"),
        ("2023-07-24", "July 24, 2023"),
    ],
)
def test_a_date_says_the_same_in_english(time: str, expected: str) -> None:
    """The last day of a month or a year is its end."""
    assert ENGLISH.moment(moment(time)) == expected


def test_a_span_of_time() -> None:
    """Years are joined by a dash."""
    assert ENGLISH.moment(Moment((2019,), until=Moment((2023,)))) == "2019–2023"


@pytest.mark.parametrize(
    ("language", "power", "category", "expected"),
    [
        ("en", 9, "other", "{number} billion"),
        ("de", 6, "one", "{number} Million"),
        ("de", 12, "other", "{number} Billionen"),
        ("zh_Hans_CN", 12, "other", "{number}万亿"),
        ("zh_Hant_TW", 12, "other", "{number}兆"),
        ("ja", 8, "other", "{number}億"),
        ("ko", 4, "other", "{number}만"),
        ("ar", 6, "few", "{number} ملايين"),
    ],
)
def test_scales_come_from_cldr(language: str, power: int, category: str, expected: str) -> None:
    """A German Billion is a million millions, and Taiwan counts by 兆 where the mainland says 万亿."""
    assert scale_words(language)[power][category] == expected


def test_our_english_scales_are_those_of_cldr() -> None:
    """The powers that the locale names have words, and the words are those that it names."""
    words = scale_words("en")
    for name, power in ENGLISH.locale.scales.items():
        assert words[power]["other"] == f"{{number}} {name}"


@pytest.mark.parametrize("value", ["0", "-383.7", "0.05", "999999"])
def test_small_and_negative_numbers_keep_their_value(value: str) -> None:
    """Whatever its size, a number is worth what it was."""
    scaled = rescaled(Decimal(value), len(value.partition(".")[2]), 4, (6, 9, 12))
    assert scaled.value.scaleb(scaled.power) == Decimal(value).scaleb(4)


def test_a_chart_is_scaled_as_a_whole() -> None:
    """Series that share an axis share a scale, that of the largest value; no nought is added."""
    values = [tuple(Value(Decimal(each)) for each in row) for row in (["520", "810"], ["6.5", "0.50"])]
    series = tuple(Series("机架", "万架", SeriesShape.BAR, row) for row in values)
    phrases = Phrases(replace(ENGLISH.locale, counted={"万架": Measure("架", 4, "万架")}))

    chart = with_own_scales(
        Chart(("a", "b"), (*series, Series("算力", "EFLOPS", SeriesShape.LINE, values[0]))), phrases
    )

    assert [each.unit for each in chart.series] == ["million racks", "million racks", "EFLOPS"]
    assert [[str(value.value) for value in each.values] for each in chart.series] == [
        ["5.2", "8.1"],
        ["0.065", "0.0050"],
        ["520", "810"],
    ]
