"""One cell printed into a store, and what became of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from dedoc.build import Made, make
from dedoc.errors import DedocError, Problem
from dedoc.matrix.cells import Cell, digest_of
from dedoc.matrix.results import find, is_whole, keep, place, what_prints
from dedoc.matrix.store import open_store

SURROUNDINGS = ("SOURCE_DATE_EPOCH", "DEDOC_ROOT")
"""The variables that outputs depend on: tasks take them along, for a worker may have others."""


class Fate(Enum):
    """What became of a cell: made now, kept from before, refused for what is wrong in it, or lost on the way."""

    MADE = "made"
    KEPT = "kept"
    REFUSED = "refused"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Task:
    """A cell to be printed: its key, by what, into which store, and where the command runs."""

    cell: Cell
    key: str
    printer: str
    store: str
    here: Path
    surroundings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task, and why if it was not made. Only what was lost is worth another try."""

    fate: Fate
    problems: tuple[Problem, ...] = ()


def lost(message: str, hint: str = "", **values: object) -> Outcome:
    """Return the outcome of a task that may do better another time."""
    return Outcome(Fate.LOST, (Problem(message, None, hint, values=values),))


def too_large() -> Outcome:
    """Return the outcome of a task that asked for more memory than it may have."""
    return lost("printing needs more memory than it may have", "allow more with --memory-limit")


def run_task(task: Task) -> Outcome:
    """Print a cell into the store unless it is there already, and put its outputs in place; never a part of it."""
    try:
        _go_there(task)
    except OSError as error:
        hint = "a cluster works in folders that all its machines share under one name"
        return lost("“{folder}” is not on this machine: {reason}", hint, folder=task.here, reason=error.strerror)
    try:
        if what_prints() != task.printer:
            hint = "install the same dedoc, Python and locked packages on every machine"
            return lost("a worker prints with other tools than those that were asked for", hint)
        store = open_store(task.store)
        if is_whole(store, find(store, task.key)):
            return Outcome(Fate.MADE)
        made = _make(task.cell)
        if digest_of(task.cell) != task.cell.digest:
            return lost("a source changed while it was printed")
        if isinstance(made, Outcome):
            return made
        record = keep(store, task.key, made)
    except MemoryError:
        return too_large()
    except DedocError as error:
        return Outcome(Fate.LOST, error.problems)
    # Many write faster than one; where this machine cannot, who asked will, or tell why not.
    with suppress(DedocError):
        place(store, record, task.cell.target)
    return Outcome(Fate.MADE)


def _go_there(task: Task) -> None:
    """Take the working folder and the variables of who asked."""
    os.chdir(task.here)
    for name in SURROUNDINGS:
        os.environ.pop(name, None)
    os.environ.update(task.surroundings)


def _make(cell: Cell) -> Made | Outcome:
    try:
        return make(cell.order, shown=cell.folder.name)
    except DedocError as error:
        return Outcome(Fate.REFUSED, error.problems)
