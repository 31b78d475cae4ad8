"""XML of Word files: names, and a parser that follows nothing and expands nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

Element = Any
"""An element of lxml."""

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = {
    "w": MAIN,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
W = f"{{{MAIN}}}"

STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": MAIN.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": NAMES["r"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
}
"""The names of strict files (ISO/IEC 29500-1) and what they are called everywhere else."""

DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)


def parse_xml(data: bytes) -> Element:
    """Return the root of a part; ValueError where it is not well-formed or declares a document type.

    No file of Word has a document type: it can only be there to name outside files or to expand without end.
    """
    if DOCTYPE.search(data):
        raise ValueError("DOCTYPE")
    for strict, name in STRICT.items():
        data = data.replace(strict, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def local(element: Element) -> str:
    """Return the name of an element of WordprocessingML, with its prefix for others (``mc:Choice``)."""
    tag = str(element.tag)
    if tag.startswith(W):
        return tag[len(W) :]
    space, _, name = tag[1:].partition("}")
    return next((f"{prefix}:{name}" for prefix, uri in NAMES.items() if uri == space), name)


def value(element: Element | None, name: str = "val", default: str = "") -> str:
    """Return the attribute ``w:name`` of an element that may be missing."""
    return default if element is None else str(element.get(W + name, default))


def number(text: str, default: int | None = None) -> int | None:
    """Return a whole number, or ``default`` where there is none; some programs write decimals."""
    match = re.fullmatch(r"\s*([-+]?[0-9]{1,9})(\.[0-9]*)?\s*", text)
    return int(match[1]) if match else default


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not turned off (ST_OnOff)."""
    return element is not None and value(element) not in ("0", "false", "off")


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children ``w:name`` of an element that may be missing."""
    if element is not None:
        yield from element.iterchildren(W + name)


def child(element: Element | None, path: str) -> Element | None:
    """Return the first child at a path such as ``w:pPr/w:pStyle``."""
    return None if element is None else element.find(path, NAMES)
