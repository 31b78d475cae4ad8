"""Printing page for page: where a page would run over, its text is drawn together a little, and that is told."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace

from dedoc.errors import Problem, Severity
from dedoc.model import Document, FolioMark, PageMap

STEP = 0.0025
"""Em by which the characters of a page move together in one round."""

LIMIT = 0.015
"""Em by which they may move together at most: what no reader sees."""

Printed = tuple[bytes, PageMap]


def print_fitted(
    document: Document, press: Callable[[Document], Printed]
) -> tuple[Document, Printed, tuple[Problem, ...]]:
    """Return a document whose pages all fit, as printed by ``press``, and what had to be done to them.

    A page that does not fit within the limit is a warning: nothing is lost, it runs on upon another page.
    """
    tracking: dict[int, float] = {}
    printed = press(document)
    while over := [folio for folio in _overfull(document, printed[1]) if tracking.get(folio, 0.0) > -LIMIT]:
        tracking |= {folio: round(tracking.get(folio, 0.0) - STEP, 5) for folio in over}
        document = _drawn_together(document, tracking)
        printed = press(document)
    return document, printed, _problems(document, printed[1], tracking)


def _marks(document: Document) -> list[FolioMark]:
    return [block for block in document.body if isinstance(block, FolioMark)]


def _overfull(document: Document, pages: PageMap) -> list[int]:
    """Return the folios of the printed pages that take more than one page."""
    marks, starts = _marks(document), [page for page, _ in pages.starts]
    spans = zip(itertools.pairwise(marks), itertools.pairwise(starts), strict=False)
    # Where the beginning of a page is not known, the next mark stands two pages on.
    found = [mark.folio for (mark, after), (start, end) in spans if end - start > after.folio - mark.folio]
    is_last_over = len(starts) > len(marks) > 0 and starts[-1] > starts[-2]
    return [*found, marks[-1].folio] if is_last_over else found


def _drawn_together(document: Document, tracking: Mapping[int, float]) -> Document:
    body = tuple(
        replace(block, tracking=tracking.get(block.folio, 0.0)) if isinstance(block, FolioMark) else block
        for block in document.body
    )
    return replace(document, body=body)


def _problems(document: Document, pages: PageMap, tracking: Mapping[int, float]) -> tuple[Problem, ...]:
    over = set(_overfull(document, pages))
    places = {mark.folio: mark.location for mark in _marks(document)}
    tight = "page {folio} was drawn together by {percent} % of a character to end where it ended in print"
    long = "page {folio} runs over, although it was drawn together by {percent} % of a character"
    hint = "look at the page; shorten its text, a note or a figure by a line"
    return tuple(
        Problem(
            long if folio in over else tight,
            places[folio],
            hint if folio in over else "",
            Severity.WARNING if folio in over else Severity.NOTE,
            {"folio": folio, "percent": f"{-value * 100:.2f}"},
        )
        for folio, value in sorted(tracking.items())
    )
