"""A PDF read as those hear it who cannot see: its words in the order of its tags."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dedoc.verify.layout.typefaces import UNSEEN

DEEPEST = 15
"""How deep drawings may lie in one another for their words to be found."""


@dataclass(slots=True)
class Reading:
    """What a PDF says, without white space: its text with the calls of notes in it, and the notes in order.

    ``drawings`` are the texts that stand for figures, ``outline`` is levels and titles.
    """

    text: str = ""
    notes: str = ""
    drawings: list[str] = field(default_factory=list)
    outline: list[tuple[int, str]] = field(default_factory=list)


def squeezed(text: str) -> str:
    """Return text without white space and without characters that nobody sees."""
    return "".join(character for character in text if not character.isspace() and character not in UNSEEN)


def read_pdf(pdf: bytes) -> Reading:
    """Return what a tagged PDF says (ISO 32000-1, 14.7 and 14.8)."""
    import pikepdf  # noqa: PLC0415 -- only who reads a PDF needs it

    with pikepdf.open(io.BytesIO(pdf)) as file:
        walker = _Walker({page.obj.objgen: number for number, page in enumerate(file.pages)}, _marked(pdf))
        text = "".join(walker.words(file.Root.StructTreeRoot.K, None))
        with file.open_outline() as outline:
            entries = list(_entries(outline.root, 1))
    return Reading(squeezed(text), squeezed("".join(walker.notes)), walker.drawings, entries)


def _entries(items: Any, level: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield level, squeezed(str(item.title))
        yield from _entries(item.children, level + 1)


def _marked(pdf: bytes) -> dict[tuple[int, int], str]:
    """Return the words of marked content by page, from 0, and number."""
    import pypdfium2  # noqa: PLC0415 -- only who reads a PDF needs it

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
    """Walks the structure tree; notes and figures are put aside."""

    def __init__(self, pages: dict[tuple[int, int], int], marked: dict[tuple[int, int], str]) -> None:
        self.pages = pages
        self.marked = marked
        self.notes: list[str] = []
        self.drawings: list[str] = []

    def words(self, node: Any, page: int | None) -> Iterator[str]:
        """Yield what a node says; ``page`` is that of the element around it, from 0."""
        import pikepdf  # noqa: PLC0415

        if isinstance(node, pikepdf.Array):
            for child in node:
                yield from self.words(child, page)
        elif isinstance(node, int) and page is not None:
            yield self.marked[page, node]
        elif isinstance(node, pikepdf.Dictionary):
            own = node.get("/Pg")
            yield from self._element(node, self.pages[own.objgen] if own is not None else page)

    def _element(self, node: Any, page: int | None) -> Iterator[str]:
        kind, content = str(node.get("/S", "")), node.get("/K")
        if "/MCID" in node and page is not None:
            yield self.marked[page, int(node["/MCID"])]
        elif kind == "/Note":
            self.notes += self.words(content, page)
        elif kind == "/Figure":
            self.drawings.append(squeezed(str(node.get("/Alt", ""))))
        elif kind:
            yield from self.words(content, page)
