"""Tells of progress, problems and files: what every command prints in one way."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dedoc.errors import N_, Problem, Severity

if TYPE_CHECKING:
    from dedoc.build import Result


WELL, PROBLEMS, USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes."""

STAGES = {
    "read": N_("reading the source"),
    "resolve": N_("resolving facts, notes and references"),
    "localise": N_("putting it into words"),
    "render": N_("printing"),
    "verify": N_("verifying what was printed"),
}


def progress(arguments: argparse.Namespace, translate: Callable[[str], str]) -> Callable[[str], None]:
    """Return what tells of each stage: one line that is written over, on a terminal only."""
    if arguments.json or not sys.stderr.isatty():
        return lambda _: None

    def tell(stage: str) -> None:
        number = list(STAGES).index(stage) + 1
        line = f"[{number}/{len(STAGES)}] {translate(STAGES[stage])} …"
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)

    return tell


def progress_of_several(arguments: argparse.Namespace, translate: Callable[[str], str]) -> Callable[[str, str], None]:
    """Return what tells of the stages of several languages on one line."""
    if arguments.json or not sys.stderr.isatty():
        return lambda _language, _stage: None
    reached: dict[str, str] = {}

    def tell(language: str, stage: str) -> None:
        reached[language] = stage
        number = {name: index + 1 for index, name in enumerate(STAGES)}
        parts = (f"{name} [{number[at]}/{len(STAGES)}] {translate(STAGES[at])}" for name, at in reached.items())
        print(f"\r\033[K{' · '.join(parts)} …", end="", file=sys.stderr, flush=True)

    return tell


def clear_line() -> None:
    """Take the line of progress off a terminal."""
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def shown(path: Path) -> str:
    """Return a path as a reader in the working folder would write it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def tell_problems(
    problems: Sequence[Problem], arguments: argparse.Namespace, translate: Callable[[str], str], *, is_well: bool
) -> None:
    """Print problems as lines or as JSON: to standard output where finding them was the task."""
    if arguments.json:
        print(json.dumps(as_data(problems, translate), ensure_ascii=False))
        return
    clear_line()
    for problem in problems:
        print(problem.format(translate), file=sys.stdout if is_well else sys.stderr)
    if is_well and not problems:
        print(translate("nothing is wrong and nothing is missing"))


def as_data(problems: Sequence[Problem], translate: Callable[[str], str], result: Result | None = None) -> Any:
    """Return problems, and what was built, for other programs."""
    data: dict[str, Any] = {
        "ok": not any(problem.severity is Severity.ERROR for problem in problems),
        "problems": [problem_data(problem, translate) for problem in problems],
    }
    if result is not None:
        data["files"] = [str(path) for path in result.files]
        data["pages"] = result.pages.pages
        data["map"] = asdict(result.pages)
    return data


def problem_data(problem: Problem, translate: Callable[[str], str]) -> dict[str, Any]:
    """Return a problem for other programs."""
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
