"""What facts, dates, sources and numbers say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from dedoc.localise.phrases import Phrases
from dedoc.model import Fact, Moment, Qualifier, Source, Value
from dedoc.moments import moment, time
from dedoc.project import Locale
from languages import CHINESE, ENGLISH

LANGUAGES = pytest.mark.parametrize("locale", [CHINESE, ENGLISH], ids=["zh", "en"])


@pytest.fixture
def zh() -> Phrases:
    """Return the phrases of Chinese."""
    return Phrases(CHINESE)


@pytest.fixture
def en() -> Phrases:
    """Return the phrases of English."""
    return Phrases(ENGLISH)


def fact(value: Decimal | Fraction | None, **more: object) -> Fact:
    """Return a fact called 基站."""
    return Fact("stations", "基站总数", value, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "chinese", "english"),
    [
        ((3,), "三、", "Chapter 3. "),
        ((3, 2), "（二）", "3.2 "),
        ((3, 2, 1), "1. ", "3.2.1 "),
        ((3, 2, 1, 4), "（4）", "3.2.1.4 "),
        ((3, 2, 1, 4, 5), "（5）", "3.2.1.4.5 "),
    ],
)
def test_a_heading_bears_the_mark_of_its_level(
    zh: Phrases, en: Phrases, number: tuple[int, ...], chinese: str, english: str
) -> None:
    """Each level has its pattern, and deeper ones than there are patterns take the last."""
    assert zh.heading(number) == chinese
    assert en.heading(number) == english


@pytest.mark.parametrize(
    ("number", "chinese", "english"),
    [
        ((12,), "第十二章", "chapter 12"),
        ((2, 1), "第二章第一节", "chapter 2, section 1"),
        ((2, 1, 3), "第二章第一节第3部分", "chapter 2, section 1, section 3"),
    ],
)
def test_the_text_names_a_heading_by_all_its_parts(
    zh: Phrases, en: Phrases, number: tuple[int, ...], chinese: str, english: str
) -> None:
    """A section is named with its chapter."""
    assert zh.heading_reference(number) == chinese
    assert en.heading_reference(number) == english


@pytest.mark.parametrize(
    ("kind", "number", "chinese", "english"),
    [
        ("note", (7,), "[7]", "7"),
        ("figure", (1,), "图1：", "Figure 1. "),
        ("figure_reference", (2, 3), "图2-3", "figure 2.3"),
        ("table", (2, 3), "表2-3：", "Table 2.3. "),
    ],
)
def test_marks_of_notes_figures_and_tables(
    zh: Phrases, en: Phrases, kind: str, number: tuple[int, ...], chinese: str, english: str
) -> None:
    """Numbers by chapter are joined with the language's own sign."""
    assert zh.mark(kind, number) == chinese
    assert en.mark(kind, number) == english


@pytest.mark.parametrize(
    ("number", "depth", "chinese", "english"),
    [(2, 0, "2. ", "2."), (2, 1, "（2）", "b."), (4, 2, "d. ", "iv."), (2, 3, "2. ", "2.")],
)
def test_items_of_lists_in_lists_take_the_next_mark(
    zh: Phrases, en: Phrases, number: int, depth: int, chinese: str, english: str
) -> None:
    """After the last pattern comes the first again."""
    assert zh.item(number, depth) == chinese
    assert en.item(number, depth) == english


@pytest.mark.parametrize(
    ("value", "precision", "chinese", "english"),
    [
        ("1234567", 0, "1234567", "1,234,567"),
        ("92.5", 1, "92.5", "92.5"),
        ("92.50", 2, "92.50", "92.50"),
        ("0.05", 2, "0.05", "0.05"),
        ("-3.1", 1, "-3.1", "-3.1"),
        ("123456789012345.0123456789", 10, "123456789012345.0123456789", "123,456,789,012,345.0123456789"),
    ],
)
def test_numbers_print_with_all_their_digits(
    zh: Phrases, en: Phrases, value: str, precision: int, chinese: str, english: str
) -> None:
    """Noughts that were typed stay, nothing is rounded, and only some languages group digits."""
    assert zh.number(Decimal(value), precision) == chinese
    assert en.number(Decimal(value), precision) == english


