"""Where results are kept by their content: a folder, or whatever fsspec reaches."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from dedoc.errors import OutputError, fail
from dedoc.outputs import write_outputs

HINT = "check the permissions and the room of the store, or choose another with --store"


class Store(Protocol):
    """Bytes by names with slashes; what is there is whole or not there at all."""

    def read(self, name: str) -> bytes | None:
        """Return what is kept under a name, or None."""

    def write(self, name: str, data: bytes) -> None:
        """Keep bytes under a name; OutputError if they cannot be kept."""


def open_store(address: str) -> Store:
    """Return the store in a folder, or behind an address such as ``s3://bucket/path``; OutputError if none can be."""
    return Remote(address) if "://" in address else Folder(Path(address))


class Folder:
    """A store in a folder, which processes and machines may share."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, name: str) -> bytes | None:
        """Return what is kept under a name, or None."""
        try:
            return (self.root / name).read_bytes()
        except OSError:
            # It will be made anew, and told if that cannot be written either.
            return None

    def write(self, name: str, data: bytes) -> None:
        """Keep bytes under a name; OutputError if they cannot be kept."""
        path = self.root / name
        write_outputs({path.name: data}, path.parent, HINT)


class Remote:
    """A store behind an address that fsspec knows; who reads compares hashes, so that half a file is none."""

    def __init__(self, address: str) -> None:
        try:
            # Only such stores need it.
            import fsspec  # noqa: PLC0415

            self.files, self.root = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            hint = "install what reaches it, for instance: pip install fsspec"
            fail(OutputError, None, "the store “{address}” cannot be opened: {reason}", hint, **_told(address, error))

    def read(self, name: str) -> bytes | None:
        """Return what is kept under a name, or None."""
        try:
            return bytes(self.files.cat_file(f"{self.root}/{name}"))
        except Exception:  # noqa: BLE001 -- each kind of store has errors of its own; what cannot be read is not there
            return None

    def write(self, name: str, data: bytes) -> None:
        """Keep bytes under a name; OutputError if they cannot be kept."""
        path = f"{self.root}/{name}"
        try:
            self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self.files.pipe_file(path, data)
        except Exception as error:  # noqa: BLE001 -- each kind of store has errors of its own
            message = "nothing can be kept in the store “{address}”: {reason}"
            fail(OutputError, None, message, HINT, **_told(self.root, error))


def _told(address: str, error: Exception) -> dict[str, Any]:
    return {"address": address, "reason": str(error) or type(error).__name__}
