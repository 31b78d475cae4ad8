"""Elements of WordprocessingML, made so that no text can break out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

Element = Any
"""An element of lxml, whose types python-docx does not give."""

WORDS = {"w": nsmap["w"]}
"""The namespace of WordprocessingML, and the prefix that its elements have."""

NAME = f"{{{nsmap['w']}}}"
"""What stands before the names of its elements and attributes in lxml."""

HINTED = frozenset("“”‘’—…·×")
"""Marks that Word sets in the Latin font unless it is told that they are Chinese."""

APOSTROPHE = re.compile(r"(?<=[A-Za-z])(’)(?=[A-Za-z])")

PROPERTIES = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "tabs", "spacing", "ind", "jc"),
    *("outlineLvl", "rPr", "sectPr", "pPrChange"),
)
"""The properties of paragraphs that dedoc writes, in the order of the schema (ECMA-376-1, 17.3.1.26)."""


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """Return an element ``w:tag`` with attributes of the same namespace; those that are None are left out."""
    # What there is by the thousand is made without python-docx's way to its parser.
    made = oxml_parser.makeelement(NAME + tag, None, WORDS)
    for name, value in attributes.items():
        if value is not None:
            made.set(NAME + name, str(value))
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


def text_runs(text: str, style: str = "") -> Iterator[Element]:
    """Yield the runs of a text; an apostrophe inside a Latin word is Latin, and stands in a run of its own."""
    for index, part in enumerate(APOSTROPHE.split(text)):
        if part:
            yield run(text_element(part), style=style) if index % 2 else text_run(part, style)


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


def index_entry(term: str) -> Iterator[Element]:
    """Yield the hidden field that an index of Word is made from (ECMA-376-1, 17.16.5.79); it has no result."""
    # In a term, a colon would begin a second level, and a quotation mark end it.
    escaped = re.sub(r'([":\\])', r"\\\1", term)
    code = element("instrText")
    code.text = f' XE "{escaped}" '
    code.set(qn("xml:space"), "preserve")
    for content in (element("fldChar", fldCharType="begin"), code, element("fldChar", fldCharType="end")):
        yield element("r", element("rPr", element("vanish")), content)


def paragraph(style: str, content: Iterable[Element], *properties: Element) -> Element:
    """Return a paragraph of a style; ``properties`` are what only this paragraph has."""
    own = sorted(properties, key=_place)
    return element("p", element("pPr", element("pStyle", val=style), *own), *content)


def set_property(paragraph: Element, value: Element) -> None:
    """Give a paragraph a property of its own, in place of the one that it has."""
    properties = paragraph.get_or_add_pPr()
    for old in properties.findall(value.tag):
        properties.remove(old)
    after = [child for child in properties if _place(child) < _place(value)]
    properties.insert(len(after), value)


def _place(item: Element) -> int:
    return PROPERTIES.index(item.tag.rpartition("}")[2])


class Bookmarks:
    """Hands out bookmarks with ids and names that are unique in the file."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def around(self, name: str, content: Iterable[Element]) -> list[Element]:
        """Return the content inside a bookmark; only the first that asks for a name gets it."""
        if name in self._names:
            return list(content)
        self._names.add(name)
        number = len(self._names)
        return [element("bookmarkStart", id=number, name=name), *content, element("bookmarkEnd", id=number)]
