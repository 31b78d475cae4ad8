"""Files that change together: one writer at a time, and what a killed one left half done is taken back.

Whoever replaces several files keeps the old ones and notes in a journal what it is about to do; to delete the journal
is to be done. As long as it is there, the files may be half old and half new, and whoever comes next puts the old ones
back.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import NoReturn

from dedoc.errors import Location, OutputError, ProjectError, Report, fail, reason_of
from dedoc.inputs import Inputs

JOURNAL = ".dedoc-journal"
OWN = re.compile(r"\.dedoc-[0-9a-f]{16}\.part")
"""How the names of files are made that are written, or kept, beside others; a command that ends leaves none."""

MINE = f".dedoc-{secrets.token_hex(4)}"
"""How those of this very process begin."""

BACKUP = re.compile(r".+\.bak\d*")
LONGEST_JOURNAL = 2**20
LONGEST_WAIT = 60.0
"""Seconds to wait for another command that writes into the same folder; to write takes it less than one."""

LONGEST_LIFE = 3600.0
"""Seconds after which nobody writes any more to what others may have begun, where that cannot be known."""


@dataclass(frozen=True, slots=True)
class Step:
    """A file or folder that is put in place: where, the name of the one before (“” for none), and how to know both.

    ``before`` and ``after`` are what :func:`state` says of the place. Names are paths from the folder of the journal.
    """

    target: str
    kept: str
    before: str
    after: str


def own_name(folder: Path) -> Path:
    """Return the path of a file in a folder that nobody has, and that is cleared away if its writer is killed."""
    return folder / f"{MINE}{secrets.token_hex(4)}.part"


def state(path: Path) -> str:
    """Return what is at a place: the SHA-256 of a file, where a link leads, “folder”, “device”, or “” for nothing."""
    if path.is_symlink():
        return f"link to {path.readlink()}"
    if path.is_file():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    return "folder" if path.is_dir() else "device" if path.exists() else ""


@contextmanager
def held(folder: Path, *below: Path) -> Iterator[None]:
    """Let nobody else write into a folder; OSError if it cannot be written into.

    What a killed command left in it, or ``below`` it, is taken back and cleared away first, and so is what is left by
    an exception in the body. Where folders cannot be locked (Windows, some network drives), what is young is taken for
    that of another writer, and left to him.
    """
    descriptor, is_locked = _lock(folder)
    try:
        if not is_locked and _age(folder / JOURNAL) < LONGEST_WAIT:
            _refuse_busy(folder)
        _mend(folder, below, is_locked=is_locked)
        try:
            yield
        finally:
            _mend(folder, below, is_locked=is_locked)
    finally:
        if descriptor is not None:
            os.close(descriptor)


def begin(folder: Path, steps: Sequence[Step]) -> None:
    """Write down what is about to be done in a folder, safely on the disk."""
    waiting = own_name(folder)
    with waiting.open("x", encoding="utf-8") as file:
        json.dump([asdict(step) for step in steps], file)
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(folder / JOURNAL)


def done(folder: Path) -> None:
    """Say that everything that was begun is in its place."""
    (folder / JOURNAL).unlink()


def take_back(*folders: Path) -> None:
    """Take back what killed commands left half done in folders; ProjectError where that cannot be done."""
    for folder in folders:
        if not os.path.lexists(folder / JOURNAL):
            continue
        try:
            with held(folder):
                pass
        except OSError as error:
            hint = "check the permissions and the room on the disk, then run the command again"
            message = "a command was cut off while it wrote here, and that cannot be taken back: {reason}"
            fail(ProjectError, _place(folder), message, hint, reason=reason_of(error))


def _lock(folder: Path) -> tuple[int | None, bool]:
    """Return what keeps a folder, once nobody else does, and whether it can be kept at all."""
    if sys.platform == "win32":
        return None, False
    import fcntl  # noqa: PLC0415 -- Windows has none

    descriptor = os.open(folder, os.O_RDONLY)
    latest = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > latest:
                os.close(descriptor)
                _refuse_busy(folder)
            time.sleep(0.01)
        except OSError:
            return descriptor, False
        else:
            return descriptor, True


def _refuse_busy(folder: Path) -> NoReturn:
    hint = "wait until it has ended, then run the command again"
    fail(OutputError, _place(folder), "another command is writing into this folder", hint)


def _age(path: Path) -> float:
    """Return for how many seconds something has been there; without end for what is not."""
    try:
        return time.time() - path.lstat().st_mtime
    except OSError:
        return float("inf")


def _mend(folder: Path, below: Sequence[Path], *, is_locked: bool) -> None:
    """Take back what was begun and not done, then clear away what is nobody's any more."""
    journal, steps = folder / JOURNAL, list[Step]()
    if os.path.lexists(journal):
        steps = _read(journal)
        for step in steps:
            _check(folder, step)
        for step in reversed(steps):
            _undo(folder, step)
        journal.unlink()
    for each in {folder, *below, *((folder / step.target).parent for step in steps)}:
        _clear(each, is_locked=is_locked)


