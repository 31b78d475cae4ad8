"""Feeds the readers of dedoc with what strangers might send: ``python -m fuzz READER --seconds N``.

READER is one of the names below, or “all”. With atheris (``pip install dedoc[fuzz]``) files are made by what they
cover, otherwise hypothesis makes them. Finds stand in ``--into`` with their tracebacks.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from fuzz.readers import READERS  # noqa: E402 -- the paths first
from fuzz.running import run  # noqa: E402
from fuzz.worker import has_atheris  # noqa: E402


def main() -> int:
    """Run what was asked for, one reader after the other; return 1 if anything was found."""
    usual = "atheris" if has_atheris() else "hypothesis"
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("reader", choices=(*READERS, "all"), metavar="READER", help=f"{', '.join(READERS)}, or all")
    parser.add_argument("--seconds", type=int, default=60, help="how long each reader is fed (default 60)")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins (default 1)")
    parser.add_argument("--engine", choices=("atheris", "hypothesis"), default=usual, help=f"default here: {usual}")
    parser.add_argument("--into", type=Path, default=Path("output/fuzz"), help="default: output/fuzz")
    arguments = parser.parse_args()
    found = 0
    for reader in READERS if arguments.reader == "all" else (arguments.reader,):
        ran = run(reader, arguments.engine, arguments.seconds, arguments.seed, arguments.into / reader)
        found += len(ran.finds)
        line = f"{ran.reader}: {ran.seconds} s by {ran.engine}, {ran.executions} files read, finds: {len(ran.finds)}"
        print("\n  ".join((line, *map(str, ran.finds))), flush=True)  # noqa: T201 -- this is the command's output
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
