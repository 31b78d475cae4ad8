"""What can be wrong, where it is, and the way out."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NoReturn


def N_(message: str) -> str:  # noqa: N802 -- gettext's name for "to be translated later"
    """Mark a message that is kept in a table for the catalog of messages, and return it."""
    return message


class Severity(Enum):
    """How much a problem matters: an error stops the build, the others do not; what was repaired is told once."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    REPAIRED = "repaired"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a source file; lines count from 1, and line 0 means the file as a whole."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    ``message`` and ``hint`` are templates: they are looked up in the catalog of messages as they stand, and only then
    filled with ``values``, so that they can be shown in another language. ``code`` is that of the rule, if it has one.
    """

    message: str
    location: Location | None = None
    hint: str = ""
    severity: Severity = Severity.ERROR
    values: Mapping[str, object] = field(default_factory=dict)
    code: str = ""

    def format(self, translate: Callable[[str], str] = str) -> str:
        """Return the problem as printed: ``file:line: error: message [code]``, and the hint on a line of its own."""
        place = f"{self.location}: " if self.location else ""
        code = f" [{self.code}]" if self.code else ""
        lines = [f"{place}{translate(self.severity.value)}: {translate(self.message).format_map(self.values)}{code}"]
        if self.hint:
            lines.append(f"  {translate('hint')}: {translate(self.hint).format_map(self.values)}")
        return "\n".join(lines)


class DedocError(Exception):
    """Everything that was found wrong in one stage, never only the first thing."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.format() for problem in problems))
        self.problems = problems


class ProjectError(DedocError):
    """The configuration (edition, style or locale) is wrong."""


class ContentError(DedocError):
    """The chapters or the data are wrong."""


class OutputError(DedocError):
    """An output could not be made or written."""


class Report:
    """Collects the problems of a stage, so that all of them are told at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def error(self, location: Location | None, message: str, hint: str = "", **values: object) -> None:
        """Record something that must be put right before anything is printed."""
        self.problems.append(Problem(message, location, hint, Severity.ERROR, values))

    def warn(self, location: Location | None, message: str, hint: str = "", **values: object) -> None:
        """Record something that prints, though perhaps not as it was meant."""
        self.problems.append(Problem(message, location, hint, Severity.WARNING, values))

    @property
    def has_errors(self) -> bool:
        """Whether an error was recorded."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def raise_errors(self, kind: type[DedocError]) -> None:
        """Raise ``kind`` with all problems, ordered by place, if one of them is an error."""
        if self.has_errors:
            raise kind(in_order(self.problems))


def in_order(problems: list[Problem] | tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems without repetitions, ordered by file and line."""
    unique = {(p.location, p.message, str(p.values)): p for p in problems}
    return tuple(sorted(unique.values(), key=lambda problem: problem.location or Location("")))


def fail(kind: type[DedocError], location: Location | None, message: str, hint: str = "", **values: object) -> NoReturn:
    """Raise ``kind`` for a single problem after which a stage cannot go on."""
    raise kind((Problem(message, location, hint, Severity.ERROR, values),))


MACHINE = frozenset(
    getattr(errno, name)
    for name in (
        *("EACCES", "EDQUOT", "EFBIG", "EIO", "ELOOP", "EMFILE", "ENAMETOOLONG", "ENFILE", "ENOENT", "ENOMEM"),
        *("ENOSPC", "ENOTDIR", "EPERM", "EROFS", "ETXTBSY"),
    )
    if hasattr(errno, name)
)
"""What no program can help: disks that are full, taken away or locked, and limits of the system."""


def of_machine(error: OSError | MemoryError) -> Problem | None:
    """Return what the machine refuses as a problem, None for what is a mistake of the program."""
    hint = N_("check the permissions and the room on the disks, also where temporary files go (TMPDIR)")
    if isinstance(error, MemoryError):
        return Problem("the machine has no memory left", None, N_("end other programs, or print less at once"))
    if error.errno not in MACHINE:
        return None
    place = Location(str(error.filename)) if error.filename is not None else None
    return Problem("a file cannot be read or written: {reason}", place, hint, values={"reason": reason_of(error)})


def reason_of(error: OSError) -> str:
    """Return why the machine refuses something, in its own words; of many things, the first."""
    # What copies a folder (shutil) says so of each file.
    if error.args and isinstance(error.args[0], list) and error.args[0]:
        return str(error.args[0][0][-1]).partition("] ")[2].partition(": ")[0] or str(error.args[0][0][-1])
    return error.strerror or str(error)
