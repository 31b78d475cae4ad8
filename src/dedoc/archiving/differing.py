"""Where two outputs differ first: the object of a PDF, the part of a Word file, the line of a text."""

from __future__ import annotations

import io
import zipfile
from itertools import zip_longest
from typing import Any

from dedoc.errors import N_
from dedoc.wordfile.package import LARGEST_PART

OBJECT, STREAM = N_("object {name} differs"), N_("object {name} holds the same, packed into other bytes")
PART, PACKED = (
    N_("the part “{name}” differs from byte {byte} on"),
    N_("the part “{name}” holds the same, packed otherwise"),
)
BYTE, LINE = N_("byte {name} differs"), N_("line {name} differs")

Place = tuple[str, dict[str, object]]
"""A message with its values."""

STEP = 2**16


def first_difference(one: bytes, other: bytes) -> int:
    """Return the first byte, from 0, in which two differ, or the length of the shorter one."""
    length = min(len(one), len(other))
    start = next((at for at in range(0, length, STEP) if one[at : at + STEP] != other[at : at + STEP]), length)
    return next((at for at in range(start, min(start + STEP, length)) if one[at] != other[at]), length)


def difference(name: str, one: bytes, other: bytes) -> Place:
    """Return where two files of a name, which are not the same bytes, differ first."""
    look = {"pdf": _in_pdf, "docx": _in_word}.get(name.rpartition(".")[2])
    found = look(one, other) if look is not None else _in_text(one, other)
    return found or (BYTE, {"name": first_difference(one, other)})


def _in_text(one: bytes, other: bytes) -> Place | None:
    if b"\0" in one or b"\0" in other:
        return None
    lines = zip_longest(one.split(b"\n"), other.split(b"\n"))
    return LINE, {"name": next(at for at, (mine, theirs) in enumerate(lines, 1) if mine != theirs)}


def _in_pdf(one: bytes, other: bytes) -> Place | None:
    """Return the first object that differs; None if there is none, or one cannot be read."""
    import pikepdf  # noqa: PLC0415

    try:
        with pikepdf.open(io.BytesIO(one)) as mine, pikepdf.open(io.BytesIO(other)) as theirs:
            for left, right in zip_longest(mine.objects, theirs.objects):
                message = _differs(left, right)
                if message:
                    found = left if left is not None else right
                    return message, {"name": _called(found)}
    except pikepdf.PdfError:
        return None
    return None


def _differs(one: Any, other: Any) -> str:
    """Return what is to be said of two objects of one place; nothing where they are the same."""
    import pikepdf  # noqa: PLC0415

    if one is None or other is None:
        return OBJECT
    mine, theirs = (isinstance(each, pikepdf.Stream) for each in (one, other))
    if not (mine and theirs):
        return OBJECT if _spelled(one) != _spelled(other) else ""
    kept = ({key: value for key, value in each.stream_dict.items() if key != "/Length"} for each in (one, other))
    entries = [{key: _spelled(value) for key, value in each.items()} for each in kept]
    if entries[0] != entries[1]:
        return OBJECT
    if one.read_raw_bytes() == other.read_raw_bytes():
        return ""
    return STREAM if one.get_stream_buffer() == other.get_stream_buffer() else OBJECT


def _spelled(value: Any) -> str:
    """Return a value as a PDF writes it, the object itself where one is pointed at; numbers come as Python's own."""
    return str(value.unparse(resolved=True)) if hasattr(value, "unparse") else repr(value)


def _called(found: Any) -> str:
    """Return the number of an object, and what kind of thing it says it is."""
    number, generation = found.objgen
    kinds = [str(found[key]) for key in ("/Type", "/Subtype", "/S") if _is_open(found) and key in found]
    return " ".join([f"{number} {generation}", *kinds])


def _is_open(found: Any) -> bool:
    import pikepdf  # noqa: PLC0415

    return isinstance(found, pikepdf.Dictionary | pikepdf.Stream)


def _in_word(one: bytes, other: bytes) -> Place | None:
    """Return the first part, in the order of the file, that differs; None if none does, or one cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(one)) as mine, zipfile.ZipFile(io.BytesIO(other)) as theirs:
            names = dict.fromkeys((*mine.namelist(), *theirs.namelist()))
            if any(entry.file_size > LARGEST_PART for entry in (*mine.infolist(), *theirs.infolist())):
                return None
            for name in names:
                parts = [zipped.read(name) if name in zipped.namelist() else b"" for zipped in (mine, theirs)]
                if parts[0] != parts[1]:
                    return PART, {"name": name, "byte": first_difference(*parts)}
            for name in names:
                sizes = [zipped.getinfo(name).compress_size for zipped in (mine, theirs)]
                if sizes[0] != sizes[1]:
                    return PACKED, {"name": name}
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError):
        return None
    return None
