"""Words that are true on the day of writing only: next year nobody knows which year 今年 was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dedoc.checking.findings import Finding, Rule
from dedoc.checking.passages import Kind, Passage
from dedoc.checking.reading import Prose, Reading
from dedoc.checking.spans import QUOTATION, TITLE, is_inside, spans
from dedoc.errors import N_, Severity

AGING = Rule(
    "D101",
    Severity.WARNING,
    N_("“{word}” means another time next year: “{around}”"),
    N_("write the date, such as {meant}"),
)
UNDATED = Rule(
    "D102",
    Severity.NOTE,
    N_("“{word}” gives a number no date: “{around}”"),
    N_("say of which day the number is"),
)
NO_YEAR = Rule(
    "D103",
    Severity.NOTE,
    N_("“{date}” has no year"),
    N_("write the year, such as {meant}"),
)
RULES = (AGING, UNDATED, NO_YEAR)

YEARS: Mapping[str, tuple[str, int]] = {
    "今年": (r"(?<!当)今年(?![代轻龄纪华])", 0),
    "去年": (r"(?<![过失离])去年(?![代轻])", -1),
    "前年": (r"(?<![以之此目事])前年(?![度代轻均])", -2),
    "明年": (r"(?<![文证说声表发开光鲜标])明年(?![代轻度均])", 1),
}
"""Words for a year, as patterns that leave out 文明年代 and the like, with the year that they mean."""
NEARBY: Mapping[str, str] = {
    "本月": r"(?<![基成资样版文])本月(?![球])",
    "上月": r"(?<![以之加])上个?月",
    "下月": r"(?<![以之])下个?月",
    "本周": r"(?<![基成资])本周(?![期边围转年])",
    "上周": r"(?<!以)上周(?![期边围转年])",
    "今日": r"今[天日](?!头条)",
    "昨日": r"昨[天日]",
    "日前": r"(?<![\d生节假作易止期今昨即末同次一二三四五六七八九十])日前",
    "近日": r"(?<![附接将临])近日(?![均本常照])",
    "近期": r"(?<![最中])近期(?!目标|规划|任务|安排|[与和、])",
    "最近": r"最近(?![的邻距点])",
    "不久前": r"不久前|前不久",
    "截至目前": r"截[至止]目前|截至现在|截至发稿",
}
NOW = re.compile(r"目前|当前|现阶段|迄今|如今|至今")
PATTERNS = {word: re.compile(pattern) for word, (pattern, _) in YEARS.items()} | {
    word: re.compile(pattern) for word, pattern in NEARBY.items()
}
ANY = re.compile("|".join(pattern.pattern for pattern in PATTERNS.values()))
RUNNING = (Kind.BODY, Kind.NOTE, Kind.HEADING, Kind.CAPTION)
EVERY_YEAR = re.compile(r"[每次翌同当历各]年的?$|年的?$|[每次上下]$")


def check_aging(reading: Reading) -> Iterator[Finding]:
    """Yield words that age in the author's own words, and dates without a year."""
    for passage in reading.passages:
        if passage.kind in RUNNING and not passage.is_quoted:
            yield from _aging(passage, reading)
    for paragraph in reading.prose:
        yield from _undated(paragraph)
        yield from _without_year(paragraph, reading)


def _aging(passage: Passage, reading: Reading) -> Iterator[Finding]:
    others = spans(passage.text, TITLE, QUOTATION) if ANY.search(passage.text) else ()
    for match in ANY.finditer(passage.text):
        if passage.is_own(match.start()) and not is_inside(match.start(), others):
            place, around = passage.place(match.start()), passage.around(*match.span())
            yield AGING.at(place, {"word": match[0], "around": around, "meant": _meant(match[0], reading)})


def _meant(word: str, reading: Reading) -> str:
    """Return the date that a word probably means, as far as the date of the edition says it."""
    if word in YEARS:
        return f"{reading.year + YEARS[word][1]}年"
    date = reading.document.metadata.date.parts
    day = f"{date[2]}日" if len(date) > 2 and word.startswith("今") else ""
    month = f"{date[1]}月" if len(date) > 1 else "…月"
    return f"{date[0]}年{month}{day}"


def _undated(paragraph: Prose) -> Iterator[Finding]:
    """Yield words for now before a number that no date stands beside."""
    text = paragraph.passage.text
    for sentence in paragraph.sentences:
        for match in NOW.finditer(text, sentence.start, sentence.end):
            after = next((quantity for quantity in sentence.quantities if quantity.start >= match.end()), None)
            is_dated = after is not None and any(match.start() <= day.start < after.start for day in sentence.days)
            is_far = after is None or "；" in text[match.end() : after.start]
            if paragraph.is_own(match.start()) and not is_far and not is_dated and text[match.start() - 1] != "截":
                yield UNDATED.at(
                    paragraph.passage.place(match.start()),
                    {"word": match[0], "around": paragraph.passage.around(*match.span())},
                )


def _without_year(paragraph: Prose, reading: Reading) -> Iterator[Finding]:
    """Yield the first date of a paragraph that has no year, if none stands before it."""
    for sentence in paragraph.sentences:
        for day in sentence.days:
            if day.year:
                return
            text = paragraph.passage.text
            is_own = paragraph.is_own(day.start) and paragraph.passage.is_own(day.start)
            if (
                is_own
                and not EVERY_YEAR.search(text, max(day.start - 4, 0), day.start)
                and not ANY.search(text, 0, day.start)
            ):
                date = text[day.start : day.end]
                yield NO_YEAR.at(paragraph.passage.place(day.start), {"date": date, "meant": f"{reading.year}年{date}"})
                return