@pytest.mark.parametrize(
    ("quantity", "chinese"),
    [
        (fact(Decimal("383.7"), precision=1, scale=4, unit="个"), "383.7万个"),
        (fact(Decimal(240), unit="个", qualifier=Qualifier.MORE), "240余个"),
        (fact(Decimal(4500), unit="家", in_words=True), "四千五百家"),
        (fact(Decimal(2), unit="次", in_words=True, qualifier=Qualifier.MORE), "两多次"),
        (fact(Decimal(20), scale=8, unit="元", in_words=True), "二十亿元"),
        (fact(Fraction(1, 7)), "1/7"),
        (fact(Decimal("92.5"), precision=1, unit="%"), "92.5%"),
        (fact(None, unit="个"), "【待核：基站总数】"),
        (fact(Decimal(5), scale=5), "5"),
    ],
)
def test_a_fact_says_its_quantity(zh: Phrases, quantity: Fact, chinese: str) -> None:
    """Number, scale, 余 or 多 and unit stand in the order of the language; an unverified one says what is missing."""
    assert zh.fact(quantity) == chinese


@pytest.mark.parametrize(
    ("quantity", "chinese", "english"),
    [
        (fact(Decimal(30), upper=Decimal("40.5"), unit="间"), "30—40.5间", "30–40.5 间"),
        (fact(Decimal(3), upper=Decimal(5), scale=6, unit="人"), "3百万—5百万人", "3–5 million 人"),
        (fact(Decimal(3), upper=Decimal(5), unit="%", qualifier=Qualifier.ABOUT), "约3%—5%", "about 3%–5 %"),
        (fact(Decimal("1.50"), precision=2, uncertainty=Decimal("0.05"), unit="个"), "1.50个±0.05个", "1.50 ± 0.05 个"),
        (fact(Decimal(30), unit="%", due=2023), "【2023年版：30%】", "[2023: 30 %]"),
        (fact(Decimal(30), unit="%", due=2023, qualifier=Qualifier.NEAR), "【2023年版：近30%】", "[2023: nearly 30 %]"),
        (fact(None, due=2023), "【待核：基站总数】", "[基站总数?]"),
    ],
)
def test_what_is_not_exact_or_not_confirmed_says_so(
    zh: Phrases, en: Phrases, quantity: Fact, chinese: str, english: str
) -> None:
    """A sign such as % and a scale stand with both ends of a range; what was taken over bears its year."""
    assert zh.fact(quantity) == chinese
    assert en.fact(quantity) == english


@LANGUAGES
@pytest.mark.parametrize("qualifier", Qualifier)
def test_every_language_has_words_for_every_qualifier(locale: Locale, qualifier: Qualifier) -> None:
    """None prints as if it were exact, in the text or in a chart."""
    said = fact(Decimal(30), unit="个", qualifier=qualifier)
    phrases = Phrases(locale)
    assert phrases.fact(said) != phrases.fact(replace(said, qualifier=None))
    drawn = Value(Decimal(30), is_more=said.is_more, fact=said)
    assert phrases.value(drawn) != phrases.value(Value(Decimal(30)))


def test_the_date_of_what_was_taken_over_is_marked_too(zh: Phrases) -> None:
    """A date of last year in this year's text shows."""
    assert zh.date(fact(Decimal(1), as_of=Moment((2023, 12, 31)))) == "2023年底"
    assert zh.date(fact(Decimal(1), as_of=Moment((2023, 12, 31)), due=2023)) == "【2023年版：2023年底】"


def test_a_fact_follows_the_pattern_of_its_language(en: Phrases) -> None:
    """English puts “over” in front and the scale behind."""
    assert (
        en.fact(fact(Decimal("4.5"), precision=1, scale=6, unit="lines", qualifier=Qualifier.MORE))
        == "over 4.5 million lines"
    )


@pytest.mark.parametrize(
    ("value", "chinese"),
    [
        (Value(Decimal("8.10")), "8.10"),
        (Value(Decimal(240), is_more=True), "240余"),
        (Value(Decimal("-1.5")), "-1.5"),
        (Value(None), "缺"),
        (Value(Decimal(240), is_more=True, fact=fact(Decimal(240), qualifier=Qualifier.MORE)), "240余"),
        (Value(Decimal("3.5"), fact=fact(Decimal(35), qualifier=Qualifier.OVER)), "超3.5"),
        (Value(Decimal("3.5"), fact=fact(Decimal(35), due=2023)), "【3.5】"),
        (Value(None, fact=fact(None, due=2023)), "缺"),
    ],
)
def test_a_value_of_a_chart_prints_as_typed(zh: Phrases, value: Value, chinese: str) -> None:
    """Its digits are those of the data file; a missing one has the language's mark."""
    assert zh.value(value) == chinese


