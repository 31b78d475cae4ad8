"""On which page of the source's PDF each unit stands, by the words that are printed there."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from dedoc.translate.units import Placeholder, Unit, pieces

LONGEST = 30
"""Characters of a unit that are looked for: fewer than a page holds, and enough to know it by."""


def unit_pages(units: Iterable[Unit], texts: Sequence[str]) -> dict[str, int]:
    """Return the pages, counted from 1, of the units that are found in the texts of the pages, by their names.

    Units come in reading order: each is looked for behind the last one first, then anywhere.
    """
    whole = "".join(map(_plain, texts))
    starts = list(accumulate((len(_plain(text)) for text in texts), initial=0))
    found: dict[str, int] = {}
    reached = 0
    for unit in units:
        words = _words(unit)
        at = whole.find(words, reached) if words else -1
        at = whole.find(words) if at < 0 and words else at
        if at >= 0:
            found[unit.id] = bisect_right(starts, at)
            reached = max(reached, at) if len(words) == LONGEST else reached
    return found


def _words(unit: Unit) -> str:
    """Return the longest run of words that no placeholder parts, as far as it is needed."""
    runs, run = [""], 0
    for piece in pieces(unit.source):
        if isinstance(piece, Placeholder) and piece.kind not in ("b", "i", "link"):
            runs.append("")
            run += 1
        elif isinstance(piece, str):
            runs[run] += _plain(piece)
    return max(runs, key=len)[:LONGEST]


def _plain(text: str) -> str:
    return "".join(text.split())


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of every page of a PDF."""
    import pypdfium2  # noqa: PLC0415 -- only who asks for pages waits for it

    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def page_pictures(pdf: bytes, resolution: int) -> list[bytes]:
    """Return every page of a PDF as a PNG of so many dots per inch."""
    import pypdfium2  # noqa: PLC0415

    made = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = io.BytesIO()
            page.render(scale=resolution / 72).to_pil().convert("P").save(picture, "PNG", optimize=True)
            made.append(picture.getvalue())
    return made
