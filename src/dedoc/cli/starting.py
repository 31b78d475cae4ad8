"""``dedoc init``: a new report from scratch."""

from __future__ import annotations

import argparse
import datetime
import json
from collections.abc import Callable
from pathlib import Path

from dedoc.cli.telling import WELL, shown


def add_init(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    """Say what ``dedoc init`` takes."""
    folder = translate("the folder of the report; it is made if it is not there")
    parser.add_argument("folder", metavar="DIR", type=Path, help=folder)
    parser.add_argument("--title", help=translate("the title of the report"))
    parser.add_argument("--publisher", help=translate("who brings it out"))
    parser.add_argument("--year", type=int, help=translate("the year of its first edition; this year if left out"))
    parser.add_argument("--json", action="store_true", help=translate("report as JSON, for other programs"))
    parser.set_defaults(run=_init)


def _init(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    from dedoc.starting import PUBLISHER, TITLE, Beginning, begin  # noqa: PLC0415

    # What is begun today is of this year, unless somebody says otherwise.
    year = datetime.datetime.now(tz=datetime.UTC).year if arguments.year is None else arguments.year
    given = (arguments.title, arguments.publisher)
    title, publisher = (
        default if text is None else text for text, default in zip(given, (TITLE, PUBLISHER), strict=True)
    )
    edition = begin(Beginning(arguments.folder, year, title, publisher))
    if arguments.json:
        print(json.dumps({"ok": True, "problems": [], "edition": str(edition)}, ensure_ascii=False))
        return WELL
    print(shown(edition))
    print(translate("next: “dedoc build {edition}” in {folder}").format(edition=year, folder=shown(arguments.folder)))
    return WELL
