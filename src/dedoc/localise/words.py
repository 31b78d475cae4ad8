"""The words of a long title: where a language has no spaces, a line may end between two of them only."""

from __future__ import annotations

import unicodedata

LONG = 14
"""Characters that fit every line: a shorter title is never broken."""


def words(text: str, room: int = LONG) -> tuple[str, ...]:
    """Return a Chinese title as words, its marks by themselves; () for one that fits a line of ``room`` characters.

    What the layout sets apart by itself, Han from Latin, stays together: it could not be spaced across two words.
    """
    if len(text) <= room:
        return ()
    import rjieba  # noqa: PLC0415 -- reading its dictionary takes 0.1 s, which only titles need that are broken

    found: list[str] = []
    for word in rjieba.cut(text):
        if found and not (_is_han(found[-1][-1]) and _is_han(word[0])):
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


def _is_han(character: str) -> bool:
    """Whether a character is one of Chinese: Han, or a mark of full width."""
    is_quotation_mark = unicodedata.category(character) in ("Pi", "Pf")
    return is_quotation_mark or unicodedata.east_asian_width(character) in "WF"
