"""``dedoc archive``: an edition packed so that it proves itself, and such packages verified, built again, compared."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dedoc.cli.signing import add_signing, now, run_sign, signature_data, signature_lines
from dedoc.cli.telling import USAGE, WELL, as_data, clear_line, progress, shown

ACTIONS = {"verify": 1, "rebuild": 1, "diff": 2, "sign": 1}
"""What is done with bags, and how many it takes."""


def add_archive(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    """Say what ``dedoc archive`` takes."""
    words = translate("an edition to be archived; or “verify BAG”, “rebuild BAG”, “diff OLD NEW”, “sign BAG”")
    parser.add_argument("words", nargs="*", metavar="EDITION", help=words)
    into = translate("where the bag and its tar go, or signatures")
    parser.add_argument("--into", metavar="DIR", type=Path, help=into)
    languages = translate("the languages to archive, with commas; all that there are if left out")
    parser.add_argument("--locale", metavar="LANG", default="all", help=languages)
    parser.add_argument("--style", metavar="NAME", help=translate("a look in styles/, instead of the edition's own"))
    packed = translate("pack the tar by Zstandard (.tar.zst)")
    parser.add_argument("--zstd", action="store_true", help=packed)
    trusted = translate("let “rebuild” run the program in a bag even if it is not this one")
    parser.add_argument("--trust", action="store_true", help=trusted)
    add_signing(parser, translate)
    parser.add_argument("--json", action="store_true", help=translate("report as JSON, for other programs"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    words = arguments.words
    if words and words[0] in ACTIONS:
        if len(words) != ACTIONS[words[0]] + 1:
            _refuse(translate("it is: archive verify BAG, rebuild BAG, sign BAG, or diff OLD NEW"))
        run = {"verify": _verify, "rebuild": _rebuild, "diff": _diff, "sign": _sign}[words[0]]
        return run(arguments, translate)
    if len(words) > 1 or arguments.into is None:
        _refuse(translate("archive takes one edition, and --into names the folder of the bag"))
    return _archive(arguments, translate)


def _refuse(message: str) -> None:
    print("dedoc:", message, file=sys.stderr)
    raise SystemExit(USAGE)


def _archive(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    from dedoc.archiving import archive  # noqa: PLC0415 -- --help and --version wait for no library
    from dedoc.build import Order  # noqa: PLC0415
    from dedoc.languages import languages_asked  # noqa: PLC0415

    edition = arguments.words[0] if arguments.words else None
    order = Order(edition, locale=arguments.locale, style=arguments.style)
    languages = languages_asked(order.locale, order.edition)
    tell = progress(arguments, translate)
    made = archive(replace(order, locale=None), languages, arguments.into, tell, is_packed=arguments.zstd)
    files = [str(made.folder), str(made.tar)]
    lines = [shown(made.folder), shown(made.tar)]
    return _tell(arguments, translate, lines, as_data(made.problems, translate) | {"files": files}, made.problems)


def _verify(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    from dedoc.archiving import check_signatures, verify_bag  # noqa: PLC0415

    path = Path(arguments.words[1])
    bag, problems = verify_bag(path)
    signatures, remarks = check_signatures(path, bag, now(), arguments.signature, arguments.certificate)
    line = translate("the bag is complete, unchanged, readable and conforming: {count} files")
    lines = [line.format(count=len(bag.files)), *signature_lines(signatures, translate)]
    said = [signature_data(each) for each in signatures]
    data = as_data((*problems, *remarks), translate) | {"files": len(bag.files), "signatures": said}
    return _tell(arguments, translate, lines, data, (*problems, *remarks))


def _sign(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    if arguments.key is None:
        _refuse(translate("sign takes the key that --key names"))
    files = run_sign(arguments, translate)
    data = as_data((), translate) | {"files": [str(path) for path in files]}
    return _tell(arguments, translate, [shown(path) for path in files], data, ())


def _rebuild(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    from dedoc.archiving import rebuild  # noqa: PLC0415

    path = Path(arguments.words[1])
    rebuilt = rebuild(path, progress(arguments, translate), is_trusted=arguments.trust)
    line = translate("{name}: built again from the bag alone, the same bytes")
    data = as_data(rebuilt.problems, translate) | {"proved": list(rebuilt.outputs)}
    return _tell(arguments, translate, [line.format(name=name) for name in rebuilt.outputs], data, rebuilt.problems)


def _diff(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    from dedoc.archiving import compare_bags  # noqa: PLC0415

    found = compare_bags(*map(Path, arguments.words[1:]))
    rows = [(translate(each.kind), each.name, translate(each.message).format_map(each.values)) for each in found]
    lines = [": ".join(part for part in row if part) for row in rows] or [translate("the bags hold the same")]
    keys = ("kind", "name", "where")
    data = {"ok": True, "problems": [], "differences": [dict(zip(keys, row, strict=True)) for row in rows]}
    return _tell(arguments, translate, lines, data, ())


def _tell(
    arguments: argparse.Namespace, translate: Callable[[str], str], lines: Sequence[str], data: Any, problems: Any
) -> int:
    """Print what was done, as lines or as JSON, and what should be known of it; return the exit code."""
    if arguments.json:
        print(json.dumps(data, ensure_ascii=False))
        return WELL
    clear_line()
    for line in lines:
        print(line)
    for problem in problems:
        print(problem.format(translate), file=sys.stderr)
    return WELL
