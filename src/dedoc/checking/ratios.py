"""Shares, parts and growth that contradict the numbers beside them. Rounded numbers are taken for all they can mean."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from fractions import Fraction

from dedoc.checking.findings import Finding, Rule
from dedoc.checking.likeness import has_letters_of, measured, name_of, squeezed
from dedoc.checking.quantities import NO_AMOUNT, Quantity
from dedoc.checking.reading import Prose, Reading, Sentence
from dedoc.errors import N_, Location, Severity
from dedoc.model import Fact

TOO_MUCH = Rule(
    "N301",
    Severity.WARNING,
    N_("{said} is more than the whole: “{around}”"),
    N_("a share, and what something falls by, is 100 % or less"),
    key="value",
)
PART = Rule(
    "N304",
    Severity.WARNING,
    N_("the part is greater than its whole: {part} of {whole}"),
    N_("correct one of them"),
    key="value",
)
RATIO = Rule(
    "N305",
    Severity.WARNING,
    N_("{part} of {whole} is {share}, and not {said}"),
    N_("correct one of the three"),
    key="value",
)
GROWTH = Rule(
    "N306",
    Severity.WARNING,
    N_("from {first} to {last} is {growth} %, and not {said}"),
    N_("correct one of the three"),
    key="value",
)
RULES = (TOO_MUCH, PART, RATIO, GROWTH)

SHARE = re.compile(
    r"占(?![地用据领])|比重|比例|份额|渗透率|普及率|使用率|合格率|达标率|就业率|城镇化率|国产化率|数控化率|知晓率|满意率"
)
FALL = re.compile(r"下降|降低|减少|缩短|缩减|下滑|降幅|下跌|压减")
RISE = re.compile(r"增长|增速|增幅|提高|增加(?!值)|上升|扩大|提升|倍")
PROFIT = re.compile(r"利润|盈利|收益|净|亏损")
CLAUSE = re.compile(r"[，。；：]")
OF_WHOLE = re.compile(r"其中|占其")
SHARE_OF = re.compile(r"占比|比重")
MOVES = re.compile(r"(?:增|升|提高|扩大|涨|降|减|下滑)[^，。；]{0,6}?(?:至|到|为)")
COMPOUND = re.compile(r"复合|年均|平均每年")
SCOPES = (re.compile(r"^(?:全球|世界|国际)"), re.compile(r"^(?:全国|我国|中国|国内)"))
AVERAGE = re.compile(r"均|率|比|占|价|速|增")
BRACKETS = re.compile(r"（[^）]*）")


def check_ratios(reading: Reading) -> Iterator[Finding]:
    """Yield shares, parts and growth that cannot be."""
    for fact, quantity in reading.facts:
        if _is_too_much(quantity, fact.title):
            yield TOO_MUCH.at(fact.location or Location(""), {"said": quantity.text, "around": fact.title})
    yield from _scopes(reading)
    for paragraph in reading.prose:
        for sentence in paragraph.sentences:
            yield from _typed_share(sentence)
            yield from _part(sentence)
            yield from _of_which(sentence)
            yield from _of_total(sentence, paragraph)
            yield from _growth(sentence)


def _is_too_much(quantity: Quantity, words: str) -> bool:
    """Whether a percentage above 100 is a share, or something that falls by it."""
    if quantity.unit != "%" or quantity.value <= 100:
        return False
    falls = FALL.search(words) is not None and not PROFIT.search(words)
    return falls or (SHARE.search(words) is not None and not RISE.search(words))


def _typed_share(sentence: Sentence) -> Iterator[Finding]:
    for quantity in sentence.quantities:
        words = _clause_before(sentence, quantity, 16)
        if quantity.fact is None and _is_too_much(quantity, words):
            around = sentence.passage.around(quantity.start, quantity.end, 10)
            yield TOO_MUCH.at(sentence.place(quantity.start), {"said": quantity.text, "around": around})


def _clause_before(sentence: Sentence, quantity: Quantity, width: int) -> str:
    start = max(quantity.start - width, sentence.start)
    return CLAUSE.split(sentence.passage.text[start : quantity.start])[-1]


def _amounts(sentence: Sentence) -> list[Quantity]:
    return [quantity for quantity in sentence.quantities if quantity.unit not in NO_AMOUNT]


def _facts_of(*quantities: Quantity) -> tuple[Location | None, ...]:
    """Return where quantities that are facts stand: what is wrong may be there."""
    return tuple(quantity.fact.location for quantity in quantities if quantity.fact is not None)


def _part(sentence: Sentence) -> Iterator[Finding]:
    """Yield what is said with 其中 and is more than all that was said before."""
    text, amounts = sentence.passage.text, _amounts(sentence)
    at = text.find("其中", sentence.start, sentence.end)
    part = next((quantity for quantity in amounts if quantity.start > at >= 0), None)
    if part is None or "；" in text[at : part.start]:
        return
    wholes = [quantity for quantity in amounts if quantity.end <= at and quantity.unit == part.unit]
    if wholes and part.low > max(quantity.high for quantity in wholes):
        values = {"part": part.text, "whole": wholes[-1].text}
        yield PART.at(sentence.place(part.start), values, others=_facts_of(part, wholes[-1]))


def _scopes(reading: Reading) -> Iterator[Finding]:
    """Yield facts of the country that are greater than the same ones of the world."""
    world: dict[tuple[object, ...], tuple[Fact, Quantity]] = {}
    for scope in SCOPES:
        for fact, quantity in reading.facts:
            if not scope.search(fact.title) or AVERAGE.search(fact.title):
                continue
            year = fact.as_of.parts[0] if fact.as_of else 0
            key = (name_of(scope.sub("", squeezed(fact.title))), quantity.unit, year)
            if scope is SCOPES[0]:
                world[key] = (fact, quantity)
            elif key in world and quantity.low > world[key][1].high:
                whole, amount = world[key]
                values = {"part": quantity.text, "whole": amount.text}
                yield PART.at(fact.location or Location(""), values, others=(whole.location,))


def _of_which(sentence: Sentence) -> Iterator[Finding]:
    """Yield a share 占其中 that is not that of the two amounts of one unit beside it."""
    text = sentence.passage.text
    for share in (quantity for quantity in sentence.quantities if quantity.unit in ("%", "/")):
        around = text[max(share.start - 14, sentence.start) : share.end + 4]
        if "占" not in around or not OF_WHOLE.search(around):
            continue
        near = [
            quantity
            for quantity in _amounts(sentence)
            if "；" not in text[min(quantity.end, share.end) : max(quantity.start, share.start)]
        ]
        for unit in dict.fromkeys(quantity.unit for quantity in near):
            pair = sorted((quantity for quantity in near if quantity.unit == unit), key=_value)
            if len(pair) == 2:
                yield from _share(sentence, share, *pair)


def _value(quantity: Quantity) -> Fraction:
    return quantity.value


def _share(sentence: Sentence, share: Quantity, part: Quantity, whole: Quantity) -> Iterator[Finding]:
    """Yield a share that is not that of a part in a whole, however they were rounded."""
    if part.low <= 0 or part.value >= whole.value:
        return
    size = 100 if share.unit == "%" else 1
    if not share.meets(part.low / whole.high * size, part.high / whole.low * size):
        real = f"{float(part.value / whole.value * 100):.4g}%"
        values = {"part": part.text, "whole": whole.text, "share": real, "said": share.text}
        yield RATIO.at(sentence.place(share.start), values, others=_facts_of(share, part, whole))


def _of_total(sentence: Sentence, paragraph: Prose) -> Iterator[Finding]:
    """Yield a 占比 that is not that of the amount before it in the total of the paragraph."""
    text = sentence.passage.text
    for share in sentence.quantities:
        before = _clause_before(sentence, share, 8)
        part = next((quantity for quantity in reversed(_amounts(sentence)) if quantity.end <= share.start), None)
        if part is None or share.unit != "%" or not SHARE_OF.search(before) or "的" in before:
            continue
        amounts = (q for other in paragraph.sentences for q in _amounts(other) if q.unit == part.unit and q is not part)
        name = _name(part, text)
        totals = [amount for amount in amounts if _is_total(_name(amount, text), name)]
        if len(totals) == 1:
            yield from _share(sentence, share, part, totals[0])


def _name(quantity: Quantity, text: str) -> str:
    if quantity.fact is not None:
        return squeezed(BRACKETS.sub("", quantity.fact.title))
    return squeezed(measured(text[: quantity.start]))


def _is_total(total: str, name: str) -> bool:
    """Whether one name is that of the total of another: 算力总规模 of 智能算力规模."""
    plain = total.replace("总", "")
    return "总" in total and len(plain) > 2 and has_letters_of(name, plain)


def _growth(sentence: Sentence) -> Iterator[Finding]:
    """Yield growth that does not lead from the first of two amounts to the second."""
    text, amounts = sentence.passage.text, _amounts(sentence)
    rates = [quantity for quantity in sentence.quantities if quantity.unit == "%"]
    if len(amounts) != 2 or len(rates) != 1 or amounts[0].unit != amounts[1].unit or amounts[0].low <= 0:
        return
    (first, last), rate = amounts, rates[0]
    before = text[last.end : rate.start]
    steps = _steps(sentence, before, first, last)
    known = {day.year for day in sentence.days if day.end <= last.start}
    later = {day.year for day in sentence.days if last.end <= day.start < rate.start}
    if rate.start < last.end or later - known or not steps or not MOVES.search(text, first.end, last.start):
        return
    rise, fall = RISE.search(before), FALL.search(before)
    if not rise and not fall:
        return
    sign = 1 if rise else -1
    low, high = sorted(sign * _rate(ratio, steps) for ratio in (last.low / first.high, last.high / first.low))
    if not float(rate.low) <= high or not low <= float(rate.high):
        growth = f"{sign * _rate(last.value / first.value, steps):.1f}"
        values = {"first": first.text, "last": last.text, "growth": growth, "said": rate.text}
        yield GROWTH.at(sentence.place(rate.start), values, others=_facts_of(rate, first, last))


def _steps(sentence: Sentence, before: str, first: Quantity, last: Quantity) -> int:
    """Return over how many years a rate of growth is told, 1 for growth as a whole, and 0 if nobody can know."""
    dated = [[day.year for day in sentence.days if day.end <= amount.start and day.year] for amount in (first, last)]
    span = dated[1][-1] - dated[0][-1] if all(dated) else 0
    if COMPOUND.search(before):
        return max(span, 0)
    return 0 if "同比" in before and span != 1 else 1


def _rate(ratio: Fraction, steps: int) -> float:
    return (math.pow(ratio, 1 / steps) - 1) * 100
