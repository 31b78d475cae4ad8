"""Dates that do not exist, run backwards, lie ahead, or differ from those of the facts beside them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise

from dedoc.checking.days import Day
from dedoc.checking.findings import Finding, Rule
from dedoc.checking.numerals import DIGITS
from dedoc.checking.quantities import Quantity
from dedoc.checking.reading import Prose, Reading, Sentence
from dedoc.checking.spans import ADDRESS, is_inside, spans
from dedoc.errors import N_, Severity
from dedoc.model import Fact, Moment
from dedoc.moments import last_day

UNREAL = Rule(
    "D201",
    Severity.WARNING,
    N_("the calendar has no “{date}”"),
    N_("look the date up"),
)
BACKWARDS = Rule(
    "D202",
    Severity.WARNING,
    N_("“{range}” runs backwards"),
    N_("write the earlier date first"),
)
AHEAD = Rule(
    "D203",
    Severity.WARNING,
    N_("“{date}” lies after the report, and nothing says that it is a forecast"),
    N_("correct the year, or say 预计, 规划 or the like"),
    key="as_of",
)
OLD = Rule(
    "D204",
    Severity.NOTE,
    N_("the fact “{name}” is of {year}, more than two years before the report"),
    N_("look for a newer value, or say in the text why the old one stands"),
    key="as_of",
)
OTHER = Rule(
    "D205",
    Severity.WARNING,
    N_("the text says “{date}”, and the fact “{name}” is of {year}"),
    N_("correct one of them; {{as-of}}`{name}` prints the date of the fact"),
    key="as_of",
)
FORM = Rule(
    "D301",
    Severity.WARNING,
    N_("the date “{date}” is not written as in Chinese prose"),
    N_("write “{right}”; --fix does it where it is certain"),
    is_repaired=True,
)
RULES = (UNREAL, BACKWARDS, AHEAD, OLD, OTHER, FORM)

JOINT = re.compile(r"\s?(?:[—–―－~～-]|至|到)\s?")
YEARS = re.compile(r"(?<![\d.])(?P<first>(?:19|20)\d\d)\s?年?\s?(?:[—–―－~～-]|至|到)\s?(?P<last>(?:19|20)\d\d)\s?年")
FORECAST = re.compile(
    r"预[计测期估见判]|将|规划|目标|计划|远景|有望|力争|届时|展望|未来|拟|期限|方案|纲要|前瞻|可望|到期"
)
COMPARED = re.compile(r"(?:较|比|自|从|由|与|同|相对于|追平|超过)了?\s?$")
COMPARES = re.compile(r"\s?(?:以来|相比|起|前|之前|以前|后|之后)")
DIGITAL = re.compile(r"(?<![\w./-])(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\w/-]|\.\d)", re.ASCII)
PADDED = re.compile(r"(?<=年)\s?0(?=\d\s?月)|(?<=月)\s?0(?=\d\s?[日号])")
SPELT = re.compile(rf"(?<![{''.join(DIGITS)}])[一二][{''.join(DIGITS)}]{{3}}年")


def check_dates(reading: Reading) -> Iterator[Finding]:
    """Yield the dates of the prose and of the facts that cannot be right."""
    forecast: set[str] = set()
    for paragraph in reading.prose:
        yield from _forms(paragraph)
        for sentence in paragraph.sentences:
            is_forecast = FORECAST.search(sentence.text) is not None
            if is_forecast:
                forecast |= {quantity.fact.name for quantity in sentence.quantities if quantity.fact}
            yield from _days(sentence, paragraph, reading, is_forecast=is_forecast)
            yield from _beside_facts(sentence)
    yield from _facts(reading, forecast)


def _days(sentence: Sentence, paragraph: Prose, reading: Reading, *, is_forecast: bool) -> Iterator[Finding]:
    text, found = paragraph.passage.text, list[tuple[int, int]]()
    for day in sentence.days:
        place, said = sentence.place(day.start), text[day.start : day.end]
        if not day.is_real:
            yield UNREAL.at(place, {"date": said})
        elif day.year > reading.year and not is_forecast and _is_written(paragraph, day.start):
            yield AHEAD.at(place, {"date": said})
    for one, other in pairwise(sentence.days):
        if one.year and JOINT.fullmatch(text, one.end, other.start) and _order(other, one.year) < _order(one, 0):
            found.append((one.start, other.end))
    years = (match for match in YEARS.finditer(text, sentence.start, sentence.end) if match["first"] > match["last"])
    for start, end in dict.fromkeys([*found, *(match.span() for match in years)]):
        yield BACKWARDS.at(sentence.place(start), {"range": text[start:end]})


def _is_written(paragraph: Prose, index: int) -> bool:
    """Whether a date was typed into the author's own words; those of facts are looked at in the facts."""
    return paragraph.is_own(index) and paragraph.passage.is_own(index)


