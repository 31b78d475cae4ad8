"""One printing of an edition held against the printed edition, page by page."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dedoc.fidelity.folios import Folios, lay_folios
from dedoc.fidelity.printed import Entry, Printed
from dedoc.fidelity.sheets import Sheet
from dedoc.fidelity.words import key, shown
from dedoc.model import Document, Figure, FolioMark, Heading, Note, PageMap
from dedoc.walk import find, plain_text

FEW = 3
"""So many lines at the foot of a page may stay free: what follows is a heading's or a note's width away."""

PARTS = ("contents", "notes", "figures", "starts")
"""What is counted, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the contents, a note or a figure: the folio in print, and the one found.

    ``expected`` is None for what the print does not have; ``found`` is empty for what the reissue does not have, and
    ``12+`` for what stands where page 12 runs over. Levels are those of headings.
    """

    name: str
    expected: int | None
    found: str
    level: int = 0
    found_level: int = 0

    @property
    def is_same(self) -> bool:
        """Whether it stands where it stands in print."""
        return self.found == str(self.expected) and self.level == self.found_level


@dataclass(frozen=True, slots=True)
class Start:
    """The first words of a page in print, and those found."""

    expected: str
    found: str

    @property
    def is_same(self) -> bool:
        """Whether the page begins with the words with which it begins in print."""
        return key(self.found).startswith(key(self.expected))


@dataclass(frozen=True, slots=True)
class Page:
    """One folio: its sheets (physical pages, from 1; none where it is missing), and what stands on it or should.

    ``over`` counts the sheets that it takes too many, ``free`` the lines that nothing explains at its foot, and
    ``drawn`` is by how much its characters were drawn together, in percent of one.
    """

    folio: int
    sheets: tuple[int, ...]
    contents: tuple[Item, ...] = ()
    notes: tuple[Item, ...] = ()
    figures: tuple[Item, ...] = ()
    start: Start | None = None
    free: int = 0
    drawn: float = 0

    @property
    def over(self) -> int:
        """How many sheets too many the page takes."""
        return max(0, len(self.sheets) - 1)

    @property
    def items(self) -> tuple[tuple[str, Item], ...]:
        """All items with their part."""
        parts = {"contents": self.contents, "notes": self.notes, "figures": self.figures}
        return tuple((part, item) for part, items in parts.items() for item in items)

    @property
    def is_same(self) -> bool:
        """Whether nothing differs from the printed page; to be drawn together is no difference."""
        is_begun = self.start is None or self.start.is_same
        return len(self.sheets) == 1 and is_begun and not self.free and all(item.is_same for _, item in self.items)


@dataclass(frozen=True, slots=True)
class Total:
    """How many are where they are in print, of how many."""

    found: int
    expected: int


@dataclass(frozen=True, slots=True)
class Printing:
    """One printing, page by page; ``name`` is ``natural`` (its own flow) or ``printed`` (page for page as printed)."""

    name: str
    pages: tuple[Page, ...]

    @property
    def totals(self) -> Mapping[str, Total]:
        """The counts by part."""
        items = [(part, item) for page in self.pages for part, item in page.items if item.expected is not None]
        counted = [(part, item.is_same) for part, item in items]
        counted += [("starts", page.start.is_same) for page in self.pages if page.start]
        return {
            part: Total(sum(same for name, same in counted if name == part), sum(name == part for name, _ in counted))
            for part in PARTS
        }


@dataclass(frozen=True, slots=True)
class Fidelity:
    """How faithful an edition is: its natural flow and, where its source knows the printed pages, as printed."""

    title: str
    folios: int
    printings: tuple[Printing, ...]


def compare(name: str, document: Document, pages: PageMap, sheets: Sequence[Sheet], printed: Printed) -> Printing:
    """Return one printing compared; ``document`` is localised, and fitted to the pages that ``pages`` describes."""
    folios = lay_folios(document, pages, printed.folios)
    items = {
        "contents": _contents(document, pages, folios, printed.contents),
        "notes": _numbered(_notes(document, pages), folios, printed.notes),
        "figures": _numbered(_figures(document, pages), folios, printed.figures),
    }
    by_folio: dict[str, dict[int, list[Item]]] = {part: defaultdict(list) for part in items}
    for part, found in items.items():
        for item in found:
            by_folio[part][item.expected or folios.number(item.found)].append(item)
    drawn = {mark.folio: -mark.tracking * 100 for mark in find(document.body, FolioMark)}
    rows = range(1, max(printed.folios, folios.last) + 1)
    lonely = _lonely(document, pages, sheets)
    return Printing(
        name,
        tuple(
            Page(
                folio,
                folios.sheets(folio),
                tuple(by_folio["contents"][folio]),
                tuple(by_folio["notes"][folio]),
                tuple(by_folio["figures"][folio]),
                _start(printed.starts.get(folio), folios.sheets(folio), sheets),
                _free(folios.sheets(folio), sheets, lonely),
                round(drawn.get(folio, 0.0), 4),
            )
            for folio in rows
        ),
    )


def _contents(document: Document, pages: PageMap, folios: Folios, entries: tuple[Entry, ...]) -> list[Item]:
    """Return the entries in the order of print, then the headings of those levels that it does not have."""
    waiting: dict[str, deque[tuple[str, int, str]]] = defaultdict(deque)
    headings = zip(find((document.front, document.body, document.back), Heading), pages.headings, strict=True)
    for heading, (sheet, _) in headings:
        waiting[key(_text(heading))].append((shown(_text(heading)), heading.level, folios.name(sheet)))
    items = []
    for entry in entries:
        same = waiting[key(entry.title)]
        level, folio = same.popleft()[1:] if same else (entry.level, "")
        items.append(Item(entry.title, entry.folio, folio, entry.level, level))
    deepest = max((entry.level for entry in entries), default=0)
    rest = [found for same in waiting.values() for found in same]
    return items + [Item(name, None, folio, 0, level) for name, level, folio in rest if folio and level <= deepest]


def _text(heading: Heading) -> str:
    return heading.mark + plain_text(heading.content)


def _notes(document: Document, pages: PageMap) -> list[tuple[tuple[int, ...], int]]:
    notes = find((document.front, document.body, document.back), Note)
    return [(note.number, sheet) for note, (_, sheet) in zip(notes, pages.notes, strict=True)]


def _figures(document: Document, pages: PageMap) -> list[tuple[tuple[int, ...], int]]:
    figures = find((document.front, document.body, document.back), Figure)
    return [(figure.number, sheet) for figure, (sheet, _) in zip(figures, pages.figures, strict=True)]


def _numbered(found: Iterable[tuple[tuple[int, ...], int]], folios: Folios, expected: Mapping[str, int]) -> list[Item]:
    """Return items by number: those of print, then those that it does not have, if it is known what it has."""
    places = {".".join(map(str, number)): folios.name(sheet) for number, sheet in found}
    items = [Item(number, folio, places.get(number, "")) for number, folio in expected.items()]
    rest = [(number, folio) for number, folio in places.items() if expected and folio and number not in expected]
    return items + [Item(number, None, folio) for number, folio in rest]


def _start(expected: str | None, own: tuple[int, ...], sheets: Sequence[Sheet]) -> Start | None:
    if expected is None:
        return None
    text = shown(sheets[own[0] - 1].text[:200]) if own else ""
    # A few characters more than expected show where the reader is.
    return Start(expected, text[: len(expected) + 8])


def _lonely(document: Document, pages: PageMap, sheets: Sequence[Sheet]) -> frozenset[int]:
    """Return the sheets whose foot may be free: the next begins with what did not fit, or the body ends."""
    headings = zip(find((document.front, document.body, document.back), Heading), pages.headings, strict=True)
    figures = zip(find((document.front, document.body, document.back), Figure), pages.figures, strict=True)
    heads = [(_text(heading), sheet) for heading, (sheet, _) in headings]
    heads += [(figure.mark + plain_text(figure.caption), sheet) for figure, (sheet, _) in figures]
    first = [sheet for text, sheet in heads if key(sheets[sheet - 1].text).startswith(key(text))]
    return frozenset({sheet - 1 for sheet in first} | {page for page, _ in pages.starts[-1:]})


def _free(own: tuple[int, ...], sheets: Sequence[Sheet], lonely: frozenset[int]) -> int:
    """Return the free lines of a page that nothing explains, if they are more than a few."""
    if len(own) != 1 or own[0] in lonely:
        return 0
    free = sheets[own[0] - 1].free
    return free if free > FEW else 0
