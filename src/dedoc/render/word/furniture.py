"""What stands around the text of the Word file: running heads and folios of right and left pages, and watermarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn

from dedoc.model import Document, Heading, LineBreak
from dedoc.render.word.package import Package
from dedoc.render.word.watermark import watermark
from dedoc.render.word.xml import Element, element, field, paragraph, text_run
from dedoc.style import Style
from dedoc.walk import plain_text, without


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a running head says of a chapter: its number and its title, and the style of Word's that its heading has.

    A title without style cannot be asked for by a field.
    """

    mark: str
    title: str
    style: str = ""


def chapter_of(heading: Heading, style: str, *, is_typed: bool = False) -> Chapter:
    """Return what a running head says of the chapter that a heading begins; ``style`` is the name of the heading's.

    A number that ``is_typed`` is a part of the heading's text.
    """
    title = plain_text(without(heading.content, LineBreak))
    return Chapter("", heading.mark + title, style) if is_typed else Chapter(heading.mark, title, style)


FIRST = {"upper-roman": "I", "lower-roman": "i", "decimal": "1", "two-digits": "01"}
"""The first folio of a part of the report, until Word counts."""


class Furniture:
    """Makes the parts of heads and feet, and hands out references to them; ``roots`` are their contents."""

    def __init__(self, package: Package, document: Document, style: Style, *, is_draft: bool) -> None:
        self.roots: list[Element] = []
        self._package = package
        self._style = style
        self._page = page = style.record.page
        self._title = document.metadata.full_title
        self._draft = document.words["draft"] if is_draft else ""
        self._watermark = (document.metadata.watermark or document.words["watermark"]) if is_draft else ""
        self._keys: dict[tuple[str, str], str] = {}
        # Parts that every report has come first.
        self._head("")
        kinds = ("front", "body", "none") if document.back else ("front", "body")
        for kind in kinds if not page.has_sides else ():
            self._foot(kind, "")

    def references(self, kind: str, chapter: Chapter | None = None) -> list[Element]:
        """Return the references of a section to its heads and feet; ``kind`` is cover, front, body or none.

        Opening pages bear heads here, and none in the PDF: with a first page of its own (``titlePg``), LibreOffice 7.4
        takes the head and foot of a section that begins on an odd page for those of its second page too.
        """
        sides = ["default", "even"] if self._page.has_sides else ["default"]
        if kind == "cover":
            # The first section has nothing to leave off.
            return [_reference("header", self._bare(kind), side) for side in sides] if self._watermark else []
        if not self._page.has_sides or kind == "none":
            head = self._bare(kind) if kind == "none" else self._head("")
            return [
                *(_reference("header", head, side) for side in sides),
                *(_reference("footer", self._foot(kind, ""), side) for side in sides),
            ]
        heads = self._page.heads
        right, left = ("right", "left") if self._page.folios == "outer" else ("", "")
        headers = {
            "default": self._running(heads.recto, right, chapter),
            "even": self._running(heads.verso, left, chapter),
        }
        footers = {"default": self._foot(kind, right), "even": self._foot(kind, left)}
        made = [_reference("header", key, side) for side, key in headers.items()]
        return made + [_reference("footer", key, side) for side, key in footers.items()]

    def _running(self, kind: str, side: str, chapter: Chapter | None) -> str:
        """Return the key of a running head on one side."""
        if kind == "title" and not self._draft:
            return self._head(side, self._title, lambda: iter([text_run(self._title)]))
        if kind == "chapter" and chapter is not None and not self._draft:
            return self._head(side, chapter.mark + chapter.title, lambda: _chapter_runs(chapter))
        return self._head("")

    def _bare(self, kind: str) -> str:
        """Return the key of the head of a cover, which bears a watermark at most.

        The art of covers lies upon what hangs in a head: the watermark goes to the other half of the page.
        """
        if not self._watermark:
            return self._head("")
        drop = self._style.record.cover_height / 2 if self._style.record.cover else 0
        lower = drop if kind == "cover" else -drop
        return self._part((kind, ""), self._package.part.add_header_part, "Header", lambda: iter(()), "", lower)

    def _head(self, side: str, text: str = "", runs: Callable[[], Iterator[Element]] = lambda: iter(())) -> str:
        content = runs if text else lambda: iter([text_run(self._draft)] if self._draft else [])
        return self._part(("head" + side, text), self._package.part.add_header_part, "Header", content, side)

    def _foot(self, kind: str, side: str) -> str:
        setting = self._style.record.setting
        first = FIRST.get({"front": setting.front_folio, "body": setting.body_folio}.get(kind, ""), "")

        def content() -> Iterator[Element]:
            return field("PAGE", text_run(first)) if first else iter(())

        return self._part(("foot" + side, kind), self._package.part.add_footer_part, "Footer", content, side)

    def _part(
        self,
        name: tuple[str, str],
        add: Callable[[], tuple[Element, str]],
        style: str,
        content: Callable[[], Iterator[Element]],
        side: str,
        drop: float = 0,
    ) -> str:
        """Return the key of a part of that name, made where it is new.

        A watermark lies ``drop`` pt below the middle of the page.
        """
        if name not in self._keys:
            part, self._keys[name] = add()
            for child in list(part.element):
                part.element.remove(child)
            aligned = [element("jc", val=side)] if side else []
            runs = list(content())
            if self._watermark and style == "Header":
                runs.append(watermark(self._watermark, self._style, len(self._keys), drop))
            part.element.append(paragraph(style, runs, *self._distance(style), *aligned))
            self.roots.append(part.element)
        return self._keys[name]

    def _distance(self, style: str) -> list[Element]:
        """Return the room between a head or foot and the text, as a part of it.

        LibreOffice 7.4 loses any other room there on odd pages that begin a section, and has more text on them.
        """
        page = self._page
        if style == "Header" and page.head is not None:
            return [element("spacing", after=round(page.head * 20))]
        if style == "Footer" and page.foot is not None:
            return [element("spacing", before=round(page.foot * 20))]
        return []


def _chapter_runs(chapter: Chapter) -> Iterator[Element]:
    """Yield the runs of a running head that follows the heading; what it says now is right without Word's help.

    LibreOffice 7.4 knows no STYLEREF and shows what is there: each chapter is a section with a head of its own.
    """
    if not chapter.style:
        yield text_run(chapter.mark + chapter.title)
        return
    if chapter.mark:
        yield from field(f"STYLEREF {chapter.style} \\n", text_run(chapter.mark))
    yield from field(f"STYLEREF {chapter.style}", text_run(chapter.title))


def _reference(kind: str, key: str, side: str) -> Element:
    made = element(f"{kind}Reference", type=side)
    made.set(qn("r:id"), key)
    return made
