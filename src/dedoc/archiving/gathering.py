"""What goes into a bag beside the outputs: the edition, its style, the program, the lock and the fonts."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

from dedoc.build import Source
from dedoc.errors import Report
from dedoc.fonts import FontStyle, font_file
from dedoc.toolchain import files_below, program

CONTENT, STYLES, PROGRAM, FONTS = "source/content", "source/styles", "program", "fonts"

LEGAL = re.compile(r"licen[cs]e|copying|notice|\bofl\b", re.IGNORECASE)


def gather(source: Source, report: Report) -> dict[str, bytes]:
    """Return the files that an edition is printed from, by their paths in the payload; what cannot be is reported."""
    edition = source.edition
    found = {f"{CONTENT}/{edition.name}/{name}": data for name, data in files_below(edition.folder, report)}
    for folder in source.style.folders:
        found |= {f"{STYLES}/{folder.name}/{name}": data for name, data in files_below(folder, report)}
    found |= {f"{PROGRAM}/{name}": data for name, data in program().items()}
    for font in source.style.record.fonts.values():
        found |= _font(font)
    return found


def _font(font: FontStyle) -> dict[str, bytes]:
    """Return the file of a font in a package of its name, with the licences of the package that it came in."""
    folder = f"{FONTS}/{font.package}"
    names = importlib.metadata.packages_distributions().get(font.package, [])
    licences = [path for name in names for path in importlib.metadata.files(name) or () if LEGAL.search(path.name)]
    return {
        # The empty module lets the font be found here before it is looked for among what is installed.
        f"{folder}/__init__.py": b"",
        f"{folder}/{font.file}": font_file(font).read_bytes(),
        **{f"{folder}/{path.name}": Path(str(path.locate())).read_bytes() for path in licences},
    }
