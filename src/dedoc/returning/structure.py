"""Blocks that came, went or moved: told, and put into the patch."""

from __future__ import annotations

from dataclasses import replace

from dedoc.errors import N_, Location
from dedoc.importing.notes import unique
from dedoc.model import Figure, Sidebar, Table
from dedoc.returning.arrange import Entry, Owner, Spot, held_alike
from dedoc.returning.blocks import new_block
from dedoc.returning.changes import Change, Kind, shown
from dedoc.returning.lines import DRAWING, Line
from dedoc.returning.pairs import OWN
from dedoc.returning.tracked import deleters
from dedoc.returning.work import Insertion, Work, left, signed
from dedoc.returning.writer import CALL_OF, DEFINED, typed

GONE_SINCE = N_("this stood in the edition when the Word file was printed, and has been changed or deleted since")
NEW_OR_GONE = N_("the Word file does not have this: it was deleted there, or written since the file was printed")
ON_COVER = N_("dedoc writes the covers from edition.yaml; put it there, or into a chapter")
PART_GONE = N_("this cannot be deleted by itself; look at it in the chapter or in figures/")
ACROSS = N_("it went into or out of a list, a quotation or a sidebar; move it in the chapter")


def note_new(work: Work, line: Line) -> None:
    """Note a line that the edition does not have; it is put in once all other lines are known."""
    work.entries.append(Entry(line))
    known = {name for old in work.sides.old for name in old.anchors}
    is_own = any(name.startswith(OWN[0]) and name not in known for name in line.anchors)
    change = Change(Kind.INSERTED, None, "", shown(line.text), signed(line))
    if is_own and work.sides.stale:
        work.tell(replace(left(change, GONE_SINCE), is_conflict=True))
    elif line.text and not line.text.strip(DRAWING):
        remark, values = work.places.picture_remark()
        work.tell(replace(left(change, remark), kind=Kind.PICTURE, values=values))
    elif line.text:
        work.insertions.append(Insertion(len(work.entries) - 1, typed(line), is_divided=False))


def arrange(work: Work) -> None:
    """Put new blocks in and move others, in the order of the returned file."""
    insertions = {insertion.entry: insertion for insertion in work.insertions}
    whole = _moved_whole(work)
    seen: set[int] = set()
    for index, entry in enumerate(work.entries):
        if index in insertions:
            _insert(work, insertions[index])
        elif entry.is_moved and entry.owner is not None:
            # What a list or a sidebar holds moves with it, if all of it does.
            owner = entry.owner[:1] if id(entry.owner[0]) in whole else entry.owner
            if id(owner[-1]) not in seen:
                seen.add(id(owner[-1]))
                text = shown(entry.line.text)
                change = Change(Kind.MOVED, owner[-1].location, text, text, signed(entry.line))
                work.tell(_moved(work, index, owner, change))


def _insert(work: Work, insertion: Insertion) -> None:
    """Put a new block into the source, behind the one before it; a part of one that was divided is told already."""
    line = work.entries[insertion.entry].line
    change = Change(Kind.INSERTED, None, "", shown(line.text), signed(line))
    if _is_on_cover(work, insertion.entry):
        work.tell(left(replace(change, kind=Kind.METADATA), ON_COVER))
        return
    spot = work.arranger.place(insertion.entry)
    if spot is not None and line.paragraph.level is not None and work.arranger.is_inside(insertion.entry):
        work.tell(left(change, ACROSS))
        return
    block = new_block(line, insertion.items, spot.file, work.writer, work.depth) if spot else None
    if spot is None or block is None:
        work.tell(left(change))
        return
    work.arranger.put(spot, block)
    _define_notes(work, spot, insertion)
    if not insertion.is_divided:
        work.tell(replace(change, place=Location(spot.file, spot.extent.start + 1)))


def _is_on_cover(work: Work, index: int) -> bool:
    """Whether a new line stands among lines that no chapter has, or behind one of its style."""
    before = next((entry for entry in work.entries[:index][::-1] if entry.owner or entry.is_furniture), None)
    behind = next((entry for entry in work.entries[index + 1 :] if entry.owner or entry.is_furniture), None)
    if before is None or not before.is_furniture:
        return before is None and behind is not None and behind.is_furniture
    style = work.entries[index].line.paragraph.style.casefold()
    is_alike = before.line.paragraph.style.casefold() == style
    return is_alike or behind is None or behind.is_furniture


