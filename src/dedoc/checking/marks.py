"""Marks in the width of the other script, and marks made of the wrong characters (GB/T 15834-2011, CLREQ)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from dedoc.checking.findings import Finding, Rule
from dedoc.checking.passages import Passage
from dedoc.checking.reading import Reading
from dedoc.checking.spans import ADDRESS, HAN, IS_HAN, is_inside, spans
from dedoc.errors import N_, Severity

HALF_WIDTH = Rule(
    "T101",
    Severity.WARNING,
    N_("a half-width “{mark}” stands in Chinese: “{around}”"),
    N_("write “{right}”; --fix does it"),
    is_repaired=True,
)
FULL_WIDTH = Rule(
    "T102",
    Severity.WARNING,
    N_("full-width letters or digits: “{mark}”"),
    N_("write “{right}”; --fix does it"),
    is_repaired=True,
)
ELLIPSIS = Rule(
    "T103",
    Severity.WARNING,
    N_("“{mark}” is no Chinese ellipsis: “{around}”"),
    N_("write “{right}”; --fix does it"),
    is_repaired=True,
)
DASH = Rule(
    "T104",
    Severity.WARNING,
    N_("“{mark}” is no Chinese dash: “{around}”"),
    N_("write “{right}”; --fix does it"),
    is_repaired=True,
)
RANGE = Rule(
    "T105",
    Severity.WARNING,
    N_("“{mark}” does not join numbers in Chinese: “{around}”"),
    N_("write “{right}” (GB/T 15834-2011, 4.13); --fix does it"),
    is_repaired=True,
)
RULES = (HALF_WIDTH, FULL_WIDTH, ELLIPSIS, DASH, RANGE)

WIDE = dict(zip(",;:?!.()", "，；：？！。（）", strict=True))
OPENING, CLOSING = "《〈“‘（【「『〔", "》〉”’）】」』〕"
CHINESE = re.compile(f"[{HAN}。，、；：？！…—％{OPENING}{CLOSING}]")
HALF_MARK = re.compile(r"[,;:?!.]")
BRACKETS = re.compile(r"[()（）]")
FULL_WIDTH_RUN = re.compile(r"[０-９Ａ-Ｚａ-ｚ％．]*[０-９Ａ-Ｚａ-ｚ％]")
DOTS = re.compile(r"\.{3,}|。{3,}|・{3,}|(?<!…)…(?!…)")
HYPHENS = re.compile(r"-{2}(?![-a-z])|-{3,}|－{2,}|―{2,}|─{2,}")
NUMBER = r"\d+(?:\.\d+)?"
UNITS = "年月日岁时天周%％‰万亿千百个家户人名项台套辆件次元吨倍种类位级期届度米"
HYPHENED = re.compile(
    rf"(?<![A-Za-z\d./—\-–]){NUMBER}\s?[{UNITS}]?\s?(?P<mark>[-–])\s?{NUMBER}(?![-–./\d])(?=\s?[{UNITS}])"
)
TILDE = re.compile(rf"(?<=[\d{UNITS}])\s?(?P<mark>[~∼〜˜])\s?(?=\d)")


def check_marks(reading: Reading) -> Iterator[Finding]:
    """Yield the marks of all that prints."""
    for passage in reading.passages:
        if IS_HAN.search(passage.text):
            addresses = spans(passage.text, ADDRESS)
            for finding in (*_half(passage), *_brackets(passage), *_quotes(passage), *_others(passage)):
                if not addresses or not is_inside(finding[0], addresses):
                    yield finding[1]


Found = Iterator[tuple[int, Finding]]


def _half(passage: Passage) -> Found:
    """Yield half-width marks that stand beside Chinese: a point behind it only, as it may belong to a number."""
    for match in HALF_MARK.finditer(passage.text):
        at, mark = match.start(), match[0]
        if not passage.is_own(at) or (mark == "." and DOTS.match(passage.text, at)) or _in_dots(passage.text, at):
            continue
        before, after = passage.text[:at].rstrip()[-1:], passage.text[at + 1 : at + 3].lstrip()[:1]
        is_beside = bool(CHINESE.match(before)) or (mark != "." and bool(CHINESE.match(after)) and after != "…")
        if is_beside and not (before.isdigit() and after.isdigit()) and mark != after:
            yield at, _told(HALF_WIDTH, passage, at, at + 1, WIDE[mark])


def _in_dots(text: str, at: int) -> bool:
    return text[at] == "." and (text[at - 1 : at] == "." or text[at + 1 : at + 2] == ".")


def _told(rule: Rule, passage: Passage, start: int, end: int, right: str) -> Finding:
    mark, around = passage.text[start:end], passage.around(start, end)
    edits = (passage.edit(start, end, right),)
    return rule.at(passage.place(start), {"mark": mark, "around": around, "right": right}, edits=edits)


def _brackets(passage: Passage) -> Found:
    """Yield pairs of brackets of which one is half-width, where they hold Chinese or stand in it."""
    text, opened = passage.text, list[int]()
    for match in BRACKETS.finditer(text):
        if match[0] in "(（":
            opened.append(match.start())
            continue
        if not opened:
            continue
        start, end = opened.pop(), match.start()
        half = [at for at in (start, end) if text[at] in "()" and passage.is_own(at)]
        before, after = text[:start].rstrip()[-1:], text[end + 1 :].lstrip()[:1]
        is_mixed = len(half) == 1
        if half and (is_mixed or IS_HAN.search(text, start, end) or CHINESE.match(before)) and before + after:
            yield half[0], _pair(passage, half, "（）", start, end)


def _pair(passage: Passage, half: list[int], right: str, start: int, end: int) -> Finding:
    edits = tuple(passage.edit(at, at + 1, right[0] if at == start else right[1]) for at in half)
    mark = "".join(passage.text[at] for at in half)
    around = passage.around(start, min(end + 1, start + 12))
    wanted = "".join(right[0] if at == start else right[1] for at in half)
    return HALF_WIDTH.at(passage.place(half[0]), {"mark": mark, "around": around, "right": wanted}, edits=edits)


def _quotes(passage: Passage) -> Found:
    """Yield straight quotation marks in Chinese; which of them open is known where they come in pairs."""
    text = passage.text
    for mark, right in (('"', "“”"), ("'", "‘’")):
        places = [at for at, character in enumerate(text) if character == mark and _is_quote(text, at)]
        for index, at in enumerate(places):
            if len(places) % 2:
                around, wanted = passage.around(at, at + 1), right
                yield at, HALF_WIDTH.at(passage.place(at), {"mark": mark, "around": around, "right": wanted})
            elif index % 2 == 0 and passage.is_own(at) and passage.is_own(places[index + 1]):
                yield at, _pair(passage, [at, places[index + 1]], right, at, places[index + 1])


def _is_quote(text: str, at: int) -> bool:
    """Whether a straight mark quotes in Chinese: it is no apostrophe and no sign of inches or minutes."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not (before.isascii() and before.isalnum()) or bool(CHINESE.match(after)) or (text[at] == '"' and not after)


def _others(passage: Passage) -> Found:
    text = passage.text
    for match in FULL_WIDTH_RUN.finditer(text):
        if passage.is_own(match.start()):
            yield match.start(), _told(FULL_WIDTH, passage, *match.span(), normalize("NFKC", match[0]))
    for rule, pattern, right in ((ELLIPSIS, DOTS, "……"), (DASH, HYPHENS, "——")):
        for match in pattern.finditer(text):
            if passage.is_own(match.start()) and _is_beside(text, *match.span()):
                yield match.start(), _told(rule, passage, *match.span(), right)
    for pattern, right in ((HYPHENED, "—"), (TILDE, "～")):
        for match in pattern.finditer(text):
            if passage.is_own(match.start("mark")):
                yield match.start("mark"), _told(RANGE, passage, *match.span("mark"), right)


def _is_beside(text: str, start: int, end: int) -> bool:
    """Whether Chinese stands on one of the sides."""
    sides = (text[:start].rstrip()[-1:], text[end:].lstrip()[:1])
    return any(CHINESE.match(side) for side in sides if side)
