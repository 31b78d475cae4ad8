"""Families of reports to measure and to test with: ``python -m bench.families COUNT --into DIR``.

Regions by years, each report with text, facts, sources, figures and tables of its own; all values are invented.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.regions import Region, regions
from bench.reports import write_report
from bench.series import FIRST, LAST

YEARS = 5
"""Of how many years a small family is; a large one is of as many as it takes."""

OLDEST, NEWEST = FIRST + 5, LAST - 1
"""The first and the last report: each has the values of five years, up to the one before its own."""


def write_family(folder: Path, count: int, *, pages: int = 4, seed: int = 0) -> tuple[Path, ...]:
    """Write ``count`` reports into ``folder/content/<region>-<year>``, and return these folders in their order.

    ``pages`` are those of each body, about; cover, preface and contents come on top. A report depends on its region,
    its year, ``pages`` and ``seed``, and on nothing else. ValueError if there are not so many regions and years.
    """
    made = []
    for region, year in members(count):
        edition = folder / "content" / f"{region.key}-{year}"
        for name, text in write_report(region, year, pages, seed).items():
            path = edition / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        made.append(edition)
    return tuple(made)


def members(count: int) -> list[tuple[Region, int]]:
    """Return regions and years: as few years as there may be, but some, so that families are of both."""
    places = regions()
    years = max(min(YEARS, count), -(-count // len(places)))
    if count < 1 or years > NEWEST - OLDEST + 1:
        raise ValueError(f"a family has 1 to {len(places) * (NEWEST - OLDEST + 1)} reports, not {count}")
    whole = [(place, NEWEST - back) for place in places[: -(-count // years)] for back in range(years)]
    return whole[:count]


def main() -> None:
    """Write the family that the arguments ask for, and say how many reports it has."""
    parser = argparse.ArgumentParser(prog="python -m bench.families", description=__doc__)
    parser.add_argument("count", type=int, metavar="COUNT", help="how many reports")
    parser.add_argument("--into", type=Path, required=True, metavar="DIR", help="the folder that gets “content/”")
    parser.add_argument("--pages", type=int, default=4, help="pages of the body of each report (default 4)")
    parser.add_argument("--seed", type=int, default=0, help="another seed gives other reports (default 0)")
    arguments = parser.parse_args()
    try:
        made = write_family(arguments.into, arguments.count, pages=arguments.pages, seed=arguments.seed)
    except ValueError as error:
        parser.error(str(error))
    sys.stdout.write(f"{len(made)} reports in {arguments.into / 'content'}\n")


if __name__ == "__main__":
    main()
