"""Text that one script says as another one writes it: Simplified Chinese as Traditional, by OpenCC."""

from __future__ import annotations

import re
from collections.abc import Callable

from dedoc.project import Locale

BETWEEN_LETTERS = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
APART = re.compile(r"(\{[^{}]*\})")
"""Placeholders, which stay."""

KEPT = "\ue000"


def converter(source: Locale, locale: Locale) -> Callable[[str], str] | None:
    """Return what turns the text of units into another script, None where a locale says of no such way.

    The words are those of OpenCC's ``conversion``; quotation marks are those of the locale, except apostrophes.
    """
    if not locale.conversion or locale.converts != source.language:
        return None
    import opencc  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 -- only this language needs it

    turn = opencc.OpenCC(locale.conversion).convert
    marks = str.maketrans(dict(zip("“”‘’", locale.quotes or "“”‘’", strict=False)))

    def convert(text: str) -> str:
        made = BETWEEN_LETTERS.sub(KEPT, str(turn(text))).translate(marks)
        return made.replace(KEPT, "’")

    return lambda text: "".join(part if APART.fullmatch(part) else convert(part) for part in APART.split(text))
