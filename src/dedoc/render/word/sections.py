"""The sections of the Word file: cover, front matter, body, back cover, each with its own feet."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from dedoc.model import Block, Document, Heading, Metadata, People, Revision
from dedoc.render.word.blocks import Blocks, describe
from dedoc.render.word.gaps import is_kept
from dedoc.render.word.pictures import Art, picture_inline
from dedoc.render.word.places import body
from dedoc.render.word.text import Writer
from dedoc.render.word.xml import Element, element, paragraph, run, set_property, text_run
from dedoc.style import Style

ZERO_WIDTH_SPACE = "\u200b"


def twips(points: float) -> int:
    """Return a length in twentieths of a point."""
    return round(points * 20)


def section(
    style: Style,
    feet: Iterable[Element] = (),
    folio: str = "",
    *,
    start: bool = False,
    is_wide: bool = False,
    restarts_notes: bool = False,
    spare: float = 0,
    begins: str = "run",
) -> Element:
    """Return the properties of a section; ``folio`` is the format of its page numbers, which ``start`` at one.

    A section that does not start page numbers where others have them goes on upon the same page, unless it ``begins``
    on a page or a recto of its own. A wide one has its pages turned by a quarter. ``spare`` lines at head and foot are
    for pages that end where they ended in print: a word processor may need them, a reader sees none.
    """
    page = style.record.page
    numbers = [element("pgNumType", fmt=folio or None, start=1 if start else None)] if folio else []
    notes = [element("footnotePr", element("numRestart", val="eachSect"))] if restarts_notes else []
    shape = _turned(style) if is_wide else _upright(style, spare, is_cover=not folio)
    return element(
        "sectPr",
        *feet,
        *notes,
        element("type", val=_beginning(begins, folio, start=start)),
        *shape,
        *numbers,
        *([element("bidi")] if style.record.setting.is_rtl else []),
        element("docGrid", linePitch=twips(page.pitch)),
    )


def _upright(style: Style, spare: float, *, is_cover: bool) -> tuple[Element, Element]:
    """Return size and margins of a page."""
    page = style.record.page
    top, foot = page.top - spare * page.pitch / 4, page.bottom - spare * page.pitch * 3 / 4
    # A cover stands by itself; inside, left and right are those of a right page, and change places on a left one.
    left, right = (page.side, page.side) if is_cover else (page.inner, page.outer)
    margins = {"top": top, "right": right, "bottom": foot, "left": left} | _distances(style, foot)
    size = element("pgSz", w=twips(page.width), h=twips(page.height))
    return size, element("pgMar", **{name: twips(length) for name, length in margins.items()}, gutter=0)


def _turned(style: Style) -> tuple[Element, Element]:
    """Return size and margins of a page turned by a quarter; its text block is that of the others, turned with it."""
    page = style.record.page
    across = (page.height - page.depth) / 2
    margins = {"top": page.side, "right": across, "bottom": page.side, "left": across}
    margins |= {"header": page.side / 2, "footer": page.side / 2}
    size = element("pgSz", w=twips(page.height), h=twips(page.width), orient="landscape")
    return size, element("pgMar", **{name: twips(length) for name, length in margins.items()}, gutter=0)


def _beginning(begins: str, folio: str, *, start: bool) -> str:
    """Return where a section begins; the back of a book is a left page."""
    if begins == "recto":
        return "oddPage" if folio else "evenPage"
    return "nextPage" if start or not folio or begins == "page" else "continuous"


def _distances(style: Style, foot: float) -> dict[str, float]:
    """Return how far running head and folio stand from the edges of the page."""
    page, text = style.record.page, style.record.text
    header, footer = page.top / 2, min(page.bottom / 2, max(foot - text["folio"].pitch, 0))
    if page.head is not None:
        header = max(page.top - page.head - text["running_head"].pitch, 0)
    if page.foot is not None:
        footer = max(page.bottom - page.foot - text["folio"].pitch, 0)
    return {"header": header, "footer": footer}


def with_section(content: list[Element], properties: Element) -> list[Element]:
    """Return the content with a section that ends in its last paragraph."""
    made = closed(content)
    set_property(made[-1], properties)
    return made


def closed(content: list[Element]) -> list[Element]:
    """Return the content of a section with a paragraph at its end that stays, which Word wants."""
    if content and is_kept(content[-1]):
        return content
    # LibreOffice drops an empty paragraph here, and what is deleted before it would run on into the next section.
    words = [text_run(ZERO_WIDTH_SPACE)] if content and content[-1].tag == qn("w:p") else []
    return [*content, paragraph("SectionEnd", words)]


def cover(document: Document, style: Style, blocks: Blocks, art: Art | None) -> Iterator[Element]:
    """Yield the paragraphs of the cover."""
    metadata, sheet, height = document.metadata, style.record.page, style.record.cover_height
    name = document.words["cover"]
    yield paragraph("Header", [_full_bleed(art, blocks, sheet.width, height, 0, name)] if art else [])
    former = document.former or metadata
    writer = blocks.writer
    room = "\u3000" if style.record.setting.wide_marks else "\u00a0\u00a0"
    title = _exchanged(writer, _title(former), _title(metadata))
    yield paragraph("Title", title)
    subtitle = writer.exchanged(former.subtitle, metadata.subtitle)
    yield paragraph("Subtitle", subtitle)
    for before, now in itertools.zip_longest(former.people, metadata.people):
        runs = _exchanged(writer, *([] if people is None else _people(people, room) for people in (before, now)))
        revision = Revision.INSERTED if before is None else Revision.DELETED if now is None else None
        yield from writer.whole(revision, [paragraph("People", runs)])
    publisher = writer.exchanged(former.publisher, metadata.publisher, "Publisher")
    yield paragraph("CoverPublisher", publisher)


def _title(metadata: Metadata) -> list[Element]:
    lines = [text_run(line) for line in metadata.title]
    return [part for line in lines for part in (run(element("br")), line)][1:]


def _people(people: People, room: str) -> list[Element]:
    return [text_run(people.role, "Role"), text_run(room + room.join(people.names))]


def _exchanged(writer: Writer, old: list[Element], new: list[Element]) -> list[Element]:
    """Return runs that took the place of others, after those if they differ."""
    if list(map(etree.tostring, old)) == list(map(etree.tostring, new)):
        return new
    deleted = writer.revisions.runs(old, Revision.DELETED)
    return [*deleted, *writer.revisions.runs(new, Revision.INSERTED)]


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
    page, height = style.record.page, style.record.cover_height
    top = page.height - height
    name = document.words["back_cover"]
    yield paragraph("Header", [_full_bleed(art, blocks, page.width, height, top, name)] if art else [])
    yield from blocks.blocks(document.back, replace(body(style), text="BackCover", kind="back_cover"))
    former = document.former or document.metadata
    publisher = blocks.writer.exchanged(former.publisher, document.metadata.publisher, "Publisher")
    yield paragraph("BackPublisher", publisher)


def front(content: tuple[Block, ...], blocks: Blocks) -> Iterator[Element]:
    """Yield front matter; its headings stand in no contents, and each of its chapters begins a page."""
    place = replace(body(blocks.style), title="FrontHeading")
    for index, block in enumerate(content):
        begins = index > 0 and isinstance(block, Heading) and block.level == 1
        for made in blocks.blocks((block,), place):
            if begins:
                set_property(made, element("pageBreakBefore"))
            yield made
