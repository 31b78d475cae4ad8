"""How high blocks are about, so that what is not set in lines of the text takes whole ones, as in the PDF."""

from __future__ import annotations

import math
from typing import assert_never

from dedoc.model import Block, Figure, FolioMark, Heading, List, Paragraph, Quotation, Sidebar, SourceList, Table
from dedoc.render.measure import wrapped
from dedoc.render.word.places import BOX_INSET, Place, box
from dedoc.style import Style
from dedoc.walk import plain_text

PADDING = 6.0
"""The room in pt at the left and the right of the text of a table's cell, as the press has it."""


def column_widths(table: Table, room: float) -> list[float]:
    """Return the widths of the columns in pt; together they fill the room."""
    shares = table.widths or (1,) * len(table.alignments)
    return [room * share / math.fsum(shares) for share in shares]


def block_height(block: Block, place: Place, style: Style) -> float:
    """Return about how high a block is in pt, by how many lines its words fill."""

    def lines(text: str, kind: str, width: float, indent: float = 0) -> float:
        look = style.record.text[kind]
        return len(wrapped("\u4e00" * round(indent) + text, look.size, width)) * look.pitch

    def all_of(content: tuple[Block, ...], inside: Place) -> float:
        return math.fsum(block_height(inner, inside, style) for inner in content)

    indent = style.record.text[place.kind].indent
    match block:
        case Paragraph():
            return lines(plain_text((*block.run_in, *block.content)), place.kind, place.room, indent)
        case Heading():
            return lines(plain_text(block.content), place.kind, place.room, indent)
        case List():
            inset = 3.5 * style.record.text[place.kind].size
            inside = Place(place.room, inset, kind=place.kind)
            return math.fsum(all_of(item, inside) for item in block.items)
        case Quotation():
            inset = 2 * style.record.text[place.kind].size
            return all_of(block.content, Place(place.room, inset, inset, kind=place.kind))
        case Table():
            return _table_height(block, place, style)
        case Figure():
            return block.height * style.record.page.pitch
        case Sidebar():
            title = lines(block.mark + plain_text(block.title), "sidebar_title", box(place).width)
            return 2 * BOX_INSET[1] + title + all_of(block.content, box(place))
        case SourceList():
            return math.fsum(lines(plain_text(entry.content), "sources", place.room) for entry in block.entries)
        case FolioMark():
            return 0
        case _:
            assert_never(block)


def _table_height(table: Table, place: Place, style: Style) -> float:
    text = style.record.text

    def lines(words: str, kind: str, width: float) -> int:
        return len(wrapped(words, text[kind].size, width))

    widths = [width - 2 * PADDING for width in column_widths(table, place.room)]
    rows = [
        max(lines(plain_text(cell), "table", width) for cell, width in zip(row, widths, strict=True))
        for row in (table.head, *table.rows)
    ]
    height = sum(rows) * text["table"].pitch
    if table.mark:
        height += lines(table.mark + plain_text(table.caption), "caption", place.room) * text["caption"].pitch
    height += text["source"].pitch if table.unit else 0
    for words in (plain_text(table.remarks), table.source.text if table.source else ""):
        height += lines(words, "remarks", place.room) * text["remarks"].pitch if words else 0
    return height


def left_over(height: float, style: Style, leading: float = 0) -> float:
    """Return what a height in pt lacks to the whole lines of the text that it takes in the PDF.

    ``leading`` is what Word has above the first line of it, and the press has not.
    """
    page = style.record.page
    gap = page.pitch - page.size
    return max(math.ceil((height - leading + gap) / page.pitch - 0.05) * page.pitch - height, 0)


def is_uncut(height: float, style: Style) -> bool:
    """Whether something so high in pt is kept on one page: what takes no more than half a page, as in the PDF."""
    return height <= style.record.page.lines * style.record.page.pitch / 2
