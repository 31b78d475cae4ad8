"""What a fact, a date, a source or a number says in a language, by the patterns of its locale."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from babel import Locale as BabelLocale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from dedoc.localise.numerals import chinese, letter, roman
from dedoc.localise.scales import Scaled, rescaled, scale_words
from dedoc.model import Fact, Measure, Moment, Qualifier, Source, Value
from dedoc.moments import last_day
from dedoc.project import Locale

MOST_AUTHORS = 3
"""A work by more names its first three (GB/T 7714-2015, 8.1.2)."""

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""The categories of CLDR's plural rules, in the order in which forms are written (UTS #35, Numbers, 5)."""


@lru_cache
def _babel(name: str) -> BabelLocale:
    return BabelLocale.parse(name)


class Phrases:
    """The patterns of a locale, ready to be filled."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale

    def numeral(self, pattern: str, number: tuple[int, ...], *, in_appendix: bool = False) -> str:
        """Fill a pattern with the last part of a number (``{chinese}``, ``{decimal}`` …) or all parts (``{path}``).

        The first part of a number in an appendix is a capital letter.
        """
        last = number[-1]
        parts = [letter(number[0]).upper(), *map(str, number[1:])] if in_appendix else [*map(str, number)]
        return pattern.format(
            decimal=last,
            chinese=chinese(last, self.locale.numerals) if "{chinese}" in pattern else "",
            roman=roman(last),
            letter=letter(last),
            path=".".join(parts),
            number=self.locale.marks["number_separator"].join(parts),
        )

    def heading(self, number: tuple[int, ...], *, in_appendix: bool = False) -> str:
        """Return the mark in front of a heading."""
        patterns = self.locale.appendices if in_appendix else self.locale.headings
        return self.numeral(patterns[min(len(number), len(patterns)) - 1], number, in_appendix=in_appendix)

    def heading_reference(self, number: tuple[int, ...], *, in_appendix: bool = False) -> str:
        """Return how the text names a heading by its number."""
        if in_appendix:
            return self.mark("appendix_reference", number, in_appendix=True)
        patterns = self.locale.heading_references
        parts = (self.numeral(patterns[min(i, len(patterns) - 1)], (part,)) for i, part in enumerate(number))
        return "".join(parts)

    def mark(self, kind: str, number: tuple[int, ...], *, in_appendix: bool = False) -> str:
        """Return the mark of a note, figure, table or sidebar, or a reference to one.

        What counts through the whole document bears no letter in an appendix either.
        """
        has_letter = in_appendix and (len(number) > 1 or kind == "appendix_reference")
        return self.numeral(self.locale.marks[kind], number, in_appendix=has_letter)

    def item(self, number: int, depth: int) -> str:
        """Return the mark of a list's item; lists inside lists take the next pattern."""
        return self.numeral(self.locale.lists[depth % len(self.locale.lists)], (number,))

    def number(self, value: Decimal, precision: int) -> str:
        """Return a number in digits with its full precision."""
        pattern = "#,##0" + ("." + "0" * precision if precision else "")
        return format_decimal(
            value, format=pattern, locale=_babel(self.locale.babel), group_separator=self.locale.grouping
        )

    def fact(self, fact: Fact) -> str:
        """Return the quantity of a fact with scale and unit, marked if it is not this edition's yet."""
        if fact.value is None:
            return self.locale.marks["unverified"].format(title=fact.title)
        if self.locale.scaling == "computed":
            return self.due(self.counted(fact), fact)
        return self.due(self._qualified(self._quantity(fact), fact.qualifier), fact)

    def counted(self, fact: Fact) -> str:
        """Return the quantity of a fact in a language other than its own: scaled anew, with that language's words."""
        measure = Measure(fact.unit, fact.scale) if fact.unit in self.locale.measures else fact.measure
        known = self.locale.measures.get(measure.unit or fact.unit)
        power = fact.scale if known is None or measure.unit == "" else measure.power
        number, size = self._scaled(fact, power)
        text = number if known is None else self._plural(known, size).format(number=number)
        if known is None and fact.unit:
            text = f"{text} {fact.unit}"
        pattern = self.locale.qualifiers.get(fact.qualifier.value) if fact.qualifier else None
        return pattern.format(fact=text) if pattern else text

    def counted_name(self, unit: str) -> str:
        """Return a word that counts as an axis or a legend names it: 架 is “racks”."""
        return self.locale.measures.get(unit, unit).rpartition("|")[2].replace("{number}", "").strip()

    def with_scale(self, scale: str, name: str) -> str:
        """Return a scale with what it counts: “million racks”."""
        return self.locale.marks.get("scaled_unit", "{scale} {unit}").format(scale=scale, unit=name).strip()

    def _scaled(self, fact: Fact, power: int) -> tuple[str, Decimal]:
        """Return the number of a fact with its scale in words, and the number by which a plural is chosen."""
        if isinstance(fact.value, Fraction):
            return self._value(fact), Decimal(1)
        assert fact.value is not None
        words, powers = scale_words(self.locale.babel), tuple(self.locale.scales.values())
        scaled = rescaled(fact.value, fact.precision, power, powers or tuple(words))
        small = self.locale.numerals.get("small", "").split()
        if fact.in_words and not scaled.power and 0 <= scaled.value < len(small):
            return small[int(scaled.value)], scaled.value
        low = self.number(scaled.value, scaled.precision)
        word = self._plural_of(words.get(scaled.power, {}), scaled.value).removeprefix("{number}")
        if fact.upper is not None:
            high = self._moved(fact.upper, fact.value, scaled)
            return self.locale.marks["range"].format(
                low=low, high=high, scale=word, sign="", unit=""
            ).strip(), scaled.value
        if fact.uncertainty is not None:
            pattern, wrong = self.locale.marks["uncertain"], self._moved(fact.uncertainty, fact.value, scaled)
            return pattern.format(number=low, uncertainty=wrong, scale=word, unit="").strip(), scaled.value
        return low + word, scaled.value.scaleb(scaled.power)

    def _moved(self, number: Decimal, beside: Decimal, scaled: Scaled) -> str:
        """Return a number in the scale that was found for the one beside it, as exact as it was written."""
        moved = number if not beside else number.scaleb(scaled.value.adjusted() - beside.adjusted())
        exponent = moved.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        normal = moved.normalize().as_tuple().exponent
        fewest = -normal if isinstance(normal, int) and normal < 0 else 0
        return self.number(moved, max(fewest, min(places, scaled.precision)))

    def _plural(self, pattern: str, number: Decimal) -> str:
        """Return that of the patterns, parted by “|”, which the plural rules of CLDR ask for."""
        forms, rule = pattern.split("|"), _babel(self.locale.babel).plural_form
        categories = [name for name in CATEGORIES if name in {*rule.tags, "other"}]
        return forms[min(categories.index(rule(number)), len(forms) - 1)]

    def _plural_of(self, forms: Mapping[str, str], number: Decimal) -> str:
        return forms.get(_babel(self.locale.babel).plural_form(number)) or forms.get("other", "")

    def date(self, fact: Fact) -> str:
        """Return the date of a fact, which must have one, marked if it is not this edition's yet."""
        assert fact.as_of is not None
        return self.due(self.moment(fact.as_of), fact)

    def due(self, text: str, fact: Fact) -> str:
        """Return a text with the mark of what was taken over from an earlier edition, if the fact was."""
        return self.locale.marks["due"].format(year=fact.due, fact=text) if fact.due else text

    def _qualified(self, text: str, qualifier: Qualifier | None) -> str:
        """Return a quantity with the words around it; 余 and 多 stand inside."""
        if qualifier in (None, Qualifier.MORE):
            return text
        return self.locale.qualifiers[qualifier.value].format(fact=text)

    def _quantity(self, fact: Fact) -> str:
        marks = self.locale.marks
        more = "" if not fact.is_more else marks["more_in_words"] if fact.in_words else marks["more"]
        parts = {"number": self._value(fact), "scale": self._scale(fact.scale), "unit": self.unit(fact.unit)}
        if fact.upper is not None:
            # A sign such as % is repeated, as 30—40% could be thirty to 40%.
            sign = fact.unit if not fact.unit.isalpha() and not fact.measure.unit else ""
            return marks["range"].format(low=parts["number"], high=self._decimal(fact.upper), sign=sign, **parts)
        if fact.uncertainty is not None:
            return marks["uncertain"].format(uncertainty=self._decimal(fact.uncertainty), **parts)
        return marks["fact"].format(more=more, **parts)

    def unit(self, word: str) -> str:
        """Return a word that counts, as this language writes it."""
        return self.locale.measures.get(word, word).replace("{number}", "")

    def _decimal(self, number: Decimal) -> str:
        """Return a number in digits as it was written."""
        exponent = number.as_tuple().exponent
        return self.number(number, -exponent if isinstance(exponent, int) and exponent < 0 else 0)

    def _value(self, fact: Fact) -> str:
        if isinstance(fact.value, Fraction):
            return f"{fact.value.numerator}/{fact.value.denominator}"
        assert fact.value is not None
        if fact.in_words:
            return chinese(int(fact.value), self.locale.numerals, counts=True)
        return self.number(fact.value, fact.precision)

    def _scale(self, power: int) -> str:
        return next((word for word, other in self.locale.scales.items() if other == power), "") if power else ""

    def value(self, value: Value, *, is_share: bool = False) -> str:
        """Return the label of a value in a chart; a share says its per cent as the language writes it."""
        if value.value is None:
            return self.locale.marks["missing"]
        text = self._decimal(value.value)
        text += self.locale.marks["more"] if value.is_more else ""
        pattern = _babel(self.locale.babel).percent_formats[None]
        text = pattern.prefix[0] + text + pattern.suffix[0] if is_share else text
        if value.fact is None:
            return text
        text = self._qualified(text, value.fact.qualifier)
        return self.locale.marks["due_value"].format(value=text) if value.fact.due else text

    def moment(self, time: Moment) -> str:
        """Return a date; the last day of a month or year says so in words where the language has a word for it."""
        if time.until is not None:
            return self._span(replace(time, until=None), time.until)
        dates, day = self.locale.dates, last_day(time)
        if time.quarter:
            quarter = chinese(time.quarter, self.locale.numerals) if "digits" in self.locale.numerals else time.quarter
            name = _babel(self.locale.babel).quarters["format"]["wide"][time.quarter]
            return dates["quarter"].format(year=self._date(day, "y"), quarter=quarter, name=name)
        if len(time.parts) < 3:
            return self._date(day, ("y", "yMMMM")[len(time.parts) - 1])
        is_month_end = (day + datetime.timedelta(days=1)).day == 1
        if is_month_end and day.month == 12 and "year_end" in dates:
            return dates["year_end"].format(year=self._date(day, "y"))
        if is_month_end and "month_end" in dates:
            return dates["month_end"].format(month=self._date(day, "yMMMM"))
        return self._date(day, "yMMMMd")

    def _span(self, start: Moment, end: Moment) -> str:
        """Return a time from one moment to another; what both have in common is said once."""
        dates = self.locale.dates
        depth = 0 if start.quarter or end.quarter else len(start.parts)
        if depth == len(end.parts) == 1:
            return dates["years"].format(first=start.parts[0], last=end.parts[0])
        if depth == len(end.parts) == 2 and start.parts[0] == end.parts[0]:
            year = self._date(last_day(end), "y")
            return dates["months"].format(year=year, first=start.parts[1], last=end.parts[1])
        return dates["span"].format(start=self._full_date(start), end=self._full_date(end))

    def _date(self, day: datetime.date, skeleton: str) -> str:
        if skeleton == "yMMMMd":
            return str(format_date(day, "long", locale=_babel(self.locale.babel)))
        return str(format_skeleton(skeleton, day, locale=_babel(self.locale.babel), fuzzy=True))

    def source(self, source: Source) -> str:
        """Return a source as a note names it."""
        marks = self.locale.marks
        name = marks["title"].format(title=source.title) if source.title else source.name
        if source.container:
            name = marks["article"].format(source=name, container=marks["title"].format(title=source.container))
        if source.authors:
            name = marks["authors"].format(authors=self._authors(source.authors), source=name)
        if source.year and source.number:
            return marks["journal"].format(source=name, year=source.year, number=source.number)
        if source.date:
            page = marks["newspaper_page"].format(page=source.page) if source.page else ""
            return marks["newspaper"].format(source=name, date=self._full_date(source.date), page=page)
        return name

    def _authors(self, authors: tuple[str, ...]) -> str:
        others = self.locale.words["others"] if len(authors) > MOST_AUTHORS else ""
        return self.locale.marks["and"].join(authors[:MOST_AUTHORS]) + others

    def _full_date(self, time: Moment) -> str:
        """Return the date of an issue: a day stays a day, even the last of its month."""
        return self._date(last_day(time), "yMMMMd") if len(time.parts) == 3 else self.moment(time)

    def sources(self, sources: tuple[Source, ...]) -> str:
        """Return several sources in a row, each marked that was taken over and not confirmed since."""
        due, said = self.locale.marks["due"], [(source, self.source(source)) for source in sources]
        named = (due.format(year=source.due, fact=name) if source.due else name for source, name in said)
        return self.locale.marks["and"].join(named)