def _order(day: Day, year: int) -> tuple[int, int, int]:
    month = day.month or day.quarter * 3
    return day.year or year, month, day.day if month else 0


def _beside_facts(sentence: Sentence) -> Iterator[Finding]:
    """Yield the facts behind a date that is not theirs."""
    for quantity in sentence.quantities:
        fact = quantity.fact
        day = next((day for day in reversed(sentence.days) if day.end <= quantity.start), None)
        if fact is None or fact.as_of is None or day is None or not day.year or not _speaks_of(day, quantity, sentence):
            continue
        if not _agree(day, fact.as_of):
            date, year = sentence.passage.text[day.start : day.end], fact.as_of.parts[0]
            place, others = sentence.place(day.start), (fact.location, sentence.place(quantity.start))
            yield OTHER.at(place, {"date": date, "name": fact.name, "year": year}, others=others)


def _speaks_of(day: Day, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether a date is the one of a quantity: nothing compares with it, and no new part of the sentence begins."""
    text = sentence.passage.text
    is_compared = COMPARED.search(text, sentence.start, day.start) or COMPARES.match(text, day.end)
    return not is_compared and "；" not in text[day.end : quantity.start]


def _agree(day: Day, moment: Moment) -> bool:
    year, month = moment.parts[0], moment.parts[1] if len(moment.parts) > 1 else 0
    return day.year == year and not (day.month and month and day.month != month)


def _facts(reading: Reading, forecast: set[str]) -> Iterator[Finding]:
    """Yield facts whose date lies ahead or long ago."""
    until = last_day(reading.document.metadata.date)
    for fact in reading.document.facts.values():
        if fact is None or fact.as_of is None or fact.location is None:
            continue
        year = fact.as_of.parts[0]
        if _is_ahead(fact, until) and fact.name not in forecast and not FORECAST.search(fact.title):
            yield AHEAD.at(fact.location, {"date": "-".join(f"{part:02}" for part in fact.as_of.parts)})
        elif year < reading.year - 2:
            yield OLD.at(fact.location, {"name": fact.name, "year": year})


def _is_ahead(fact: Fact, until: datetime.date) -> bool:
    return fact.as_of is not None and last_day(fact.as_of) > until


def _forms(paragraph: Prose) -> Iterator[Finding]:
    """Yield dates in other forms than 2024年5月31日."""
    passage = paragraph.passage
    addresses = spans(passage.text, ADDRESS)
    for match in DIGITAL.finditer(passage.text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        if is_inside(match.start(), addresses) or not passage.is_own(match.start()):
            continue
        if not Day(0, 0, year, month or 13, day or 32).is_real:
            yield UNREAL.at(passage.place(match.start()), {"date": match[0]})
            continue
        right = f"{year}年{month}月{day}日"
        edits = (passage.edit(*match.span(), right),)
        yield FORM.at(passage.place(match.start()), {"date": match[0], "right": right}, edits=edits)
    for match in PADDED.finditer(passage.text):
        said = passage.text[match.start() : match.end() + 2]
        edits = (passage.edit(*match.span(), ""),)
        yield FORM.at(passage.place(match.start()), {"date": said, "right": said.strip().lstrip("0")}, edits=edits)
    for match in SPELT.finditer(passage.text):
        if paragraph.is_own(match.start()):
            right = "".join(str(DIGITS[character]) for character in match[0][:-1]) + "年"
            yield FORM.at(passage.place(match.start()), {"date": match[0], "right": right})
