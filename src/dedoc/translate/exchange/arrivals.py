"""A file that came back: which format it is in, and the units in it."""

from __future__ import annotations

from pathlib import Path

from dedoc.errors import ContentError, Location, Report, fail
from dedoc.inputs import Inputs
from dedoc.translate.catalogs import read_catalog
from dedoc.translate.exchange.bilingual import read_bilingual
from dedoc.translate.exchange.documents import Foreign, read_foreign
from dedoc.translate.exchange.items import Returned
from dedoc.translate.exchange.xliff1 import SPACE as XLIFF_1
from dedoc.translate.exchange.xliff1 import read_xliff1
from dedoc.translate.exchange.xliff2 import SPACE as XLIFF_2
from dedoc.translate.exchange.xliff2 import read_xliff2


def returned_units(path: Path, language: str) -> list[Returned]:
    """Return the units of a file that came back; ContentError for one that is no such file, or of another language."""
    data = foreign_bytes(path)
    if path.suffix.lower() == ".po":
        return _from_catalog(path)
    if data[:2] == b"PK":
        return list(read_bilingual(data, str(path)))
    foreign = read_foreign(data, str(path))
    if foreign.root.tag == f"{{{XLIFF_2}}}xliff":
        _check_language(foreign, [str(foreign.root.get("trgLang", ""))], language)
        return list(read_xliff2(foreign))
    if foreign.root.tag == f"{{{XLIFF_1}}}xliff":
        files = foreign.root.iter(f"{{{XLIFF_1}}}file")
        _check_language(foreign, [str(file.get("target-language", "")) for file in files], language)
        return list(read_xliff1(foreign))
    hint = "import XLIFF 1.2 or 2.1, a PO catalog, or the Word file that “dedoc translate export” wrote"
    return fail(ContentError, Location(str(path), 1), "nobody knows this format", hint)


def foreign_bytes(path: Path) -> bytes:
    """Return the bytes of a file that may lie anywhere; ContentError if it cannot be read."""
    inputs = Inputs(path.parent, Report())
    data = inputs.read(path)
    inputs.report.raise_errors(ContentError)
    return data or b""


def _check_language(foreign: Foreign, languages: list[str], wanted: str) -> None:
    for language in languages:
        if language and language.lower().replace("_", "-") != wanted.lower():
            hint = "name the language of the file with --locale"
            values = {"language": language, "wanted": wanted}
            fail(ContentError, Location(foreign.name, 1), "the file is in {language}, not in {wanted}", hint, **values)


def _from_catalog(path: Path) -> list[Returned]:
    """Return the entries of a PO file that an editor has worked on elsewhere."""
    inputs = Inputs(path.parent, Report())
    catalog = read_catalog(path, inputs)
    inputs.report.raise_errors(ContentError)
    assert catalog is not None
    return [
        Returned(path.stem, e.id, e.source, e.target, e.location or Location(str(path)), is_done=not e.is_fuzzy)
        for e in catalog.entries
        if not e.is_obsolete
    ]
