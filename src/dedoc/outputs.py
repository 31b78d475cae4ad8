"""Files put in place at once or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dedoc.errors import N_, OutputError, fail

HINT = N_("check the permissions and the room on the disk, or choose another folder with --into")


def write_outputs(files: Mapping[str, bytes], folder: Path, hint: str = HINT) -> tuple[Path, ...]:
    """Write all files beside their targets, then move them into place; OutputError leaves what was there.

    Only when the last one is safely on the disk does the first one replace its predecessor, whose permissions it gets.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            _refuse_folder(folder / name)
            waiting.append((_written(data, folder, folder / name), folder / name))
        for temporary, target in waiting:
            temporary.replace(target)
    except OSError as error:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)
        values = {"folder": str(folder), "reason": error.strerror or str(error)}
        fail(OutputError, None, "nothing can be written into “{folder}”: {reason}", hint, **values)
    return tuple(target for _, target in waiting)


def _refuse_folder(target: Path) -> None:
    """Raise before anything was moved what replacing a folder by a file would raise after."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))


def _written(data: bytes, folder: Path, target: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=".dedoc-", dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        is_there = target.is_file() and not target.is_symlink()
        path.chmod(stat.S_IMODE(target.stat().st_mode) if is_there else 0o644)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path
