"""The validators can fail: each fault put into a good file is reported, and the good file is not."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx
import pytest
import typst
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from pikepdf import Array, Dictionary, Name, Pdf
from pylopdf_fonts_zh_cn import sans_path

from conformance import missing, pdf, word

PROFILES = ("2a", "ua1")

TYPST = """
#set document(title: "样本", author: "测试")
#set text(font: "Noto Sans SC", lang: "zh", region: "CN")
= 标题
正文一段#footnote[一条脚注。]，以及第二句。
#figure(rect(width: 4cm, height: 2cm), alt: "一个矩形", caption: [图形])
"""


def leave(file: Pdf) -> None:
    """Change nothing: rewriting a file by pikepdf is no fault in itself."""


def paint_device_colour(file: Pdf) -> None:
    """Paint in DeviceRGB, which is allowed because the OutputIntent tells what its colours are."""
    file.pages[0].contents_add(b"/Artifact BMC 1 0 0 rg 0 0 9 9 re f EMC")


def remove_output_intent(file: Pdf) -> None:
    """Paint in DeviceRGB, and do not tell what its colours are."""
    paint_device_colour(file)
    del file.Root.OutputIntents


def remove_language(file: Pdf) -> None:
    """Leave out the language of the document."""
    del file.Root.Lang


def remove_alternative_text(file: Pdf) -> None:
    """Leave out the text that stands for the figure."""
    for element in dictionaries(file):
        if element.get(Name.S) == Name.Figure:
            del element.Alt


def remove_font_file(file: Pdf) -> None:
    """Leave out the font program."""
    for descriptor in dictionaries(file):
        if Name.FontFile3 in descriptor:
            del descriptor.FontFile3


def falsify_widths(file: Pdf) -> None:
    """Give every glyph a width that the font program does not have."""
    for font in dictionaries(file):
        if Name.W in font and Name.CIDSystemInfo in font:
            font.W = Array([0, 99, 123])


def add_script(file: Pdf) -> None:
    """Run JavaScript when the file is opened."""
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def dictionaries(file: Pdf) -> Iterable[Dictionary]:
    """Return the dictionaries among the objects of a file."""
    return [item for item in file.objects if isinstance(item, Dictionary)]


@dataclass(frozen=True)
class Fault:
    """A change to the good PDF, and the rules that the two validators report for it."""

    change: Callable[[Pdf], None]
    verapdf: tuple[str, ...] = ()
    page: tuple[str, ...] = ()


FAULTS = {
    "unchanged": Fault(leave),
    "device-colour": Fault(paint_device_colour),
    "output-intent": Fault(remove_output_intent, ("2a 6.2.4.3-2",), ("2a PDFA2A-DEVICE-RGB-001",)),
    "language": Fault(
        remove_language,
        # of the outline, the alternative text, the links' contents, the metadata, the text
        ("ua1 7.2-2", "ua1 7.2-22", "ua1 7.2-24", "ua1 7.2-33", "ua1 7.2-34"),
        (
            "ua1 PDFUA1-OUTLINE-LANGUAGE-001",
            "ua1 PDFUA1-ALT-TEXT-LANGUAGE-001",
            "ua1 PDFUA1-ANNOTATION-CONTENTS-LANGUAGE-001",
            "ua1 PDFUA1-TEXT-LANGUAGE-001",
        ),
    ),
    "alternative-text": Fault(remove_alternative_text, ("ua1 7.3-1",), ("ua1 PDFUA1-FIGURE-ALTERNATIVE-TEXT-001",)),
    "font-file": Fault(
        remove_font_file,
        ("2a 6.2.11.4.1-1", "ua1 7.21.4.1-1"),
        ("2a PDFA2A-FONT-EMBEDDING-001", "ua1 PDFUA1-FONT-EMBEDDING-001"),
    ),
    "widths": Fault(
        falsify_widths,
        ("2a 6.2.11.5-1", "ua1 7.21.5-1"),
        ("2a PDFA2A-TRUETYPE-GLYPH-WIDTH-001", "ua1 PDFUA1-FONT-GLYPH-WIDTH-001"),
    ),
    "script": Fault(add_script, ("2a 6.5.1-1",), ("2a PDFA2A-ACTION-TYPE-001",)),
}
"""Faults by name; the first two are none."""


@pytest.fixture(scope="session")
def good_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small PDF/A-2a and PDF/UA-1 made by Typst; its name is Chinese, as the names of the reports are."""
    folder = tmp_path_factory.mktemp("pdf")
    source, path = folder / "样本.typ", folder / "样本.pdf"
    source.write_text(TYPST, encoding="utf-8")
    fonts = [sans_path().parent]
    typst.compile(source, path, font_paths=fonts, ignore_system_fonts=True, pdf_standards=["a-2a", "ua-1"])
    return path


@pytest.fixture(scope="session")
def faulty_pdfs(good_pdf: Path) -> dict[str, Path]:
    """Return the good PDF with each of the faults."""
    paths = {name: good_pdf.with_name(f"{name}.pdf") for name in FAULTS}
    for name, fault in FAULTS.items():
        with Pdf.open(good_pdf) as file:
            fault.change(file)
            file.save(paths[name], deterministic_id=True)
    return paths