def _read(journal: Path) -> list[Step]:
    """Return the steps of a journal, which may be a stranger's: none of them leads out of its folder."""
    is_file = journal.is_file() and not journal.is_symlink() and journal.stat().st_size <= LONGEST_JOURNAL
    try:
        steps = [Step(**each) for each in json.loads(journal.read_text(encoding="utf-8"))] if is_file else []
    except (ValueError, TypeError, RecursionError):
        steps = []
    if not steps or not all(_is_ours(journal.parent, step) for step in steps):
        hint = "delete it, and see what “git diff” tells of the files beside it"
        fail(ProjectError, _place(journal), "this is no journal of a command that was cut off", hint)
    return steps


def _is_ours(folder: Path, step: Step) -> bool:
    if not all(isinstance(value, str) for value in asdict(step).values()):
        return False
    target, kept = PurePosixPath(step.target), PurePosixPath(step.kept)
    if target.is_absolute() or not target.name or ".." in target.parts:
        return False
    if not (folder / target).parent.resolve().is_relative_to(folder.resolve()):
        return False
    is_known = OWN.fullmatch(kept.name) or BACKUP.fullmatch(kept.name)
    return not step.kept or (kept.parent == target.parent and is_known is not None)


def _check(folder: Path, step: Step) -> None:
    """Raise where somebody has edited a file since: it is theirs now."""
    now = state(folder / step.target)
    is_lost = now == step.after != step.before and step.kept and not os.path.lexists(folder / step.kept)
    if now not in (step.before, step.after, "") or is_lost:
        hint = "what it was before is in “{kept}”; once all is well, delete “{journal}”"
        message = "a command was cut off while it wrote this file, which was edited since"
        values = {"kept": step.kept or "-", "journal": str(folder / JOURNAL)}
        fail(ProjectError, _place(folder / step.target), message, hint, **values)


def _place(path: Path) -> Location:
    return Location(Inputs(path.parent, Report()).name(path))


def _undo(folder: Path, step: Step) -> None:
    target, now = folder / step.target, state(folder / step.target)
    if now == step.before:
        return
    if not step.kept:
        target.unlink(missing_ok=True)
    elif os.path.lexists(folder / step.kept):
        (folder / step.kept).replace(target)


def _clear(folder: Path, *, is_locked: bool) -> None:
    """Delete what only a killed command can have left; what cannot be deleted is left to whoever can."""
    with suppress(OSError):
        for entry in [*os.scandir(folder)]:
            is_mine = is_locked or entry.name.startswith(MINE)
            if OWN.fullmatch(entry.name) and (is_mine or _age(Path(entry)) > LONGEST_LIFE):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path, ignore_errors=True)
                else:
                    with suppress(OSError):
                        Path(entry).unlink()
