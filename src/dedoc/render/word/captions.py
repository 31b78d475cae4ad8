"""Captions, which Word counts by itself."""

from __future__ import annotations

from collections.abc import Iterator

from dedoc.model import Figure, Sidebar, Table
from dedoc.project import Locale
from dedoc.render.word.text import Writer, bookmark_name
from dedoc.render.word.xml import Element, field, text_run


def sequence(kind: str, locale: Locale) -> str:
    """Return the name by which Word counts captions of a kind, and finds them for their list."""
    return locale.marks[kind].partition("{number}")[0].strip() or kind


def numbered(kind: str, block: Figure | Table | Sidebar, writer: Writer, locale: Locale) -> Iterator[Element]:
    """Yield the supplement and the number of a caption, a SEQ field inside the bookmark that references use.

    Of a number with two parts Word counts the second one; the first, which may be the letter of an appendix, is text.
    """
    before, count, after = _parts(block)
    old_before, old_count, _ = (
        _parts(block.former) if isinstance(block.former, Figure | Table | Sidebar) else _parts(block)
    )
    # Counting by chapter: LibreOffice knows no restart at a heading (\\s), but both know one at a caption (\\r).
    restart = " \\r 1" if len(block.number) > 1 and count == "1" else ""
    number = field(f"SEQ {sequence(kind, locale)} \\* ARABIC{restart}", *writer.exchanged(old_count, count))
    content = [*writer.exchanged(old_before, before), *number]
    # Without a label it is named by its number, and that belongs to the new text.
    label = block.label or ("" if writer.is_deleting else f"{kind}_{before}{count}")
    yield from writer.bookmarks.around(bookmark_name(label), content) if label else content
    yield text_run(after)


def _parts(block: Figure | Table | Sidebar) -> tuple[str, str, str]:
    """Return what stands before the count of a caption, the count itself, and what stands after it."""
    count = str(block.number[-1])
    before, _, after = block.mark.rpartition(count)
    return before, count, after
