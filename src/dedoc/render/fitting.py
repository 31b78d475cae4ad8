"""Printing page for page: where a page would run over, its text is drawn together a little, and that is told."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from dedoc.errors import Problem, Severity
from dedoc.model import Document, FolioMark, Node, Note, PageMap, Paragraph
from dedoc.walk import find, rewrite

LIMIT = 0.015
"""Em by which the characters of a page may move together at most: what no reader sees."""

FITS = (*((room / 4, 0.0) for room in (4, 3, 2, 1, 0)), *((0.0, -step * LIMIT / 6) for step in range(1, 7)))
"""How a page is fitted, step by step: the room that headings keep, then the tracking of all its text in em."""

Printed = tuple[bytes, PageMap]


Press: TypeAlias = Callable[[Document], Printed]


def print_fitted(document: Document, press: Press) -> tuple[Document, Printed, tuple[Problem, ...]]:
    """Return a document whose pages all fit, as printed by ``press``, and what had to be done to them.

    A page that does not fit within the limits is a warning: nothing is lost, it runs on upon another page.
    """
    steps: dict[int, int] = {}
    printed = press(document)
    while over := [folio for folio in _overfull(document, printed[1]) if steps.get(folio, 0) < len(FITS) - 1]:
        steps |= {folio: steps.get(folio, 0) + 1 for folio in over}
        document = _fitted(document, steps)
        printed = press(document)
    document, printed = _with_notes_at_calls(document, printed, press)
    return document, printed, _problems(document, printed[1], steps)


def _with_notes_at_calls(document: Document, printed: Printed, press: Press) -> tuple[Document, Printed]:
    """Print again with loose paragraphs where a note stands on another page than its call, as long as that helps."""
    while (loosened := _loosened(document, printed[1])) != document:
        document, printed = loosened, press(loosened)
    return document, printed


def _loosened(document: Document, pages: PageMap) -> Document:
    parts = (document.front, document.body, document.back)
    placed = zip(find(parts, Note), pages.notes, strict=False)
    moved = {id(note) for note, (call, page) in placed if call != page}

    def loosen(node: Node) -> Node:
        calls = find(node, Note) if isinstance(node, Paragraph) else ()
        return replace(node, is_loose=True) if any(id(note) in moved for note in calls) else node  # type: ignore[call-arg]

    front, body, back = rewrite(parts, loosen) if moved else parts
    return replace(document, front=front, body=body, back=back)


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


def _fitted(document: Document, steps: Mapping[int, int]) -> Document:
    body = tuple(_fitted_mark(b, steps) if isinstance(b, FolioMark) else b for b in document.body)
    return replace(document, body=body)


def _fitted_mark(mark: FolioMark, steps: Mapping[int, int]) -> FolioMark:
    room, tracking = FITS[steps.get(mark.folio, 0)]
    return replace(mark, room=room, tracking=tracking)


def _problems(document: Document, pages: PageMap, steps: Mapping[int, int]) -> tuple[Problem, ...]:
    over = set(_overfull(document, pages))
    fitted = [mark for mark in _marks(document) if mark.folio in steps]
    tight = "page {folio} was fitted: {room} % of the room around headings kept, characters {percent} % closer"
    long = "page {folio} runs over, with {room} % of the room around headings kept and characters {percent} % closer"
    hint = "look at the page; shorten its text, a note or a figure by a line"
    return tuple(
        Problem(
            long if mark.folio in over else tight,
            mark.location,
            hint if mark.folio in over else "",
            Severity.WARNING if mark.folio in over else Severity.NOTE,
            {"folio": mark.folio, "room": f"{mark.room * 100:.0f}", "percent": f"{abs(mark.tracking) * 100:.2f}"},
        )
        for mark in fitted
    )
