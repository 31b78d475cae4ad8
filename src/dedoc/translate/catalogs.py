"""PO catalogs: the translations of an edition as translators' tools know them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from dedoc.errors import ContentError, Location, Report
from dedoc.inputs import Inputs, report_conflicts

if TYPE_CHECKING:
    from polib import POEntry, POFile

LINE = re.compile(r"\(line (\d+)\)")
QUOTED = r'"(?:[^"\\]|\\.)*"'
ROW = re.compile(
    rf"\s*(?:#(?![~|]).*|(?:#~?\|?\s*)?(?:(?:(?:msg(?:ctxt|id|id_plural|str)|previous_msg\w+)(?:\[\d+\])?\s*)?{QUOTED})?)\s*"
)
"""A line of a catalog: a remark, or a keyword with text, or more text; polib takes others without a word."""

FROM_MEMORY = re.compile(r"from memory: (\d{1,3})%")
FUZZY = "fuzzy"
HEADERS = (
    *("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date", "Last-Translator"),
    *("Language-Team", "Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms"),
)
"""The fields of a header in the order in which gettext writes them."""


class State(Enum):
    """How far a unit has come; what is from memory was made for another text and waits to be looked at."""

    TRANSLATED = "translated"
    CHANGED = "changed"
    MEMORY = "from memory"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a catalog.

    ``previous`` is the source that the target was made for, where that is no longer ``source``; ``score`` says how like
    the two are, in per cent, where the target comes from memory. ``remarks`` are the translator's, and stay.
    """

    id: str
    source: str
    target: str = ""
    is_fuzzy: bool = False
    previous: str = ""
    score: int = 0
    remarks: str = ""
    about: str = ""
    file: str = ""
    flags: tuple[str, ...] = ()
    catalog: str = ""
    is_obsolete: bool = False
    location: Location | None = field(default=None, compare=False)

    @property
    def state(self) -> State:
        """How far it has come."""
        if not self.target.strip():
            return State.NEW
        if not self.is_fuzzy:
            return State.TRANSLATED
        return State.MEMORY if self.score else State.CHANGED

    @property
    def made_for(self) -> str:
        """The source that the target translates."""
        return self.previous or self.source


@dataclass(frozen=True, slots=True)
class Catalog:
    """The entries of one PO file in order; ``headers`` are its fields, ``preface`` the remarks at its head."""

    name: str
    entries: tuple[Entry, ...]
    headers: Mapping[str, str] = field(default_factory=dict)
    preface: str = ""
    location: Location | None = field(default=None, compare=False)


def catalog_folder(edition: Path, language: str) -> Path:
    """Return the folder of the catalogs of a language."""
    return edition / "translations" / language


def read_catalogs(edition: Path, language: str, inputs: Inputs) -> dict[str, Catalog]:
    """Return the catalogs of a language by name; what is wrong in them goes to the report of the inputs."""
    paths = sorted(catalog_folder(edition, language).glob("*.po"))
    found = {path.stem: read_catalog(path, inputs) for path in paths}
    return {name: catalog for name, catalog in found.items() if catalog is not None}


def read_catalog(path: Path, inputs: Inputs) -> Catalog | None:
    """Return a catalog, or None with the problems that keep it from being read."""
    data, name, report = inputs.read(path), inputs.name(path), inputs.report
    if data is None:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Location(name, data.count(b"\n", 0, error.start) + 1)
        report.error(place, "the file is not UTF-8", "save it as UTF-8: PO editors have a setting for it")
        return None
    return parse_catalog(text.replace("\r\n", "\n").replace("\r", "\n"), path.stem, name, report)


