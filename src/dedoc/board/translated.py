"""How many texts of an edition wait for their translation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def behind(folder: Path) -> Mapping[str, int]:
    """Return for each language in ``translations/`` how many entries of its catalogs are empty or fuzzy.

    A catalog that cannot be read counts nothing here: who translates is told by other commands.
    """
    catalogs = sorted((folder / "translations").glob("*/*.po"))
    found: dict[str, int] = {}
    for path in catalogs:
        found[path.parent.name] = found.get(path.parent.name, 0) + _waiting(path)
    return found


def _waiting(path: Path) -> int:
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 -- only editions with translations wait

    try:
        with path.open("rb") as file:
            catalog = read_po(file, abort_invalid=True)
    except (OSError, PoFileError, ValueError):
        return 0
    return sum(1 for message in catalog if message.id and (message.fuzzy or not message.string))
