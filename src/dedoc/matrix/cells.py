"""The cells of a matrix: which editions, in which languages and looks, and what each is printed from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TypeAlias

from dedoc.build import Order, output_folder
from dedoc.errors import DedocError, Problem, ProjectError, Report, fail, in_order
from dedoc.inputs import Inputs
from dedoc.languages import ALL, languages_asked, languages_of
from dedoc.project import Edition, editions_below, mend, project_roots, survey_edition
from dedoc.style import read_style
from dedoc.toolchain import files_below

TRANSLATIONS = "translations"
"""The folder of an edition with a folder for each language it is translated into."""

Look: TypeAlias = tuple[tuple[Path, ...], str]
"""The folders of a look, and the digest of what they hold."""

LookOf: TypeAlias = Callable[[str, str], Look]
"""Returns a look by its name in a language."""


@dataclass(frozen=True, slots=True)
class Cell:
    """An edition in one language and one look.

    ``name`` is what people call it, ``target`` the folder that its outputs go to, ``styles`` are the folders of its
    look, ``digest`` is over all that it is printed from, and ``size`` is that of its sources in bytes.
    """

    name: str
    order: Order
    target: Path
    styles: tuple[Path, ...]
    digest: str
    size: int

    @property
    def folder(self) -> Path:
        """The folder of the edition."""
        return Path(str(self.order.edition))


@dataclass(frozen=True, slots=True)
class Survey:
    """The cells of a matrix, what keeps others from being printed, by their names, and the folder of all editions."""

    root: Path
    cells: tuple[Cell, ...]
    refused: dict[str, tuple[Problem, ...]]


def survey(order: Order, styles: Sequence[str] = ()) -> Survey:
    """Return the cells of the editions that an order names, in all languages unless it names some.

    ``order.edition`` is the name of one, a pattern such as ``*-2024``, or None for all that ``content/`` holds. Without
    ``styles``, each edition has its own look. ProjectError if there is no such edition.
    """
    cells: list[Cell] = []
    refused: dict[str, tuple[Problem, ...]] = {}
    folders = _editions(order.edition)
    # Looks are read once for all editions.
    look_of = cache(_look)
    for folder in folders:
        try:
            cells += _cells(folder, order, styles, look_of)
        except DedocError as error:
            refused[folder.name] = error.problems
    # The longest first: then no worker is left with a long one when the others have nothing more to do.
    return Survey(folders[0].parent, tuple(sorted(cells, key=lambda cell: (-cell.size, cell.name))), refused)


def _editions(pattern: str | None) -> list[Path]:
    """Return the folders of editions in the first ``content/`` that has any, by their names."""
    for root in project_roots():
        found = sorted(folder.resolve() for folder in editions_below(root))
        if found:
            break
    else:
        hint = "run the command in a folder with “content/”"
        fail(ProjectError, None, "there is no edition here", hint)
    wanted = [folder for folder in found if pattern is None or fnmatchcase(folder.name, pattern)]
    if not wanted:
        values = {"pattern": str(pattern), "known": ", ".join(folder.name for folder in found[:8])}
        fail(ProjectError, None, "no edition is called like “{pattern}”", "there are: {known}", **values)
    return wanted


def _cells(folder: Path, order: Order, styles: Sequence[str], look_of: LookOf) -> Iterator[Cell]:
    """Yield the cells of one edition; DedocError with what is wrong in ``edition.yaml`` or in a look.

    What a killed command left half written in it is taken back first.
    """
    mend(folder)
    report = Report()
    edition = survey_edition(folder, report, Inputs(folder, report))
    if edition is None or report.has_errors:
        raise ProjectError(in_order(report.problems))
    sources = dict(_hashes(folder))
    everyone = order.locale in (None, ALL)
    for language in languages_of(folder, edition) if everyone else languages_asked(order.locale, None):
        for style in dict.fromkeys(styles) or (order.style or edition.style,):
            ordered = replace(order, edition=str(folder), locale=language, style=style)
            yield _cell(edition, ordered, sources, look_of(style, language), is_styled=len(set(styles)) > 1)


def _cell(edition: Edition, order: Order, sources: dict[str, tuple[str, int]], look: Look, *, is_styled: bool) -> Cell:
    language, style = str(order.locale), str(order.style)
    parts = [edition.name, language, *([style] if is_styled else [])]
    target = output_folder(order, edition).joinpath(*parts[2:])
    read = _of_language(sources, language)
    size = sum(length for _, length in read.values())
    return Cell("/".join(parts), order, target.absolute(), look[0], _digest(read, look[1]), size)


def _look(style: str, language: str) -> Look:
    """Return the folders of a look in a language, and the digest of what they hold; ProjectError if it is wrong."""
    report = Report()
    found = read_style(style, project_roots(), report, language)
    report.raise_errors(ProjectError)
    return found.folders, _look_digest(found.folders)


def digest_of(cell: Cell) -> str:
    """Return the digest of what a cell would be printed from now."""
    return _digest(_of_language(dict(_hashes(cell.folder)), str(cell.order.locale)), _look_digest(cell.styles))


def _look_digest(folders: tuple[Path, ...]) -> str:
    return _digest({f"{folder.name}/{name}": found for folder in folders for name, found in _hashes(folder)}, "")


def _digest(sources: dict[str, tuple[str, int]], look: str) -> str:
    lines = [look, *(f"{found}  {name}" for name, (found, _) in sorted(sources.items()))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _hashes(folder: Path) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield the files below a folder with their hashes and sizes; what cannot be read is told by who prints it."""
    for name, data in files_below(folder, Report()):
        yield name, (hashlib.sha256(data).hexdigest(), len(data))


def _of_language(sources: dict[str, tuple[str, int]], language: str) -> dict[str, tuple[str, int]]:
    """Return the sources without the translations into other languages, which this one is not printed from."""

    def is_read(name: str) -> bool:
        folder, *rest = name.split("/")
        return folder != TRANSLATIONS or len(rest) < 2 or rest[0] == language

    return {name: found for name, found in sources.items() if is_read(name)}
