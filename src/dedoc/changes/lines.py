"""The lines that a block of an overlay prints, in segments: what is the same, what is deleted, what is inserted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from dedoc.changes.rewording import reworded
from dedoc.model import (
    Block,
    Emphasis,
    Figure,
    FolioMark,
    Heading,
    Inline,
    Link,
    List,
    Node,
    Note,
    Paragraph,
    Quotation,
    Reference,
    Revision,
    Sidebar,
    SourceEntry,
    SourceList,
    Strong,
    Table,
    Text,
)
from dedoc.walk import plain_text


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of the old text and of the new one. What nobody changed may differ too: the number of a figure."""

    old: str
    new: str
    is_changed: bool = False


Line = tuple[Segment, ...]
BETWEEN_CELLS, LINE_END = Segment(" | ", " | "), Segment("\n", "\n")


def joined(lines: Iterable[Line], revision: Revision | None = None) -> Line:
    """Return lines as one, with line ends between them; a ``revision`` is that of them all."""
    made: list[Segment] = []
    for index, line in enumerate(lines):
        for segment in (*([LINE_END] if index else ()), *_marked(line, revision)):
            if made and _is_one(made[-1], segment):
                before = made.pop()
                made.append(Segment(before.old + segment.old, before.new + segment.new, segment.is_changed))
            else:
                made.append(segment)
    return tuple(made)


def _is_one(first: Segment, second: Segment) -> bool:
    """Whether two segments can be told as one: the same was done to both."""
    return first.is_changed is second.is_changed and bool(first.old) is bool(second.old)


def block_lines(block: Block, *, is_deep: bool = True) -> Iterator[Line]:
    """Yield the lines of a block: headings, paragraphs, captions, rows; without ``is_deep`` not those of blocks in it.

    A block that is moved or replaced is shown with what was reworded in it.
    """
    revision = block.revision if block.revision in (Revision.INSERTED, Revision.DELETED) else None
    for line in _lines(block, is_deep=is_deep):
        if line:
            yield _marked(line, revision)


def _lines(block: Block, *, is_deep: bool) -> Iterator[Line]:
    match block:
        case Heading():
            yield line_segments(block.content)
        case Paragraph():
            yield line_segments((*block.run_in, *block.content))
        case List():
            for item in block.items:
                yield from _inside(item)
        case Quotation():
            yield from _inside(block.content)
        case Table():
            yield from _table(block)
        case Figure():
            yield line_segments(block.caption)
            yield _source(block)
        case Sidebar():
            yield line_segments(block.title)
            yield from _inside(block.content) if is_deep else ()
        case SourceList():
            yield from (_entry(entry) for entry in block.entries)
        case FolioMark():
            return
        case _:
            assert_never(block)


def _inside(blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        yield from (_marked(line, block.revision) for line in block_lines(block))


def _table(table: Table) -> Iterator[Line]:
    yield from (line_segments(line) for line in (table.caption, table.unit))
    for row, revision in zip((table.head, *table.rows), (None, *_revisions(table)), strict=True):
        cells = [line_segments(cell) for cell in row]
        line = [segment for index, cell in enumerate(cells) for segment in (*([BETWEEN_CELLS] if index else ()), *cell)]
        yield _marked(tuple(line), revision)
    yield line_segments(table.remarks)
    yield _source(table)


def _revisions(table: Table) -> tuple[Revision | None, ...]:
    return table.revisions or (None,) * len(table.rows)


def _source(block: Figure | Table) -> Line:
    source = block.source
    if source is None:
        return ()
    if source.former is None:
        return line_segments((source,))
    return compared(plain_text(source.former), plain_text(source))


def _entry(entry: SourceEntry) -> Line:
    return _marked(line_segments(entry.content), entry.revision)


def line_segments(content: Iterable[Inline], revision: Revision | None = None) -> Line:
    """Return the segments of inlines; a note shows by the mark where it is called."""
    return tuple(segment for node in content for segment in _segments(node, revision))


def _segments(node: Inline, revision: Revision | None) -> Iterator[Segment]:
    revision = revision or node.revision
    match node:
        case Emphasis() | Strong() | Link():
            yield from line_segments(node.content, revision)
        case Note():
            mark = node.former.mark if isinstance(node.former, Note) else node.mark
            yield from _marked((Segment(mark, node.mark),), revision)
        case Reference(former=Reference() as former) if not revision:
            yield Segment(former.text, node.text)
        case _:
            text = plain_text(node)
            yield from _marked((Segment(text, text),), revision) if text else ()


def _marked(line: Line, revision: Revision | None) -> Line:
    if revision is None:
        return line
    if revision.is_gone:
        return tuple(Segment(segment.old, "", is_changed=True) for segment in line)
    return tuple(Segment("", segment.new, is_changed=True) for segment in line)


def replaced_segments(old: Node, new: Block) -> Line:
    """Return the segments of a block that took the place of one of another shape."""
    return compared(_words(replace(old, revision=None)), _words(replace(new, revision=None)))


def _words(block: Node) -> str:
    assert isinstance(block, Block)
    return "".join(segment.new for segment in joined(block_lines(block)))


def compared(old: str, new: str) -> Line:
    """Return the segments of two texts."""
    return line_segments(reworded((Text(old),), (Text(new),), lambda _, note: note))
