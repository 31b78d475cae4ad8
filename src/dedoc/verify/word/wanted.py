"""What a Word file must hold: the document and its page map, gone through once."""

from __future__ import annotations

from dataclasses import dataclass

from dedoc.model import Chart, Document, Figure, Heading, Note, PageMap
from dedoc.verify.word.xml import squeezed
from dedoc.walk import plain_text, walk

LISTED = 3
"""Down to which level headings stand in the contents."""


@dataclass(frozen=True, slots=True)
class WantedHeading:
    """A heading: its words without white space, without number and notes, and its folio."""

    level: int
    mark: str
    words: str
    folio: str
    has_notes: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a Word file must hold, in reading order; ``contents`` are the headings that are listed."""

    headings: tuple[WantedHeading, ...]
    contents: tuple[WantedHeading, ...]
    notes: int
    alternatives: tuple[str, ...]
    charts: tuple[Chart, ...]


def wanted(document: Document, pages: PageMap) -> Wanted:
    """Return what a Word file of a document must hold."""
    nodes = [list(walk(part)) for part in (document.front, document.body, document.back)]
    folios = iter(pages.headings)
    headings = [
        [_heading(node, next(folios, (0, ""))[1]) for node in part if isinstance(node, Heading)] for part in nodes
    ]
    figures = [node for part in nodes for node in part if isinstance(node, Figure)]
    return Wanted(
        tuple(heading for part in headings for heading in part),
        tuple(heading for heading in headings[1] if heading.level <= LISTED),
        sum(isinstance(node, Note) for part in nodes for node in part),
        tuple(figure.alternative for figure in figures),
        tuple(figure.drawing for figure in figures if isinstance(figure.drawing, Chart)),
    )


def _heading(node: Heading, folio: str) -> WantedHeading:
    has_notes = any(isinstance(inner, Note) for inner in walk(node.content))
    return WantedHeading(node.level, squeezed(node.mark), squeezed(plain_text(node.content)), folio, has_notes)
