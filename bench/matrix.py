"""Measures builds by the thousand: ``python -m bench.matrix [--write]``."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.families import write_family
from bench.jobs import DEDOC, environment
from bench.measure import Command, Usage, output_of, run
from bench.report import machine, table, write

ALL = (*DEDOC, "build", "--all")
LOOPED = 20
"""So many reports are also built one by one, each by a ``dedoc build`` of its own."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A family of reports with what it took: one by one, on 1 and on 2 workers, again, and after a change of one."""

    count: int
    pages: int
    alone: Usage
    one: Usage
    two: Usage
    again: Usage
    changed: Usage
    counts: Mapping[str, int]


def main() -> None:
    """Write families of reports, build them, and print the tables."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="dedoc-bench-") as name:
        scratch = Path(name).resolve()
        measured = [_measure(count, arguments.pages, scratch) for count in arguments.counts]
    text = "\n\n".join((machine(1), _tables(measured)))
    print(text)  # noqa: T201 -- this is the command's output
    if arguments.write:
        write(text, name="matrix")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.matrix", description=__doc__)
    sizes = "how many reports a family has (default 20,100,500)"
    parser.add_argument("--counts", type=_sizes, default=(20, 100, 500), help=sizes)
    parser.add_argument("--pages", type=int, default=4, help="pages of the body of each report (default 4)")
    parser.add_argument("--write", action="store_true", help="also write the tables into docs/measurements.md")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


def _measure(count: int, pages: int, scratch: Path) -> Matrix:
    folder = scratch / f"family-{count}"
    editions = write_family(folder, count, pages=pages)
    variables = environment(scratch)

    def used(name: str, *words: str) -> Usage:
        _tell(f"{count} reports: {name}")
        return run(Command(name, words), folder, variables)

    alone = [used("one by one", *DEDOC, "build", path.name, "--into", "alone") for path in editions[:LOOPED]]
    one = used("1 worker", *ALL, "--workers", "1")
    shutil.rmtree(folder / "output")
    two = used("2 workers", *ALL, "--workers", "2")
    again = used("again", *ALL, "--workers", "2")
    facts = editions[count // 2] / "chapters" / "01.md"
    facts.write_text(facts.read_text(encoding="utf-8") + "\n% changed\n", encoding="utf-8")
    changed = used("one changed", *ALL, "--workers", "2")
    report = json.loads(output_of(Command("", (*ALL, "--json")), folder, variables))
    printed = sum(cell["pages"] for cell in report["cells"])
    return Matrix(count, printed, _mean(alone), one, two, again, changed, report["counts"])


def _mean(usages: Sequence[Usage]) -> Usage:
    count = len(usages)
    memory = max(used.memory for used in usages)
    return Usage(sum(used.cpu for used in usages) / count, sum(used.wall for used in usages) / count, memory)


def _tables(measured: Sequence[Matrix]) -> str:
    head = ("reports", *(f"{each.count:,}" for each in measured))
    rows = [
        ("pages of all", *(f"{each.pages:,}" for each in measured)),
        ("one by one: seconds a report", *(f"{each.alone.wall:.2f}" for each in measured)),
        ("one by one: CPU seconds a report", *(f"{each.alone.cpu:.2f}" for each in measured)),
        ("1 worker: seconds a report", *(f"{each.one.wall / each.count:.2f}" for each in measured)),
        ("1 worker: CPU seconds a report", *(f"{each.one.cpu / each.count:.2f}" for each in measured)),
        ("2 workers: seconds a report", *(f"{each.two.wall / each.count:.2f}" for each in measured)),
        ("2 workers: CPU seconds a report", *(f"{each.two.cpu / each.count:.2f}" for each in measured)),
        ("2 workers: most memory of a process, MB", *(f"{each.two.memory / 1e6:.0f}" for each in measured)),
        ("a second run: seconds in all", *(f"{each.again.wall:.2f}" for each in measured)),
        (
            "a second run: CPU ms a report",
            *(f"{each.again.cpu * 1000 / each.count:.1f}" for each in measured),
        ),
        ("one changed: seconds in all", *(f"{each.changed.wall:.2f}" for each in measured)),
        ("found in the store by a last run", *(f"{each.counts['kept']} of {each.count}" for each in measured)),
    ]
    return table(head, rows)


def _tell(message: str) -> None:
    sys.stderr.write(f"\r\033[K{message}" if sys.stderr.isatty() else f"{message}\n")


if __name__ == "__main__":
    main()
