"""How names and titles differ: by their marks only, by a slip, or by what they are."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

from dedoc.checking.numerals import CHARACTERS

MARKS = re.compile(r"[\W_]+")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
EDITION = re.compile(r"[（(][^（）()]*\d[^（）()]*[）)]$|^\d{4}\s?年?|\d{4}\s?年?$")
BRACKETS = re.compile(r"\([^()]*\)")
MEASURED = re.compile(r"^(?:全国|我国|中国)|(?:总数|数量|总量|总规模|规模|数)$")
VERBS = re.compile(
    r"(?:已经|达到|达成|实现|完成|建成|建立|拥有|覆盖|超过|突破|接近|大约|左右|不足|累计|总计|合计|多达|高达|预计|可达"
    r"|平均|目前|数量|总数|总量|[已将共约近超逾达为有是计的了到至在又也都就仅只高])+$"
)
LEADS = re.compile(
    r"^(?:截[至止]|其中|目前|全国|我国|中国|国内|据.{0,12}?[，：]|\d{4}年(?:上半年|下半年)?|\d{1,2}月|\d{1,2}日|[到至在从自于底末初份])+"
)
CLAUSE = re.compile(r"[，。；：、！？（）“”《》\n]")
COUNTED = frozenset("0123456789" + CHARACTERS)
KINDS = re.compile(
    r"意见|规划|纲要|办法|条例|通知|方案|公报|年鉴|白皮书|蓝皮书|报告|指南|规定|标准|要点|决定|章程|细则|目录|清单|指引"
)


@cache
def squeezed(text: str) -> str:
    """Return a name in one width, without spaces and marks."""
    return MARKS.sub("", normalize("NFKC", text)).casefold()


def even(text: str) -> str:
    """Return a text in one width, in which every character keeps its place and every mark is a space."""
    return "".join(squeezed(character)[:1] or " " for character in text)


@cache
def core(title: str) -> str:
    """Return a title, squeezed, without the year or issue at its beginning or end."""
    return squeezed(EDITION.sub("", normalize("NFKC", title).strip()))


@cache
def name_of(title: str) -> str:
    """Return what a number measures by its name, without brackets and the words that all names have."""
    return MEASURED.sub("", squeezed(BRACKETS.sub("", normalize("NFKC", title))))


def measured(before: str) -> str:
    """Return what the clause before a number measures: 5G基站 for “2024年5月底，5G基站达到”."""
    return VERBS.sub("", LEADS.sub("", CLAUSE.split(before)[-1].strip()))


def years(text: str) -> tuple[int, ...]:
    """Return the years named in a title."""
    return tuple(int(year) for year in YEAR.findall(normalize("NFKC", text)))


def has_letters_of(text: str, name: str) -> bool:
    """Whether the characters of a name stand in a text, in their order."""
    letters = iter(text)
    return all(character in letters for character in name)


def difference(one: str, other: str) -> tuple[str, str]:
    """Return what is left of two texts without their common beginning and end."""
    start = next(
        (i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    one, other = one[start:], other[start:]
    end = next(
        (i for i, pair in enumerate(zip(reversed(one), reversed(other), strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    return one[: len(one) - end], other[: len(other) - end]


def is_slip(one: str, other: str) -> bool:
    """Whether two squeezed names are probably one, written wrongly: a character is another, or up to three are missing.

    Numbers make another name (十三五, 十四五), and so does another kind of work (意见, 规划).
    """
    if min(len(one), len(other)) < 6:
        return False
    left, right = difference(one, other)
    if COUNTED.intersection(left + right) or set(KINDS.findall(one)) != set(KINDS.findall(other)):
        return False
    if not left or not right:
        missing = len(left + right)
        return 0 < missing <= min(3, max(1, len(min(one, other, key=len)) // 4))
    return len(left) == len(right) == 1
