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
    abstract = {value(item, "abstractNumId") for item in parts.numbering.iterfind(W + "abstractNum")}
    lists = {
        value(item, "numId"): value(item.find(W + "abstractNumId")) for item in parts.numbering.iterfind(W + "num")
    }
    numbers = {value(item) for root in (*roots, parts.styles) for item in root.iter(W + "numId")}
    for key in sorted(numbers - {"0"} - {number for number, of in lists.items() if of in abstract}):
        yield Problem("the Word file uses the numbering {id}, which it does not define", values={"id": key})
