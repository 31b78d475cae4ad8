"""The sheet of a style: the page and its grid, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dedoc.errors import Location, Report
from dedoc.model import Node

LARGEST = 1584
"""Length in pt of the longest side of a page: 22 inches, the largest that Word knows (ECMA-376-1, 17.6.13)."""

SMALLEST = 72
"""Length in pt of the shortest side of a page."""

BREAKS = ("optimized", "simple")
SLACK = 0.01
"""What rounding may add to a length in pt."""


@dataclass(frozen=True, slots=True)
class Page(Node):
    """The sheet and its grid: lengths in pt, ``columns`` characters by ``lines`` lines of ``size`` pt.

    ``breaks`` says how lines end: ``optimized`` over the whole paragraph, marks squeezed where that helps; ``simple``,
    each line as full as it gets, as word processors do it. Headings need not take whole lines where ``grid`` is false.
    """

    width: float
    height: float
    columns: int
    lines: int
    size: float
    pitch: float
    top: float
    breaks: str = "optimized"
    grid: bool = True
    places: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)

    @property
    def measure(self) -> float:
        """The width of the text block."""
        return self.columns * self.size

    @property
    def depth(self) -> float:
        """The height of the text block."""
        return self.lines * self.pitch


def check_page(page: Page, report: Report) -> None:
    """Report what no sheet can be, each at the key that says it."""
    before = len(report.problems)
    for key in ("width", "height"):
        if not SMALLEST <= getattr(page, key) <= LARGEST:
            hint = "a page measures {least} to {most} pt, which is what Word can print"
            values = {"key": key, "value": plain(getattr(page, key)), "least": SMALLEST, "most": LARGEST}
            report.error(page.places.get(key), "“{key}: {value}” is no side of a page", hint, **values)
    for key in ("columns", "lines", "size", "pitch"):
        if getattr(page, key) <= 0:
            values = {"key": key, "value": plain(getattr(page, key))}
            report.error(page.places.get(key), "“{key}: {value}” has no extent", "write a number above 0", **values)
    if page.breaks not in BREAKS:
        values = {"key": "breaks", "value": page.breaks, "choices": ", ".join(BREAKS)}
        place = page.places.get("breaks")
        report.error(place, "“{key}” cannot be “{value}”", "it can be one of: {choices}", **values)
    if len(report.problems) == before:
        _check_grid(page, report)


def _check_grid(page: Page, report: Report) -> None:
    """Report a grid that does not fit the sheet, or whose lines would cover each other."""
    keys = ("width", "height", "columns", "lines", "size", "pitch", "top")
    values = {key: plain(getattr(page, key)) for key in keys} | {"measure": plain(page.measure)}
    values["foot"] = plain(page.top + page.depth)
    if page.pitch < page.size:
        hint = "write a pitch of at least the size; one and a half times the size reads well"
        message = "lines of {size} pt at a pitch of {pitch} pt cover each other"
        report.error(_place(page, "pitch", "size"), message, hint, **values)
    if page.measure > page.width + SLACK:
        message = "{columns} characters of {size} pt take {measure} pt, and the page is {width} pt wide"
        report.error(_place(page, "columns", "size", "width"), message, "lessen columns or size", **values)
    if page.top < 0:
        message = "a text block that begins at {top} pt lies outside the page"
        report.error(page.places.get("top"), message, "write 0 or more", **values)
    elif page.top + page.depth > page.height + SLACK:
        message = "{lines} lines of {pitch} pt end {foot} pt below the head of the page, which is {height} pt high"
        report.error(_place(page, "lines", "pitch", "top", "height"), message, "lessen lines, pitch or top", **values)


def _place(page: Page, *keys: str) -> Location | None:
    """Return where the first of the keys stands that the style itself gives, and not the one that it begins from."""
    places = [page.places[key] for key in keys if key in page.places]
    own = page.location.file if page.location else ""
    return next((place for place in places if place.file == own), places[0] if places else None)


def plain(value: float) -> str:
    """Return a number as it was written, without needless noughts."""
    return f"{value:.12g}"
