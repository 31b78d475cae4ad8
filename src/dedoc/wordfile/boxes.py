"""Tables that are no tables: frames around text."""

from __future__ import annotations

from collections.abc import Container

from dedoc.wordfile.model import Paragraph, Table


def is_box(table: Table, titles: Container[str] = ()) -> bool:
    """Whether a table is but a frame around text: it has one cell, or one column that begins with a title.

    ``titles`` are the names of the styles, in small letters, of what a box of dedoc is titled with.
    """
    if any(len(row.cells) != 1 for row in table.rows) or not table.rows:
        return False
    first = table.rows[0].cells[0].content[:1]
    return len(table.rows) == 1 or any(isinstance(b, Paragraph) and b.style.casefold() in titles for b in first)
