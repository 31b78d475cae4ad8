"""What a file is, by its first bytes: what is no .docx is told by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO, NoReturn

from dedoc.errors import N_, ContentError, Location, fail

SAVE = N_("open it in Word, WPS or LibreOffice and save it as .docx")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROTECTED = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream that holds a .docx with a password (MS-OFFCRYPTO, 1.3.2)."""

SEARCHED = 64 * 2**20
KINDS = (
    (rb"%PDF", N_("this is a PDF, not a Word file"), SAVE),
    (rb"\{\\rtf", N_("this is an RTF file, not a .docx"), SAVE),
    (rb"\s*<\?xml[^>]*>\s*(<\?mso-application[^>]*>\s*)?<\w+:(package|wordDocument)\b",
     N_("this is a Word file in a single XML file, not a .docx"), SAVE),
    (rb"(\xef\xbb\xbf)?\s*(<!doctype html|<html|<\?xml[^>]*>\s*<(!doctype )?html)",
     N_("this is a web page, not a .docx, whatever its name says"), SAVE),
    (rb"MIME-Version:", N_("this is a web archive, not a .docx, whatever its name says"), SAVE),
)  # fmt: skip
"""The first bytes of files that are taken for Word files, what they are, and the way out."""

ZIPS = (
    ("xl/workbook.xml", N_("this is a spreadsheet, not a Word file"), N_("give the report itself, as .docx")),
    ("ppt/presentation.xml", N_("this is a presentation, not a Word file"), N_("give the report itself, as .docx")),
    ("content.xml", N_("this is an OpenDocument file, not a .docx"), SAVE),
    ("index/document.iwa", N_("this is a file of Pages, not a .docx"), N_("export it from Pages as Word (.docx)")),
)
"""The parts that other kinds of zip have, what they are, and the way out."""


def _refuse(name: str, message: str, hint: str) -> NoReturn:
    fail(ContentError, Location(name), message, hint)


def check_kind(file: BinaryIO, name: str) -> None:
    """Raise ContentError where a file is no zip, with the name of what it is; the file is left at its beginning."""
    start = file.read(1024)
    if not start:
        _refuse(name, "the file is empty", "give the Word file as it came back")
    if start.startswith(OLE):
        file.seek(0)
        if PROTECTED in file.read(SEARCHED):
            hint = "open it in Word with its password, take the password away (File, Info), and save it again"
            _refuse(name, "the Word file is protected by a password", hint)
        _refuse(name, "this is an old Word or WPS file (.doc, .wps), not a .docx", SAVE)
    for pattern, message, hint in KINDS:
        if re.match(pattern, start, re.IGNORECASE):
            _refuse(name, message, hint)
    if not start.startswith(b"PK"):
        _refuse(name, "this is no Word file (.docx)", SAVE)
    file.seek(0)


def check_zip_kind(names: Iterable[str], name: str) -> None:
    """Raise ContentError where a zip is none of Word's, with the name of what it is."""
    found = {entry.replace("\\", "/").lower() for entry in names}
    if any(entry.endswith(("document.xml", "document2.xml")) for entry in found):
        return
    for part, message, hint in ZIPS:
        if part in found:
            _refuse(name, message, hint)
    if "[content_types].xml" not in found:
        _refuse(name, "this is a zip archive, not a Word file", "unpack it, and give the .docx inside")
