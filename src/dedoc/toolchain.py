"""What prints here: this very program, its lock, the packages that run, and the machine."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import platform
import re
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dedoc.errors import Location, OutputError, Report, fail
from dedoc.inputs import Inputs
from dedoc.project import PACKAGE

LOCK = "requirements.lock"
BESIDE = (LOCK, "pyproject.toml", "LICENSE", "README.md", "CHANGELOG.md")
"""The files of the project that go along with the program."""

LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def program() -> dict[str, bytes]:
    """Return the source of this very program with its lock, by their paths in a checkout.

    OutputError where it was installed without the lock.
    """
    own = Report()
    left_out = ("styles/", LOCK)
    found = {f"src/dedoc/{name}": data for name, data in files_below(PACKAGE, own) if not name.startswith(left_out)}
    own.raise_errors(OutputError)
    beside = PACKAGE.parents[1] if PACKAGE.parent.name == "src" else PACKAGE
    found |= {name: (beside / name).read_bytes() for name in BESIDE if (beside / name).is_file()}
    if LOCK not in found:
        hint = "run dedoc from a checkout, or install a wheel of it"
        fail(OutputError, None, "dedoc was installed without “{file}”, which tells what it runs with", hint, file=LOCK)
    return found


def files_below(folder: Path, report: Report) -> Iterator[tuple[str, bytes]]:
    """Yield the files below a folder in order, without hidden ones and what Python keeps for itself."""
    inputs = Inputs(folder, report)
    for place, folders, files in os.walk(folder):
        for name in folders:
            if (path := Path(place, name)).is_symlink():
                hint = "put the folder itself there"
                report.error(Location(inputs.name(path)), "this folder is a link, and no archive holds links", hint)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__pycache__")
        for name in sorted(files):
            data = None if name.startswith(".") or name.endswith(".pyc") else inputs.read(Path(place, name))
            if data is not None:
                yield Path(place, name).relative_to(folder).as_posix(), data


def machine() -> dict[str, str]:
    """Return what else bytes may depend on: the system, the kind of processor, and the system's zlib."""
    return {"system": sys.platform, "machine": platform.machine(), "zlib": zlib.ZLIB_RUNTIME_VERSION}


def tools(lock: str) -> dict[str, str]:
    """Return the Python and the packages of a lock that run here, as package URLs, with a hash of each.

    The hash of Python is that of its executable; that of a package is over the hashes in its RECORD (PEP 376), without
    what its installation wrote, so that two installations of one wheel have one hash.
    """
    found = {f"pkg:generic/python@{platform.python_version()}": _executable()}
    for name, _ in LOCKED.findall(lock):
        try:
            package = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            # The lock is for every system; this one does not need it.
            continue
        found[f"pkg:pypi/{name}@{package.version}"] = _content(package)
    return found


@cache
def _executable() -> str:
    return hashlib.sha256(Path(sys.executable).resolve().read_bytes()).hexdigest()


def _content(package: importlib.metadata.Distribution) -> str:
    lines = sorted(
        f"{path.as_posix()},{path.hash.value}"
        for path in package.files or ()
        if path.hash and ".." not in path.parts and not path.parts[0].endswith(".dist-info") and path.suffix != ".pyc"
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def unlike_lock(lock: str) -> tuple[tuple[str, str, str], ...]:
    """Return the packages that run here in another version than that of the lock: name, locked, running."""
    running = {uri.removeprefix("pkg:pypi/").rpartition("@")[0]: uri.rpartition("@")[2] for uri in tools(lock)}
    return tuple(
        (name, version, running[name])
        for name, version in LOCKED.findall(lock)
        if name in running and _plain(running[name]) != _plain(version)
    )


def _plain(version: str) -> str:
    """Return a version as it can be compared: 1.002 is 1.2 (PEP 440, "Integer Normalization")."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", version)
