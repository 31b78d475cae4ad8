"""The Word file: what a professional would have made by hand, with the page numbers that the press has found."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as dataclass_field

from docx.opc.constants import RELATIONSHIP_TYPE

from dedoc.model import Block, Document, FolioMark, Heading, PageMap
from dedoc.overlays import accepted
from dedoc.project import Locale
from dedoc.render.word import sections
from dedoc.render.word.blocks import Blocks
from dedoc.render.word.contents import contents, lists
from dedoc.render.word.fallback import set_fallbacks
from dedoc.render.word.furniture import Chapter, Furniture, chapter_of
from dedoc.render.word.heights import PADDING
from dedoc.render.word.numbering import Numberings
from dedoc.render.word.package import Package, part_xml
from dedoc.render.word.pictures import COVER, gather_art
from dedoc.render.word.places import BOX_INSET, body
from dedoc.render.word.revisions import Revisions
from dedoc.render.word.scripts import set_scripts
from dedoc.render.word.statistics import statistics
from dedoc.render.word.stretches import parts, stretches
from dedoc.render.word.styles import GROUND, lightened, rows
from dedoc.render.word.text import Writer
from dedoc.render.word.xml import Element, paragraph
from dedoc.style import Style
from dedoc.walk import find

FOLIOS = {"upper-roman": "upperRoman", "lower-roman": "lowerRoman", "decimal": "decimal", "two-digits": "decimalZero"}
"""Word's names of the ways to write a folio."""


@dataclass(frozen=True, slots=True)
class WordOrder:
    """What the Word file is to hold besides the document: true page numbers, a date, and how notes count.

    ``marks`` are properties by which the file is known again when it comes back.
    """

    pages: PageMap
    timestamp: int
    is_draft: bool = False
    notes_by_chapter: bool = False
    marks: Mapping[str, str] = dataclass_field(default_factory=dict)


def print_word(
    document: Document, style: Style, locale: Locale, pictures: Mapping[str, bytes], order: WordOrder
) -> bytes:
    """Return the Word file; the folios in its contents are those of the order's page map.

    Of two texts laid over each other it is that of the new one, with what was inserted and deleted as tracked changes.
    Contents, lists and sections are those of the new text alone.
    """
    package = Package()
    notes = package.add_notes(part_xml("footnotes.xml"))
    writer = Writer(package.part, notes, Revisions(order.timestamp))
    numberings = Numberings(locale, _depth(document), is_typed=style.record.setting.is_rtl)
    blocks = Blocks(writer, style, locale, gather_art(document, style, pictures), numberings)
    furniture = Furniture(package, document, style, is_draft=order.is_draft)
    for child in _body(document, style, blocks, furniture, order):
        package.body.append(child)
    _replace_parts(package, document, style, locale, numberings)
    fonts = {row.id: row.look.font for row in rows(style, numberings.depth)}
    for root in (package.body, writer.notes_part.element, *furniture.roots):
        set_scripts(root, style.record.setting)
        set_fallbacks(root, style, fonts)
    package.add_marks(order.marks)
    package.add_statistics(statistics([package.body, writer.notes_part.element], document.metadata, order.pages))
    package.set_properties(_properties(document), order.timestamp)
    return package.save()


def _depth(document: Document) -> int:
    """Return how many levels of headings bear numbers, at least one."""
    headings = [
        node
        for heading in find(document.body, Heading)
        for node in (heading, heading.former)
        if isinstance(node, Heading)
    ]
    return max((len(heading.number) for heading in headings), default=0) or 1


def _body(
    document: Document, style: Style, blocks: Blocks, furniture: Furniture, order: WordOrder
) -> Iterator[Element]:
    """Yield all paragraphs; each section's properties stand in its last one, those of the last section at the end."""
    art = blocks.pictures.get(COVER)
    starts = "run" if _spare(document) else style.record.page.starts
    cover = sections.section(style, furniture.references("cover"))
    yield from sections.with_section(list(sections.cover(document, style, blocks, art)), cover)
    for index, (content, chapter) in enumerate(_front(document, blocks, order, starts)):
        foot = furniture.references("front", chapter)
        roman = sections.section(style, foot, FOLIOS[style.record.setting.front_folio], start=index == 0, begins=starts)
        yield from sections.with_section(content, roman)
    *most, last = _chapters(document, style, blocks, furniture, order, starts)
    for content, properties in most:
        yield from sections.with_section(content, properties)
    if not document.back:
        yield from [*sections.closed(last[0]), last[1]]
        return
    yield from sections.with_section(*last)
    yield from blocks.settled(sections.back_cover(document, style, blocks, art))
    yield sections.section(style, furniture.references("none"), begins=starts)


