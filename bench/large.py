"""Measures builds of large reports: ``python -m bench.large [--pages 100,1000,5000] [--write]``."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.families import write_family
from bench.jobs import DEDOC, PYTHON, environment
from bench.measure import Command, Usage, run
from bench.report import machine, table, write
from bench.stages import PAGES, PRINTS, STAGES


@dataclass(frozen=True, slots=True)
class Large:
    """A report of so many ``pages``, as asked for, with what was measured of it; ``source`` is its size in bytes."""

    pages: int
    source: int
    build: Usage
    check: Usage
    stages: Mapping[str, float]


def main() -> None:
    """Write the reports, build them, and print the tables."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="dedoc-bench-") as name:
        scratch = Path(name).resolve()
        variables = environment(scratch)
        # Bytecode is written before the clock runs.
        _measure(4, scratch, variables)
        measured = [_measure(pages, scratch, variables) for pages in arguments.pages]
    text = "\n\n".join((machine(1), _usages(measured), "### Where the CPU time goes", _stages(measured)))
    print(text)  # noqa: T201 -- this is the command's output
    if arguments.write:
        write(text, name="large")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    parser.add_argument("--pages", type=lambda text: tuple(map(int, text.split(","))), default=(100, 1000, 5000))
    parser.add_argument("--write", action="store_true", help="also write the tables into docs/measurements.md")
    return parser.parse_args()


def _measure(pages: int, scratch: Path, variables: Mapping[str, str]) -> Large:
    (edition,) = write_family(scratch / str(pages), 1, pages=pages)
    told = scratch / "stages.json"
    _tell(f"{pages} pages: dedoc build")
    options = ("build", str(edition), "--into", str(scratch / "out"))
    build = run(Command("build", (*PYTHON, "-m", "bench.stages", str(told), *options)), scratch, variables)
    _tell(f"{pages} pages: dedoc check")
    check = run(Command("check", (*DEDOC, "check", str(edition))), scratch, variables)
    source = sum(path.stat().st_size for path in edition.rglob("*.*"))
    return Large(pages, source, build, check, json.loads(told.read_text(encoding="utf-8")))


def _usages(measured: list[Large]) -> str:
    rows = [
        ("pages of the PDF, with contents", *(f"{large.stages[PAGES]:,}" for large in measured)),
        ("size of the source, MB", *(f"{large.source / 1e6:.1f}" for large in measured)),
    ]
    for name, used in (
        ("dedoc build", [large.build for large in measured]),
        ("dedoc check", [large.check for large in measured]),
    ):
        rows.append((f"{name}, CPU s", *(f"{one.cpu:.1f}" for one in used)))
        rows.append((f"{name}, wall s", *(f"{one.wall:.1f}" for one in used)))
        rows.append((f"{name}, peak memory MB", *(f"{one.memory / 1e6:,.0f}" for one in used)))
    return table(("", *(f"{large.pages:,} pages" for large in measured)), rows)


def _stages(measured: list[Large]) -> str:
    head = ("ms of CPU for a page of the PDF", *(f"{large.pages:,} pages" for large in measured))
    rows = [
        (stage, *(f"{1000 * large.stages[stage] / large.stages[PAGES]:.2f}" for large in measured)) for stage in STAGES
    ]
    rows.append(("times that Typst printed", *(f"{large.stages[PRINTS]:.0f}" for large in measured)))
    return table(head, rows)


def _tell(message: str) -> None:
    sys.stderr.write(f"{message}\n")


if __name__ == "__main__":
    main()
