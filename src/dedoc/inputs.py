"""Reading input files: only inside their folder, as UTF-8, and never while they change."""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from dedoc.errors import Location, Report

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of the largest input file; a report's chapter has some 50 kB."""


CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufeff\ufffe\uffff]")
"""Characters that no output can hold (XML 1.0, 2.2, and the C1 controls that it discourages)."""

CONFLICT = re.compile(r"^(<{7}|\|{7}|={7}|>{7})( |$)", re.MULTILINE)
"""The marks that git leaves where two versions could not be merged."""


def report_conflicts(text: str, file: str, report: Report) -> bool:
    """Report every mark of a merge conflict in a text, and return whether there are any."""
    marks = [text.count("\n", 0, match.start()) + 1 for match in CONFLICT.finditer(text)]
    for line in marks:
        hint = "choose one version and delete the marks"
        report.error(Location(file, line), "this is the mark of a merge conflict", hint)
    return bool(marks)


class Inputs:
    """The files of one folder, as they were read. ``folder`` bounds what may be read; messages call it ``shown``.

    ``unread`` takes the parts (“chapters”, “facts”, “sources”, “figures”) of which something could not be read, with
    the words in it: nobody should be told that something is never used because its use could not be read. A label has
    a “#” before it, and “*” stands for a whole file. Single facts that are wrong go by “fact”. ``instead`` are bytes to
    take for those of a file: what it would hold after a change.
    """

    def __init__(
        self, folder: Path, report: Report, instead: Mapping[Path, bytes] | None = None, shown: str = ""
    ) -> None:
        self.folder = folder.resolve()
        self.shown = shown
        self.report = report
        self.instead = instead or {}
        self.seen: dict[Path, tuple[int, int, int]] = {}
        self.raw: dict[Path, bytes] = {}
        self.unread: dict[str, frozenset[str]] = {}

    def name(self, path: Path) -> str:
        """Return the path as messages show it: relative to where the command runs, if it is below."""
        try:
            if self.shown:
                return Path(self.shown, path.resolve().relative_to(self.folder)).as_posix()
            return path.resolve().relative_to(Path.cwd()).as_posix()
        except (OSError, RuntimeError, ValueError):
            return path.as_posix()

    def read(self, path: Path, location: Location | None = None) -> bytes | None:
        """Return the bytes of a file, or None with a problem at ``location`` (where it was named)."""
        place = location or Location(self.name(path))
        try:
            if not path.resolve().is_relative_to(self.folder):
                hint = "put the file into the edition's folder and name it from there"
                self.report.error(place, "“{path}” lies outside the folder it belongs to", hint, path=str(path))
                return None
            data = self._read(path)
        except (OSError, RuntimeError, ValueError) as error:
            self._refuse(path, error, place)
            return None
        if data is None:
            hint = "split the file, or keep large data outside the edition"
            size = {"path": self.name(path), "size": str(LARGEST_FILE // 2**20)}
            self.report.error(place, "“{path}” is larger than {size} MB", hint, **size)
        return data

    def _refuse(self, path: Path, error: Exception, place: Location) -> None:
        """Report why a file cannot be read; ValueError says that no file can have such a name."""
        if isinstance(error, FileNotFoundError | NotADirectoryError | IsADirectoryError | ValueError):
            hint = "check the name: capital letters count"
            self.report.error(place, "there is no file “{path}”", hint, path=self.name(path))
            return
        hint = "check the permissions of the file"
        # Path.resolve says so by RuntimeError where a link leads to itself (before Python 3.13).
        reason = error.strerror if isinstance(error, OSError) else os.strerror(errno.ELOOP)
        values = {"path": self.name(path), "reason": reason or str(error)}
        self.report.error(place, "“{path}” cannot be read: {reason}", hint, **values)

    def read_text(self, path: Path, location: Location | None = None) -> str | None:
        """Return the characters of a UTF-8 file with Unix line ends, or None with a problem."""
        data = self.read(path, location)
        if data is None:
            return None
        self.raw[path] = data
        # Without its mark the places of what is no UTF-8 count from the beginning.
        characters = data.removeprefix(codecs.BOM_UTF8)
        try:
            text = characters.decode("utf-8")
        except UnicodeDecodeError as error:
            line = _unix(characters[: error.start].decode("utf-8")).count("\n") + 1
            hint = "save the file as UTF-8; in Word or Notepad: Save as, encoding UTF-8"
            self.report.error(Location(self.name(path), line), "the file is not UTF-8", hint)
            return None
        text = _unix(text)
        for match in CONTROL.finditer(text):
            place = Location(self.name(path), text.count("\n", 0, match.start()) + 1)
            hint = "delete it; it often comes with text pasted from a PDF or a web page"
            code = f"U+{ord(match[0]):04X}"
            self.report.error(place, "the character {code} cannot be printed", hint, code=code)
        return CONTROL.sub("", text)

    def texts(self) -> dict[str, str]:
        """Return the characters of all text files that were read, by their names, as ``read_text`` gave them."""
        found = {self.name(path): data.decode("utf-8-sig", errors="replace") for path, data in self.raw.items()}
        return {name: CONTROL.sub("", _unix(text)) for name, text in found.items()}

    def leave_out(self, part: str, path: Path, *, is_all: bool = False) -> None:
        """Remember that a file, or something in it, could not be read."""
        text = self.raw.get(path, b"").decode("utf-8", errors="replace")
        labels = {f"#{name}" for name in re.findall(r":name:\s*([\w-]+)", text)}
        words = {"*"} if is_all or path not in self.raw else {*re.findall(r"#?[\w-]+", text), *labels}
        self.unread[part] = self.unread.get(part, frozenset()) | words

    def check_unchanged(self) -> None:
        """Report every file that is no longer what was read: half of it may be old and half new."""
        for path, stamp in self.seen.items():
            if _stamp(path) != stamp:
                hint = "wait until it is saved, then run the command again"
                self.report.error(Location(self.name(path)), "the file changed while it was being read", hint)

    def _read(self, path: Path) -> bytes | None:
        if path in self.instead:
            return self.instead[path]
        if _may_wait(path.stat().st_mode):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            if before.st_size > LARGEST_FILE:
                return None
            data = file.read(LARGEST_FILE + 1)
        self.seen[path] = (before.st_mtime_ns, before.st_size, before.st_ino)
        return data if len(data) == before.st_size else self._growing(path, data)

    def _growing(self, path: Path, data: bytes) -> bytes:
        self.seen[path] = (0, 0, 0)
        return data


def is_file(path: Path) -> bool:
    """Whether there is a file of that name; none where no system would let one have it (Path.is_file raises then)."""
    try:
        return path.is_file()
    except OSError:
        return False


def may_use(unread: Mapping[str, frozenset[str]], name: str, *parts: str) -> bool:
    """Whether a name stands in something of these parts that could not be read."""
    return any({name, "*"} & unread.get(part, frozenset()) for part in parts)


def _unix(text: str) -> str:
    """Return text with the line ends of Unix."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _may_wait(mode: int) -> bool:
    """Whether something is a pipe or a device: to open one may wait for ever, and to read one may never end."""
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode)


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0, -1)
    return (status.st_mtime_ns, status.st_size, status.st_ino)
