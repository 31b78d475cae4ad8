"""A bag opened, as a folder or as a tar: read with limits, and nothing in it is believed, followed or unpacked."""

from __future__ import annotations

import io
import os
import re
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dedoc.archiving.bag import tar_of
from dedoc.archiving.differing import first_difference
from dedoc.archiving.zstandard import is_zstandard, unpack
from dedoc.errors import Location, Report

MOST_FILES = 20_000
LARGEST = 2**30
"""Bytes of the largest bag; that of a report has some 25 MB, most of it fonts."""

DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Bag:
    """The files of a bag by their paths in it. ``name`` is what messages call it."""

    name: str
    files: Mapping[str, bytes]

    def place(self, file: str, line: int = 0) -> Location:
        """Return a place in a file of the bag."""
        return Location(f"{self.name}/{file}", line)


def is_unsafe(name: str) -> bool:
    """Whether a path could lead out of a bag, or is none that every system can have."""
    parts = name.split("/")
    return any(part in ("", ".", "..") for part in parts) or "\\" in name or "\0" in name or bool(DRIVE.match(name))


def open_bag(path: Path, report: Report) -> Bag | None:
    """Return what a bag holds, or None with all that keeps it from being opened."""
    found = Report()
    try:
        files = _folder(path, found) if path.is_dir() else _tar(path, found)
    except OSError as error:
        values = {"path": str(path), "reason": error.strerror or str(error)}
        hint = "check the name and the permissions of the file"
        found.error(Location(str(path)), "“{path}” cannot be read: {reason}", hint, **values)
        files = {}
    report.problems += found.problems
    return None if found.has_errors else Bag(str(path), files)


def _too_much(path: Path, report: Report) -> None:
    hint = "this is no bag of dedoc, or somebody wants to fill your disk"
    values = {"files": MOST_FILES, "size": LARGEST // 2**20}
    report.error(Location(str(path)), "the bag has more than {files} files or {size} MB", hint, **values)


def _folder(root: Path, report: Report) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total, waiting = 0, [root]
    while waiting:
        folder = waiting.pop()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        if not entries:
            report.error(Location(str(folder)), "the folder is empty, and bags hold files only", "delete it")
        for entry in entries:
            path = Path(entry.path)
            if entry.is_symlink():
                report.error(Location(entry.path), "this is a link, and a bag holds its files itself")
            elif entry.is_dir():
                waiting.append(path)
            elif not entry.is_file():
                report.error(Location(entry.path), "this is a device, a pipe or a socket, and no file")
            else:
                total += entry.stat().st_size
                if len(found) >= MOST_FILES or total > LARGEST:
                    _too_much(root, report)
                    return {}
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


def _tar(path: Path, report: Report) -> dict[str, bytes]:
    if path.exists() and not path.is_file():
        report.error(Location(str(path)), "this is a device, a pipe or a socket, and no file")
        return {}
    if path.stat().st_size > LARGEST:
        _too_much(path, report)
        return {}
    packed = path.read_bytes()
    if is_zstandard(path, packed):
        tar = unpack(path, packed, LARGEST, report)
        return {} if tar is None else _files(path, tar, report)
    return _files(path, packed, report)


def _files(path: Path, packed: bytes, report: Report) -> dict[str, bytes]:
    """Return the files of a tar."""
    try:
        with tarfile.open(fileobj=io.BytesIO(packed), mode="r:") as tar:
            entries = _entries(tar, path, report)
            found = {} if report.has_errors else {name: _content(tar, entry) for name, entry in entries.items()}
    except (tarfile.TarError, ValueError, EOFError) as error:
        hint = "a download may have been cut off: fetch it again; only plain tars and those by Zstandard are read"
        report.error(Location(str(path)), "this is no whole tar: {reason}", hint, reason=str(error))
        return {}
    return {} if report.has_errors else _unpacked(path, packed, found, entries, report)


def _entries(tar: tarfile.TarFile, path: Path, report: Report) -> dict[str, tarfile.TarInfo]:
    """Return the files of a tar by name; what is no plain file of a plain name is reported."""
    found: dict[str, tarfile.TarInfo] = {}
    total = 0
    for entry in tar:
        place = Location(f"{path}/{entry.name}")
        total += entry.size
        if len(found) >= MOST_FILES or total > LARGEST:
            _too_much(path, report)
            return {}
        if is_unsafe(entry.name):
            report.error(place, "this path could lead out of the bag", "trust nothing in it")
        elif entry.issym() or entry.islnk():
            report.error(place, "this is a link, and a bag holds its files itself")
        elif entry.issparse() or not entry.isfile():
            report.error(place, "this is a device, a pipe or a socket, and no file")
        elif entry.name in found:
            report.error(place, "this file is in the tar twice")
        else:
            found[entry.name] = entry
    return found


def _content(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(entry)
    data = file.read() if file is not None else b""
    if len(data) != entry.size:
        raise EOFError(entry.name)
    return data


def _unpacked(
    path: Path, packed: bytes, found: Mapping[str, bytes], entries: Mapping[str, tarfile.TarInfo], report: Report
) -> dict[str, bytes]:
    """Return the files of a tar below its one folder; a tar that is packed otherwise than by dedoc is reported."""
    tops = {name.split("/")[0] for name in found}
    if len(tops) != 1:
        report.error(
            Location(str(path)), "the tar must hold one folder, the bag; it holds: {names}", names=sorted(tops)
        )
        return {}
    (top,) = tops
    files = {name.removeprefix(f"{top}/"): data for name, data in found.items()}
    moment = int(next(iter(entries.values())).mtime)
    again = tar_of(top, files, moment)
    if again != packed:
        byte = first_difference(again, packed)
        hint = "its files may be whole: unpack it and verify the folder"
        report.error(Location(str(path)), "the tar is not as it was packed, from byte {byte} on", hint, byte=byte)
    return files
