"""What goes into a bag beside the outputs: the edition, its style, the program, the lock and the fonts."""

from __future__ import annotations

import importlib.metadata
import os
import re
from collections.abc import Iterator
from pathlib import Path

from dedoc.archiving.keys import holds_key
from dedoc.build import Source
from dedoc.errors import Location, OutputError, Report, fail
from dedoc.fonts import FontStyle, font_file
from dedoc.inputs import Inputs
from dedoc.project import PACKAGE

CONTENT, STYLES, PROGRAM, FONTS = "source/content", "source/styles", "program", "fonts"
LOCK = "requirements.lock"
BESIDE = (LOCK, "pyproject.toml", "LICENSE", "README.md", "CHANGELOG.md")
"""The files of the project that go along with the program."""

LEGAL = re.compile(r"licen[cs]e|copying|notice|\bofl\b", re.IGNORECASE)


def gather(source: Source, report: Report) -> dict[str, bytes]:
    """Return the files that an edition is printed from, by their paths in the payload; what cannot be is reported."""
    edition = source.edition
    found = {f"{CONTENT}/{edition.name}/{name}": data for name, data in _below(edition.folder, report)}
    for folder in source.style.folders:
        found |= {f"{STYLES}/{folder.name}/{name}": data for name, data in _below(folder, report)}
    found |= program()
    for font in source.style.record.fonts.values():
        found |= _font(font)
    return found


def program() -> dict[str, bytes]:
    """Return the source of this very program with its lock; OutputError where it was installed without one."""
    own = Report()
    left_out = ("styles/", LOCK)
    found = {
        f"{PROGRAM}/src/dedoc/{name}": data for name, data in _below(PACKAGE, own) if not name.startswith(left_out)
    }
    own.raise_errors(OutputError)
    beside = PACKAGE.parents[1] if PACKAGE.parent.name == "src" else PACKAGE
    found |= {f"{PROGRAM}/{name}": (beside / name).read_bytes() for name in BESIDE if (beside / name).is_file()}
    if f"{PROGRAM}/{LOCK}" not in found:
        hint = "run dedoc from a checkout, or install a wheel of it"
        fail(
            OutputError, None, "dedoc was installed without “{file}”, so that nothing can be archived", hint, file=LOCK
        )
    return found


def _below(folder: Path, report: Report) -> Iterator[tuple[str, bytes]]:
    """Yield the files below a folder in order, without hidden ones and what Python keeps for itself."""
    inputs = Inputs(folder, report)
    for place, folders, files in os.walk(folder):
        for name in folders:
            if (path := Path(place, name)).is_symlink():
                hint = "put the folder itself there"
                report.error(Location(inputs.name(path)), "this folder is a link, and no archive holds links", hint)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__pycache__")
        for name in sorted(files):
            data = None if name.startswith(".") or name.endswith(".pyc") else inputs.read(Path(place, name))
            if data is not None and holds_key(data):
                hint = "move it out of the folder: whoever gets the archive could sign in your name"
                report.error(Location(inputs.name(Path(place, name))), "this file holds a private key", hint)
            if data is not None:
                yield Path(place, name).relative_to(folder).as_posix(), data


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
