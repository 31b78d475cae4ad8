"""``dedoc diff``: what changed from one edition to another."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from dedoc.cli.ordering import kinds_of
from dedoc.cli.telling import WELL, shown
from dedoc.messages import translator, user_language


def add_diff(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    """Say what ``dedoc diff`` takes."""
    old = translate("the older edition: a name, a folder, or NAME@REVISION for what it was at a revision of git")
    parser.add_argument("old", metavar="OLD", help=old)
    new = translate("the newer edition, named in the same ways; OLD as it is now if left out")
    parser.add_argument("new", metavar="NEW", nargs="?", help=new)
    kinds = translate("files that show the changes: html, pdf, docx, or several of them: html,docx")
    parser.add_argument("--to", metavar="KINDS", help=kinds)
    parser.add_argument("--into", metavar="DIR", type=Path, help=translate("where the files go, instead of output/"))
    parser.add_argument("--style", metavar="NAME", help=translate("a look in styles/, instead of the edition's own"))
    draft = translate("mark the pages as a draft, and let facts wait for their values")
    parser.add_argument("--draft", action="store_true", help=draft)
    parser.add_argument("--json", action="store_true", help=translate("report as JSON, for other programs"))
    parser.set_defaults(run=_diff)


def _diff(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    from dedoc.build import Order  # noqa: PLC0415 -- --help and --version wait for no library
    from dedoc.changes import changes_data, summary, tell  # noqa: PLC0415
    from dedoc.differences import CHANGES, diff  # noqa: PLC0415

    language = "zh" if translator(user_language()) is not str else "en"
    kinds = kinds_of(arguments.to or "", tuple(CHANGES), translate)
    order = Order(None, arguments.into, None, arguments.style, kinds, is_draft=arguments.draft)
    new = arguments.new or arguments.old.rpartition("@")[0] or None
    found = diff(order, arguments.old, new, language, translate)
    if arguments.json:
        data = {"ok": True, "problems": [], "files": [str(path) for path in found.files]}
        print(json.dumps(data | changes_data(found.comparison, translate), ensure_ascii=False))
        return WELL
    has_colors = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    lines = summary if found.files else partial(tell, has_colors=has_colors)
    for line in (*lines(found.comparison, translate), *map(shown, found.files)):
        print(line)
    return WELL
