"""Configuration: the edition, its style and its locale, read and checked at once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path

import yaml

from dedoc import records
from dedoc.errors import Location, ProjectError, Report, fail
from dedoc.inputs import Inputs, is_file
from dedoc.journal import take_back
from dedoc.model import Measure, Metadata, Moment, People
from dedoc.records import Name, place_of

PACKAGE = Path(__file__).resolve().parent


PRINTED_PAGES = "printed.json"
"""The file of an edition that tells what is known of its printed pages, where there are any."""

LISTS = ("figures", "tables", "sidebars")
"""What can be listed after the contents."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


@dataclass(frozen=True, slots=True)
class Numbering:
    """What bears numbers: headings down to level ``depth``; notes, figures and tables count by document or chapter."""

    depth: int = 3
    notes: str = "document"
    figures: str = "document"
    places: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """The keys of ``edition.yaml``."""

    title: tuple[str, ...]
    year: int
    language: Name
    people: tuple[People, ...]
    publisher: str
    date: Moment
    subtitle: str = ""
    style: Name | None = None
    subject: str = ""
    keywords: tuple[str, ...] = ()
    front: tuple[Name, ...] = ()
    back: tuple[Name, ...] = ()
    lists: tuple[Name, ...] = ()
    watermark: str = ""
    numbering: Numbering = field(default_factory=Numbering)


NOT_READ: Mapping[str, object] = {
    "title": (),
    "year": 1,
    "language": "",
    "people": (),
    "publisher": "",
    "date": Moment((1,)),
}
"""What stands in for a key of ``edition.yaml`` that is missing or wrong, so that the chapters can be checked too."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One year's report as source: its folder, what it is, and its chapters in order."""

    folder: Path
    metadata: Metadata
    style: str
    numbering: Numbering
    front: tuple[Path, ...]
    body: tuple[Path, ...]
    back: tuple[Path, ...]
    lists: tuple[Name, ...] = ()

    @property
    def name(self) -> str:
        """The name that outputs go by: that of the folder."""
        return self.folder.name


@dataclass(frozen=True, slots=True)
class Locale:
    """What a language prints: one YAML file, no code. Patterns name their parts in braces.

    ``scaling`` says whether a number keeps the scale it was typed with, or is ``computed`` anew by the scales of CLDR.
    ``measures`` are patterns for the words that count in the language of a source, and ``threshold`` is how many per
    cent of the characters of a report must be translated before it is printed as final. ``forbidden`` are characters
    that the language never writes, ``quotes`` its quotation marks in pairs. ``counted`` are the units of
    charts by what they count, where they were written in another language. ``rules`` are the codes of the rules of
    layout that hold for the language, all for none; ``bibliography`` is how lists of sources are written: by GB/T 7714,
    or plain. ``conversion`` is how OpenCC turns text of the language ``converts`` into this one where it has no
    translation.
    """

    language: str
    babel: str
    headings: tuple[str, ...]
    heading_references: tuple[str, ...]
    marks: Mapping[str, str]
    words: Mapping[str, str]
    leads: Mapping[str, str]
    numerals: Mapping[str, str]
    scales: Mapping[str, int]
    spacing: str = "typed"
    grouping: bool = True
    lists: tuple[str, ...] = ("{decimal}.",)
    dates: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=dict)
    appendices: tuple[str, ...] = ("{path} ",)
    segmentation: str = "spaces"
    shares: Mapping[str, int] = field(default_factory=dict)
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    scaling: str = "typed"
    measures: Mapping[str, str] = field(default_factory=dict)
    threshold: int = 100
    forbidden: str = ""
    quotes: str = ""
    counted: Mapping[str, Measure] = field(default_factory=dict)
    rules: tuple[Name, ...] = ()
    bibliography: str = "gb-t-7714"
    converts: str = ""
    conversion: str = ""


def read_edition(folder: Path, report: Report, inputs: Inputs | None = None) -> Edition:
    """Return the edition in ``folder``; ProjectError with all that is wrong in its ``edition.yaml``."""
    edition = survey_edition(folder, report, inputs or Inputs(folder, report))
    report.raise_errors(ProjectError)
    assert edition is not None
    return edition


