"""The style: how the report looks, read and checked at once."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import yaml

from dedoc import records
from dedoc.errors import Location, ProjectError, Report
from dedoc.fonts import FontStyle, check_font
from dedoc.inputs import Inputs, is_file
from dedoc.model import Heading, Node
from dedoc.project import find_folder, look_of
from dedoc.records import Name
from dedoc.setting import Setting, check_setting
from dedoc.sheet import SLACK, Page, check_page, plain

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
TEMPLATES = (".typ", ".css")
"""How templates end: those of Typst, and those of WeasyPrint."""

ALIGNMENTS = ("justify", "left", "center")
SIZES = (4, 200)
"""The smallest and the largest size of a text in pt."""


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
    places: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StyleRecord(Node):
    """The keys of ``style.yaml``; characters that the font of a text lacks are taken from the fonts of ``fallback``.

    ``cover_height`` is the height in pt of the cover's art across a page. ``setting`` comes from the language.
    """

    template: str
    page: Page
    fonts: Mapping[str, FontStyle]
    colors: Mapping[str, Name]
    text: Mapping[str, TextStyle]
    cover: str = ""
    cover_height: float = 420
    base: str = ""
    fallback: tuple[Name, ...] = ()
    cross_check: Name | None = None
    setting: Setting = field(default_factory=Setting)
    places: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)


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

    @property
    def drawing_font(self) -> FontStyle:
        """The font of charts and diagrams: that of headings, where the style has none called “drawing”."""
        return self.record.fonts.get("drawing", self.record.fonts["heading"])

    @property
    def is_css(self) -> bool:
        """Whether the template is a style sheet, which WeasyPrint prints, and not one of Typst's."""
        return self.record.template.endswith(".css")

    def title_room(self, heading: Heading) -> int:
        """Return how many characters surely fit a line behind the mark of a heading, in the text and in the contents.

        Beside an entry of the contents three characters are kept free; one is for the gaps between Han and Latin.
        """
        kinds = (f"heading{min(heading.level, 4)}", f"contents{min(heading.level, 3)}")
        title, entry = (self.record.text[kind] for kind in kinds)
        measure = self.record.page.measure
        room = min(measure / title.size - title.indent, measure / entry.size - entry.indent - 3)
        return int(room) - 1 - len(heading.mark)

    def file(self, name: str) -> Path:
        """Return a file of the style, its own before that of the style it begins from."""
        return next(folder / name for folder in self.folders if (folder / name).is_file())


class _Reader(records.Reader):
    """Reads the keys of a style and of those it begins from: each stands in a file of its own."""

    def __init__(self, report: Report) -> None:
        super().__init__("", report)
        self._files: dict[int, str] = {}
        self._trees: list[yaml.Node] = []

    def take(self, tree: yaml.Node, file: str) -> None:
        """Remember in which file the nodes of a tree stand."""
        # What is known by identity must stay.
        self._trees.append(tree)
        nodes = [tree]
        while nodes:
            node = nodes.pop()
            self._files[id(node)] = file
            pairs = node.value if isinstance(node, yaml.MappingNode) else []
            nodes += [part for pair in pairs for part in pair]
            nodes += node.value if isinstance(node, yaml.SequenceNode) else []

    def place(self, node: yaml.Node) -> Location:
        """Return where a node begins, in its own file."""
        return Location(self._files[id(node)], node.start_mark.line + 1)

    def merged(self, base: yaml.Node, own: yaml.Node) -> yaml.Node:
        """Return the keys of both, those of ``own`` before those of ``base``, and so for the keys of their values."""
        if not (isinstance(base, yaml.MappingNode) and isinstance(own, yaml.MappingNode)):
            return own
        mine, theirs = _named(own), _named(base)
        kept = [(k, self.merged(theirs[str(k.value)], v) if str(k.value) in theirs else v) for k, v in own.value]
        kept += [(key, value) for key, value in base.value if str(key.value) not in mine]
        made = yaml.MappingNode(own.tag, kept, own.start_mark, own.end_mark)
        self._files[id(made)] = self._files[id(own)]
        self._trees.append(made)
        return made


def _named(tree: yaml.MappingNode) -> dict[str, yaml.Node]:
    return {str(key.value): value for key, value in tree.value if isinstance(key, yaml.ScalarNode)}


def read_style(name: str, roots: tuple[Path, ...], report: Report, language: str = "") -> Style:
    """Return the style of that name from the first of ``roots`` that has it; ProjectError if none has.

    What the locale of a ``language`` says of the look goes before what the style says, and what the style's own folder
    has for the variant that the locale asks for (``style.<variant>.yaml``) before both. The problem that the style does
    not exist stands where the name was written, if the name knows its place.
    """
    folders = tuple(root / "styles" for root in roots)
    own = Report()
    reader = _Reader(own)
    lineage = _lineage(find_folder("style", name, folders, "style.yaml"), folders, reader)
    own.raise_errors(ProjectError)
    keys = [*_spoken(lineage[0][0], language, reader), *(tree for _, tree in lineage)]
    own.raise_errors(ProjectError)
    record = reader.record(functools.reduce(lambda tree, base: reader.merged(base, tree), keys), StyleRecord)
    sources = tuple(folder for folder, _ in lineage)
    if record is not None:
        _check_style(record, sources, own)
    own.raise_errors(ProjectError)
    assert record is not None
    report.problems += own.problems
    return Style(sources, record)


