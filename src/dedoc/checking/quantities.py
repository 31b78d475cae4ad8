"""Quantities in Chinese prose: a number with its scale and unit, typed or put in as a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from dedoc.checking.numerals import CHARACTERS, DIGITS, numeral_value
from dedoc.checking.passages import Passage
from dedoc.model import Aspect, Fact, FactCall

SCALES = {
    "万亿": 12,
    "千亿": 11,
    "百亿": 10,
    "十亿": 9,
    "亿": 8,
    "千万": 7,
    "百万": 6,
    "十万": 5,
    "万": 4,
    "千": 3,
}
LATIN_UNITS = (
    "EFLOPS PFLOPS ZB EB PB TB GB MB Gbps Mbps kbps GHz MHz GW MW kW kWh km² km m² m³ nm kg mg ℃".split()  # noqa: SIM905
)
MEASURES = [
    "个百分点",
    "百分点",
    "平方公里",
    "平方米",
    "立方米",
    "公顷",
    "公里",
    "千米",
    "千瓦时",
    "千瓦",
    "兆瓦",
    "美元",
    "欧元",
    "人民币",
    "元",
    "台（套）",
    "台套",
    "人次",
    "户次",
    "个",
    "家",
    "户",
    "人",
    "名",
    "亩",
    "套",
    "台",
    "辆",
    "项",
    "件",
    "次",
    "吨",
    "块",
    "架",
    "种",
    "类",
    "倍",
    "座",
    "篇",
    "米",
    "所",
    "批",
    "处",
    "艘",
    "张",
    "条",
    "笔",
    "部",
    "份",
    "枚",
    "颗",
    "栋",
    "间",
    "支",
    "只",
    "头",
    "株",
    "场",
    "册",
    "款",
    "位",
    "成",
]
NOT_BEFORE = {
    "部": "门分署委长件队落",
    "个": "性体人税案别",
    "名": "录单称词义优",
    "件": "数",
    "条": "例件款块",
    "元": "宇素旦年化件",
    "成": "立为果员本长功效交都熟分就年群型绩品人",
    "类": "型别似",
    "种": "植子业养",
    "人": "民工才士口均类大物员力社机生文为",
    "次": "要品日年级生数性",
    "场": "景所地馆外",
    "座": "谈位标",
    "台": "湾账风州阶北商",
    "张": "家力",
    "家": "庭电居具长校用园政",
    "户": "外籍均型",
    "项": "目",
    "位": "于置列居次",
    "处": "理于置罚方",
    "所": "有在以需谓属得示",
    "套": "餐",
    "款": "项式",
    "支": "持付撑出柱",
    "批": "准发量复示次",
    "块": "链",
    "架": "构",
    "倍": "增感",
    "间": "接隔",
    "头": "部",
    "只": "有能要是",
    "份": "额",
    "米": "其",
    "度": "过",
}
"""What a measure word begins another word with: 部 counts nothing in 六部门."""
LONGEST_FIRST = sorted((*MEASURES, *LATIN_UNITS), key=len, reverse=True)
UNIT = "|".join(
    re.escape(unit) + (f"(?![{NOT_BEFORE[unit]}])" if unit in NOT_BEFORE else "(?![A-Za-z])")
    for unit in ("%", "％", "‰", *LONGEST_FIRST)
)
SCALE = "|".join(SCALES)
BEFORE = r"(?<![第前后数几初其周每])"
"""Orders and rough numbers count nothing: 第二位, 前三家, 数十个."""
TYPED_PATTERN = (
    rf"(?<![A-Za-z\d.．])(?<![A-Za-z]-){BEFORE}(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"\s?(?P<scale>{SCALE})?\s?(?P<more>[多余来])?\s?(?P<unit>{UNIT})?"
)
TYPED = re.compile(TYPED_PATTERN)
WORDS = re.compile(
    rf"(?<![{CHARACTERS}]){BEFORE}(?P<number>[十{''.join(DIGITS)}][{CHARACTERS}]*)"
    rf"(?:(?P<more>[多余来])?(?P<unit>{UNIT})|(?<=[万亿])(?P<over>[多余])?)"
)
FRACTION = re.compile(r"(?<![\d./])(?P<top>\d{1,4})/(?P<bottom>\d{1,4})(?![\d./])")
NO_AMOUNT = ("%", "/", "‰", "倍", "成", "个百分点")
"""Units of what is told in proportion to something else."""
LONGEST_NUMBER = 100
"""Digits of the longest number that is reckoned with; Python refuses those with thousands."""

COUNTS_ALONE = frozenset(scale for scale in SCALES if len(scale) > 1) | {"万", "亿"}
"""Scales that make a number a quantity, even without a unit."""
SPAN = re.compile(r"个?(?:月|小时|工作日|交易日|星期|季度)")
OVER = re.compile(r"(?:超过|超|逾|突破|多于|大于|高于|不低于|不少于|至少)(?:了|到)?$")
UNDER = re.compile(r"(?:接近|将近|近|不足|不到|低于|少于|小于|至多|不超过|不高于)$")
ABOUT = re.compile(r"(?:大约|约为|约|大概|左右)$")
AFTER = re.compile(r"\s?(?P<over>以上|及以上|有余)|(?P<under>以下|以内)|(?P<about>左右|上下)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text. ``value`` counts units of one, ``low`` and ``high`` are the values it can stand for.

    Fractions have the unit “/”. A fact that is not looked at in a text stands at 0.
    """

    start: int
    end: int
    value: Fraction
    low: Fraction
    high: Fraction
    unit: str
    text: str
    fact: Fact | None = None
    in_words: bool = False

    def meets(self, low: Fraction, high: Fraction) -> bool:
        """Whether the quantity can have a value between two others."""
        return self.low <= high and low <= self.high


