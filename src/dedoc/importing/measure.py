"""How full the pages of the print were: lines estimated from characters, and what is left of a page for a figure."""

from __future__ import annotations

import math

from dedoc.importing.lines import width
from dedoc.importing.structure import Figure, Heading, Item, PageBreak, Paragraph, Words

COLUMNS = 28
LINES = 22
NOTE_LINES = {0: 0, 1: 1, 2: 1, 3: 2, 4: 2, 5: 3}
"""Lines of the text that so many notes take, with the rule above them."""

SMALLEST, LARGEST = 2, 19


def text_lines(text: str, *, is_continued: bool = False) -> int:
    """Return how many lines of the print text takes; a paragraph is indented by two characters."""
    return math.ceil((width(text.strip()) + (0 if is_continued else 2)) / COLUMNS)


def heading_lines(level: int) -> int:
    """Return how many lines of the grid a heading takes."""
    return 2 if level < 3 else 1


class Page:
    """What stands between two breaks of the print."""

    def __init__(self, start: PageBreak | None) -> None:
        self.start = start
        self.lines = 0
        self.notes = 0
        self.figures: list[Figure] = []
        self.before_figure = 0

    @property
    def text(self) -> int:
        """Lines of text and notes on the page."""
        return self.lines + NOTE_LINES.get(self.notes, math.ceil(self.notes * 0.6))


def pages_of(items: list[Item]) -> list[Page]:
    """Return the pages between the breaks, each as long as it seems to have been; a break that waits cuts as well."""
    pages = [Page(None)]

    def turn(page_break: PageBreak) -> None:
        pages[-1].notes += len(page_break.notes)
        pages.append(Page(page_break))

    for item in items:
        match item:
            case PageBreak():
                turn(item)
            case Heading():
                pages[-1].lines += heading_lines(item.level)
            case Figure():
                pages[-1].before_figure = pages[-1].before_figure or pages[-1].lines
                pages[-1].figures.append(item)
            case Paragraph():
                _paragraph(item, pages, turn)
    return pages


def _paragraph(paragraph: Paragraph, pages: list[Page], turn: object) -> None:
    assert callable(turn)
    part, is_continued = "", False
    for atom in paragraph.atoms:
        if isinstance(atom, PageBreak):
            pages[-1].lines += text_lines(part, is_continued=is_continued)
            turn(atom)
            part, is_continued = "", True
        elif isinstance(atom, Words):
            part += atom.text
    pages[-1].lines += text_lines(part, is_continued=is_continued)


def set_heights(items: list[Item]) -> None:
    """Give each figure the height that its page leaves for it, if its page is known."""
    for page in pages_of(items):
        count = len(page.figures)
        if count and page.text < 2 * LINES:
            height = max(SMALLEST, min(LARGEST, (LINES - page.text) // count))
            for figure in page.figures:
                figure.height = height if LINES - page.text >= 4 * count else figure.height