def _chapters(
    document: Document, style: Style, blocks: Blocks, furniture: Furniture, order: WordOrder, starts: str
) -> Iterator[tuple[list[Element], Element]]:
    """Yield the sections of the body, each with its properties."""
    chapters = stretches(document, starts, by_chapter=order.notes_by_chapter)
    for chapter, after in itertools.zip_longest(chapters, chapters[1:]):
        # A chapter that begins a page keeps the room above its heading.
        blocks.is_at_start = chapter is chapters[0] and starts == "run"
        made = blocks.settled(blocks.blocks(chapter.content, body(style, is_wide=chapter.is_wide)))
        if after and after.begins == "run":
            made.append(paragraph("SectionEnd", []))
        yield (
            made,
            sections.section(
                style,
                furniture.references("body", _chapter(chapter.heading, blocks)),
                FOLIOS[style.record.setting.body_folio],
                start=chapter is chapters[0],
                is_wide=chapter.is_wide,
                restarts_notes=chapter.restarts_notes,
                spare=_spare(document),
                begins=chapter.begins,
            ),
        )


def _front(
    document: Document, blocks: Blocks, order: WordOrder, starts: str
) -> Iterator[tuple[list[Element], Chapter | None]]:
    """Yield the sections of front matter and contents, with what running heads say of them.

    Where chapters begin no page, it is one for all.
    """
    front = parts(document.front, lambda heading: heading.level == 1) if starts != "run" else [document.front]
    new = accepted(document)
    made = [(blocks.settled(sections.front(part, blocks)), _opening(part, blocks)) for part in front]
    listed = [*contents(new, blocks.writer, order.pages)]
    listed += lists(new, blocks.writer, blocks.locale, order.pages)
    # The section needs a paragraph of its own: updating the contents writes their last paragraph anew.
    listed.append(paragraph("SectionEnd", []))
    if starts == "run":
        yield [*made[0][0], *listed], None
        return
    yield from ((content, chapter) for content, chapter in made if content)
    yield listed, Chapter("", document.words["contents"])


def _opening(part: tuple[Block, ...], blocks: Blocks) -> Chapter | None:
    """Return what running heads say of a part of the front matter."""
    name = f'"{blocks.locale.styles.get("FrontHeading", "FrontHeading")}"'
    heading = accepted(part)[:1]
    return chapter_of(heading[0], name) if heading and isinstance(heading[0], Heading) else None


def _chapter(heading: Heading | None, blocks: Blocks) -> Chapter | None:
    """Return what running heads say of a chapter of the body; Word's own headings go by their level in its fields."""
    if heading is None:
        return None
    key = blocks.heading_style(heading)
    is_own = key != f"Heading{heading.level}"
    name = f'"{blocks.locale.styles.get(key, key)}"' if is_own else str(heading.level)
    return chapter_of(heading, name, is_typed=blocks.numberings.is_typed)


def _spare(document: Document) -> float:
    """Return how many lines a page may be longer where every page ends by itself."""
    return 2 if any(isinstance(block, FolioMark) for block in document.body) else 0


def _replace_parts(package: Package, document: Document, style: Style, locale: Locale, numberings: Numberings) -> None:
    language = document.metadata.language
    data = asdict(style.record)
    names = {"style": data, "language": language, "names": locale.styles, "rows": rows(style, numberings.depth)}
    ground = lightened(style.record.colors["light"], GROUND)
    boxes = {"padding": PADDING, "inset": BOX_INSET[0], "ground": ground}
    package.replace(RELATIONSHIP_TYPE.STYLES, part_xml("styles.xml", **names, **boxes))
    page = style.record.page
    setting = style.record.setting
    settings = part_xml("settings.xml", language=language, pitch=sections.twips(page.pitch), page=page, setting=setting)
    package.replace(RELATIONSHIP_TYPE.SETTINGS, settings)
    fonts = list({font.word: font for font in reversed(list(style.record.fonts.values()))}.values())[::-1]
    latin = sorted({font.word_latin for font in fonts})
    others = [name for name in latin if name not in {font.word for font in fonts}]
    table = part_xml("fontTable.xml", fonts=fonts, latin=others, charset=setting.charset)
    package.replace(RELATIONSHIP_TYPE.FONT_TABLE, table)
    package.replace(RELATIONSHIP_TYPE.THEME, part_xml("theme1.xml", style=data, latin=latin))
    package.replace(RELATIONSHIP_TYPE.NUMBERING, numberings.root())


def _properties(document: Document) -> dict[str, str]:
    metadata = document.metadata
    return {
        "title": metadata.full_title,
        "subject": metadata.subject,
        "author": "; ".join(metadata.authors),
        "last_modified_by": metadata.publisher,
        "keywords": ", ".join(metadata.keywords),
        "language": metadata.language,
        "comments": "",
        "category": document.words["category"],
    }
