"""The files of an edition: chapters, YAML, tables, and pictures drawn in SVG."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from markdown_it.utils import read_fixture_file

from cases import files_of
from dedoc.build import Order, load
from dedoc.checking import Options, check_document
from dedoc.errors import ContentError, ProjectError, Report
from dedoc.inputs import Inputs
from dedoc.localise import localise
from dedoc.project import Locale
from dedoc.read import read as read_edition
from dedoc.records import Reader, parse_text
from dedoc.render.figures import draw_figures
from dedoc.render.press import print_pdf
from dedoc.render.word.pictures import gather_art
from dedoc.resolve import resolve
from dedoc.resolve.context import Context
from dedoc.style import read_style
from dedoc.translate.extraction import edition_texts
from dedoc.verify import check_characters
from editions import FULL, make_edition
from fuzz.target import Form, Target
from torture import TORTURE

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "read" / "cases"
FIRST_LINE = re.compile(rb"(?:%|#) ([\w./-]{1,60})\r?\n")
"""The first line of a file may say which of the edition's files it stands for; to the reader it is a remark."""

LOOK = re.compile(rb"^look:.*\n(?: .*\n|\n|#.*\n)*", re.MULTILINE)
"""The part of a locale that styles read."""

NEW = "chapters/05-new.md"
TOKENS = (
    *(
        b"# ",
        b"{fact}`stations`",
        b"{cite:data}`bureau`",
        b"{ref}`plan`",
        b"[^n]",
        b"[^n]: ",
        b":::{figure} chart\n:::\n",
    ),
    *(
        b":::{table} a\n",
        b"::::{sidebar} a\n",
        b":::\n",
        b"| a | b |\n|---|---|\n",
        b"{.unnumbered}",
        b"{#x}",
        b"**",
        b"*",
    ),
    *(
        b"<!--",
        b"-->",
        b"{index}`a`",
        b"[a](https://e.org)",
        b"> ",
        b"1. ",
        b"- ",
        b"\\",
        b"`",
        b"\xe2\x80\x9c",
        b"\xe3\x80\x8a",
    ),
    *(
        b":name: ",
        b":file: t.csv\n",
        b":note: ",
        b"% ",
        b"&#0;",
        b"&amp;",
        b"{as-of}`stations`",
        b":::{contents}\n:::\n",
    ),
)


def chapters(folder: Path) -> Target:
    """Return the reader of chapters: an edition with one of them, looked through by all rules, and its units."""
    edition = make_edition(folder / "edition", {**FULL, NEW: "\u5c3e\u58f0\u3002\n"})
    starts = [_named(name, content) for name, content in FULL.items() if name.endswith(".md")]
    starts += [_named(NEW, content) for name, content in TORTURE.items() if name.endswith(".md")]
    starts += [_named(NEW, text) for path in sorted((CASES / "chapters").iterdir()) for text in _samples(path)]
    starts += [_named(NEW, text) for text in _samples(CASES / "problems" / "chapters.md")]

    source = load(Order(str(edition)))

    def read(data: bytes) -> None:
        # As ``dedoc.build.load`` does, but with style and locale read once: that doubles the files in an hour.
        report = Report()
        inputs = Inputs(edition.resolve(), report, _instead(edition, data, NEW))
        written = read_edition(source.edition, source.locale, inputs)
        document = resolve(written, Context(source.edition.numbering, report))
        if not report.has_errors:
            document = localise(document, source.locale, source.style.title_room)
        check_characters(document, source.style, report)
        report.raise_errors(ContentError)
        check_document(document, inputs, edition, Options(80, 400))
        edition_texts(source.edition, written, inputs, source.locale)

    return Target(Form.TEXT, tuple(dict.fromkeys(starts)), read, TOKENS)


def _named(name: str, content: str | bytes) -> bytes:
    """Return a file with its name in the first line."""
    sign = "%" if name.endswith(".md") else "#"
    data = content.encode() if isinstance(content, str) else content
    return f"{sign} {name}\n".encode() + data


def _samples(path: Path, ending: str = ".md") -> list[str]:
    """Return the inputs in a file of cases, of those that are several files the ones with an ending."""
    given = [text for _, _, text, _ in read_fixture_file(path)]
    files = [files_of(text) if text.startswith("===") else {ending: text} for text in given]
    return [text for each in files for name, text in each.items() if name.endswith(ending)]


def _instead(edition: Path, data: bytes, usual: str) -> dict[Path, bytes]:
    """Return bytes by the file of the edition that their first line names."""
    first = FIRST_LINE.match(data)
    name = first[1].decode() if first else usual
    path = (edition / name).resolve()
    is_known = path.is_file() and path.is_relative_to(edition.resolve())
    return {path if is_known else (edition / usual).resolve(): data}


