"""A translation that is none: every text of the source replaced by letters, to see what was not extracted."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from dedoc.translate.catalogs import Catalog
from dedoc.translate.units import is_wide, literal, pieces

MARKS = {
    "，": ", ",
    "。": ". ",
    "、": ", ",
    "；": "; ",
    "：": ": ",
    "！": "! ",
    "？": "? ",
    "（": " (",
    "）": ") ",
    "《": " ",
    "》": " ",
    "“": " “",
    "”": "” ",
    "‘": " ‘",
    "’": "’ ",
    "—": " – ",
    "…": "…",
    "·": " · ",
    "　": " ",
}
"""What stands for the marks of Chinese."""

WORD = 4
"""Characters of Chinese that become one word: a letter and a half each, for other languages are longer."""


def pseudo(text: str) -> str:
    """Return the text of a unit in letters that mean nothing, one and a half times as long, placeholders kept."""
    parts = [literal(_letters(piece)) if isinstance(piece, str) else str(piece) for piece in pieces(text)]
    made = "".join(parts)
    return " ".join(made.split()).replace(" .", ".").replace(" ,", ",")


def _letters(text: str) -> str:
    made: list[str] = []
    count = 0
    for character in text:
        narrow = unicodedata.normalize("NFKC", character)
        if character in MARKS:
            made.append(MARKS[character])
            count = 0
        elif not is_wide(character):
            made.append(character if not count or not character.isalnum() else f" {character}")
            count = 0
        elif not is_wide(narrow[0]):
            made.append(narrow)
        else:
            count += 1
            letters = _letter(ord(character)) + ("" if count % 2 else _letter(ord(character) // 26))
            made.append(letters if count % WORD or not made else f"{letters} ")
    return "".join(made)


def _letter(number: int) -> str:
    return chr(ord("a") + number % 26)


def pseudo_catalog(catalog: Catalog) -> Catalog:
    """Return a catalog whose entries are all translated so."""
    entries = tuple(
        entry if entry.is_obsolete else replace(entry, target=entry.target or pseudo(entry.source), is_fuzzy=False)
        for entry in catalog.entries
    )
    return replace(catalog, entries=entries)
