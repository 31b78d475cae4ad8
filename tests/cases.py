"""Cases kept in files, input beside expectation: a title, then input and expectation, each between lines with a dot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from dedoc.errors import Problem, ProjectError, Report, in_order
from dedoc.inputs import Inputs
from dedoc.model import Document
from dedoc.project import read_edition, read_locale
from dedoc.read import read
from dedoc.resolve import resolve
from dedoc.resolve.context import Context
from editions import make_edition

FILE = re.compile(r"^=== (\S+)\n", re.MULTILINE)


def cases(path: Path) -> list[object]:
    """Return the cases of a file, or of all files in a folder, as (input, expectation), named by their titles."""
    files = sorted(path.glob("*.md")) if path.is_dir() else [path]
    found = [(file, case) for file in files for case in read_fixture_file(file)]
    assert found, f"{path} holds no cases"
    return [pytest.param(given, expected, id=f"{file.stem}: {title}") for file, (_, title, given, expected) in found]


def files_of(given: str) -> dict[str, str]:
    """Return the files of an input in which each begins with a line ``=== path``."""
    parts = FILE.split(given)
    assert not parts[0].strip(), "an input begins with the name of its first file"
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def told(problems: list[Problem] | tuple[Problem, ...]) -> str:
    """Return problems as the program prints them, in order, and nothing if there are none."""
    return "".join(f"{problem.format()}\n" for problem in in_order(problems))


def resolved(
    folder: Path,
    files: Mapping[str, str | bytes | None],
    *,
    is_draft: bool = False,
    is_as_printed: bool = False,
) -> tuple[Document | None, tuple[Problem, ...]]:
    """Make an edition, read and resolve it as far as it goes; return the document and what was wrong."""
    report = Report()
    make_edition(folder, files)
    inputs = Inputs(folder, report)
    try:
        edition = read_edition(folder, report, inputs)
    except ProjectError as error:
        return None, error.problems
    document = read(edition, read_locale(edition.metadata.language, report), inputs)
    document = resolve(document, Context(edition.numbering, report, is_draft, is_as_printed))
    return document, in_order(report.problems)
