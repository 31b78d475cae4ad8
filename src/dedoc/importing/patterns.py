"""What lines look like: numbers of headings, marks of notes, page numbers, captions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dedoc.importing.lines import NARROW

HAN_NUMBER = "[一二三四五六七八九十百零〇两]"
HEADINGS = (
    ("part", rf"第({HAN_NUMBER}+|\d+)(?:编|篇|部分|部)[\s、：:]*"),
    ("chapter", rf"第({HAN_NUMBER}+|\d+)章[\s、：:]*"),
    ("section", rf"第({HAN_NUMBER}+|\d+)节[\s、：:]*"),
    ("chinese", rf"({HAN_NUMBER}+)[、.]\s*"),
    ("paren", rf"[（(]({HAN_NUMBER}+)[）)]\s*、?"),
    ("decimal4", r"\d+\.\d+\.\d+\.(\d+)(?![\d.%])\s*"),
    ("decimal3", r"\d+\.\d+\.(\d+)(?![\d.%])\s*"),
    ("decimal2", r"\d{1,2}\.(\d{1,2})(?![\d.%])\s*"),
    ("decimal", r"(\d{1,2})[.、](?!\d)\s*"),
    ("paren-decimal", r"[（(](\d{1,2})[）)]\s*"),
    ("bare", r"(\d{1,2})\s+(?=\D)"),
)
"""The kinds of numbers that headings bear."""

COMPILED = tuple((name, re.compile(pattern)) for name, pattern in HEADINGS)
UNNUMBERED = re.compile(r"(结\s*语|结\s*论|结束语|后\s*记|附\s*录.{0,20}|参考文献|致\s*谢|总\s*结|跋)")
PREFACE = re.compile(
    r"(前\s*言|序\s*言?|引\s*言|导\s*读|导\s*言|卷首语|摘\s*要|内容提要|编者按|编写说明|出版说明|致\s*谢)"
)
CONTENTS = re.compile(r"目\s*[录次錄]")
ENTRY = re.compile(r"(?P<title>.*?\S)(?P<leader>[\s.．·•…⋯‥。・_\-—–]*)(?P<folio>\d{1,4}|[ivxlIVXLⅠ-Ⅻⅰ-ⅻ]+)")
PAGE_NUMBER = re.compile(r"(?:第\s*)?[-—–·~\s]*(\d{1,4}|[ivxlIVXLⅠ-Ⅻⅰ-ⅻ]{1,6})[-—–·~\s]*(?:页)?")
NOTE = re.compile(r"(?:\^?\[\^?(\d{1,3})\]|([⁰¹²³⁴-⁹]+))[:：]?\s*(?![。，、；：！？,;)）”》])")
CALL = re.compile(r"\^?\[\^?(\d{1,3})\]|(?<![0-9A-Za-z])[⁰¹²³⁴-⁹]+")
CAPTION = re.compile(rf"图\s*(\d{{1,3}}|{HAN_NUMBER}+)(?:\s*[-—–.]\s*(\d{{1,3}}))?\s*([:：.．、]\s*|\s+|(?=\S))")
SOURCE = re.compile(r"[（(]?\s*(?:数据|资料|图片)?来源\s*[:：].*")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
FINAL = "。！？!?…"
CLOSERS = "”’）)》〉】」』]"


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number in front of a heading: its kind, its value, and the length of what it takes of the line."""

    kind: str
    value: int
    length: int


def numbered(text: str) -> Numbered | None:
    """Return the number that a line begins with, if it looks like that of a heading."""
    narrow = text.translate(NARROW)
    for kind, pattern in COMPILED:
        match = pattern.match(narrow)
        if match and match.end() < len(narrow):
            return Numbered(kind, number_value(match[1]), match.end())
    return None


def number_value(text: str) -> int:
    """Return the value of a number in digits or in Han characters (二十一)."""
    if text.isdigit():
        return int(text)
    total, current = 0, 0
    for character in text:
        if character in "十百":
            total += (current or 1) * (10 if character == "十" else 100)
            current = 0
        else:
            current = "零一二三四五六七八九".find(character.replace("〇", "零").replace("两", "二"))
    return total + current


def is_sentence(text: str) -> bool:
    """Whether a line ends as a sentence or a part of one does, and not as a heading."""
    return text.rstrip(CLOSERS).endswith(("。", "；", "，", "、", "：", ";", ",")) or text.endswith(("。”", "！”"))


def note_mark(narrow: str) -> tuple[int, int] | None:
    """Return the number of the note that a line (in half width) begins, and the length of its mark."""
    match = NOTE.match(narrow)
    if not match or match.end() == len(narrow):
        return None
    return int((match[1] or match[2]).translate(SUPERSCRIPTS)), match.end()
