"""A Word file with all its tracked changes accepted, or all of them rejected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from dedoc.wordfile.model import Atom, Block, Call, Cell, Change, Drawing, Paragraph, Revision, Row, Table, Words

IsGone: TypeAlias = Callable[[Change], bool]


def accepted(change: Change) -> bool:
    """Whether what a change speaks of is gone once all changes are accepted."""
    return change.is_gone


def rejected(change: Change) -> bool:
    """Whether what a change speaks of is gone once all changes are rejected."""
    return not change.is_gone


def is_gone(revisions: Iterable[Revision], gone: IsGone) -> bool:
    """Whether one of several changes makes what they speak of go."""
    return any(gone(revision.change) for revision in revisions)


def settled(blocks: tuple[Block, ...], gone: IsGone, *, keep: bool = False) -> tuple[Block, ...]:
    """Return the blocks with their changes accepted, or rejected: paragraphs whose end is gone run on into the next.

    With ``keep``, words that are gone stay in their paragraphs, to be told apart by their revisions.
    """
    found: list[Block] = []
    waiting: Paragraph | None = None
    for block in blocks:
        match block:
            case Paragraph():
                whole = _joined(waiting, _settled_words(block, gone, keep=keep), gone)
                waiting = whole if is_gone(block.revisions, gone) else None
                if waiting is None:
                    found.append(whole)
            case Table():
                table = _settled_table(block, gone, keep=keep)
                found += [table] if table.rows else []
    # The last end of a story cannot go: what waits for a next paragraph has none.
    if waiting is not None and (_has_words(waiting, gone) or not found):
        found.append(waiting)
    return tuple(found)


def _joined(first: Paragraph | None, second: Paragraph, gone: IsGone) -> Paragraph:
    """Return two paragraphs as one; it is of the kind of the first, if that has words left."""
    if first is None:
        return second
    kind = first if _has_words(first, gone) else second
    return replace(kind, atoms=(*first.atoms, *second.atoms), revisions=second.revisions)


def _has_words(paragraph: Paragraph, gone: IsGone) -> bool:
    return any(
        isinstance(atom, Words | Call | Drawing) and not is_gone(atom.revisions, gone) for atom in paragraph.atoms
    )


def _settled_words(paragraph: Paragraph, gone: IsGone, *, keep: bool) -> Paragraph:
    atoms = paragraph.atoms if keep else tuple(_left(paragraph.atoms, gone))
    return replace(paragraph, atoms=tuple(_settled_box(atom, gone) for atom in atoms))


def _left(atoms: Iterable[Atom], gone: IsGone) -> Iterator[Atom]:
    return (atom for atom in atoms if not is_gone(getattr(atom, "revisions", ()), gone))


def _settled_box(atom: Atom, gone: IsGone) -> Atom:
    """Return a drawing with the text in it settled; any other atom as it is."""
    if isinstance(atom, Drawing) and atom.content:
        return replace(atom, content=settled(atom.content, gone))
    return atom


def _settled_table(table: Table, gone: IsGone, *, keep: bool) -> Table:
    rows = (row for row in table.rows if not is_gone(row.revisions, gone))
    return replace(table, rows=tuple(_settled_row(row, gone, keep=keep) for row in rows))


def _settled_row(row: Row, gone: IsGone, *, keep: bool) -> Row:
    cells: list[Cell] = [replace(cell, content=settled(cell.content, gone, keep=keep)) for cell in row.cells]
    return replace(row, cells=tuple(cells))
