"""``dedoc build --all``: a matrix of editions, languages and looks, on this machine or on a cluster."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dedoc.cli.ordering import order_of
from dedoc.cli.telling import INTERRUPTED, PROBLEMS, USAGE, WELL, clear_line, problem_data, shown
from dedoc.errors import Location, Problem

if TYPE_CHECKING:
    from dedoc.matrix.engines import Engine
    from dedoc.matrix.running import Ended

STORE, REPORT = ".store", "matrix.json"
"""The folder of results and the report, beside the outputs."""

MEGABYTE = 1024 * 1024

OPTIONS = ("workers", "cluster", "store", "retries", "time_limit", "memory_limit")
"""What only builds of many editions take."""

RETRIES, SECONDS = 2, 3600
"""How often what is lost is tried again, and how long one report may take, where nothing else is said."""

NAMED = 8
"""So many reports that failed for the same reason are named."""


def add_matrix(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    """Say what ``dedoc build --all`` takes beside what every build does."""
    group = parser.add_argument_group(translate("many editions at once"))
    every = translate("print all editions, in all their languages; EDITION may be a pattern such as “*-2024”")
    group.add_argument("--all", action="store_true", help=every)
    workers = translate("how many to print at once; as many as there are processors if left out")
    group.add_argument("--workers", metavar="N", type=partial(_number, 1), help=workers)
    group.add_argument("--cluster", metavar="ADDRESS", help=translate("print on the Dask cluster at this address"))
    store = translate("where results are kept, a folder or an address for fsspec, instead of .store beside the outputs")
    group.add_argument("--store", metavar="DIR", help=store)
    retries = translate("how often what is lost is tried again (2 if left out)")
    group.add_argument("--retries", metavar="N", type=partial(_number, 0), help=retries)
    seconds = translate("how long one report may take (3600 if left out)")
    group.add_argument("--time-limit", metavar="SECONDS", type=partial(_number, 1), help=seconds)
    memory = translate("how much memory one report may need; its share of this machine's if left out")
    group.add_argument("--memory-limit", metavar="MB", type=partial(_number, 1), help=memory)


def is_matrix(arguments: argparse.Namespace, translate: Callable[[str], str]) -> bool:
    """Return whether many editions are asked for; usage is told where what only they take stands without “--all”."""
    given = [name for name in OPTIONS if getattr(arguments, name) is not None]
    if given and not arguments.all:
        option = f"--{given[0].replace('_', '-')}"
        print("dedoc:", translate("“{option}” needs --all").format(option=option), file=sys.stderr)
        raise SystemExit(USAGE)
    return bool(arguments.all)


def _number(least: int, text: str) -> int:
    """Return a number typed by a user; ValueError, which argparse tells, if it is none or too small."""
    if (number := int(text)) < least:
        raise ValueError(text)
    return number


def build_matrix(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    """Print a matrix, tell of what failed, and leave a report beside the outputs."""
    styles = [name.strip() for name in (arguments.style or "").split(",") if name.strip()]
    order = replace(order_of(arguments, translate), style=None)
    if arguments.cluster and arguments.workers:
        print("dedoc:", translate("a cluster has its own workers: leave out --workers"), file=sys.stderr)
        return USAGE
    from dedoc.build import output_root  # noqa: PLC0415
    from dedoc.matrix.cells import survey  # noqa: PLC0415
    from dedoc.matrix.running import report_of, run_matrix  # noqa: PLC0415
    from dedoc.outputs import write_outputs  # noqa: PLC0415

    found = survey(order, styles)
    root = (order.into or output_root(found.root)).absolute()
    store = arguments.store or str(root / STORE)
    if "://" not in store:
        store = str(Path(store).absolute())
    telling = _Progress(len(found.cells) + len(found.refused), translate, is_silent=arguments.json)
    try:
        retries = RETRIES if arguments.retries is None else arguments.retries
        ended = run_matrix(found, _engine(arguments), store, retries, telling.tell)
    except KeyboardInterrupt:
        clear_line()
        print(translate("interrupted; what is done stays done, and another run goes on"), file=sys.stderr)
        return INTERRUPTED
    ended = tuple(_placed(each, found.root) for each in ended)
    report = report_of(ended, lambda problem: problem_data(problem, translate), root)
    text = json.dumps(report, ensure_ascii=False, indent=1)
    files = write_outputs({REPORT: f"{text}\n".encode()}, root)
    if arguments.json:
        print(text)
    else:
        _tell(ended, files[0], translate)
    return WELL if all(each.is_well for each in ended) else PROBLEMS


def _engine(arguments: argparse.Namespace) -> Engine:
    from dedoc.limits import Limits  # noqa: PLC0415
    from dedoc.matrix.engines import Cluster, Local  # noqa: PLC0415

    workers = arguments.workers or os.cpu_count() or 1
    memory, seconds = MEGABYTE * (arguments.memory_limit or 0), arguments.time_limit or SECONDS
    if arguments.cluster:
        return Cluster(arguments.cluster, Limits(memory, seconds))
    return Local(workers, Limits(memory or _share(workers), seconds))


def _share(workers: int) -> int:
    """Return the bytes of memory that a worker may take so that all of them have enough; 0 where nobody knows."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // workers
    except (ValueError, OSError):  # pragma: no cover -- not on this system
        return 0


