"""Where in the source the blocks of a Word file belong that were put in, taken out, or moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dedoc.model import Block, Figure, Heading, List, Paragraph, Quotation, Sidebar, SourceList, Table
from dedoc.returning.extents import Extent, innermost, outermost
from dedoc.returning.lines import Line
from dedoc.returning.patch import Patch
from dedoc.returning.source import Sources

Owner = tuple[Block, ...]
"""The blocks that a line stands in, the outermost first, its own last, as they were read."""

ITEM = re.compile(r"([ \t>]*)([-+*]|(\d{1,9})([.)]))([ \t]+)")
QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the new file in its order: whose it is (None for one that is new), and whether it moved.

    A line that belongs to no chapter (the cover) is ``furniture``.
    """

    line: Line
    owner: Owner | None = None
    is_moved: bool = False
    is_furniture: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a block: behind or before a block of a file, in what holds it."""

    file: str
    extent: Extent
    holder: Owner
    is_before: bool = False


@dataclass
class Arranger:
    """Finds places for blocks by what stands around them in the new file."""

    sources: Sources
    patch: Patch
    entries: Sequence[Entry]
    starts: dict[int, int] = field(default_factory=dict)

    def extent(self, owner: Owner) -> tuple[str, Extent] | None:
        """Return the file and the lines of a block: of a paragraph in a list, those of its item."""
        own, place = owner[-1], owner[-1].location
        if place is None or place.file not in self.sources.texts:
            return None
        known, line = self.sources.extents(place.file), place.line - 1
        found = innermost(known, line, *KINDS[type(own)])
        if isinstance(own, Paragraph) and isinstance(self._holder(owner), List):
            item = innermost(known, line, "list_item")
            found = item if item is not None and item.start == line else found
        if found is None and isinstance(own, Paragraph):
            found = outermost(known, line)
        return (place.file, found) if found else None

    @staticmethod
    def _holder(owner: Owner) -> Block | None:
        return owner[-2] if len(owner) > 1 else None

    def top(self, owner: Owner) -> tuple[str, Extent] | None:
        """Return the file and the lines of the block of the chapter that holds a block."""
        place = owner[0].location
        if place is None or place.file not in self.sources.texts:
            return None
        found = outermost(self.sources.extents(place.file), place.line - 1)
        return (place.file, found) if found else None

    def is_inside(self, index: int) -> bool:
        """Whether an entry stands in the middle of a list, a quotation or a sidebar."""
        before, behind = self._around(index)
        if before is None or behind is None or before.owner is None or behind.owner is None:
            return False
        return before.owner[0] is behind.owner[0]

    def _around(self, index: int) -> tuple[Entry | None, Entry | None]:
        """Return the entries before and behind one that stay."""
        before = self._neighbour(range(index - 1, -1, -1), index)
        return before, self._neighbour(range(index + 1, len(self.entries)), index)

    def place(self, index: int, moved: Owner = ()) -> Spot | None:
        """Return the place for the block of an entry: behind the last one that stays, or before the next.

        A block of the chapter itself that ``moved`` stays one, wherever it is put.
        """
        before, behind = self._around(index)
        line = self.entries[index].line
        for entry, is_before in ((before, False), (behind, True)):
            if entry is None or entry.owner is None:
                continue
            other = behind if entry is before else before
            holder = () if len(moved) == 1 and not self.is_inside(index) else _holder_for(line, entry, other)
            if holder and not is_before and isinstance(entry.owner[-1], Sidebar):
                continue
            found = self.extent(entry.owner) if holder else self.top(entry.owner)
            if found:
                return Spot(*found, holder, is_before)
        return None

    def _neighbour(self, order: range, index: int) -> Entry | None:
        """Return the next entry that stays, in the same part of the report."""
        part = self.entries[index].line.part
        for at in order:
            entry = self.entries[at]
            if entry.line.part != part:
                return None
            if entry.owner is not None and not entry.is_moved and not entry.is_furniture:
                return entry
        return None

    def put(self, spot: Spot, block: str) -> None:
        """Put a block into the source at a place, as what holds it needs it."""
        text = self.sources.texts[spot.file]
        first = text.split("\n")[spot.extent.start]
        inner = spot.holder[-1] if spot.holder else None
        if isinstance(inner, List) and (match := ITEM.match(first)):
            block, blank = self._item(match, block, spot), ""
        elif isinstance(inner, Quotation) and (quoted := QUOTE.match(first)):
            mark = quoted[0]
            block = "\n".join(f"{mark}{line}".rstrip() for line in block.split("\n"))
            blank = f"{mark.rstrip()}\n"
        else:
            blank = "\n"
        if spot.is_before:
            self.patch.insert_before(spot.file, spot.extent, block, blank=blank)
        else:
            self.patch.insert_after(spot.file, spot.extent, block, blank=blank)

    def _item(self, match: re.Match[str], block: str, spot: Spot) -> str:
        """Return a block as an item of a list, counted on from the one before it."""
        if ITEM.match(block):
            return block
        mark = match[2]
        if match[3] and not spot.is_before:
            key = id(spot.extent)
            self.starts[key] = self.starts.get(key, int(match[3])) + 1
            mark = f"{self.starts[key]}{match[4]}"
        indent = " " * (len(match[1]) + len(mark) + len(match[5]))
        return f"{match[1]}{mark}{match[5]}" + f"\n{indent}".join(block.split("\n"))


KINDS: dict[type, tuple[str, ...]] = {
    Paragraph: ("paragraph",),
    Heading: ("heading",),
    Table: ("table", "colon_fence"),
    Figure: ("colon_fence",),
    Sidebar: ("colon_fence",),
    SourceList: ("colon_fence",),
    List: ("bullet_list", "ordered_list"),
    Quotation: ("blockquote",),
}
"""What the parser calls the blocks of the model."""


def _holder_for(line: Line, entry: Entry, other: Entry | None) -> Owner:
    """Return what a new line stands in: what holds its neighbour, if it looks like it or stands between two such."""
    assert entry.owner is not None
    holder = _held(entry.owner)
    if not holder or line.paragraph.level is not None:
        return ()
    if other is not None and other.owner is not None and _same(_held(other.owner), holder):
        return holder
    looks_alike = entry.line.paragraph.style.casefold() == line.paragraph.style.casefold()
    is_alike = looks_alike and (entry.line.paragraph.label is None) == (line.paragraph.label is None)
    return holder if is_alike else ()


def _held(owner: Owner) -> Owner:
    """Return what holds a line: a sidebar holds what stands below its title."""
    return owner if isinstance(owner[-1], Sidebar) else owner[:-1]


def _same(one: Owner, other: Owner) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def held_alike(one: Owner, other: Owner) -> bool:
    """Whether two blocks stand in the same list, quotation or sidebar, or both in the chapter itself."""
    return _same(one[:-1], other[:-1])


def siblings(entries: Sequence[Entry]) -> Iterator[tuple[int, Entry]]:
    """Yield the entries of blocks, each block once, with their indices."""
    seen: set[int] = set()
    for index, entry in enumerate(entries):
        if entry.owner is not None and id(entry.owner[-1]) not in seen:
            seen.add(id(entry.owner[-1]))
            yield index, entry
