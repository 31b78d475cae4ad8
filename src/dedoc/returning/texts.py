"""Lines that both files have: what differs in them is told, and put into the patch."""

from __future__ import annotations

from collections.abc import Sequence

from dedoc.errors import N_
from dedoc.model import Heading, Paragraph
from dedoc.returning.arrange import Entry
from dedoc.returning.blocks import heading_change, quoted, rearrange
from dedoc.returning.changes import Change, Kind, shown
from dedoc.returning.comparer import Item, Kept, Outcome
from dedoc.returning.drawings import drawing_changes
from dedoc.returning.joints import join
from dedoc.returning.lines import END, Line
from dedoc.returning.pairs import OWN, Group
from dedoc.returning.passages import Passage
from dedoc.returning.rewriting import last_piece
from dedoc.returning.tables import TableOutcome
from dedoc.returning.work import Insertion, Work, left
from dedoc.returning.writer import Writer, is_unchanged, runs

CHANGED_SINCE = N_("the edition has changed here since the Word file was printed; compare both, and edit the chapter")


def compare_group(work: Work, group: Group, old: list[Line], new: list[Line]) -> None:
    """Tell what became of some lines, and put it into the patch."""
    if is_conflict(work, old, new):
        _tell_conflict(work, old, new)
        _enter(work, new[0], old[0], group)
    elif old[0].cells or new[0].cells:
        _enter(work, new[0], old[0], group)
        _compare_tables(work, old[0], new[0])
    else:
        homes = [work.sides.homes.get(id(line)) for line in old]
        outcome = work.comparer.compare(join(old, homes), join(new), homes[0].passage if homes[0] else None)
        if not _write(work, group, old, new, outcome):
            outcome.changes = [left(change) for change in outcome.changes]
        work.collect(outcome)
        work.result.changes += drawing_changes(work, old, new)
        _compare_levels(work, old[0], new[0])


def _enter(work: Work, line: Line, old: Line, group: Group) -> None:
    """Note whose line stands next in the returned file."""
    owner = work.owner(old)
    work.entries.append(Entry(line, owner, group.is_moved, is_furniture=owner is None))


def _write(work: Work, group: Group, old: list[Line], new: list[Line], outcome: Outcome) -> bool:
    """Put what became of some lines into the patch; return whether all of it could be written."""
    found = runs(outcome.items)
    carriers = _carriers(work, old, found)
    written = _written(work.writer, carriers, found)
    if written is None:
        carriers = [None] * len(found)
    first = len(work.entries)
    _enter_all(work, group, old, new, carriers)
    if written is None:
        return False
    for passage, text in written:
        _splice(work, passage, text)
    for index, (carrier, items) in enumerate(zip(carriers, found, strict=True)):
        if carrier is not None:
            _define_notes(work, carrier, items)
        elif items and index:
            work.insertions.append(Insertion(first + index, items, is_divided=True))
    return True


def _written(
    writer: Writer, carriers: Sequence[Passage | None], found: list[list[Item]]
) -> list[tuple[Passage, str]] | None:
    """Return the new source of each passage that changes; None where one cannot be written."""
    written: list[tuple[Passage, str]] = []
    start = 0
    for index, (passage, items) in enumerate(zip(carriers, found, strict=True)):
        if passage is None or not is_changed(writer, passage, items):
            continue
        is_last = not any(_keeps(passage, other) for other in found[index + 1 :])
        text = writer.run(passage, items, start=start if index else 0, is_last=is_last)
        if text is None:
            return None
        written.append((passage, text))
        start = last_piece(items, writer.spot) + 1
    return written


def _carriers(work: Work, old: list[Line], found: list[list[Item]]) -> list[Passage | None]:
    """Return for each new run the passage in whose place it goes: the first one it keeps something of."""
    taken: set[int] = set()
    carriers: list[Passage | None] = []
    for items in found:
        kept = (item.passage for item in items if isinstance(item, Kept) and not item.is_moved)
        passage = next((p for p in kept if id(p) not in taken), None)
        if passage is None and len(found) == 1:
            home = work.sides.homes.get(id(old[0]))
            passage = home.passage if home else None
        carriers.append(passage)
        if passage is not None:
            taken.add(id(passage))
    if carriers[0] is None and (index := next((i for i, p in enumerate(carriers) if p is not None), 0)):
        # The first part stands where the whole stood; what keeps something of it follows as a block of its own.
        carriers[0], carriers[index] = carriers[index], None
    return carriers


