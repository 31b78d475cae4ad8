"""The arguments that name an edition and how it is wanted."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dedoc.cli.telling import USAGE

if TYPE_CHECKING:
    from dedoc.build import Order


def add_edition(parser: argparse.ArgumentParser, translate: Callable[[str], str], language: str = "") -> None:
    """Say how an edition, its language (in words of the command, if it has own ones) and its look are named."""
    name = translate("an edition in content/, or the folder of one; the newest if left out")
    parser.add_argument("edition", nargs="?", metavar="EDITION", help=name)
    language = language or translate("the language to print, such as zh-CN")
    parser.add_argument("--locale", metavar="LANG", help=language)
    parser.add_argument("--style", metavar="NAME", help=translate("a look in styles/, instead of the edition's own"))
    draft = translate("mark the pages as a draft, and let facts wait for their values")
    parser.add_argument("--draft", action="store_true", help=draft)
    parser.add_argument("--json", action="store_true", help=translate("report as JSON, for other programs"))


def kinds_of(wanted: str, known: Sequence[str], translate: Callable[[str], str]) -> tuple[str, ...]:
    """Return the kinds of output that were asked for, in the order in which they are made; usage is told of others."""
    kinds = wanted.split(",") if wanted else []
    for kind in kinds:
        if kind not in known:
            message = translate("there is no output “{kind}”; there are: {known}")
            print("dedoc:", message.format(kind=kind, known=", ".join(known)), file=sys.stderr)
            raise SystemExit(USAGE)
    return tuple(kind for kind in known if kind in kinds)


def order_of(arguments: argparse.Namespace, translate: Callable[[str], str]) -> Order:
    """Return what was asked for; usage is told where an output is unknown."""
    from dedoc.build import OUTPUTS, Order  # noqa: PLC0415 -- --help and --version wait for no library

    ordered = kinds_of(arguments.to or ",".join(OUTPUTS), OUTPUTS, translate)
    return Order(
        arguments.edition,
        arguments.into,
        arguments.locale,
        arguments.style,
        ordered,
        is_draft=arguments.draft,
        is_as_printed=arguments.as_printed,
        is_cross_checked=arguments.cross_check,
    )
