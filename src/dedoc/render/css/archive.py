"""What an archive and readers who cannot see need in the PDF beyond what WeasyPrint gives (PDF/A-2a and PDF/UA-1)."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from dedoc.model import Metadata
from dedoc.render.css.pages import Laid
from dedoc.sheet import Page
from dedoc.style import Style

VARIANT = "pdf/a-2a"
"""PDF/A-2a (ISO 19005-2); that the file is PDF/UA-1 (ISO 14289-1) as well, its metadata says."""


@cache
def _templates() -> Environment:
    loader = PackageLoader("dedoc", "templates/css")
    return Environment(loader=loader, undefined=StrictUndefined, autoescape=True, auto_reload=False, trim_blocks=True)


def date_of(timestamp: int) -> str:
    """Return seconds since 1970 as a date of XMP (ISO 8601)."""
    return datetime.datetime.fromtimestamp(timestamp, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def describe(rendering: Any, metadata: Metadata, timestamp: int, producer: str) -> None:
    """Give a rendered document its properties, in a stream that readers of PDF/A find uncompressed."""
    import pydyf  # noqa: PLC0415 -- comes with WeasyPrint

    properties = rendering.metadata
    properties.title, properties.authors = metadata.full_title, list(metadata.authors)
    properties.description, properties.keywords = metadata.subject or metadata.full_title, list(metadata.keywords)
    properties.created = properties.modified = date_of(timestamp)
    packet = _templates().get_template("xmp.xml.jinja").render(properties=properties, producer=producer)

    def include(pdf: Any, *_: object, **__: object) -> None:
        stream = pydyf.Stream([packet.encode()], {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)
        pdf.add_object(stream)
        pdf.catalog["Metadata"] = stream.reference

    properties.include_in_pdf = include


def link_once(rendering: Any) -> None:
    """Leave each link one area: WeasyPrint gives one to every box inside it as well, which no tag of a link holds."""
    for page in rendering.pages:
        page.links[:] = [entry for entry in page.links if entry[3].link]


def finish(pdf: Any, laid: Laid, style: Style) -> None:
    """Mend the tags of a PDF in the making where PDF/UA-1 asks for others, and say how far its colour runs."""
    structure = Structure(pdf)
    structure.tag_title()
    structure.tag_contents()
    structure.tag_notes(laid)
    structure.tag_items()
    structure.drop_repeated_heads(laid)
    structure.mark_artifacts()
    _box(pdf, style.record.page)
    # Objects one by one, and not in streams of objects: every reader finds its way, and so does the check of standards.
    pdf.write = functools.partial(_write, pdf.write)


def _box(pdf: Any, sheet: Page) -> None:
    """Say where pages are cut and how far colour runs, where it is not all the same (ISO 32000-1, 14.11.2)."""
    for page in (item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"):
        del page["BleedBox"], page["TrimBox"]
        if sheet.outset:
            page["TrimBox"] = _inside(page["MediaBox"], sheet.outset)
        if sheet.crop_marks:
            page["BleedBox"] = _inside(page["MediaBox"], sheet.outset - sheet.bleed)


def _inside(box: list[float], distance: float) -> Any:
    """Return a box that keeps a distance in pt from all edges of another one."""
    import pydyf  # noqa: PLC0415 -- comes with WeasyPrint

    left, bottom, right, top = (round(edge, 4) for edge in box)
    return pydyf.Array([left + distance, bottom + distance, right - distance, top - distance])


def _write(write: Callable[..., None], output: object, version: object, identifier: object, _: object) -> None:
    write(output, version, identifier, compress=False)


class Structure:
    """The tags of a PDF in the making."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.objects = {item.reference: item for item in pdf.objects}
        self.root = self.objects[pdf.catalog["StructTreeRoot"]]
        self.document = self.objects[self.root["K"][0]]

    def tag_title(self) -> None:
        """Tag the first paragraph, on the cover, as the title, which ISO 32000-2 knows and PDF 1.7 takes for a text."""
        import pydyf  # noqa: PLC0415 -- comes with WeasyPrint

        self.root["RoleMap"] = pydyf.Dictionary({"Title": "/P"})
        next(element for element in self._elements(self.document) if element["S"] == "/P")["S"] = "/Title"

    def tag_contents(self) -> None:
        """Tag the lists in front of the body as contents, whose entries refer to places (ISO 32000-1, 14.8.4.2)."""
        # What runs over several pages has an element for each.
        front = [kid for kid in self._kids(self.document) if kid["S"] == "/Div"]
        for area in [kid for part in front for kid in self._kids(part) if kid["S"] == "/NonStruct"]:
            for element in list(self._elements(area)):
                if element["S"] == "/L":
                    element["S"] = "/TOC"
                elif element["S"] == "/LI":
                    element["S"] = "/TOCI"
                    self._open(element, "/LBody")
                    if links := [kid for kid in self._kids(element) if kid["S"] == "/Link"]:
                        self._gather(element, links, "/Reference")

    def tag_notes(self, laid: Laid) -> None:
        """Tag the notes at the foot of each page as notes, each with an id of its own (ISO 14289-1, 7.9).

        The area of the notes is the last thing that WeasyPrint puts into the structure for a page.
        """
        import pydyf  # noqa: PLC0415 -- comes with WeasyPrint

        areas = {self.objects[child]["Pg"]: self.objects[child] for child in self.document["K"]}
        for number, names in laid.noted.items():
            area = areas[self.pdf.page_references[number - 1]]
            for name, child in zip(names, area["K"], strict=True):
                self.objects[child] |= {"S": "/Note", "ID": pydyf.String(name)}

    def tag_items(self) -> None:
        """Tag what stands in an item of a list beside its mark as its body (ISO 32000-1, 14.8.4.3.3)."""
        for item in [item for item in self.pdf.objects if isinstance(item, dict) and item.get("S") == "/LI"]:
            if loose := [kid for kid in self._kids(item) if kid["S"] not in ("/Lbl", "/LBody")]:
                self._gather(item, loose, "/LBody")

    def drop_repeated_heads(self, laid: Laid) -> None:
        """Take the heads that are repeated where a table runs on out of the tags: they are no content."""
        tables: dict[bytes, list[Any]] = {}
        for element in self._elements(self.document):
            if element["S"] == "/Table":
                tables.setdefault(element["Pg"], []).append(element)
        for number, repeats in laid.tables.items():
            found = tables.get(self.pdf.page_references[number - 1], [])
            for table, is_repeated in zip(found, repeats, strict=True):
                if is_repeated:
                    del table["K"][0]

    def mark_artifacts(self) -> None:
        """Mark what no tag holds, such as folios, as no content (ISO 14289-1, 7.1)."""
        held = {element.reference for element in self._elements(self.document)}
        numbers = self.objects[self.root["ParentTree"]]["Nums"]
        for reference, elements in zip(self.pdf.page_references, numbers[1::2], strict=False):
            loose = {mark for mark, element in enumerate(elements) if element not in held}
            for mark in loose:
                elements[mark] = "null"
            if loose:
                _mark_artifacts(self.objects[self.objects[reference]["Contents"]].stream, loose)

    def _elements(self, element: Any) -> Iterator[Any]:
        """Yield the elements below one, in reading order."""
        for child in self._kids(element):
            yield child
            yield from self._elements(child)

    def _kids(self, element: Any) -> list[Any]:
        """Return the elements right below one."""
        children = (self.objects.get(kid) for kid in element["K"] if isinstance(kid, bytes))
        return [child for child in children if child is not None and child.get("Type") == "/StructElem"]

    def _open(self, item: Any, kind: str) -> None:
        """Put what elements of a kind hold in their place."""
        for inner in [kid for kid in self._kids(item) if kid["S"] == kind]:
            at = item["K"].index(inner.reference)
            item["K"][at : at + 1] = inner["K"]
            for kid in self._kids(inner):
                kid["P"] = item.reference

    def _gather(self, item: Any, kids: list[Any], kind: str) -> None:
        """Put an element of a kind between an item and some of the elements below it, where the first of them is."""
        import pydyf  # noqa: PLC0415 -- comes with WeasyPrint

        own = pydyf.Array([kid.reference for kid in kids])
        made = pydyf.Dictionary({"Type": "/StructElem", "S": kind, "P": item.reference, "Pg": item["Pg"], "K": own})
        self.pdf.add_object(made)
        self.objects[made.reference] = made
        item["K"].insert(item["K"].index(own[0]), made.reference)
        for kid in kids:
            kid["P"] = made.reference
            item["K"].remove(kid.reference)


def _mark_artifacts(stream: list[Any], marks: set[int]) -> None:
    """Change the beginnings of marked content with these numbers: a tag, its properties and BDC stand in a row."""
    import pydyf  # noqa: PLC0415 -- comes with WeasyPrint

    for index, item in enumerate(stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in marks:
            stream[index - 1 : index + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
