"""Marks that stand alone, twice, in the wrong order, or with spaces beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dedoc.checking.findings import Edit, Finding, Rule
from dedoc.checking.marks import CLOSING, OPENING
from dedoc.checking.passages import Kind, Passage
from dedoc.checking.reading import PROSE, Reading
from dedoc.checking.spans import HAN, IS_HAN, QUOTATION, TITLE, is_inside, spans
from dedoc.errors import N_, Severity

ALONE = Rule(
    "T201",
    Severity.WARNING,
    N_("“{mark}” stands without its other half: “{around}”"),
    N_("add the missing one, or delete this one"),
)
DOUBLED = Rule(
    "T202",
    Severity.WARNING,
    N_("a mark stands twice: “{around}”"),
    N_("delete one of them; --fix does it"),
    is_repaired=True,
)
MEETING = Rule(
    "T203",
    Severity.WARNING,
    N_("two marks meet: “{around}”"),
    N_("keep the one that is meant"),
)
SPACED = Rule(
    "T204",
    Severity.NOTE,
    N_("a space stands beside the mark “{mark}”: “{around}”"),
    N_("delete it; --fix does it"),
    is_repaired=True,
)
GAP = Rule(
    "T205",
    Severity.WARNING,
    N_("a space stands between Han characters: “{around}”"),
    N_("delete it, or put the mark that is missing"),
)
NESTED = Rule(
    "T206",
    Severity.WARNING,
    N_("quotation marks are nested the wrong way round: “{around}”"),
    N_("“ ” stand outside, ‘ ’ inside (GB/T 15834-2011, 4.8)"),
)
RULES = (ALONE, DOUBLED, MEETING, SPACED, GAP, NESTED)

HALF: Mapping[str, str] = dict(zip(CLOSING, OPENING, strict=True))
PAIRS = re.compile(f"[{OPENING}{CLOSING}]")
ITEM = re.compile(r"(?:^|[；;。，,、：:\s])[\da-zA-Z一二三四五六七八九十]{1,3}$")
TWICE = re.compile(r"([。，、；：？！])\1+")
MET = re.compile(r"[，、；：][，、；：。？！]|。[，、；：？！]|[？！][，、；：。]")
HAN_GAP = re.compile(f"(?<=[{HAN}])[ \u3000]+(?=[{HAN}])")
APOSTROPHE = re.compile(r"(?<=[A-Za-z])[‘’](?=[A-Za-z])|(?<=[A-Za-z]s)’(?=\s)")
WIDE = str.maketrans("()", "（）")
STOPS = "，。、；：？！"
SPACES = re.compile(
    rf"(?<=[{HAN}{CLOSING}])[ \t]+(?=[{STOPS}{CLOSING}])|(?<=[{OPENING}])[ \t]+(?=\S)"
    rf"|(?<=[{STOPS}{CLOSING}])[ \t]+(?=[{HAN}{OPENING}])"
)


def check_pairs(reading: Reading) -> Iterator[Finding]:
    """Yield the marks of all that prints; prose is looked at more closely."""
    following: dict[Kind, Passage] = {}
    found: list[Finding] = []
    for passage in reversed(reading.passages):
        if IS_HAN.search(passage.text):
            found += _balance(passage, following.get(passage.kind))
            found += (*_doubled(passage), *_spaces(passage))
            found += _gaps(passage) if passage.kind in PROSE else ()
        following[passage.kind] = passage
    yield from found


def _balance(passage: Passage, following: Passage | None) -> Iterator[Finding]:
    """Yield marks without their other half, and quotation marks that are nested the wrong way round."""
    text, opened = APOSTROPHE.sub("'", passage.text).translate(WIDE), list[int]()
    for match in PAIRS.finditer(text):
        at, mark = match.start(), match[0]
        if mark in OPENING:
            outside = text[opened[-1]] if opened else ""
            if (mark == "‘" and not any(text[other] in "“「『" for other in opened)) or mark == outside == "“":
                yield NESTED.at(passage.place(at), {"around": passage.around(at, at + 1)})
            opened.append(at)
        elif any(text[other] == HALF[mark] for other in opened):
            while text[other := opened.pop()] != HALF[mark]:
                yield _alone(passage, other)
        elif not (mark in "）)" and ITEM.search(text, 0, at)):
            yield _alone(passage, at)
    goes_on = following is not None and following.text.startswith("“")
    for at in opened:
        if not (text[at] == "“" and goes_on):
            yield _alone(passage, at)


def _alone(passage: Passage, at: int) -> Finding:
    return ALONE.at(passage.place(at), {"mark": passage.text[at], "around": passage.around(at, at + 1)})


def _doubled(passage: Passage) -> Iterator[Finding]:
    for match in TWICE.finditer(passage.text):
        start, end = match.span()
        if passage.is_own(start) and not (match[1] == "。" and end - start > 2):
            edits = (passage.edit(start, end, match[1]),) if match[1] not in "？！" else ()
            yield DOUBLED.at(passage.place(start), {"around": passage.around(start, end)}, edits=edits)
    for match in MET.finditer(passage.text):
        if passage.is_own(match.start()) and match[0][0] != match[0][1]:
            yield MEETING.at(passage.place(match.start()), {"around": passage.around(*match.span())})


def _spaces(passage: Passage) -> Iterator[Finding]:
    """Yield spaces beside marks, from the source: where a language is set without spaces they do not print."""
    for piece in passage.pieces:
        if piece.node is None and piece.written is not None and piece.offsets:
            first, last = max(piece.offsets[0], 0), piece.offsets[-1]
            for match in SPACES.finditer(piece.written.text, first, last + 1):
                text, (start, end) = piece.written.text, match.span()
                mark = text[end] if text[end] in STOPS + CLOSING else text[start - 1]
                around = text[max(start - 6, first) : end + 6].partition("\n")[0]
                edits = (Edit(piece.written.file, start, end, ""),)
                yield SPACED.at(piece.written.place(start), {"mark": mark, "around": around}, edits=edits)


def _gaps(passage: Passage) -> Iterator[Finding]:
    """Yield spaces between Han characters, where they are no part of a title or quotation."""
    others = spans(passage.text, TITLE, QUOTATION)
    for match in HAN_GAP.finditer(passage.text):
        if passage.is_own(match.start()) and not is_inside(match.start(), others):
            yield GAP.at(passage.place(match.start()), {"around": passage.around(*match.span())})
