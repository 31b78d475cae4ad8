"""How long the document is, as Word counts it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from docx.oxml.ns import qn

from dedoc.model import Metadata, PageMap
from dedoc.render.word.package import part_xml
from dedoc.render.word.xml import Element


def statistics(roots: Iterable[Element], metadata: Metadata, pages: PageMap) -> Element:
    """Return the part that says how long the document is, notes included.

    Words are what Word counts for them: every Chinese character and mark, and every run of other characters.
    """
    paragraphs = [
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for root in roots
        for paragraph in root.iter(qn("w:p"))
    ]
    text = "\n".join(paragraphs)
    return part_xml(
        "app.xml",
        pages=pages.pages,
        words=words(text),
        characters=len("".join(text.split())),
        spaced=sum(len(paragraph) for paragraph in paragraphs),
        paragraphs=sum(bool(paragraph.strip()) for paragraph in paragraphs),
        publisher=metadata.publisher,
    )


def words(text: str) -> int:
    """Return how many words a text has."""
    counts = Counter(text)
    wide = {character for character in counts if unicodedata.east_asian_width(character) in "WF"}
    rest = text.translate(dict.fromkeys(map(ord, wide), " "))
    return sum(counts[character] for character in wide if not character.isspace()) + len(rest.split())
