"""What the layout has put where: the page map, and what it has lost or let run off its page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Any

from dedoc.model import PageMap
from dedoc.render.html import Anchors

CALL, MARK = "::footnote-call", "::footnote-marker"
"""What WeasyPrint adds to the tags of elements in the boxes of calls of notes, and of marks at the notes."""

TOLERANCE = 1.0
"""CSS pixels by which a box may stand out of the text block, as glyphs do."""

Box = Any
"""A box of WeasyPrint, which has no types."""


@dataclass(slots=True)
class Laid:
    """The pages on which the elements with an id begin, the calls and the notes.

    By page, from 1: ``folios``; ``noted``, the notes at its foot; ``tables``, whether each begins with a repeated head.
    ``covers`` are the pages of what stands on the covers, by its id; ``overfull`` are ids of what runs out of its page,
    with the page; ``ends`` is the last page of the body.
    """

    folios: dict[int, str] = field(default_factory=dict)
    begins: dict[str, int] = field(default_factory=dict)
    calls: dict[str, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    noted: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    tables: dict[int, list[bool]] = field(default_factory=lambda: defaultdict(list))
    covers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    overfull: list[tuple[str, int]] = field(default_factory=list)
    ends: int = 1


def survey(pages: Sequence[Any]) -> Laid:
    """Return where things stand on the pages of a rendered document of WeasyPrint."""
    laid = Laid()
    tables: set[int] = set()
    for number, page in enumerate(pages, 1):
        sheet = page._page_box  # noqa: SLF001 -- the laid-out boxes are nowhere else
        laid.folios[number] = _folio(sheet)
        _survey_page(sheet, number, laid)
        laid.tables[number] = list(_repeats(sheet, tables))
    return laid


def _survey_page(sheet: Box, number: int, laid: Laid) -> None:
    for box in _boxes(sheet):
        element = box.element
        if element is None:
            continue
        name, kind = element.get("id", ""), box.element_tag
        if kind.endswith(CALL):
            laid.calls.setdefault(name, number)
        elif kind.endswith(MARK):
            laid.notes.setdefault(name, number)
            laid.noted[number] += [name] if name not in laid.noted[number] else []
        elif kind == "main":
            laid.ends = number
        elif name:
            laid.begins.setdefault(name, number)
            if name.partition(".")[0] == "cover":
                laid.covers[name].add(number)
    laid.overfull += [(name, number) for name in dict.fromkeys(_overfull(sheet))]


def _repeats(sheet: Box, seen: set[int]) -> Iterator[bool]:
    """Yield for each table on a page whether it has begun before, and repeats its head; ``seen`` are those begun."""
    for box in _boxes(sheet):
        if getattr(box, "is_table_wrapper", False):
            groups = [group for child in box.children for group in getattr(child, "children", ())]
            yield id(box.element) in seen and bool(groups) and getattr(groups[0], "is_header", False)
            seen.add(id(box.element))


def _boxes(box: Box) -> Iterator[Box]:
    """Yield a box and all that it holds, in reading order."""
    box = getattr(box, "_box", box)
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def _folio(sheet: Box) -> str:
    """Return the folio of a page: what stands for the counter of pages in a margin, without what the style adds."""
    for margin in sheet.children:
        content = margin.style["content"] if getattr(margin, "at_keyword", "") else ()
        if isinstance(content, tuple) and any(_is_folio(part) for part in content):
            pattern = "".join(_pattern(part) for part in content)
            text = "".join(getattr(box, "text", "") for box in _boxes(margin))
            if match := re.fullmatch(pattern, text.strip()):
                return match[1].strip()
    return ""


def _is_folio(part: tuple[str, Any]) -> bool:
    return part[0] == "counter()" and part[1][0] == "page"


def _pattern(part: tuple[str, Any]) -> str:
    if _is_folio(part):
        return "(.+?)"
    return re.escape(part[1].strip()) if part[0] == "string" else ".*?"


def _overfull(sheet: Box) -> Iterator[str]:
    """Yield the ids of what runs out of the text block at its foot, into the notes, or off the sheet."""
    areas = [child for child in sheet.children if type(child).__name__ == "FootnoteAreaBox"]
    foot = sheet.content_box_y() + sheet.height - fsum(area.margin_height() for area in areas)
    for child in sheet.children:
        if getattr(child, "at_keyword", ""):
            continue
        lowest = foot if child not in areas else sheet.margin_height()
        for name, box, is_placed in _pieces(child, ""):
            if is_placed:
                is_out = box.position_y < -TOLERANCE or box.position_y + box.height > sheet.margin_height() + TOLERANCE
            else:
                is_high = child in areas and box.position_y < sheet.content_box_y() - TOLERANCE
                is_out = is_high or box.position_y + box.height > lowest + TOLERANCE
            if is_out or box.position_x + box.width > sheet.margin_width() + TOLERANCE:
                yield name


def _pieces(box: Box, name: str, *, is_placed: bool = False) -> Iterator[tuple[str, Box, bool]]:
    """Yield the lines and pictures in a box, with the id of what they belong to, and whether the style placed them."""
    is_placed = is_placed or hasattr(box, "_box")
    box = getattr(box, "_box", box)
    if box.element is not None:
        # A line of the contents belongs to what it leads to.
        name = box.element.get("id") or box.element.get("href", "").removeprefix("#") or name
    if type(box).__name__ in ("LineBox", "BlockReplacedBox", "InlineReplacedBox"):
        yield name, box, is_placed
    else:
        for child in getattr(box, "children", ()):
            yield from _pieces(child, name, is_placed=is_placed)


def page_map(laid: Laid, anchors: Anchors) -> PageMap:
    """Return the page map of a report in which no note is lost."""

    def places(names: list[str]) -> tuple[tuple[int, str], ...]:
        return tuple((laid.begins[name], laid.folios[laid.begins[name]]) for name in names)

    notes = tuple((laid.calls[name], laid.notes[name]) for name in anchors.notes)
    starts = (*places(anchors.starts), (laid.ends, laid.folios[laid.ends]))
    last = max(laid.folios)
    figures, tables, sidebars = places(anchors.figures), places(anchors.tables), places(anchors.sidebars)
    return PageMap(last, places(anchors.headings), notes, figures, tables, starts, sidebars)
