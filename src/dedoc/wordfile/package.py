"""The zip around a Word file: entered with limits; nothing in it is believed, followed or run."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn
from urllib.parse import unquote

from dedoc.errors import ContentError, Location, Problem, Severity, fail
from dedoc.wordfile.kinds import check_kind, check_zip_kind
from dedoc.wordfile.xml import NAMES, Element, child, local, parse_xml

MOST_PARTS = 20_000
LARGEST_PART = 64 * 2**20
"""Bytes of the largest part that is read, unpacked: a book of 1000 pages has some 30 MB of XML."""

LARGEST_RATIO = 400
"""How many times larger a part of more than ``SMALL`` bytes may become; XML of Word packs 10 to 100 times."""

SMALL = 2**20

BROKEN = (zipfile.BadZipFile, ValueError, RuntimeError, struct.error)
"""What zipfile raises for damaged zips: names and places that cannot be are ValueErrors, others RuntimeErrors."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points at: ``kind`` is the last word of its type, ``target`` a part or (outside) an address."""

    kind: str
    target: str
    is_outside: bool


class Package:
    """A Word file by its parts. ``name`` is that of the file in messages; a part is read only when it is asked for."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive = archive
        self.name = name
        self.entries = {_plain(info.filename): info for info in archive.infolist()}
        self.problems: list[Problem] = []

    def warn(self, message: str, hint: str = "", **values: object) -> None:
        """Remember what an editor should know of the file."""
        problem = Problem(message, Location(self.name), hint, Severity.WARNING, values)
        if problem not in self.problems:
            self.problems.append(problem)

    def read(self, part: str) -> bytes | None:
        """Return the bytes of a part, None where there is none; ContentError where it is broken or far too large."""
        entry = self.entries.get(_plain(part))
        if entry is None:
            return None
        packed = max(entry.compress_size, 1)
        if entry.file_size > LARGEST_PART or (entry.file_size > SMALL and entry.file_size / packed > LARGEST_RATIO):
            self._too_large(part)
        try:
            with self.archive.open(entry) as file:
                data = file.read(LARGEST_PART + 1)
        except (*BROKEN, zlib.error, EOFError, OSError) as error:
            broken(self.name, f"{part}: {error}")
        if len(data) > LARGEST_PART:
            self._too_large(part)
        return data

    def check(self, part: str) -> int:
        """Return the checksum that the zip gives for a part, 0 where there is none; the part is not unpacked."""
        entry = self.entries.get(_plain(part)) if part else None
        return entry.CRC if entry else 0

    def _too_large(self, part: str) -> NoReturn:
        hint = "a report has no such part: open the file in Word and save it again, or ask who sent it"
        values = {"part": part, "size": LARGEST_PART // 2**20}
        message = "“{part}” in the Word file unpacks to far more than a text has (more than {size} MB)"
        fail(ContentError, Location(self.name), message, hint, **values)

    def xml(self, part: str) -> Element | None:
        """Return the root element of a part, None where there is none."""
        data = self.read(part)
        if data is None:
            return None
        try:
            return parse_xml(data)
        except ValueError as error:
            broken(self.name, f"{part}: {error}")

    @property
    def main(self) -> str:
        """The part with the text."""
        roots = self.relations("").values()
        return next((r.target for r in roots if r.kind == "officeDocument" and not r.is_outside), "word/document.xml")

    def body(self) -> Element:
        """Return the element that holds the text; ContentError where the main part has none."""
        root = self.xml(self.main)
        body = child(root, "w:body")
        if root is None or local(root) != "document" or body is None:
            broken(self.name, f"{self.main}: w:body")
        return body

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part points at, by id; ``""`` stands for the package itself."""
        folder, file = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for item in () if root is None else root.iterfind("rel:Relationship", NAMES):
            is_outside = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            name = target if is_outside else _plain(posixpath.join("/", folder, unquote(target)))
            found[item.get("Id", "")] = Relation(item.get("Type", "").rpartition("/")[2], name, is_outside)
        return found


def _plain(part: str) -> str:
    """Return the name of a part as it is looked up: from the root, in lower case, without steps up and down."""
    return posixpath.normpath("/" + part.replace("\\", "/")).lstrip("/").lower()


def broken(name: str, reason: str) -> NoReturn:
    """Raise for a file that is damaged."""
    hint = "open it in Word, WPS or LibreOffice, let it be repaired, and save it again as .docx"
    fail(ContentError, Location(name), "the Word file is damaged: {reason}", hint, reason=reason)


@contextmanager
def open_package(source: Path | BinaryIO, name: str) -> Iterator[Package]:
    """Open the zip of a Word file; ContentError for everything else, by the name of what it is."""
    try:
        with source.open("rb") if isinstance(source, Path) else source as file:
            check_kind(file, name)
            with _archive(file, name) as archive:
                _check_entries(archive, name)
                check_zip_kind(archive.namelist(), name)
                yield Package(archive, name)
    except OSError as error:
        hint = "check the permissions of the file"
        values = {"path": name, "reason": error.strerror or str(error)}
        fail(ContentError, Location(name), "“{path}” cannot be read: {reason}", hint, **values)


def _archive(file: BinaryIO, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except BROKEN as error:
        broken(name, str(error))


def _check_entries(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        hint = "a report has some dozens: ask who sent it"
        message = "the Word file has {count} parts, and {most} are the most that are read"
        fail(ContentError, Location(name), message, hint, count=len(entries), most=MOST_PARTS)
    if any(entry.flag_bits & 1 for entry in entries):
        hint = "unpack it with its password, and give the file inside"
        fail(ContentError, Location(name), "the zip around the Word file has a password", hint)
