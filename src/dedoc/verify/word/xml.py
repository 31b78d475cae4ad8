"""Names and values of the XML in a Word file."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

Element = Any
"""An element of lxml."""


def value(element: Element | None, name: str = "val") -> str:
    """Return an attribute ``w:name`` of an element, ``""`` if either is missing."""
    return "" if element is None else str(element.get(W + name, ""))


def whole(text: str | None) -> int:
    """Return a whole number, -1 where there is none."""
    return int(text) if text and text.removeprefix("-").isdecimal() else -1


def squeezed(text: str) -> str:
    """Return text without white space."""
    return "".join(text.split())
