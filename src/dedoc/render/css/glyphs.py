"""Font files that every reader of PDF shows alike.

WeasyPrint writes the glyphs of a font by their places in the file. A font whose glyphs are known by character ids of
their own (CID-keyed CFF, Adobe Technical Note #5176, 18) is read by these ids in Acrobat, MuPDF and pdf.js, and by the
places in Chrome and poppler (WeasyPrint issue #1844). Where ids and places are the same, all agree.
"""

from __future__ import annotations

import itertools
import struct

CHARSET = 15
"""The operator of a top dictionary that says where the list of character ids begins."""


def with_plain_ids(font: bytes) -> bytes:
    """Return a font file in which each glyph has its place as its id; one that has no ids of its own as it is."""
    start = _table(font, b"CFF ") if font[:4] == b"OTTO" else None
    if start is None:
        return font
    _, after_names = _index(font, start + font[start + 2])
    tops, _ = _index(font, after_names)
    top = _dictionary(font[tops[0][0] : tops[0][1]])
    # Operator 30 behind an escape says that the font has ids of its own; small numbers stand for well-known lists.
    if (12, 30) not in top or top.get((CHARSET,), 0) <= 2:
        return font
    glyphs, _ = _index(font, start + top[17,])
    at = start + top[CHARSET,]
    # Format 2: one range of ids that begins at 1; .notdef is not listed.
    plain = struct.pack(">BHH", 2, 1, len(glyphs) - 2)
    return font[:at] + plain + font[at + len(plain) :]


def _table(font: bytes, name: bytes) -> int | None:
    """Return where a table begins (OpenType, “Table directory”)."""
    for index in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if tag == name:
            return int(offset)
    return None


def _index(data: bytes, at: int) -> tuple[list[tuple[int, int]], int]:
    """Return where the entries of an index begin and end, and where it ends itself (#5176, 5)."""
    count = int.from_bytes(data[at : at + 2])
    if count == 0:
        return [], at + 2
    size = data[at + 2]
    base = at + 2 + (count + 1) * size
    places = [base + int.from_bytes(data[p : p + size]) for p in range(at + 3, at + 3 + (count + 1) * size, size)]
    return list(itertools.pairwise(places)), places[-1]


def _dictionary(data: bytes) -> dict[tuple[int, ...], int]:
    """Return the last operand of each operator of a dictionary, where it is a whole number (#5176, 4)."""
    found: dict[tuple[int, ...], int] = {}
    at = number = 0
    while at < len(data):
        first, at = data[at], at + 1
        if first == 12:
            found[12, data[at]], at = number, at + 1
        elif first <= 21:
            found[first,] = number
        elif first == 30:
            # A real number ends with a half byte of f; none that matters is one.
            while data[at] & 0x0F != 0x0F and data[at] >> 4 != 0x0F:
                at += 1
            at += 1
        else:
            number, at = _number(data, first, at)
    return found


def _number(data: bytes, first: int, at: int) -> tuple[int, int]:
    """Return a whole number of a dictionary, and where it ends."""
    if first == 28:
        return int.from_bytes(data[at : at + 2], signed=True), at + 2
    if first == 29:
        return int.from_bytes(data[at : at + 4], signed=True), at + 4
    if first <= 246:
        return first - 139, at
    if first <= 250:
        return (first - 247) * 256 + data[at] + 108, at + 1
    return -(first - 251) * 256 - data[at] - 108, at + 1
