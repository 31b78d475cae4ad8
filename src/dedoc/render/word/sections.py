"""The sections of the Word file: cover, front matter, body, back cover, each with its own feet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from dedoc.model import Document, Heading
from dedoc.render.word.blocks import Blocks, describe
from dedoc.render.word.pictures import COVER_HEIGHT, Art, picture_inline
from dedoc.render.word.places import body
from dedoc.render.word.xml import Element, element, paragraph, run, set_property, text_run
from dedoc.style import Style


def twips(points: float) -> int:
    """Return a length in twentieths of a point."""
    return round(points * 20)


def section(
    style: Style,
    feet: Iterable[Element] = (),
    folio: str = "",
    *,
    start: bool = False,
    new_page: bool = True,
    is_wide: bool = False,
    restarts_notes: bool = False,
    spare: float = 0,
) -> Element:
    """Return the properties of a section; ``folio`` is the format of its page numbers, which ``start`` at one.

    A wide section has its pages turned by a quarter, and counts them on. ``spare`` lines at head and foot are for pages
    that end where they ended in print: a word processor may need them, a reader sees none.
    """
    page = style.record.page
    side = (page.width - page.columns * page.size) / 2
    bottom = page.height - page.top - page.lines * page.pitch
    top, foot = page.top - spare * page.pitch / 4, bottom - spare * page.pitch * 3 / 4
    size, head = {"w": page.width, "h": page.height}, page.top / 2
    if is_wide:
        across = (page.height - page.lines * page.pitch) / 2
        size, head = {"w": page.height, "h": page.width}, side / 2
        top, side, foot, bottom = side, across, side, side
    margins = {"top": top, "right": side, "bottom": foot, "left": side, "header": head}
    margins["footer"] = min(bottom / 2, max(foot - style.record.text["folio"].pitch, 0))
    numbers = [element("pgNumType", fmt=folio or None, start=1 if start else None)] if folio else []
    notes = [element("footnotePr", element("numRestart", val="eachSect"))] if restarts_notes else []
    return element(
        "sectPr",
        *feet,
        *notes,
        element("type", val="nextPage" if new_page else "continuous"),
        element("pgSz", **_twips(size), orient="landscape" if is_wide else None),
        element("pgMar", **_twips(margins), gutter=0),
        *numbers,
        element("docGrid", linePitch=twips(page.pitch)),
    )


def _twips(lengths: Mapping[str, float]) -> dict[str, int]:
    return {name: twips(length) for name, length in lengths.items()}


def with_section(content: list[Element], properties: Element) -> list[Element]:
    """Return the content with a section that ends in its last paragraph."""
    made = closed(content)
    set_property(made[-1], properties)
    return made


def closed(content: list[Element]) -> list[Element]:
    """Return the content of a section with a paragraph at its end, which Word wants."""
    return content if content and content[-1].tag == qn("w:p") else [*content, paragraph("SectionEnd", [])]


def cover(document: Document, style: Style, blocks: Blocks, art: Art | None) -> Iterator[Element]:
    """Yield the paragraphs of the cover."""
    metadata, sheet = document.metadata, style.record.page
    name = document.words["cover"]
    yield paragraph("Header", [_full_bleed(art, blocks, sheet.width, COVER_HEIGHT, 0, name)] if art else [])
    lines = [text_run(line) for line in metadata.title]
    broken = [part for line in lines for part in (run(element("br")), line)][1:]
    drop = COVER_HEIGHT + 28 - sheet.top - style.record.text["running_head"].pitch
    yield paragraph("Title", broken, element("spacing", before=twips(drop)))
    yield paragraph("Subtitle", [text_run(metadata.subtitle)], element("spacing", before=200, after=300))
    for people in metadata.people:
        role, names = text_run(people.role, "Role"), text_run("\u3000" + "\u3000".join(people.names))
        yield paragraph("People", [role, names])
    yield paragraph("People", [text_run(metadata.publisher, "Publisher")], element("spacing", before=200))


def _full_bleed(art: Art, blocks: Blocks, width: float, height: float, top: float, name: str) -> Element:
    """Return a picture that lies behind the text across the page, ``top`` pt below the page's edge."""
    blocks.drawings += 1
    inline = picture_inline(blocks.writer.part, art, width, height)
    describe(inline, blocks.drawings, name, name)
    extent = inline.find(qn("wp:extent"))
    anchor = etree.Element(qn("wp:anchor"), ANCHOR, nsmap=inline.nsmap)
    rest = [child for child in inline if child is not extent]
    anchor.extend([*_placed(0, top), extent, etree.Element(qn("wp:wrapNone")), *rest])
    return element("r", element("drawing", anchor))


ANCHOR = {
    "distT": "0",
    "distB": "0",
    "distL": "0",
    "distR": "0",
    "simplePos": "0",
    "relativeHeight": "1",
    "behindDoc": "1",
    "locked": "0",
    "layoutInCell": "1",
    "allowOverlap": "1",
}


def _placed(left: float, top: float) -> list[Element]:
    simple = etree.Element(qn("wp:simplePos"), {"x": "0", "y": "0"})
    placed = [simple]
    for axis, offset in (("positionH", left), ("positionV", top)):
        position = etree.Element(qn(f"wp:{axis}"), {"relativeFrom": "page"})
        etree.SubElement(position, qn("wp:posOffset")).text = str(Pt(offset))
        placed.append(position)
    return placed


def back_cover(document: Document, style: Style, blocks: Blocks, art: Art | None) -> Iterator[Element]:
    """Yield the paragraphs of the back cover."""
    page = style.record.page
    top = page.height - COVER_HEIGHT
    name = document.words["back_cover"]
    yield paragraph("Header", [_full_bleed(art, blocks, page.width, COVER_HEIGHT, top, name)] if art else [])
    yield from blocks.blocks(document.back, replace(body(style), text="BackCover", kind="back_cover"))
    publisher = text_run(document.metadata.publisher, "Publisher")
    yield paragraph("People", [publisher], element("spacing", before=480))


def front(document: Document, blocks: Blocks) -> Iterator[Element]:
    """Yield the front matter; its headings stand in no contents."""
    for block in document.front:
        if isinstance(block, Heading) and block.level == 1:
            blocks.headings += 1
            yield paragraph("FrontHeading", blocks.writer.named(block, blocks.writer.inlines(block.content)))
        else:
            yield from blocks.blocks((block,))
