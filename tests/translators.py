"""Translators at work in tests: editions with their units, catalogs written and filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from dedoc.errors import Report
from dedoc.inputs import Inputs
from dedoc.model import Document
from dedoc.project import Edition, Locale, read_locale, survey_edition
from dedoc.read import read
from dedoc.translate.catalogs import Entry, catalog_folder, read_catalogs, written
from dedoc.translate.extraction import edition_texts
from dedoc.translate.units import Unit
from dedoc.translation import open_translation, update_catalogs


class Project:
    """An edition as it was read, with its units."""

    def __init__(self, folder: Path) -> None:
        self.inputs = Inputs(folder.resolve(), Report())
        edition = survey_edition(folder.resolve(), self.inputs.report, self.inputs)
        assert edition is not None
        self.edition: Edition = edition
        self.locale: Locale = read_locale(edition.metadata.language, self.inputs.report)
        self.document: Document = read(edition, self.locale, self.inputs)
        self.units: tuple[Unit, ...] = edition_texts(edition, self.document, self.inputs, self.locale)

    def read_again(self, instead: dict[Path, bytes]) -> tuple[Document, Report]:
        """Return what the reader makes of the edition with other bytes for some files."""
        report = Report()
        inputs = Inputs(self.edition.folder, report, instead)
        edition = survey_edition(self.edition.folder, report, inputs)
        assert edition is not None
        return read(edition, self.locale, inputs), report


def entries_of(folder: Path, language: str = "en") -> dict[str, Entry]:
    """Return the entries of an edition's catalogs by their source."""
    inputs = Inputs(folder.resolve(), Report())
    catalogs = read_catalogs(folder.resolve(), language, inputs)
    assert not inputs.report.problems
    return {entry.source: entry for catalog in catalogs.values() for entry in catalog.entries}


def translate_all(folder: Path, say: Callable[[Entry], Entry], language: str = "en") -> None:
    """Bring the catalogs of an edition up to date, and write over each entry what ``say`` makes of it."""
    update_catalogs(open_translation(str(folder), language))
    inputs = Inputs(folder.resolve(), Report())
    for name, catalog in read_catalogs(folder.resolve(), language, inputs).items():
        entries = tuple(entry if entry.is_obsolete else say(entry) for entry in catalog.entries)
        (catalog_folder(folder, language) / f"{name}.po").write_bytes(written(replace(catalog, entries=entries)))


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