@pytest.fixture(scope="session")
def verapdf_findings(good_pdf: Path, faulty_pdfs: dict[str, Path]) -> list[pdf.Finding]:
    """Return what veraPDF finds in all the files, so that Java is started only once."""
    if reason := missing(*pdf.VERAPDF_NEEDS):
        pytest.skip(f"{reason}: veraPDF not run")
    return pdf.verapdf([good_pdf, *faulty_pdfs.values()], PROFILES)


def rules(findings: Iterable[pdf.Finding]) -> set[str]:
    """Return the profiles and the rules of findings."""
    return {f"{finding.profile} {finding.rule}" for finding in findings}


def test_missing_names_what_is_not_there() -> None:
    """What is not there is named, be it a program or a package, and what is there is not."""
    assert missing("pytest") == ""
    assert missing("pytest", "no-such-tool") == "no-such-tool is not installed"
    assert missing("no-such-tool", "no_such_package") == "no-such-tool, no_such_package are not installed"


def test_verapdf_accepts_the_good_file(good_pdf: Path, verapdf_findings: list[pdf.Finding]) -> None:
    """VeraPDF finds nothing in what Typst made."""
    assert [finding for finding in verapdf_findings if finding.path == good_pdf] == []


@pytest.mark.parametrize("name", FAULTS)
def test_verapdf_reports_the_fault(
    name: str, faulty_pdfs: dict[str, Path], verapdf_findings: list[pdf.Finding]
) -> None:
    """VeraPDF reports exactly the rules that the fault breaks."""
    found = [finding for finding in verapdf_findings if finding.path == faulty_pdfs[name]]
    assert rules(found) == set(FAULTS[name].verapdf)


def test_verapdf_tells_how_often_and_where(faulty_pdfs: dict[str, Path], verapdf_findings: list[pdf.Finding]) -> None:
    """A finding counts the places and names the first, in words that tell what is wanted."""
    [found] = [finding for finding in verapdf_findings if finding.path == faulty_pdfs["alternative-text"]]
    assert found.count == 1
    assert "SEFigure" in found.where
    assert str(found).startswith("alternative-text.pdf: veraPDF ua1 7.3-1 1x: Figure tags shall include")


def test_verapdf_is_not_silent_about_a_file_it_cannot_check(tmp_path: Path) -> None:
    """A file that is no PDF is an error, not a file without findings."""
    if reason := missing(*pdf.VERAPDF_NEEDS):
        pytest.skip(f"{reason}: veraPDF not run")
    path = tmp_path / "text.pdf"
    path.write_text("no PDF", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"text\.pdf could not be checked against 2a"):
        pdf.verapdf([path], ["2a"])


@pytest.mark.parametrize("name", FAULTS)
def test_page_validation_reports_the_fault(name: str, faulty_pdfs: dict[str, Path]) -> None:
    """Page-validation reports exactly the rules that the fault breaks, as far as it knows them."""
    if reason := missing(*pdf.PAGE_NEEDS):
        pytest.skip(f"{reason}: page-validation not run")
    found = [finding for profile in PROFILES for finding in pdf.page_validation(faulty_pdfs[name], profile)]
    assert rules(found) == set(FAULTS[name].page)


@pytest.mark.parametrize("tool", [pdf.qpdf, pdf.mutool], ids=lambda tool: str(tool.__name__))
def test_syntax_checkers_report_a_wrong_offset(
    tool: Callable[[Path], list[pdf.Finding]], good_pdf: Path, tmp_path: Path
) -> None:
    """Qpdf and mutool accept the good file, and not one whose table of objects is not where it says."""
    if reason := missing(tool.__name__):
        pytest.skip(f"{reason}: syntax not checked")
    path = tmp_path / "offset.pdf"
    path.write_bytes(re.sub(rb"startxref\s+\d+", b"startxref\n7", good_pdf.read_bytes()))
    assert tool(good_pdf) == []
    assert tool(path) != []


FOOTNOTES = b"""<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""

REFERENCE = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnoteReference w:id="1"/></w:r>"""

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(frozen=True)
class WordFault:
    """A change to one part of the good Word file, and what each validator says to it; ``new`` None drops the part."""

    part: str
    old: bytes
    new: bytes | None
    audit: str
    integrity: str


WORD_FAULTS = {
    "dangling-note": WordFault(
        "word/document.xml",
        b'footnoteReference w:id="1"',
        b'footnoteReference w:id="7"',
        "/word/document.xml: Footnote '7' referenced but not found",
        "FTN001",
    ),
    "missing-part": WordFault(
        "word/footnotes.xml", b"", None, "Relationship target not found: /word/footnotes.xml", "REL002"
    ),
    "wrong-order": WordFault(
        "word/document.xml",
        b'<w:pStyle w:val="Heading1"/><w:keepNext/>',
        b'<w:keepNext/><w:pStyle w:val="Heading1"/>',
        "Unexpected element 'pStyle' found",
        "",
    ),
    "unknown-style": WordFault(
        "word/document.xml", b'w:val="Heading1"', b'w:val="Nowhere"', "Style 'Nowhere' referenced", "STY001"
    ),
    "broken-xml": WordFault("word/document.xml", b"</w:body>", b"", "Cannot parse document.xml", "XML001"),
}


