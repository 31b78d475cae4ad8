"""Two locales for tests: the Chinese that dedoc ships, and an English that shares none of its habits."""

from __future__ import annotations

from dedoc.errors import Report
from dedoc.project import Locale, read_locale

CHINESE = read_locale("zh-CN", Report())

ENGLISH = Locale(
    language="en",
    babel="en",
    headings=("Chapter {decimal}. ", "{path} "),
    heading_references=("chapter {decimal}", ", section {decimal}"),
    marks={
        "note": "{number}",
        "figure": "Figure {number}. ",
        "table": "Table {number}. ",
        "figure_reference": "figure {number}",
        "table_reference": "table {number}",
        "number_separator": ".",
        "bullet": "–",
        "title": "“{title}”",
        "journal": "{source} {year}/{number}",
        "newspaper": "{source}, {date}{page}",
        "newspaper_page": ", p. {page}",
        "and": "; ",
        "fact": "{more}{number}{scale} {unit}",
        "more": "over ",
        "more_in_words": "over ",
        "unverified": "[{title}?]",
        "missing": "n/a",
        "legend": "{name} ({unit})",
        "range": "{low}{sign}–{high}{scale} {unit}",
        "uncertain": "{number} ± {uncertainty}{scale} {unit}",
        "due": "[{year}: {fact}]",
        "due_value": "[{value}]",
        "due_block": "[{year} edition] ",
    },
    words={"contents": "Contents", "missing": "Nothing was verified", "running": "Report {year}"},
    leads={"data": "Data: {sources}", "source": "Source: {sources}", "see": "See {sources}", "figure": "{sources}"},
    numerals={},
    scales={" million": 6},
    spacing="typed",
    grouping=True,
    lists=("{decimal}.", "{letter}.", "{roman}."),
    dates={
        "quarter": "Q{quarter} {year}",
        "span": "{start} to {end}",
        "years": "{first}–{last}",
        "months": "{first}–{last} {year}",
    },
    shares={"%": -2, "times": 0},
    qualifiers={
        "over": "over {fact}",
        "past": "more than {fact}",
        "above": "{fact} or more",
        "near": "nearly {fact}",
        "under": "less than {fact}",
        "below": "{fact} or less",
        "about": "about {fact}",
        "around": "around {fact}",
    },
)
"""Spaces as typed, digits in groups, no words for ends of months, sections under the number of their chapter."""