@dataclass(slots=True)
class _Progress:
    """Tells how far a matrix is: on a terminal by a line that is written over, else by one at every tenth."""

    total: int
    translate: Callable[[str], str]
    is_silent: bool
    done: int = 0
    failed: int = 0
    made: int = 0
    begun: float = field(default_factory=time.monotonic)

    def tell(self, ended: Ended) -> None:
        """Count a cell that came to its end."""
        self.done += 1
        self.failed += not ended.is_well
        self.made += ended.attempts > 0
        if self.is_silent:
            return
        if sys.stderr.isatty():
            print(f"\r\033[K{self._line()}", end="", file=sys.stderr, flush=True)
        elif self.total >= 10 and self.done * 10 // self.total > (self.done - 1) * 10 // self.total:
            print(self._line(), file=sys.stderr, flush=True)

    def _line(self) -> str:
        spent = time.monotonic() - self.begun
        left = spent / self.made * (self.total - self.done) if self.made else 0
        message = self.translate("[{done}/{total}] printed: {made}, failed: {failed}, about {time} left")
        minutes, seconds = divmod(round(left), 60)
        values = {"made": self.made, "failed": self.failed, "time": f"{minutes}:{seconds:02}"}
        return message.format(done=self.done, total=self.total, **values)


def _placed(ended: Ended, root: Path) -> Ended:
    """Return what became of a cell with its problems where an editor finds them: in the folder of its edition."""
    name = ended.name.partition("/")[0]

    def at_home(problem: Problem) -> Problem:
        place = problem.location
        if place is None or not place.file.startswith(f"{name}/"):
            return problem
        return replace(problem, location=Location(shown(root / place.file), place.line))

    return replace(ended, problems=tuple(map(at_home, ended.problems)))


def _tell(ended: Sequence[Ended], report: Path, translate: Callable[[str], str]) -> None:
    clear_line()
    for reason, names in _reasons(ended, translate).items():
        told = ", ".join([*names[:NAMED], *(["…"] if len(names) > NAMED else [])])
        message = translate("not printed ({count}): {names}")
        print(message.format(count=len(names), names=told), file=sys.stderr)
        print(reason, file=sys.stderr)
    from dedoc.matrix.running import counts  # noqa: PLC0415

    message = translate("printed: {made}; there already: {kept}; wrong: {refused}; lost: {lost}")
    print(message.format(**counts(ended)))
    print(shown(report))


def _reasons(ended: Sequence[Ended], translate: Callable[[str], str]) -> dict[str, list[str]]:
    """Return the names of what failed by why it did: one full disk is told once."""
    found: dict[str, list[str]] = {}
    for each in ended:
        if not each.is_well:
            reason = "\n".join(problem.format(translate) for problem in each.problems)
            found.setdefault(reason, []).append(each.name)
    return found
