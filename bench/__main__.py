"""Measures dedoc and its peer in one run: ``python -m bench``, from the root of the checkout."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench.jobs import Work, environment, pairs, preparation, standards_of
from bench.measure import measure, output_of, run
from bench.report import report, write


def main() -> None:
    """Make the work ready, measure, and print the tables."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="dedoc-bench-") as name:
        scratch = Path(name).resolve()
        variables = environment(scratch)
        run_one = partial(run, folder=scratch, environment=variables)
        works = []
        for times in arguments.times:
            _tell(f"making ready ×{times}")
            work = _work(arguments.edition, times, scratch, variables)
            works.append(replace(work, standards=standards_of(work, run_one)))
        measured = measure(pairs(tuple(works)), arguments.rounds, run_one, _tell)
        text = report(measured, works, arguments.rounds)
    print(text)  # noqa: T201 -- this is the command's output
    if arguments.write:
        write(text)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("edition", nargs="?", default="", help="as for dedoc; the newest if left out")
    parser.add_argument("--rounds", type=int, default=7, help="how often everything is run (default 7)")
    parser.add_argument("--times", type=_sizes, default=(1, 4, 16), help="sizes of the edition (default 1,4,16)")
    parser.add_argument("--write", action="store_true", help="also write the tables into docs/measurements.md")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _work(edition: str, times: int, scratch: Path, variables: Mapping[str, str]) -> Work:
    folder = scratch / f"times-{times}"
    folder.mkdir()
    made = json.loads(output_of(preparation(edition, times, folder), scratch, variables))
    return Work(times, folder, made["edition"], made["characters"], made["notes"])


def _tell(message: str) -> None:
    sys.stderr.write(f"\r\033[K{message}" if sys.stderr.isatty() else f"{message}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
