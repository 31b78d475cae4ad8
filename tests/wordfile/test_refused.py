"""What is no Word file, or a dangerous one, is told by its name and place, and nothing of it is used."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from dedoc.errors import ContentError
from dedoc.wordfile import package, read_word
from wordfile.building import p, part, r, word_file, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def refused(data: bytes | Path) -> str:
    """Return how a file is refused."""
    with pytest.raises(ContentError) as caught:
        read_word(data, "back.docx")
    (problem,) = caught.value.problems
    assert str(problem.location) == "back.docx"
    assert problem.hint
    return problem.format().partition("error: ")[2].partition("\n")[0]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7", "this is a PDF, not a Word file"),
        (b"{\\rtf1\\ansi", "this is an RTF file, not a .docx"),
        (OLE + bytes(600), "this is an old Word or WPS file (.doc, .wps), not a .docx"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "the Word file is protected by a password"),
        (b"<html><body>x", "this is a web page, not a .docx, whatever its name says"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html>', "this is a web page, not a .docx, whatever its name says"),
        (b"MIME-Version: 1.0\r\n", "this is a web archive, not a .docx, whatever its name says"),
        (b'<?xml version="1.0"?><pkg:package>', "this is a Word file in a single XML file, not a .docx"),
        ("一份报告".encode(), "this is no Word file (.docx)"),
        (b"PK\x03\x04" + bytes(100), "the Word file is damaged: File is not a zip file"),
        (zipped({"a.txt": "x"}), "this is a zip archive, not a Word file"),
        (zipped({"xl/workbook.xml": "x"}), "this is a spreadsheet, not a Word file"),
        (zipped({"ppt/presentation.xml": "x"}), "this is a presentation, not a Word file"),
        (zipped({"mimetype": "x", "content.xml": "x"}), "this is an OpenDocument file, not a .docx"),
        (zipped({"[Content_Types].xml": "x"}), "the Word file is damaged: word/document.xml: w:body"),
        (zipped({"word/document.xml": part("document", "")}), "the Word file is damaged: word/document.xml: w:body"),
    ],
)  # fmt: skip
def test_what_is_no_word_file_is_told_by_its_name(data: bytes, expected: str) -> None:
    """Other files, old ones, protected ones and broken ones."""
    assert refused(data) == expected


def test_xml_that_is_broken_or_declares_entities_is_refused() -> None:
    """No entity is expanded, no document type believed, nothing nested without end."""
    assert refused(word_file("<w:p>")).startswith("the Word file is damaged: word/document.xml: ")
    for data in (BOMB + part("document", "<w:body/>"), (BOMB + part("document", "")).encode("utf-16")):
        assert refused(zipped({"word/document.xml": data})) == "the Word file is damaged: word/document.xml: DOCTYPE"
    deep = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    assert "word/document.xml" in refused(word_file(deep))


def test_a_part_that_unpacks_without_end_is_refused() -> None:
    """A zip bomb is told by the part; the sizes that a zip claims are not believed."""
    bomb = word_file("", {"word/document.xml": b"<a>" + bytes(package.LARGEST_PART)})
    assert "“word/document.xml” in the Word file unpacks to far more" in refused(bomb)
    lying = bytearray(bomb)
    name = b"word/document.xml"
    at = lying.rindex(name) - 46
    lying[at + 24 : at + 28] = struct.pack("<I", 1000)
    assert refused(bytes(lying))


def test_a_zip_of_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """So is one with more parts than any report has."""
    monkeypatch.setattr(package, "MOST_PARTS", 3)
    assert refused(word_file("")) == "the Word file has 4 parts, and 3 are the most that are read"


def test_a_zip_with_a_password_is_refused() -> None:
    """A zip whose entries are encrypted is told as such."""
    data = bytearray(word_file(p(r("甲"))))
    for signature, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)
    assert refused(bytes(data)) == "the zip around the Word file has a password"


def test_a_damaged_entry_is_told(tmp_path: Path) -> None:
    """A file that was cut short, or whose bytes changed on the way."""
    data = word_file(p(r("甲" * 5000)))
    assert refused(data[: len(data) // 2])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at = archive.getinfo("word/document.xml").header_offset + 60
    spoilt = data[:at] + bytes(16) + data[at + 16 :]
    assert refused(spoilt).startswith("the Word file is damaged: word/document.xml")
    assert refused(tmp_path / "none.docx") == "“back.docx” cannot be read: No such file or directory"
    with pytest.raises(ContentError):
        read_word(tmp_path, "back.docx")
    os.mkfifo(tmp_path / "pipe.docx")
    with pytest.raises(ContentError):
        read_word(tmp_path / "pipe.docx", "back.docx")


def test_a_zip_with_places_and_names_that_cannot_be_is_told() -> None:
    """A part that begins before the file does, a name that is no UTF-8, and a kind of zip that nobody knows."""
    data = word_file(p(r("甲" * 5000)), {"word/甲.xml": "x"})
    assert refused(data[:10] + data[len(data) // 2 :]).startswith("the Word file is damaged: ")
    assert "utf-8" in refused(data.replace("甲.xml".encode(), b"\xff\xff\xff.xml"))
    entry = bytearray(data)
    entry[entry.find(b"PK\x01\x02") + 6] = 99
    assert "version" in refused(bytes(entry))


def test_large_pictures_are_not_read(tmp_path: Path) -> None:
    """A file with hundreds of megabytes of pictures is read as fast as one without; they are never unpacked."""
    path = tmp_path / "large.docx"
    path.write_bytes(word_file(p(r("甲"))))
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/a.png", "w", force_zip64=True) as file,
    ):
        for _ in range(210):
            file.write(bytes(2**20))
    assert len(read_word(path, "back.docx").blocks) == 1
