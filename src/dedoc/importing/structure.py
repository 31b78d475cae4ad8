"""What an import finds in a text: headings, paragraphs, figures, notes and page breaks, each with its place in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(slots=True)
class Words:
    """Characters as they stand in the edition."""

    text: str


@dataclass(slots=True)
class Call:
    """The call of a note, and where it stands in the source."""

    number: int
    at: int


@dataclass(slots=True)
class PageBreak:
    """A place where a page of the print ends: ``at`` is where the next one begins in the source.

    A break in mid-sentence, or one that a page number stands at, is ``is_strong``; one that only notes stand at is not.
    ``is_placed`` says that the first character of the page is known. ``notes`` are those printed on the page that ends;
    ``given`` is the folio that the text itself gives the page that begins.
    """

    at: int
    is_strong: bool = False
    is_placed: bool = True
    notes: list[int] = field(default_factory=list)
    given: int | None = None
    folio: int | None = None


Atom: TypeAlias = Words | Call | PageBreak


@dataclass(slots=True)
class Heading:
    """A heading; ``number`` is what the source numbers it, ``folio`` what the contents say."""

    block: str
    at: int
    level: int
    atoms: list[Atom]
    number: int | None = None
    folio: int | None = None


@dataclass(slots=True)
class Paragraph:
    """A paragraph; its first ``run_in`` characters are a run-in heading. ``line`` is given where it has no place."""

    block: str
    at: int
    atoms: list[Atom]
    run_in: int = 0
    unplaced_line: int = 0


@dataclass(slots=True)
class Figure:
    """A figure of which the caption is left. ``source`` are the words in brackets below it."""

    block: str
    at: int
    number: tuple[int, ...]
    caption: list[Atom]
    source: str = ""
    height: int = 8
    page: int | None = None


Item: TypeAlias = Heading | Paragraph | Figure | PageBreak


@dataclass(slots=True)
class NoteText:
    """A note, and where it stands in the source."""

    number: int
    block: str
    at: int
    text: str


def words(atoms: list[Atom]) -> str:
    """Return the characters of atoms."""
    return "".join(atom.text for atom in atoms if isinstance(atom, Words))