def quantities(passage: Passage, *units: str) -> tuple[Quantity, ...]:
    """Return the quantities of a passage, in order: its facts, and what was typed, in ``units`` of its own, too."""
    text, found, taken = passage.text, list[Quantity](), set[int]()
    typed = _typed_in(units) if units else TYPED
    for piece, node in passage.put_in(FactCall):
        taken.update(range(piece.start, piece.start + len(piece.text)))
        quantity = fact_quantity(node.fact, piece.start, piece.text, text) if node.fact is not None else None
        if quantity is not None and node.aspect is Aspect.VALUE:
            found.append(quantity)
    for pattern, read in ((FRACTION, _fraction), (typed, _digits), (WORDS, _words)):
        for match in pattern.finditer(text):
            is_free = taken.isdisjoint(range(*match.span())) and passage.is_own(match.start())
            quantity = read(match, text) if is_free else None
            if quantity is not None:
                found.append(quantity)
                taken.update(range(*match.span()))
    return tuple(sorted(found, key=lambda quantity: quantity.start))


@cache
def _typed_in(units: tuple[str, ...]) -> re.Pattern[str]:
    own = "|".join(re.escape(unit) for unit in units if unit)
    return re.compile(TYPED_PATTERN.replace("(?P<unit>", f"(?P<unit>{own}|")) if own else TYPED


def unit_of(text: str) -> tuple[int, str]:
    """Return the power of ten and the unit that a unit with scale stands for: 万架 is (4, 架)."""
    scale = next((word for word in SCALES if text.startswith(word) and text not in MEASURES), "")
    return SCALES.get(scale, 0), _plain(text.removeprefix(scale))


def bounds(value: Fraction, step: Fraction) -> tuple[Fraction, Fraction]:
    """Return what a value rounded to ``step`` can stand for."""
    return value - step / 2, value + step / 2


def fact_quantity(fact: Fact, start: int = 0, text: str = "", around: str = "") -> Quantity | None:
    """Return what a fact says as a quantity, None if nobody knows its value.

    Where it stands, from ``start`` in ``around`` as ``text``, words beside it can make it less exact.
    """
    if fact.value is None:
        return None
    if isinstance(fact.value, Fraction):
        return _quantity(fact.value, _near(fact.value), "/", (start, start + len(text), around), text, fact=fact)
    size = Fraction(10) ** fact.scale
    value = Fraction(fact.value) * size
    place = (start, start + len(text), around)
    return _quantity(value, bounds(value, size / 10**fact.precision), _plain(fact.unit), place, text, fact=fact)


def _fraction(match: re.Match[str], text: str) -> Quantity | None:
    top, bottom = int(match["top"]), int(match["bottom"])
    if not 0 < top < bottom:
        return None
    value = Fraction(top, bottom)
    return _quantity(value, _near(value), "/", (*match.span(), text), match[0])


def _digits(match: re.Match[str], text: str) -> Quantity | None:
    scale, unit = match["scale"] or "", match["unit"] or ""
    if not (unit or scale in COUNTS_ALONE) or _is_span(match, text):
        return None
    number = match["number"].replace(",", "")
    if len(number) > LONGEST_NUMBER:
        return None
    size = Fraction(10) ** SCALES.get(scale, 0)
    value = Fraction(number) * size
    known = bounds(value, size / 10 ** len(number.partition(".")[2]))
    place = (match.start(), match.start() + len(match[0].rstrip()), text)
    return _quantity(value, known, _plain(unit), place, match[0].rstrip(), is_more=bool(match["more"]))


def _words(match: re.Match[str], text: str) -> Quantity | None:
    number = numeral_value(match["number"])
    if number is None or number < 2 or _is_span(match, text):
        return None
    value, is_more = Fraction(number), bool(match["more"] or match["over"])
    place = (*match.span(), text)
    made = _quantity(value, bounds(value, Fraction(1)), _plain(match["unit"] or ""), place, match[0], is_more=is_more)
    return replace(made, in_words=True)


def _is_span(match: re.Match[str], text: str) -> bool:
    """Whether a number counts time: 3个月."""
    return SPAN.match(text, match.start("unit") if match["unit"] else match.end()) is not None


def _near(value: Fraction) -> tuple[Fraction, Fraction]:
    """Return what a fraction can stand for: 1/7 is what is nearer to it than to 1/6 and 1/8."""
    half = Fraction(1, 2)
    return value.numerator / (value.denominator + half), value.numerator / (value.denominator - half)


def _quantity(
    value: Fraction,
    known: tuple[Fraction, Fraction],
    unit: str,
    place: tuple[int, int, str],
    said: str,
    *,
    fact: Fact | None = None,
    is_more: bool = False,
) -> Quantity:
    """Return a quantity, its bounds made wider by the words beside it: 超过, 近, 约, 以上, 左右."""
    start, end, text = place
    (low, high), tenth = known, abs(value) / 10
    before, after = text[max(start - 5, 0) : start].rstrip(), AFTER.match(text, end)
    if is_more or (fact is not None and fact.is_more) or OVER.search(before) or (after and after["over"]):
        high += tenth
    if UNDER.search(before) or (after and after["under"]):
        low -= tenth
    if ABOUT.search(before) or (after and after["about"]):
        low, high = low - tenth / 2, high + tenth / 2
    in_words = fact is not None and fact.in_words
    return Quantity(start, end, value, low, high, unit, said, fact, in_words)


def _plain(unit: str) -> str:
    return {"％": "%", "百分点": "个百分点"}.get(unit.strip(), unit.strip())
