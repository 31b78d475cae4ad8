"""What an overlay tells: a list of changes, chapter by chapter, each with its old and its new words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from dedoc.changes.drawings import Detail, drawing_details
from dedoc.changes.lines import Segment, block_lines, joined, line_segments, replaced_segments
from dedoc.errors import Location
from dedoc.model import (
    Block,
    Document,
    Figure,
    Heading,
    List,
    Node,
    Note,
    Paragraph,
    Quotation,
    Revision,
    Sidebar,
)
from dedoc.overlays import is_gone
from dedoc.walk import find


class Kind(Enum):
    """What happened to a block or a note."""

    REWRITTEN = "rewritten"
    MOVED = "moved"
    MOVED_REWRITTEN = "moved and rewritten"
    NEW = "new"
    GONE = "gone"
    LEVEL = "level changed"


@dataclass(frozen=True, slots=True)
class Rank:
    """The level of a heading, and whether it bears a number."""

    level: int
    is_numbered: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: what happened to what, with its words, and where it was and is in the source.

    ``what`` is the kind of block, “note” or “item”; ``ranks`` are the old and the new rank of a heading that changed
    it. ``details`` say what is other in a drawing.
    """

    kind: Kind
    what: str
    segments: tuple[Segment, ...]
    old: Location | None = None
    new: Location | None = None
    ranks: tuple[Rank, Rank] | None = None
    details: tuple[Detail, ...] = ()


@dataclass(slots=True)
class Chapter:
    """A chapter and its changes; ``same`` blocks print what they printed. The parts around the body have no title."""

    title: str
    part: str = "body"
    entries: list[Entry] = field(default_factory=list)
    same: int = 0

    def count(self, kind: Kind) -> int:
        """Return how many changes are of a kind."""
        return sum(entry.kind is kind for entry in self.entries)


def chapters(overlay: Document) -> list[Chapter]:
    """Return the changes of a whole report: before the body, chapter by chapter, and after it."""
    made = [Chapter("", "front"), *_body(overlay.body), Chapter("", "back")]
    for chapter, blocks in ((made[0], overlay.front), (made[-1], overlay.back)):
        for block in blocks:
            _add(chapter, block)
    return [chapter for chapter in made if chapter.entries or chapter.same]


def _body(blocks: Iterable[Block]) -> list[Chapter]:
    made = [current := Chapter("")]
    gone: Chapter | None = None
    for block in blocks:
        begins = isinstance(block, Heading) and block.level == 1
        if begins and block.revision is Revision.DELETED:
            made.append(gone := Chapter(_title(block)))
        elif begins and not is_gone(block):
            made.append(current := Chapter(_title(block)))
        if not is_gone(block):
            gone = None
        _add(gone or current, block)
    return made


def _title(block: Block) -> str:
    assert isinstance(block, Heading)
    return block.mark + "".join(segment.new or segment.old for segment in line_segments(block.content))


def _add(chapter: Chapter, block: Block) -> None:
    found = list(entries(block))
    chapter.entries += found
    chapter.same += not found and not is_gone(block)


def entries(block: Block, what: str = "") -> Iterator[Entry]:
    """Yield the changes of a block, then those of what stands in it; what moved or was replaced is told once."""
    match block.revision:
        case Revision.INSERTED | Revision.DELETED:
            yield _whole(block, what)
            yield from (_whole_note(note, block.revision) for note in find(block, Note))
        case Revision.MOVED_AWAY | Revision.REPLACED:
            return
        case Revision.REPLACING:
            yield _replaced(block, what)
        case Revision.MOVED_HERE:
            yield from _moved(block, what)
        case None:
            yield from _in_place(block, what)


def _whole(block: Block, what: str) -> Entry:
    is_new = block.revision is Revision.INSERTED
    segments = joined(block_lines(block))
    if is_new:
        return Entry(Kind.NEW, what or _name(block), segments, new=block.location)
    return Entry(Kind.GONE, what or _name(block), segments, old=block.location)


def _replaced(block: Block, what: str) -> Entry:
    former = block.former
    assert former is not None
    segments = tuple(replaced_segments(former, block))
    return Entry(Kind.REWRITTEN, what or _name(block), segments, former.location, block.location)


def _moved(block: Block, what: str) -> Iterator[Entry]:
    former = block.former
    assert former is not None
    segments, details = joined(block_lines(block)), _details(former, block)
    if not any(segment.is_changed for segment in segments):
        # One of another shape was not laid over what it was.
        segments = tuple(replaced_segments(former, block))
    is_rewritten = bool(details) or any(segment.is_changed for segment in segments)
    kind = Kind.MOVED_REWRITTEN if is_rewritten else Kind.MOVED
    yield Entry(kind, what or _name(block), segments, former.location, block.location, _ranks(block), details)
    yield from _notes(block)


def _in_place(block: Block, what: str) -> Iterator[Entry]:
    match block:
        case List():
            for item in block.items:
                for inner in item:
                    yield from entries(inner, "item" if isinstance(inner, Paragraph) else "")
            return
        case Quotation():
            for inner in block.content:
                yield from entries(inner, "quotation")
            return
        case _:
            yield from _rewritten(block, what)
    if isinstance(block, Sidebar):
        for inner in block.content:
            yield from entries(inner)


def _rewritten(block: Block, what: str) -> Iterator[Entry]:
    own = list(block_lines(block, is_deep=False))
    changed = [line for line in own if any(segment.is_changed for segment in line)]
    ranks, details = _ranks(block), _details(block.former, block)
    if changed or details or ranks:
        kind = Kind.LEVEL if ranks and not changed else Kind.REWRITTEN
        shown = changed if len(own) > 1 and changed else own
        old = block.former.location if block.former else None
        yield Entry(kind, what or _name(block), joined(shown), old, block.location, ranks, details)
    yield from _notes(block)


def _notes(block: Block) -> Iterator[Entry]:
    """Yield what happened to the notes that a block calls."""
    for note in find(block, Note):
        if note.revision:
            yield _whole_note(note, note.revision)
            continue
        lines = [line for inner in note.content for line in block_lines(inner)]
        if any(segment.is_changed for line in lines for segment in line):
            yield Entry(Kind.REWRITTEN, "note", joined(lines), new=note.location)


def _whole_note(note: Note, revision: Revision) -> Entry:
    lines = [line for inner in note.content for line in block_lines(inner)]
    if revision.is_gone:
        return Entry(Kind.GONE, "note", joined(lines, revision), old=note.location)
    return Entry(Kind.NEW, "note", joined(lines, revision), new=note.location)


def _name(block: Block) -> str:
    return type(block).__name__.lower()


def _ranks(block: Block) -> tuple[Rank, Rank] | None:
    """Return the ranks of a heading that has another one than before."""
    former = block.former
    if not isinstance(block, Heading) or not isinstance(former, Heading):
        return None
    before, now = (Rank(heading.level, bool(heading.number)) for heading in (former, block))
    return (before, now) if before != now else None


def _details(former: Node | None, block: Block) -> tuple[Detail, ...]:
    if isinstance(block, Figure) and isinstance(former, Figure):
        return tuple(drawing_details(former, block))
    return ()
