"""What a text betrays of the pages it was printed on: where notes stand, how full pages are, numbers left in it."""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TypeAlias

from dedoc.importing.measure import LINES, Page, pages_of, text_lines
from dedoc.importing.structure import Call, Figure, Heading, Item, PageBreak, Paragraph, Words

Event: TypeAlias = "Heading | PageBreak"
ROUGHLY, SMALL_FIGURE = 2, 6
FULL = LINES + 5
"""Lines, as estimated, that one page can have held; estimates are rough."""


def events_of(items: list[Item]) -> list[Event]:
    """Return the headings and breaks in order, also those inside paragraphs."""
    found: list[Event] = []
    for item in items:
        if isinstance(item, Heading | PageBreak):
            found.append(item)
        elif isinstance(item, Paragraph):
            found += [atom for atom in item.atoms if isinstance(atom, PageBreak)]
    return found


def move_misplaced(items: list[Item]) -> None:
    """Move breaks behind notes that are called further on to where their page can have ended.

    If there is one, notes stand before the last paragraphs of their pages: then notes say of no page where it ends.
    """
    calls = {
        atom.number: item
        for item in items
        if isinstance(item, Paragraph | Heading)
        for atom in item.atoms
        if isinstance(atom, Call)
    }
    places = {id(item): index for index, item in enumerate(items)}
    weak = [item for item in items if isinstance(item, PageBreak) and not item.is_strong]
    last = {id(page): max((places[id(calls[n])] for n in page.notes if n in calls), default=-1) for page in weak}
    if not any(last[id(page)] > places[id(page)] for page in weak):
        return
    before = list(items)
    for page in weak:
        page.is_placed = False
        until = before[max(last[id(page)], min(places[id(page)] + 1, len(before) - 1))]
        items.remove(page)
        if not (isinstance(until, Paragraph) and any(isinstance(atom, PageBreak) for atom in until.atoms)):
            index = next((i for i, item in enumerate(items) if item is until), len(items) - 1)
            items.insert(index + isinstance(until, Paragraph), page)


def doubt_weak(items: list[Item]) -> None:
    """Leave unmarked the breaks behind notes that perhaps stand before the last paragraph or figure of their page.

    They do not if that would not have fitted on the page.
    """
    for page, after in pairwise(pages_of(items)):
        start = after.start
        index = items.index(start) if start in items else len(items)
        following = items[index + 1] if index + 1 < len(items) else None
        if start is None or start.is_strong or not isinstance(following, Paragraph | Figure):
            continue
        room = LINES - page.text - 4 * len(page.figures)
        start.is_placed &= LINES - FULL <= room < _height(following, after) - ROUGHLY


def _height(item: Paragraph | Figure, page: Page) -> int:
    """Return the lines that a figure, or a paragraph up to the next break, takes on its page."""
    if isinstance(item, Figure):
        return max(SMALL_FIGURE, LINES - page.text)
    first = takewhile(lambda atom: not isinstance(atom, PageBreak), item.atoms)
    return text_lines("".join(atom.text for atom in first if isinstance(atom, Words)))


def believe_numbers(items: list[Item]) -> None:
    """Take page numbers left in the text as folios if they count on, and if it is clear where they stood."""
    events = events_of(items)
    given = [event for event in events if isinstance(event, PageBreak) and event.given]
    numbers = [event.given or 0 for event in given]
    votes = {is_foot: _agreement(events, is_foot=is_foot) for is_foot in (True, False)}
    is_clear = votes[True] != votes[False] and all(a < b for a, b in pairwise(numbers))
    for event in given:
        # A number at the foot is that of the page that ends, one at the head that of the page that begins.
        event.given = (event.given or 0) + (votes[True] > votes[False]) if is_clear else None


def _agreement(events: list[Event], *, is_foot: bool) -> int:
    """Return how well numbers at the foot, or at the head, agree with the contents and the count of breaks."""
    folio = next((event.folio for event in events if isinstance(event, Heading) and event.folio), 1)
    low, votes = folio, 0
    for event in events:
        if isinstance(event, PageBreak):
            folio += 1
            begins = (event.given or 0) + is_foot
            votes += (begins == folio) if event.given else 0
            votes -= 1000 if event.given and begins - 1 < low else 0
            low = max(low, begins if event.given else 0)
        elif event.folio:
            votes -= 1000 if event.folio < low else 0
            folio = low = event.folio
    return votes
