"""Checks on the fonts of the PDF that was printed: embedded, and none but those of the style."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from dedoc.errors import Problem
from dedoc.fonts import open_font, plain_name
from dedoc.style import Style

SUBSET = re.compile(r"^[A-Z]{6}\+")
"""What stands before the name of a font of which only a part is embedded (ISO 32000-1, 9.6.4)."""

KINDS = ("/Type1", "/MMType1", "/TrueType", "/CIDFontType0", "/CIDFontType2")
"""The kinds of fonts that have their glyphs in a file (ISO 32000-1, table 110)."""

FILES = ("/FontFile", "/FontFile2", "/FontFile3")
DRAWN = "/Type3"
"""The kind of fonts whose glyphs are drawings in the PDF itself: pictures become such, and letters in colour."""


def verify_fonts(pdf: bytes, style: Style) -> tuple[Problem, ...]:
    """Return a problem for each font of a PDF that is not embedded, or that the style does not name.

    All of the file is looked through: pages, drawings on them, annotations, and what nothing uses.
    """
    import pikepdf  # noqa: PLC0415 -- only builds need it

    try:
        with pikepdf.open(io.BytesIO(pdf)) as file:
            found = {font for item in file.objects for font in _fonts(item)}
    except pikepdf.PdfError as error:
        return (Problem("the PDF cannot be read: {reason}", values={"reason": str(error)}),)
    return tuple(_problems(found, style))


def _problems(found: set[tuple[str, bool]], style: Style) -> Iterator[Problem]:
    fonts = style.record.fonts.values()
    known = {name for font in fonts for name in open_font(font).names}
    for name, is_embedded in sorted(found):
        values = {"font": name, "families": ", ".join(font.family for font in fonts)}
        if not is_embedded:
            yield Problem("the font “{font}” is not embedded in the PDF", values=values)
        if plain_name(name) not in known:
            hint = "a template or a picture asks for it; the fonts of the style: {families}"
            yield Problem(
                "the PDF has text in the font “{font}”, which the style does not name", None, hint, values=values
            )


def _fonts(item: Any) -> Iterator[tuple[str, bool]]:
    """Yield the fonts among an object and what lies in it, by name, with whether they are embedded."""
    import pikepdf  # noqa: PLC0415

    inner: list[Any]
    if isinstance(item, pikepdf.Array):
        inner = list(item)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        held: Any = item
        inner = list(held.values())
        if item.get("/Subtype") in (*KINDS, DRAWN):
            yield _font(item)
    else:
        return
    for part in inner:
        # Other objects have their own turn.
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _fonts(part)


def _font(font: Any) -> tuple[str, bool]:
    descriptor = font.get("/FontDescriptor", {})
    name = font.get("/BaseFont", descriptor.get("/FontName", font.get("/Name", "/?")))
    is_embedded = font.Subtype == DRAWN or any(file in descriptor for file in FILES)
    return SUBSET.sub("", str(name).removeprefix("/")), is_embedded
