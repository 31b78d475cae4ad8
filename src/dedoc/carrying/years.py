"""Which years in a text belong to its edition, and which only stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

YEAR = re.compile(r"(?<![\d.\-/@#`A-Za-z_])(\d{4})(?![\d.])")
QUOTED = re.compile(r"《[^》]*》|“[^”]*”|「[^」]*」")
"""The words of others: titles and quotations."""

UNPRINTED = re.compile(r"`[^`\n]*`|<!--.*?-->|^[ \t>]*%[^\n]*$|\]\([^)\n]*\)|\{#[^}\n]*\}", re.MULTILINE | re.DOTALL)
"""What never prints as it is written: names in roles, remarks, addresses, labels."""

OWN = re.compile(
    r"本(?:年度)?报告[（(]?\s?(?P<a>\d{4})|(?<![\w》”])(?P<b>\d{4})\s?年?(?:度版|版(?![本权图面])|度报告)"
    r"|(?P<c>\d{4})\s?年(?=本报告)|本(?:年度|版)[（(]\s?(?P<d>\d{4})"
)
"""Where a year says which report this is: 本报告（2024 年）; 2024 年度报告, 2024 年版 if no name stands before."""

TIMES = re.compile(
    r"(?<!\d)(?:1[89]|20|21)\d\d\s?年|(?<![\d.])\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号]|底|初|末|份)|[今去前明]年(?!代)"
    r"|近\s?[\d一二两三四五六七八九十]+\s?年|近年|近期|日前|近日|最近|当前|目前|现阶段|迄今|如今"
    r"|“[一二三四五六七八九十]+五”|(?<!\d)(?:19|20)\d\d(?!\d)|\b(?:this|last|next) year\b|\brecent(?:ly)?\b|\bso far\b"
    r"|\d\s?(?:%|％|[千百]?[万亿])"
)
"""Words that speak of time, and numbers that are typed as statistics are."""


@dataclass(frozen=True, slots=True)
class Found:
    """A year in a text, and whether it belongs to the edition and moves on."""

    start: int
    end: int
    year: int
    moves: bool


def speaks_of_time(text: str) -> bool:
    """Whether a text names a time (a year, a month, a plan of five years, or a word such as 目前), or a statistic."""
    return TIMES.search(text) is not None


def years(text: str, edition: int, *, is_title: bool = False) -> Iterator[Found]:
    """Yield the years of the edition in a text, those in titles and quotations too.

    In a title the year of the edition and the one after it move on; elsewhere only a year that says which report this
    is. What stands in title marks, quotation marks, roles or remarks never does.
    """
    others = [match.span() for match in QUOTED.finditer(text)]
    unprinted = [match.span() for match in UNPRINTED.finditer(text)]
    own = {match.start(match.lastgroup or 0) for match in OWN.finditer(text)}
    for match in YEAR.finditer(text):
        year = int(match[1])
        is_unprinted = any(start <= match.start() < end for start, end in unprinted)
        if not edition <= year <= edition + 1 or is_unprinted:
            continue
        is_own = is_title or (match.start() in own and year == edition)
        is_quoted = any(start <= match.start() < end for start, end in others)
        if year == edition or (is_own and not is_quoted):
            yield Found(match.start(), match.end(), year, is_own and not is_quoted)
