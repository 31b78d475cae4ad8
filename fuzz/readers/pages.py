"""PDFs that are given to ``dedoc verify``, and what is known of printed pages."""

from __future__ import annotations

import io
import json
import logging
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from dedoc.fidelity import read_printed
from dedoc.verify.layout.inspection import inspect_file, inspected_data, inspected_lines
from fuzz.readers.bags import small_pdf
from fuzz.target import Form, Target
from typeset import typeset

CMAP = b"""/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0041> <4E00> <0042> <4E8C> endbfchar 1 beginbfrange <0043> <0050> <4E09> endbfrange endcmap"""
CONTENT = b"""q 1 0 0 1 0 0 cm /P <</MCID 0>> BDC BT /S 10 Tf 20 70 Td (ABC) Tj [(A) -200 (B)] TJ T* (C) ' ET EMC Q
/Artifact BMC 20 50 60 0.5 re f EMC /Span <</ActualText (x)>> BDC BT /C 12 Tf 1 0 0 1 20 30 Tm 1 Ts 50 Tz 2 Tc 3 Tw
<00410042> Tj ET EMC /F Do BI /W 1 /H 1 ID x EI"""
TOKENS = (
    *(
        b" Tf ",
        b" Tj ",
        b" TJ ",
        b" BDC ",
        b" EMC ",
        b" Do ",
        b"/MCID ",
        b" cm ",
        b"/ToUnicode",
        b"/Widths",
        b"/W [",
        b" 0 R",
    ),
    *(
        b"<<",
        b">>",
        b"endobj",
        b"stream\n",
        b"endstream",
        b"/Kids",
        b"/K ",
        b"/Pg",
        b"/CropBox",
        b"/Differences",
        b"null",
    ),
)


def pdfs(folder: Path) -> Target:
    """Return the reader of PDFs by whoever made them."""
    logging.getLogger("pikepdf").addHandler(logging.NullHandler())
    logging.getLogger("pikepdf").propagate = False
    path = folder / "a.pdf"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        inspected = inspect_file(path)
        json.dumps(inspected_data(inspected, str))
        list(inspected_lines(inspected, "a.pdf", str))

    starts = (_hand_made(), _without_fonts(small_pdf(folder)), _without_fonts(typeset("", fillers=1)))
    return Target(Form.TEXT, starts, read, TOKENS)


def _hand_made() -> bytes:
    """Return a tagged page with a simple font, a composite one, and a form."""
    file = pikepdf.new()
    page = file.add_blank_page(page_size=(200, 100))
    simple = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/ABCDEF+Sample"), FirstChar=65, LastChar=67
    )
    simple.Widths = Array([500, 600, 700])
    simple.Encoding = Dictionary(
        BaseEncoding=Name.WinAnsiEncoding, Differences=Array([66, Name.beta, Name("/.notdef")])
    )
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=Name.Han,
        DW=1000,
        W=Array([65, Array([500, 600]), 70, 80, 900]),
    )
    composite = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Han, Encoding=Name("/Identity-H"))
    composite.DescendantFonts, composite.ToUnicode = Array([inner]), file.make_stream(CMAP)
    form = file.make_stream(b"BT /S 8 Tf 5 5 Td (AB) Tj ET")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 50, 50])
    page.Contents = file.make_stream(CONTENT)
    fonts = Dictionary(S=file.make_indirect(simple), C=file.make_indirect(composite))
    page.Resources = Dictionary(Font=fonts, XObject=Dictionary(F=form))
    element = Dictionary(S=Name.P, Pg=page.obj, K=0)
    file.Root.StructTreeRoot = Dictionary(RoleMap=Dictionary(Own=Name.P), K=Array([file.make_indirect(element)]))
    return _saved(file)


def _without_fonts(data: bytes) -> bytes:
    """Return a PDF without the programs of its fonts, which nobody here reads."""
    with pikepdf.open(io.BytesIO(data)) as file:
        for item in file.objects:
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if isinstance(item, Dictionary) and key in item:
                    del item[key]
        file.remove_unreferenced_resources()
        return _saved(file)


def _saved(file: pikepdf.Pdf) -> bytes:
    made = io.BytesIO()
    modes = {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "compress_streams": False}
    file.save(made, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, **modes)
    return made.getvalue()


SOUND = """\
{"about": "a", "folios": 3,
 "contents": [{"level": 1, "title": "\u4e00\u3001\u5f00\u7aef", "folio": 1},
  {"level": 2, "title": "\\u4e00", "folio": 2}],
 "notes": {"1": 2, "2.1": 3}, "figures": {"1": 1}, "starts": {"2": "\u4ece\u8fd9\u91cc"}}
"""


def printed_pages(folder: Path) -> Target:
    """Return the reader of what is known of printed pages."""
    path = folder / "a.json"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        read_printed(path)

    tokens = (
        b'"',
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"\\u0000",
        b"\\ud800",
        b"true",
        b"1e5",
        b"-0",
        b"NaN",
        b"\t",
        b"&a",
        b"*a",
    )
    return Target(Form.TEXT, (SOUND.encode(), SOUND.replace(" ", "\t").encode("utf-8-sig")), read, tokens)
