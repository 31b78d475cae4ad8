"""What goes into a bag beside the outputs: the edition, its style, the program, the lock and the fonts."""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dedoc.archiving.keys import holds_key
from dedoc.errors import Location, Report
from dedoc.fonts import FontStyle, font_file
from dedoc.inputs import Inputs
from dedoc.project import Edition
from dedoc.style import Style
from dedoc.toolchain import files_below, program

CONTENT, STYLES, PROGRAM, FONTS = "source/content", "source/styles", "program", "fonts"

LEGAL = re.compile(r"licen[cs]e|copying|notice|\bofl\b", re.IGNORECASE)


def gather(edition: Edition, styles: Sequence[Style], report: Report) -> dict[str, bytes]:
    """Return the files that an edition is printed from, by their paths in the payload; what cannot be is reported.

    ``styles`` are its look in each of its languages, which may have other fonts.
    """
    found = {f"{CONTENT}/{edition.name}/{name}": data for name, data in _given(edition.folder, report)}
    for folder in dict.fromkeys(folder for style in styles for folder in style.folders):
        found |= {f"{STYLES}/{folder.name}/{name}": data for name, data in _given(folder, report)}
    found |= {f"{PROGRAM}/{name}": data for name, data in program().items()}
    for font in dict.fromkeys(font for style in styles for font in style.record.fonts.values()):
        found |= _font(font)
    return found


def _given(folder: Path, report: Report) -> Iterator[tuple[str, bytes]]:
    """Yield the files below a folder that somebody else may see."""
    inputs = Inputs(folder, report)
    for name, data in files_below(folder, report):
        if holds_key(data):
            hint = "move it out of the folder: whoever gets the archive could sign in your name"
            report.error(Location(inputs.name(folder / name)), "this file holds a private key", hint)
        yield name, data


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