def survey_edition(folder: Path, report: Report, inputs: Inputs) -> Edition | None:
    """Return what can be known of the edition in ``folder``, so that its chapters can be checked; None for nothing.

    Its language is empty where it is no language.
    """
    path = folder / "edition.yaml"
    root, is_read = records.parse(path, inputs)
    reader = records.Reader(inputs.name(path), report)
    record = reader.record(root, EditionRecord, stand_in=NOT_READ) if is_read else None
    if record is None:
        return None
    _check_edition(record, report)
    chapters = sorted((folder / "chapters").glob("*.md"))
    _check_chapters((*record.front, *record.back), folder, report)
    front, back = (tuple(folder / "chapters" / name for name in names) for names in (record.front, record.back))
    body = tuple(path for path in chapters if path not in (*front, *back))
    if not body:
        hint = "put the chapters into “chapters/”, as files ending in .md; they print in the order of their names"
        report.error(Location(inputs.name(folder)), "the edition has no chapters", hint)
    front, back = (tuple(path for path in paths if is_file(path)) for paths in (front, back))
    metadata = _metadata(record)
    if not LANGUAGE.fullmatch(record.language):
        metadata = replace(metadata, language="")
    style = record.style or "report"
    return Edition(folder, metadata, style, record.numbering, front, body, back, record.lists)


def _check_edition(record: EditionRecord, report: Report) -> None:
    if record.language and not LANGUAGE.fullmatch(record.language):
        hint = "write it like zh-CN or en"
        place = record.language.location
        report.error(place, "“{language}” is not the code of a language", hint, language=record.language)
    places = record.numbering.places
    for key, value in (("notes", record.numbering.notes), ("figures", record.numbering.figures)):
        if value not in ("document", "chapter"):
            hint = "it can be one of: {choices}"
            values = {"key": key, "value": value, "choices": "document, chapter"}
            report.error(places.get(key), "“{key}” cannot be “{value}”", hint, **values)
    for name in record.lists:
        if name not in LISTS:
            values = {"key": "lists", "value": name, "choices": ", ".join(LISTS)}
            report.error(name.location, "“{key}” cannot be “{value}”", "it can be one of: {choices}", **values)
    if not 0 <= record.numbering.depth <= 6:
        report.error(places.get("depth"), "“depth” counts levels of headings", "write a number from 0 to 6")


def _check_chapters(names: tuple[Name, ...], folder: Path, report: Report) -> None:
    for index, name in enumerate(names):
        if name in names[:index]:
            report.error(name.location, "the chapter “{name}” stands twice", "name it once", name=name)
        if "/" in name or "\\" in name or not is_file(folder / "chapters" / name):
            hint = "chapters lie in “chapters/”; name the file alone"
            report.error(name.location, "there is no chapter “{name}”", hint, name=name)


def _metadata(record: EditionRecord) -> Metadata:
    return Metadata(**{field.name: getattr(record, field.name) for field in fields(Metadata)})


def read_locale(language: str, report: Report) -> Locale:
    """Return the locale of a language; ProjectError, at the place where it was named, if there is none."""
    folder = PACKAGE / "locales"
    path = folder / f"{language}.yaml"
    if not LANGUAGE.fullmatch(language) or not path.is_file():
        known = sorted(file.stem for file in folder.glob("*.yaml"))
        hint = "the locales there are: {known}"
        values = {"name": language, "known": ", ".join(known)}
        fail(ProjectError, place_of(language), "there is no locale “{name}”", hint, **values)
    own = Report()
    inputs = Inputs(folder, own)
    root, _ = records.parse(path, inputs)
    locale = records.Reader(inputs.name(path), own).record(_without_look(root), Locale)
    if locale is not None and locale.bibliography not in BIBLIOGRAPHIES:
        values = {"key": "bibliography", "value": locale.bibliography, "choices": ", ".join(BIBLIOGRAPHIES)}
        own.error(Location(inputs.name(path)), "“{key}” cannot be “{value}”", "it can be one of: {choices}", **values)
    own.raise_errors(ProjectError)
    assert locale is not None
    report.problems += own.problems
    return locale


BIBLIOGRAPHIES = ("gb-t-7714", "plain")
"""How lists of sources can be written."""

LOOK, VARIANT = "look", "variant"
"""The key of a locale that styles read, and in it the one that names a variant of a style."""


def _without_look(root: yaml.Node | None) -> yaml.Node | None:
    if not isinstance(root, yaml.MappingNode):
        return root
    pairs = [(key, value) for key, value in root.value if key.value != LOOK]
    return yaml.MappingNode(root.tag, pairs, root.start_mark, root.end_mark)


@dataclass(frozen=True, slots=True)
class Look:
    """What a locale says of the look of its language: a tree of YAML from a file, and a variant of styles or none."""

    file: str
    tree: yaml.Node
    variant: str


