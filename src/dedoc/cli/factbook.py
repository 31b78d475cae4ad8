"""``dedoc facts``: the facts of an edition, and spreadsheets of them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dedoc.cli.ordering import add_edition, order_of
from dedoc.cli.telling import USAGE, WELL, clear_line, progress, shown

if TYPE_CHECKING:
    from dedoc.build import Order


def add_facts(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    """Say what ``dedoc facts`` takes."""
    add_edition(parser, translate)
    parser.add_argument("--find", metavar="TEXT", default="", help=translate("only facts in which a text stands"))
    ways = parser.add_mutually_exclusive_group()
    export = translate("write the facts as a spreadsheet, .csv or .xlsx")
    ways.add_argument("--export", metavar="FILE", type=Path, help=export)
    returned = translate("show what a spreadsheet changes; formulas in it are never run")
    ways.add_argument("--import", metavar="FILE", type=Path, dest="sheet", help=returned)
    parser.add_argument("--apply", action="store_true", help=translate("write into facts.yaml what --import shows"))
    parser.add_argument("--force", action="store_true", help=translate("let --export replace a file that is there"))
    parser.set_defaults(run=_facts, to=None, into=None, as_printed=False, cross_check=False)


def _facts(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    order = order_of(arguments, translate)
    if arguments.apply and arguments.sheet is None:
        print("dedoc:", translate("--apply goes with --import"), file=sys.stderr)
        raise SystemExit(USAGE)
    from dedoc.factbook import export_facts, find_facts  # noqa: PLC0415
    from dedoc.facts import listed, rows_data  # noqa: PLC0415

    if arguments.sheet is not None:
        return _import_facts(order, arguments, translate)
    if arguments.export is not None:
        target = export_facts(order, arguments.export, arguments.find, translate, force=arguments.force)
        data: dict[str, Any] = {"ok": True, "problems": [], "files": [str(target)]}
        print(json.dumps(data, ensure_ascii=False) if arguments.json else shown(target))
        return WELL
    rows = find_facts(order, arguments.find)
    if arguments.json:
        print(json.dumps({"ok": True, "problems": [], "facts": rows_data(rows)}, ensure_ascii=False))
        return WELL
    for line in listed(rows):
        print(line)
    if not rows:
        print(translate("there is no such fact"), file=sys.stderr)
    return WELL


def _import_facts(order: Order, arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    from dedoc.factbook import import_facts  # noqa: PLC0415
    from dedoc.facts import told, told_data  # noqa: PLC0415

    made = import_facts(order, arguments.sheet, progress(arguments, translate), is_applied=arguments.apply)
    clear_line()
    if arguments.json:
        files = {"ok": True, "problems": [], "files": [str(made.target)] if made.target else []}
        print(json.dumps(files | told_data(made.changes, made.effects), ensure_ascii=False))
        return WELL
    for line in told(made.changes, made.effects, translate):
        print(line)
    if made.target is not None:
        print(shown(made.target))
    elif made.changes:
        print(translate("nothing was written yet; --apply does it"), file=sys.stderr)
    else:
        print(translate("the spreadsheet changes nothing"), file=sys.stderr)
    return WELL
