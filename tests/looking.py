"""Small editions looked at by the checks, without the press and its fonts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cases import files_of
from dedoc.checking import Finding, Options, check_document
from dedoc.errors import Report, in_order
from dedoc.inputs import Inputs
from dedoc.localise import localise
from dedoc.project import read_edition, read_locale
from dedoc.read import read
from dedoc.resolve import resolve
from dedoc.resolve.context import Context
from editions import make_edition

CHAPTER = "chapters/01-a.md"


def given_files(given: str) -> Mapping[str, str]:
    """Return the files of a case: a chapter alone, or each behind a line ``=== path``."""
    return files_of(given) if given.startswith("=== ") else {CHAPTER: given}


def look(folder: Path, files: Mapping[str, str | bytes | None], options: Options | None = None) -> tuple[Finding, ...]:
    """Make an edition and return what the checks find in it; AssertionError if it cannot be read."""
    return look_at(make_edition(folder, files), options)


def look_at(folder: Path, options: Options | None = None) -> tuple[Finding, ...]:
    """Return what the checks find in an edition; AssertionError if it cannot be read."""
    return read_and_check(folder, options)[0]


def read_and_check(folder: Path, options: Options | None = None) -> tuple[tuple[Finding, ...], Inputs]:
    """Return what the checks find in an edition, and its files."""
    report = Report()
    inputs = Inputs(folder, report)
    edition = read_edition(folder, report, inputs)
    locale = read_locale(edition.metadata.language, report)
    document = resolve(read(edition, locale, inputs), Context(edition.numbering, report))
    assert not report.problems, [problem.format() for problem in report.problems]
    found = check_document(localise(document, locale), inputs, folder, options or Options())
    assert not report.problems, [problem.format() for problem in report.problems]
    return found, inputs


def told(findings: tuple[Finding, ...], folder: Path) -> str:
    """Return findings one a line, by place: the file (but for the chapter), the line, the code and the message."""
    lines = []
    for problem in in_order([finding.problem for finding in findings]):
        assert problem.location is not None
        place = str(problem.location).replace(f"{folder.as_posix()}/", "").replace(f"{CHAPTER}:", "")
        message = problem.message.format_map(problem.values).replace(f"{folder.as_posix()}/", "")
        lines.append(f"{place} {problem.code} {message}\n")
    return "".join(lines)
