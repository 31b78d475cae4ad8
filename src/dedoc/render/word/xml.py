"""Elements of WordprocessingML, made so that no text can break out of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any
"""An element of lxml, whose types python-docx does not give."""

HINTED = frozenset("“”‘’—…·×")
"""Marks that Word sets in the Latin font unless it is told that they are Chinese."""


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """Return an element ``w:tag`` with attributes of the same namespace; those that are None are left out."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        if value is not None:
            made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def run(*content: Element, style: str = "", hint: bool = False) -> Element:
    """Return a run, with a character style and a hint that its marks are Chinese."""
    properties = []
    if style:
        properties.append(element("rStyle", val=style))
    if hint:
        properties.append(element("rFonts", hint="eastAsia"))
    return element("r", *([element("rPr", *properties)] if properties else []), *content)


def text_run(text: str, style: str = "") -> Element:
    """Return a run of characters; spaces at its ends are kept."""
    return run(text_element(text), style=style, hint=not HINTED.isdisjoint(text))


def text_element(text: str) -> Element:
    """Return the element that holds the characters of a run."""
    made = element("t")
    made.text = text
    made.set(qn("xml:space"), "preserve")
    return made


def field(instruction: str, *result: Element, style: str = "") -> Iterator[Element]:
    """Yield the runs of a field with its result already in place, so that Word need not ask to update it."""
    code = element("instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    yield run(element("fldChar", fldCharType="begin"), style=style)
    yield run(code, style=style)
    yield run(element("fldChar", fldCharType="separate"), style=style)
    yield from result
    yield run(element("fldChar", fldCharType="end"), style=style)


def paragraph(style: str, content: Iterable[Element], *properties: Element) -> Element:
    """Return a paragraph of a style; ``properties`` are what only this paragraph has."""
    return element("p", element("pPr", element("pStyle", val=style), *properties), *content)


class Bookmarks:
    """Hands out bookmarks with ids that are unique in the file."""

    def __init__(self) -> None:
        self._count = 0

    def around(self, name: str, content: Iterable[Element]) -> list[Element]:
        """Return the content between the start and the end of a bookmark."""
        self._count += 1
        start = element("bookmarkStart", id=self._count, name=name)
        return [start, *content, element("bookmarkEnd", id=self._count)]
