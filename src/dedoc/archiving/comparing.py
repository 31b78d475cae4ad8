"""What changed from one bag to another: outputs, sources, program and tools."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dedoc.archiving.bag import PAYLOAD
from dedoc.archiving.differing import difference
from dedoc.archiving.judging import STATEMENT, verify_bag
from dedoc.archiving.opening import Bag
from dedoc.archiving.provenance import read_statement
from dedoc.errors import N_

ADDED, GONE, CHANGED = N_("new"), N_("gone"), N_("changed")


@dataclass(frozen=True, slots=True)
class Difference:
    """One file or tool in which two bags differ; ``message`` with its ``values`` says where, for what changed."""

    kind: str
    name: str
    message: str
    values: dict[str, object]


def compare_bags(old: Path, new: Path) -> tuple[Difference, ...]:
    """Return what differs between two bags, in the order of names; ContentError if one of them is not well."""
    first, second = (verify_bag(path)[0] for path in (old, new))
    # What describes the bag differs whenever something else does.
    left_out = ("data/metadata/", "data/README.txt")
    mine, theirs = (
        {name: data for name, data in bag.files.items() if name.startswith(PAYLOAD) and not name.startswith(left_out)}
        for bag in (first, second)
    )
    found = []
    for name in sorted({*mine, *theirs}):
        one, other = mine.get(name), theirs.get(name)
        if one is None or other is None:
            found.append(Difference(ADDED if one is None else GONE, name, "", {}))
        elif one != other:
            found.append(Difference(CHANGED, name, *difference(name, one, other)))
    return (*found, *_tools(first, second))


def _tools(old: Bag, new: Bag) -> list[Difference]:
    """Return the tools of which only one bag knows, or that have another hash."""
    mine, theirs = (read_statement(bag.files[STATEMENT])[2] for bag in (old, new))
    kinds = {name: GONE if name not in theirs else ADDED if name not in mine else CHANGED for name in {*mine, *theirs}}
    return [Difference(kinds[name], name, "", {}) for name in sorted(kinds) if mine.get(name) != theirs.get(name)]
