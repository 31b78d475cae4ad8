"""XML files from elsewhere, read without ever following them out of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from lxml import etree

from dedoc.errors import ContentError, Location, fail

PREFIX = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True, slots=True)
class Foreign:
    """An XML file from elsewhere: its root, and what messages call it."""

    root: Any
    name: str

    def place(self, element: Any) -> Location:
        """Return where an element begins."""
        return Location(self.name, int(element.sourceline or 0))


def read_foreign(data: bytes, name: str) -> Foreign:
    """Return an XML file; ContentError for one that is not well formed or has a document type with entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        _refuse(name, error)
    if root.getroottree().docinfo.internalDTD is not None and _has_entities(root):
        hint = "let the tool write the file without entities"
        fail(ContentError, Location(name, 1), "the file declares entities, which could lead out of it", hint)
    return Foreign(root, name)


def _has_entities(root: Any) -> bool:
    """Whether a document type declares entities; one that only names its DTD does no harm, for it is never read."""
    document_type = root.getroottree().docinfo.internalDTD
    return any(True for _ in document_type.iterentities()) or any(True for _ in root.iter(etree.Entity))


def _refuse(name: str, error: etree.XMLSyntaxError) -> NoReturn:
    line = error.lineno or 1
    hint = "export it again, or ask for the file as the tool wrote it"
    fail(ContentError, Location(name, line), "this is not well-formed XML: {reason}", hint, reason=error.msg or "")


def start(space: str, **attributes: str) -> Any:
    """Return the root of an XLIFF file in its namespace."""
    namespaces: Any = {None: space}
    return etree.Element(f"{{{space}}}xliff", attributes, nsmap=namespaces)


def serialised(root: Any) -> bytes:
    """Return the bytes of an XML file in UTF-8."""
    made: bytes = etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def add_text(parent: Any, text: str) -> None:
    """Add characters behind what an element holds already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def local(element: Any) -> str:
    """Return the name of an element without its namespace; nothing for remarks and instructions."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""
