"""The Word file: what a professional would have made by hand, with the page numbers that the press has found."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from docx.opc.constants import RELATIONSHIP_TYPE

from dedoc.model import Document, FolioMark, Heading, PageMap
from dedoc.project import Locale
from dedoc.render.word import sections
from dedoc.render.word.blocks import Blocks
from dedoc.render.word.contents import contents, lists
from dedoc.render.word.heads import Margins
from dedoc.render.word.heights import PADDING
from dedoc.render.word.numbering import Numberings
from dedoc.render.word.package import Package, part_xml
from dedoc.render.word.pictures import COVER, gather_art
from dedoc.render.word.places import BOX_INSET, body
from dedoc.render.word.statistics import statistics
from dedoc.render.word.stretches import Stretch, stretches
from dedoc.render.word.styles import GROUND, lightened, rows
from dedoc.render.word.text import Writer
from dedoc.render.word.xml import Element, paragraph
from dedoc.style import Style
from dedoc.walk import find

ROMAN, ARABIC = "upperRoman", "decimalZero"


@dataclass(frozen=True, slots=True)
class WordOrder:
    """What the Word file is to hold besides the document: true page numbers, a date, and how notes count."""

    pages: PageMap
    timestamp: int
    is_draft: bool = False
    notes_by_chapter: bool = False


def print_word(
    document: Document, style: Style, locale: Locale, pictures: Mapping[str, bytes], order: WordOrder
) -> bytes:
    """Return the Word file; the folios in its contents are those of the order's page map."""
    package = Package()
    writer = Writer(package.part, package.add_notes(part_xml("footnotes.xml")))
    depth = max((len(heading.number) for heading in find(document.body, Heading)), default=0)
    numberings = Numberings(locale, max(depth, 1))
    blocks = Blocks(writer, style, locale, gather_art(document, style, pictures), numberings)
    margins = Margins(package, document, style, is_draft=order.is_draft)
    for child in _body(document, style, blocks, margins, order):
        package.body.append(child)
    _replace_parts(package, document, style, locale, numberings)
    package.add_statistics(statistics([package.body, writer.notes_part.element], document.metadata, order.pages))
    package.set_properties(_properties(document), order.timestamp)
    return package.save()


def _body(document: Document, style: Style, blocks: Blocks, margins: Margins, order: WordOrder) -> Iterator[Element]:
    """Yield all paragraphs; each section's properties stand in its last one, those of the last section at the end."""
    art = blocks.pictures.get(COVER)
    cover = sections.section(style, margins.of("cover"))
    yield from sections.with_section(list(sections.cover(document, style, blocks, art)), cover)
    front = blocks.settled(sections.front(document, blocks))
    front += contents(document, blocks.writer, order.pages)
    front += lists(document, blocks.writer, blocks.locale, order.pages)
    # The section needs a paragraph of its own: updating the contents writes their last paragraph anew.
    front.append(paragraph("SectionEnd", []))
    yield from sections.with_section(front, sections.section(style, margins.of("front"), ROMAN, start=True))
    blocks.is_at_start = True
    chapters = stretches(document, by_chapter=order.notes_by_chapter)
    for chapter, after in itertools.zip_longest(chapters, chapters[1:]):
        made = blocks.settled(blocks.blocks(chapter.content, body(style, is_wide=chapter.is_wide)))
        if after and not after.begins_page:
            made.append(paragraph("SectionEnd", []))
        properties = _chapter_section(chapter, document, style, margins.of("body"), is_first=chapter is chapters[0])
        if after or document.back:
            yield from sections.with_section(made, properties)
        else:
            yield from [*sections.closed(made), properties]
    if document.back:
        yield from blocks.settled(sections.back_cover(document, style, blocks, art))
        yield sections.section(style, margins.of("back"))


def _chapter_section(
    chapter: Stretch, document: Document, style: Style, feet: list[Element], *, is_first: bool
) -> Element:
    return sections.section(
        style,
        feet,
        ARABIC,
        start=is_first,
        new_page=chapter.begins_page,
        is_wide=chapter.is_wide,
        restarts_notes=chapter.restarts_notes,
        # A word processor may need more room where every page ends by itself.
        spare=2 if any(isinstance(block, FolioMark) for block in document.body) else 0,
    )


def _replace_parts(package: Package, document: Document, style: Style, locale: Locale, numberings: Numberings) -> None:
    language = document.metadata.language
    data = asdict(style.record)
    names = {"style": data, "language": language, "names": locale.styles, "rows": rows(style, numberings.depth)}
    ground = lightened(style.record.colors["light"], GROUND)
    boxes = {"padding": PADDING, "inset": BOX_INSET[0], "ground": ground}
    package.replace(RELATIONSHIP_TYPE.STYLES, part_xml("styles.xml", **names, **boxes))
    pitch = sections.twips(style.record.page.pitch)
    package.replace(RELATIONSHIP_TYPE.SETTINGS, part_xml("settings.xml", language=language, pitch=pitch))
    fonts = list(style.record.fonts.values())
    latin = sorted({font.word_latin for font in fonts})
    package.replace(RELATIONSHIP_TYPE.FONT_TABLE, part_xml("fontTable.xml", fonts=fonts, latin=latin))
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
