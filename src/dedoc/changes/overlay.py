"""Two documents laid over each other: one tree that holds both, in which every node says what happened to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, assert_never

from dedoc.changes.align import Unit
from dedoc.changes.labels import with_own_labels
from dedoc.changes.places import places
from dedoc.changes.rewording import reworded
from dedoc.model import (
    Block,
    Cell,
    Citation,
    Document,
    Figure,
    FolioMark,
    Heading,
    Inline,
    List,
    Note,
    Paragraph,
    Quotation,
    Revision,
    Sidebar,
    SourceEntry,
    SourceList,
    Table,
)
from dedoc.overlays import is_redrawn
from dedoc.walk import plain_text

COUNTED = re.compile(r"(?<=-[a-z2-7]{8})-\d+$")
"""What tells blocks of the same words apart in their ids: it says where they stand, not what they are."""

Item = tuple[Block, ...]
Row = tuple[Cell, ...]


def overlay(old: Document, new: Document) -> Document:
    """Return the new document with what the old one had besides; ``overlays`` takes the two apart again.

    What both have but stands elsewhere, or is of another shape (a table with another column), stands in it twice.
    Everything beside the text is that of the new document.
    """
    parts = ((old.front, new.front), (old.body, new.body), (old.back, new.back))
    front, body, back = (tuple(_blocks(*part)) for part in parts)
    former = old.metadata if old.metadata != new.metadata else None
    return with_own_labels(replace(new, front=front, body=body, back=back, former=former), new)


def _blocks(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Block]:
    for former, block, revision in places(old, new, _unit):
        if block is None or revision in (Revision.DELETED, Revision.MOVED_AWAY):
            assert former is not None
            yield replace(former, revision=revision)
        elif former is None:
            yield replace(block, revision=revision)
        elif revision:
            moved = _block(former, block) if _shape(former) == _shape(block) else block
            yield replace(moved, revision=revision, former=former)
        elif _shape(former) == _shape(block):
            yield _block(former, block)
        else:
            yield replace(former, revision=Revision.REPLACED)
            yield replace(block, revision=Revision.REPLACING, former=former)


def _unit(block: Block) -> Unit:
    """Return a block as alignment sees it: by its label, or its words as they were written, or as they print."""
    return Unit(plain_text(block), type(block).__name__.lower(), COUNTED.sub("", block.id))


def _shape(block: Block) -> object:
    """Return what must be the same of a block, or else the whole of it is replaced: the lines and columns it has."""
    match block:
        case List():
            return block.start
        case Table():
            lines = (block.caption, block.number, block.unit, block.remarks, block.source)
            return (*map(bool, lines), block.alignments, block.widths, block.is_wide)
        case Figure():
            return (*map(bool, (block.caption, block.number, block.source)),)
        case _:
            return None


def _block(old: Block, new: Block) -> Block:
    """Return two blocks of one kind laid over each other."""
    match new:
        case Heading():
            assert isinstance(old, Heading)
            former = old if _rank(old) != _rank(new) else None
            return replace(new, content=_inlines(old.content, new.content), former=former)
        case Paragraph():
            assert isinstance(old, Paragraph)
            content = _inlines(old.content, new.content)
            return replace(new, run_in=_inlines(old.run_in, new.run_in), content=content)
        case List():
            assert isinstance(old, List)
            return replace(new, items=tuple(_items(old.items, new.items)))
        case Quotation():
            assert isinstance(old, Quotation)
            return replace(new, content=tuple(_blocks(old.content, new.content)))
        case Table():
            assert isinstance(old, Table)
            return _table(old, new)
        case Figure():
            assert isinstance(old, Figure)
            return _figure(old, new)
        case Sidebar():
            assert isinstance(old, Sidebar)
            return _sidebar(old, new)
        case SourceList():
            assert isinstance(old, SourceList)
            return replace(new, entries=tuple(_entries(old.entries, new.entries)))
        case FolioMark():
            return new
        case _:
            assert_never(new)


def _figure(old: Figure, new: Figure) -> Figure:
    caption, source = _inlines(old.caption, new.caption), _source(old.source, new.source)
    former = old if old.mark != new.mark or is_redrawn(old, new) else None
    return replace(new, caption=caption, source=source, former=former)


def _sidebar(old: Sidebar, new: Sidebar) -> Sidebar:
    former = old if old.mark != new.mark else None
    content = tuple(_blocks(old.content, new.content))
    return replace(new, title=_inlines(old.title, new.title), content=content, former=former)


def _rank(heading: Heading) -> tuple[int, bool, bool]:
    """Return what the style of a heading depends on."""
    return heading.level, bool(heading.number), heading.in_appendix


def _source(old: Citation | None, new: Citation | None) -> Citation | None:
    if old is None or new is None or old.text == new.text:
        return new
    return replace(new, former=old)


def _inlines(old: tuple[Inline, ...], new: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return reworded(old, new, _note)


def _note(old: Note, new: Note) -> Note | None:
    """Return two notes laid over each other; None if they have not even their first paragraph in common."""
    content = new.content if old.content == new.content else tuple(_blocks(old.content, new.content))
    if content and content[0].revision:
        return None
    return replace(new, content=content, former=old if old.mark != new.mark else None)


def _items(old: Sequence[Item], new: Sequence[Item]) -> Iterator[Item]:
    """Yield the items of two lists; one whose mark stands before another paragraph now is another item."""
    for former, item, revision in places(old, new, lambda item: Unit(plain_text(item))):
        both = tuple(_blocks(former, item)) if former and item and not revision else ()
        if both and both[0].revision is None:
            yield both
        elif revision:
            shown = former if revision.is_gone else item
            yield tuple(replace(block, revision=revision) for block in shown or ())
        else:
            yield tuple(replace(block, revision=Revision.DELETED) for block in former or ())
            yield tuple(replace(block, revision=Revision.INSERTED) for block in item or ())


def _table(old: Table, new: Table) -> Table:
    rows: list[Row] = []
    revisions: list[Revision | None] = []
    for former, row, revision in places(old.rows, new.rows, _row_unit):
        revisions.append(revision)
        shown = former if revision and revision.is_gone else row
        assert shown is not None
        rows.append(shown if revision or not former else _cells(former, shown))
    lines: dict[str, Any] = {
        name: _inlines(getattr(old, name), getattr(new, name)) for name in ("caption", "unit", "remarks")
    }
    return replace(
        new,
        head=_cells(old.head, new.head),
        rows=tuple(rows),
        revisions=tuple(revisions) if any(revisions) else (),
        source=_source(old.source, new.source),
        former=old if old.mark != new.mark else None,
        **lines,
    )


def _row_unit(row: Row) -> Unit:
    return Unit("\t".join(plain_text(cell) for cell in row))


def _cells(old: Row, new: Row) -> Row:
    return tuple(_inlines(*cells) for cells in zip(old, new, strict=True))


def _entries(old: Sequence[SourceEntry], new: Sequence[SourceEntry]) -> Iterator[SourceEntry]:
    """Yield the entries of two lists of sources, each known by its key."""
    for former, entry, revision in places(old, new, lambda entry: Unit("", id=entry.source.key)):
        if revision:
            shown = former if revision.is_gone else entry
            assert shown is not None
            yield replace(shown, revision=revision)
        else:
            assert former is not None
            assert entry is not None
            content = _inlines(former.content, entry.content)
            yield replace(entry, content=content, former=former if former.mark != entry.mark else None)