def _enter_all(work: Work, group: Group, old: list[Line], new: list[Line], carriers: Sequence[Passage | None]) -> None:
    """Note whose the new lines of a group are, and which blocks went into others."""
    for index, line in enumerate(new):
        passage = carriers[index] if index < len(carriers) else None
        if passage is not None:
            work.entries.append(Entry(line, passage.holders, group.is_moved))
        elif index == 0:
            _enter(work, line, old[0], group)
        else:
            work.entries.append(Entry(line))
    carried = {id(passage) for passage in carriers if passage is not None}
    for line in old if len(old) > 1 and carried else ():
        home = work.sides.homes.get(id(line))
        if home is not None and id(home.passage) not in carried:
            work.removed.append(home.passage.holders)


def _splice(work: Work, passage: Passage, text: str) -> None:
    spot = work.writer.spot(passage)
    assert spot is not None
    if spot.is_csv:
        original = work.sources.texts[spot.file][spot.start : spot.end]
        text = '"' + text.replace('"', '""') + '"' if original.startswith('"') else quoted(text)
    work.patch.put(spot.file, spot.start, spot.end, text)


def _define_notes(work: Work, passage: Passage, items: list[Item]) -> None:
    """Put the definitions of new notes behind the block that calls them."""
    found = work.arranger.top(passage.holders)
    for definition in work.writer.definitions(items):
        if found is not None:
            work.patch.insert_after(*found, definition)


def _compare_levels(work: Work, old: Line, new: Line) -> None:
    """Tell of a line that became a heading, or one of another level, or a line of text."""
    owner = work.owner(old)
    if owner is not None and len(owner) == 1 and isinstance(owner[0], Heading | Paragraph):
        change = heading_change(owner[0], old, new, work.depth, work.arranger, work.patch)
        if change is not None:
            work.tell(change)


def is_conflict(work: Work, old: list[Line], new: list[Line]) -> bool:
    """Whether lines differ in a file that has changed since, and nothing says that they were the same then."""
    if [line.text for line in old] == [line.text for line in new]:
        return False
    for line in old:
        owner = work.owner(line)
        if owner is None or not work.sides.is_stale(owner[0].location):
            continue
        shared = {name for other in new for name in other.anchors} & line.anchors.keys()
        # The name of a block without a label is made of its words: who bears it has not changed.
        is_same = any(name.startswith(OWN[0]) for name in shared) and not getattr(owner[-1], "label", "")
        if not is_same and line.text not in work.sides.originals:
            return True
    return False


def _tell_conflict(work: Work, old: list[Line], new: list[Line]) -> None:
    owner = work.owner(old[0])
    before, after = (shown(END.join(line.text for line in lines)) for lines in (old, new))
    place = owner[-1].location if owner else None
    work.tell(Change(Kind.TEXT, place, before, after, (), is_applied=False, is_conflict=True, remark=CHANGED_SINCE))


def is_changed(writer: Writer, passage: Passage, items: Sequence[Item]) -> bool:
    """Whether a run is other than what its passage prints."""
    spot = writer.spot(passage)
    return not is_unchanged(passage, items, len(spot.glyphs) if spot else -1)


def _keeps(passage: Passage, items: list[Item]) -> bool:
    return any(isinstance(item, Kept) and item.passage is passage for item in items)


# --- Tables ---------------------------------------------------------------------------------------------------------


def _compare_tables(work: Work, old: Line, new: Line) -> None:
    outcome = work.tables.compare(old, new)
    if outcome is None:
        if old.text != new.text:
            blocked = work.places.blocked(None, None, old.text)
            work.tell(Change(blocked.kind, blocked.place, shown(old.text), shown(new.text), (), is_applied=False))
        return
    for found in work.tables.outcomes(outcome):
        work.result.proposals += found.proposals
    is_written = _write_table(work, outcome, new)
    work.result.changes += outcome.changes if is_written else map(left, outcome.changes)


def _write_table(work: Work, outcome: TableOutcome, new: Line) -> bool:
    """Put what became of a table into the patch; return whether all of it could be written."""
    written: list[tuple[Passage, str]] = []
    for passage, found in (cell for row in outcome.rows for cell in row.cells.values()):
        if not any(change.is_applied for change in found.changes) or not is_changed(work.writer, passage, found.items):
            continue
        text = work.writer.run(passage, found.items)
        if text is None:
            return False
        written.append((passage, text))
    for passage, text in written:
        _splice(work, passage, text)
        items = next(f.items for row in outcome.rows for p, f in row.cells.values() if p is passage)
        _define_notes(work, passage, items)
    return not outcome.is_rearranged or rearrange(outcome, new, work.writer, work.patch)
