"""A PDF holds the fonts of its style, whole or in part, and no others."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from pikepdf import Array, Dictionary, Name, Pdf
from pylopdf_fonts_zh_cn import sans_path

from dedoc.fonts import open_font
from dedoc.verify import verify_fonts
from drawings import style

SERIF_AND_SANS = '#set text(font: "Noto Serif SC")\n正文 #text(font: "Noto Sans SC")[黑体]'


@cache
def printed() -> bytes:
    """Return a page with both fonts of the style."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "page.typ")
        source.write_text(SERIF_AND_SANS, encoding="utf-8")
        made: Any = typst.compile(str(source), font_paths=[str(sans_path().parent)], ignore_system_fonts=True)
    return bytes(made)


def changed(change: Callable[[Pdf, Any], None]) -> bytes:
    """Return the page after a change of the file, of which its first page is given too."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed())) as file:
        change(file, file.pages[0].obj)
        file.save(target)
    return target.getvalue()


def told(pdf: bytes) -> list[str]:
    """Return what stands against the fonts of a PDF."""
    return [problem.format() for problem in verify_fonts(pdf, style())]


def helvetica() -> Dictionary:
    """Return a font that every viewer is expected to have."""
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


STRANGER = [
    "error: the font “Helvetica” is not embedded in the PDF",
    (
        "error: the PDF has text in the font “Helvetica”, which the style does not name\n"
        "  hint: a template or a picture asks for it; the fonts of the style: Noto Serif SC, Noto Sans SC"
    ),
]


def test_the_fonts_of_the_style_are_well() -> None:
    """Subsets of both, each under the name that its file gives it."""
    assert told(printed()) == []


def on_the_page(_: Pdf, page: Any) -> None:
    """Put a font among the resources of a page."""
    page.Resources.Font["/F9"] = helvetica()


def in_a_form(file: Pdf, page: Any) -> None:
    """Put a font into a drawing inside a drawing."""
    inner = file.make_stream(b"", Subtype=Name.Form, Resources=Dictionary(Font=Dictionary(F9=helvetica())))
    outer = file.make_stream(b"", Subtype=Name.Form, Resources=Dictionary(XObject=Dictionary(X=inner)))
    page.Resources["/XObject"] = Dictionary(X9=outer)


def in_an_annotation(file: Pdf, page: Any) -> None:
    """Put a font into the appearance of an annotation."""
    look = file.make_stream(b"", Subtype=Name.Form, Resources=Dictionary(Font=Dictionary(F9=helvetica())))
    states = Dictionary(N=Dictionary(On=look))
    page["/Annots"] = Array([Dictionary(Type=Name.Annot, Subtype=Name.Stamp, AP=states)])


def in_a_pattern(file: Pdf, page: Any) -> None:
    """Put a font into a pattern."""
    tile = file.make_stream(
        b"", PatternType=1, Resources=Dictionary(Font=Dictionary(F9=file.make_indirect(helvetica())))
    )
    page.Resources["/Pattern"] = Dictionary(P9=tile)


@pytest.mark.parametrize("change", [on_the_page, in_a_form, in_an_annotation, in_a_pattern])
def test_a_font_from_elsewhere_is_found_wherever_it_is_used(change: Callable[[Pdf, Any], None]) -> None:
    """On a page, in a drawing on a drawing, in an annotation and in a pattern."""
    assert told(changed(change)) == STRANGER


def drawn(_: Pdf, page: Any) -> None:
    """Add a font whose glyphs are drawings."""
    page.Resources.Font["/F9"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(), Name=Name("/Pictures")
    )


def unnamed(_: Pdf, page: Any) -> None:
    """Add a font whose glyphs are drawings, without any name."""
    page.Resources.Font["/F9"] = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary())


@pytest.mark.parametrize(("change", "name"), [(drawn, "Pictures"), (unnamed, "?")])
def test_glyphs_that_are_drawings_are_no_font_of_the_style(change: Callable[[Pdf, Any], None], name: str) -> None:
    """A Type 3 font is embedded by its nature, but it must be one of the style."""
    (problem,) = told(changed(change))

    assert problem.startswith(f"error: the PDF has text in the font “{name}”, which")


def without_file(_: Pdf, page: Any) -> None:
    """Take the glyphs of one font out of the file."""
    descriptor = page.Resources.Font["/f0"].DescendantFonts[0].FontDescriptor
    del descriptor["/FontFile3"]


def test_a_font_of_the_style_must_be_embedded() -> None:
    """Its name alone does not print."""
    assert told(changed(without_file)) == ["error: the font “NotoSerifSC-Regular” is not embedded in the PDF"]


def test_a_font_that_the_style_does_not_name_is_found() -> None:
    """The same page is wrong in a style that has only one of the two."""
    record = style().record
    alone = replace(style(), record=replace(record, fonts={"body": record.fonts["body"]}))
    (problem,) = verify_fonts(printed(), alone)

    assert problem.values == {"font": "NotoSansSC-Regular", "families": "Noto Serif SC"}


def test_what_is_no_pdf_is_told() -> None:
    """A problem, never an exception."""
    (problem,) = verify_fonts(b"%PDF-1.7 and nothing more", style())

    assert problem.message == "the PDF cannot be read: {reason}"


def test_the_name_that_other_engines_give_is_known() -> None:
    """WeasyPrint names a font by its family without blanks."""
    assert {"notoserifsc", "notoserifscregular"} <= open_font(style().record.fonts["body"]).names
