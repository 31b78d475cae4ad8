"""Bags by RFC 8493 (BagIt 1.0): their manifests, and the tar that holds one, the same bytes wherever they are made."""

from __future__ import annotations

import hashlib
import io
import tarfile
import time
from collections.abc import Iterable, Mapping

ALGORITHMS = ("sha256", "sha512")
"""What every file of a bag is counted with (RFC 8493, 2.4)."""

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
"""The file ``bagit.txt`` (RFC 8493, 2.1.1)."""

PAYLOAD = "data/"
SUFFIX = ".bag"


def digest(algorithm: str, data: bytes) -> str:
    """Return the hash of bytes in hexadecimal digits."""
    return hashlib.new(algorithm, data).hexdigest()


def encoded(name: str) -> str:
    """Return a path as manifests write it (RFC 8493, 2.1.3): line ends and the percent sign itself in percent."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def decoded(name: str) -> str:
    """Return the path that a manifest writes."""
    return name.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def manifest(algorithm: str, files: Mapping[str, bytes]) -> bytes:
    """Return a manifest of files by their paths in the bag, in the order of these."""
    return "".join(f"{digest(algorithm, files[name])}  {encoded(name)}\n" for name in sorted(files)).encode()


def oxum(files: Iterable[bytes]) -> str:
    """Return the sum of the payload (RFC 8493, 2.2.2): bytes, a full stop, files."""
    sizes = [len(data) for data in files]
    return f"{sum(sizes)}.{len(sizes)}"


def bag_of(payload: Mapping[str, bytes], about: Mapping[str, str]) -> dict[str, bytes]:
    """Return all files of a bag by their paths in it; ``about`` is what ``bag-info.txt`` says."""
    files = {PAYLOAD + name: data for name, data in payload.items()}
    lines = {**about, "Payload-Oxum": oxum(files.values())}
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": "".join(f"{key}: {' '.join(value.split())}\n" for key, value in lines.items()).encode(),
        **{f"manifest-{algorithm}.txt": manifest(algorithm, files) for algorithm in ALGORITHMS},
    }
    tag_manifests = {f"tagmanifest-{algorithm}.txt": manifest(algorithm, tags) for algorithm in ALGORITHMS}
    return {**tags, **tag_manifests, **files}


def tar_of(name: str, files: Mapping[str, bytes], moment: int) -> bytes:
    """Return a bag as a tar (POSIX.1-2001, pax) with the folder ``name``; every file is of one moment and of nobody."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT, encoding="utf-8") as tar:
        for path in sorted(files):
            entry = tarfile.TarInfo(f"{name}/{path}")
            entry.size, entry.mtime, entry.mode = len(files[path]), moment, 0o644
            tar.addfile(entry, io.BytesIO(files[path]))
    return made.getvalue()


def day_of(moment: int) -> str:
    """Return the day of a moment, which is in seconds since 1970, as ISO 8601 writes it."""
    return time.strftime("%Y-%m-%d", time.gmtime(moment))
