"""A Word file taken apart: its parts, and the relations between them (ECMA-376-2)."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from functools import cached_property

from dedoc.verify.word.text import Story, read_story
from dedoc.verify.word.xml import Element

DOCUMENT = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: the last word of its type, and the part that it leads to, or an address outside."""

    kind: str
    target: str
    is_external: bool


class Parts:
    """The parts of a package, XML parsed; BadZipFile, KeyError or XMLSyntaxError if it cannot be read at all."""

    def __init__(self, data: bytes) -> None:
        from lxml import etree  # noqa: PLC0415 -- only builds of Word files need it

        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.names = package.namelist()
            self.blobs = {name: package.read(name) for name in self.names}
        safe = etree.XMLParser(resolve_entities=False, no_network=True)
        is_xml = (".xml", ".rels")
        self.roots: dict[str, Element] = {
            name: etree.fromstring(blob, safe) for name, blob in self.blobs.items() if name.endswith(is_xml)
        }
        self.body: Element = self.roots[DOCUMENT]
        self.styles, self.settings, self.notes, self.numbering = (
            self.roots[f"word/{name}.xml"] for name in ("styles", "settings", "footnotes", "numbering")
        )

    @cached_property
    def stories(self) -> dict[str, Element]:
        """The parts that hold text: the document first, then its notes, heads and feet."""
        kinds = ("footnotes", "header", "footer")
        others = {r.target: self.roots[r.target] for r in self.relations(DOCUMENT).values() if self._is_story(r, kinds)}
        return {DOCUMENT: self.body, **others}

    @cached_property
    def story(self) -> Story:
        """The fields, bookmarks and links of the document itself."""
        return read_story(self.body)

    def _is_story(self, relation: Relation, kinds: tuple[str, ...]) -> bool:
        return relation.kind in kinds and relation.target in self.roots

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relations of a part by their ids; ``""`` stands for the package."""
        folder, name = posixpath.split(part)
        root = self.roots.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for item in root if root is not None else ():
            is_external = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[item.get("Id", "")] = Relation(item.get("Type", "").rpartition("/")[2], target, is_external)
        return found
