"""A matrix printed: what is there is left alone, what is lost is tried again, and one that fails stops no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from dedoc.errors import DedocError, Problem
from dedoc.matrix.cells import Cell, Survey, digest_of
from dedoc.matrix.engines import Engine
from dedoc.matrix.results import find, key_of, place, what_prints
from dedoc.matrix.store import open_store
from dedoc.matrix.tasks import SURROUNDINGS, Fate, Outcome, Task, lost


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of one cell in the end: after how many attempts, with which files, and what an editor should know."""

    name: str
    fate: Fate
    problems: tuple[Problem, ...]
    attempts: int = 0
    files: tuple[Path, ...] = ()
    pages: int = 0

    @property
    def is_well(self) -> bool:
        """Whether its outputs are in their place."""
        return self.fate in (Fate.MADE, Fate.KEPT)


@dataclass(slots=True)
class _Run:
    """A matrix being printed: where results are kept, how often is tried, and what is told of each cell that ended."""

    store: str
    tell: Callable[[Ended], None]
    printer: str = field(default_factory=what_prints)
    ended: list[Ended] = field(default_factory=list)

    def task(self, cell: Cell) -> Task:
        surroundings = {name: os.environ[name] for name in SURROUNDINGS if name in os.environ}
        key = key_of(cell, self.printer, surroundings.get("SOURCE_DATE_EPOCH"))
        return Task(cell, key, self.printer, self.store, Path.cwd(), surroundings)

    def end(self, ended: Ended) -> None:
        self.ended.append(ended)
        self.tell(ended)


def run_matrix(
    found: Survey, engine: Engine, store: str, retries: int, tell: Callable[[Ended], None] = lambda _: None
) -> tuple[Ended, ...]:
    """Print the cells that the store does not hold, put all outputs in place, and return what became of each by name.

    ``retries`` is how often a cell that was lost is tried again, after all others. OutputError where dedoc was
    installed without its lock; ProjectError if the engine cannot be used at all.
    """
    run = _Run(store, tell)
    for name, problems in found.refused.items():
        run.end(Ended(name, Fate.REFUSED, problems))
    left = list(found.cells)
    for attempt in range(1, retries + 2):
        fresh = left if attempt == 1 else [replace(cell, digest=digest_of(cell)) for cell in left]
        left = []
        with closing(_attempt(run, engine, fresh, attempt)) as tried:
            for cell, ended in tried:
                if ended.fate is Fate.LOST and attempt <= retries:
                    left.append(cell)
                else:
                    run.end(ended)
    return tuple(sorted(run.ended, key=lambda each: each.name))


def _attempt(run: _Run, engine: Engine, cells: Sequence[Cell], attempt: int) -> Generator[tuple[Cell, Ended]]:
    """Yield each cell with what became of it when it was tried once; the engine has those that the store lacks."""
    todo = []
    for task in map(run.task, cells):
        ended = _settled(run, task, Fate.KEPT if attempt == 1 else Fate.MADE, attempt - 1)
        if ended is None:
            todo.append(task)
        else:
            yield task.cell, ended
    # Closed whatever happens, so that no process goes on printing for nobody.
    with closing(engine.run(todo)) as outcomes:
        for task, outcome in outcomes:
            yield task.cell, _ended(run, task, outcome, attempt)


def _ended(run: _Run, task: Task, outcome: Outcome, attempt: int) -> Ended:
    if outcome.fate is not Fate.MADE:
        return Ended(task.cell.name, outcome.fate, outcome.problems, attempt)
    gone = lost("the result is not in the store", "the machines of a cluster must share it: name it with --store")
    return _settled(run, task, Fate.MADE, attempt) or Ended(task.cell.name, gone.fate, gone.problems, attempt)


def _settled(run: _Run, task: Task, fate: Fate, attempts: int) -> Ended | None:
    """Put the outputs of a cell in place as the store has them; None if it has not."""
    cell = task.cell
    try:
        store = open_store(run.store)
        record = find(store, task.key)
        if record is None or not place(store, record, cell.target):
            return None
    except DedocError as error:
        return Ended(cell.name, Fate.LOST, error.problems, attempts)
    files = tuple(cell.target / name for name in record.files)
    return Ended(cell.name, fate, record.problems, attempts, files, record.pages)


def counts(ended: Sequence[Ended]) -> dict[str, int]:
    """Return how many cells had which fate, by its name."""
    fates = [each.fate for each in ended]
    return {fate.value: fates.count(fate) for fate in Fate}


def report_of(ended: Sequence[Ended], data_of: Callable[[Problem], Mapping[str, object]], root: Path) -> object:
    """Return the report on a matrix for other programs: what became of each cell, and how many of which fate."""
    return {
        "ok": all(each.is_well for each in ended),
        "counts": counts(ended),
        "cells": [
            {
                "name": each.name,
                "fate": each.fate.value,
                "attempts": each.attempts,
                "pages": each.pages,
                "files": [os.path.relpath(path, root) for path in each.files],
                "problems": [data_of(problem) for problem in each.problems],
            }
            for each in ended
        ],
    }