@pytest.fixture(scope="session")
def good_docx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small Word file with a heading, a footnote and a table."""
    document = docx.Document()
    # python-docx's template brings a second, older copy of the styles, and it is faulty.
    part = document.part
    for key, relation in list(part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            part.rels.pop(key)
    document.add_heading("标题", 1).paragraph_format.keep_with_next = True
    document.add_paragraph("正文。")._p.append(parse_xml(REFERENCE))  # noqa: SLF001 -- python-docx has no other way
    document.add_table(1, 2)
    notes = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE, FOOTNOTES, part.package)
    part.relate_to(notes, RELATION + "footnotes")
    path = tmp_path_factory.mktemp("word") / "样本.docx"
    document.save(str(path))
    return path


def with_fault(source: Path, fault: WordFault, target: Path) -> Path:
    """Write the Word file with a fault to ``target``, and return it."""
    written = BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == fault.part:
                assert fault.old in data
                if fault.new is None:
                    continue
                data = data.replace(fault.old, fault.new)
            new.writestr(name, data)
    target.write_bytes(written.getvalue())
    return target


def test_word_validators_accept_the_good_file(good_docx: Path) -> None:
    """Neither validator finds anything in the good Word file."""
    if reason := missing(*word.AUDIT_NEEDS, *word.INTEGRITY_NEEDS):
        pytest.skip(f"{reason}: Word file not checked")
    assert word.openxml_audit(good_docx) == []
    assert word.ooxml_integrity(good_docx) == []


@pytest.mark.parametrize("name", WORD_FAULTS)
def test_openxml_audit_reports_the_fault(name: str, good_docx: Path, tmp_path: Path) -> None:
    """Openxml-audit reports the fault."""
    if reason := missing(*word.AUDIT_NEEDS):
        pytest.skip(f"{reason}: Word file not checked")
    fault = WORD_FAULTS[name]
    found = word.openxml_audit(with_fault(good_docx, fault, tmp_path / "faulty.docx"))
    assert fault.audit in "\n".join(found)


@pytest.mark.parametrize("name", WORD_FAULTS)
def test_ooxml_integrity_reports_the_fault(name: str, good_docx: Path, tmp_path: Path) -> None:
    """Ooxml-integrity reports the fault, unless it is one of the order of elements, which it does not check."""
    if reason := missing(*word.INTEGRITY_NEEDS):
        pytest.skip(f"{reason}: Word file not checked")
    fault = WORD_FAULTS[name]
    found = word.ooxml_integrity(with_fault(good_docx, fault, tmp_path / "faulty.docx"))
    assert fault.integrity in "\n".join(found)
    assert bool(found) == bool(fault.integrity)


SDK_FAULTS = {
    "dangling-note": "Sem_MissingReferenceElement",
    "missing-part": "footnotes.xml doesn't exist in the package",
    "wrong-order": "Sch_UnexpectedElementContentExpectingComplex",
    "unknown-style": "",
    "broken-xml": "does not match the end tag",
}
"""What the Open XML SDK says to the faults; it does not look whether a style is defined."""


@pytest.mark.parametrize("name", SDK_FAULTS)
def test_the_sdk_of_word_reports_the_fault(name: str, good_docx: Path, tmp_path: Path) -> None:
    """The Open XML SDK accepts the good file and reports the fault."""
    if word.sdk_program() is None:
        pytest.skip(f"ooxml-validator is not installed (nor named by {word.SDK_VARIABLE}): the SDK not run")
    found = word.open_xml_sdk(with_fault(good_docx, WORD_FAULTS[name], tmp_path / "faulty.docx"))
    assert word.open_xml_sdk(good_docx) == []
    assert SDK_FAULTS[name] in "\n".join(found)
    assert bool(found) == bool(SDK_FAULTS[name])


def test_libreoffice_makes_a_pdf_with_bookmarks(good_docx: Path, tmp_path: Path) -> None:
    """LibreOffice lays the Word file out, and the heading is a bookmark of the PDF."""
    if reason := missing(*word.LIBREOFFICE_NEEDS):
        pytest.skip(f"{reason}: Word file not laid out")
    with Pdf.open(word.libreoffice_pdf(good_docx, tmp_path)) as made, made.open_outline() as outline:
        assert [item.title for item in outline.root] == ["标题"]


def test_libreoffice_is_not_silent_about_a_file_it_cannot_read(good_docx: Path, tmp_path: Path) -> None:
    """A file of which LibreOffice makes no PDF is an error, although LibreOffice ends without one."""
    if reason := missing(*word.LIBREOFFICE_NEEDS):
        pytest.skip(f"{reason}: Word file not laid out")
    broken = with_fault(good_docx, WORD_FAULTS["broken-xml"], tmp_path / "broken.docx")
    with pytest.raises(RuntimeError, match=r"no PDF of broken\.docx"):
        word.libreoffice_pdf(broken, tmp_path)
