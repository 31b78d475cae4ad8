"""Word files that come back or come in, and printed texts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from dedoc.build import Order, load, print_again
from dedoc.errors import DedocError, Report
from dedoc.importing import Options, import_edition
from dedoc.importing.word import import_word
from dedoc.project import read_locale
from dedoc.returning.facts import wishes, with_wishes
from dedoc.returning.pull import changes_of
from dedoc.returning.sides import sides_of
from dedoc.stamps import read_stamp
from dedoc.wordfile import read_word
from editions import make_edition
from fuzz.changing import zip_of
from fuzz.target import Form, Target
from returning.edition import RETURNED
from returning.edits import EDITS
from returning.word import Editor
from wordfile.building import field, p, r, word_file

ROOT = Path(__file__).parents[2]
EVERY = 12
"""Every so many of the edits in the tests of returns is a file to begin from."""


def returned_words(folder: Path) -> Target:
    """Return the reader of Word files that come back: compared with the edition, and the patch read with it."""
    edition = make_edition(folder / "edition", RETURNED)
    source = load(Order(str(edition)))
    own = print_again(source, Order(str(edition)))
    facts = (edition / "facts.yaml").read_text(encoding="utf-8")

    def read(data: bytes) -> None:
        returned = read_word(data, "a.docx")
        read_stamp(returned.marks)
        sides = sides_of(source, own, returned)
        result = changes_of(sides)
        wanted, _ = wishes(result.proposals, sides.locale)
        with_wishes(facts, wanted, "facts.yaml")
        paths = {source.inputs.name(path): path for path in source.inputs.raw}
        load(Order(str(edition), instead={paths[name]: text.encode() for name, text in result.texts.items()}))

    starts = [_plain(own)]
    for edit in list(EDITS.values())[::EVERY]:
        editor = Editor(own)
        edit.do(editor)
        starts.append(_plain(editor.data))
    return Target(Form.ZIP, tuple(starts), read, (b"<w:del>", b"<w:ins>", b"w:val", b"</w:p><w:p>", b"<w:tab/>"))


def _plain(data: bytes) -> bytes:
    """Return a Word file as small as it goes: stored, without what no reader looks at."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if "media" not in name and "embeddings" not in name]
        return zip_of({name: archive.read(name) for name in names})


HEADING = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    "</w:style>"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1\u3001"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
TABLE = (
    '<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:trPr/><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr>'
    "%s</w:tc></w:tr></w:tbl>"
)
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NOTES = f'<w:footnote w:id="2">{p(r("a note"))}</w:footnote>'
CHANGED = '<w:ins w:id="5" w:author="a" w:date="2024-01-01T00:00:00Z">%s</w:ins><w:del w:id="6">%s</w:del>'
DRAWING = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="a" descr="b"/><a:graphic>'
    '<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="i"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)


def written_words(folder: Path) -> Target:
    """Return the reader of reports that were written in Word."""
    report = Report()
    locale = read_locale("zh-CN", report)
    body = (
        p(r("\u6837\u672c\u62a5\u544a\uff082024 \u5e74\uff09"), style="Title"),
        p(r("\u5f00\u7aef"), style="1", properties=NUMBERED),
        p(r("\u4e00\u6bb5\u3002", "<w:b/>"), NOTE, field("PAGEREF _a \\h", r("1"))),
        p(CHANGED % (r("\u65b0"), "<w:r><w:delText>\u65e7</w:delText></w:r>"), DRAWING),
        p(r("\u8868 1 \u5404\u9879"), field("SEQ \u8868", r("1"))),
        TABLE % p(r("3.5")),
        p(
            '<w:bookmarkStart w:id="1" w:name="_a"/>',
            r("\u672b\u6bb5"),
            '<w:bookmarkEnd w:id="1"/><w:hyperlink r:id="h"/>',
        ),
    )
    links = {"i": ("image", "media/a.png", False), "h": ("hyperlink", "https://e.org", True)}
    parts = {"styles": HEADING, "numbering": NUMBERING, "footnotes": NOTES}
    starts = [word_file("".join(body), {"word/media/a.png": b"\x89PNG\r\n\x1a\n"}, links, **parts)]
    starts.append(
        word_file(p(r("2024 \u5e74\u62a5\u544a")) + p(r("\u4e00\u3001\u5f00\u7aef")) + p(r("\u6b63\u6587\u3002")))
    )
    edition = make_edition(folder / "edition", RETURNED)
    starts.append(print_again(load(Order(str(edition))), Order(str(edition))))
    options = (Options(), Options(2024, "\u62a5\u544a"))

    def read(data: bytes) -> None:
        for each in options:
            try:
                import_word(data, "a.docx", each, locale, Report())
            except DedocError:
                continue

    tokens = (
        b"w:val",
        b'w:fldCharType="begin"',
        b"<w:tab/>",
        b"<w:br/>",
        "\u56fe 1".encode(),
        "\u7b2c\u4e00\u7ae0".encode(),
    )
    return Target(Form.ZIP, tuple(_plain(start) for start in starts), read, tokens)


def printed_texts(_folder: Path) -> Target:
    """Return the reader of printed texts."""
    locale = read_locale("zh-CN", Report())
    text = (ROOT / "tests" / "importing" / "cases" / "everything.txt").read_text(encoding="utf-8")
    half = "\n".join(text.split("\n")[:60])
    starts = (
        text.encode(),
        text.encode("gb18030", "replace"),
        half.encode(),
        half.replace("\n", "\r\n").encode("utf-8-sig"),
    )

    def read(data: bytes) -> None:
        for options in (Options(), Options(2024, "\u62a5\u544a", is_strict=True)):
            try:
                import_edition(data, "a.txt", options, locale, Report())
            except DedocError:
                continue

    marks = (
        "\u76ee\u5f55",
        "\u4e00\u3001",
        "\uff08\u4e00\uff09",
        "1.",
        "[1]",
        "\u2460",
        "\f",
        "\u56fe 1",
        "\u8868 1 ",
        "\u2026\u2026\u2026 12",
    )
    return Target(Form.TEXT, starts, read, tuple(mark.encode() for mark in marks))
