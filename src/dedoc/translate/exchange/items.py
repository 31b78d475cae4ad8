"""What goes out to a translator, and what comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dedoc.errors import ContentError, Location, fail
from dedoc.translate.catalogs import State
from dedoc.translate.exchange.documents import local
from dedoc.translate.linking import Link, Linked
from dedoc.translate.naming import digest
from dedoc.translate.placeholders import flaws
from dedoc.translate.units import PAIRS, Placeholder, literal, pieces
from dedoc.translate.versions import state_of

CODES = frozenset({"ph", "bpt", "ept", "it", "ut"})
"""Elements that stand for codes of the text, in XLIFF 1.2 and TMX 1.4."""


@dataclass(frozen=True, slots=True)
class Item:
    """One unit as it goes out; ``stamp`` stands for the translation that it had then."""

    catalog: str
    file: str
    id: str
    source: str
    target: str
    state: State
    about: str
    previous: str = ""
    shown: tuple[tuple[str, str], ...] = ()

    @property
    def stamp(self) -> str:
        """What tells whether the catalog's translation changed while the file was away."""
        return digest(self.target)


@dataclass(frozen=True, slots=True)
class Returned:
    """One unit as it comes back; ``stamp`` is empty where the other tool dropped it."""

    catalog: str
    id: str
    source: str
    target: str
    place: Location
    is_done: bool = True
    stamp: str = ""


def items(linked: Linked, pages: Mapping[str, int] | None = None) -> Iterator[Item]:
    """Yield the units of an edition as they go out; ContentError where the catalogs are behind the edition.

    ``pages`` are those of units in the PDF of the source, by their names.
    """
    for link in linked.links:
        entry = link.entry
        if entry is None or entry.source != link.unit.source or entry.is_obsolete:
            hint = "run “dedoc translate update” first"
            fail(ContentError, link.unit.location, "the catalogs are behind the edition", hint)
        page = (pages or {}).get(link.unit.id)
        about = "\n".join(filter(None, (entry.about, f"page {page} of the PDF" if page else "")))
        yield Item(
            link.unit.catalog,
            entry.file,
            entry.id,
            entry.source,
            _whole(link, entry.target),
            state_of(link),
            about,
            entry.previous,
            tuple(_shown(entry.about)),
        )


def _whole(link: Link, target: str) -> str:
    """Return a target whose placeholders other tools can carry, or nothing."""
    return "" if any(flaws(link.unit, target)) else target


def _shown(about: str) -> Iterator[tuple[str, str]]:
    """Yield what placeholders print, as the remarks on a unit say it."""
    for line in about.split("\n"):
        if line.startswith("{") and "}: " in line:
            name, _, printed = line.partition("}: ")
            yield name[1:], printed.rpartition(" → ")[2]


def by_file(outgoing: Iterable[Item]) -> dict[str, list[Item]]:
    """Return the items by catalog, in order."""
    found: dict[str, list[Item]] = {}
    for item in outgoing:
        found.setdefault(item.catalog, []).append(item)
    return found


@dataclass(frozen=True, slots=True)
class Code:
    """A placeholder as other formats know it: alone, or opening or closing a pair with the same ``number``."""

    text: str
    number: int
    is_opening: bool = False
    is_closing: bool = False


def coded(text: str, source: str = "") -> Iterator[str | Code]:
    """Yield the words and codes of a unit's text; the two halves of a pair have one number.

    In a translation, a code has the number that it has in its ``source``, wherever it stands.
    """
    free = _numbers(source or text)
    ahead: list[tuple[str, int]] = []
    count = sum(map(len, free.values()))
    for piece in pieces(text):
        if not isinstance(piece, Placeholder):
            yield piece if isinstance(piece, str) else piece.text
        elif piece.kind in PAIRS and piece.is_closing and ahead:
            yield Code(str(piece), ahead.pop()[1], is_closing=True)
        else:
            count += not free.get(piece.name)
            number = free[piece.name].pop(0) if free.get(piece.name) else count
            is_opening = piece.kind in PAIRS
            ahead += [(piece.name, number)] if is_opening else []
            yield Code(str(piece), number, is_opening=is_opening)


def _numbers(source: str) -> dict[str, list[int]]:
    """Return the numbers of a source's codes by their names; closing halves have none of their own."""
    found: dict[str, list[int]] = {}
    codes = (piece for piece in pieces(source) if isinstance(piece, Placeholder) and not piece.is_closing)
    for number, piece in enumerate(codes, 1):
        found.setdefault(piece.name, []).append(number)
    return found


def words(text: str | None) -> str:
    """Return the words of another format as a unit writes them; its line ends are spaces."""
    return literal(" ".join((text or "").split("\n")))


def flat_text(element: Any) -> str:
    """Return the words of a segment of XLIFF 1.2 or TMX 1.4 with what its codes stand for; nothing for no segment."""
    if element is None:
        return ""
    parts = [words(element.text)]
    for child in element:
        name = local(child)
        if name in CODES:
            parts.append("".join(child.itertext()))
        elif name:
            parts.append(flat_text(child))
        parts.append(words(child.tail))
    return "".join(parts)
