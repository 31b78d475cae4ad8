"""The contents, and the lists of figures, tables and sidebars: fields whose results are in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from dedoc.model import (
    Document,
    Emphasis,
    Figure,
    Heading,
    IndexMark,
    Inline,
    Link,
    Note,
    PageMap,
    Reference,
    Sidebar,
    Strong,
    Table,
    Text,
)
from dedoc.project import Locale
from dedoc.render.word.captions import sequence
from dedoc.render.word.text import Writer, bookmark_of
from dedoc.render.word.xml import Element, element, field, paragraph, run, text_run
from dedoc.walk import find

Captioned: TypeAlias = Figure | Table | Sidebar
Places: TypeAlias = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents or of a list: its style, the bookmark that it leads to, its words and the folio."""

    style: str
    bookmark: str
    mark: str
    title: tuple[Inline, ...]
    folio: str


def contents(document: Document, writer: Writer, pages: PageMap) -> Iterator[Element]:
    """Yield the contents with the folios that the press has found.

    They lie in a building block of Word's, so that Word offers to update them (ECMA-376-1, 17.5.2.12).
    """
    gallery = element("docPartObj", element("docPartGallery", val="Table of Contents"), element("docPartUnique"))
    content = element("sdtContent", paragraph("TOCHeading", [text_run(document.words["contents"])]))
    content.extend(_filled('TOC \\o "1-3" \\h \\z \\u', _headings(document, pages), writer))
    yield element("sdt", element("sdtPr", gallery), content)


def lists(document: Document, writer: Writer, locale: Locale, pages: PageMap) -> Iterator[Element]:
    """Yield what the edition wants listed, each list a field that finds its captions by what Word counts them as."""
    parts = (document.front, document.body, document.back)
    kinds: dict[str, tuple[list[Captioned], Places]] = {
        "figures": (list(find(parts, Figure)), pages.figures),
        "tables": ([table for table in find(parts, Table) if table.number], pages.tables),
        "sidebars": (list(find(parts, Sidebar)), pages.sidebars),
    }
    for name in document.lists:
        blocks, places = kinds[name]
        if blocks:
            yield paragraph("ListHeading", [text_run(document.words[name])])
            entries = [_captioned(block, folio) for block, (_, folio) in zip(blocks, places, strict=True)]
            yield from _filled(f'TOC \\h \\z \\c "{sequence(name.removesuffix("s"), locale)}"', entries, writer)


def _headings(document: Document, pages: PageMap) -> list[Entry]:
    first = sum(isinstance(block, Heading) for block in document.front)
    headings = enumerate((block for block in document.body if isinstance(block, Heading)), first)
    return [
        Entry(f"TOC{block.level}", f"_Toc{index + 1:06d}", block.mark, block.content, pages.headings[index][1])
        for index, block in headings
        if block.level <= 3
    ]


def _captioned(block: Captioned, folio: str) -> Entry:
    title = block.title if isinstance(block, Sidebar) else block.caption
    return Entry("TableofFigures", bookmark_of(block.id), block.mark, title, folio)


def _filled(instruction: str, entries: list[Entry], writer: Writer) -> Iterator[Element]:
    """Yield a field over several paragraphs, one for each entry."""
    *opening, closing = field(instruction)
    for position, entry in enumerate(entries):
        begin = opening if position == 0 else []
        end = [closing] if position == len(entries) - 1 else []
        yield paragraph(entry.style, [*begin, _line(entry, writer), *end])


def _line(entry: Entry, writer: Writer) -> Element:
    title = writer.inlines(tuple(_words(entry.title)))
    page = field(f"PAGEREF {entry.bookmark} \\h", text_run(entry.folio))
    content = (text_run(entry.mark), *title, run(element("tab")), *page)
    return element("hyperlink", *content, anchor=entry.bookmark, history=1)


def _words(content: tuple[Inline, ...]) -> Iterator[Inline]:
    """Yield a title without its notes, links and fields: its line is a link itself, which can hold no other."""
    for node in content:
        match node:
            case Link():
                yield from _words(node.content)
            case Emphasis() | Strong():
                yield replace(node, content=tuple(_words(node.content)))
            case Reference():
                yield Text(node.text)
            case Note() | IndexMark():
                pass
            case _:
                yield node
