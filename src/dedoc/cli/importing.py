"""``dedoc import``: an edition from a printed text, or from a report that was written in Word."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from dedoc.cli.telling import WELL, as_data, shown


def add_import(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    """Say what ``dedoc import`` takes."""
    parser.add_argument(
        "text", metavar="TEXT", type=Path, help=translate("the text: UTF-8, or GB 18030; or a Word file")
    )
    parser.add_argument("--into", metavar="DIR", type=Path, required=True, help=translate("the edition's new folder"))
    parser.add_argument("--year", type=int, help=translate("the year of the report, if the text does not say it"))
    parser.add_argument("--title", help=translate("the title, if it is not what the text begins with"))
    parser.add_argument("--strict", action="store_true", help=translate("stop at the first repair that is not certain"))
    force = translate("replace a folder that is there; a backup is kept")
    parser.add_argument("--force", action="store_true", help=force)
    parser.add_argument("--json", action="store_true", help=translate("report as JSON, for other programs"))
    parser.set_defaults(run=_import)


def _import(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    from dedoc.importing import Options, import_file, write  # noqa: PLC0415

    options = Options(arguments.year, arguments.title, arguments.strict)
    imported = import_file(arguments.text, options)
    backup = write(imported, arguments.into, force=arguments.force)
    counts = {kind.value: numbers for kind, numbers in imported.ledger.counts().items()}
    if arguments.json:
        repairs = {kind: {"count": count, "uncertain": uncertain} for kind, (count, uncertain) in counts.items()}
        folders = {"folder": str(arguments.into), "backup": str(backup) if backup else None}
        print(json.dumps(as_data(imported.problems, translate) | folders | {"repairs": repairs}, ensure_ascii=False))
        return WELL
    for kind, (count, uncertain) in counts.items():
        pattern = translate("{count} × {kind}, {uncertain} to look at") if uncertain else translate("{count} × {kind}")
        print("  " + pattern.format(count=count, kind=translate(kind), uncertain=uncertain))
    told = (name for name in ("import-ledger.md", "facts-proposed.yaml") if name in imported.files)
    for path in (arguments.into, *(arguments.into / name for name in told)):
        print(shown(path))
    for problem in imported.problems:
        print(problem.format(translate), file=sys.stderr)
    if backup:
        print(translate("what was there before is kept: {folder}").format(folder=shown(backup)))
    return WELL
