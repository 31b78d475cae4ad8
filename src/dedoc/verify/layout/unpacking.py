"""Streams of a PDF unpacked, unless they would fill the machine."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

LARGEST = 256 * 2**20
"""Bytes of the largest stream that is read, unpacked: the fonts of a report have some 20 MB, its pages 50 kB."""

RATIO = 1032
"""How many times smaller Flate makes a stream at best (zlib, "Technical Details")."""

FLATE = "/FlateDecode"
CHUNK = 2**20


class TooLargeError(Exception):
    """A stream unpacks to more than is read."""


def unpacked(stream: Any) -> bytes:
    """Return the bytes of a stream; TooLargeError where there are more than ``LARGEST``.

    Only one that could be so large is measured first, and only if it is packed by nothing but Flate (ISO 32000-1,
    7.4.4), once or several times over; what else there is packs less well, or is met by nobody.
    """
    import pikepdf  # noqa: PLC0415 -- only who reads a PDF needs it

    listed = stream.get("/Filter")
    names = [str(name) for name in listed] if isinstance(listed, pikepdf.Array) else [str(listed)]
    if set(names) == {FLATE}:
        raw = stream.read_raw_bytes()
        if (len(names) > 1 or len(raw) * RATIO > LARGEST) and _is_too_large(raw, len(names)):
            raise TooLargeError
    data = stream.read_bytes()
    assert isinstance(data, bytes)
    return data


def _is_too_large(raw: bytes, times: int) -> bool:
    pieces: Iterable[bytes] = (raw,)
    for _ in range(times):
        pieces = _pieces(pieces)
    size = 0
    # Readers take what they can of a broken stream.
    with suppress(zlib.error):
        for piece in pieces:
            size += len(piece)
            if size > LARGEST:
                return True
    return False


def _pieces(packed: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what a stream unpacks to, never much at once."""
    machine = zlib.decompressobj()
    for piece in packed:
        rest = piece
        while rest and not machine.eof:
            yield machine.decompress(rest, CHUNK)
            rest = machine.unconsumed_tail
