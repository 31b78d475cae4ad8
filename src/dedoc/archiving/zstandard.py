"""A tar packed as one frame of Zstandard (RFC 8878), and read back: no promise of a frame is believed."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from dedoc.errors import N_, Location, OutputError, Report, fail

MAGIC, SKIPPED = b"\x28\xb5\x2f\xfd", range(0x184D2A50, 0x184D2A60)
"""How a frame begins, and the numbers that frames begin with which hold nothing to be unpacked (RFC 8878, 3.1)."""

SUFFIX = ".zst"

LEVEL = 9
"""How hard it is packed: 17.4 of 24.0 MB remain after half a second; level 19 takes 8.5 s for 16.2 MB."""

LARGEST_WINDOW = 27
"""The power of two of the bytes that unpacking may hold at once: what readers of the format take by default."""

MOST_RATIO = 100
"""How many times its size a bag may unpack to; that of a report unpacks to 1.4 times."""

INSTALL = N_("install the library (pip install backports.zstd), or use the program “zstd” and the tar")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the header of a frame says (RFC 8878, 3.1.1.1): ``content`` and ``window`` in bytes, -1 where not told."""

    content: int
    window: int
    has_checksum: bool
    has_dictionary: bool


def is_zstandard(path: Path, packed: bytes) -> bool:
    """Whether a file is a frame of Zstandard, or says so by its name."""
    return path.suffix == SUFFIX or packed.startswith(MAGIC)


def pack(tar: bytes) -> bytes:
    """Return a tar as one frame with its size and checksum; one version of the library makes the same bytes always."""
    packing = packer()
    parameters = packing.CompressionParameter
    options = {parameters.compression_level: LEVEL, parameters.checksum_flag: 1, parameters.content_size_flag: 1}
    return bytes(packing.compress(tar, options=options))


def packer() -> ModuleType:
    """Return the library; OutputError where it is not installed."""
    found = library()
    if found is None:
        fail(OutputError, None, "nothing here can pack as Zstandard", INSTALL)
    return found


def library() -> ModuleType | None:
    """Return the library that packs and unpacks, which is a part of Python from 3.14 on; None if there is none."""
    try:
        return importlib.import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    except ImportError:
        return None


def unpack(path: Path, packed: bytes, most: int, report: Report) -> bytes | None:
    """Return what one frame holds, or None with the reason; no more than ``most`` bytes are ever unpacked."""
    place = Location(str(path))
    frame = read_frame(packed)
    if frame is None:
        hint = "a download may have been cut off: fetch it again"
        report.error(place, "this is no frame of Zstandard (RFC 8878)", hint)
        return None
    _judge(frame, len(packed), most, place, report)
    if report.has_errors:
        return None
    unpacking = library()
    if unpacking is None:
        report.error(place, "nothing here can read Zstandard", INSTALL)
        return None
    return _unpacked(unpacking, frame, packed, place, report)


def _judge(frame: Frame, packed: int, most: int, place: Location, report: Report) -> None:
    """Report what a frame asks for and must not, before anything is unpacked."""
    hint = "pack the tar again with the program “zstd”, or verify the folder"
    if frame.has_dictionary:
        report.error(place, "the frame wants a dictionary, and an archive needs nothing beside itself", hint)
    if frame.content < 0 or not frame.has_checksum:
        report.error(place, "the frame does not tell its size and its checksum", hint)
    if frame.window > 2**LARGEST_WINDOW:
        values = {"size": frame.window // 2**20, "most": 2**LARGEST_WINDOW // 2**20}
        report.error(place, "the frame wants {size} MB at once to be unpacked, and {most} are the most", hint, **values)
    if frame.content > min(most, packed * MOST_RATIO):
        distrust = "this is no bag of dedoc, or somebody wants to fill your disk"
        message = "this file of {packed} bytes unpacks to {size} MB, as no bag does"
        report.error(place, message, distrust, packed=packed, size=frame.content // 2**20)


def _unpacked(unpacking: ModuleType, frame: Frame, packed: bytes, place: Location, report: Report) -> bytes | None:
    hint = "a download may have been cut off: fetch it again"
    reader = unpacking.ZstdDecompressor(options={unpacking.DecompressionParameter.window_log_max: LARGEST_WINDOW})
    try:
        found = bytes(reader.decompress(packed, max_length=frame.content + 1))
    except unpacking.ZstdError as error:
        report.error(place, "the frame cannot be unpacked: {reason}", hint, reason=str(error))
        return None
    if not reader.eof:
        message = "the frame is cut off" if len(found) <= frame.content else "the frame holds more than it tells"
        report.error(place, message, hint)
        return None
    if reader.unused_data:
        more = read_frame(reader.unused_data) is not None or _is_skipped(reader.unused_data)
        message = "more than one frame is in the file" if more else "{count} bytes follow the frame"
        report.error(place, message, "trust nothing in it", count=len(reader.unused_data))
        return None
    return found


def _is_skipped(packed: bytes) -> bool:
    return int.from_bytes(packed[:4], "little") in SKIPPED


def read_frame(packed: bytes) -> Frame | None:
    """Return what the header at the start of some bytes says; None if it is none."""
    if len(packed) < 5 or not packed.startswith(MAGIC):
        return None
    told = packed[4]
    is_single = bool(told & 0x20)
    # The unused bit has no meaning, and nothing that dedoc or the program “zstd” packs has it set.
    if told & 0x18:
        return None
    at = 5 if is_single else 6
    after = at + (0, 1, 2, 4)[told & 3]
    length = (int(is_single), 2, 4, 8)[told >> 6]
    if len(packed) < after + length:
        return None
    content = int.from_bytes(packed[after : after + length], "little") + (256 if length == 2 else 0)
    window = content if is_single else (8 + (packed[5] & 7)) << (7 + (packed[5] >> 3))
    has_dictionary = any(packed[at:after])
    return Frame(content if length else -1, window, bool(told & 4), has_dictionary)
