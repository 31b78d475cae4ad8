"""What a Word file says of the edition it was printed from, so that it is known again when it comes back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dedoc.inputs import Inputs

EDITION, PRINTING, STYLE, FILE = "dedoc edition", "dedoc printing", "dedoc style", "dedoc source "
AS_PRINTED, DRAFT = "as-printed", "draft"
DIGITS = 16
"""Hexadecimal digits of a digest: enough to tell whether a file is still what it was."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The edition that a Word file was printed from: its name, how and in what style, and a digest of each source file.

    ``files`` are the digests by path inside the edition's folder; all are empty where a file does not say.
    """

    edition: str = ""
    printing: frozenset[str] = frozenset()
    style: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    def has_changed(self, path: str, now: Mapping[str, str]) -> bool:
        """Whether a source file is another than the one that was printed, if the stamp knows."""
        return bool(self.files) and self.files.get(path) != now.get(path)


def digests(inputs: Inputs) -> dict[str, str]:
    """Return the digest of every text file that was read, by its path; the kind of line ends does not count."""
    found = {}
    for path, data in inputs.raw.items():
        name = path.resolve().relative_to(inputs.folder).as_posix()
        found[name] = hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()[:DIGITS]
    return dict(sorted(found.items()))


def marks_of(edition: str, printing: Iterable[str], style: str, files: Mapping[str, str]) -> dict[str, str]:
    """Return the properties that a Word file bears, by name."""
    marks = {EDITION: edition, PRINTING: " ".join(sorted(printing)), STYLE: style}
    return {name: value for name, value in marks.items() if value} | {FILE + path: d for path, d in files.items()}


def read_stamp(marks: Mapping[str, str]) -> Stamp:
    """Return what the properties of a Word file say."""
    files = {name.removeprefix(FILE): value for name, value in marks.items() if name.startswith(FILE)}
    printing = frozenset(marks.get(PRINTING, "").split())
    return Stamp(marks.get(EDITION, ""), printing, marks.get(STYLE, ""), files)
