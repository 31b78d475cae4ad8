"""Where blocks stand: in the text, a quotation, an item or a box, and what they look like there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dedoc.style import Style


@dataclass(frozen=True, slots=True)
class Place:
    """The styles that paragraphs have in a place, and its room: ``width``, less what stands in at both sides, in pt.

    ``kind`` is the kind of text in the style; ``own`` is how far paragraphs stand in by their style alone. ``title`` is
    the style of headings of the first level where they stand in no contents.
    """

    width: float
    left: float = 0
    right: float = 0
    text: str = "BodyText"
    item: str = "ListParagraph"
    quotation: str = "Quote"
    kind: str = "body"
    own: tuple[float, float] = (0, 0)
    title: str = ""

    @property
    def room(self) -> float:
        """How wide a table or a box may be."""
        return self.width - self.left - self.right


def measure(style: Style, *, is_wide: bool = False) -> float:
    """Return the width of the text block in pt; a wide page is the other one turned by a quarter."""
    page = style.record.page
    return page.lines * page.pitch if is_wide else page.columns * page.size


def body(style: Style, *, is_wide: bool = False) -> Place:
    """Return the place of the running text."""
    return Place(measure(style, is_wide=is_wide))


def quoted(around: Place, style: Style) -> Place:
    """Return the place inside a quotation, two characters in from both sides."""
    inset = 2 * style.record.text[around.kind].size
    left, right = around.left + inset, around.right + inset
    return replace(around, left=left, right=right, text=around.quotation, own=(inset, inset))


BOX_INSET = (16.0, 11.2)
"""The room in pt between the edge of a box and its text, at the sides and above and below, as the press has it."""


def box(around: Place) -> Place:
    """Return the place inside a box."""
    width = around.room - 2 * BOX_INSET[0]
    return Place(width, 0, 0, "Sidebar", "SidebarList", "SidebarQuote", "sidebar")
