"""Configuration: the edition, its style and its locale, read and checked at once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from dedoc import records
from dedoc.errors import Location, ProjectError, Report, fail
from dedoc.inputs import Inputs
from dedoc.model import Metadata, Moment, Node, People
from dedoc.records import Name

PACKAGE = Path(__file__).resolve().parent
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


@dataclass(frozen=True, slots=True)
class Numbering:
    """What bears numbers: headings down to level ``depth``; notes, figures and tables count by document or chapter."""

    depth: int = 3
    notes: str = "document"
    figures: str = "document"


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """The keys of ``edition.yaml``."""

    title: tuple[str, ...]
    year: int
    language: str
    people: tuple[People, ...]
    publisher: str
    date: Moment
    subtitle: str = ""
    style: str = "report"
    subject: str = ""
    keywords: tuple[str, ...] = ()
    front: tuple[Name, ...] = ()
    back: tuple[Name, ...] = ()
    numbering: Numbering = field(default_factory=Numbering)


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

    @property
    def name(self) -> str:
        """The name that outputs go by: that of the folder."""
        return self.folder.name


@dataclass(frozen=True, slots=True)
class Locale:
    """What a language prints: one YAML file, no code. Patterns name their parts in braces."""

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


@dataclass(frozen=True, slots=True)
class Page(Node):
    """The sheet and its grid: lengths in pt, ``columns`` characters by ``lines`` lines of ``size`` pt."""

    width: float
    height: float
    columns: int
    lines: int
    size: float
    pitch: float
    top: float


@dataclass(frozen=True, slots=True)
class TextStyle(Node):
    """How a kind of text looks: sizes and distances in pt, ``indent`` in its own characters."""

    size: float
    pitch: float
    font: str = "body"
    before: float = 0
    after: float = 0
    indent: float = 0
    align: str = "justify"


@dataclass(frozen=True, slots=True)
class FontStyle(Node):
    """A typeface: ``family`` and ``file`` for the press, ``word`` and ``word_latin`` for Word."""

    family: str
    package: str
    file: str
    word: str
    word_alternative: str = ""
    word_latin: str = "Times New Roman"


@dataclass(frozen=True, slots=True)
class StyleRecord(Node):
    """The keys of ``style.yaml``."""

    template: str
    page: Page
    fonts: Mapping[str, FontStyle]
    colors: Mapping[str, str]
    text: Mapping[str, TextStyle]
    cover: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """A look: its folder, with the template and art that the press needs, and its measures for every output."""

    folder: Path
    record: StyleRecord


def read_edition(folder: Path, report: Report, inputs: Inputs | None = None) -> Edition:
    """Return the edition in ``folder``; ProjectError with all that is wrong in its ``edition.yaml``."""
    inputs = inputs or Inputs(folder, report)
    path = folder / "edition.yaml"
    root, is_read = records.parse(path, inputs)
    reader = records.Reader(inputs.name(path), report)
    record = reader.record(root, EditionRecord) if is_read else None
    if record is None:
        report.raise_errors(ProjectError)
        raise AssertionError("a record that could not be read leaves a problem")
    _check_edition(record, Location(inputs.name(path)), report)
    chapters = sorted((folder / "chapters").glob("*.md"))
    front, back = (_chapter_paths(names, folder, report) for names in (record.front, record.back))
    body = tuple(path for path in chapters if path not in (*front, *back))
    if not body:
        hint = "put the chapters into “chapters/”, as files ending in .md; they print in the order of their names"
        report.error(Location(inputs.name(folder)), "the edition has no chapters", hint)
    report.raise_errors(ProjectError)
    return Edition(folder, _metadata(record), record.style, record.numbering, front, body, back)


def _check_edition(record: EditionRecord, place: Location, report: Report) -> None:
    if not record.title:
        report.error(place, "“{key}” is missing", "add a line “{key}: …”", key="title")
    if not LANGUAGE.fullmatch(record.language):
        hint = "write it like zh-CN or en"
        report.error(place, "“{language}” is not the code of a language", hint, language=record.language)
    for key, value in (("notes", record.numbering.notes), ("figures", record.numbering.figures)):
        if value not in ("document", "chapter"):
            hint = "it can be one of: {choices}"
            values = {"key": key, "value": value, "choices": "document, chapter"}
            report.error(place, "“{key}” cannot be “{value}”", hint, **values)
    if not 0 <= record.numbering.depth <= 6:
        report.error(place, "“depth” counts levels of headings", "write a number from 0 to 6")


def _chapter_paths(names: tuple[Name, ...], folder: Path, report: Report) -> tuple[Path, ...]:
    for name in names:
        if "/" in name or "\\" in name or not (folder / "chapters" / name).is_file():
            hint = "chapters lie in “chapters/”; name the file alone"
            report.error(name.location, "there is no chapter “{name}”", hint, name=name)
    return tuple(folder / "chapters" / name for name in names)


def _metadata(record: EditionRecord) -> Metadata:
    names = ("title", "subtitle", "year", "people", "publisher", "date", "language", "subject", "keywords")
    return Metadata(**{name: getattr(record, name) for name in names})


def read_style(name: str, roots: tuple[Path, ...], report: Report) -> Style:
    """Return the style of that name from the first of ``roots`` that has it; ProjectError if none has."""
    folder = _find("style", name, tuple(root / "styles" for root in roots), "style.yaml")
    inputs = Inputs(folder, report)
    root, is_read = records.parse(folder / "style.yaml", inputs)
    reader = records.Reader(inputs.name(folder / "style.yaml"), report)
    record = reader.record(root, StyleRecord) if is_read else None
    report.raise_errors(ProjectError)
    assert record is not None
    _check_style(record, folder, report)
    report.raise_errors(ProjectError)
    return Style(folder, record)


def _check_style(record: StyleRecord, folder: Path, report: Report) -> None:
    for kind, text in record.text.items():
        if text.font not in record.fonts:
            hint = "the fonts of this style: {fonts}"
            values = {"font": text.font, "kind": kind, "fonts": ", ".join(record.fonts)}
            report.error(text.location, "the text “{kind}” asks for an unknown font “{font}”", hint, **values)
    page = record.page
    if page.columns * page.size > page.width or page.top + page.lines * page.pitch > page.height:
        report.error(page.location, "the grid is larger than the page", "lessen columns, lines, size or pitch")
    for file in filter(None, (record.template, record.cover)):
        if not (folder / file).is_file():
            hint = "put it beside style.yaml"
            report.error(record.location, "the style has no file “{file}”", hint, file=file)


def read_locale(language: str, report: Report) -> Locale:
    """Return the locale of a language; ProjectError if there is none."""
    folder = PACKAGE / "locales"
    path = folder / f"{language}.yaml"
    if not LANGUAGE.fullmatch(language) or not path.is_file():
        known = sorted(file.stem for file in folder.glob("*.yaml"))
        hint = "the locales there are: {known}"
        fail(ProjectError, None, "there is no locale “{name}”", hint, name=language, known=", ".join(known))
    inputs = Inputs(folder, report)
    root, _ = records.parse(path, inputs)
    locale = records.Reader(inputs.name(path), report).record(root, Locale)
    report.raise_errors(ProjectError)
    assert locale is not None
    return locale


def project_roots() -> tuple[Path, ...]:
    """Return the folders where ``content/`` and ``styles/`` are looked for: here and above, then dedoc's own."""
    here = Path.cwd()
    above = [folder for folder in (here, *here.parents) if (folder / "content").is_dir()]
    own = os.environ.get("DEDOC_ROOT")
    return (*above, *([Path(own)] if own else []), *([PACKAGE.parents[1]] if not own else []), PACKAGE)


