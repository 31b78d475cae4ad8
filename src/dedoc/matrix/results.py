"""What a cell gave: its files by their hashes, and what was noticed; kept in a store under the key of the cell."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dedoc.build import FILES, Made
from dedoc.errors import Location, Problem, Severity
from dedoc.matrix.cells import Cell
from dedoc.matrix.store import Store
from dedoc.outputs import write_outputs
from dedoc.toolchain import LOCK, machine, program, tools

FORMAT = "dedoc:result:1"
"""What keys begin with: another number where results are kept in another way."""


@dataclass(frozen=True, slots=True)
class Record:
    """The files of a cell by name, each with its sha256; its pages; what an editor should know."""

    files: Mapping[str, str]
    pages: int
    problems: tuple[Problem, ...]


@cache
def what_prints() -> str:
    """Return the digest of this program, of the packages and the Python that run it, and of the machine.

    OutputError where dedoc was installed without its lock.
    """
    own = program()
    files = {name: _hash(data) for name, data in own.items() if name == LOCK or name.startswith("src/")}
    return _hash(_canonical([files, tools(own[LOCK].decode()), machine()]))


def key_of(cell: Cell, printer: str, moment: str | None) -> str:
    """Return the key of a cell: the same for the same inputs, order, printer and ``SOURCE_DATE_EPOCH``."""
    order = {name: value for name, value in asdict(cell.order).items() if name not in ("edition", "into", "instead")}
    return _hash(_canonical([FORMAT, printer, moment, cell.folder.name, order, cell.digest]))


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def keep(store: Store, key: str, made: Made) -> Record:
    """Keep what a cell gave, and return its record, which comes last, so that what it names is there.

    OutputError if it cannot be kept.
    """
    files = {name: _hash(data) for name, data in made.files.items()}
    for name, data in made.files.items():
        store.write(_object(files[name]), data)
    record = {"files": files, "pages": made.pages.pages, "problems": [problem_record(p) for p in made.problems]}
    store.write(_place(key), _canonical(record) + b"\n")
    return Record(files, made.pages.pages, made.problems)


def find(store: Store, key: str) -> Record | None:
    """Return the record under a key; None if there is none that can be read, or one with files that we do not make."""
    data = store.read(_place(key))
    try:
        record = json.loads(data) if data is not None else None
        if record is None:
            return None
        files = {name: str(record["files"][name]) for name in FILES.values() if name in record["files"]}
        problems = tuple(_problem(each) for each in record["problems"])
        is_ours = len(files) == len(record["files"])
        return Record(files, int(record["pages"]), problems) if is_ours else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def content(store: Store, digest: str) -> bytes | None:
    """Return the bytes of a digest; None if they are not there, or damaged."""
    data = store.read(_object(digest))
    return data if data is not None and _hash(data) == digest else None


def is_whole(store: Store, record: Record | None) -> bool:
    """Return whether all that a record names is in the store, undamaged."""
    return record is not None and all(content(store, digest) is not None for digest in record.files.values())


def place(store: Store, record: Record, target: Path) -> bool:
    """Put the files of a record into a folder where they are not there yet; False if the store lacks one of them.

    OutputError if they cannot be written; what was there is left then.
    """
    files: dict[str, bytes] = {}
    for name, digest in record.files.items():
        if _is_there(target / name, digest):
            continue
        data = content(store, digest)
        if data is None:
            return False
        files[name] = data
    if files:
        write_outputs(files, target)
    return True


def _is_there(path: Path, digest: str) -> bool:
    try:
        return not path.is_symlink() and _hash(path.read_bytes()) == digest
    except OSError:
        return False


def _object(digest: str) -> str:
    return f"objects/{digest[:2]}/{digest}"


def _place(key: str) -> str:
    return f"records/{key[:2]}/{key}.json"


def problem_record(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON that ``find`` reads."""
    place = problem.location
    values = {name: value if isinstance(value, int | float) else str(value) for name, value in problem.values.items()}
    return {
        "message": problem.message,
        "location": [place.file, place.line] if place else None,
        "hint": problem.hint,
        "severity": problem.severity.value,
        "values": values,
        "code": problem.code,
    }


def _problem(record: Any) -> Problem:
    place = record["location"]
    location = Location(str(place[0]), int(place[1])) if place else None
    texts = (str(record["message"]), location, str(record["hint"]), Severity(record["severity"]))
    return Problem(*texts, dict(record["values"]), str(record["code"]))
