"""What a Word file says of itself: who made it, and the marks that programs leave (ECMA-376-2, 11; 376-1, 22.3)."""

from __future__ import annotations

from lxml import etree

from dedoc.wordfile.package import Package


def core_properties(package: Package) -> dict[str, str]:
    """Return title, creator, subject, keywords, created … as far as the file gives them."""
    return {
        etree.QName(item).localname: item.text.strip()
        for part in _parts(package, "core-properties")
        for item in package.xml(part)  # type: ignore[union-attr]
        if isinstance(item.tag, str) and item.text and item.text.strip()
    }


def custom_properties(package: Package) -> dict[str, str]:
    """Return the properties that programs and people have added, by name."""
    return {
        item.get("name", ""): "".join(item.itertext()).strip()
        for part in _parts(package, "custom-properties")
        for item in package.xml(part)  # type: ignore[union-attr]
        if item.get("name")
    }


def _parts(package: Package, kind: str) -> list[str]:
    found = (r.target for r in package.relations("").values() if r.kind == kind and not r.is_outside)
    return [part for part in found if package.xml(part) is not None]
