"""The sheet of a style: the page with its grid, its margins and what stands in them, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dedoc.errors import Location, Report
from dedoc.model import Node

LARGEST = 1584
"""Length in pt of the longest side of a page: 22 inches, the largest that Word knows (ECMA-376-1, 17.6.13)."""

SMALLEST = 72
"""Length in pt of the shortest side of a page."""

WIDEST_BLEED = 72
"""How far in pt colour may run beyond the edge of the page; printers ask for 3 mm."""

MARK, GAP = 14, 6
"""The length of a crop mark in pt, and how far it keeps from the page at least."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "breaks": ("optimized", "simple"),
    "starts": ("run", "page", "recto"),
    "folios": ("center", "outer"),
}
"""What a key that takes a word can be."""

HEADS = ("none", "title", "chapter")
SLACK = 0.01
"""What rounding may add to a length in pt."""


@dataclass(frozen=True, slots=True)
class Heads(Node):
    """What stands above the text of right (``recto``) and left (``verso``) pages: none, the title, or the chapter's."""

    recto: str = "none"
    verso: str = "none"
    places: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)

    @property
    def are_set(self) -> bool:
        """Whether any page has one."""
        return {self.recto, self.verso} != {"none"}


@dataclass(frozen=True, slots=True)
class Page(Node):
    """The sheet and its grid: lengths in pt, ``columns`` characters by ``lines`` lines of ``size`` pt.

    ``breaks`` says how lines end: ``optimized`` over the whole paragraph, marks squeezed where that helps; ``simple``,
    each line as full as it gets, as word processors do it. Headings need not take whole lines where ``grid`` is false.
    The text block stands in the middle, or ``inside`` from the inner edge. Chapters begin where the last one ended
    (``run``), on a ``page``, or on a ``recto``. Running heads stand ``head`` above the text, folios ``foot`` below it.
    Notes keep ``notes`` from the text. Figures take the lines that an edition gives them, times ``figures``.
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
    inside: float | None = None
    bleed: float = 0
    crop_marks: bool = False
    starts: str = "run"
    heads: Heads = field(default_factory=Heads)
    folios: str = "center"
    head: float | None = None
    foot: float | None = None
    notes: float = 4
    figures: float = 1
    places: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)

    @property
    def measure(self) -> float:
        """The width of the text block."""
        return self.columns * self.size

    @property
    def depth(self) -> float:
        """The height of the text block."""
        return self.lines * self.pitch

    @property
    def side(self) -> float:
        """The margins of a text block in the middle."""
        return (self.width - self.measure) / 2

    @property
    def inner(self) -> float:
        """The margin at the back of the book."""
        return self.side if self.inside is None else self.inside

    @property
    def outer(self) -> float:
        """The margin at the edge that opens."""
        return self.side if self.inside is None else self.width - self.measure - self.inside

    @property
    def bottom(self) -> float:
        """The margin below the text block."""
        return self.height - self.top - self.depth

    @property
    def has_sides(self) -> bool:
        """Whether the furniture of left pages differs from that of right ones."""
        return self.heads.are_set or self.folios == "outer"

    @property
    def outset(self) -> float:
        """How far the PDF's sheet reaches beyond the page on every side: the bleed, and the crop marks around it."""
        return max(self.bleed, GAP) + MARK if self.crop_marks else self.bleed


def check_page(page: Page, report: Report) -> None:
    """Report what no sheet can be, each at the key that says it."""
    before = len(report.problems)
    for key in ("width", "height"):
        if not SMALLEST <= getattr(page, key) <= LARGEST:
            hint = "a page measures {least} to {most} pt, which is what Word can print"
            values = {"key": key, "value": plain(getattr(page, key)), "least": SMALLEST, "most": LARGEST}
            report.error(page.places.get(key), "“{key}: {value}” is no side of a page", hint, **values)
    for key in ("columns", "lines", "size", "pitch", "figures"):
        if getattr(page, key) <= 0:
            values = {"key": key, "value": plain(getattr(page, key))}
            report.error(page.places.get(key), "“{key}: {value}” has no extent", "write a number above 0", **values)
    choices = [(page.places.get(key), key, getattr(page, key), known) for key, known in CHOICES.items()]
    choices += [(page.heads.places.get(key), key, getattr(page.heads, key), HEADS) for key in ("recto", "verso")]
    for place, key, value, known in choices:
        if value not in known:
            values = {"key": key, "value": value, "choices": ", ".join(known)}
            report.error(place, "“{key}” cannot be “{value}”", "it can be one of: {choices}", **values)
    if len(report.problems) == before:
        _check_grid(page, report)
        _check_margins(page, report)


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


def _check_margins(page: Page, report: Report) -> None:
    """Report margins and a bleed that cannot be, and heads that Word could not follow."""
    values = {key: plain(getattr(page, key)) for key in ("inner", "measure", "width", "bleed")}
    if page.inside is not None and not -SLACK <= page.inside <= page.width - page.measure + SLACK:
        message = "a text block of {measure} pt, {inner} pt from the inner edge, does not fit a page {width} pt wide"
        hint = "lessen inside or columns"
        if page.measure <= page.width:
            report.error(_place(page, "inside", "columns", "size", "width"), message, hint, **values)
    for key in ("head", "foot", "notes"):
        if (getattr(page, key) or 0) < 0:
            words = {"key": key, "value": plain(getattr(page, key))}
            report.error(page.places.get(key), "“{key}: {value}” is less than nothing", "write 0 or more", **words)
    if not 0 <= page.bleed <= WIDEST_BLEED:
        hint = "printers ask for 3 mm, which are 8.504 pt"
        report.error(page.places.get("bleed"), "“bleed: {bleed}” is no bleed", hint, **values)
    if "chapter" in (page.heads.recto, page.heads.verso) and page.starts == "run":
        hint = "let chapters begin on a page or a recto (“starts:”), or name the title in the heads"
        message = "a running head cannot name the chapter where chapters begin in the middle of a page"
        report.error(_place(page, "heads", "starts"), message, hint)


def _place(page: Page, *keys: str) -> Location | None:
    """Return where the first of the keys stands that the style itself gives, and not the one that it begins from."""
    places = [page.places[key] for key in keys if key in page.places]
    own = page.location.file if page.location else ""
    return next((place for place in places if place.file == own), places[0] if places else None)


def plain(value: float) -> str:
    """Return a number as it was written, without needless noughts."""
    return f"{value:.12g}"
