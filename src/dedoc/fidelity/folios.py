"""Which sheets bear which folio: as printed, a page that runs over takes more than one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from dedoc.model import Document, FolioMark, Heading, PageMap
from dedoc.walk import find


@dataclass(frozen=True, slots=True)
class Folios:
    """The folio of each sheet of the body; a page that runs over has several."""

    by_sheet: Mapping[int, int]

    def name(self, sheet: int) -> str:
        """Return the folio of a sheet, with ``+`` where it is not its first; nothing outside the body."""
        folio = self.by_sheet.get(sheet)
        if folio is None:
            return ""
        return str(folio) if self.sheets(folio)[0] == sheet else f"{folio}+"

    def number(self, name: str) -> int:
        """Return the folio that a name speaks of."""
        return int(name.removesuffix("+"))

    def sheets(self, folio: int) -> tuple[int, ...]:
        """Return the sheets of a folio, in order."""
        return tuple(sorted(sheet for sheet, number in self.by_sheet.items() if number == folio))

    @property
    def last(self) -> int:
        """The highest folio."""
        return max(self.by_sheet.values(), default=0)


def lay_folios(document: Document, pages: PageMap, printed: int) -> Folios:
    """Return the folios of the body; ``printed`` is the last one in print, beyond which a printed page runs over.

    Between two starts as printed the folios count up to that of the second, and what is left runs over.
    """
    marks = [mark.folio for mark in document.body if isinstance(mark, FolioMark)]
    end = pages.starts[-1][0] if pages.starts else pages.pages
    starts = [(_first(document, pages), 1)]
    starts += [(sheet, folio) for (sheet, _), folio in zip(pages.starts, marks, strict=False)]
    limits = [folio for _, folio in starts[1:]] + [max(printed, *marks) + 1 if marks else end + 1]
    by_sheet: dict[int, int] = {}
    for ((sheet, folio), (following, _)), limit in zip(pairwise([*starts, (end + 1, 0)]), limits, strict=True):
        highest = max(folio, limit - 1)
        by_sheet |= {sheet + step: min(folio + step, highest) for step in range(following - sheet)}
    return Folios(by_sheet)


def _first(document: Document, pages: PageMap) -> int:
    """Return the sheet of folio 1: told by the first thing in the body whose folio is known."""
    before = len(list(find(document.front, Heading)))
    known = [*pages.headings[before : before + len(list(find(document.body, Heading)))], *pages.starts]
    told = [(sheet, int(found[0])) for sheet, folio in known if (found := re.search(r"[0-9]+", folio))]
    sheet, folio = min(told, default=(1, 1))
    return max(1, sheet - folio + 1)
