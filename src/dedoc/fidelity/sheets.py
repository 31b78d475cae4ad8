"""The pages of a PDF read back: the words that stand on each, and how many lines at its foot are free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

LEAST_GAP = 2.0
"""Lines of the grid: a gap so high at the foot of a page is no distance between paragraphs."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The text block of a page in pt: where it begins below the page's upper edge, its lines and their pitch."""

    top: float
    lines: int
    pitch: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its words in reading order, without those in drawings, and the free lines at its foot."""

    text: str
    free: int = 0


def read_sheets(pdf: bytes, grid: Grid) -> tuple[Sheet, ...]:
    """Return the pages of a tagged PDF."""
    import pypdfium2  # noqa: PLC0415 -- only this command needs it

    file = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_sheet(file[index], grid) for index in range(len(file)))
    finally:
        file.close()


def _sheet(page: Any, grid: Grid) -> Sheet:
    """Return a page. Furniture bears no mark of content (ISO 32000-1, 14.8.2.2), and is left out."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    words = page.get_textpage()
    found = [
        (pdfium.FPDFPageObj_GetMarkedContentID(thing.raw), thing)
        for thing in page.get_objects(max_depth=1, textpage=words)
    ]
    text: list[str] = []
    for mark, group in groupby(found, key=lambda pair: pair[0]):
        things = [thing for _, thing in group]
        # A drawing has lines and areas beside its words.
        if mark >= 0 and all(thing.type == pdfium.FPDF_PAGEOBJ_TEXT for thing in things):
            text += [thing.extract() for thing in things]
    bounds = [thing.get_bounds() for _, thing in found]
    free = _free(page.get_height(), grid, [(bottom, top) for _, bottom, _, top in bounds])
    words.close()
    page.close()
    return Sheet("".join(text), free)


def _free(height: float, grid: Grid, spans: list[tuple[float, float]]) -> int:
    """Return the lines that fit into the lowest gap in the text block; ``spans`` are heights above the lower edge."""
    head = height - grid.top
    foot = head - grid.lines * grid.pitch
    inside = sorted((bottom, top) for bottom, top in spans if foot - 1 <= bottom and top <= head + grid.pitch / 2)
    for low, high in _gaps(foot, head, inside):
        if high - low >= LEAST_GAP * grid.pitch:
            return int((high - low) / grid.pitch)
    return 0


def _gaps(foot: float, head: float, spans: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield what is empty from the foot upwards."""
    reached = foot
    for bottom, top in spans:
        if bottom > reached:
            yield reached, bottom
        reached = max(reached, top)
    yield reached, max(reached, head)
