"""Files put in place at once or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from dedoc.errors import N_, Location, OutputError, Report, fail, reason_of
from dedoc.inputs import Inputs
from dedoc.journal import Step, begin, done, held, own_name, state

HINT = N_("check the permissions and the room on the disk, or choose another folder with --into")


def write_outputs(
    files: Mapping[str, bytes], folder: Path, hint: str = HINT, check: Callable[[], None] = lambda: None
) -> tuple[Path, ...]:
    """Write all files beside their targets, then move them into place; OutputError leaves what was there.

    Only when the last one is safely on the disk does the first one replace its predecessor, whose permissions it gets.
    ``check`` is called when nobody else can write any more; what it raises leaves all as it was. Whatever ends the
    program in between, the next one that reads an edition in the folder, or writes into it, takes it back.
    """
    targets = {folder / name: data for name, data in files.items()}
    with _made(folder, folder, hint), held(folder, *(target.parent for target in targets)):
        check()
        for target in targets:
            _refuse(target)
        _put(targets, folder)
    return tuple(targets)


@contextmanager
def aside(parent: Path, folder: Path, hint: str = HINT) -> Iterator[Path]:
    """Yield a folder in ``parent`` to write in what will be moved to ``folder`` at once; nothing of it stays.

    What cannot be written is an OutputError. Nobody else writes into ``parent`` meanwhile.
    """
    with _made(parent, folder, hint), held(parent):
        waiting = own_name(parent)
        waiting.mkdir()
        yield waiting


@contextmanager
def _made(folder: Path, shown: Path, hint: str) -> Iterator[None]:
    """Make a folder to write into, and take it away again if that fails; OutputError says why it cannot be."""
    missing: list[Path] = []
    try:
        missing += (path for path in (folder, *folder.parents) if not path.exists())
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        values = {"folder": str(shown), "reason": reason_of(error)}
        fail(OutputError, None, "nothing can be written into “{folder}”: {reason}", hint, **values)
    finally:
        # Where something was written, the folder is not empty.
        with suppress(OSError):
            for path in missing:
                path.rmdir()


def copy_folder(source: Path, target: Path, *left_out: str) -> Path:
    """Copy a folder without what is ``left_out`` by its name and return it; what was read-only may be written to."""
    # Folders get the permissions of those that they are copied from only when all is in them.
    shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns(*left_out))
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(stat.S_IMODE(path.stat().st_mode) | stat.S_IWUSR)
    return target


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, in folders that may not be there yet, safely on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _refuse(target: Path) -> None:
    """Raise before anything was moved where a file cannot be replaced, or should not be."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and not target.is_symlink() and not os.access(target, os.W_OK):
        # A file can be replaced without being written to; who made it read-only wants it to stay.
        hint = "let it be written to if it may change"
        fail(OutputError, Location(Inputs(target.parent, Report()).name(target)), "this file is read-only", hint)


def _put(targets: Mapping[Path, bytes], folder: Path) -> None:
    waiting = {target: _written(data, target) for target, data in targets.items()}
    # One file alone is replaced at once, and needs no journal.
    is_one = len(waiting) == 1
    if not is_one:
        begin(folder, [_step(temporary, target, folder) for target, temporary in waiting.items()])
    for target, temporary in waiting.items():
        temporary.replace(target)
    if not is_one:
        done(folder)


def _step(temporary: Path, target: Path, folder: Path) -> Step:
    """Keep what is at a place, and return what is about to be done there."""
    before, kept = state(target), own_name(target.parent)
    if before:
        try:
            os.link(target, kept, follow_symlinks=False)
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):
            # Not every file system has links.
            shutil.copy2(target, kept, follow_symlinks=False)
    name, old = target.relative_to(folder).as_posix(), kept.relative_to(folder).as_posix() if before else ""
    return Step(name, old, before, state(temporary))


def _written(data: bytes, target: Path) -> Path:
    path = own_name(target.parent)
    write_new(path, data)
    is_there = target.is_file() and not target.is_symlink()
    path.chmod(stat.S_IMODE(target.stat().st_mode) if is_there else 0o644)
    return path