def find_edition(name: str | None) -> Path:
    """Return the folder of an edition named by folder or by its name in ``content/``; the newest one for None."""
    roots = project_roots()
    if name is None:
        found = [folder for root in roots for folder in _editions(root)]
        newest = max(found, key=lambda folder: folder.name, default=None)
        if newest is None:
            hint = "run the command in a folder with “content/”, or name the folder of an edition"
            fail(ProjectError, None, "there is no edition here", hint)
        return newest
    if (Path(name) / "edition.yaml").is_file():
        return Path(name).resolve()
    return _find("edition", name, tuple(root / "content" for root in roots), "edition.yaml")


def _editions(root: Path) -> list[Path]:
    return [path.parent for path in (root / "content").glob("*/edition.yaml")]


def _find(kind: str, name: str, folders: tuple[Path, ...], marker: str) -> Path:
    for folder in folders:
        if (folder / name / marker).is_file() and folder.resolve() in (folder / name).resolve().parents:
            return (folder / name).resolve()
    known = sorted({path.parent.name for folder in folders for path in folder.glob(f"*/{marker}")})
    near = get_close_matches(name, known, n=1)
    values = {"name": name, "known": ", ".join(known) or "-", "near": near[0] if near else ""}
    hint = "did you mean “{near}”?" if near else "there are: {known}"
    if kind == "style":
        fail(ProjectError, None, "there is no style “{name}”", hint, **values)
    return fail(ProjectError, None, "there is no edition “{name}”", hint, **values)
