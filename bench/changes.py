"""Measures how long it takes to tell what changed: ``python -m bench.changes [--write]``."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from bench.jobs import DEDOC, environment
from bench.measure import Command, Measured, Pair, measure, middle, output_of, ratio, run
from bench.repeat import repeat_edition
from bench.report import machine, table, write
from dedoc.project import find_edition

PLAIN = re.compile(r"^[\u4e00-\u9fff*](?!.*(?:\{#|\[\^)).*，.*$", re.DOTALL)
"""A paragraph that bears no label and no note: it can be changed and go without harm to another."""


def main() -> None:
    """Make editions and edited copies of them, compare them, and print the tables."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="dedoc-bench-") as name:
        scratch = Path(name).resolve()
        variables = environment(scratch)
        pairs = tuple(_pair(arguments.edition, times, scratch) for times in arguments.times)
        measured = measure(pairs, arguments.rounds, partial(run, folder=scratch, environment=variables), _tell)
        counts = [json.loads(output_of(_json(pair), scratch, variables))["counts"] for pair in pairs]
    head = ("", *(f"×{times}" for times in arguments.times))
    rows = [(kind, *(str(count[kind]) for count in counts)) for kind in counts[0]]
    text = "\n\n".join((machine(arguments.rounds), _times(measured, arguments.times), table(head, rows)))
    print(text)  # noqa: T201 -- this is the command's output
    if arguments.write:
        write(text, name="changes")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.changes", description=__doc__)
    parser.add_argument("edition", nargs="?", default="", help="as for dedoc; the newest if left out")
    parser.add_argument("--rounds", type=int, default=7, help="how often everything is run (default 7)")
    parser.add_argument("--times", type=lambda text: tuple(map(int, text.split(","))), default=(1, 4, 16))
    parser.add_argument("--write", action="store_true", help="also write the tables into docs/measurements.md")
    return parser.parse_args()


def _pair(edition: str, times: int, scratch: Path) -> Pair:
    old, new = (scratch / f"times-{times}" / name for name in ("old", "new"))
    repeat_edition(find_edition(edition or None), times, old)
    shutil.copytree(old, new)
    for chapter in sorted((new / "chapters").glob("*.md")):
        chapter.write_text(_edited(chapter.read_text(encoding="utf-8")), encoding="utf-8")
    compared = Command("dedoc diff", (*DEDOC, "diff", str(old), str(new)))
    return Pair(f"dedoc diff ×{times}", (compared,), "dedoc check", (Command("check", (*DEDOC, "check", str(old))),))


def _edited(text: str) -> str:
    """Return a chapter in which paragraphs are rewritten, gone and moved."""
    blocks = text.split("\n\n")
    plain = [index for index, block in enumerate(blocks) if PLAIN.match(block)]
    if len(plain) > 7:
        first, second = plain[2], plain[6]
        blocks[first], blocks[second] = blocks[second], blocks[first]
    for index in plain[4::5]:
        blocks[index] = blocks[index].replace("，", "；", 1)
    # Facts and sources that nothing calls would be an error.
    gone = [index for index in plain if "{" not in blocks[index]][3::4]
    return "\n\n".join(block for index, block in enumerate(blocks) if index not in gone)


def _json(pair: Pair) -> Command:
    return Command("dedoc diff --json", (*pair.ours[0].arguments, "--json"))


def _times(measured: tuple[Measured, ...], times: tuple[int, ...]) -> str:
    head = ("", *(f"×{count}" for count in times), *(f"×{count} : ×{times[0]}" for count in times[1:]))
    rows: list[tuple[str, ...]] = []
    for name, sides in (
        ("dedoc diff", [one.ours for one in measured]),
        ("dedoc check", [one.other for one in measured]),
    ):
        for what in ("cpu", "wall"):
            seconds = [[getattr(used[0], what) for used in rounds] for rounds in sides]
            ratios = [f"**{ratio(others, seconds[0]).middle:.2f}**" for others in seconds[1:]]
            shown = [f"{getattr(middle(rounds), what):.2f}" for rounds in sides]
            rows.append((f"{name}, {'CPU' if what == 'cpu' else what} s", *shown, *ratios))
    return table(head, rows)


def _tell(message: str) -> None:
    sys.stderr.write(f"{message}\n")


if __name__ == "__main__":
    main()
