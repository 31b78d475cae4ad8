"""The word across the pages of a draft, as Word itself draws it: a text that fills a shape, which hangs in a head."""

from __future__ import annotations

from dedoc.render.measure import text_width
from dedoc.render.word.package import part_xml
from dedoc.render.word.styles import lightened
from dedoc.render.word.xml import Element
from dedoc.style import Style

SIZE = 72.0
"""The size in pt of the word, as the press has it; a long one is smaller."""

WHITE = 0.3
"""The share of white in its color, as the press has it."""


def watermark(word: str, style: Style, number: int, drop: float) -> Element:
    """Return the run with the word, ``drop`` pt below the middle of the page; ``number`` counts those of a file."""
    record = style.record
    font = record.fonts[record.text["title"].font]
    # Turned by an eighth, it must not be longer than the page is wide times the root of two.
    size = min(SIZE, 1.2 * record.page.width / text_width(word, 1))
    return part_xml(
        "watermark.xml",
        number=number,
        words=word,
        width=round(text_width(word, size), 1),
        height=round(size, 1),
        top=round((record.page.height - size) / 2 + drop, 1) if drop else None,
        color=lightened(record.colors["light"], WHITE),
        font=font.word_alternative or font.word,
    )
