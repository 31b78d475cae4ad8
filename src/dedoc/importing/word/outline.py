"""Which paragraphs are headings, and of which level: by their styles, or else by how they look and are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dedoc.importing.patterns import PREFACE, UNNUMBERED, is_sentence, numbered
from dedoc.importing.word.script import HEI, Line
from dedoc.wordfile.model import Look

LONGEST = 60
"""Characters of the longest heading."""

KINDS = (
    "part",
    "chapter",
    "section",
    "chinese",
    "paren",
    "decimal",
    "decimal2",
    "paren-decimal",
    "decimal3",
    "decimal4",
)
"""The kinds of numbers that headings bear, as they mostly stand below each other."""

LABELS = (
    ("chapter", re.compile(r"第.+[章编篇]")),
    ("section", re.compile(r"第.+节")),
    ("paren", re.compile(r"[（(][一二三四五六七八九十百]+[）)]")),
    ("chinese", re.compile(r"[一二三四五六七八九十百]+[、.]?")),
    ("decimal4", re.compile(r"\d+\.\d+\.\d+\.\d+\.?")),
    ("decimal3", re.compile(r"\d+\.\d+\.\d+\.?")),
    ("decimal2", re.compile(r"\d+\.\d+\.?")),
    ("paren-decimal", re.compile(r"[（(]\d+[）)]")),
    ("decimal", re.compile(r"\d+[.、]?")),
)
"""What the numbers look like that Word counts for headings."""

CAPTION_OR_NOTE = re.compile(r"\s*(图|表|注|来源|资料来源|数据来源|关键词|摘要)\s*([0-9:：]|$)")


@dataclass(frozen=True, slots=True)
class Title:
    """A heading found: its level, and whether it bears a number, counted by Word or typed."""

    level: int
    kind: str = ""


def titles(lines: Sequence[Line], usual: Look) -> dict[int, Title]:
    """Return the headings among lines by their index; ``usual`` is the look of most of the text.

    Where some paragraphs have the level of a heading, only those are headings. No level is skipped.
    """
    styled = ((i, line.paragraph.level) for i, line in enumerate(lines) if line.text.strip())
    levels = {i: level for i, level in styled if level}
    if len(levels) > 1:
        # Styles for what stands before the body (前言) often have no level.
        levels |= {i: 1 for i, line in enumerate(lines) if i not in levels and _opens(line, usual)}
    else:
        levels = _by_look(lines, usual)
    return {i: Title(level, kind_of(lines[i])) for i, level in unskipped(dict(sorted(levels.items()))).items()}


def kind_of(line: Line) -> str:
    """Return the kind of number that a line bears, "" for none."""
    label = line.paragraph.label
    if label is not None and label.text and not label.is_bullet:
        text = label.text.strip()
        return next((kind for kind, pattern in LABELS if pattern.fullmatch(text)), "decimal")
    found = numbered(line.text.strip())
    return found.kind if found else ""


def unskipped(levels: dict[int, int]) -> dict[int, int]:
    """Return levels in which the first is 1 and none follows one that is more than one above it."""
    found: dict[int, int] = {}
    open_levels: list[int] = []
    for index, level in levels.items():
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        found[index] = min(len(open_levels), 6)
    return found


def _by_look(lines: Sequence[Line], usual: Look) -> dict[int, int]:
    """Return the levels of lines that look like headings: short, no sentence, numbered, larger, bolder or centred."""
    found = [index for index, line in enumerate(lines) if _looks(line, usual)]
    looks = {index: _rank(lines[index], usual) for index in found}
    order = _ordered(looks.values())
    return {index: order[rank] for index, rank in looks.items()}


Rank = tuple[float, bool, bool, int]
"""How high a heading stands: its size (smaller first), whether it is centred and bold, the kind of its number."""


def _rank(line: Line, usual: Look) -> Rank:
    kind = kind_of(line)
    rank = KINDS.index(kind) if kind in KINDS else -1
    return (-line.look.size, line.paragraph.align != "center", not _stands_out(line, usual), rank)


def _ordered(ranks: Iterable[Rank]) -> dict[Rank, int]:
    """Return levels for ranks. Headings that bear no number (结语) stand with those of their size that do."""
    distinct = sorted(set(ranks))
    levels: dict[Rank, int] = {}
    level = 0
    last: Rank | None = None
    for rank in distinct:
        same = last is not None and rank[:3] == last[:3] and (rank[3] < 0 or last[3] < 0)
        level += not same
        levels[rank] = level
        last = rank
    return levels


def _looks(line: Line, usual: Look) -> bool:
    text = line.text.strip()
    if not text or len(text) > LONGEST or is_sentence(text) or CAPTION_OR_NOTE.match(text):
        return False
    is_larger = line.look.size > usual.size + 0.4
    is_centred = line.paragraph.align == "center" and _stands_out(line, usual)
    kind = kind_of(line)
    if line.paragraph.label is not None and line.paragraph.label.is_bullet:
        return False
    stands_out = is_larger or _stands_out(line, usual)
    return is_larger or is_centred or (bool(kind) and stands_out) or bool(UNNUMBERED.fullmatch(text) and stands_out)


def _opens(line: Line, usual: Look) -> bool:
    """Whether a line is the title of what stands before the body, and looks like one."""
    is_apart = line.paragraph.align == "center" or line.look.size > usual.size + 0.4 or _stands_out(line, usual)
    return bool(PREFACE.fullmatch(line.text.strip())) and is_apart and not line.paragraph.in_contents


def _stands_out(line: Line, usual: Look) -> bool:
    """Whether all of a line is bold, or set in Hei, in a text that is not."""
    is_bold = line.look.is_bold and not usual.is_bold
    is_hei = bool(HEI.search(line.look.font)) and not HEI.search(usual.font)
    is_strong = all("strong" in piece.state for piece in line.pieces if piece.text.strip())
    return is_bold or is_hei or is_strong
