"""Boxed text as a table of one column: a row for the title, and one for the text.

Paragraphs with borders would fall apart: a box of them ends at every other indent and at every table in it. A cell
holds anything, keeps its ground and its rules together, and may break over pages.
"""

from __future__ import annotations

from dedoc.render.word.gaps import closed
from dedoc.render.word.places import BOX_INSET, Place
from dedoc.render.word.tables import table_properties
from dedoc.render.word.xml import Element, element


def boxed(
    title: Element, content: list[Element], place: Place, name: str, *, is_whole: bool, is_rtl: bool = False
) -> Element:
    """Return a box with a title and any content, on one page if it ``is_whole``.

    ``name`` is for readers who cannot see it. The title's row is not cut, and Word keeps it with what follows.
    """
    width = round(place.room * 20)
    uncut = [element("cantSplit")] if is_whole else []
    rows = [_row([title], width, "top", element("cantSplit")), _row(closed(content), width, "bottom", *uncut)]
    properties = table_properties("SidebarBox", place.left, place.room, element("tblCaption", val=name), is_rtl=is_rtl)
    return element("tbl", properties, element("tblGrid", element("gridCol", w=width)), *rows)


def _row(content: list[Element], width: int, side: str, *properties: Element) -> Element:
    margin = element("tcMar", element(side, w=round(BOX_INSET[1] * 20), type="dxa"))
    cell = element("tc", element("tcPr", element("tcW", w=width, type="dxa"), margin), *content)
    return element("tr", *([element("trPr", *properties)] if properties else []), cell)
