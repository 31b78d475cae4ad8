"""The standards of PDF are checked in every build, without a false alarm and without passing anything over."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import typst
from pikepdf import Array, Dictionary, Name
from pylopdf_fonts_zh_cn import sans_path

from dedoc.errors import DedocError
from dedoc.verify import verify_standards
from dedoc.verify.layout.layout import read_layout
from dedoc.verify.standards import MISREAD, READ, readable
from readback.built import Built

SOURCE = """\
#set document(title: "样本", date: auto)
#set text(lang: "zh", font: "Noto Serif SC")
= 样本
经济增长，还有 Latin 与 2024 年。
"""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a small PDF/A-2a and PDF/UA-1."""
    source: Path = tmp_path_factory.mktemp("standards") / "a.typ"
    source.write_text(SOURCE, encoding="utf-8")
    fonts = [sans_path().parent]
    made = typst.compile(source, font_paths=fonts, ignore_system_fonts=True, pdf_standards=["a-2a", "ua-1"])
    assert isinstance(made, bytes)
    return made


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return a PDF with a change, written with a table of objects at its end, as Typst writes it."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        change(file)
        file.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return made.getvalue()


def told(pdf: bytes) -> list[str]:
    """Return the rules that are broken."""
    return [f"{problem.values['standard']} {problem.values['rule']}" for problem in verify_standards(pdf)]


def test_what_keeps_the_standards_is_no_problem(good: bytes, report: Built) -> None:
    """Neither a small PDF nor the report has a finding, although the validator would misread both."""
    assert told(good) == []
    assert told(report.pdf_path.read_bytes()) == []
    assert readable(good) != good


def falsify_widths(file: pikepdf.Pdf) -> None:
    """Say of some glyphs that they are wider than they are drawn."""
    for item in file.objects:
        if isinstance(item, Dictionary) and item.get("/Subtype") == "/CIDFontType0":
            item.DW = 1777
            item.W = Array([])


def drop_language(file: pikepdf.Pdf) -> None:
    """Leave it open what language the text is in."""
    del file.Root.Lang


def add_script(file: pikepdf.Pdf) -> None:
    """Let the file run a script when it is opened."""
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.beep()")


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (falsify_widths, ["PDF/A-2a PDFA2A-TRUETYPE-GLYPH-WIDTH-001", "PDF/UA-1 PDFUA1-FONT-GLYPH-WIDTH-001"]),
        (drop_language, ["PDF/UA-1 PDFUA1-TEXT-LANGUAGE-001"]),
        (add_script, ["PDF/A-2a PDFA2A-ACTION-TYPE-001"]),
    ],
)
def test_every_fault_is_a_problem(fault: Callable[[pikepdf.Pdf], None], expected: list[str], good: bytes) -> None:
    """It is an error with the standard, the rule and the reason."""
    pdf = changed(good, fault)

    assert set(expected) <= set(told(pdf))
    assert verify_standards(pdf)[0].format().startswith("error: the PDF is not PDF/")


def test_nothing_that_was_written_is_changed(good: bytes) -> None:
    """What would be misread is said in other words behind the file, and means the same there."""
    pdf = readable(good)

    assert pdf.startswith(good)
    with pikepdf.open(io.BytesIO(good)) as before, pikepdf.open(io.BytesIO(pdf)) as after:
        for item in before.objects:
            if isinstance(item, pikepdf.Stream):
                again = after.get_object(item.objgen).read_bytes()
                assert again.replace(READ, MISREAD) == item.read_bytes().replace(READ, MISREAD)


def test_a_stream_may_end_as_a_line_does(good: bytes) -> None:
    """Packed bytes that happen to end with a carriage return are no fault of the file."""

    def lengthen(file: pikepdf.Pdf) -> None:
        page = file.pages[0]
        content = page.Contents.read_bytes()
        packed = (zlib.compress(content + b"\t" * tabs) for tabs in range(4096))
        page.Contents = file.make_stream(next(data for data in packed if data.endswith(b"\r")), Filter=Name.FlateDecode)

    pdf = changed(good, lengthen)
    assert b"\r\nendstream" in pdf
    assert told(pdf) == []


@pytest.mark.parametrize("length", [0, 1, 9, 2000, -200, -1])
def test_what_cannot_be_read_is_a_problem(length: int, good: bytes) -> None:
    """A file that was cut off, or is none, is told and raises nothing."""
    (problem,) = verify_standards(good[:length])

    assert problem.format().startswith("error: the PDF cannot be read: ")


@pytest.mark.parametrize(
    "spoilt",
    [(rb"/Count 1", b"/Count 99999999999999999999"), (rb"/Count 1/Kids\[(\d+) 0 R\]", rb"/Count 0/Kids[1 0 R]")],
)
def test_what_the_library_gives_up_on_is_a_problem(spoilt: tuple[bytes, bytes], good: bytes) -> None:
    """Qpdf raises what it likes where the tree of pages is none."""
    pdf = re.sub(*spoilt, good)
    assert pdf != good
    assert all(problem.format().startswith("error: the PDF ") for problem in verify_standards(pdf))
    with pytest.raises(DedocError):
        read_layout(pdf, "a.pdf")


def test_a_list_without_its_end_fills_no_memory(good: bytes) -> None:
    """The validator would read on for ever where an object ends within a list."""
    (problem,) = verify_standards(re.sub(rb"(/Nums ?\[|\n\[)([^]\n]*)\]\nendobj", rb"\1\2ndobj", good))

    assert problem.format().startswith("error: the PDF cannot be read: ")


def test_a_font_without_its_beginning_is_taken_as_it_is(good: bytes) -> None:
    """It is for the validator to say what is wrong with it."""

    def empty(file: pikepdf.Pdf) -> None:
        for item in file.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/CIDFontType0C":
                item.write(b"\x01")

    pdf = changed(good, empty)
    assert readable(pdf) == pdf
    assert told(pdf)


def test_a_pdf_that_cannot_be_updated_is_taken_as_it_is() -> None:
    """Nothing is put behind a file whose end is of another kind."""
    assert readable(b"%PDF-1.7 nothing") == b"%PDF-1.7 nothing"
