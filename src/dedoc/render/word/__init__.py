"""The Word file: what a professional would have made by hand, with the page numbers that the press has found."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from docx.opc.constants import RELATIONSHIP_TYPE

from dedoc.model import Block, Document, FolioMark, Heading, List, PageMap
from dedoc.project import Locale
from dedoc.render.word import sections
from dedoc.render.word.blocks import Blocks, list_indent
from dedoc.render.word.package import Package, numbering_level, part_xml
from dedoc.render.word.pictures import COVER, gather_art
from dedoc.render.word.styles import rows
from dedoc.render.word.text import Writer
from dedoc.render.word.xml import Bookmarks, Element, element, field, paragraph, text_run
from dedoc.style import Style
from dedoc.walk import find, plain_text

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
    blocks = Blocks(writer, style, locale, gather_art(document, style, pictures), Bookmarks(), max(depth, 1))
    feet = _feet(package, document, is_draft=order.is_draft)
    for child in _body(document, style, blocks, feet, order):
        package.body.append(child)
    _replace_parts(package, document, style, locale, blocks)
    package.add_statistics(_statistics(document, order.pages))
    package.set_properties(_properties(document), order.timestamp)
    return package.save()


def _body(
    document: Document, style: Style, blocks: Blocks, feet: Mapping[str, list[Element]], order: WordOrder
) -> list[Element]:
    """Return all paragraphs; each section's properties stand in its last one, those of the last section at the end."""
    art = blocks.pictures.get(COVER)
    cover = sections.with_section(list(sections.cover(document, style, blocks, art)), sections.section(style))
    front = [*sections.front(document, blocks), *sections.contents(document, blocks, order.pages)]
    roman = sections.section(style, feet["front"], ROMAN, start=True)
    made = [*cover, *sections.with_section(front, roman)]
    blocks.is_at_start = True
    chapters = _chapters(document, by_chapter=order.notes_by_chapter)
    for index, chapter in enumerate(chapters):
        body = list(blocks.blocks(chapter))
        foot = copy.deepcopy(feet["body"])
        restarts = order.notes_by_chapter
        arabic = sections.section(
            style, foot, ARABIC, start=index == 0, restarts_notes=restarts, spare=_spare(document)
        )
        is_last = index == len(chapters) - 1
        if not is_last:
            body.append(paragraph("SectionEnd", []))
        made += [*body, arabic] if is_last and not document.back else sections.with_section(body, arabic)
    if document.back:
        made += [*sections.back_cover(document, style, blocks, art), sections.section(style, feet["none"])]
    return made


def _spare(document: Document) -> float:
    """Return how many lines a page may be longer where every page ends by itself."""
    return 2 if any(isinstance(block, FolioMark) for block in document.body) else 0


def _chapters(document: Document, *, by_chapter: bool) -> list[tuple[Block, ...]]:
    """Return the parts of the body that need a section each: its chapters where notes count by them, else itself."""
    starts = [
        index
        for index, block in enumerate(document.body)
        if index and by_chapter and isinstance(block, Heading) and block.level == 1 and block.number
    ]
    bounds = [0, *starts, len(document.body)]
    return [document.body[start:end] for start, end in itertools.pairwise(bounds)]


def _feet(package: Package, document: Document, *, is_draft: bool) -> dict[str, list[Element]]:
    """Return the references to heads and feet of each section; a section without folio has empty ones."""
    head = [text_run(document.words["draft"])] if is_draft else []
    head_part, head_id = package.part.add_header_part()
    _fill(head_part.element, paragraph("Header", head))
    found = {}
    for name, cached in (("front", "I"), ("body", "01"), *([("none", "")] if document.back else [])):
        part, key = package.part.add_footer_part()
        _fill(part.element, paragraph("Footer", list(field("PAGE", text_run(cached))) if cached else []))
        header = element("headerReference", type="default")
        footer = element("footerReference", type="default")
        header.set(_ID, head_id)
        footer.set(_ID, key)
        found[name] = [header, footer]
    return found


_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _fill(root: Element, content: Element) -> None:
    for child in list(root):
        root.remove(child)
    root.append(content)


def _replace_parts(package: Package, document: Document, style: Style, locale: Locale, blocks: Blocks) -> None:
    language = document.metadata.language
    data = asdict(style.record)
    depth = blocks.depth
    names = {"style": data, "language": language, "names": locale.styles, "rows": rows(style, depth)}
    package.replace(RELATIONSHIP_TYPE.STYLES, part_xml("styles.xml", **names))
    pitch = sections.twips(style.record.page.pitch)
    package.replace(RELATIONSHIP_TYPE.SETTINGS, part_xml("settings.xml", language=language, pitch=pitch))
    fonts = list(style.record.fonts.values())
    latin = sorted({font.word_latin for font in fonts})
    package.replace(RELATIONSHIP_TYPE.FONT_TABLE, part_xml("fontTable.xml", fonts=fonts, latin=latin))
    package.replace(RELATIONSHIP_TYPE.THEME, part_xml("theme1.xml", style=data, latin=latin))
    package.replace(RELATIONSHIP_TYPE.NUMBERING, _numbering(locale, blocks, depth, style))


def _numbering(locale: Locale, blocks: Blocks, depth: int, style: Style) -> Element:
    patterns = [locale.headings[min(level, len(locale.headings)) - 1] for level in range(1, depth + 1)]
    headings = [numbering_level(pattern, level) for level, pattern in enumerate(patterns, 1)]
    size = style.record.page.size
    lists = [
        {"levels": _list_levels(block, locale, size), "start": block.start or 1, "depth": nesting}
        for block, nesting in blocks.lists
    ]
    return part_xml("numbering.xml", headings=headings, lists=lists)


def _list_levels(block: List, locale: Locale, size: float) -> list[dict[str, object]]:
    """Return the levels of a list, each with its mark and the indents that leave room for it."""
    levels: list[dict[str, object]] = []
    for depth in range(9):
        pattern = locale.lists[depth % len(locale.lists)] if block.start is not None else locale.marks["bullet"]
        mark = numbering_level(pattern, depth + 1)
        if block.start is None:
            mark["format"] = "bullet"
        mark["text"] = mark["text"].rstrip()
        left, hanging = list_indent(depth, mark["text"], size)
        levels.append({**mark, "left": left, "hanging": hanging})
    return levels


def _statistics(document: Document, pages: PageMap) -> Element:
    text = plain_text((document.front, document.body, document.back), with_notes=True)
    characters = sum(not character.isspace() for character in text)
    return part_xml("app.xml", pages=pages.pages, characters=characters, publisher=document.metadata.publisher)


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
        "category": "",
    }
