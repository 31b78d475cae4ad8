"""Headings that differ in form from their siblings, or that a reader would stumble over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from dedoc.checking.findings import Finding, Rule
from dedoc.checking.passages import Kind, Passage
from dedoc.checking.reading import Reading
from dedoc.errors import N_, Location, Severity
from dedoc.model import Block, Heading, Paragraph
from dedoc.walk import plain_text

FINAL = Rule(
    "H101",
    Severity.WARNING,
    N_("the heading ends with “{mark}”: “{heading}”"),
    N_("headings bear no final mark; --fix takes it off"),
    is_repaired=True,
)
NUMBERED = Rule(
    "H102",
    Severity.WARNING,
    N_("the number “{mark}” is typed into the heading “{heading}”"),
    N_("headings are numbered by themselves; --fix takes it off"),
    is_repaired=True,
)
ODD = Rule(
    "H103",
    Severity.NOTE,
    N_("the colon makes “{heading}” unlike all its siblings: it alone has one, or has none"),
    N_("give the headings of a section the same form"),
)
RUN_IN = Rule(
    "H104",
    Severity.WARNING,
    N_("the run-in heading “{heading}” ends with “{mark}”, and its siblings end with “{other}”"),
    N_("end them all alike"),
)
SAME = Rule(
    "H105",
    Severity.WARNING,
    N_("the section has two headings “{heading}” ({place})"),
    N_("give one of them other words"),
)
EMPTY = Rule(
    "H106",
    Severity.WARNING,
    N_("nothing stands below the heading “{heading}”"),
    N_("write its text, or delete it"),
)
RULES = (FINAL, NUMBERED, ODD, RUN_IN, SAME, EMPTY)

FINAL_MARK = re.compile(r"(?<!\.)[。，、；：,;:.]$")
HAN_NUMBER = "一二三四五六七八九十百"
TYPED = re.compile(
    rf"第[{HAN_NUMBER}\d]+[章节篇编部][\s、：:　]*|[{HAN_NUMBER}]+、\s*|[（(](?:[{HAN_NUMBER}]+|\d{{1,2}})[）)]\s*|"
    r"\d{1,2}(?:\.\d{1,2})+[\s　]*(?=[^\d\s年月日%％倍个万亿千百家户人元项种A-Za-z])|\d{1,2}[.．、]\s*(?=[^\d\s])"
)
FEWEST = 4
"""Siblings that make a form."""


def check_headings(reading: Reading) -> Iterator[Finding]:
    """Yield the headings that stick out."""
    document = reading.document
    for passage in reading.passages:
        if passage.kind is Kind.HEADING:
            yield from _form(passage)
    for part in (document.front, document.body, document.back):
        yield from _empty(part)
        yield from _siblings(part)
        yield from _run_ins(part)


def _form(passage: Passage) -> Iterator[Finding]:
    text = passage.text.rstrip()
    if match := FINAL_MARK.search(text):
        edits = (passage.edit(match.start(), match.end(), ""),)
        yield FINAL.at(passage.place(match.start()), {"mark": match[0], "heading": text}, edits=edits)
    match = TYPED.match(text)
    if match and match.end() < len(text):
        edits = (passage.edit(0, match.end(), ""),)
        yield NUMBERED.at(passage.place(0), {"mark": match[0].strip(), "heading": text[match.end() :]}, edits=edits)


def _place(block: Block) -> Location:
    return block.location or Location("")


def _empty(blocks: tuple[Block, ...]) -> Iterator[Finding]:
    """Yield headings before another one of the same level or a higher one, and at the end."""
    for block, following in pairwise((*blocks, None)):
        if isinstance(block, Heading):
            is_empty = following is None or (isinstance(following, Heading) and following.level <= block.level)
            if is_empty:
                yield EMPTY.at(_place(block), {"heading": plain_text(block.content)})


def _siblings(blocks: tuple[Block, ...]) -> Iterator[Finding]:
    """Yield headings that say what a sibling says, and the one that alone has or lacks a colon."""
    families: dict[tuple[int, ...], list[Heading]] = {}
    path: list[int] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            path = [*path[: block.level - 1], *[0] * (block.level - 1 - len(path))]
            families.setdefault((block.level, *path), []).append(block)
            path = [*path, index]
    for family in families.values():
        yield from _same(family)
        yield from _odd(family)


def _same(family: list[Heading]) -> Iterator[Finding]:
    first: dict[str, Heading] = {}
    for heading in family:
        words = plain_text(heading.content).strip()
        if words in first:
            other = _place(first[words])
            yield SAME.at(_place(heading), {"heading": words, "place": other}, others=(other,))
        first.setdefault(words, heading)


def _odd(family: list[Heading]) -> Iterator[Finding]:
    groups: dict[bool, list[Heading]] = {True: [], False: []}
    for heading in family:
        groups["：" in plain_text(heading.content).rstrip("：")].append(heading)
    for odd in groups.values():
        if len(odd) == 1 and len(family) >= FEWEST:
            yield ODD.at(_place(odd[0]), {"heading": plain_text(odd[0].content)})


def _run_ins(blocks: tuple[Block, ...]) -> Iterator[Finding]:
    """Yield run-in headings of a section that end in another mark than all others."""
    sections: list[list[Paragraph]] = [[]]
    for block in blocks:
        if isinstance(block, Heading):
            sections.append([])
        elif isinstance(block, Paragraph) and block.run_in:
            sections[-1].append(block)
    for section in sections:
        ends = [plain_text(block.run_in).rstrip()[-1:] for block in section]
        counts = Counter(ends)
        usual = counts.most_common(1)[0][0] if counts else ""
        for block, end in zip(section, ends, strict=True):
            if end != usual and end not in "！？" and len(section) >= FEWEST - 1 and counts[end] == 1:
                yield RUN_IN.at(_place(block), {"heading": plain_text(block.run_in), "mark": end, "other": usual})
