"""An import as the files of an edition, put in place at once or not at all."""

from __future__ import annotations

from pathlib import Path

from dedoc.errors import OutputError, fail
from dedoc.journal import Step, begin, done, state
from dedoc.outputs import aside, write_new


def write(files: dict[str, bytes], folder: Path, *, force: bool = False) -> Path | None:
    """Write an edition into a folder of its own; with ``force`` one that is there is kept, and its new name returned.

    The files are written beside the folder and moved into place when the last one is on the disk. OutputError leaves
    what was there.
    """
    folder = folder.absolute()
    with aside(folder.parent, folder) as waiting:
        if (folder.exists() or folder.is_symlink()) and not force:
            hint = "choose another folder, or replace it with --force, which keeps a backup"
            fail(OutputError, None, "the folder “{folder}” is there already", hint, folder=str(folder))
        for name, data in files.items():
            write_new(waiting / folder.name / name, data)
        return _move(waiting / folder.name, folder)


def _move(made: Path, folder: Path) -> Path | None:
    """Move the new folder into place; one that is there becomes the backup, and comes back if that fails."""
    if not folder.exists() and not folder.is_symlink():
        made.rename(folder)
        return None
    backup = _backup(folder)
    begin(folder.parent, [Step(folder.name, backup.name, state(folder), state(made))])
    folder.rename(backup)
    made.rename(folder)
    done(folder.parent)
    return backup


def _backup(folder: Path) -> Path:
    number = 1
    path = folder.with_name(f"{folder.name}.bak")
    while path.exists() or path.is_symlink():
        number += 1
        path = folder.with_name(f"{folder.name}.bak{number}")
    return path
