"""Heads and feet of the pages: the folio, and on drafts the word that says so, also across the page."""

from __future__ import annotations

from docx.oxml.ns import qn

from dedoc.model import Document
from dedoc.render.measure import text_width
from dedoc.render.word.package import Package, part_xml
from dedoc.render.word.pictures import COVER_HEIGHT
from dedoc.render.word.styles import lightened
from dedoc.render.word.xml import Element, element, field, paragraph, text_run
from dedoc.style import Style

WATERMARK = 72.0
"""The size in pt of the word across a draft, as the press has it; a long one is smaller."""

FOLIOS = {"front": "I", "body": "01"}
"""The parts whose pages bear folios, with the first of each."""


class Margins:
    """Writes the heads and feet of a package, and tells sections what to name of them."""

    def __init__(self, package: Package, document: Document, style: Style, *, is_draft: bool) -> None:
        self._part = package.part
        self._style = style
        self._word = (document.metadata.watermark or document.words["watermark"]) if is_draft else ""
        self._heads = 0
        # The art of a cover lies upon what hangs in a head: there the word goes to the other half of the page.
        drop = COVER_HEIGHT / 2 if style.record.cover else 0
        # The first section has nothing to leave off.
        self._names = {"cover": [("header", self._head([], drop))] if self._word else []}
        head = self._head([text_run(document.words["draft"])] if is_draft else [])
        for name, folio in FOLIOS.items():
            self._names[name] = [("header", head), ("footer", self._foot(list(field("PAGE", text_run(folio)))))]
        if document.back:
            # The last section takes over what it does not name itself.
            back = self._head([], -drop) if self._word else head
            self._names["back"] = [("header", back), ("footer", self._foot([]))]

    def of(self, name: str) -> list[Element]:
        """Return the references to head and foot of a part of the report: cover, front, body or back."""
        return [_reference(kind, key) for kind, key in self._names[name]]

    def _head(self, content: list[Element], drop: float = 0) -> str:
        """Return the key of a new head; on drafts a word lies across the page, ``drop`` pt below its middle."""
        part, key = self._part.add_header_part()
        self._heads += 1
        _fill(part.element, paragraph("Header", [*content, *([self._watermark(drop)] if self._word else [])]))
        return str(key)

    def _foot(self, content: list[Element]) -> str:
        part, key = self._part.add_footer_part()
        _fill(part.element, paragraph("Footer", content))
        return str(key)

    def _watermark(self, drop: float) -> Element:
        """Return the word across the page as Word itself draws it: a text that fills a shape, which hangs in a head."""
        record = self._style.record
        # Turned by an eighth, it must not be longer than the page is wide times the root of two.
        font = record.fonts[record.text["title"].font]
        size = min(WATERMARK, 1.2 * record.page.width / text_width(self._word, 1))
        return part_xml(
            "watermark.xml",
            number=self._heads,
            words=self._word,
            width=round(text_width(self._word, size), 1),
            height=round(size, 1),
            top=round((record.page.height - size) / 2 + drop, 1) if drop else None,
            color=lightened(record.colors["light"], 0.3),
            font=font.word_alternative or font.word,
        )


def _reference(kind: str, key: str) -> Element:
    made = element(f"{kind}Reference", type="default")
    made.set(qn("r:id"), key)
    return made


def _fill(root: Element, content: Element) -> None:
    for child in list(root):
        root.remove(child)
    root.append(content)
