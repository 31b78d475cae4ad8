"""Room around tables and boxes, which Word cannot give to them: it goes to the paragraphs beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docx.oxml.ns import qn

from dedoc.render.word.revisions import is_deleted, is_revised
from dedoc.render.word.xml import Element, element, paragraph, set_property

LEAST = 1.0
"""Height in pt of a paragraph that is there only because Word wants one."""


def gap(points: float) -> Element:
    """Return a stand-in for room of that height, to be settled when what stands beside it is known."""
    return paragraph("Gap", [], element("spacing", line=round(points * 20), lineRule="exact"))


def is_gap(item: Element) -> bool:
    """Whether an element stands in for room, and for nothing else."""
    return _style(item) == "Gap" and item.pPr.find(qn("w:pageBreakBefore")) is None


def settled(content: list[Element], before: Mapping[str, int]) -> list[Element]:
    """Return the content with the room of its gaps given to the paragraphs beside them.

    ``before`` is the room above paragraphs by style, in twips. Word drops such room at the head of a page, as it
    should, but not an empty paragraph. Only between two tables one stays: Word would join them. Of two texts laid over
    each other the room is that of the new one.
    """
    made: list[Element] = []
    last: Element | None = None
    owed = 0
    for item in content:
        if is_gap(item):
            owed += int(item.pPr.find(qn("w:spacing")).get(qn("w:line")))
            continue
        made.append(item)
        if is_deleted(item):
            continue
        if item.tag == qn("w:p"):
            _add(item, "before", owed, before.get(_style(item), 0))
        elif last is not None and last.tag == qn("w:p"):
            _add(last, "after", owed, 0)
        elif last is not None:
            made.insert(-1, gap(max(owed / 20, LEAST)))
        last, owed = item, 0
    return list(_parted(made))


def _parted(content: list[Element]) -> Iterator[Element]:
    """Yield the content with a gap between tables that only paragraphs part which may be accepted or rejected away."""
    parts = True
    for item in content:
        if item.tag == qn("w:tbl"):
            if not parts:
                yield gap(LEAST)
            parts = False
        elif is_kept(item):
            parts = True
        yield item


def closed(content: list[Element]) -> list[Element]:
    """Return the content with a paragraph at its end that stays: neither a cell nor a section can end in a table."""
    return content if content and is_kept(content[-1]) else [*content, gap(LEAST)]


def is_kept(item: Element) -> bool:
    """Whether an element is a paragraph that is there in both of two texts laid over each other."""
    return item.tag == qn("w:p") and not is_revised(item)


def _style(item: Element) -> str:
    return str(item.style or "") if item.tag == qn("w:p") else ""


def _add(item: Element, side: str, room: int, own: int) -> None:
    """Add room to what a paragraph has above or below it."""
    if not room:
        return
    old = item.get_or_add_pPr().find(qn("w:spacing"))
    spacing = element("spacing") if old is None else old
    spacing.set(qn(f"w:{side}"), str(int(spacing.get(qn(f"w:{side}"), own)) + room))
    set_property(item, spacing)