def records(folder: Path) -> Target:
    """Return the reader of YAML: the files of an edition, a style, and a locale."""
    more = {"accepted.yaml": "F201:\n  - {at: chapters/02-b.md, reason: a}\n"}
    edition = make_edition(folder / "edition", {**FULL, **more, "tables/t.csv": None})
    starts = [_named(name, content) for name, content in {**FULL, **more}.items() if name.endswith(".yaml")]
    starts += [_named("facts.yaml", text) for text in _samples(CASES / "problems" / "facts.md", ".yaml")]
    starts += [_named("figures/chart.yaml", text) for text in _samples(CASES / "problems" / "figures.md", ".yaml")]
    starts += [_named("style.yaml", path.read_bytes()) for path in sorted((ROOT / "styles").glob("*/style.yaml"))]
    locales = ROOT / "src" / "dedoc" / "locales"
    starts += [
        _named("locale.yaml", LOOK.sub(b"", (locales / f"{name}.yaml").read_bytes())) for name in ("zh-CN", "en", "ar")
    ]
    look = folder / "styles" / "own"
    look.mkdir(parents=True)
    for path in (ROOT / "styles" / "report").iterdir():
        (look / path.name).write_bytes(path.read_bytes())

    def read(data: bytes) -> None:
        first = FIRST_LINE.match(data)
        if first and first[1] == b"style.yaml":
            (look / "style.yaml").write_bytes(data)
            read_style("own", (folder, ROOT), Report(), "zh-CN")
        elif first and first[1] == b"locale.yaml":
            _locale(data, folder / "locale.yaml")
        else:
            source = load(Order(str(edition), instead=_instead(edition, data, "facts.yaml")))
            check_document(source.document, source.inputs, source.edition.folder, Options())

    tokens = (
        b": ",
        b"- ",
        b"{",
        b"}",
        b"[",
        b"]",
        b"&a ",
        b"*a",
        b"!!python/object:os.system ",
        b"| \n",
        b">-\n",
        b"? ",
    )
    words = (b"value: ", b"formula: ", b"history: ", b"missing", b"null", b"~", b"as_of: 2024-02-30", b"1_000", b"0x1F")
    return Target(Form.TEXT, tuple(dict.fromkeys(starts)), read, (*tokens, *words))


def _locale(data: bytes, path: Path) -> None:
    """Read a locale as ``dedoc.project.read_locale`` does, which knows those of the program only."""
    path.write_bytes(data)
    report = Report()
    inputs = Inputs(path.parent, report)
    text = inputs.read_text(path)
    root, is_read = parse_text(text or "", inputs.name(path), report)
    if is_read:
        Reader(inputs.name(path), report).record(root, Locale)
    report.raise_errors(ProjectError)


def tables(folder: Path) -> Target:
    """Return the reader of CSV: a table of a chapter, or the data of a chart if its first column is “category”."""
    chapter = f"{FULL['chapters/02-b.md']!s}\n:::{{table}} a\n:name: t\n:file: t.csv\n:::\n"
    made = {**FULL, "chapters/02-b.md": chapter, "tables/t.csv": "a,b\n1,2\n"}
    edition = make_edition(folder / "edition", made).resolve()
    starts = [str(made[name]).encode() for name in ("tables/t.csv", "figures/chart.csv")]
    starts += [b'a,b,c\n"x, y","1","two\nlines"\n,,\n', b"\xef\xbb\xbfa;b\r\n1;2\r\n"]
    starts += [text.encode() for text in _samples(CASES / "problems" / "tables.md", ".csv")]

    def read(data: bytes) -> None:
        is_chart = b"category" in data.partition(b"\n")[0]
        name = "figures/chart.csv" if is_chart else "tables/t.csv"
        source = load(Order(str(edition), instead={edition / name: data}))
        draw_figures(source.document, source.style)

    return Target(
        Form.TEXT, tuple(starts), read, (b",", b'"', b'""', b"\n", b"\r\n", b"2022 \xe5\xb9\xb4", b"count", b"-")
    )


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="60">%s</svg>'
)
SHAPES = (
    '<rect width="50" height="50" fill="#abc" stroke="none"/>',
    '<g transform="rotate(5) scale(2)"><path d="M0 0L9 9C1 2 3 4 5 6Z" stroke="red" stroke-width="2"/></g>',
    '<linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient><use href="#g" xlink:href="#g"/>',
    '<clipPath id="c"><circle r="4"/></clipPath><rect fill="url(#g)" clip-path="url(#c)" width="9" height="9"/>',
    '<text x="5" y="9" font-family="Noto Serif SC" font-size="9">\u5b57 A<tspan dx="2">b</tspan></text>',
    '<style>.a { fill: red }</style><polygon class="a" points="0,0 9,9 0,9"/><ellipse cx="5" cy="5" rx="4" ry="2"/>',
    '<filter id="f"><feGaussianBlur stdDeviation="3"/></filter><rect filter="url(#f)" width="9" height="9"/>',
    '<mask id="m"><rect width="9" height="9"/></mask><pattern id="p" width="2" height="2"/><rect mask="url(#m)"/>',
    '<image href="data:image/png;base64,iVBORw0KGgo=" width="9" height="9"/>',
    '<marker id="k"/><line x2="9" marker-end="url(#k)"/>',
)


def drawings(folder: Path) -> Target:
    """Return the reader of SVG: a picture that is let in is printed, and put into a Word file."""
    figure = "caption: a\nalt: a\nheight: 3\npicture: a.svg\n"
    chapter = "# \u4e00\u7ae0\n\n\u4e00\u6bb5\u3002\n\n:::{figure} a\n:::\n"
    files: Mapping[str, str] = {"chapters/01-a.md": chapter, "figures/a.yaml": figure, "figures/a.svg": SVG % ""}
    edition = make_edition(folder / "edition", files).resolve()
    starts = [(SVG % shape).encode() for shape in SHAPES]
    starts += [b"<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'svg11.dtd'>" + starts[0]]

    def read(data: bytes) -> None:
        source = load(Order(str(edition), instead={edition / "figures" / "a.svg": data}))
        pictures = draw_figures(source.document, source.style)
        print_pdf(source.document, source.style, pictures, is_draft=False, timestamp=0)
        gather_art(source.document, source.style, pictures)

    tokens = (
        b"url(#f)",
        b"<!ENTITY a 'b'>",
        b'href="#a"',
        b'transform="scale(1e9)"',
        b"1e38",
        b'viewBox="0 0 0 1"',
        b"%",
    )
    return Target(Form.XML, tuple(starts), read, tokens)
