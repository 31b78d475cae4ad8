"""The files that a style sheet may ask for: those of the style, and the pictures of the document; never the network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from dedoc.render.css.glyphs import with_plain_ids
from dedoc.style import Style

STYLE = "https://style.invalid/"
"""Where the files of the style stand for the engine; no such address exists (RFC 6761, 6.4)."""

PICTURES = "https://pictures.invalid/"
"""Where the pictures of the document stand for the engine."""

KINDS = {
    ".css": "text/css",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
"""Media types by suffix; those that Python's library gives depend on the machine."""


class Files:
    """Serves files by address; remembers every address that it refuses, and the style sheets that it has served."""

    def __init__(self, style: Style, pictures: Mapping[str, bytes]) -> None:
        self.style = style
        self.pictures = pictures
        self.refused: list[str] = []
        self.sheets: dict[str, str] = {}

    def read(self, address: str) -> bytes:
        """Return a file; ValueError if there is none at that address."""
        name = unquote(address)
        if name.startswith(PICTURES) and name.removeprefix(PICTURES) in self.pictures:
            return self.pictures[name.removeprefix(PICTURES)]
        if name.startswith(STYLE) and (data := self._own(name.removeprefix(STYLE))) is not None:
            return data
        self.refused.append(address)
        raise ValueError(f"refused: {address}")

    def sheet(self, name: str) -> str:
        """Return a style sheet of the style."""
        self.sheets[name] = self.style.file(name).read_text(encoding="utf-8", errors="replace")
        return self.sheets[name]

    def _own(self, name: str) -> bytes | None:
        """Return a file that lies in the folder of the style, or in that of the style it begins from."""
        if PurePosixPath(name).name != name or not any((folder / name).is_file() for folder in self.style.folders):
            return None
        if name.endswith(".css"):
            return self.sheet(name).encode()
        return with_plain_ids(self.style.file(name).read_bytes())


def fetcher(files: Files) -> Any:
    """Return the files as WeasyPrint asks for them."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 -- heavy

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Opens no address but those of ``files``, and data that an address holds itself."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Return the file at an address; what is raised, WeasyPrint tells in its log."""
            if url.startswith("data:"):
                return super().fetch(url, headers)
            kind = KINDS.get(PurePosixPath(url).suffix.lower(), "application/octet-stream")
            return URLFetcherResponse(url, files.read(url), {"Content-Type": kind})

    return Fetcher()
