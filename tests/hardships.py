"""Commands run where they cannot write, and what came of each: ``python hardships.py HARDSHIP FOLDER NAME…``.

It is told as JSON.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from dedoc.cli import main
from writers import WRITERS

FILLER = "filler"


def contents(folder: Path) -> dict[str, str]:
    """Return what is below a folder: files with their bytes, folders, links."""
    found = sorted(path for path in folder.rglob("*") if path.name != FILLER)
    return {str(path.relative_to(folder)): path.read_bytes().hex() if path.is_file() else "" for path in found}


@contextlib.contextmanager
def full(folder: Path) -> Iterator[None]:
    """Fill the disk that a folder lies on, to the last byte."""
    filler = folder / FILLER
    with filler.open("wb") as file:
        size = 2**20
        while size:
            try:
                os.write(file.fileno(), bytes(size))
            except OSError:
                size //= 2
    try:
        yield
    finally:
        filler.unlink()


@contextlib.contextmanager
def full_everywhere(folder: Path) -> Iterator[None]:
    """Fill the disk on which temporary files lie as well."""
    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        with full(folder):
            yield
    finally:
        tempfile.tempdir = before


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write into a folder or any below it, nor into any file."""
    paths = [folder, *folder.rglob("*")]
    modes = [(path, path.stat().st_mode & 0o777) for path in paths]
    for path, mode in modes:
        path.chmod(mode & 0o555)
    try:
        yield
    finally:
        for path, mode in modes:
            path.chmod(mode)


@contextlib.contextmanager
def protected(folder: Path) -> Iterator[None]:
    """Let nobody write into any file; folders may be written into."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    for path in files:
        path.chmod(0o444)
    try:
        yield
    finally:
        for path in files:
            if path.exists():
                path.chmod(0o644)


HARDSHIPS: dict[str, Callable[[Path], contextlib.AbstractContextManager[None]]] = {
    "full": full,
    "full everywhere": full_everywhere,
    "read-only": read_only,
    "protected": protected,
}


def tried(name: str, hardship: str, folder: Path) -> dict[str, object]:
    """Return what a command does under a hardship: its code, what it says, what it changes, or how it fails."""
    words = WRITERS[name](folder)
    before, said = contents(folder), io.StringIO()
    code: object = None
    told = contextlib.redirect_stderr(said), contextlib.redirect_stdout(said)
    with contextlib.chdir(folder), HARDSHIPS[hardship](folder), told[0], told[1]:
        try:
            code = main(words)
        except BaseException:  # noqa: BLE001 -- that is what is looked for
            traceback.print_exc()
    after = contents(folder)
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    return {"name": name, "code": code, "said": said.getvalue(), "changed": changed}


def run() -> None:
    """Try all that were named."""
    os.environ["DEDOC_LANGUAGE"] = "en"
    hardship, folder = sys.argv[1], Path(sys.argv[2])
    told = []
    for number, name in enumerate(sys.argv[3:]):
        work = folder / f"work{number}"
        if name != "init":
            work.mkdir()
        told.append(tried(name, hardship, work))
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    run()
