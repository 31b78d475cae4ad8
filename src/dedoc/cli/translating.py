"""``dedoc translate``: units and catalogs for translators, and how far they have come."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dedoc.cli.telling import WELL, as_data, shown, tell_problems
from dedoc.errors import N_

if TYPE_CHECKING:
    from dedoc.translate.updating import Filled

Translate = Callable[[str], str]


def add_translate(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Say what ``dedoc translate`` takes."""
    ways = parser.add_subparsers(dest="way", metavar="WAY", required=True)
    for name, about, add in WAYS:
        way = ways.add_parser(name, help=translate(about))
        edition = translate("an edition in content/, or the folder of one; the newest if left out")
        way.add_argument("edition", nargs="?", metavar="EDITION", help=edition)
        way.add_argument("--locale", metavar="LANG", help=translate("the language to translate into, such as en"))
        way.add_argument("--json", action="store_true", help=translate("report as JSON, for other programs"))
        add(way, translate)


def _add_extract(parser: argparse.ArgumentParser, translate: Translate) -> None:
    into = translate("where templates go, instead of translations/templates")
    parser.add_argument("--into", metavar="DIR", type=Path, help=into)
    parser.set_defaults(run=_extract)


def _add_update(parser: argparse.ArgumentParser, translate: Translate) -> None:
    memory = translate("a memory (TMX) to fill new texts from")
    parser.add_argument("--memory", metavar="FILE", type=Path, action="append", default=[], help=memory)
    parser.set_defaults(run=_update)


def _add_status(parser: argparse.ArgumentParser, translate: Translate) -> None:
    parser.add_argument("--html", metavar="FILE", type=Path, help=translate("write a page with all that is to be done"))
    parser.set_defaults(run=_status)


def _add_check(parser: argparse.ArgumentParser, _translate: Translate) -> None:
    parser.set_defaults(run=_check)


def _add_export(parser: argparse.ArgumentParser, translate: Translate) -> None:
    to = translate("the file to write: .xlf (XLIFF), .tmx (memory) or .docx (two columns)")
    parser.add_argument("--to", metavar="FILE", type=Path, required=True, help=to)
    version = translate("the version of XLIFF")
    parser.add_argument("--xliff", choices=("2.1", "1.2"), default="2.1", help=version)
    parser.add_argument("--open", action="store_true", help=translate("only what is not translated yet"))
    parser.set_defaults(run=_export)


def _add_import(parser: argparse.ArgumentParser, translate: Translate) -> None:
    file = translate("the file that came back: XLIFF, PO or Word")
    parser.add_argument("--from", metavar="FILE", type=Path, required=True, dest="file", help=file)
    parser.set_defaults(run=_import)


def _add_pseudo(parser: argparse.ArgumentParser, translate: Translate) -> None:
    into = translate("the folder for a copy of the edition, every text in it replaced by letters")
    parser.add_argument("--into", metavar="DIR", type=Path, required=True, help=into)
    parser.set_defaults(run=_pseudo)


WAYS = (
    ("extract", N_("write all texts of an edition as templates for PO editors"), _add_extract),
    ("update", N_("begin catalogs, or bring them up to date with the edition"), _add_update),
    ("status", N_("say how much is translated, chapter by chapter"), _add_status),
    ("check", N_("look through the translations: placeholders, numbers, terms, marks"), _add_check),
    ("export", N_("write the texts for a translator's tools, or for a colleague in Word"), _add_export),
    ("import", N_("put what came back into the catalogs: all of it, or nothing"), _add_import),
    ("pseudo", N_("make a copy of an edition in letters that mean nothing, to try a layout"), _add_pseudo),
)
"""What can be done with translations, and what adds the arguments of each."""


def _extract(arguments: argparse.Namespace, _translate: Translate) -> int:
    from dedoc.translation import open_source, templates  # noqa: PLC0415 -- --help waits for no library

    files = templates(open_source(arguments.edition), arguments.into)
    return _tell_files(files, arguments)


def _tell_files(files: tuple[Path, ...], arguments: argparse.Namespace, **more: Any) -> int:
    if arguments.json:
        data = {"ok": True, "problems": [], "files": [str(path) for path in files], **more}
        print(json.dumps(data, ensure_ascii=False))
        return WELL
    for path in files:
        print(shown(path))
    return WELL


