"""The language that the program speaks to its user: English, or Chinese by the catalog beside the locales."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

CATALOGS = Path(__file__).resolve().parent / "locales" / "messages"


def user_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return the language asked for in the environment, by the first of gettext's variables that is set."""
    for name in ("DEDOC_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return value.partition(".")[0].replace("-", "_")
    return "en"


def translator(language: str) -> Callable[[str], str]:
    """Return what turns a message template into the language; a message without translation stays English."""
    path = next((p for p in (CATALOGS / f"{code}.po" for code in (language, language[:2])) if p.is_file()), None)
    if path is None:
        return str
    from babel.messages.pofile import read_po  # noqa: PLC0415 -- only who reads another language waits for it

    with path.open("rb") as file:
        entries = {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string and not m.fuzzy}
    return lambda message: entries.get(message, message)
