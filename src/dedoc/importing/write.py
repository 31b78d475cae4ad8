"""An import as the files of an edition, put in place at once or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from dedoc.errors import OutputError, fail


def write(files: dict[str, bytes], folder: Path, *, force: bool = False) -> Path | None:
    """Write an edition into a folder of its own; with ``force`` one that is there is kept, and its new name returned.

    The files are written beside the folder and moved into place when the last one is on the disk. OutputError leaves
    what was there.
    """
    folder = folder.absolute()
    if (folder.exists() or folder.is_symlink()) and not force:
        hint = "choose another folder, or replace it with --force, which keeps a backup"
        fail(OutputError, None, "the folder “{folder}” is there already", hint, folder=str(folder))
    temporary: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".dedoc-import-", dir=folder.parent))
        _write_all(files, temporary)
        return _move(temporary, folder)
    except OSError as error:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
        hint = "check the permissions and the room on the disk, or choose another folder with --into"
        values = {"folder": str(folder), "reason": error.strerror or str(error)}
        return fail(OutputError, None, "nothing can be written into “{folder}”: {reason}", hint, **values)


def _write_all(files: dict[str, bytes], folder: Path) -> None:
    folder.chmod(0o755)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def _move(temporary: Path, folder: Path) -> Path | None:
    """Move the new folder into place; one that is there becomes the backup, and comes back if that fails."""
    backup: Path | None = None
    if folder.exists() or folder.is_symlink():
        backup = _backup(folder)
        folder.rename(backup)
    try:
        temporary.rename(folder)
    except OSError:
        if backup is not None:
            backup.rename(folder)
        raise
    return backup


def _backup(folder: Path) -> Path:
    number = 1
    path = folder.with_name(f"{folder.name}.bak")
    while path.exists() or path.is_symlink():
        number += 1
        path = folder.with_name(f"{folder.name}.bak{number}")
    return path
