"""A printed text, or a report written in Word, becomes an edition, with a ledger of every character."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dedoc.errors import ContentError, Problem, Report
from dedoc.importing import write as files_on_disk
from dedoc.importing.account import ledger_json, ledger_summary
from dedoc.importing.closing import close
from dedoc.importing.decode import decode
from dedoc.importing.edition import files_of
from dedoc.importing.ledger import Kind, Ledger
from dedoc.importing.text import Options, blocks_of, read_text
from dedoc.inputs import Inputs
from dedoc.project import Locale, read_locale

__all__ = ["Imported", "Options", "import_edition", "import_file", "write"]

LANGUAGE = "zh-CN"
WORD = (".docx", ".docm", ".dotx", ".doc", ".wps", ".rtf", ".odt")
BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How zip archives and old Office files begin; what is in them is told when they are read."""


@dataclass(frozen=True, slots=True)
class Imported:
    """An edition made from a text: its files by path, the ledger, and what an editor should know."""

    files: dict[str, bytes]
    ledger: Ledger
    problems: tuple[Problem, ...] = ()


def import_edition(data: bytes, name: str, options: Options, locale: Locale, report: Report) -> Imported:
    """Return the edition that a text holds; ContentError with all that is wrong in it.

    ``name`` is the text's own in messages. Nothing is written, and nothing outside the arguments is read.
    """
    source, encoding = decode(data, name)
    ledger = Ledger(source)
    begin = int(source.startswith("\ufeff"))
    if begin or encoding != "utf-8":
        ledger.repair(Kind.ENCODING, 0, begin, remark=f"read as {encoding}")
    text = read_text(ledger, name, options, locale, report)
    report.raise_errors(ContentError)
    assert text is not None
    files = files_of(text, locale, ledger)
    close(ledger, source, blocks_of(text, ledger), name, report, is_strict=options.is_strict)
    files["import-ledger.json"] = ledger_json(ledger, name, data)
    files["import-ledger.md"] = ledger_summary(ledger, name)
    return Imported({path: content.encode() for path, content in files.items()}, ledger)


def import_file(path: Path, options: Options) -> Imported:
    """Return the edition that the text, or the Word file, in a file holds; DedocError with all that is wrong."""
    report = Report()
    if is_word(path):
        # Reading Word files takes lxml.
        from dedoc.importing.word import import_word  # noqa: PLC0415

        locale = read_locale(LANGUAGE, report)
        made = import_word(path, Inputs(path.resolve().parent, report).name(path), options, locale, report)
        return Imported(made.files, made.ledger, made.problems)
    inputs = Inputs(path.resolve().parent, report)
    data = inputs.read(path.resolve())
    report.raise_errors(ContentError)
    assert data is not None
    return import_edition(data, inputs.name(path), options, read_locale(LANGUAGE, report), report)


def is_word(path: Path) -> bool:
    """Whether a file is to be read as one of Word: by its name, or because it begins as such files do."""
    if path.suffix.lower() in WORD:
        return True
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(8).startswith(BEGINNINGS)
    except OSError:
        return False


def write(imported: Imported, folder: Path, *, force: bool = False) -> Path | None:
    """Write an import as the edition ``folder``; return where one that was there is kept."""
    return files_on_disk.write(imported.files, folder, force=force)
