"""The font files of a style, in the pinned packages that carry them."""

from __future__ import annotations

from pathlib import Path

from dedoc.errors import OutputError, fail
from dedoc.style import FontStyle, font_path


def font_file(font: FontStyle) -> Path:
    """Return the file of a font inside its pinned package; OutputError if the package is not installed."""
    path = font_path(font)
    if path is None:
        hint = "install dedoc's requirements again, or correct the style"
        values = {"file": font.file, "package": font.package}
        fail(OutputError, font.location, "the font “{file}” is not in the package “{package}”", hint, **values)
    return path
