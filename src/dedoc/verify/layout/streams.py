"""The bytes of a PDF's streams, unpacked within limits: a thousandth of a file can be a thousand times the file."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

MOST, LARGEST = 2**30, 2**28
"""Bytes that are unpacked for all pages together, and for one stream."""

MOST_GLYPHS = 10_000_000
"""Glyphs of the longest file: each takes some 200 bytes of memory."""

LONGEST = 2**20
"""Bytes of the longest string; writers keep to 32,767 (ISO 32000-1, C.2)."""

FORM = 2**15
"""What the drawing of a form counts for at the least, in bytes: small ones can draw each other without end."""

RATIOS = {"/FlateDecode": 1032, "/Fl": 1032, "/LZWDecode": 4096, "/LZW": 4096, "/RunLengthDecode": 64, "/RL": 64}
"""How many times larger a filter can make what it unpacks (ISO 32000-1, 7.4)."""

FLATE = ("/FlateDecode", "/Fl")
USUAL = 4
"""What the other filters that are read can make of a byte: ASCII85Decode writes four for a z."""


class Streams:
    """Unpacks the streams of one PDF; OverflowError once there is more than any report has."""

    def __init__(self) -> None:
        self.left, self.glyphs = MOST, MOST_GLYPHS

    def show(self, strings: Sequence[bytes], shown: int) -> None:
        """Raise where a page shows strings that are too long, or more glyphs than are left for it."""
        if shown > self.glyphs or max(map(len, strings), default=0) > LONGEST:
            raise OverflowError(shown)

    def read(self, stream: Any, least: int = 0) -> bytes:
        """Return the bytes of a stream, which counts for so many at the least."""
        if len(stream.read_raw_bytes()) * _ratio(stream) > min(self.left, LARGEST):
            self._count(stream)
        data: bytes = stream.read_bytes()
        self.left -= max(len(data), least)
        if self.left < 0:
            raise OverflowError(MOST)
        return data

    def _count(self, stream: Any) -> None:
        """Raise where a stream that could unpack to too much does so, or has filters upon filters."""
        raw, unpacker, size = stream.read_raw_bytes(), zlib.decompressobj(), 0
        if len(_filters(stream)) != 1 or _filters(stream)[0] not in FLATE:
            raise OverflowError(len(raw))
        try:
            while raw and not unpacker.eof:
                size += len(unpacker.decompress(raw, 2**20))
                raw = unpacker.unconsumed_tail
                if size > min(self.left, LARGEST):
                    raise OverflowError(size)
        except zlib.error:
            # What is behind it is lost to every reader.
            return


def _filters(stream: Any) -> list[str]:
    import pikepdf  # noqa: PLC0415 -- only who reads a PDF needs it

    said = stream.stream_dict.get("/Filter")
    return [] if said is None else [str(each) for each in said] if isinstance(said, pikepdf.Array) else [str(said)]


def _ratio(stream: Any) -> int:
    """Return how many times larger than in the file a stream can be at the most."""
    most = 1
    for name in _filters(stream):
        most *= RATIOS.get(name, USUAL)
    return most
