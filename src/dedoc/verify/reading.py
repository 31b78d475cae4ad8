"""A PDF read as readers hear it who cannot see: its words in the order of its tags, and on which page they stand."""

from __future__ import annotations

import bisect
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dedoc.verify.speech import squeezed

DEEPEST = 15
"""How deep drawings may lie in one another for their words to be found."""


@dataclass(slots=True)
class Reading:
    """What a PDF says, without white space.

    ``starts`` are the places in the text where another page begins, and ``folds`` those pages, from 1; ``notes`` are
    their words and the page of each; ``drawings`` are the texts that stand for figures; ``outline`` has levels and
    titles.
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    folds: list[int] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)
    outline: list[tuple[int, str]] = field(default_factory=list)

    def page_of(self, place: int) -> int:
        """Return the page on which a place of the text stands."""
        return self.folds[max(0, bisect.bisect_right(self.starts, place) - 1)]


def read_pdf(pdf: bytes) -> Reading:
    """Return what a tagged PDF says (ISO 32000-1, 14.7 and 14.8)."""
    import pikepdf  # noqa: PLC0415 -- only builds need it

    with pikepdf.open(io.BytesIO(pdf)) as file:
        walker = _Walker({page.obj.objgen: number for number, page in enumerate(file.pages)}, _marked(pdf))
        parts = list(walker.words(file.Root.StructTreeRoot.K, None))
        with file.open_outline() as outline:
            walker.reading.outline = list(_entries(outline.root, 1))
    reading = walker.reading
    texts: list[str] = []
    length = 0
    for words, page in parts:
        if not reading.folds or reading.folds[-1] != page + 1:
            reading.starts.append(length)
            reading.folds.append(page + 1)
        texts.append(squeezed(words))
        length += len(texts[-1])
    reading.text = "".join(texts)
    return reading


def _entries(items: Any, level: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield level, squeezed(str(item.title))
        yield from _entries(item.children, level + 1)


def _marked(pdf: bytes) -> dict[tuple[int, int], str]:
    """Return the words of marked content by page, from 0, and number."""
    import pypdfium2  # noqa: PLC0415 -- only who reads a PDF back needs it

    marked: dict[tuple[int, int], str] = defaultdict(str)
    file = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(file)):
            _mark_page(file[number], number, marked)
    finally:
        file.close()
    return marked


def _mark_page(page: Any, number: int, marked: dict[tuple[int, int], str]) -> None:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    words = page.get_textpage()
    for thing in page.get_objects(max_depth=DEEPEST, textpage=words):
        if thing.type == pdfium.FPDF_PAGEOBJ_TEXT:
            marked[number, pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)] += thing.extract()
    words.close()
    page.close()


class _Walker:
    """Walks the structure tree; notes and figures go into the reading by themselves."""

    def __init__(self, pages: dict[tuple[int, int], int], marked: dict[tuple[int, int], str]) -> None:
        self.pages = pages
        self.marked = marked
        self.reading = Reading()

    def words(self, node: Any, page: int | None) -> Iterator[tuple[str, int]]:
        """Yield what a node says, with the page of it, from 0."""
        import pikepdf  # noqa: PLC0415

        if isinstance(node, pikepdf.Array):
            for child in node:
                yield from self.words(child, page)
        elif isinstance(node, int) and page is not None:
            yield self.marked[page, node], page
        elif isinstance(node, pikepdf.Dictionary):
            own = node.get("/Pg")
            yield from self._element(node, self.pages[own.objgen] if own is not None else page)

    def _element(self, node: Any, page: int | None) -> Iterator[tuple[str, int]]:
        kind, content = str(node.get("/S", "")), node.get("/K")
        if "/MCID" in node and page is not None:
            yield self.marked[page, int(node["/MCID"])], page
        elif kind == "/Note":
            at = len(self.reading.notes)
            self.reading.notes.append(("", 0))
            parts = list(self.words(content, page))
            first = parts[0][1] + 1 if parts else 0
            self.reading.notes[at] = (squeezed("".join(text for text, _ in parts)), first)
        elif kind == "/Figure":
            self.reading.drawings.append(squeezed(str(node.get("/Alt", ""))))
        elif kind:
            yield from self.words(content, page)
