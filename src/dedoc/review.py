"""An edition read as a sub-editor reads it, and repaired where there is one right way only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dedoc.build import Order, Source, load
from dedoc.checking import Finding, Options, Repairs, check_document, repair
from dedoc.errors import ContentError, DedocError, Location, Problem, fail, in_order
from dedoc.outputs import write_outputs


@dataclass(frozen=True, slots=True)
class Checked:
    """What an editor should look at, and what was repaired."""

    problems: tuple[Problem, ...]
    repaired: tuple[Problem, ...] = ()


ROUNDS = 8
"""How often repairs are made at most: one may make room for another."""


def check(order: Order, options: Options | None = None, *, is_repairing: bool = False) -> Checked:
    """Return what an editor should look at in an edition that can be printed; DedocError if it cannot.

    With ``is_repairing``, what is certain is repaired in the sources first. They stay as they were if that fails.
    """
    options = options or Options()
    repaired: list[Finding] = []
    source, found = _find(order, options)
    for _ in range(ROUNDS if is_repairing else 0):
        repairs = repair(found, source.inputs)
        if not repairs.files:
            break
        source, found = _repaired(repairs, source, order, options)
        repaired += repairs.findings
    problems = in_order([*source.problems, *(finding.problem for finding in found)])
    return Checked(problems, in_order([finding.problem for finding in repaired]))


def _find(order: Order, options: Options) -> tuple[Source, tuple[Finding, ...]]:
    source = load(order)
    found = check_document(source.document, source.inputs, source.edition.folder, options)
    source.inputs.report.raise_errors(ContentError)
    return source, found


def _repaired(repairs: Repairs, source: Source, order: Order, options: Options) -> tuple[Source, tuple[Finding, ...]]:
    """Put repaired files in place and return what is found in them; put them back if they cannot be read any more."""
    hint = "wait until it is saved, then run the command again"

    def check_unchanged() -> None:
        for path in repairs.files:
            if path.read_bytes() != source.inputs.raw[path]:
                fail(ContentError, Location(source.inputs.name(path)), "the file changed while it was being read", hint)

    _write_sources(repairs.files, source, check_unchanged)
    try:
        return _find(order, options)
    except DedocError:
        _write_sources({path: source.inputs.raw[path] for path in repairs.files}, source)
        raise


def _write_sources(files: dict[Path, bytes], source: Source, check: Callable[[], None] = lambda: None) -> None:
    folder = source.edition.folder.resolve()
    named = {path.resolve().relative_to(folder).as_posix(): data for path, data in files.items()}
    write_outputs(named, folder, "check the permissions of the files and the room on the disk", check)
