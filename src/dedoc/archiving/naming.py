"""Names of files and folders that some systems take for one: they differ in case, or in the normal form of Unicode."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeAlias

from dedoc.errors import Location, Report

Names: TypeAlias = "dict[str, tuple[str, Names]]"
"""What stands in a folder: by the key of each name the name itself, and what stands in it if it is a folder."""


def judge_names(paths: Iterable[str], place: Callable[[str], Location], report: Report) -> None:
    """Report paths that cannot stand side by side on every system, each file and each folder once.

    ``place`` returns where a path is.
    """
    root: Names = {}
    leaves: dict[str, Names] = {}
    told: set[str] = set()
    for path in sorted(paths):
        twins = _enter(path, root, leaves)
        if twins is not None and twins[0] not in told:
            told.add(twins[0])
            _report(*twins, place(twins[0]), report)
    for path, inside in leaves.items():
        if inside:
            report.error(place(path), "this is a file and a folder at once")


def _enter(path: str, root: Names, leaves: dict[str, Names]) -> tuple[str, str] | None:
    """Put a path to the others; return its first part that has a twin, up to a file or a folder, and that twin."""
    parts = path.split("/")
    level = root
    for depth, part in enumerate(parts):
        first, inside = level.setdefault(_key(part), (part, {}))
        if first != part:
            return "/".join(parts[: depth + 1]), "/".join([*parts[:depth], first])
        level = inside
    leaves[path] = level
    return None


def _key(part: str) -> str:
    """Return what is the same for names that a system may take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", part).casefold())


def _report(path: str, other: str, place: Location, report: Report) -> None:
    hint = "on some systems they are one file"
    if unicodedata.normalize("NFC", path) == unicodedata.normalize("NFC", other):
        message = "the name differs from “{other}” only in the normal form of Unicode"
        report.error(place, message, hint, other=other)
    else:
        report.error(place, "the name differs from “{other}” only in capital letters", hint, other=other)
