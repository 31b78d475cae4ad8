"""The numbers that Word counts for paragraphs: lists, levels, starts and formats (ECMA-376-1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dedoc.wordfile.model import Label
from dedoc.wordfile.xml import Element, child, children, is_on, number, value

DIGITS = "零一二三四五六七八九"
TRADITIONAL = "甲乙丙丁戊己庚辛壬癸"
ZODIAC = "子丑寅卯辰巳午未申酉戌亥"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
PARENTHESES = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
STOPS = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
ROMAN_SMALL = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, what kind of number it is, and its text with ``%n`` for the counts."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    is_legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A list as paragraphs name it: what it counts together with, its levels, and the starts that are its own."""

    key: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """The lists of a file; asked for each paragraph in the order of the text, it counts."""

    def __init__(self, root: Element | None) -> None:
        abstract = {value(item, "abstractNumId"): item for item in children(root, "abstractNum")}
        links = {
            value(child(a, "w:styleLink")): key for key, a in abstract.items() if child(a, "w:styleLink") is not None
        }
        self.lists = {value(item, "numId"): _list(item, abstract, links) for item in children(root, "num")}
        self.counts: dict[str, dict[int, int]] = {}
        self.started: set[str] = set()

    def level_of_style(self, key: str, style: str) -> int:
        """Return the level of a list that a paragraph style is linked to, 0 if none."""
        levels = self.lists[key].levels if key in self.lists else {}
        return next((index for index, level in levels.items() if level.style == style), 0)

    def label(self, key: str, level: int) -> Label | None:
        """Return the label of the next paragraph in a list at a level from 0; None where it is no list."""
        found = self.lists.get(key)
        if found is None or level not in found.levels:
            return None
        counts = self.counts.setdefault(found.key, {})
        if key not in self.started:
            self.started.add(key)
            for index in found.starts:
                counts.pop(index, None)
        self._count(found, counts, level)
        described = found.levels[level]
        text = "" if described.format == "none" else _filled(found, counts, level)
        return Label(text, counts[level], level, found.key, described.format)

    @staticmethod
    def _count(found: List, counts: dict[int, int], level: int) -> None:
        start = found.starts.get(level, found.levels[level].start)
        counts[level] = counts[level] + 1 if level in counts else start
        for upper in range(level):
            if upper in found.levels:
                counts.setdefault(upper, found.starts.get(upper, found.levels[upper].start))
        for deeper in [index for index in counts if index > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            # lvlRestart counts levels from 1: the one at or above which this level begins anew; 0 is never.
            if restart is None or level + 1 <= restart:
                del counts[deeper]


LARGEST_COUNT = 32_767
"""Word counts no further; letters and Roman numerals grow as long as what they count."""


def _list(item: Element, abstract: Mapping[str, Element], links: Mapping[str, str]) -> List:
    key = value(child(item, "w:abstractNumId"))
    described = abstract.get(key)
    link = value(child(described, "w:numStyleLink"))
    if link in links:
        key, described = links[link], abstract[links[link]]
    levels = {number(value(level, "ilvl"), 0) or 0: _level(level) for level in children(described, "lvl")}
    starts = {}
    for override in children(item, "lvlOverride"):
        index = number(value(override, "ilvl"), 0) or 0
        own = child(override, "w:lvl")
        if own is not None:
            levels[index] = _level(own)
        start = number(value(child(override, "w:startOverride")))
        if start is not None:
            starts[index] = start
    return List(key, levels, starts)


def _level(item: Element) -> Level:
    format_ = child(item, "w:numFmt")
    return Level(
        number(value(child(item, "w:start")), 1) or 0,
        value(format_, default="decimal"),
        value(child(item, "w:lvlText")),
        number(value(child(item, "w:lvlRestart"))),
        is_on(child(item, "w:isLgl")),
        value(child(item, "w:pStyle")),
    )


def _filled(found: List, counts: Mapping[int, int], level: int) -> str:
    """Return the text of a level with the counts put in; a legal level writes all of them in digits."""
    described = found.levels[level]

    def put(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        upper = found.levels.get(index, Level())
        return written(counts.get(index, upper.start), "decimal" if described.is_legal else upper.format)

    return re.sub(r"%([1-9])", put, described.text)


def written(count: int, format_: str) -> str:
    """Return a count in one of Word's kinds of number (ST_NumberFormat); decimal where the kind is not known."""
    if not 0 <= count <= LARGEST_COUNT:
        return str(count)
    return FORMATS.get(format_, str)(count)


def chinese(count: int, digits: str = DIGITS, units: str = "十百千", zero: str = "零") -> str:
    """Return a number below 100 million in Chinese characters: 二十一, 一百零五."""
    if count == 0:
        return zero
    if count >= 10_000:
        high, low = divmod(count, 10_000)
        gap = zero if low and low < 1000 else ""
        return chinese(high, digits, units, zero) + "万" + gap + (chinese(low, digits, units, zero) if low else "")
    text, is_open = "", False
    for power in (3, 2, 1, 0):
        digit = count // 10**power % 10
        if digit:
            text += (zero if is_open and text else "") + digits[digit] + (units[power - 1] if power else "")
        is_open = not digit
    return text.removeprefix(digits[1]) if 10 <= count < 20 and digits is DIGITS else text


def _digit_by_digit(count: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(count))


def _sign(signs: str) -> Callable[[int], str]:
    return lambda count: signs[count - 1] if 1 <= count <= len(signs) else str(count)


def roman(count: int) -> str:
    """Return a number in small Roman numerals."""
    text = ""
    for worth, letters in (*ROMAN, *ROMAN_SMALL):
        text += letters * (count // worth)
        count %= worth
    return text


def letters(count: int) -> str:
    """Return a number as Word counts in letters: a … z, aa, bb."""
    return "abcdefghijklmnopqrstuvwxyz"[(count - 1) % 26] * ((count - 1) // 26 + 1) if count else ""


FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02}",
    "lowerRoman": roman,
    "upperRoman": lambda count: roman(count).upper(),
    "lowerLetter": letters,
    "upperLetter": lambda count: letters(count).upper(),
    "bullet": lambda _: "",
    "none": lambda _: "",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "chineseLegalSimplified": lambda count: chinese(count, FORMAL, "拾佰仟"),
    "ideographTraditional": _sign(TRADITIONAL),
    "ideographZodiac": _sign(ZODIAC),
    "decimalEnclosedCircle": _sign(CIRCLES),
    "decimalEnclosedCircleChinese": _sign(CIRCLES),
    "decimalEnclosedParen": _sign(PARENTHESES),
    "decimalEnclosedFullstop": _sign(STOPS),
    "decimalFullWidth": lambda count: str(count).translate({0x30 + i: 0xFF10 + i for i in range(10)}),
    "decimalHalfWidth": str,
    "numberInDash": lambda count: f"- {count} -",
    "ordinal": str,
}
"""How Word writes counts, by ST_NumberFormat (17.18.59)."""