def _update(arguments: argparse.Namespace, translate: Translate) -> int:
    from dedoc.translation import memories, open_translation, update_catalogs  # noqa: PLC0415

    opened = open_translation(arguments.edition, arguments.locale)
    updated = update_catalogs(opened, memories(arguments.memory, opened))
    filled = {name: _filled_data(each) for name, each in updated.filled.items()}
    code = _tell_files(updated.files, arguments, filled=filled)
    if not arguments.json:
        for name, each in updated.filled.items() if updated.files else ():
            print(_filled_line(name, each, translate))
        if not updated.files:
            print(translate("the catalogs are up to date"))
    return code


def _filled_data(filled: Filled) -> dict[str, dict[str, int]]:
    kinds = (("exact", filled.exact), ("fuzzy", filled.fuzzy), ("new", filled.new))
    return {kind: {"units": units, "characters": characters} for kind, (units, characters) in kinds}


def _filled_line(name: str, filled: Filled, translate: Translate) -> str:
    pattern = translate("{name}: characters from memory {exact}, from memory but not equal {fuzzy}, new {new}")
    exact, fuzzy, new = (counted[1] for counted in (filled.exact, filled.fuzzy, filled.new))
    return pattern.format(name=name, exact=exact, fuzzy=fuzzy, new=new)


def _status(arguments: argparse.Namespace, translate: Translate) -> int:
    from dedoc.translate.status import count, data, lines  # noqa: PLC0415
    from dedoc.translation import languages_of, open_translation  # noqa: PLC0415

    languages = [arguments.locale] if arguments.locale else list(languages_of(arguments.edition))
    if arguments.html is not None:
        return _status_page(languages, arguments, translate)
    counts = {language: count(open_translation(arguments.edition, language).linked) for language in languages}
    if arguments.json:
        told = {language: data(each) for language, each in counts.items()}
        print(json.dumps({"ok": True, "problems": [], "locales": told}, ensure_ascii=False))
        return WELL
    for language, each in counts.items():
        for line in lines(each, language, translate):
            print(line)
    return WELL


def _status_page(languages: list[str], arguments: argparse.Namespace, translate: Translate) -> int:
    from dedoc.proofing import write_status  # noqa: PLC0415

    language = "zh" if translate is not str else "en"
    return _tell_files(write_status(arguments.edition, languages, arguments.html, language, translate), arguments)


def _check(arguments: argparse.Namespace, translate: Translate) -> int:
    from dedoc.translation import findings, open_translation  # noqa: PLC0415

    problems = findings(open_translation(arguments.edition, arguments.locale))
    tell_problems(problems, arguments, translate, is_well=True)
    return WELL


def _export(arguments: argparse.Namespace, _translate: Translate) -> int:
    from dedoc.proofing import proof_of  # noqa: PLC0415
    from dedoc.translation import exported, open_translation  # noqa: PLC0415

    opened = open_translation(arguments.edition, arguments.locale)
    pages = {} if arguments.to.suffix == ".tmx" else proof_of(opened).pages
    files = exported(opened, arguments.to, arguments.xliff, only_open=arguments.open, pages=pages)
    return _tell_files(files, arguments)


def _import(arguments: argparse.Namespace, translate: Translate) -> int:
    from dedoc.translation import imported, open_translation  # noqa: PLC0415

    made = imported(open_translation(arguments.edition, arguments.locale), arguments.file)
    if arguments.json:
        data = as_data(made.problems, translate) | {
            "files": [str(path) for path in made.files],
            "changed": made.changed,
        }
        print(json.dumps(data, ensure_ascii=False))
        return WELL
    for path in made.files:
        print(shown(path))
    for problem in made.problems:
        print(problem.format(translate), file=sys.stderr)
    print(translate("translations that changed: {count}").format(count=made.changed))
    return WELL


def _pseudo(arguments: argparse.Namespace, _translate: Translate) -> int:
    from dedoc.translation import pseudo_edition  # noqa: PLC0415

    return _tell_files(pseudo_edition(arguments.edition, arguments.locale or "en", arguments.into), arguments)
