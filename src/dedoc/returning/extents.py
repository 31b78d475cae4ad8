"""How far the blocks of a chapter reach in its source: lines counted from 0, the end left out, no blank lines after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dedoc.read.syntax import parser

OPTION = re.compile(r":[A-Za-z][\w-]*:(\s.*)?")
SIDEBAR = re.compile(r"\{?sidebar\}?\b")


@dataclass(frozen=True, slots=True)
class Extent:
    """A block of the source: its kind as the parser names it, its lines, and how many blocks stand around it."""

    kind: str
    start: int
    end: int
    depth: int


def extents(text: str) -> tuple[Extent, ...]:
    """Return the blocks of a chapter in order, outer ones before those in them, sidebars taken apart."""
    lines = text.split("\n")
    return tuple(_extents(text, lines, 0, 0))


def _extents(text: str, lines: list[str], offset: int, depth: int) -> Iterator[Extent]:
    for token in parser().parse(text):
        if token.map is None or token.nesting < 0 or token.type in ("inline", "th_open", "td_open"):
            continue
        start, end = token.map[0] + offset, token.map[1] + offset
        while end > start + 1 and not lines[end - 1].strip():
            end -= 1
        yield Extent(token.type.removesuffix("_open"), start, end, depth + token.level)
        if token.type == "colon_fence" and SIDEBAR.match(token.info.strip()):
            yield from _extents(_without_options(token.content), lines, token.map[0] + offset + 1, depth + 1)


def _without_options(content: str) -> str:
    """Return the text of a directive with its options blanked, so that its lines count on."""
    lines = content.split("\n")
    for index, line in enumerate(lines):
        if not OPTION.fullmatch(line):
            break
        lines[index] = ""
    return "\n".join(lines)


def innermost(found: tuple[Extent, ...], line: int, *kinds: str) -> Extent | None:
    """Return the innermost block that holds a line, of one of some kinds; None where there is none."""
    holding = [e for e in found if e.start <= line < e.end and (not kinds or e.kind in kinds)]
    return max(holding, key=lambda extent: extent.depth, default=None)


def outermost(found: tuple[Extent, ...], line: int) -> Extent | None:
    """Return the block of the chapter itself that holds a line."""
    return next((e for e in found if e.depth == 0 and e.start <= line < e.end), None)
