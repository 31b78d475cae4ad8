"""``dedoc build`` and ``dedoc fidelity``: an edition printed, and compared with its printed pages."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dedoc.cli.matrix import add_matrix, build_matrix, is_matrix
from dedoc.cli.ordering import add_edition, order_of
from dedoc.cli.telling import PROBLEMS, WELL, as_data, clear_line, progress, progress_of_several, shown, tell_problems
from dedoc.messages import translator, user_language

if TYPE_CHECKING:
    from dedoc.build import Order, Result


def add_build(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    """Say what ``dedoc build`` takes."""
    languages = translate("the language to print, such as en; several with commas, or “all”")
    add_edition(parser, translate, languages)
    parser.add_argument("--into", metavar="DIR", type=Path, help=translate("where outputs go, instead of output/"))
    parser.add_argument("--to", metavar="KINDS", help=translate("the outputs wanted, such as pdf or pdf,docx"))
    printed = translate("begin every page where the printed edition began it")
    parser.add_argument("--as-printed", action="store_true", help=printed)
    crossed = translate("print with the other engine as well, and compare the two")
    parser.add_argument("--cross-check", action="store_true", help=crossed)
    add_matrix(parser, translate)
    parser.set_defaults(run=_build)


def add_fidelity(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    """Say what ``dedoc fidelity`` takes."""
    add_edition(parser, translate)
    against = translate("the printed pages, by a JSON file; the edition's own “printed.json” if left out")
    parser.add_argument("--against", metavar="FILE", type=Path, help=against)
    parser.add_argument("--into", metavar="DIR", type=Path, help=translate("where the report goes, instead of output/"))
    parser.set_defaults(run=_fidelity, to=None, as_printed=False, cross_check=False)


def _build(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    if is_matrix(arguments, translate):
        return build_matrix(arguments, translate)
    order = order_of(arguments, translate)
    from dedoc.build import build  # noqa: PLC0415

    if order.locale is not None and (order.locale == "all" or "," in order.locale):
        return _build_several(order, arguments, translate)
    result = build(order, progress(arguments, translate))
    if arguments.json:
        print(json.dumps(as_data(result.problems, translate, result), ensure_ascii=False))
    else:
        _tell_result(result, translate)
    return WELL


def _build_several(order: Order, arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    """Print several languages and tell of each; what fails in one keeps no other from being printed."""
    from dedoc.languages import languages_asked  # noqa: PLC0415
    from dedoc.several import build_all  # noqa: PLC0415

    outcomes = build_all(order, languages_asked(order.locale, order.edition), progress_of_several(arguments, translate))
    if arguments.json:
        data = {each.language: as_data(each.problems, translate, each.result) for each in outcomes}
        print(json.dumps({"ok": all(each.result for each in outcomes), "locales": data}, ensure_ascii=False))
    else:
        clear_line()
        for each in outcomes:
            if each.result is not None:
                _tell_result(each.result, translate)
            else:
                tell_problems(each.problems, arguments, translate, is_well=False)
    return WELL if all(each.result for each in outcomes) else PROBLEMS


MOST_TOLD = 20
"""So many problems of what was printed are told one by one."""


def _tell_result(result: Result, translate: Callable[[str], str]) -> None:
    clear_line()
    for path in result.files:
        print(shown(path))
    for problem in result.noticed[:MOST_TOLD]:
        print(problem.format(translate), file=sys.stderr)
    if len(result.noticed) > MOST_TOLD:
        more = translate("and {count} more of what was printed (“--json” lists all)")
        print(more.format(count=len(result.noticed) - MOST_TOLD), file=sys.stderr)
    if others := len(result.problems) - len(result.noticed):
        message = translate("things to look at: {count} (“dedoc check” lists them)")
        print(message.format(count=others), file=sys.stderr)


def _fidelity(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    order = order_of(arguments, translate)
    from dedoc.build import compare_with_print  # noqa: PLC0415
    from dedoc.fidelity import summary, totals_data  # noqa: PLC0415

    language = "zh" if translator(user_language()) is not str else "en"
    compared = compare_with_print(order, arguments.against, translate, language)
    if arguments.json:
        files = [str(path) for path in compared.files]
        data = as_data(compared.problems, translate) | {"files": files, "totals": totals_data(compared.fidelity)}
        print(json.dumps(data, ensure_ascii=False))
        return WELL
    for line in (*summary(compared.fidelity, translate), *map(shown, compared.files)):
        print(line)
    return WELL
