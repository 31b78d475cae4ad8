"""``dedoc check`` and ``dedoc verify``: what is wrong in sources, and on pages."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dedoc.cli.ordering import add_edition, order_of
from dedoc.cli.telling import PROBLEMS, USAGE, WELL, as_data, problem_data, shown, tell_problems
from dedoc.errors import Severity

if TYPE_CHECKING:
    from dedoc.verify.layout.inspection import Inspected


def add_check(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    """Say what ``dedoc check`` takes."""
    add_edition(parser, translate)
    repair = translate("repair in the sources what is certain, and say what was done")
    parser.add_argument("--fix", action="store_true", help=repair)
    longest = translate("also tell of longer ones, in characters")
    parser.add_argument("--sentences", metavar="N", type=int, default=0, help=longest)
    parser.add_argument("--paragraphs", metavar="N", type=int, default=0, help=longest)
    parser.set_defaults(run=_check, to=None, into=None, as_printed=False, cross_check=False)


def add_verify(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    """Say what ``dedoc verify`` takes."""
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help=translate("a PDF to verify"))
    report = translate("report as JSON, into a file whose name ends with .json or to standard output")
    parser.add_argument("--json", nargs="?", const="-", metavar="REPORT", help=report)
    marked = translate("write a copy of each PDF with the places marked")
    parser.add_argument("--marked", metavar="DIR", type=Path, help=marked)
    parser.set_defaults(run=_verify)


def _check(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    order = order_of(arguments, translate)
    from dedoc.checking import Options  # noqa: PLC0415
    from dedoc.review import check  # noqa: PLC0415

    checked = check(order, Options(arguments.sentences, arguments.paragraphs), is_repairing=arguments.fix)
    if arguments.json:
        repaired = [problem_data(problem, translate) for problem in checked.repaired]
        data = as_data(checked.problems, translate) | ({"repaired": repaired} if arguments.fix else {})
        print(json.dumps(data, ensure_ascii=False))
        return WELL
    for problem in checked.repaired:
        print(replace(problem, severity=Severity.REPAIRED, hint="").format(translate))
    tell_problems(checked.problems, arguments, translate, is_well=True)
    return WELL


def _verify(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    from dedoc.verify.layout.inspection import inspect_files, inspected_data, inspected_lines  # noqa: PLC0415

    # What a library mends in a damaged file is not told.
    logging.getLogger("pikepdf").addHandler(logging.NullHandler())
    if arguments.json not in (None, "-") and not arguments.json.endswith(".json"):
        message = translate("“{name}” is no name for the report: it must end with .json")
        print("dedoc:", message.format(name=arguments.json), file=sys.stderr)
        return USAGE
    inspected, problems = inspect_files(arguments.files)
    files = _marked(inspected, arguments.marked, translate) if arguments.marked else ()
    data = as_data(problems, translate) | {"files": [inspected_data(each, translate) for each in inspected]}
    data |= {
        "ok": not problems and not any(each.findings for each in inspected),
        "marked": [str(path) for path in files],
    }
    text = json.dumps(data, ensure_ascii=False)
    if arguments.json == "-":
        print(text)
        return WELL if data["ok"] else PROBLEMS
    for each in inspected:
        print("\n".join(inspected_lines(each, shown(each.path), translate)))
    if arguments.json:
        report = Path(arguments.json)
        from dedoc.outputs import write_outputs  # noqa: PLC0415

        files = (*files, *write_outputs({report.name: text.encode()}, report.parent))
    for path in files:
        print(shown(path))
    for problem in problems:
        print(problem.format(translate), file=sys.stderr)
    return WELL if data["ok"] else PROBLEMS


def _marked(inspected: Sequence[Inspected], folder: Path, translate: Callable[[str], str]) -> tuple[Path, ...]:
    from dedoc.outputs import write_outputs  # noqa: PLC0415
    from dedoc.verify.layout.marked import marked_copies  # noqa: PLC0415 -- it takes Typst

    return write_outputs(marked_copies(inspected, translate, folder), folder)