def _lineage(folder: Path, folders: tuple[Path, ...], reader: _Reader) -> list[tuple[Path, yaml.Node]]:
    """Return the folder and the keys of a style, of the one that it begins from, and so on."""
    found: list[tuple[Path, yaml.Node]] = []
    while True:
        inputs = Inputs(folder, reader.report)
        tree, is_read = records.parse(folder / "style.yaml", inputs)
        if not is_read:
            return found
        file = inputs.name(folder / "style.yaml")
        if tree is None:
            reader.report.error(
                Location(file), "the style says nothing", "write “base: report” to begin from that style"
            )
            return found
        reader.take(tree, file)
        found.append((folder, tree))
        base = _base(tree, reader)
        if base is None:
            return found
        folder = find_folder("style", base, folders, "style.yaml")
        if folder in [earlier for earlier, _ in found]:
            path = " → ".join([*(earlier.name for earlier, _ in found), folder.name])
            hint = "let one of them begin from another style, or from none"
            reader.report.error(base.location, "a style cannot begin from itself: {path}", hint, path=path)
            return found


def _spoken(folder: Path, language: str, reader: _Reader) -> Iterator[yaml.Node]:
    """Yield what the locale of a language says of the look, after what the style has for that variant of itself."""
    look = look_of(language)
    if look is None:
        return
    path = folder / f"style.{look.variant}.yaml"
    if look.variant and is_file(path):
        inputs = Inputs(folder, reader.report)
        tree, _ = records.parse(path, inputs)
        if tree is not None:
            reader.take(tree, inputs.name(path))
            yield tree
    reader.take(look.tree, look.file)
    yield look.tree


def _base(tree: yaml.Node, reader: _Reader) -> Name | None:
    """Return the name of the style that this one begins from."""
    named = _named(tree).get("base") if isinstance(tree, yaml.MappingNode) else None
    return Name(str(named.value), reader.place(named)) if isinstance(named, yaml.ScalarNode) and named.value else None


def _check_style(record: StyleRecord, folders: tuple[Path, ...], report: Report) -> None:
    _check_templates(folders, report)
    check_page(record.page, report)
    _check_parts(record, report)
    _check_colors(record, report)
    check_setting(record.setting, report)
    for font in record.fonts.values():
        check_font(font, report)
    for name in record.fallback:
        if name not in record.fonts:
            hint = "the fonts of this style: {fonts}"
            values = {"font": name, "fonts": ", ".join(record.fonts)}
            report.error(name.location, "the fallback “{font}” is no font of this style", hint, **values)
    # What does not fit is told of the page first.
    is_sound = not report.has_errors
    if is_sound:
        _check_furniture(record, report)
    for kind, text in record.text.items():
        before = len(report.problems)
        _check_text(kind, text, record, report)
        if is_sound and len(report.problems) == before:
            _check_room(kind, text, record.page, report)
    if Path(record.template).suffix not in TEMPLATES:
        values = {"key": "template", "value": record.template, "choices": ", ".join(f"*{end}" for end in TEMPLATES)}
        place = record.places.get("template", record.location)
        report.error(place, "“{key}” cannot be “{value}”", "it can be one of: {choices}", **values)
    if not record.setting.wide_marks and record.template.endswith(".css"):
        message = "styles in CSS are for languages that are written in Han"
        hint = "name a style whose template ends in .typ"
        report.error(record.places.get("template", record.location), message, hint)
    for key, file in (("template", record.template), ("cover", record.cover)):
        if file and (Path(file).name != file or not any(is_file(folder / file) for folder in folders)):
            hint = "put it beside style.yaml"
            report.error(record.places.get(key), "the style has no file “{file}”", hint, file=file)


def _check_furniture(record: StyleRecord, report: Report) -> None:
    """Report running heads and folios for which the margins have no room."""
    page, text = record.page, record.text
    head = 40 if page.head is None else page.head
    foot = 30 if page.foot is None else page.foot
    values = {"head": plain(head), "foot": plain(foot), "top": plain(page.top), "bottom": plain(page.bottom)}
    if page.heads.are_set and head + text["running_head"].size > page.top:
        message = "running heads {head} pt above the text have no room in a margin of {top} pt"
        report.error(
            page.places.get("head", page.places["top"]), message, "lessen head, or write a larger top", **values
        )
    if foot + text["folio"].size > page.bottom:
        message = "folios {foot} pt below the text have no room in a margin of {bottom} pt"
        report.error(page.places.get("foot", page.places["lines"]), message, "lessen foot, lines or top", **values)
    if not 0 <= record.cover_height <= page.height:
        values["key"], values["value"] = "cover_height", plain(record.cover_height)
        hint = "it lies across a page that is {height} pt high"
        place = record.places.get("cover_height", record.location)
        report.error(place, "“{key}: {value}” is no height of a cover's art", hint, height=plain(page.height), **values)