def parse_catalog(text: str, stem: str, name: str, report: Report) -> Catalog | None:
    """Return the catalog that a text holds, or None with the problems that keep it from being read."""
    import polib  # noqa: PLC0415 -- who prints the source waits for no catalogs

    if report_conflicts(text, name, report):
        return None
    charset = re.search(r'^"Content-Type:[^"]*charset=([\w-]+)', text, re.MULTILINE)
    if charset is not None and charset[1].lower() not in ("utf-8", "utf8", "charset"):
        hint = "let the editor save it as UTF-8"
        report.error(Location(name, 1), "the catalog says that it is written in {charset}", hint, charset=charset[1])
        return None
    if wrong := next((number for number, row in enumerate(text.split("\n"), 1) if not ROW.fullmatch(row)), 0):
        _refuse(Location(name, wrong), report)
        return None
    try:
        # The line end keeps polib from taking the text for the name of a file.
        file = polib.pofile(text + "\n", wrapwidth=0)
    except (OSError, ValueError, IndexError) as error:
        line = LINE.search(str(error))
        _refuse(Location(name, int(line[1]) if line else 1), report)
        return None
    entries = tuple(_entry(entry, name, stem) for entry in file)
    _check_doubled(entries, report)
    return Catalog(stem, entries, dict(file.metadata), file.header, Location(name, 1))


def _refuse(place: Location, report: Report) -> None:
    hint = "look at the quotation marks and keywords of this line"
    report.error(place, "this is not a valid catalog", hint)


def _entry(entry: POEntry, file: str, catalog: str) -> Entry:
    match = FROM_MEMORY.search(entry.comment)
    return Entry(
        entry.msgctxt or "",
        entry.msgid,
        entry.msgstr,
        is_fuzzy=FUZZY in entry.flags,
        previous=entry.previous_msgid or "",
        score=int(match[1]) if match else 0,
        remarks=entry.tcomment,
        about=entry.comment,
        file=next((path for path, _ in entry.occurrences), ""),
        flags=tuple(flag for flag in entry.flags if flag != FUZZY),
        catalog=catalog,
        is_obsolete=bool(entry.obsolete),
        location=Location(file, entry.linenum or 0),
    )


def _check_doubled(entries: tuple[Entry, ...], report: Report) -> None:
    seen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        key = (entry.id, entry.source)
        if not entry.is_obsolete and key in seen:
            hint = "keep one of them; the other is at {other}"
            values = {"id": entry.id, "other": str(seen[key].location)}
            report.error(entry.location, "the unit “{id}” is given twice", hint, **values)
        if not entry.is_obsolete:
            seen.setdefault(key, entry)


def written(catalog: Catalog) -> bytes:
    """Return the bytes of a catalog's PO file: no lines wrapped, the header in the order of gettext."""
    import polib  # noqa: PLC0415

    file: POFile = polib.POFile(wrapwidth=0)
    file.metadata = {}
    file.header = catalog.preface
    for entry in sorted(catalog.entries, key=lambda entry: entry.is_obsolete):
        file.append(_po_entry(entry, polib.POEntry))
    fields = {key: catalog.headers[key] for key in HEADERS if key in catalog.headers}
    fields |= {key: value for key, value in catalog.headers.items() if key not in HEADERS}
    head = "".join(f'"{_escaped(key)}: {_escaped(value)}\\n"\n' for key, value in fields.items())
    preface = "".join(f"# {line}".rstrip() + "\n" for line in catalog.preface.split("\n")) if catalog.preface else ""
    body = "\n".join(entry.__unicode__(0) for entry in file)
    return f'{preface}msgid ""\nmsgstr ""\n{head}\n{body}'.encode()


def _po_entry(entry: Entry, kind: type[POEntry]) -> POEntry:
    return kind(
        msgctxt=entry.id,
        msgid=entry.source,
        msgstr=entry.target,
        tcomment=entry.remarks,
        comment=entry.about,
        occurrences=[(entry.file, "")] if entry.file else [],
        flags=[*([FUZZY] if entry.is_fuzzy else []), *entry.flags],
        previous_msgid=entry.previous or None,
        obsolete=entry.is_obsolete,
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def first_headers(project: str, language: str, date: str) -> dict[str, str]:
    """Return the header of a catalog that begins; ``date`` is that of the edition, so that no clock comes in."""
    return {
        "Project-Id-Version": project,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": f"{date} 00:00+0000",
        "PO-Revision-Date": f"{date} 00:00+0000",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }


def with_target(entry: Entry, target: str) -> Entry:
    """Return an entry with a translation that somebody made or confirmed."""
    return replace(entry, target=target, is_fuzzy=False, previous="", score=0)


def refuse_unread(inputs: Inputs) -> None:
    """Raise ContentError with all that is wrong if something of the catalogs could not be read."""
    inputs.report.raise_errors(ContentError)