def _define_notes(work: Work, spot: Spot, insertion: Insertion) -> None:
    """Put the definitions of the notes in a new block behind it, or behind what holds it."""
    found = work.arranger.top(spot.holder) if spot.holder else (spot.file, spot.extent)
    for definition in work.writer.definitions(insertion.items):
        if found is not None:
            work.patch.insert_after(*found, definition)


def cut_gone(work: Work) -> None:
    """Take out the blocks of which no line is left, and tell of lines that cannot go by themselves."""
    there = {id(entry.owner[-1]) for entry in work.entries if entry.owner}
    taken: set[int] = set()
    for owner in work.removed:
        _cut(work, owner, taken)
    for line in (work.sides.old[group.old[0]] for group in work.groups if not group.new):
        holder = work.owner(line)
        change = _deletion(work, line, holder)
        if change.is_conflict:
            work.tell(change)
        elif holder is None or id(holder[-1]) in there:
            work.tell(_part_gone(work, change, line, holder))
        elif id(holder[-1]) not in taken:
            work.tell(change if _cut(work, holder, taken) else left(change))
        elif not isinstance(holder[-1], Figure | Table):
            work.tell(change)


def _deletion(work: Work, line: Line, owner: Owner | None) -> Change:
    place = owner[-1].location if owner else None
    by = deleters(work.sides.returned, work.sides.habits, line.text)
    change = Change(Kind.DELETED, place, shown(line.text), "", by)
    is_safe = line.text in work.sides.originals
    if owner and work.sides.is_stale(owner[0].location) and not is_safe:
        return replace(left(change, NEW_OR_GONE), is_conflict=True)
    return change


def _part_gone(work: Work, change: Change, line: Line, owner: Owner | None) -> Change:
    """Return the deletion of a line that is only a part of its block, or of none."""
    home = work.sides.homes.get(id(line))
    is_caption = home is not None and home.passage.part in ("caption", "source")
    if owner is None or (is_caption and isinstance(owner[-1], Figure)):
        blocked = work.places.blocked(None, home.passage if home else None, line.text)
        return replace(blocked, before=change.before, authors=change.authors)
    kind = Kind.PICTURE if DRAWING in line.text else Kind.TEXT
    return replace(left(change, PART_GONE), kind=kind)


def _cut(work: Work, owner: Owner, taken: set[int]) -> bool:
    """Take a block out of the source; return whether its place is known."""
    found = work.arranger.extent(owner)
    taken.add(id(owner[-1]))
    if found is None:
        return False
    work.patch.text_of(*found)
    work.patch.cut(*found)
    return True


def _moved_whole(work: Work) -> set[int]:
    """Return the lists, quotations and sidebars of which every line moved, and all of them to one place."""
    lines: dict[int, list[int]] = {}
    for index, entry in enumerate(work.entries):
        if (entry.owner is not None and len(entry.owner) > 1) or (
            entry.owner is not None and isinstance(entry.owner[0], Sidebar)
        ):
            lines.setdefault(id(entry.owner[0]), []).append(index)
    return {
        key
        for key, found in lines.items()
        if all(work.entries[index].is_moved for index in found) and found[-1] - found[0] == len(found) - 1
    }


def _moved(work: Work, index: int, owner: Owner, change: Change) -> Change:
    spot, found = work.arranger.place(index, owner), work.arranger.extent(owner)
    if spot is None or found is None:
        return left(change)
    is_across = len(owner) == 1 and work.arranger.is_inside(index)
    if is_across or not held_alike((*spot.holder, owner[-1]), owner):
        return left(change, ACROSS)
    block = work.patch.text_of(*found)
    work.patch.cut(*found)
    definitions: list[str] = []
    if spot.file != found[0]:
        block, definitions = _with_notes(work, block, found[0], spot.file)
    work.arranger.put(spot, block)
    for definition in definitions:
        work.patch.insert_after(spot.file, spot.extent, definition)
    return change


def _with_notes(work: Work, block: str, old: str, new: str) -> tuple[str, list[str]]:
    """Return a block that goes to another chapter, and the definitions of its notes, by names that are free there."""
    taken = set(DEFINED.findall(work.sources.texts[new]))
    definitions: list[str] = []
    for name in dict.fromkeys(CALL_OF.findall(block)):
        free = unique(name, taken)
        taken.add(free)
        for extent in work.sources.extents(old):
            start, end = work.patch.lines(old, extent)
            match = DEFINED.match(work.sources.texts[old], start)
            if extent.kind == "footnote_reference" and match and match[1] == name:
                text = work.patch.shown(old, start, end).strip()
                definitions.append(text.replace(f"[^{name}]:", f"[^{free}]:", 1))
                block = block.replace(f"[^{name}]", f"[^{free}]")
    return block, definitions
