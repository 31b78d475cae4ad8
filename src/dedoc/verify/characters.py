"""Every character must have a glyph in the font it is set in: a box in print is a lost character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from dedoc.errors import Location, Report
from dedoc.fonts import FontStyle, open_font
from dedoc.model import (
    Arrow,
    Box,
    Chart,
    Citation,
    Diagram,
    Document,
    Emphasis,
    FactCall,
    Figure,
    Heading,
    List,
    Metadata,
    Note,
    Paragraph,
    Reference,
    Strong,
    Table,
    Text,
)
from dedoc.style import Style
from dedoc.walk import find, plain_text, walk

NEEDS_NO_GLYPH = frozenset("\n\u2060\u200b\ufeff\u00ad")


def check_characters(document: Document, style: Style, report: Report) -> None:
    """Report each character that neither its font nor a fallback has, once for each place, and control characters."""
    chains = {name: style.chain(name) for name in style.record.fonts}
    covered = {name: _coverage(chain) for name, chain in chains.items()}
    fonts = {kind: text.font for kind, text in style.record.text.items()}
    texts = [*_texts(document), *(_running_heads(document) if style.record.page.heads.are_set else ())]
    for kind, text, place in texts:
        font = fonts.get(kind, "body")
        for character in dict.fromkeys(text):
            if character not in NEEDS_NO_GLYPH and ord(character) not in covered[font]:
                _refuse(character, chains[font], place, report)


def _coverage(chain: tuple[FontStyle, ...]) -> frozenset[int]:
    return frozenset().union(*(open_font(font).characters for font in chain))


def _refuse(character: str, chain: tuple[FontStyle, ...], place: Location | None, report: Report) -> None:
    code = f"U+{ord(character):04X}"
    if unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co"):
        hint = "delete it; it often comes with text pasted from a PDF or a web page"
        report.error(place, "the character {code} cannot be printed", hint, code=code)
        return
    values = {"character": character, "code": code, "font": chain[0].family}
    if len(chain) == 1:
        hint = "use a character that the font has, or name another font, or a fallback, in the style"
        report.error(place, "the font {font} has no glyph for “{character}” ({code})", hint, **values)
        return
    hint = "use a character that one of them has, or name another fallback in the style"
    message = "neither {font} nor its fallback {others} has a glyph for “{character}” ({code})"
    report.error(place, message, hint, others=", ".join(font.family for font in chain[1:]), **values)


Written = tuple[str, str, Location | None]
"""The style of a text, the text, and where it was written."""


def _texts(document: Document) -> Iterator[Written]:
    yield from _metadata_texts(document.metadata)
    yield from (("contents_title", word, None) for word in document.words.values())
    for part in (document.front, document.body, document.back):
        yield from _block_texts(part, "body", None)


def _running_heads(document: Document) -> Iterator[Written]:
    yield "running_head", document.metadata.full_title, None
    for heading in find((document.front, document.body), Heading):
        if heading.level == 1:
            yield "running_head", heading.mark + plain_text(heading.content), heading.location


def _metadata_texts(metadata: Metadata) -> Iterator[Written]:
    yield from (("title", line, None) for line in metadata.title)
    yield "subtitle", metadata.subtitle, None
    for people in metadata.people:
        yield from (("people", text, None) for text in (people.role, *people.names))
    yield "people", metadata.publisher, None


def _block_texts(tree: object, kind: str, place: Location | None) -> Iterator[Written]:
    if isinstance(tree, tuple):
        for item in tree:
            yield from _block_texts(item, kind, place)
        return
    place = getattr(tree, "location", None) or place
    match tree:
        case Heading():
            yield f"heading{min(tree.level, 4)}", tree.mark, place
            yield from _block_texts(tree.content, f"heading{min(tree.level, 4)}", place)
        case Paragraph():
            yield from _block_texts(tree.run_in, "run_in", place)
            yield from _block_texts(tree.content, kind, place)
        case Strong() | Emphasis():
            yield from _block_texts(tree.content, "run_in", place)
        case Note():
            yield "note", tree.mark, place
            yield from _block_texts(tree.content, "note", place)
        case Figure():
            yield from _figure_texts(tree, place)
        case Table():
            yield "caption", tree.mark, place
            yield from _block_texts(tree.caption, "caption", place)
            yield from _block_texts(tree.head, "heading1", place)
            yield from _block_texts(tree.rows, "table", place)
        case List():
            yield from ((kind, mark, place) for mark in tree.marks)
            yield from _block_texts(tree.items, kind, place)
        case Text() | FactCall() | Citation() | Reference():
            yield kind, tree.text, place
        case _:
            yield from _block_texts(getattr(tree, "content", ()), kind, place)


def _figure_texts(figure: Figure, place: Location | None) -> Iterator[Written]:
    yield "caption", figure.mark, place
    yield from _block_texts(figure.caption, "caption", place)
    if figure.source:
        yield "source", figure.source.text, place
    for text in _drawn(figure.drawing):
        yield "caption", text, place


def _drawn(drawing: object) -> Iterator[str]:
    match drawing:
        case Chart():
            yield from drawing.categories
            yield drawing.missing
            for series in drawing.series:
                yield series.legend
                yield from (value.text for value in series.values)
        case Diagram():
            yield from (node.text for node in walk((drawing.boxes, drawing.arrows)) if isinstance(node, Box | Arrow))
