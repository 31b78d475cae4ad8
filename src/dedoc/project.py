"""Configuration: the edition, its style and its locale, read and checked at once."""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from dedoc import records
from dedoc.errors import Location, ProjectError, Report, fail
from dedoc.inputs import Inputs
from dedoc.model import Metadata, Moment, Node, People
from dedoc.records import Name, place_of

PACKAGE = Path(__file__).resolve().parent
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


TEXTS = (
    *("body", "heading1", "heading2", "heading3", "heading4", "run_in", "note", "caption", "source", "table"),
    *("quotation", "contents_title", "contents1", "contents2", "contents3", "folio", "running_head"),
    *("title", "subtitle", "people", "back_cover"),
)
"""The kinds of text that a report prints."""

COLORS = ("ink", "accent", "second", "light", "muted")
ALIGNMENTS = ("justify", "left", "center")


@dataclass(frozen=True, slots=True)
class Page(Node):
    """The sheet and its grid: lengths in pt, ``columns`` characters by ``lines`` lines of ``size`` pt.

    ``breaks`` says how lines end: ``optimized`` over the whole paragraph, marks squeezed where that helps; ``simple``,
    each line as full as it gets, as word processors do it.
    """

    width: float
    height: float
    columns: int
    lines: int
    size: float
    pitch: float
    top: float
    breaks: str = "optimized"


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
    colors: Mapping[str, Name]
    text: Mapping[str, TextStyle]
    cover: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """A look: its folder, with the template and art that the press needs, and its measures for every output."""

    folder: Path
    record: StyleRecord


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
    front, back = (tuple(path for path in paths if path.is_file()) for paths in (front, back))
    metadata = _metadata(record)
    if not LANGUAGE.fullmatch(record.language):
        metadata = replace(metadata, language="")
    return Edition(folder, metadata, record.style or "report", record.numbering, front, body, back)


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
    if not 0 <= record.numbering.depth <= 6:
        report.error(places.get("depth"), "“depth” counts levels of headings", "write a number from 0 to 6")


def _check_chapters(names: tuple[Name, ...], folder: Path, report: Report) -> None:
    for index, name in enumerate(names):
        if name in names[:index]:
            report.error(name.location, "the chapter “{name}” stands twice", "name it once", name=name)
        if "/" in name or "\\" in name or not (folder / "chapters" / name).is_file():
            hint = "chapters lie in “chapters/”; name the file alone"
            report.error(name.location, "there is no chapter “{name}”", hint, name=name)


def _metadata(record: EditionRecord) -> Metadata:
    names = ("title", "subtitle", "year", "people", "publisher", "date", "language", "subject", "keywords")
    return Metadata(**{name: getattr(record, name) for name in names})


def read_style(name: str, roots: tuple[Path, ...], report: Report) -> Style:
    """Return the style of that name from the first of ``roots`` that has it; ProjectError if none has.

    The problem that it does not exist stands where the name was written, if the name knows its place.
    """
    folder = _find("style", name, tuple(root / "styles" for root in roots), "style.yaml")
    own = Report()
    inputs = Inputs(folder, own)
    root, is_read = records.parse(folder / "style.yaml", inputs)
    reader = records.Reader(inputs.name(folder / "style.yaml"), own)
    record = reader.record(root, StyleRecord) if is_read else None
    if record is not None:
        _check_style(record, folder, own)
    own.raise_errors(ProjectError)
    assert record is not None
    report.problems += own.problems
    return Style(folder, record)


def _check_style(record: StyleRecord, folder: Path, report: Report) -> None:
    _check_measures(record, report)
    _check_parts(record, report)
    for font in record.fonts.values():
        _check_family(font, report)
    for kind, text in record.text.items():
        if text.align not in ALIGNMENTS:
            values = {"key": "align", "value": text.align, "choices": ", ".join(ALIGNMENTS)}
            report.error(text.location, "“{key}” cannot be “{value}”", "it can be one of: {choices}", **values)
        if text.font not in record.fonts:
            hint = "the fonts of this style: {fonts}"
            values = {"font": text.font, "kind": kind, "fonts": ", ".join(record.fonts)}
            report.error(text.location, "the text “{kind}” asks for an unknown font “{font}”", hint, **values)
    page = record.page
    if page.columns * page.size > page.width or page.top + page.lines * page.pitch > page.height:
        report.error(page.location, "the grid is larger than the page", "lessen columns, lines, size or pitch")
    for file in filter(None, (record.template, record.cover)):
        if Path(file).name != file or not (folder / file).is_file():
            hint = "put it beside style.yaml"
            report.error(record.location, "the style has no file “{file}”", hint, file=file)


def _check_measures(record: StyleRecord, report: Report) -> None:
    page, texts = record.page, record.text.values()
    lengths = {"width": page.width, "height": page.height, "size": page.size, "pitch": page.pitch}
    measures = [(page.location, key, value) for key, value in (lengths | {"lines": page.lines}).items()]
    measures += [(page.location, "columns", page.columns)]
    measures += [(t.location, key, value) for t in texts for key, value in (("size", t.size), ("pitch", t.pitch))]
    for place, key, value in measures:
        if value <= 0:
            report.error(place, "“{key}: {value}” has no extent", "write a number above 0", key=key, value=value)


def _check_family(font: FontStyle, report: Report) -> None:
    """Report a family that its file does not hold: the press would print blanks."""
    import uharfbuzz  # noqa: PLC0415 -- only who reads a style needs it

    path = font_path(font)
    if path is None:
        return
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    families = dict.fromkeys(face.get_name(n.name_id, n.language) for n in face.list_names() if n.name_id in (1, 16))
    if font.family.lower() not in {family.lower() for family in families}:
        values = {"family": font.family, "known": ", ".join(families)}
        hint = "it holds: {known}"
        report.error(font.location, "the font file holds no family “{family}”", hint, **values)


def _check_parts(record: StyleRecord, report: Report) -> None:
    for kind in TEXTS:
        if kind not in record.text:
            report.error(record.location, "the style lacks the text “{kind}”", "add it below “text:”", kind=kind)
    for name in COLORS:
        if name not in record.colors:
            report.error(record.location, "the style lacks the color “{name}”", "add it below “colors:”", name=name)
    for name, color in record.colors.items():
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", color):
            hint = "write it like “#0b3a66”, in quotation marks"
            report.error(color.location, "“{key}: {value}” is not a color", hint, key=name, value=color)


def font_path(font: FontStyle) -> Path | None:
    """Return the file of a font inside its pinned package, or None if the package is not installed."""
    spec = importlib.util.find_spec(font.package)
    folder = Path(next(iter(spec.submodule_search_locations or ()), "")) if spec else None
    return folder / font.file if folder is not None and (folder / font.file).is_file() else None


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
    locale = records.Reader(inputs.name(path), own).record(root, Locale)
    own.raise_errors(ProjectError)
    assert locale is not None
    report.problems += own.problems
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
        fail(ProjectError, place_of(name), "there is no style “{name}”", hint, **values)
    return fail(ProjectError, None, "there is no edition “{name}”", hint, **values)
