"""Tables that are no tables: frames around text."""

from __future__ import annotations

from collections.abc import Container, Mapping

from dedoc.wordfile.model import Paragraph, Table


def box_titles(styles: Mapping[str, str]) -> frozenset[str]:
    """Return the style of the titles of boxes, in small letters: its name in a language, and its own."""
    return frozenset({"sidebartitle", styles.get("SidebarTitle", "").casefold()})


def is_box(table: Table, titles: Container[str] = ()) -> bool:
    """Whether a table is but a frame around text: it has one cell, or one column that begins with a title.

    ``titles`` are the names of the styles, in small letters, of what a box of dedoc is titled with.
    """
    if any(len(row.cells) != 1 for row in table.rows) or not table.rows:
        return False
    first = table.rows[0].cells[0].content[:1]
    return len(table.rows) == 1 or any(isinstance(b, Paragraph) and b.style.casefold() in titles for b in first)
