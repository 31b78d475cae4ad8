"""The Word file: what a professional would have made by hand, with the page numbers that the press has found."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as dataclass_field

from docx.opc.constants import RELATIONSHIP_TYPE

from dedoc.model import Block, Document, FolioMark, Heading, List, PageMap
from dedoc.project import Locale
from dedoc.render.word import sections
from dedoc.render.word.blocks import Blocks, list_indent
from dedoc.render.word.fallback import set_fallbacks
from dedoc.render.word.furniture import Chapter, Furniture, chapter_of
from dedoc.render.word.package import Package, numbering_level, part_xml
from dedoc.render.word.pictures import COVER, gather_art
from dedoc.render.word.styles import rows
from dedoc.render.word.text import Writer
from dedoc.render.word.xml import Bookmarks, Element, paragraph
from dedoc.style import Style
from dedoc.walk import find, plain_text

ROMAN, ARABIC = "upperRoman", "decimalZero"


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
    """Return the Word file; the folios in its contents are those of the order's page map."""
    package = Package()
    writer = Writer(package.part, package.add_notes(part_xml("footnotes.xml")))
    depth = max((len(heading.number) for heading in find(document.body, Heading)), default=0)
    blocks = Blocks(writer, style, locale, gather_art(document, style, pictures), Bookmarks(), max(depth, 1))
    furniture = Furniture(package, document, style.record.page, is_draft=order.is_draft)
    for child in _body(document, style, blocks, furniture, order):
        package.body.append(child)
    _replace_parts(package, document, style, locale, blocks)
    fonts = {row.id: row.look.font for row in rows(style, blocks.depth)}
    for root in (package.body, writer.notes_part.element, *furniture.roots):
        set_fallbacks(root, style, fonts)
    package.add_statistics(_statistics(document, order.pages))
    package.add_marks(order.marks)
    package.set_properties(_properties(document), order.timestamp)
    return package.save()


def _body(document: Document, style: Style, blocks: Blocks, furniture: Furniture, order: WordOrder) -> list[Element]:
    """Return all paragraphs; each section's properties stand in its last one, those of the last section at the end."""
    art = blocks.pictures.get(COVER)
    starts = "run" if _spare(document) else style.record.page.starts
    made = sections.with_section(list(sections.cover(document, style, blocks, art)), sections.section(style))
    for index, (content, chapter) in enumerate(_front(document, blocks, order, starts)):
        foot = furniture.references("front", chapter)
        roman = sections.section(style, foot, ROMAN, start=index == 0, begins=starts)
        made += sections.with_section(content, roman)
    chapters = _chapters(document, by_chapter=order.notes_by_chapter, at_all=starts != "run")
    for index, part in enumerate(chapters):
        # A chapter that begins a page keeps the room above its heading.
        blocks.is_at_start = index == 0 and starts == "run"
        body = list(blocks.blocks(part))
        heading = part[0] if part and isinstance(part[0], Heading) else None
        foot = furniture.references("body", _chapter(heading, blocks))
        restarts = order.notes_by_chapter and (index == 0 or (heading is not None and bool(heading.number)))
        spare = _spare(document)
        arabic = sections.section(
            style, foot, ARABIC, start=index == 0, restarts_notes=restarts, spare=spare, begins=starts
        )
        is_last = index == len(chapters) - 1
        if not is_last and starts == "run":
            body.append(paragraph("SectionEnd", []))
        made += [*body, arabic] if is_last and not document.back else sections.with_section(body, arabic)
    if document.back:
        end = sections.section(style, furniture.references("none"), begins=starts)
        made += [*sections.back_cover(document, style, blocks, art), end]
    return made


def _front(
    document: Document, blocks: Blocks, order: WordOrder, starts: str
) -> Iterator[tuple[list[Element], Chapter | None]]:
    """Yield the sections of front matter and contents, with what running heads say of them.

    Where chapters begin no page, it is one for all.
    """
    if starts == "run":
        yield [*sections.front(document.front, blocks), *sections.contents(document, blocks, order.pages)], None
        return
    for part in _parts(document.front, lambda heading: heading.level == 1):
        if part:
            heading = part[0] if isinstance(part[0], Heading) else None
            name = f'"{blocks.locale.styles.get("FrontHeading", "FrontHeading")}"'
            yield list(sections.front(part, blocks)), chapter_of(heading, name) if heading else None
    yield list(sections.contents(document, blocks, order.pages)), Chapter("", document.words["contents"])


def _chapter(heading: Heading | None, blocks: Blocks) -> Chapter | None:
    """Return what running heads say of a chapter of the body; Word's own headings go by their level in its fields."""
    if heading is None:
        return None
    key = f"HeadingUnnumbered{heading.level}"
    return chapter_of(heading, "1" if heading.number else f'"{blocks.locale.styles.get(key, key)}"')


def _spare(document: Document) -> float:
    """Return how many lines a page may be longer where every page ends by itself."""
    return 2 if any(isinstance(block, FolioMark) for block in document.body) else 0


def _chapters(document: Document, *, by_chapter: bool, at_all: bool) -> list[tuple[Block, ...]]:
    """Return the parts of the body that need a section each: those where notes count anew, or all that begin a page."""
    if at_all:
        return _parts(document.body, lambda heading: heading.level == 1)
    return _parts(document.body, lambda heading: by_chapter and heading.level == 1 and bool(heading.number))


def _parts(content: tuple[Block, ...], begins: Callable[[Heading], bool]) -> list[tuple[Block, ...]]:
    """Return blocks cut before every heading that begins a part."""
    starts = [index for index, block in enumerate(content) if index and isinstance(block, Heading) and begins(block)]
    return [content[start:end] for start, end in itertools.pairwise([0, *starts, len(content)])]


def _replace_parts(package: Package, document: Document, style: Style, locale: Locale, blocks: Blocks) -> None:
    language = document.metadata.language
    data = asdict(style.record)
    depth = blocks.depth
    names = {"style": data, "language": language, "names": locale.styles, "rows": rows(style, depth)}
    package.replace(RELATIONSHIP_TYPE.STYLES, part_xml("styles.xml", **names))
    pitch = sections.twips(style.record.page.pitch)
    package.replace(
        RELATIONSHIP_TYPE.SETTINGS, part_xml("settings.xml", language=language, pitch=pitch, page=style.record.page)
    )
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
