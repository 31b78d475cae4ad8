"""The command line: arguments, progress, messages and exit codes. Nothing else prints."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dedoc import __version__
from dedoc.errors import N_, DedocError, Problem, Severity
from dedoc.messages import translator, user_language
from dedoc.outputs import write_outputs

if TYPE_CHECKING:
    from dedoc.build import Order, Result
    from dedoc.verify.layout.inspection import Inspected

WELL, PROBLEMS, USAGE = 0, 1, 2
MOST_TOLD = 20
"""So many problems of what was printed are told one by one."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 well, 1 problems, 2 usage."""
    try:
        code = _run(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads our output has read enough (dedoc check | head).
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return PROBLEMS
    return code


def _run(argv: Sequence[str] | None) -> int:
    translate = translator(user_language())
    parser = _parser(translate)
    try:
        arguments = parser.parse_args(argv)
    except SystemExit:
        sys.stdout.flush()
        raise
    if arguments.command is None:
        parser.print_help(sys.stderr)
        return USAGE
    try:
        return int(arguments.run(arguments, translate))
    except DedocError as error:
        _tell_problems(error.problems, arguments, translate, is_well=False)
        return PROBLEMS
    except KeyboardInterrupt:
        _clear_line()
        print(translate("interrupted; nothing was changed"), file=sys.stderr)
        return 130


def _parser(translate: Callable[[str], str]) -> argparse.ArgumentParser:
    about = translate("Annual reports from one source: a PDF and a Word document that agree.")
    parser = argparse.ArgumentParser(prog="dedoc", description=about)
    parser.add_argument("--version", action="version", version=f"dedoc {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    build = commands.add_parser("build", help=translate("print an edition: the PDF and the Word file"))
    _add_edition(build, translate)
    build.add_argument("--into", metavar="DIR", type=Path, help=translate("where outputs go, instead of output/"))
    build.add_argument("--to", metavar="KINDS", help=translate("the outputs wanted, such as pdf or pdf,docx"))
    printed = translate("begin every page where the printed edition began it")
    build.add_argument("--as-printed", action="store_true", help=printed)
    crossed = translate("print with the other engine as well, and compare the two")
    build.add_argument("--cross-check", action="store_true", help=crossed)
    build.set_defaults(run=_build)
    check = commands.add_parser("check", help=translate("say what is wrong or missing in an edition; print nothing"))
    _add_edition(check, translate)
    repair = translate("repair in the sources what is certain, and say what was done")
    check.add_argument("--fix", action="store_true", help=repair)
    longest = translate("also tell of longer ones, in characters")
    check.add_argument("--sentences", metavar="N", type=int, default=0, help=longest)
    check.add_argument("--paragraphs", metavar="N", type=int, default=0, help=longest)
    check.set_defaults(run=_check, to=None, into=None, as_printed=False, cross_check=False)
    facts = translate("list the facts of an edition, or exchange them with a spreadsheet")
    _add_facts(commands.add_parser("facts", help=facts), translate)
    _add_import(
        commands.add_parser("import", help=translate("make an edition of the text of a printed one")), translate
    )
    _add_pull(
        commands.add_parser("pull", help=translate("bring home what was changed in a Word file of an edition")), translate
    )
    _add_verify(
        commands.add_parser("verify", help=translate("hold PDFs of any origin to the rules of Chinese layout")),
        translate,
    )
    _add_fidelity(
        commands.add_parser("fidelity", help=translate("compare an edition with its printed pages, one by one")),
        translate,
    )
    return parser


def _add_pull(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=translate("the Word file as it came back"))
    name = translate("the edition it was printed from; if left out, the one that the file names")
    parser.add_argument("edition", nargs="?", metavar="EDITION", help=name)
    parser.add_argument("--apply", action="store_true", help=translate("write the patch into the chapters"))
    parser.add_argument("--facts", action="store_true", help=translate("change facts.yaml too, where numbers were edited"))
    parser.add_argument("--json", action="store_true", help=translate("report as JSON, for other programs"))
    parser.set_defaults(run=_pull)


def _add_verify(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help=translate("a PDF to verify"))
    report = translate("report as JSON, into a file whose name ends with .json or to standard output")
    parser.add_argument("--json", nargs="?", const="-", metavar="REPORT", help=report)
    marked = translate("write a copy of each PDF with the places marked")
    parser.add_argument("--marked", metavar="DIR", type=Path, help=marked)
    parser.set_defaults(run=_verify)


def _add_fidelity(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    _add_edition(parser, translate)
    against = translate("the printed pages: a JSON file with folios of contents, notes and figures")
    parser.add_argument("--against", metavar="FILE", type=Path, required=True, help=against)
    parser.add_argument("--into", metavar="DIR", type=Path, help=translate("where the report goes, instead of output/"))
    parser.set_defaults(run=_fidelity, to=None, as_printed=False, cross_check=False)


def _add_facts(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    _add_edition(parser, translate)
    parser.add_argument("--find", metavar="TEXT", default="", help=translate("only facts in which a text stands"))
    ways = parser.add_mutually_exclusive_group()
    export = translate("write the facts as a spreadsheet, .csv or .xlsx")
    ways.add_argument("--export", metavar="FILE", type=Path, help=export)
    returned = translate("show what a spreadsheet changes; formulas in it are never run")
    ways.add_argument("--import", metavar="FILE", type=Path, dest="sheet", help=returned)
    parser.add_argument("--apply", action="store_true", help=translate("write into facts.yaml what --import shows"))
    parser.add_argument("--force", action="store_true", help=translate("let --export replace a file that is there"))
    parser.set_defaults(run=_facts, to=None, into=None, as_printed=False, cross_check=False)


def _add_import(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    parser.add_argument("text", metavar="TEXT", type=Path, help=translate("the text: UTF-8, or GB 18030"))
    parser.add_argument("--into", metavar="DIR", type=Path, required=True, help=translate("the edition's new folder"))
    parser.add_argument("--year", type=int, help=translate("the year of the report, if the text does not say it"))
    parser.add_argument("--title", help=translate("the title, if it is not what the text begins with"))
    parser.add_argument("--strict", action="store_true", help=translate("stop at the first repair that is not certain"))
    force = translate("replace a folder that is there; a backup is kept")
    parser.add_argument("--force", action="store_true", help=force)
    parser.add_argument("--json", action="store_true", help=translate("report as JSON, for other programs"))
    parser.set_defaults(run=_import)


def _add_edition(parser: argparse.ArgumentParser, translate: Callable[[str], str]) -> None:
    name = translate("an edition in content/, or the folder of one; the newest if left out")
    parser.add_argument("edition", nargs="?", metavar="EDITION", help=name)
    parser.add_argument("--locale", metavar="LANG", help=translate("the language to print, such as zh-CN"))
    parser.add_argument("--style", metavar="NAME", help=translate("a look in styles/, instead of the edition's own"))
    draft = translate("mark the pages as a draft, and let facts wait for their values")
    parser.add_argument("--draft", action="store_true", help=draft)
    parser.add_argument("--json", action="store_true", help=translate("report as JSON, for other programs"))


def _order(arguments: argparse.Namespace, translate: Callable[[str], str]) -> Order:
    from dedoc.build import OUTPUTS, Order  # noqa: PLC0415 -- --help and --version wait for no library

    kinds = tuple(dict.fromkeys((arguments.to or ",".join(OUTPUTS)).split(",")))
    unknown = [kind for kind in kinds if kind not in OUTPUTS]
    if unknown:
        message = translate("there is no output “{kind}”; there are: {known}")
        print("dedoc:", message.format(kind=unknown[0], known=", ".join(OUTPUTS)), file=sys.stderr)
        raise SystemExit(USAGE)
    ordered = tuple(kind for kind in OUTPUTS if kind in kinds)
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


def _build(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    order = _order(arguments, translate)
    from dedoc.build import build  # noqa: PLC0415

    result = build(order, _progress(arguments, translate))
    if arguments.json:
        print(json.dumps(_as_data(result.problems, translate, result), ensure_ascii=False))
    else:
        _tell_result(result, translate)
    return WELL


def _check(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    order = _order(arguments, translate)
    from dedoc.build import check  # noqa: PLC0415
    from dedoc.checking import Options  # noqa: PLC0415

    checked = check(order, Options(arguments.sentences, arguments.paragraphs), is_repairing=arguments.fix)
    if arguments.json:
        repaired = [_problem_data(problem, translate) for problem in checked.repaired]
        data = _as_data(checked.problems, translate) | ({"repaired": repaired} if arguments.fix else {})
        print(json.dumps(data, ensure_ascii=False))
        return WELL
    for problem in checked.repaired:
        print(replace(problem, severity=Severity.REPAIRED, hint="").format(translate))
    _tell_problems(checked.problems, arguments, translate, is_well=True)
    return WELL


def _facts(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    order = _order(arguments, translate)
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
        print(json.dumps(data, ensure_ascii=False) if arguments.json else _shown(target))
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

    made = import_facts(order, arguments.sheet, _progress(arguments, translate), is_applied=arguments.apply)
    _clear_line()
    if arguments.json:
        files = {"ok": True, "problems": [], "files": [str(made.target)] if made.target else []}
        print(json.dumps(files | told_data(made.changes, made.effects), ensure_ascii=False))
        return WELL
    for line in told(made.changes, made.effects, translate):
        print(line)
    if made.target is not None:
        print(_shown(made.target))
    elif made.changes:
        print(translate("nothing was written yet; --apply does it"), file=sys.stderr)
    else:
        print(translate("the spreadsheet changes nothing"), file=sys.stderr)
    return WELL


def _import(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    from dedoc.importing import Options, import_file, write  # noqa: PLC0415

    options = Options(arguments.year, arguments.title, arguments.strict)
    imported = import_file(arguments.text, options)
    backup = write(imported, arguments.into, force=arguments.force)
    counts = {kind.value: numbers for kind, numbers in imported.ledger.counts().items()}
    if arguments.json:
        repairs = {kind: {"count": count, "uncertain": uncertain} for kind, (count, uncertain) in counts.items()}
        folders = {"folder": str(arguments.into), "backup": str(backup) if backup else None}
        print(json.dumps({"ok": True, "problems": [], **folders, "repairs": repairs}, ensure_ascii=False))
        return WELL
    for kind, (count, uncertain) in counts.items():
        pattern = translate("{count} × {kind}, {uncertain} to look at") if uncertain else translate("{count} × {kind}")
        print("  " + pattern.format(count=count, kind=translate(kind), uncertain=uncertain))
    for path in (arguments.into, *(arguments.into / name for name in ("import-ledger.md", "facts-proposed.yaml"))):
        print(_shown(path))
    if backup:
        print(translate("what was there before is kept: {folder}").format(folder=_shown(backup)))
    return WELL


def _fidelity(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    order = _order(arguments, translate)
    from dedoc.build import compare_with_print  # noqa: PLC0415
    from dedoc.fidelity import summary, totals_data  # noqa: PLC0415

    language = "zh" if translator(user_language()) is not str else "en"
    compared = compare_with_print(order, arguments.against, translate, language)
    if arguments.json:
        files = [str(path) for path in compared.files]
        data = _as_data(compared.problems, translate) | {"files": files, "totals": totals_data(compared.fidelity)}
        print(json.dumps(data, ensure_ascii=False))
        return WELL
    for line in (*summary(compared.fidelity, translate), *map(_shown, compared.files)):
        print(line)
    return WELL


def _pull(arguments: argparse.Namespace, translate: Callable[[str], str]) -> int:
    from dedoc.returning import change_data, pull, put_back, told  # noqa: PLC0415

    tell = _progress(arguments, translate)
    returned = pull(arguments.file, arguments.edition, with_facts=arguments.facts, tell=tell)
    files = put_back(returned) if arguments.apply else ()
    if arguments.json:
        data = _as_data(returned.problems, translate) | {
            "changes": [change_data(change, translate) for change in returned.changes],
            "patch": returned.patch,
            "files": [str(path) for path in files],
        }
        print(json.dumps(data | {"ok": not returned.conflicts}, ensure_ascii=False))
        return PROBLEMS if returned.conflicts else WELL
    _clear_line()
    for change in returned.changes:
        print(told(change, translate))
    if returned.patch:
        print(f"\n{returned.patch}" if not files else "\n" + "\n".join(map(_shown, files)))
    elif not returned.changes:
        print(translate("nothing was changed in it"))
    for problem in returned.problems:
        print(problem.format(translate), file=sys.stderr)
    return PROBLEMS if returned.conflicts else WELL


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
    data = _as_data(problems, translate) | {"files": [inspected_data(each, translate) for each in inspected]}
    data |= {
        "ok": not problems and not any(each.findings for each in inspected),
        "marked": [str(path) for path in files],
    }
    text = json.dumps(data, ensure_ascii=False)
    if arguments.json == "-":
        print(text)
        return WELL if data["ok"] else PROBLEMS
    for each in inspected:
        print("\n".join(inspected_lines(each, _shown(each.path), translate)))
    if arguments.json:
        report = Path(arguments.json)
        files = (*files, *write_outputs({report.name: text.encode()}, report.parent))
    for path in files:
        print(_shown(path))
    for problem in problems:
        print(problem.format(translate), file=sys.stderr)
    return WELL if data["ok"] else PROBLEMS


def _marked(inspected: Sequence[Inspected], folder: Path, translate: Callable[[str], str]) -> tuple[Path, ...]:
    from dedoc.verify.layout.marked import marked_copies  # noqa: PLC0415 -- it takes Typst

    return write_outputs(marked_copies(inspected, translate, folder), folder)


STAGES = {
    "read": N_("reading the source"),
    "resolve": N_("resolving facts, notes and references"),
    "localise": N_("putting it into words"),
    "render": N_("printing"),
    "verify": N_("verifying what was printed"),
}


def _progress(arguments: argparse.Namespace, translate: Callable[[str], str]) -> Callable[[str], None]:
    """Return what tells of each stage: one line that is written over, on a terminal only."""
    if arguments.json or not sys.stderr.isatty():
        return lambda _: None

    def tell(stage: str) -> None:
        number = list(STAGES).index(stage) + 1
        line = f"[{number}/{len(STAGES)}] {translate(STAGES[stage])} …"
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)

    return tell


def _clear_line() -> None:
    """Take the line of progress off a terminal."""
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _tell_result(result: Result, translate: Callable[[str], str]) -> None:
    _clear_line()
    for path in result.files:
        print(_shown(path))
    for problem in result.noticed[:MOST_TOLD]:
        print(problem.format(translate), file=sys.stderr)
    if len(result.noticed) > MOST_TOLD:
        more = translate("and {count} more of what was printed (“--json” lists all)")
        print(more.format(count=len(result.noticed) - MOST_TOLD), file=sys.stderr)
    if others := len(result.problems) - len(result.noticed):
        message = translate("things to look at: {count} (“dedoc check” lists them)")
        print(message.format(count=others), file=sys.stderr)


def _shown(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _tell_problems(
    problems: Sequence[Problem], arguments: argparse.Namespace, translate: Callable[[str], str], *, is_well: bool
) -> None:
    if arguments.json:
        print(json.dumps(_as_data(problems, translate), ensure_ascii=False))
        return
    _clear_line()
    for problem in problems:
        print(problem.format(translate), file=sys.stdout if is_well else sys.stderr)
    if is_well and not problems:
        print(translate("nothing is wrong and nothing is missing"))


def _as_data(problems: Sequence[Problem], translate: Callable[[str], str], result: Result | None = None) -> Any:
    data: dict[str, Any] = {
        "ok": not any(problem.severity is Severity.ERROR for problem in problems),
        "problems": [_problem_data(problem, translate) for problem in problems],
    }
    if result is not None:
        data["files"] = [str(path) for path in result.files]
        data["pages"] = result.pages.pages
    return data


def _problem_data(problem: Problem, translate: Callable[[str], str]) -> dict[str, Any]:
    place = problem.location
    code = {"code": problem.code} if problem.code else {}
    return {
        "severity": problem.severity.value,
        "file": place.file if place else None,
        "line": place.line or None if place else None,
        "message": translate(problem.message).format_map(problem.values),
        "hint": translate(problem.hint).format_map(problem.values) or None,
        **code,
    }
