"""One quantity with two values, facts that stand in each other's places, and ranges that run backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from dedoc.checking.findings import Finding, Rule
from dedoc.checking.likeness import CLAUSE, measured, name_of, squeezed
from dedoc.checking.quantities import NO_AMOUNT, Quantity
from dedoc.checking.reading import Reading, Sentence
from dedoc.errors import N_, Location, Severity
from dedoc.model import Fact

FACTS = Rule(
    "N201",
    Severity.WARNING,
    N_("the fact “{name}” measures what “{other}” does ({place}), and has another value"),
    N_("keep one of them, or say in their names what is different"),
    key="value",
)
VALUES = Rule(
    "N202",
    Severity.WARNING,
    N_("“{what}” is {said} here and {other} at {place}"),
    N_("correct one of them, and make it a fact, so that it stands in one place"),
    key="value",
)
SWAPPED = Rule(
    "N203",
    Severity.WARNING,
    N_("the facts “{name}” and “{other}” seem to stand in each other's places"),
    N_("compare the names in the text with those in facts.yaml"),
)
BACKWARDS = Rule(
    "N204",
    Severity.WARNING,
    N_("the range “{range}” runs backwards"),
    N_("write the smaller number first"),
)
RULES = (FACTS, VALUES, SWAPPED, BACKWARDS)

MODIFIER = re.compile(r"（(?:超过|超|逾|约|近|以上|以下|不足|约数|概数|不完全统计)）")
"""What the brackets of a fact's name may say without making it another quantity; 上限 and 下限 are two."""
SHORTEST = 4
"""Characters of a name that says what is measured, if a fact bears it, too; otherwise it takes one more."""
RELATIVE = re.compile(r"[比较增占升降提率速幅均涨跌]|其中")
"""What says how a number is to another one; it is told of many things with one name."""
ELSEWHERE = re.compile(
    r"分别|[省市县州区旗镇](?![级域场])|公司|集团|本[地年]|前\s?\d+\s?个?月|上半年|下半年|季度|\d\s?[—～~-]\s?\d+\s?月"
    r"|北京|天津|河北|山西|辽宁|吉林|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南"
    r"|西藏|陕西|甘肃|青海|宁夏|新疆|内蒙古|黑龙江|香港|澳门|台湾|美国|日本|欧盟|[东西中]部|东北"
)
"""Who speaks of a part of the country or of the year means another number by the same name."""
JOINT = re.compile(r"\s?(?:[—–―－~～-]|至|到)\s?")
FROM = re.compile(r"[从由自][^，。；]*$")
LIST = re.compile(r"以及|[、和与及]")
FOLLOWS = re.compile(r"[、，]?(?:以及|[和与及])?")


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity with its name, the year it speaks of (0 if unknown) and where it stands."""

    name: str
    quantity: Quantity
    year: int
    place: Location


def check_agreement(reading: Reading) -> Iterator[Finding]:
    """Yield quantities that do not agree with each other."""
    yield from _facts(reading)
    yield from _mentions(reading)
    for paragraph in reading.prose:
        for sentence in paragraph.sentences:
            yield from _swapped(sentence)
            yield from _backwards(sentence)


def _facts(reading: Reading) -> Iterator[Finding]:
    """Yield facts of the same name, unit and date with another value."""
    first: dict[tuple[object, ...], tuple[Fact, Quantity]] = {}
    for fact, quantity in reading.facts:
        key = (squeezed(MODIFIER.sub("", fact.title)), fact.unit, fact.as_of)
        other, known = first.setdefault(key, (fact, quantity))
        if quantity.value != known.value and fact.location is not None:
            values = {"name": fact.name, "other": other.name, "place": other.location}
            yield FACTS.at(fact.location, values, others=(other.location,))


def _mentions(reading: Reading) -> Iterator[Finding]:
    """Yield typed quantities that are a fact, or were typed before, with another value."""
    known: dict[tuple[str, str], list[Mention]] = {}
    for fact, quantity in reading.facts:
        year = fact.as_of.parts[0] if fact.as_of else 0
        mention = Mention(name_of(fact.title), quantity, year, fact.location or Location(""))
        known.setdefault((mention.name, quantity.unit), []).append(mention)
    for paragraph in reading.prose:
        for mention in (mention for sentence in paragraph.sentences for mention in _typed(sentence)):
            said = known.setdefault((mention.name, mention.quantity.unit), [])
            others = [other for other in said if _are_comparable(mention, other)]
            if others and not any(_agree(mention, other) for other in others):
                other = others[0]
                values = {"what": mention.name, "said": mention.quantity.text, "other": other.quantity.text}
                yield VALUES.at(mention.place, {**values, "place": other.place}, others=(other.place,))
            said.append(mention)


def _are_comparable(one: Mention, other: Mention) -> bool:
    """Whether two numbers of one name are of one time; a fact is meant where no time is said."""
    if other.quantity.fact is not None:
        return not one.year or not other.year or one.year == other.year
    return one.year == other.year != 0 and len(one.name) > SHORTEST


def _agree(one: Mention, other: Mention) -> bool:
    return one.quantity.meets(other.quantity.low, other.quantity.high)


def _typed(sentence: Sentence) -> Iterator[Mention]:
    """Yield the amounts that are typed with a name of their own."""
    text, end = sentence.passage.text, sentence.start
    for quantity in sentence.quantities:
        name = name_of(measured(text[end : quantity.start]))
        end = quantity.end
        if quantity.fact is not None or quantity.unit in NO_AMOUNT or len(name) < SHORTEST:
            continue
        if not RELATIVE.search(name) and not ELSEWHERE.search(text, sentence.start, quantity.start):
            days = [day for day in sentence.days if day.end <= quantity.start and day.year]
            yield Mention(name, quantity, days[-1].year if days else 0, sentence.place(quantity.start))


def _pairs(text: str) -> set[str]:
    return {one + other for one, other in pairwise(squeezed(text))}


Named = tuple[Quantity, Fact, str]
"""A fact where it stands, and the words that name it there."""


def _swapped(sentence: Sentence) -> Iterator[Finding]:
    """Yield two facts of which each is named where the other stands."""
    called = [(quantity, quantity.fact) for quantity in sentence.quantities if quantity.fact is not None]
    if len(called) < 2:
        return
    named = list(_named(sentence, called))
    for (one, fact, first), (other, second_fact, second) in (*combinations(named, 2), *_listed(sentence, called)):
        own, others = _pairs(fact.title), _pairs(second_fact.title)
        left, right, here, there = own - others, others - own, _pairs(first), _pairs(second)
        if here & right and there & left and not here & left and not there & right:
            values = {"name": fact.name, "other": second_fact.name}
            yield SWAPPED.at(sentence.place(one.start), values, others=(sentence.place(other.start),))
            return


def _named(sentence: Sentence, called: Sequence[tuple[Quantity, Fact]]) -> Iterator[Named]:
    """Yield the facts with the clauses between each and the one before it."""
    text, end = sentence.passage.text, sentence.start
    for quantity, fact in called:
        yield quantity, fact, CLAUSE.split(text[end : quantity.start].rstrip("（"))[-1]
        end = quantity.end


def _listed(sentence: Sentence, called: Sequence[tuple[Quantity, Fact]]) -> Iterator[tuple[Named, Named]]:
    """Yield pairs of facts that follow each other as the names before 分别 do."""
    text = sentence.passage.text
    at = text.find("分别", sentence.start, sentence.end)
    if at < 0:
        return
    names = [name for name in LIST.split(re.split(r"[，；：。]", text[sentence.start : at])[-1]) if name.strip()]
    run: list[tuple[Quantity, Fact]] = []
    for quantity, fact in called:
        if quantity.start < at:
            continue
        if run and not FOLLOWS.fullmatch(text, run[-1][0].end, quantity.start):
            run = []
        run.append((quantity, fact))
        if len(run) == len(names):
            yield from combinations([(*item, name) for item, name in zip(run, names, strict=True)], 2)


def _backwards(sentence: Sentence) -> Iterator[Finding]:
    """Yield ranges whose first number is the greater one, if nothing falls from it."""
    text = sentence.passage.text
    for one, other in pairwise(sentence.quantities):
        is_range = JOINT.fullmatch(text, one.end, other.start) and one.unit in (other.unit, "")
        if is_range and one.value > other.value and not FROM.search(text, sentence.start, one.start):
            values = {"range": text[one.start : other.end]}
            yield BACKWARDS.at(sentence.place(one.start), values, others=(sentence.place(other.start),))
