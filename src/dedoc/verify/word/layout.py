"""Checks on tables and sections: nothing wider than the text, heads that repeat, folios where pages are counted."""

from __future__ import annotations

from collections.abc import Iterator

from dedoc.errors import Problem
from dedoc.verify.word.parts import DOCUMENT, Parts
from dedoc.verify.word.wanted import Wanted
from dedoc.verify.word.xml import Element, R, W, value, whole

BOX = "SidebarBox"
"""The style of tables that are boxes round text, which have no head."""

PLACES = ("headerReference", "footerReference")


def check_layout(parts: Parts, _wanted: Wanted) -> Iterator[Problem]:
    """Yield tables that are wider than the text of their section or lack a head, and sections without head or foot."""
    inherited: dict[str, str] = {}
    for number, (tables, section) in enumerate(_sections(parts.body), 1):
        if section is None:
            yield Problem("the last section of the Word file does not end")
            continue
        for table in tables:
            yield from _table(table, _width(section))
        yield from _furniture(parts, section, inherited, number)


def _sections(body: Element) -> Iterator[tuple[list[Element], Element | None]]:
    """Yield the tables of each section with its properties, which stand at its end."""
    tables: list[Element] = []
    for element in body.iter(W + "tbl", W + "sectPr"):
        if element.tag == W + "tbl":
            tables.append(element)
        else:
            yield tables, element
            tables = []
    if body.find(f"{W}body/{W}sectPr") is None:
        yield tables, None


def _width(section: Element) -> int:
    """Return the width of the text in twentieths of a point."""
    page, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    taken = (whole(value(margins, side)) for side in ("left", "right", "gutter"))
    return whole(value(page, "w")) - sum(max(length, 0) for length in taken)


def _table(table: Element, width: int) -> Iterator[Problem]:
    grid = sum(whole(value(column, "w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol"))
    size = table.find(f"{W}tblPr/{W}tblW")
    asked = whole(value(size, "w")) if value(size, "type") == "dxa" else 0
    if max(grid, asked) > width:
        values = {"words": _beginning(table), "found": max(grid, asked) / 20, "room": width / 20}
        message = "the table “{words}” of the Word file is {found} pt wide, and the text {room} pt"
        yield Problem(message, values=values)
    is_box = value(table.find(f"{W}tblPr/{W}tblStyle")) == BOX
    if not is_box and table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None:
        values = {"words": _beginning(table)}
        yield Problem("the table “{words}” of the Word file has no head that repeats on the next page", values=values)
    if any(cell.find(W + "p") is None for cell in table.iterfind(f"{W}tr/{W}tc")):
        values = {"words": _beginning(table)}
        yield Problem("the table “{words}” of the Word file has a cell without a paragraph", values=values)


def _beginning(table: Element) -> str:
    return "".join(text.text or "" for text in table.iter(W + "t"))[:20]


def _furniture(parts: Parts, section: Element, inherited: dict[str, str], number: int) -> Iterator[Problem]:
    """Yield a problem for a section that shows no head and foot of its own or an earlier one, or counts and says not.

    The cover may have neither. A section without a head of its own takes that of the one before (ECMA-376-1, 17.10.2).
    """
    relations = parts.relations(DOCUMENT)
    for place in PLACES:
        for item in section.iterfind(W + place):
            if value(item, "type") == "default":
                inherited[place] = str(item.get(R + "id"))
    counts = section.find(W + "pgNumType")
    if number == 1 and counts is None:
        return
    targets = [relations.get(inherited.get(place, "")) for place in PLACES]
    if any(target is None or target.target not in parts.roots for target in targets):
        yield Problem("the section {number} of the Word file has no head or no foot", values={"number": number})
    elif counts is not None and targets[1] is not None:
        codes = "".join(code.text or "" for code in parts.roots[targets[1].target].iter(W + "instrText"))
        if "PAGE" not in codes.split():
            values = {"number": number}
            yield Problem("the section {number} of the Word file counts its pages and shows no folio", values=values)
