"""The font files of a style, in the pinned packages that carry them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from dedoc.errors import OutputError, fail
from dedoc.project import FontStyle


def font_file(font: FontStyle) -> Path:
    """Return the file of a font inside its pinned package; OutputError if the package is not installed."""
    spec = importlib.util.find_spec(font.package)
    folder = Path(next(iter(spec.submodule_search_locations or ()), "")) if spec else None
    if folder is None or not (folder / font.file).is_file():
        hint = "install dedoc's requirements again, or correct the style"
        values = {"file": font.file, "package": font.package}
        fail(OutputError, font.location, "the font “{file}” is not in the package “{package}”", hint, **values)
    return folder / font.file