@pytest.mark.parametrize(
    ("value", "babel", "text"),
    [
        (Value(Decimal("8.10")), "zh_Hans_CN", "8.10%"),
        (Value(Decimal(10), is_more=True), "zh_Hans_CN", "10余%"),
        (Value(None), "zh_Hans_CN", "缺"),
        (Value(Decimal("8.1")), "fr", "8,1\xa0%"),
        (Value(Decimal(8)), "tr", "%8"),
    ],
)
def test_a_share_says_its_per_cent_as_the_language_writes_it(value: Value, babel: str, text: str) -> None:
    """The sign stands where the language puts it, in front or behind, with or without a space."""
    assert Phrases(replace(CHINESE, babel=babel)).value(value, is_share=True) == text


@pytest.mark.parametrize(
    ("written", "chinese", "english"),
    [
        ("2024", "2024年", "2024"),
        ("2024-Q1", "2024年一季度", "Q1 2024"),
        ("2024-05", "2024年5月", "May 2024"),
        ("2024-05-03", "2024年5月3日", "May 3, 2024"),
        ("2024-05-31", "2024年5月底", "May 31, 2024"),
        ("2024-02-29", "2024年2月底", "February 29, 2024"),
        ("2023-02-28", "2023年2月底", "February 28, 2023"),
        ("2024-02-28", "2024年2月28日", "February 28, 2024"),
        ("2024-12-31", "2024年底", "December 31, 2024"),
    ],
)
def test_a_date_is_as_exact_as_it_was_given(zh: Phrases, en: Phrases, written: str, chinese: str, english: str) -> None:
    """The last day of a month or year says so in words where the language has a word for it."""
    assert zh.moment(moment(written)) == chinese
    assert en.moment(moment(written)) == english


@pytest.mark.parametrize(
    ("written", "chinese", "english"),
    [
        ("2019/2023", "2019—2023年", "2019–2023"),
        ("2023-01/2023-05", "2023年1—5月", "1–5 2023"),
        ("2023-11/2024-02", "2023年11月—2024年2月", "November 2023 to February 2024"),
        ("2023/2024-05-31", "2023年—2024年5月31日", "2023 to May 31, 2024"),
        ("2023-Q1/2023-Q3", "2023年一季度—2023年三季度", "Q1 2023 to Q3 2023"),
    ],
)
def test_a_span_says_once_what_its_ends_share(
    zh: Phrases, en: Phrases, written: str, chinese: str, english: str
) -> None:
    """Two years share their word, two months their year; other spans name both ends in full."""
    assert zh.moment(time(written)) == chinese
    assert en.moment(time(written)) == english


@pytest.mark.parametrize(
    ("source", "chinese"),
    [
        (
            Source("a", title="数字中国发展报告（2023年）", publisher="国家数据局", year=2024),
            "《数字中国发展报告（2023年）》",
        ),
        (Source("a", name="国家统计局"), "国家统计局"),
        (Source("a", name="求是", year=2022, number=2), "求是，2022年第2期"),
        (Source("a", name="人民日报", date=Moment((2024, 5, 3)), page="2"), "人民日报（2024年5月3日2版）"),
        (Source("a", name="人民日报", date=Moment((2024, 5, 31)), page="2"), "人民日报（2024年5月31日2版）"),
        (Source("a", name="人民日报", date=Moment((2024, 12, 31)), page="1"), "人民日报（2024年12月31日1版）"),
        (Source("a", name="新华社", date=Moment((2024, 5, 3))), "新华社（2024年5月3日）"),
        (Source("a", title="统计公报", date=Moment((2024, 5))), "《统计公报》（2024年5月）"),
    ],
)
def test_a_source_is_named_as_notes_name_it(zh: Phrases, source: Source, chinese: str) -> None:
    """A work stands in title marks, a journal has its issue, a newspaper its day, and its page if it has one."""
    assert zh.source(source) == chinese


def test_several_sources_stand_in_a_row(zh: Phrases) -> None:
    """They are joined by the language's enumeration mark."""
    assert (
        zh.sources((Source("a", title="甲"), Source("b", name="乙"), Source("c", title="丙"))) == "《甲》、乙、《丙》"
    )
    assert zh.sources(()) == ""


@LANGUAGES
def test_no_pattern_leaves_a_brace(locale: Locale) -> None:
    """Whatever a pattern names is filled."""
    phrases = Phrases(locale)
    said = [
        *(phrases.heading((1,) * depth) for depth in range(1, 7)),
        *(phrases.mark(kind, (1, 2)) for kind in ("note", "figure", "table", "figure_reference", "table_reference")),
        *(phrases.item(3, depth) for depth in range(4)),
        phrases.fact(fact(Decimal(1), unit="个", qualifier=Qualifier.MORE)),
        phrases.fact(fact(None)),
        phrases.source(Source("a", name="甲", year=2024, number=1)),
        phrases.moment(Moment((2024,), 4)),
    ]

    assert not [text for text in said if "{" in text or "}" in text or not text]
