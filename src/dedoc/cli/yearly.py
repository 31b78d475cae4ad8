"""``dedoc new`` and ``dedoc status``: the next edition, and how far it is."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from dedoc.cli.ordering import add_edition, order_of
from dedoc.cli.telling import WELL, shown
from dedoc.messages import translator, user_language


def add_new(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    """Say what ``dedoc new`` takes."""
    parser.add_argument("year", metavar="YEAR", type=int, help=translate("the year of the new edition"))
    source = translate("the edition to carry over; the newest if left out")
    parser.add_argument("--from", metavar="EDITION", dest="edition", help=source)
    parser.add_argument("--json", action="store_true", help=translate("report as JSON, for other programs"))
    more = {"locale": None, "style": None, "draft": False, "to": None, "into": None}
    parser.set_defaults(run=_new, as_printed=False, cross_check=False, **more)


def _new(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    order = order_of(arguments, translate)
    from dedoc.carrying import carriage_data, carriage_lines, carry_over  # noqa: PLC0415

    made = carry_over(order, arguments.year)
    if arguments.json:
        print(json.dumps({"ok": True, "problems": []} | carriage_data(made), ensure_ascii=False))
        return WELL
    for line in carriage_lines(made, translate):
        print(line)
    print(shown(made.folder))
    return WELL


def add_status(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    """Say what ``dedoc status`` takes."""
    add_edition(parser, translate)
    parser.add_argument("--into", metavar="DIR", type=Path, help=translate("where the page goes, instead of output/"))
    parser.set_defaults(run=_status, to=None, as_printed=False, cross_check=False)


def _status(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    order = order_of(arguments, translate)
    from dedoc.board import board_data, board_lines, status  # noqa: PLC0415

    language = "zh" if translator(user_language()) is not str else "en"
    made = status(order, language, translate)
    if arguments.json:
        files = {"ok": True, "problems": [], "files": [str(made.page)]}
        print(json.dumps(files | board_data(made.board, translate), ensure_ascii=False))
        return WELL
    for line in board_lines(made.board, translate):
        print(line)
    print(shown(made.page))
    return WELL
