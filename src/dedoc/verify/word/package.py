"""Checks on the package: every part once, named by its kind, and there where it is named."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator

from dedoc.errors import Problem
from dedoc.verify.word.parts import Parts
from dedoc.verify.word.wanted import Wanted


def check_package(parts: Parts, _wanted: Wanted) -> Iterator[Problem]:
    """Yield parts that are there twice, that are named and missing, that nothing names, and those of no kind."""
    for name, count in Counter(parts.names).items():
        if count > 1:
            yield Problem("the Word file holds the part {part} {count} times", values={"part": name, "count": count})
    types = parts.roots["[Content_Types].xml"]
    extensions = {item.get("Extension", "").lower() for item in types if item.get("Extension")}
    overrides = {item.get("PartName", "").lstrip("/") for item in types if item.get("PartName")}
    named = set()
    for name in parts.blobs:
        if name.endswith(".rels"):
            folder, file = posixpath.split(name)
            part = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
            named |= {item.target for item in parts.relations(part).values() if not item.is_external}
        # XML in general says nothing about what is in it.
        elif name != "[Content_Types].xml" and name not in overrides:
            extension = name.rpartition(".")[2].lower()
            if extension == "xml" or extension not in extensions:
                yield Problem("the Word file does not say of what kind the part {part} is", values={"part": name})
    held = {name for name in parts.blobs if not name.endswith(".rels") and name != "[Content_Types].xml"}
    for name in sorted((named | overrides) - held):
        yield Problem("the Word file names the part {part}, which it does not hold", values={"part": name})
    for name in sorted(held - named):
        yield Problem("the Word file holds the part {part}, which nothing names", values={"part": name})
