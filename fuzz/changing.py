"""Changes a file as far as its form allows: characters, lines and numbers, elements of XML, members of archives."""

from __future__ import annotations

import copy
import io
import re
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, assert_never

from lxml import etree

from fuzz.target import Form

NUMBERS = (
    *(b"0", b"-1", b"1.5", b"99999999", b"99999999999999999999", b"9" * 5000, b"1e999", b"nan"),
    *(b"\xef\xbc\x93", b"\xc2\xb2", b"\xd9\xa3", b""),
)
"""What stands for a number and may be none: too large, too long, not finite, full-width, a superscript, nothing."""

ODD = (
    b"\x00",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\r",
    b"\t",
    b"\xf0\xa0\x80\x80",
    b"{",
    b"}",
)
"""Bytes that are seldom right: nought, no UTF-8, a surrogate, marks of order and direction, braces of patterns."""

RAW = 0.1
"""How often an archive is changed as bytes, and not by its members."""

MANY = (2, 3, 50, 1000)
"""How often a part is repeated: depth and length find what grows faster than its file."""

Edit = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Changer:
    """Makes one change after another; ``inner`` changes bytes, and is ``edit`` if nobody knows better."""

    form: Form
    tokens: tuple[bytes, ...]
    longest: int
    random: Random
    inner: Edit | None = None

    def change(self, data: bytes) -> bytes:
        """Return a file with one change."""
        match self.form:
            case Form.TEXT:
                return self._bytes(data)[: self.longest]
            case Form.XML:
                return self._xml(data)[: self.longest]
            case Form.ZIP:
                return self._archive(data, zip_members, zip_of)[: self.longest]
            case Form.TAR:
                return self._archive(data, tar_members, tar_of)[: self.longest]
            case _:
                assert_never(self.form)

    def _bytes(self, data: bytes) -> bytes:
        if self.inner is not None and self.random.random() < 0.5:
            return self.inner(data)
        return self.edit(data)

    def _xml(self, data: bytes) -> bytes:
        return self._bytes(data) if self.random.random() < 0.3 else xml_changed(data, self.random)

    def _archive(
        self,
        data: bytes,
        members_of: Callable[[bytes], dict[str, bytes]],
        archive_of: Callable[[dict[str, bytes]], bytes],
    ) -> bytes:
        members = members_of(data)
        if not members or self.random.random() < RAW:
            return self._bytes(data)
        name = self.random.choice(sorted(members))
        if self.random.random() < RAW:
            self._regroup(members, name)
        else:
            is_xml = members[name][:1] == b"<"
            members[name] = self._xml(members[name]) if is_xml else self._bytes(members[name])
        return archive_of(members)

    def _regroup(self, members: dict[str, bytes], name: str) -> None:
        """Take a member away, put it under another name, or put another in its place."""
        match self.random.randrange(3):
            case 0:
                del members[name]
            case 1:
                members[self.edit(name.encode()).decode(errors="replace") or "."] = members.pop(name)
            case _:
                members[name] = members[self.random.choice(sorted(members))]

    def edit(self, data: bytes) -> bytes:
        """Return bytes with a part taken away, moved, repeated, or replaced by what is odd there."""
        random = self.random
        start = random.randrange(len(data) + 1)
        end = min(len(data), start + int(random.expovariate(0.1)))
        part = data[start:end]
        match random.randrange(8):
            case 0:
                return data[:start] + data[end:]
            case 1:
                return data[:start] + part * random.choice(MANY) + data[end:]
            case 2:
                return data[:start] + random.choice((*ODD, bytes([random.randrange(256)]))) + data[end:]
            case 3 if self.tokens:
                return data[:start] + random.choice(self.tokens) * random.choice((1, 1, 1, *MANY)) + data[start:]
            case 4:
                return _numbered(data, random)
            case 5:
                return _lines_moved(data, random)
            case 6:
                place = random.randrange(len(data) + 1)
                return data[:place] + part + data[place:]
            case _:
                return data[:start] if random.random() < 0.1 else data[:start] + bytes(part[::-1]) + data[end:]


def _numbered(data: bytes, random: Random) -> bytes:
    """Return bytes with one of their numbers replaced by another, or by none."""
    found = list(re.finditer(rb"-?\d+(\.\d+)?", data))
    if not found:
        return data
    match = random.choice(found)
    return data[: match.start()] + random.choice(NUMBERS) + data[match.end() :]


def _lines_moved(data: bytes, random: Random) -> bytes:
    """Return bytes with a line moved, doubled, or pushed in."""
    lines = data.split(b"\n")
    line = lines[random.randrange(len(lines))]
    if random.random() < 0.5:
        lines.remove(line)
    pushed = random.choice((b"", b"", b"  ", b"    ", b"> ", b"- ")) + line
    lines.insert(random.randrange(len(lines) + 1), pushed)
    return b"\n".join(lines)


def xml_changed(data: bytes, random: Random) -> bytes:
    """Return XML with an element gone, doubled, moved or renamed, or another attribute or text; bytes if it is none."""
    try:
        root: Any = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return data
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    _disturb(random.choice(elements), random.choice(elements), random)
    return bytes(etree.tostring(root))


def _disturb(element: Any, other: Any, random: Random) -> None:
    parent = element.getparent()
    match random.randrange(7):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if parent is not None:
            parent.insert(random.randrange(len(parent) + 1), copy.deepcopy(element))
        case 2 if (
            other not in element.iterancestors() and element not in other.iterancestors() and other is not element
        ):
            other.append(element)
        case 3:
            element.tag = other.tag
        case 4 if element.attrib:
            name = random.choice(list(element.attrib))
            values = (*NUMBERS, *(value.encode() for value in other.attrib.values()), b"x" * random.choice(MANY))
            element.set(name, random.choice(values).decode())
        case 5 if element.attrib:
            del element.attrib[random.choice(list(element.attrib))]
        case _:
            element.text = random.choice((*NUMBERS, (other.text or "").encode(), b"\xe5\xad\x97" * 9)).decode()


def zip_members(data: bytes) -> dict[str, bytes]:
    """Return the members of a zip by name; none if it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {entry.filename: archive.read(entry) for entry in archive.infolist() if entry.file_size < 2**22}
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, Exception):  # noqa: BLE001
        return {}


def zip_of(members: dict[str, bytes]) -> bytes:
    """Return a zip of members, stored as they are."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def tar_members(data: bytes) -> dict[str, bytes]:
    """Return the files in a tar by name; none if it is broken."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
            entries = [entry for entry in tar if entry.isfile() and entry.size < 2**22]
            return {entry.name: file.read() for entry in entries if (file := tar.extractfile(entry)) is not None}
    except (tarfile.TarError, OSError, ValueError, EOFError):
        return {}


def tar_of(members: dict[str, bytes]) -> bytes:
    """Return a tar of members as bags are packed."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT, encoding="utf-8") as tar:
        for name in sorted(members):
            entry = tarfile.TarInfo(name)
            entry.size = len(members[name])
            tar.addfile(entry, io.BytesIO(members[name]))
    return made.getvalue()
