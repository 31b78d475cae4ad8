"""Pages read from PDFs: what their operators draw, in fonts of all kinds, by whoever made them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from dedoc.errors import OutputError
from dedoc.verify.layout.content import Glyph
from dedoc.verify.layout.layout import read_layout
from dedoc.verify.layout.rules import check_layout
from dedoc.verify.layout.strings import hex_bytes, literal_bytes, read_cmap, text_of
from dedoc.verify.layout.tags import Role
from dedoc.verify.layout.typefaces import _widths_of
from readback.built import Built
from typeset import typeset


@dataclass(frozen=True)
class Sheet:
    """A page of one stream, 200 by 100 pt, and the file it is in."""

    file: pikepdf.Pdf
    fonts: dict[str, Any]

    def glyphs(self, content: bytes, **resources: Any) -> list[Glyph]:
        """Return what a stream draws."""
        page = self.file.add_blank_page(page_size=(200, 100))
        page.Contents = self.file.make_stream(content)
        fonts = {f"/{name}": font for name, font in self.fonts.items()}
        page.Resources = Dictionary({"/Font": Dictionary(fonts), **resources})
        made = io.BytesIO()
        self.file.save(made)
        return list(read_layout(made.getvalue()).pages[-1].glyphs)


@pytest.fixture
def sheet() -> Sheet:
    """Return a page with a simple font S: its letters A to C are 500, 600 and 700 wide."""
    file = pikepdf.new()
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/ABCDEF+Sample"),
        FirstChar=65,
        LastChar=67,
        Widths=Array([500, 600, 700]),
        Encoding=Name.WinAnsiEncoding,
    )
    return Sheet(file, {"S": file.make_indirect(font)})


def places(glyphs: list[Glyph]) -> list[tuple[str, float, float, float]]:
    """Return characters with left, right and baseline, in pt."""
    return [(g.text, round(g.left, 3), round(g.right, 3), round(g.run.baseline, 3)) for g in glyphs]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"BT /S 10 Tf 20 70 Td (AB) Tj ET", [("A", 20, 25, 30), ("B", 25, 31, 30)]),
        (b"BT /S 10 Tf 1 0 0 1 20 70 Tm [(A) -200 (B)] TJ ET", [("A", 20, 25, 30), ("B", 27, 33, 30)]),
        (b"BT /S 5 Tf 2 0 0 2 20 70 Tm (AB) Tj ET", [("A", 20, 25, 30), ("B", 25, 31, 30)]),
        (
            b"q 2 0 0 2 10 0 cm BT /S 5 Tf 5 35 Td (A) Tj ET Q BT /S 10 Tf 0 9 Td (B) Tj ET",
            [("A", 20, 25, 30), ("B", 0, 6, 91)],
        ),
        (b"1 0 0 -1 0 100 cm BT /S 10 Tf 1 0 0 -1 20 30 Tm (A) Tj ET", [("A", 20, 25, 30)]),
        (b"BT /S 10 Tf 1 Tc 20 70 Td (AB) Tj ET", [("A", 20, 25, 30), ("B", 26, 32, 30)]),
        (b"BT /S 10 Tf 3 Tw 20 70 Td (A A) Tj ET", [("A", 20, 25, 30), (" ", 25, 30, 30), ("A", 33, 38, 30)]),
        (b"BT /S 10 Tf 50 Tz 20 70 Td (AB) Tj ET", [("A", 20, 22.5, 30), ("B", 22.5, 25.5, 30)]),
        (b"BT /S 10 Tf 4 Ts 20 70 Td (A) Tj ET", [("A", 20, 25, 26)]),
        (
            b"BT /S 10 Tf 12 TL 20 70 Td (A) Tj T* (B) Tj (C) ' ET",
            [("A", 20, 25, 30), ("B", 20, 26, 42), ("C", 20, 27, 54)],
        ),
        (
            b"BT /S 10 Tf 20 70 Td (A) Tj 5 -12 TD (B) Tj T* (C) Tj ET",
            [("A", 20, 25, 30), ("B", 25, 31, 42), ("C", 25, 32, 54)],
        ),
        (b'BT /S 10 Tf 12 TL 20 70 Td 0 1 (AB) " ET', [("A", 20, 25, 42), ("B", 26, 32, 42)]),
        (b"BT /S 10 Tf 20 70 Td (\\101\\)\\() Tj ET", [("A", 20, 25, 30), (")", 25, 30, 30), ("(", 30, 35, 30)]),
        (
            b"BT /S 10 Tf 20 70 Td (A(B)C) Tj ET",
            [("A", 20, 25, 30), ("(", 25, 30, 30), ("B", 30, 36, 30), (")", 36, 41, 30), ("C", 41, 48, 30)],
        ),
        (b"BT /S 10 Tf 20 70 Td <41 4> Tj ET", [("A", 20, 25, 30), ("@", 25, 30, 30)]),
        (b"% (C) Tj\nBI /W 2 /H 1 /BPC 8 ID (\x00 EI BT /S 10 Tf 20 70 Td (A) Tj ET", [("A", 20, 25, 30)]),
        (b"Q Q BT /None 10 Tf (A) Tj /S x Tf 1 Td /S 10 Tf 20 70 Td (A) Tj ET EMC", [("A", 20, 25, 30)]),
        (b"BT /S 10 Tf 20 70 Td <</x>> (A", []),
    ],
)
def test_glyphs_stand_where_the_operators_put_them(
    content: bytes, expected: list[tuple[str, float, float, float]], sheet: Sheet
) -> None:
    """Matrices, spacing, rise, leading and moves add up; what is malformed draws nothing (ISO 32000-1, 9.4)."""
    assert places(sheet.glyphs(content)) == expected


HUGE = b"9" * 400
"""No float holds it."""


@pytest.mark.parametrize(
    "content",
    [
        b"BT /S %b Tf 20 70 Td (AB) Tj ET" % HUGE,
        b"BT /S 10 Tf %b 70 Td (AB) Tj ET" % HUGE,
        b"BT /S 10 Tf 20 %b Td (AB) Tj ET" % HUGE,
        b"%b 0 0 1 0 0 cm -%b 0 0 1 0 0 cm BT /S 10 Tf 20 70 Td (AB) Tj ET" % (HUGE, HUGE),
        b"BT /S 10 Tf %b Tc 20 70 Td (AB) Tj ET" % HUGE,
        b"BT /S 10 Tf 20 70 Td [(A) %b (B)] TJ ET" % HUGE,
        b"BT /S 10 Tf 20 7e Td 99999999 0 Td (AB) Tj ET 0 0 %b 1 re f" % HUGE,
    ],
)
def test_what_is_too_far_off_is_not_on_the_page(content: bytes, sheet: Sheet) -> None:
    """Numbers that are not finite put nothing on the page, and every rule can be held to the rest of it."""
    good = b"BT /S 10 Tf 20 70 Td (AB) Tj ET "
    sheet.glyphs(good)
    assert places(sheet.glyphs(good + b"q " + content + b" Q"))[:2] == [("A", 20, 25, 30), ("B", 25, 31, 30)]
    made = io.BytesIO()
    sheet.file.save(made)
    assert check_layout(read_layout(made.getvalue()))


def test_widths_are_those_of_glyphs_that_a_font_can_have() -> None:
    """A range of a thousand million glyphs is read as far as there can be glyphs."""
    assert len(_widths_of(Array([0, 999_999_999, 500]))) == 0x10000


def test_forms_draw_in_the_space_of_their_page(sheet: Sheet) -> None:
    """A form has its own matrix and resources; one that draws itself comes to an end."""
    inner = sheet.file.make_stream(b"BT /S 10 Tf 20 70 Td (A) Tj ET /F Do")
    inner.stream_dict.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/Matrix": Array([1, 0, 0, 1, 5, 0])})
    glyphs = sheet.glyphs(b"/F Do /Nothing Do", **{"/XObject": Dictionary(F=inner)})

    assert places(glyphs)[:2] == [("A", 25, 30, 30), ("A", 30, 35, 30)]
    assert len(glyphs) < 20


def test_what_is_to_be_read_in_place_of_glyphs_is_read(sheet: Sheet) -> None:
    """A replacement text stands for all glyphs inside it, whether it is written there or in the resources."""
    listed = Dictionary(MC0=Dictionary(ActualText="丙"))
    content = (
        b"BT /S 10 Tf 20 70 Td /Span <</ActualText <FEFF75322060>>> BDC (AB) Tj EMC (C) Tj /Span /MC0 BDC (A) Tj EMC ET"
    )

    assert [glyph.text for glyph in sheet.glyphs(content, **{"/Properties": listed})] == ["甲", "", "C", "丙"]


def test_text_that_does_not_stand_upright_makes_no_lines(sheet: Sheet) -> None:
    """It is drawn, and looked at for missing glyphs, but its lines are not those of the page."""
    glyphs = sheet.glyphs(b"BT /S 10 Tf 0 1 -1 0 50 20 Tm (AB) Tj ET")

    assert [(glyph.text, glyph.run.is_upright) for glyph in glyphs] == [("A", False), ("B", False)]


def composite(file: pikepdf.Pdf, encoding: Any, **more: Any) -> Any:
    """Return a composite font in which glyph 1 is 500 wide, 5 to 6 are 250, and all others 1000."""
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, W=Array([1, Array([500]), 5, 6, 250]), **more)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, Encoding=encoding, DescendantFonts=Array([inner]))
    return file.make_indirect(font)


CMAP = b"""\
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0001> <7532> <0002> <D840DC000041> endbfchar
2 beginbfrange <0003> <0004> <4E00> <0005> <0006> [<4E59> <4E19>] endbfrange
"""
"""Glyph 1 is 甲, 2 a rare character and A, 3 and 4 are 一丁, 5 and 6 are 乙丙."""


def test_composite_fonts_tell_characters_widths_and_what_they_lack(sheet: Sheet) -> None:
    """Ranges, lists and pairs of surrogates are read; glyph 0 is missing, and a code without text unreadable."""
    font = composite(sheet.file, Name("/Identity-H"))
    font.ToUnicode = sheet.file.make_stream(CMAP)
    sheet.fonts["T"] = font
    glyphs = sheet.glyphs(b"BT /T 10 Tf 0 70 Td <0001000200030004000500060000FFFF> Tj ET")

    assert [glyph.text for glyph in glyphs] == ["甲", "\U00020000A", "一", "丁", "乙", "丙", "\ufffd", "\ufffd"]
    assert [round(glyph.right - glyph.left, 3) for glyph in glyphs] == [5, 10, 10, 10, 2.5, 2.5, 10, 10]
    assert [glyph.is_missing for glyph in glyphs] == [False] * 6 + [True, False]


def test_a_glyph_is_missing_too_where_a_table_leads_to_glyph_0(sheet: Sheet) -> None:
    """A font may number its glyphs anew (ISO 32000-1, 9.7.4.2)."""
    drawn = sheet.file.make_stream(bytes([0, 0, 0, 9, 0, 0]))
    sheet.fonts["T"] = composite(sheet.file, Name("/Identity-H"), CIDToGIDMap=drawn)

    assert [glyph.is_missing for glyph in sheet.glyphs(b"BT /T 10 Tf <000100020003> Tj ET")] == [False, True, False]


@pytest.mark.parametrize(
    ("encoding", "codec"), [("UniGB-UCS2-H", "utf-16-be"), ("GBK-EUC-H", "gb18030"), ("ETen-B5-H", "big5")]
)
def test_predefined_encodings_are_known(encoding: str, codec: str, sheet: Sheet) -> None:
    """Fonts that are not embedded bear the encodings of their time; Latin is half as wide there."""
    sheet.fonts["T"] = composite(sheet.file, Name(f"/{encoding}"))
    data = "中A文".encode(codec).hex().encode()
    glyphs = sheet.glyphs(b"BT /T 10 Tf <" + data + b"> Tj ET")

    assert places(glyphs) == [("中", 0, 10, 100), ("A", 10, 15, 100), ("文", 15, 25, 100)]


def test_an_encoding_of_its_own_leads_to_the_glyphs(sheet: Sheet) -> None:
    """A font may bring a table from codes of one byte to glyphs."""
    table = b"1 begincodespacerange <00> <FF> endcodespacerange 1 begincidrange <41> <42> 5 endcidrange"
    sheet.fonts["T"] = composite(sheet.file, sheet.file.make_stream(table))
    sheet.fonts["T"].ToUnicode = sheet.file.make_stream(b"beginbfrange <41> <42> <4E00> endbfrange")

    glyphs = sheet.glyphs(b"BT /T 10 Tf (ABC) Tj ET")
    assert [(g.text, round(g.right - g.left, 3), g.is_missing) for g in glyphs] == [
        ("一", 2.5, False),
        ("丁", 2.5, False),
        ("\ufffd", 10, True),
    ]


def test_simple_fonts_name_their_glyphs(sheet: Sheet) -> None:
    """Differences name glyphs; what the font calls missing is, and a drawn font has a space of its own."""
    font = sheet.fonts["S"]
    font.Encoding = Dictionary(Differences=Array([65, Name("/eacute"), Name("/uni7532"), Name("/.notdef")]))
    font.FontMatrix = Array([0.01, 0, 0, 0.01, 0, 0])
    font.Widths = Array([50, 60, 70])
    glyphs = sheet.glyphs(b"BT /S 10 Tf (ABC) Tj ET")

    assert [(g.text, round(g.right - g.left, 3), g.is_missing) for g in glyphs] == [
        ("é", 5, False),
        ("甲", 6, False),
        ("\ufffd", 7, True),
    ]


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (lambda: literal_bytes(rb"(a\n\(\053\53x\5\q\\)"), b"a\n(++x\x05q\\"),
        (lambda: literal_bytes(b"(a\\\nb)"), b"ab"),
        (lambda: hex_bytes(b"<4 1\n4>"), b"A@"),
        (lambda: hex_bytes(b"<>"), b""),
        (lambda: text_of(b"\xfe\xff\x75\x32"), "甲"),
        (lambda: text_of(b"\xef\xbb\xbf\xe7\x94\xb2"), "甲"),
        (lambda: text_of(b"caf\xe9"), "café"),
        (lambda: read_cmap(b"beginbfrange <01> <FFFFFF> <4E00> endbfrange"), ({}, ())),
        (lambda: read_cmap(b"beginbfrange <01> <02> <> endbfrange"), ({1: "", 2: ""}, ())),
        (lambda: read_cmap(b"begincidchar <41> 7 endcidchar beginbfchar <42> endbfchar"), ({65: 7}, ())),
    ],
)
def test_strings_and_tables_are_read_as_they_are_written(read: Callable[[], object], expected: object) -> None:
    """Escapes, odd digits, marks of encodings; ranges that cannot be meant are left out."""
    assert read() == expected


def test_another_reader_finds_the_same_glyphs(report: Built) -> None:
    """On all pages of the report pdfplumber sees the same characters in the same places, sizes and fonts."""
    layout = read_layout(report.pdf_path.read_bytes())
    with pdfplumber.open(report.pdf_path) as file:
        for page, other in zip(layout.pages, file.pages, strict=True):
            ours = [(round(g.left, 1), round(g.right, 1), round(g.run.size, 1), g.run.font) for g in page.glyphs]
            theirs = [
                (round(c["x0"], 1), round(c["x1"], 1), round(c["size"], 1), c["fontname"].rpartition("+")[2])
                for c in other.chars
            ]
            upright = [i for i, glyph in enumerate(page.glyphs) if glyph.run.is_upright]
            assert len(ours) == len(theirs)
            assert [i for i in upright if not near(ours[i], theirs[i])] == []


def near(ours: tuple[float, float, float, str], theirs: tuple[float, float, float, str]) -> bool:
    """Whether two glyphs are the same but for rounding."""
    return ours[3] == theirs[3] and all(abs(a - b) <= 0.11 for a, b in zip(ours[:3], theirs[:3], strict=True))


def test_lines_have_their_roles(report: Built) -> None:
    """The report has lines of all kinds where they are: furniture at the foot, notes above it, captions."""
    layout = read_layout(report.pdf_path.read_bytes())
    page = next(page for page in layout.pages if any(line.text.startswith("图1：") for line in page.lines))
    roles = [line.role for line in page.lines]

    assert roles[-1] is Role.FURNITURE
    assert roles[-2] is Role.NOTE
    assert next(line.role for line in page.lines if line.text.startswith("图1：")) is Role.CAPTION
    assert {Role.TEXT, Role.FIGURE} < set(roles)
    assert round(layout.measures.size, 2) == 16
    assert [round(edge, 2) for edge in layout.measures.edges[0]] == [73.64, 521.64]
    assert round(layout.measures.pitch, 2) == 28.9
    assert len(layout.calls) == len(layout.notes) == 59


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda _: b"%PDF-1.7\n" + bytes(range(256)), "the PDF cannot be read"),
        (lambda data: data[: len(data) // 3], "the PDF cannot be read"),
    ],
)
def test_what_is_no_whole_pdf_is_refused(spoil: Callable[[bytes], bytes], said: str) -> None:
    """A broken file is told with its name and the way out."""
    with pytest.raises(OutputError) as error:
        read_layout(spoil(typeset("")), "a.pdf")
    (problem,) = error.value.problems
    assert problem.format().startswith(f"a.pdf: error: {said}")
    assert problem.hint


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    """One that asks for a password is told as such; one that only its owner may change is read."""
    with pikepdf.open(io.BytesIO(typeset(""))) as file:
        file.save(tmp_path / "closed.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
        file.save(tmp_path / "open.pdf", encryption=pikepdf.Encryption(owner="o", user=""))
    with pytest.raises(OutputError, match="the PDF is encrypted"):
        read_layout((tmp_path / "closed.pdf").read_bytes())

    assert read_layout((tmp_path / "open.pdf").read_bytes()).lines
