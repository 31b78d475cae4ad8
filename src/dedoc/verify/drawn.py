"""The texts inside SVG pictures: a font that the style lacks is replaced in silence, and so is a missing glyph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dedoc.errors import Location, Report
from dedoc.fonts import open_font
from dedoc.model import Document, Figure, Picture
from dedoc.style import Style
from dedoc.walk import find

GENERIC = frozenset({"", "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "inherit", "initial"})
"""What leaves the choice of a font to us (CSS Fonts 4, 2.1)."""

FAMILY = re.compile(r"(?:^|;)\s*font-family\s*:\s*([^;]*)", re.IGNORECASE)
SHORT = re.compile(r"(?:^|;)\s*font\s*:[^;]*?[\d.]+[a-z%]+(?:/\S+)?\s+([^;]*)", re.IGNORECASE)
IGNORED = frozenset("\t\n\r \u00a0\u2060\u200b\ufeff\u00ad")


def check_pictures(document: Document, style: Style, report: Report) -> None:
    """Report fonts that an SVG picture asks for in vain, as a warning, and characters that no font of the style has."""
    for figure in find((document.front, document.body, document.back), Figure):
        if isinstance(figure.drawing, Picture) and figure.drawing.path.suffix.lower() == ".svg":
            check_drawn(figure.drawing.data, figure.drawing.path.name, figure.location, style, report)
    if style.record.cover.lower().endswith(".svg"):
        name = style.record.cover
        check_drawn(style.file(name).read_bytes(), name, Location(f"{style.folder.name}/{name}"), style, report)


def check_drawn(svg: bytes, name: str, place: Location | None, style: Style, report: Report) -> None:
    """Report what the texts of one SVG ask for in vain; what is no SVG is left for the press to tell."""
    if b"<text" not in svg and b":text" not in svg:
        return
    from lxml import etree  # noqa: PLC0415 -- heavy, and few pictures hold text

    try:
        root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return
    fonts = style.record.fonts.values()
    known = {font.family.casefold() for font in fonts}
    covered = {character for font in fonts for character in open_font(font).characters}
    texts = list(_texts(root, "", is_text=False))
    values = {"name": name, "families": ", ".join(font.family for font in fonts)}
    for family in dict.fromkeys(asked for asked, _ in texts):
        names = [part.strip().strip("'\"") for part in family.split(",")]
        if not any(part.casefold() in known or part.casefold() in GENERIC for part in names):
            message = "the picture “{name}” asks for the font “{family}”, which the style does not have"
            hint = "name one of these in the picture, or turn its text into outlines: {families}"
            report.warn(place, message, hint, family=family, **values)
    for character in dict.fromkeys("".join(text for _, text in texts)):
        if ord(character) not in covered and character not in IGNORED:
            hint = "use another character, or turn the picture's text into outlines"
            code = f"U+{ord(character):04X}"
            message = "no font of the style has a glyph for “{character}” ({code}) in the picture “{name}”"
            report.error(place, message, hint, character=character, code=code, name=name)


def _texts(element: Any, family: str, *, is_text: bool) -> Iterator[tuple[str, str]]:
    """Yield the families that texts ask for, inherited ones too, and the texts (SVG 1.1, 10.10)."""
    look = element.get("style", "")
    named = FAMILY.search(look) or SHORT.search(look)
    family = (named[1] if named else element.get("font-family", family)).strip()
    is_text = is_text or element.tag.rpartition("}")[2] == "text"
    if is_text and (element.text or "").strip():
        yield family, element.text
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child, family, is_text=is_text)
        if is_text and (child.tail or "").strip():
            yield family, child.tail
