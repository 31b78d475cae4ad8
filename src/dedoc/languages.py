"""The languages that an edition can be printed in."""

from __future__ import annotations

from pathlib import Path

from dedoc.errors import Report
from dedoc.inputs import Inputs
from dedoc.project import Edition, find_edition, survey_edition

ALL = "all"
"""What ``--locale`` says for every language that there is."""


def languages_asked(wanted: str | None, edition: str | None) -> tuple[str, ...]:
    """Return the languages that ``--locale`` asks for, each one once; none where it leaves that to the edition.

    ProjectError if all of an edition are wanted that is not there.
    """
    if wanted is None:
        return ()
    if wanted == ALL:
        folder, report = find_edition(edition), Report()
        found = survey_edition(folder, report, Inputs(folder, report))
        return languages_of(folder, found)
    return tuple(dict.fromkeys(name.strip() for name in wanted.split(",") if name.strip()))


def languages_of(folder: Path, edition: Edition | None) -> tuple[str, ...]:
    """Return the languages of an edition: its own first, if that could be read, then those it is translated into."""
    own = (edition.metadata.language,) if edition is not None and edition.metadata.language else ()
    return (*own, *(language for language in translated_into(folder) if language not in own))


def translated_into(folder: Path) -> tuple[str, ...]:
    """Return the languages that an edition has catalogs in."""
    return tuple(sorted({path.parent.name for path in (folder / "translations").glob("*/*.po")}))
