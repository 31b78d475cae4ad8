"""Characters and words that slip in: traditional characters, doubled words, words that are no words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from dedoc.checking.findings import Finding, Rule
from dedoc.checking.passages import Kind, Passage
from dedoc.checking.reading import Reading
from dedoc.checking.spans import HAN, IS_HAN
from dedoc.errors import N_, Severity

TRADITIONAL = Rule(
    "W101",
    Severity.WARNING,
    N_("a traditional character stands in simplified text: “{around}”"),
    N_("write “{right}” for “{word}”; --fix does it"),
    is_repaired=True,
)
DOUBLED = Rule(
    "W102",
    Severity.WARNING,
    N_("“{word}” stands twice: “{around}”"),
    N_("delete one of them; --fix does it where it is certain"),
    is_repaired=True,
)
MISSPELT = Rule(
    "W103",
    Severity.WARNING,
    N_("“{word}” is written “{right}”: “{around}”"),
    N_("write “{right}”; --fix does it"),
    is_repaired=True,
)
RULES = (TRADITIONAL, DOUBLED, MISSPELT)

TABLE = Path(__file__).with_name("traditional.txt")
SIMPLIFIED = ("zh", "zh-CN", "zh-SG", "zh-Hans", "zh-Hans-CN", "zh-Hans-SG")

PARTICLES: Mapping[str, tuple[str, str]] = {
    "的": ("目标靶", "确士哥"),
    "了": ("不", "解结断却然"),
    "在": ("存所内潜实现旨正外自健好常", "线职建校途编岗案用先册场位任乎意"),
    "和": ("总共饱缓温柔谐随平中附融祥亲调暖", "平谐睦解缓气音约议田"),
    "是": ("", "否非"),
    "与": ("参给赋授赐", "会否其"),
    "及": ("普涉以提顾波触遍论谈埃", "时其格"),
    "或": ("间", "许者"),
    "将": ("大少上中主干名健", "军近领来士要"),
    "把": ("一火", "握控关手脉"),
    "被": ("植棉", "动告子保投"),
    "而": ("", "且"),
    "其": ("尤与耳", "他中余实它间次"),
    "于": ("", "是"),
    "这": ("", ""),
    "很": ("", ""),
    "由": ("自理缘事案", "于此来"),
    "使": ("大天行驱促特公", "用命得馆者"),
    "向": ("方走导倾转面意动去趋流定单双", "往前上导心好"),
}
"""Words that never stand twice, but behind what makes a word with the first (目的的) or before what makes one with the
second (对其其他业务)."""
TWICE = re.compile(rf"([{''.join(PARTICLES)}])\1(?!\1)")
PHRASE = re.compile(rf"(?P<phrase>[{HAN}A-Za-z\d]{{3,12}}?)(?P=phrase)")
"""What nobody says twice by intention: 研究研究 is said, 数字化数字化 is not."""

WRONG: Mapping[str, str] = {
    "帐户": "账户",
    "帐号": "账号",
    "帐目": "账目",
    "帐单": "账单",
    "帐款": "账款",
    "帐本": "账本",
    "转帐": "转账",
    "记帐": "记账",
    "结帐": "结账",
    "对帐": "对账",
    "坏帐": "坏账",
    "台帐": "台账",
    "图象": "图像",
    "录象": "录像",
    "摄象": "摄像",
    "影象": "影像",
    "部份(?!额)": "部分",
    "身分证": "身份证",
    "渡假": "度假",
    "布署(?!名)": "部署",
    "复盖(?=率|面|范围)": "覆盖",
    "重迭": "重叠",
    "泄秘": "泄密",
    "脉博": "脉搏",
    "松驰": "松弛",
    "震憾": "震撼",
    "再接再励": "再接再厉",
    "一愁莫展": "一筹莫展",
    "走头无路": "走投无路",
    "迫不急待": "迫不及待",
    "默守成规": "墨守成规",
    "不径而走": "不胫而走",
    "针贬": "针砭",
    "倍受关注": "备受关注",
    "倍受瞩目": "备受瞩目",
    "脍灸人口": "脍炙人口",
    r"截止(?=\s?\d{4}\s?年|\s?\d{1,2}\s?月|目前|今年)": "截至",
}
"""Spellings that are certainly wrong, as patterns, with the right ones (GF 1001-2001, and slips of keyboards)."""
MISSPELT_WORDS = re.compile("|".join(f"({pattern})" for pattern in WRONG))
RIGHT = tuple(WRONG.values())


def check_words(reading: Reading) -> Iterator[Finding]:
    """Yield what slipped into any text that prints."""
    table = _traditional() if reading.document.metadata.language in SIMPLIFIED else {}
    for passage in reading.passages:
        if IS_HAN.search(passage.text):
            yield from _characters(passage, table)
            yield from _misspelt(passage)
            if passage.kind is not Kind.LABEL:
                yield from _doubled(passage)


@cache
def _traditional() -> dict[str, str]:
    """Return the simplified character for each traditional one."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    old, new = (line for line in lines if not line.startswith("#"))
    return dict(zip(old, new, strict=True))


def _characters(passage: Passage, table: Mapping[str, str]) -> Iterator[Finding]:
    if table.keys().isdisjoint(passage.text):
        return
    for at, character in enumerate(passage.text):
        if character in table and passage.is_own(at):
            yield _told(TRADITIONAL, passage, at, at + 1, table[character])


def _told(rule: Rule, passage: Passage, start: int, end: int, right: str) -> Finding:
    word, around = passage.text[start:end], passage.around(start, end)
    edits = (passage.edit(start, end, right),)
    return rule.at(passage.place(start), {"word": word, "right": right, "around": around}, edits=edits)


def _doubled(passage: Passage) -> Iterator[Finding]:
    """Yield particles that stand twice, and phrases said twice running."""
    text = passage.text
    for match in TWICE.finditer(text):
        start, end = match.span()
        endings, beginnings = PARTICLES[match[1]]
        is_word = text[start - 1 : start] in tuple(endings) or text[end : end + 1] in tuple(beginnings)
        if passage.is_own(start) and passage.is_own(end - 1) and not is_word:
            yield _repeated(passage, start, start + 1)
    for match in PHRASE.finditer(text):
        start, end = match.span()
        is_phrase = len(set(match["phrase"])) > 1 and IS_HAN.search(match["phrase"])
        if is_phrase and passage.is_own(start) and passage.is_own(end - 1):
            yield _repeated(passage, start, start + len(match["phrase"]))


def _repeated(passage: Passage, start: int, end: int) -> Finding:
    word, around = passage.text[start:end], passage.around(start, 2 * end - start)
    edits = (passage.edit(start, end, ""),)
    return DOUBLED.at(passage.place(start), {"word": word, "around": around}, edits=edits)


def _misspelt(passage: Passage) -> Iterator[Finding]:
    for match in MISSPELT_WORDS.finditer(passage.text):
        if passage.is_own(match.start()):
            yield _told(MISSPELT, passage, *match.span(), RIGHT[(match.lastindex or 1) - 1])
