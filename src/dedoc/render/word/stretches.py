"""The parts of the body that need a section of their own in Word."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dedoc.model import Block, Document, FolioMark, Heading, Table
from dedoc.overlays import accepted, is_gone


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks that share the shape of their pages, and the ``heading`` of the chapter that they belong to.

    They begin where the ones before end (``run``), on a ``page``, or on a ``recto``; ``restarts_notes`` where notes
    count anew from here.
    """

    content: tuple[Block, ...]
    is_wide: bool = False
    begins: str = "page"
    restarts_notes: bool = False
    heading: Heading | None = None


def stretches(document: Document, starts: str, *, by_chapter: bool) -> list[Stretch]:
    """Return the body cut where a wide table begins and ends, and at its chapters where these need a section.

    They do where notes count by them, and where they begin a page; ``starts`` is that of the style's page. Of two texts
    laid over each other only the new one is cut: what is gone would leave its pages behind.
    """

    def begins(heading: Heading) -> bool:
        return heading.level == 1 and (starts != "run" or (by_chapter and bool(heading.number)))

    found: list[Stretch] = []
    for index, chapter in enumerate(parts(document.body, begins)):
        opens = next((accepted(block) for block in chapter if not is_gone(block)), None)
        first = opens if isinstance(opens, Heading) else None
        restarts = by_chapter and (index == 0 or (first is not None and bool(first.number)))
        for place, stretch in enumerate(_cut(chapter)):
            # A chapter goes on upon the page of the one before, unless that was turned.
            opening = starts if found and not found[-1].is_wide else "page" if starts == "run" else starts
            is_first = place == 0
            made = replace(stretch, begins="page" if stretch.is_wide or not is_first else opening, heading=first)
            found.append(replace(made, restarts_notes=restarts and is_first))
    return found


def parts(content: tuple[Block, ...], begins: Callable[[Heading], bool]) -> list[tuple[Block, ...]]:
    """Return blocks cut before every heading that begins a part."""
    headings = [(i, block) for i, block in enumerate(content) if isinstance(block, Heading) and not is_gone(block)]
    starts = [index for index, heading in headings if index and begins(heading)]
    return [content[start:end] for start, end in itertools.pairwise([0, *starts, len(content)])]


def _cut(content: tuple[Block, ...]) -> Iterator[Stretch]:
    """Yield blocks with each wide table by itself; marks of printed pages go with what follows them."""
    held: list[Block] = []
    for block in content:
        is_wide = isinstance(block, Table) and block.is_wide and not is_gone(block)
        if is_wide and any(not isinstance(other, FolioMark) for other in held):
            yield Stretch(tuple(held))
            held = []
        held.append(block)
        if is_wide:
            yield Stretch(tuple(held), is_wide=True)
            held = []
    if not content or any(not isinstance(block, FolioMark) for block in held):
        yield Stretch(tuple(held))
