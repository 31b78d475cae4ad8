"""Statistics in the text, proposed as facts for an editor to look at; nothing in the text is turned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dedoc.importing.structure import Atom, Call, Words

NUMBER = r"(?P<value>\d+/\d+|\d+(?:\.\d+)?)"
SCALE = r"(?P<scale>万亿|百万|千|万|亿)?"
MORE = r"(?P<more>余)?"
UNITS = (
    "个百分点 平方公里 千米 公里 美元 个 家 户 人 亩 套 台 辆 项 件 条 次 元 吨 块 架 种 "
    "类 倍 名 座 篇 米 度 所 期 批 处"
)
UNIT = rf"(?P<unit>%|％|[TGPEZ]B|EFLOPS|Mbps|{UNITS.replace(' ', '|')})"
QUANTITY = re.compile(rf"(?<![\d.A-Za-z—-]){NUMBER}\s?{SCALE}\s?{MORE}\s?{UNIT}(?![A-Za-z])")
DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?年(?:\s?(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?日)?)?\s?(?P<end>底|末)?"
)
SENTENCE_END = re.compile(r"[。！？]")
CLAUSE_START = re.compile(r"[，。；：、！？（）“”]")
NAME_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statistic that was recognised: the keys of a fact, where it stands, and its sentence."""

    name: str
    value: str
    scale: str
    unit: str
    as_of: str
    source: str
    is_more: bool
    place: int
    sentence: str


def proposals(atoms: list[Atom], at: int, sources: dict[int, str]) -> Iterator[Proposal]:
    """Yield the statistics of a paragraph; ``sources`` are the keys that notes cite, ``at`` is where it stands."""
    text = "".join(atom.text for atom in atoms if isinstance(atom, Words))
    calls = _calls(atoms)
    start = 0
    for sentence in _sentences(text):
        end = start + len(sentence)
        dates = list(DATE.finditer(sentence))
        for match in QUANTITY.finditer(sentence):
            here = start + match.start()
            source = next((sources.get(number, "") for place, number in calls if place >= here), "")
            date = next((d for d in reversed(dates) if d.end() <= match.start()), None)
            yield Proposal(
                _name(sentence, match.start()),
                match["value"],
                match["scale"] or "",
                (match["unit"] or "").replace("％", "%"),
                moment(date) if date else "",
                source,
                bool(match["more"]),
                at,
                sentence.strip(),
            )
        start = end


def moment(date: re.Match[str]) -> str:
    """Return a date as data files write it; the end of a month or year is its last day."""
    year, month, day = date["year"], date["month"], date["day"]
    if day:
        return f"{year}-{int(month):02d}-{int(day):02d}"
    if month:
        last = 31 if int(month) in (1, 3, 5, 7, 8, 10, 12) else 30
        if int(month) == 2:
            last = 29 if int(year) % 4 == 0 and (int(year) % 100 or int(year) % 400 == 0) else 28
        return f"{year}-{int(month):02d}" + (f"-{last}" if date["end"] else "")
    return f"{year}-12-31" if date["end"] else year


def _calls(atoms: list[Atom]) -> list[tuple[int, int]]:
    found, place = [], 0
    for atom in atoms:
        if isinstance(atom, Words):
            place += len(atom.text)
        elif isinstance(atom, Call):
            found.append((place, atom.number))
    return found


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for match in SENTENCE_END.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    if text[start:]:
        yield text[start:]


def _name(sentence: str, end: int) -> str:
    """Return the words before a number, from the last clause that has enough of them."""
    before = DATE.sub("", sentence[:end])
    starts = [0, *(m.end() for m in CLAUSE_START.finditer(before))]
    start = next((s for s in reversed(starts) if len(before[s:].strip()) >= 3), 0)
    return before[start:].strip()[-NAME_LENGTH:] or sentence[:NAME_LENGTH]