def _check_templates(folders: tuple[Path, ...], report: Report) -> None:
    """Report packages that a template would fetch from the network: a build fetches nothing."""
    for path in sorted(path for folder in folders for path in folder.glob("*.typ")):
        inputs = Inputs(path.parent, report)
        text = inputs.read_text(path) or ""
        for match in PACKAGE_IMPORT.finditer(text):
            place = Location(inputs.name(path), text.count("\n", 0, match.start()) + 1)
            hint = "put the package's files into the style and import them from there"
            report.error(place, "the template asks for the package “{package}”", hint, package=match[1])


def _check_text(kind: str, text: TextStyle, record: StyleRecord, report: Report) -> None:
    """Report what no text can be."""
    if text.align not in ALIGNMENTS:
        values = {"key": "align", "value": text.align, "choices": ", ".join(ALIGNMENTS)}
        place = text.places.get("align")
        report.error(place, "“{key}” cannot be “{value}”", "it can be one of: {choices}", **values)
    if text.font not in record.fonts:
        hint = "the fonts of this style: {fonts}"
        values = {"font": text.font, "kind": kind, "fonts": ", ".join(record.fonts)}
        place = text.places.get("font", text.location)
        report.error(place, "the text “{kind}” asks for an unknown font “{font}”", hint, **values)
    least, most = SIZES
    if not least <= text.size <= most:
        values = {"key": "size", "value": plain(text.size), "least": str(least), "most": str(most)}
        hint = "a text measures {least} to {most} pt"
        report.error(text.places.get("size"), "“{key}: {value}” is no size of a text", hint, **values)
    elif text.pitch < text.size:
        hint = "write a pitch of at least the size; one and a half times the size reads well"
        values = {"size": plain(text.size), "pitch": plain(text.pitch)}
        message = "lines of {size} pt at a pitch of {pitch} pt cover each other"
        report.error(text.places.get("pitch"), message, hint, **values)
    for key in ("before", "after", "indent"):
        if getattr(text, key) < 0:
            values = {"key": key, "value": plain(getattr(text, key))}
            report.error(text.places.get(key), "“{key}: {value}” is less than nothing", "write 0 or more", **values)


def _check_room(kind: str, text: TextStyle, page: Page, report: Report) -> None:
    """Report a text for which no page has room; warn of one that throws others off the grid."""
    room = text.before + text.pitch + text.after
    values = {"kind": kind, "room": plain(room), "depth": plain(page.depth), "pitch": plain(page.pitch)}
    if room > page.depth:
        message = "a line of “{kind}” takes {room} pt, and the text block of a page is {depth} pt high"
        report.error(text.location, message, "lessen pitch, before or after", **values)
    if text.indent * text.size >= page.measure:
        hint = "indents count characters: 2"
        values = {"key": "indent", "value": plain(text.indent)}
        report.error(text.places.get("indent"), "“{key}: {value}” leaves no room for text", hint, **values)
    elif text.indent * 2 != round(text.indent * 2):
        message = "“indent: {value}” is neither whole nor half characters"
        hint = "write a whole number, or one and a half: 1.5"
        report.warn(text.places.get("indent"), message, hint, value=plain(text.indent))
    lines = room / page.pitch
    if page.grid and kind.startswith("heading") and abs(lines - round(lines)) * page.pitch > SLACK:
        message = "“{kind}” takes {room} pt with the room around it, no whole number of lines of {pitch} pt"
        hint = "let before, after and pitch add up to whole lines, or write “grid: false” below “page:”"
        report.warn(text.location, message, hint, **values)


def _check_parts(record: StyleRecord, report: Report) -> None:
    """Report what a style lacks, and warn of names that look like slips, which nothing would use."""
    for name in FONTS:
        if name not in record.fonts:
            report.error(
                record.places["fonts"], "the style lacks the font “{name}”", "add it below “fonts:”", name=name
            )
    for kind in TEXTS:
        if kind not in record.text:
            report.error(record.places["text"], "the style lacks the text “{kind}”", "add it below “text:”", kind=kind)
    for name in COLORS:
        if name not in record.colors:
            report.error(
                record.places["colors"], "the style lacks the color “{name}”", "add it below “colors:”", name=name
            )
    named = {kind: text.location for kind, text in record.text.items()}
    for names, known in ((named, TEXTS), ({name: c.location for name, c in record.colors.items()}, COLORS)):
        for name, place in names.items():
            near = get_close_matches(name, known, n=1, cutoff=0.8)
            if name not in known and near:
                hint = "did you mean “{near}”?"
                report.warn(place, "nothing that dedoc prints is called “{key}”", hint, key=name, near=near[0])


def _check_colors(record: StyleRecord, report: Report) -> None:
    for name, color in record.colors.items():
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", color):
            hint = "write it like “#0b3a66”, in quotation marks"
            report.error(color.location, "“{key}: {value}” is not a color", hint, key=name, value=color)
