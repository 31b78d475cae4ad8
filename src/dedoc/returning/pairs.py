"""Which lines of a Word file that came back are which lines of the one that was sent out."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from dedoc.changes import Unit, align
from dedoc.returning.lines import DRAWING, END, Line

OWN = ("_Block_", "_Ref_")
"""How bookmarks begin that the program makes; those of contents lists are made anew by Word."""

TRUSTED = 0.25
"""How alike a line must be to the one whose bookmark it bears; less, and another one may claim the bookmark."""

SHARED = 0.5
"""The part of a line that must come from a line that was cut, or that others were put into, to belong to it."""


@dataclass(slots=True)
class Group:
    """Lines that are compared as one: mostly one with one.

    Several new ones were one that was cut, several old ones were put together. ``is_moved`` says that they stand in
    another order than most of the text. Lines are given by their indices.
    """

    old: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    is_moved: bool = False


def pair(old: Sequence[Line], new: Sequence[Line], furniture: Container[int] = ()) -> list[Group]:
    """Return all lines, in the order of the new file; what is gone stands where it stood.

    ``furniture`` are the old lines that no chapter has: a new line in the place and style of one is that line.
    """
    owners = {name: index for index, line in enumerate(old) for name in line.anchors if name.startswith(OWN)}
    ids = _ids(old, new, owners)
    old_units = [_unit(line, _kind(line), str(index)) for index, line in enumerate(old)]
    kinds = {unit.words: unit.kind for unit in reversed(old_units)}
    new_units = []
    for index, line in enumerate(new):
        owner = ids.get(index)
        kind = old_units[owner].kind if owner is not None else kinds.get(line.text, _kind(line))
        new_units.append(_unit(line, kind, "" if owner is None else str(owner)))
    claimed = set(ids.values())
    old_units = [unit if index in claimed else _unit(old[index], unit.kind, "") for index, unit in enumerate(old_units)]
    groups = []
    for found in align(old_units, new_units):
        one = [] if found.old is None else [found.old]
        other = [] if found.new is None else [found.new]
        groups.append(Group(one, other, found.is_moved))
    groups = _furnished(groups, old, new, furniture)
    return _put_together(_cut(groups, old, new), old, new)


def _furnished(groups: list[Group], old: Sequence[Line], new: Sequence[Line], furniture: Container[int]) -> list[Group]:
    """Return the groups with furniture that was written anew put together with what it was."""
    found: list[Group] = []
    for group in groups:
        last = found[-1] if found else None
        if last is not None and not last.new and not group.old and last.old[0] in furniture:
            styles = {line.paragraph.style.casefold() for line in (old[last.old[0]], new[group.new[0]])}
            if len(styles) == 1:
                last.new = group.new
                continue
        found.append(group)
    return found


def _kind(line: Line) -> str:
    if line.cells:
        return "table"
    # Text can become a heading and a heading text: to be paired they are of one kind.
    return "text" if line.text.strip(DRAWING) else "drawing"


def _unit(line: Line, kind: str, name: str) -> Unit:
    words = line.text
    if kind == "drawing":
        words = "".join(t.drawing.alternative or t.drawing.part for t in line.tokens if t.drawing)
    return Unit(words, kind, name)


def _ids(old: Sequence[Line], new: Sequence[Line], owners: dict[str, int]) -> dict[int, int]:
    """Return for each new line the old one that its bookmarks say it is; each old one is given once."""
    texts = {line.text: index for index, line in enumerate(old)}
    wishes = []
    for index, line in enumerate(new):
        found: dict[int, int] = {}
        for name, count in line.anchors.items():
            if name in owners:
                found[owners[name]] = max(count, found.get(owners[name], 0))
        for owner in found:
            like = likeness(old[owner].text, line.text)
            # Words that are those of another line, under a bookmark whose own line is elsewhere: it was pasted along.
            if like < TRUSTED and texts.get(line.text, owner) != owner:
                continue
            wishes.append((-like, index, owner))
    given: dict[int, int] = {}
    for _, index, owner in sorted(wishes):
        if index not in given and owner not in given.values():
            given[index] = owner
    return given


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 -- only comparisons wait for it

    return float(ratio(one, other)) / 100


def _share(part: str, whole: str, taken: str) -> float:
    """Return how much of a part comes from a whole, of which ``taken`` is accounted for by others."""
    left = SequenceMatcher(None, whole, taken, autojunk=False)
    rest = "".join(whole[i:j] for tag, i, j, _, _ in left.get_opcodes() if tag in ("delete", "replace"))
    match = SequenceMatcher(None, rest, part, autojunk=False)
    return sum(block.size for block in match.get_matching_blocks() if block.size > 1) / max(len(part), 1)


def _cut(groups: list[Group], old: Sequence[Line], new: Sequence[Line]) -> list[Group]:
    """Return the groups with new lines put to the old line before or after them that they were cut from."""
    found: list[Group] = []
    for index, group in enumerate(groups):
        if group.old or not group.new:
            found.append(group)
            continue
        text = new[group.new[0]].text
        before = next((g for g in reversed(found) if g.new), None)
        after = next((g for g in groups[index + 1 :] if g.new), None)
        if before is not None and before.old and _is_cut(text, before, old, new):
            before.new.append(group.new[0])
        elif after is not None and after.old and _is_cut(text, after, old, new):
            after.new.insert(0, group.new[0])
        else:
            found.append(group)
    return found


def _is_cut(text: str, group: Group, old: Sequence[Line], new: Sequence[Line]) -> bool:
    if DRAWING in text or any(old[i].cell or DRAWING in old[i].text for i in group.old):
        return False
    whole = END.join(old[i].text for i in group.old)
    taken = "".join(new[i].text for i in group.new)
    return len(text) > 1 and _share(text, whole, taken) >= SHARED


def _put_together(groups: list[Group], old: Sequence[Line], new: Sequence[Line]) -> list[Group]:
    """Return the groups with old lines that are gone put to the line before or after them that they went into."""
    found: list[Group] = []
    for index, group in enumerate(groups):
        if group.new or not group.old:
            found.append(group)
            continue
        before = next((g for g in reversed(found) if g.old and g.old[-1] == group.old[0] - 1), None)
        after = next((g for g in groups[index + 1 :] if g.old and g.old[0] == group.old[0] + 1), None)
        if before is not None and before.new and _went_into(group.old[0], before, old, new):
            before.old.append(group.old[0])
        elif after is not None and after.new and _went_into(group.old[0], after, old, new):
            after.old.insert(0, group.old[0])
        else:
            found.append(group)
    return found


def _went_into(gone: int, group: Group, old: Sequence[Line], new: Sequence[Line]) -> bool:
    if DRAWING in old[gone].text or any(DRAWING in new[i].text for i in group.new):
        return False
    whole = "".join(new[i].text for i in group.new)
    taken = "".join(old[i].text for i in group.old)
    return len(old[gone].text) > 1 and _share(old[gone].text, whole, taken) >= SHARED
