"""Checks on styles and numberings: whatever a paragraph, run or table names is defined."""

from __future__ import annotations

from collections.abc import Iterator

from dedoc.errors import Problem
from dedoc.verify.word.parts import Parts
from dedoc.verify.word.wanted import Wanted
from dedoc.verify.word.xml import W, value


def check_styles(parts: Parts, _wanted: Wanted) -> Iterator[Problem]:
    """Yield the styles and numberings that are used and not defined, and levels that no style bears."""
    styles = {value(style, "styleId") for style in parts.styles.iterfind(W + "style")}
    roots = (*parts.stories.values(), parts.numbering)
    used = {value(item) for root in roots for item in root.iter(W + "pStyle", W + "rStyle", W + "tblStyle")}
    used |= {value(item) for item in parts.styles.iter(W + "basedOn", W + "next", W + "link")}
    for name in sorted(used - styles):
        yield Problem("the Word file uses the style {style}, which it does not define", values={"style": name})
    yield from _numberings(parts)


def _numberings(parts: Parts) -> Iterator[Problem]:
    """Yield the numberings, and levels of them, that are used and not defined."""
    abstract = {
        value(item, "abstractNumId"): {value(level, "ilvl") for level in item.iterfind(W + "lvl")}
        for item in parts.numbering.iterfind(W + "abstractNum")
    }
    lists = {
        value(item, "numId"): value(item.find(W + "abstractNumId")) for item in parts.numbering.iterfind(W + "num")
    }
    used = set()
    for root in (*parts.stories.values(), parts.styles):
        for item in root.iter(W + "numPr"):
            used.add((value(item.find(W + "numId")), value(item.find(W + "ilvl")) or "0"))
    for key, level in sorted(used):
        if key not in ("", "0") and level not in abstract.get(lists.get(key, ""), ()):
            values = {"id": key, "level": level}
            yield Problem(
                "the Word file uses the level {level} of the numbering {id}, which it does not define", values=values
            )
