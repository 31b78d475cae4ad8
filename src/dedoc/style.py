"""The style: how the report looks, read and checked at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from dedoc import records
from dedoc.errors import Location, ProjectError, Report
from dedoc.fonts import FontStyle, check_font
from dedoc.inputs import Inputs
from dedoc.model import Node
from dedoc.project import find_folder
from dedoc.records import Name

TEXTS = (
    *("body", "heading1", "heading2", "heading3", "heading4", "run_in", "note", "caption", "source", "table"),
    *("remarks", "sidebar", "sidebar_title", "sources"),
    *("quotation", "contents_title", "contents1", "contents2", "contents3", "folio", "running_head"),
    *("title", "subtitle", "people", "back_cover"),
)
"""The kinds of text that a report prints."""


FONTS = ("body", "heading")
"""The fonts that every style has."""


COLORS = ("ink", "accent", "second", "light", "muted")


PACKAGE_IMPORT = re.compile(r"""["'](@[\w-]+/[^"']*)["']""")
BREAKS = ("optimized", "simple")
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
class StyleRecord(Node):
    """The keys of ``style.yaml``; characters that the font of a text lacks are taken from the fonts of ``fallback``."""

    template: str
    page: Page
    fonts: Mapping[str, FontStyle]
    colors: Mapping[str, Name]
    text: Mapping[str, TextStyle]
    cover: str = ""
    base: str = ""
    fallback: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """A look: its folder and that of the style it begins from, with templates and art, and its measures."""

    folders: tuple[Path, ...]
    record: StyleRecord

    @property
    def folder(self) -> Path:
        """The folder of the style itself."""
        return self.folders[0]

    def chain(self, name: str) -> tuple[FontStyle, ...]:
        """Return the font of that name and those that stand in for it, in order."""
        return tuple(self.record.fonts[font] for font in dict.fromkeys((name, *self.record.fallback)))

    def file(self, name: str) -> Path:
        """Return a file of the style, its own before that of the style it begins from."""
        return next(folder / name for folder in self.folders if (folder / name).is_file())


def read_style(name: str, roots: tuple[Path, ...], report: Report) -> Style:
    """Return the style of that name from the first of ``roots`` that has it; ProjectError if none has.

    The problem that it does not exist stands where the name was written, if the name knows its place.
    """
    folders = tuple(root / "styles" for root in roots)
    folder = find_folder("style", name, folders, "style.yaml")
    own = Report()
    inputs = Inputs(folder, own)
    root, is_read = records.parse(folder / "style.yaml", inputs)
    reader = records.Reader(inputs.name(folder / "style.yaml"), own)
    base = _base(reader, root, folder, folders) if is_read else None
    merged = _merged(base[1], root) if base and root is not None else root
    record = reader.record(merged, StyleRecord) if is_read else None
    sources = (folder, *([base[0]] if base else []))
    if record is not None:
        _check_style(record, sources, own)
    own.raise_errors(ProjectError)
    assert record is not None
    report.problems += own.problems
    return Style(sources, record)


def _base(
    reader: records.Reader, root: yaml.Node | None, folder: Path, folders: tuple[Path, ...]
) -> tuple[Path, yaml.Node] | None:
    """Return the folder and the keys of the style that this one begins from; a base has no base of its own."""
    entries = reader.entries(root) if isinstance(root, yaml.MappingNode) else {}
    named = next((node for key, node in entries.items() if key == "base"), None)
    if not isinstance(named, yaml.ScalarNode):
        return None
    name = Name(str(named.value), reader.place(named))
    found = find_folder("style", name, folders, "style.yaml")
    if found == folder:
        reader.report.error(name.location, "a style cannot begin from itself", "name another style")
        return None
    node, _ = records.parse(found / "style.yaml", Inputs(found, reader.report))
    return (found, node) if node is not None else None


def _merged(base: yaml.Node, own: yaml.Node) -> yaml.Node:
    """Return the keys of both, those of ``own`` before those of ``base``, and so for the keys of their values."""
    if not (isinstance(base, yaml.MappingNode) and isinstance(own, yaml.MappingNode)):
        return own
    mine = {key.value: value for key, value in own.value}
    theirs = {key.value: value for key, value in base.value}
    kept = [(key, _merged(theirs[key.value], value) if key.value in theirs else value) for key, value in own.value]
    kept += [(key, value) for key, value in base.value if key.value not in mine]
    return yaml.MappingNode(own.tag, kept, own.start_mark, own.end_mark)


def _check_style(record: StyleRecord, folders: tuple[Path, ...], report: Report) -> None:
    _check_templates(folders, report)
    _check_measures(record, report)
    _check_parts(record, report)
    for font in record.fonts.values():
        check_font(font, report)
    for name in record.fallback:
        if name not in record.fonts:
            hint = "the fonts of this style: {fonts}"
            values = {"font": name, "fonts": ", ".join(record.fonts)}
            report.error(name.location, "the fallback “{font}” is no font of this style", hint, **values)
    for kind, text in record.text.items():
        if text.align not in ALIGNMENTS:
            values = {"key": "align", "value": text.align, "choices": ", ".join(ALIGNMENTS)}
            report.error(text.location, "“{key}” cannot be “{value}”", "it can be one of: {choices}", **values)
        if text.font not in record.fonts:
            hint = "the fonts of this style: {fonts}"
            values = {"font": text.font, "kind": kind, "fonts": ", ".join(record.fonts)}
            report.error(text.location, "the text “{kind}” asks for an unknown font “{font}”", hint, **values)
    page = record.page
    if page.breaks not in BREAKS:
        values = {"key": "breaks", "value": page.breaks, "choices": ", ".join(BREAKS)}
        report.error(page.location, "“{key}” cannot be “{value}”", "it can be one of: {choices}", **values)
    if page.columns * page.size > page.width or page.top + page.lines * page.pitch > page.height:
        report.error(page.location, "the grid is larger than the page", "lessen columns, lines, size or pitch")
    for file in filter(None, (record.template, record.cover)):
        if Path(file).name != file or not any((folder / file).is_file() for folder in folders):
            hint = "put it beside style.yaml"
            report.error(record.location, "the style has no file “{file}”", hint, file=file)


def _check_templates(folders: tuple[Path, ...], report: Report) -> None:
    """Report packages that a template would fetch from the network: a build fetches nothing."""
    for path in sorted(path for folder in folders for path in folder.glob("*.typ")):
        inputs = Inputs(path.parent, report)
        text = inputs.read_text(path) or ""
        for match in PACKAGE_IMPORT.finditer(text):
            place = Location(inputs.name(path), text.count("\n", 0, match.start()) + 1)
            hint = "put the package's files into the style and import them from there"
            report.error(place, "the template asks for the package “{package}”", hint, package=match[1])


def _check_measures(record: StyleRecord, report: Report) -> None:
    page, texts = record.page, record.text.values()
    lengths = {"width": page.width, "height": page.height, "size": page.size, "pitch": page.pitch}
    measures = [(page.location, key, value) for key, value in (lengths | {"lines": page.lines}).items()]
    measures += [(page.location, "columns", page.columns)]
    measures += [(t.location, key, value) for t in texts for key, value in (("size", t.size), ("pitch", t.pitch))]
    for place, key, value in measures:
        if value <= 0:
            report.error(place, "“{key}: {value}” has no extent", "write a number above 0", key=key, value=value)


def _check_parts(record: StyleRecord, report: Report) -> None:
    for name in FONTS:
        if name not in record.fonts:
            report.error(record.location, "the style lacks the font “{name}”", "add it below “fonts:”", name=name)
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