def look_of(language: str) -> Look | None:
    """Return what a locale says of the look of its language; None if that is nothing.

    It is read with the style that it changes; what is wrong with the rest of the file is told by :func:`read_locale`.
    """
    path = PACKAGE / "locales" / f"{language}.yaml"
    if not LANGUAGE.fullmatch(language) or not path.is_file():
        return None
    inputs = Inputs(path.parent, Report())
    root, _ = records.parse(path, inputs)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    tree = next((value for key, value in pairs if key.value == LOOK), None)
    if tree is None:
        return None
    variant = next((value.value for key, value in _pairs(tree) if key.value == VARIANT), "")
    rest = [(key, value) for key, value in _pairs(tree) if key.value != VARIANT]
    return Look(inputs.name(path), yaml.MappingNode(tree.tag, rest, tree.start_mark, tree.end_mark), str(variant))


def _pairs(tree: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(tree.value) if isinstance(tree, yaml.MappingNode) else []


def rules_of(language: str) -> tuple[str, ...]:
    """Return the codes of the rules of layout that hold for a language as PDFs name it; none where all may hold."""
    known = sorted(path.stem for path in (PACKAGE / "locales").glob("*.yaml"))
    names = (language, language.partition("-")[0])
    found = next((stem for name in names for stem in known if stem.casefold() == name.casefold()), "")
    if not found and names[1].casefold() == "zh":
        found = "zh-Hant" if language.casefold() in TRADITIONAL else ""
    return tuple(map(str, read_locale(found, Report()).rules)) if found else ()


TRADITIONAL = ("zh-tw", "zh-hk", "zh-mo")
"""How PDFs name Chinese in traditional characters by where it is written."""


def project_roots() -> tuple[Path, ...]:
    """Return the folders where ``content/`` and ``styles/`` are looked for: here and above, then dedoc's own."""
    here = Path.cwd()
    above = [folder for folder in (here, *here.parents) if (folder / "content").is_dir()]
    own = os.environ.get("DEDOC_ROOT")
    return (*above, *([Path(own)] if own else []), *([PACKAGE.parents[1]] if not own else []), PACKAGE)


def find_edition(name: str | None) -> Path:
    """Return the folder of an edition named by folder or by its name in ``content/``; the newest one for None.

    What a killed command left half written in it, or in its catalogs, is taken back.
    """
    roots = project_roots()
    contents = tuple(root / "content" for root in roots)
    take_back(*contents, *(() if name is None else (Path(name).absolute().parent,)))
    folder = _find_edition(name, roots)
    mend(folder)
    return folder


def mend(folder: Path) -> None:
    """Take back what a killed command left half written in an edition, or in its catalogs."""
    take_back(folder, *(folder / "translations").glob("*/"))


def _find_edition(name: str | None, roots: tuple[Path, ...]) -> Path:
    if name is None:
        found = [folder for root in roots for folder in editions_below(root)]
        newest = max(found, key=lambda folder: folder.name, default=None)
        if newest is None:
            hint = "run the command in a folder with “content/”, or name the folder of an edition"
            fail(ProjectError, None, "there is no edition here", hint)
        return newest
    if is_file(Path(name) / "edition.yaml"):
        return Path(name).resolve()
    return find_folder("edition", name, tuple(root / "content" for root in roots), "edition.yaml")


def editions_below(root: Path) -> list[Path]:
    """Return the folders of the editions in ``content/`` of a root."""
    return [path.parent for path in (root / "content").glob("*/edition.yaml")]


def find_folder(kind: str, name: str, folders: tuple[Path, ...], marker: str) -> Path:
    """Return the folder of that name, with its marker file, below the first of ``folders`` that has it.

    ProjectError, at the place where the name was written if it knows it, if none has.
    """
    for folder in folders:
        if is_file(folder / name / marker) and folder.resolve() in (folder / name).resolve().parents:
            return (folder / name).resolve()
    known = sorted({path.parent.name for folder in folders for path in folder.glob(f"*/{marker}")})
    near = get_close_matches(name, known, n=1)
    values = {"name": name, "known": ", ".join(known) or "-", "near": near[0] if near else ""}
    hint = "did you mean “{near}”?" if near else "there are: {known}"
    if kind == "style":
        fail(ProjectError, place_of(name), "there is no style “{name}”", hint, **values)
    return fail(ProjectError, None, "there is no edition “{name}”", hint, **values)
