"""The fonts of a style: files in pinned packages, locked by their hashes: every machine makes the same pages."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

from dedoc.errors import Location, Report
from dedoc.inputs import is_file
from dedoc.model import Node

COLLECTION = b"ttcf"
FORMATS = (b"OTTO", b"\0\1\0\0", b"true")
"""How a font file begins (OpenType 1.9, "Organization of an OpenType Font"): CFF outlines, or TrueType ones."""

FAMILIES, FACES = (1, 16), (1, 4, 6, 16)
"""The names of a family, and all those that a PDF may call a font by (OpenType 1.9, "name", name IDs)."""


@dataclass(frozen=True, slots=True)
class FontStyle(Node):
    """A typeface: ``family`` and ``file`` for the press, ``word`` and ``word_latin`` for Word.

    The file lies in an installed Python ``package`` of a ``version`` and has the hash ``sha256``. ``weight`` (400 for
    regular, 700 for bold) and ``italic`` tell it from other files of its family. ``charset`` is the code that Word
    knows its script by, where that is not the one of the language.
    """

    family: str
    package: str
    file: str
    word: str
    version: str = ""
    sha256: str = ""
    word_alternative: str = ""
    word_latin: str = "Times New Roman"
    weight: int = 400
    italic: bool = False
    charset: str = ""
    places: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FontFile:
    """What a font file holds: its hash, its families, what a PDF may call it, and the characters that have a glyph.

    ``names`` are as :func:`plain_name` gives them.
    """

    sha256: str
    families: tuple[str, ...]
    names: frozenset[str]
    characters: frozenset[int]


def font_path(font: FontStyle) -> Path | None:
    """Return the file of a font inside its package, or None if the package or the file is not there."""
    folder = _package_folder(font.package)
    is_inside = ".." not in PurePosixPath(font.file).parts and not Path(font.file).is_absolute()
    return folder / font.file if folder and is_inside and is_file(folder / font.file) else None


def font_file(font: FontStyle) -> Path:
    """Return the file of a font of a style that was read, and so found to be well."""
    path = font_path(font)
    assert path is not None
    return path


def _package_folder(package: str) -> Path | None:
    # A name with dots would run the code of the package above it.
    spec = importlib.util.find_spec(package) if package.isidentifier() and package != "__main__" else None
    folders = [*(spec.submodule_search_locations or ())] if spec else []
    return Path(folders[0]) if folders else None


def open_font(font: FontStyle) -> FontFile:
    """Return what the file of a font holds; OSError if it cannot be read."""
    path = font_file(font)
    status = path.stat()
    return _open(path, status.st_size, status.st_mtime_ns)


@lru_cache
def _open(path: Path, _size: int, _changed: int) -> FontFile:
    """Return what a file holds; it is read again only where its size or date has changed."""
    import uharfbuzz  # noqa: PLC0415 -- only who reads a style needs it

    data = path.read_bytes()
    if not _is_whole(data):
        return FontFile("", (), frozenset(), frozenset())
    face = uharfbuzz.Face(uharfbuzz.Blob(data))
    names = [(name.name_id, face.get_name(name.name_id, name.language) or "") for name in face.list_names()]
    return FontFile(
        hashlib.sha256(data).hexdigest(),
        tuple(dict.fromkeys(text for kind, text in names if kind in FAMILIES and text)),
        frozenset(plain_name(text) for kind, text in names if kind in FACES and text),
        frozenset(face.unicodes),
    )


def _is_whole(data: bytes) -> bool:
    """Whether all tables of a font lie within its file (OpenType 1.9, "Table Directory"): a download may be cut off."""
    records = range(12, 12 + 16 * int.from_bytes(data[4:6]), 16)
    return all(sum(struct.unpack(">II", data[at + 8 : at + 16].ljust(8, b"\xff"))) <= len(data) for at in records)


def plain_name(name: str) -> str:
    """Return the name of a font as it can be compared: engines drop blanks and hyphens in their own ways."""
    return re.sub(r"[\s-]", "", name).casefold()


def check_font(font: FontStyle, report: Report) -> None:
    """Report a font whose file is not there, cannot be used, or is not the one that the style was made with."""
    path = font_path(font)
    if path is None:
        _report_absent(font, report)
        return
    try:
        with path.open("rb") as file:
            start = file.read(4)
        found = open_font(font) if start in FORMATS else None
    except OSError as error:
        values = {"path": font.file, "reason": error.strerror or str(error)}
        hint = "check the permissions of the file"
        report.error(_place(font, "file"), "“{path}” cannot be read: {reason}", hint, **values)
        return
    if found is None or not found.families:
        _report_unusable(font, start, report)
        return
    _check_lock(font, found, report)
    if font.family.lower() not in {family.lower() for family in found.families}:
        values = {"family": font.family, "known": ", ".join(found.families)}
        hint = "it holds: {known}"
        report.error(_place(font, "family"), "the font file holds no family “{family}”", hint, **values)


def _place(font: FontStyle, key: str) -> Location | None:
    return font.places.get(key, font.location)


def _report_absent(font: FontStyle, report: Report) -> None:
    values = {"file": font.file, "package": font.package}
    if _package_folder(font.package) is None:
        hint = "install dedoc's requirements again, or correct the style"
        report.error(_place(font, "package"), "the package “{package}” is not installed", hint, **values)
        return
    hint = "name one of the package's files"
    report.error(_place(font, "file"), "the font “{file}” is not in the package “{package}”", hint, **values)


def _report_unusable(font: FontStyle, start: bytes, report: Report) -> None:
    place = _place(font, "file")
    if start == COLLECTION:
        hint = "name a file that holds one font only"
        report.error(place, "the font file “{file}” is a collection of fonts", hint, file=font.file)
        return
    hint = "name a font in TrueType or OpenType format (.ttf, .otf)"
    report.error(place, "the file “{file}” is not a font", hint, file=font.file)


def _check_lock(font: FontStyle, found: FontFile, report: Report) -> None:
    """Report a font that is not locked, or whose file is another one, with the line that accepts the file."""
    values = {"file": font.file, "sha256": found.sha256, "package": font.package, "version": font.version}
    if not font.sha256:
        hint = "add a line “sha256: {sha256}”"
        report.error(font.location, "the font file “{file}” is not locked by its hash", hint, **values)
    elif font.sha256 != found.sha256:
        message = "the font file “{file}” is not the one that the style was made with"
        if font.version:
            hint = "install {package} {version} again, or accept the file that is there: “sha256: {sha256}”"
        else:
            hint = "install {package} again, or accept the file that is there: “sha256: {sha256}”"
        report.error(_place(font, "sha256"), message, hint, **values)
