"""The command line: arguments, progress, messages and exit codes. Nothing else prints.

Each command has a module here with a function ``add_…``, which says what it takes and what runs it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from dedoc import __version__
from dedoc.cli.archiving import add_archive
from dedoc.cli.comparing import add_diff
from dedoc.cli.factbook import add_facts
from dedoc.cli.importing import add_import
from dedoc.cli.looking import add_check, add_verify
from dedoc.cli.printing import add_build, add_fidelity
from dedoc.cli.returning import add_pull
from dedoc.cli.starting import add_init
from dedoc.cli.telling import INTERRUPTED, PROBLEMS, USAGE, WELL, clear_line, tell_problems
from dedoc.cli.translating import add_translate
from dedoc.cli.yearly import add_new, add_status
from dedoc.errors import N_, DedocError, of_machine
from dedoc.messages import translator, user_language

__all__ = ["PROBLEMS", "USAGE", "WELL", "main"]

COMMANDS = (
    ("build", N_("print an edition: the PDF and the Word file"), add_build),
    ("check", N_("say what is wrong or missing in an edition; print nothing"), add_check),
    ("facts", N_("list the facts of an edition, or exchange them with a spreadsheet"), add_facts),
    ("translate", N_("exchange an edition with translators, and see how far they are"), add_translate),
    ("init", N_("begin a new report with a small complete example"), add_init),
    ("new", N_("carry an edition over to another year"), add_new),
    ("status", N_("say how far an edition is, and what stops its publication"), add_status),
    ("import", N_("make an edition of a printed text, or of a report written in Word"), add_import),
    ("pull", N_("bring home what was changed in a Word file of an edition"), add_pull),
    ("verify", N_("hold PDFs of any origin to the rules of Chinese layout"), add_verify),
    ("diff", N_("tell what changed from one edition to another"), add_diff),
    ("archive", N_("pack an edition so that it proves itself and can be built again"), add_archive),
    ("fidelity", N_("compare an edition with its printed pages, one by one"), add_fidelity),
)
"""The commands with what they do and what adds their arguments, in the order of ``--help``."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 well, 1 problems, 2 usage."""
    try:
        code = _run(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads our output has read enough (dedoc check | head).
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return PROBLEMS
    except OSError as error:
        # The disk that our output goes to is full (dedoc check > report).
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return _refused(error, translator(user_language()))
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
        tell_problems(error.problems, arguments, translate, is_well=False)
        return PROBLEMS
    except BrokenPipeError:
        raise
    except (OSError, MemoryError) as error:
        return _refused(error, translate)
    except KeyboardInterrupt:
        clear_line()
        print(translate("interrupted; nothing was changed"), file=sys.stderr)
        return INTERRUPTED


def _refused(error: OSError | MemoryError, translate: Callable[[str], str]) -> int:
    """Tell what the machine refuses; a mistake of the program keeps its traceback."""
    problem = of_machine(error)
    if problem is None:
        raise error
    clear_line()
    print(problem.format(translate), file=sys.stderr)
    return PROBLEMS


def _parser(translate: Callable[[str], str]) -> argparse.ArgumentParser:
    about = translate("Annual reports from one source: a PDF and a Word document that agree.")
    parser = argparse.ArgumentParser(prog="dedoc", description=about)
    parser.add_argument("--version", action="version", version=f"dedoc {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, about, add in COMMANDS:
        add(commands.add_parser(name, help=translate(about)), translate)
    return parser
