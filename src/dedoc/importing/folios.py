"""The folios of the print: breaks counted from page to page and held against the contents."""

from __future__ import annotations

from itertools import pairwise, product

from dedoc.importing.evidence import FULL, Event, believe_numbers, doubt_weak, events_of, move_misplaced
from dedoc.importing.ledger import Kind, Ledger
from dedoc.importing.measure import LINES, Page, pages_of
from dedoc.importing.structure import Figure, Heading, Item, PageBreak


def set_folios(items: list[Item], ledger: Ledger) -> None:
    """Give every break of the print the folio of the page that begins there, as far as it is known for certain."""
    move_misplaced(items)
    doubt_weak(items)
    believe_numbers(items)
    events = list(events_of(items))
    anchors = [i for i, event in enumerate(events) if _known(event) is not None]
    if not anchors:
        _tell(items, 0, "neither contents nor page numbers: the folios are unknown", ledger)
        return
    first = events[anchors[0]]
    if isinstance(first, Heading) and not any(isinstance(event, PageBreak) for event in events[: anchors[0]]):
        items.insert(0, PageBreak(_at(items[0]), is_strong=True, folio=_known(first)))
    for left, right in pairwise(anchors):
        _count(events, left, right, items, ledger)
    _count_on(events, anchors[-1], items)
    _before_headings(items, ledger)
    _tell_unknown(items, ledger)


def _known(event: Event) -> int | None:
    return event.folio if isinstance(event, Heading) else event.given


def _at(item: Item) -> int:
    return item.at


def _count(events: list[Event], left: int, right: int, items: list[Item], ledger: Ledger) -> None:
    """Give folios to the breaks between two places of which the folios are known."""
    low, high = _known(events[left]), _known(events[right])
    assert low is not None
    assert high is not None
    between = [e for e in events[left + 1 : right] if isinstance(e, PageBreak)]
    needed = high - low - isinstance(events[right], PageBreak)
    if needed < 0:
        _tell(
            items, events[right].at, "the contents and the page numbers in the text contradict each other here", ledger
        )
        return
    if len(between) > needed:
        strong = [e for e in between if e.is_strong]
        for event in between:
            if not event.is_strong and len(strong) == needed and event in items:
                items.remove(event)
        between = strong
    if len(between) == needed:
        for number, event in enumerate(between, 1):
            event.folio = low + number
    elif 0 < len(between) < needed:
        _spread(between, low, needed - len(between), items)
    if isinstance(events[right], PageBreak):
        events[right].folio = high


def _spread(between: list[PageBreak], low: int, missing: int, items: list[Item]) -> None:
    """Give folios to breaks among which others are missing, if how full the pages are says where those must be."""
    pages = pages_of(items)
    starts = [page.start for page in pages]
    first = starts.index(between[0]) - 1
    ranges = [_extras(page) for page in pages[first : first + len(between) + 1]]
    found = [extras for extras in product(*ranges) if sum(extras) == missing]
    if len(found) != 1:
        return
    extras = found[0]
    folio = low
    for event, extra in zip(between, extras, strict=False):
        folio += extra + 1
        event.folio = folio


def _extras(page: Page) -> range:
    """Return how many breaks may be hidden in what looks like one page: a figure is up to a page high."""
    least, most = page.text + 3 * len(page.figures), page.text + LINES * len(page.figures)
    return range(_breaks(least), _breaks(most) + 1 + (FULL - 2 < least < FULL + 6))


def _breaks(lines: int) -> int:
    return 0 if lines <= FULL else round(lines / LINES) - 1


def _count_on(events: list[Event], last: int, items: list[Item]) -> None:
    """Give folios to the breaks behind the last known folio, as long as each page is no fuller than a page can be."""
    folio = _known(events[last])
    assert folio is not None
    if isinstance(events[last], PageBreak):
        events[last].folio = folio
    fill = {id(page.start): page.text for page in pages_of(items)}
    before = next((e for e in reversed(events[: last + 1]) if isinstance(e, PageBreak)), None)
    for event in events[last + 1 :]:
        if not isinstance(event, PageBreak) or not event.is_strong or fill.get(id(before), FULL) > FULL:
            return
        folio += 1
        event.folio, before = folio, event


def _before_headings(items: list[Item], ledger: Ledger) -> None:
    """Put a break in front of a heading that a figure pushed to the next page."""
    for before, item in pairwise(list(items)):
        if not isinstance(item, Heading) or item.folio is None or not isinstance(before, Figure):
            continue
        page = next(page for page in pages_of(items) if before in page.figures)
        if (
            page.figures == [before]
            and page.start
            and page.start.folio == item.folio - 1
            and page.before_figure + page.text - page.lines <= LINES // 4
        ):
            items.insert(items.index(item), PageBreak(item.at, is_strong=True, folio=item.folio))
            remark = f"page {item.folio} begins here: the contents say so, and the figure fills the page before"
            ledger.repair(Kind.PAGE_START, item.at, item.at, is_certain=False, remark=remark)


def _tell_unknown(items: list[Item], ledger: Ledger) -> None:
    """Say in the ledger which pages have no mark."""
    breaks = [event for event in events_of(items) if isinstance(event, PageBreak)]
    marked = {event.folio for event in breaks if event.folio and event.is_placed}
    last = max((e.folio for e in events_of(items) if e.folio), default=0)
    for event in breaks:
        if event.folio is None:
            remark = "a page of the print ends about here; its folio is not certain, and it is not marked"
            ledger.repair(Kind.PAGE_START, event.at, event.at, is_certain=False, remark=remark)
        elif not event.is_placed:
            remark = f"page {event.folio} begins about here, with the figure or with the text: it is not marked"
            ledger.repair(Kind.PAGE_START, event.at, event.at, is_certain=False, remark=remark)
    first = min(marked, default=last)
    for folio in sorted(set(range(first, last + 1)) - marked - {e.folio for e in breaks if not e.is_placed}):
        at = next((e.at for e in events_of(items) if e.folio and e.folio >= folio), 0)
        remark = f"where page {folio} of the print begins cannot be told: it is not marked"
        ledger.repair(Kind.PAGE_START, at, at, is_certain=False, remark=remark)


def _tell(items: list[Item], at: int, remark: str, ledger: Ledger) -> None:
    at = at or (items[0].at if items else 0)
    ledger.repair(Kind.PAGE_START, at, at, is_certain=False, remark=remark)
