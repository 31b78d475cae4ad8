"""A bag and its tar put in place at once; where a run was ended between the two, the next one adds what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dedoc.archiving.opening import open_bag
from dedoc.errors import OutputError, Problem, Report, Severity, fail
from dedoc.outputs import aside, write_new


def refuse_present(target: Path, tar: Path) -> None:
    """Raise OutputError where a bag and its tar are both there: an archive is never replaced."""
    if _is_there(target) and _is_there(tar):
        hint = "an archive is never replaced: choose another folder with --into, or move away what is there"
        fail(OutputError, None, "“{path}” is there already", hint, path=str(target))


def place(files: Mapping[str, bytes], packed: bytes, target: Path, tar: Path) -> tuple[Problem, ...]:
    """Write a bag and its tar beside their places, then move them there; return what is remarkable in that.

    Where one of them is there already, and is what would be written, only the other one is. OutputError where it is
    something else, or if nothing can be written; then nothing is left behind.
    """
    present = [path for path in (target, tar) if _is_there(path)]
    for path in present:
        if not (_is_bag(path, files) if path == target else _is_tar(path, packed)):
            hint = "“dedoc archive verify” tells whether it is whole; choose another folder with --into or move it away"
            message = "“{path}” is there already, without its twin, and is not what is archived now"
            fail(OutputError, None, message, hint, path=str(path))
    missing = [path for path in (target, tar) if path not in present]
    _put(files, packed, target, missing)
    message = "“{path}” was there already, from a run that was ended: it is the same byte for byte, and was completed"
    return tuple(Problem(message, None, "", Severity.NOTE, {"path": str(path)}) for path in present)


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _is_bag(path: Path, files: Mapping[str, bytes]) -> bool:
    if path.is_symlink() or not path.is_dir():
        return False
    bag = open_bag(path, Report())
    return bag is not None and bag.files == files


def _is_tar(path: Path, packed: bytes) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    return path.stat().st_size == len(packed) and path.read_bytes() == packed


def _put(files: Mapping[str, bytes], packed: bytes, target: Path, missing: list[Path]) -> None:
    """Write what is missing of a bag and its tar, and move it into place."""
    moved: list[Path] = []
    with aside(target.parent, target.parent) as waiting:
        for path in missing:
            if path == target:
                _write_folder(waiting / path.name, files)
            else:
                _write(waiting / path.name, packed)
        try:
            for path in missing:
                (waiting / path.name).rename(path)
                moved.append(path)
        except OSError:
            for path in moved:
                path.rename(waiting / path.name)
            raise


def _write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        _write(folder / name, data)
    for path in (folder, *folder.rglob("*/")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _write(path: Path, data: bytes) -> None:
    write_new(path, data)
    path.chmod(0o644)
