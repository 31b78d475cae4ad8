"""``dedoc pull``: what was changed in a Word file, brought home."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from dedoc.cli.telling import PROBLEMS, WELL, as_data, clear_line, progress, shown


def add_pull(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    """Say what ``dedoc pull`` takes."""
    parser.add_argument("file", metavar="FILE", type=Path, help=translate("the Word file as it came back"))
    name = translate("the edition it was printed from; if left out, the one that the file names")
    parser.add_argument("edition", nargs="?", metavar="EDITION", help=name)
    parser.add_argument("--apply", action="store_true", help=translate("write the patch into the chapters"))
    facts = translate("change facts.yaml too, where numbers were edited")
    parser.add_argument("--facts", action="store_true", help=facts)
    parser.add_argument("--json", action="store_true", help=translate("report as JSON, for other programs"))
    parser.set_defaults(run=_pull)


def _pull(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    from dedoc.returning import change_data, pull, put_back, told  # noqa: PLC0415

    tell = progress(arguments, translate)
    returned = pull(arguments.file, arguments.edition, with_facts=arguments.facts, tell=tell)
    files = put_back(returned) if arguments.apply else ()
    code = PROBLEMS if returned.conflicts else WELL
    if arguments.json:
        data = as_data(returned.problems, translate) | {
            "ok": not returned.conflicts,
            "changes": [change_data(change, translate) for change in returned.changes],
            "patch": returned.patch,
            "files": [str(path) for path in files],
        }
        print(json.dumps(data, ensure_ascii=False))
        return code
    clear_line()
    for change in returned.changes:
        print(told(change, translate))
    if files:
        print("\n".join(map(shown, files)))
    elif returned.patch:
        print(f"\n{returned.patch}", end="")
    for problem in returned.problems:
        print(problem.format(translate), file=sys.stderr)
    if not returned.changes:
        print(translate("nothing was changed in it"), file=sys.stderr)
    elif returned.patch and not files:
        print(translate("nothing was written yet; --apply does it"), file=sys.stderr)
    return code
