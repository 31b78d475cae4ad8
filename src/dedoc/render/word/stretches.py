"""The parts of the body that need a section of their own in Word."""

from __future__ import annotations

from dataclasses import dataclass

from dedoc.model import Block, Document, FolioMark, Heading, Table


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks that share the shape of their pages; ``restarts_notes`` where notes count anew from here."""

    content: tuple[Block, ...]
    is_wide: bool = False
    begins_page: bool = True
    restarts_notes: bool = False


def stretches(document: Document, *, by_chapter: bool) -> list[Stretch]:
    """Return the body cut where a wide table begins and ends, and at its chapters where notes count by them."""
    found: list[Stretch] = []
    content: list[Block] = []
    restarts = by_chapter

    def close(*, is_wide: bool = False) -> None:
        nonlocal restarts
        # A chapter goes on upon the page of the one before, unless that was turned.
        begins_page = not found or is_wide or found[-1].is_wide
        found.append(Stretch(tuple(content), is_wide, begins_page, restarts))
        content.clear()
        restarts = False

    for block in document.body:
        is_wide = isinstance(block, Table) and block.is_wide
        is_chapter = by_chapter and isinstance(block, Heading) and block.level == 1 and bool(block.number)
        has_text = any(not isinstance(other, FolioMark) for other in content)
        if has_text and (is_wide or is_chapter):
            close()
        restarts = restarts or is_chapter
        content.append(block)
        if is_wide:
            close(is_wide=True)
    if content:
        close()
    return found
