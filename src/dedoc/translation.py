"""The translations of an edition: begun, brought up to date, counted and looked through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dedoc.errors import ContentError, Problem, ProjectError, Report, fail, in_order
from dedoc.inputs import Inputs
from dedoc.languages import translated_into
from dedoc.localise.phrases import Phrases
from dedoc.model import Document
from dedoc.moments import last_day
from dedoc.outputs import aside, copy_folder, write_new, write_outputs
from dedoc.project import Edition, Locale, find_edition, read_locale, survey_edition
from dedoc.read import read
from dedoc.translate.about import Explainer
from dedoc.translate.catalogs import Catalog, State, catalog_folder, first_headers, read_catalogs, written
from dedoc.translate.checks import Judge, check
from dedoc.translate.exchange.arrivals import foreign_bytes, returned_units
from dedoc.translate.exchange.bilingual import bilingual
from dedoc.translate.exchange.documents import read_foreign
from dedoc.translate.exchange.items import items
from dedoc.translate.exchange.returns import take
from dedoc.translate.exchange.tmx import read_tmx, tmx
from dedoc.translate.exchange.xliff1 import xliff1
from dedoc.translate.exchange.xliff2 import xliff2
from dedoc.translate.extraction import by_catalog, edition_texts
from dedoc.translate.glossary import read_glossary
from dedoc.translate.linking import Linked, link
from dedoc.translate.memory import Memory, Remembered, remembered
from dedoc.translate.pseudo import pseudo_catalog
from dedoc.translate.units import Unit
from dedoc.translate.updating import Filled, update
from dedoc.translate.versions import in_line

HINT = "check the permissions and the room on the disk"


@dataclass(frozen=True, slots=True)
class Opened:
    """An edition as it was read, with its units and what the catalogs of a language hold."""

    edition: Edition
    document: Document
    inputs: Inputs
    units: tuple[Unit, ...]
    source: Locale
    target: Locale
    catalogs: Mapping[str, Catalog]

    @property
    def linked(self) -> Linked:
        """The units with their entries."""
        return link(self.units, in_line(self.catalogs.values()))

    @property
    def explain(self) -> Explainer:
        """What tells of each unit what a translator must know."""
        return Explainer(self.document, Phrases(self.source), Phrases(self.target), self.units)

    @property
    def folder(self) -> Path:
        """The folder of the catalogs."""
        return catalog_folder(self.edition.folder, self.target.language)


@dataclass(frozen=True, slots=True)
class Updated:
    """The files of catalogs that changed, and what was pre-filled by catalog."""

    files: tuple[Path, ...]
    filled: Mapping[str, Filled]


def open_translation(name: str | None, language: str | None) -> Opened:
    """Return an edition with its catalogs; DedocError with all that is wrong in either.

    Where no language is given, there must be catalogs of one only.
    """
    return _opened(name, language or _only_language(find_edition(name)))


def open_source(name: str | None) -> Opened:
    """Return an edition without any translation; DedocError with all that is wrong in it."""
    return _opened(name, None)


def _opened(name: str | None, language: str | None) -> Opened:
    report = Report()
    folder = find_edition(name)
    inputs = Inputs(folder, report)
    edition = survey_edition(folder, report, inputs)
    if edition is None:
        raise ProjectError(in_order(report.problems))
    source = read_locale(edition.metadata.language, report)
    target = read_locale(language, report) if language else source
    if language == source.language:
        hint = "name another language with --locale"
        fail(ProjectError, None, "the edition is written in {language}", hint, language=source.language)
    document = read(edition, source, inputs)
    report.raise_errors(ContentError)
    units = edition_texts(edition, document, inputs, source)
    catalogs = read_catalogs(folder, language, inputs) if language else {}
    report.raise_errors(ContentError)
    return Opened(edition, document, inputs, units, source, target, catalogs)


def languages_of(name: str | None) -> tuple[str, ...]:
    """Return the languages that an edition has catalogs in; ProjectError if there are none."""
    folder = find_edition(name)
    found = translated_into(folder)
    if not found:
        hint = "begin with: dedoc translate update --locale en"
        fail(ProjectError, None, "the edition has no catalogs yet", hint)
    return found


def _only_language(folder: Path) -> str:
    languages = translated_into(folder)
    if len(languages) != 1:
        hint = "name it with --locale; there are catalogs in: {languages}"
        values = {"languages": ", ".join(languages) or "-"}
        fail(ProjectError, None, "it is not clear which language is meant", hint, **values)
    return languages[0]


def update_catalogs(opened: Opened, memory: Iterable[Remembered] = ()) -> Updated:
    """Bring the catalogs of an edition up to date and return what changed; an edition without any takes over others.

    ``memory`` are translations from elsewhere. Files are replaced all at once, and only those that change.
    """
    earlier = _earlier(opened)
    entries = in_line(opened.catalogs.values())
    taken = in_line(earlier.values()) if not entries else []
    linked = link(opened.units, [*entries, *taken])
    known = [*remembered(entries), *remembered(in_line(earlier.values())), *memory]
    day = last_day(opened.edition.metadata.date).isoformat()
    project = f"{opened.edition.metadata.full_title} {opened.edition.name}"
    headers = first_headers(project, opened.target.language, day)
    made = update(linked, opened.catalogs, opened.explain, Memory(known), headers, opened.target.measures)
    files = {f"{name}.po": written(catalog) for name, catalog in made.catalogs.items()}
    changed = {name: data for name, data in files.items() if _bytes(opened.folder / name) != data}
    return Updated(_put(changed, opened), made.filled)


def _put(files: dict[str, bytes], opened: Opened) -> tuple[Path, ...]:
    """Write catalogs, if any, and nothing where one, or the edition, has changed since it was read."""

    def check() -> None:
        opened.inputs.check_unchanged()
        opened.inputs.report.raise_errors(ContentError)

    if not files:
        check()
        return ()
    return write_outputs(files, opened.folder, HINT, check)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _earlier(opened: Opened) -> Mapping[str, Catalog]:
    """Return the catalogs of the edition before this one that was translated into the same language."""
    content, own = opened.edition.folder.parent, opened.edition.folder
    if content.name != "content":
        return {}
    folders = sorted(path.parent for path in content.glob("*/edition.yaml") if path.parent.name < own.name)
    for folder in reversed(folders):
        found = read_catalogs(folder, opened.target.language, Inputs(folder, Report()))
        if found:
            return found
    return {}


def templates(opened: Opened, into: Path | None = None) -> tuple[Path, ...]:
    """Write the units of an edition as templates (.pot) for tools that begin translations themselves."""
    day = last_day(opened.edition.metadata.date).isoformat()
    headers = first_headers(opened.edition.metadata.full_title, "", day)
    groups = by_catalog(opened.units)
    made = update(link(opened.units, ()), {}, opened.explain, Memory(()), headers, {})
    files = {f"{name}.pot": written(made.catalogs[name]) for name in groups}
    return write_outputs(files, into or opened.edition.folder / "translations" / "templates", HINT)


def exported(
    opened: Opened,
    target: Path,
    version: str = "2.1",
    *,
    only_open: bool = False,
    pages: Mapping[str, int] | None = None,
) -> tuple[Path, ...]:
    """Write the units of an edition for translators' tools, in the format that the name of the file asks for.

    ``.xlf`` and ``.xliff`` are XLIFF of the ``version``, ``.tmx`` is the memory, ``.docx`` is for colleagues. With
    ``only_open``, what is translated stays at home. ``pages`` are those of units in the PDF of the source.
    """
    languages = (opened.source.language, opened.target.language)
    linked = opened.linked
    if target.suffix == ".tmx":
        data = tmx(remembered(in_line(opened.catalogs.values()), opened.edition.name), *languages)
        return write_outputs({target.name: data}, target.parent, HINT)
    outgoing = [item for item in items(linked, pages) if not only_open or item.state is not State.TRANSLATED]
    if target.suffix == ".docx":
        data = bilingual(outgoing, *languages)
    elif target.suffix in (".xlf", ".xliff"):
        data = (xliff1 if version == "1.2" else xliff2)(outgoing, *languages)
    else:
        hint = "give the file a name that ends with .xlf, .tmx or .docx"
        fail(ProjectError, None, "“{name}” says not in which format to export", hint, name=target.name)
    return write_outputs({target.name: data}, target.parent, HINT)


@dataclass(frozen=True, slots=True)
class Imported:
    """The catalogs that a file changed, how many translations it brought, and what is to be looked at."""

    files: tuple[Path, ...]
    changed: int
    problems: tuple[Problem, ...]


def imported(opened: Opened, path: Path) -> Imported:
    """Put a file that came back into the catalogs; ContentError, and no catalog changed, if anything in it is wrong."""
    returned = returned_units(path, opened.target.language)
    taken = take(returned, opened.catalogs, opened.linked)
    files = {f"{name}.po": written(catalog) for name, catalog in taken.catalogs.items()}
    changed = {name: data for name, data in files.items() if _bytes(opened.folder / name) != data}
    changed = changed if taken.changed else {}
    return Imported(_put(changed, opened), taken.changed, taken.problems)


def memories(paths: Iterable[Path], opened: Opened) -> list[Remembered]:
    """Return what memories (TMX) hold in the two languages of a translation."""
    languages = (opened.source.language, opened.target.language)
    return [each for path in paths for each in read_tmx(read_foreign(foreign_bytes(path), str(path)), *languages)]


def findings(opened: Opened) -> tuple[Problem, ...]:
    """Return what is wrong, or to be looked at, in the translations; ContentError if the glossary cannot be read."""
    terms = read_glossary(opened.folder, opened.inputs)
    opened.inputs.report.raise_errors(ContentError)
    return in_order(check(opened.linked, Judge(opened.source, opened.target, terms)))


def pseudo_edition(name: str | None, language: str, into: Path) -> tuple[Path, ...]:
    """Write a copy of an edition whose catalogs replace every text by letters; a folder that is there is refused."""
    folder = find_edition(name)
    if into.exists():
        hint = "name a folder that is not there yet"
        fail(ProjectError, None, "“{folder}” is there already", hint, folder=str(into))
    opened = _opened(str(folder), language)
    made = update(link(opened.units, ()), {}, opened.explain, Memory(()), first_headers("", language, "1970-01-01"), {})
    files = {f"{name}.po": written(pseudo_catalog(catalog)) for name, catalog in made.catalogs.items()}
    into = into.absolute()
    with aside(into.parent, into, HINT) as waiting:
        copy = copy_folder(folder, waiting / into.name, "translations", ".*")
        for file, data in files.items():
            write_new(catalog_folder(copy, language) / file, data)
        copy.rename(into)
    return tuple(catalog_folder(into, language) / file for file in files)
