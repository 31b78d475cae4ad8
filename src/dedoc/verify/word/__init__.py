"""Checks on the Word file that was printed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from dedoc.errors import Problem
from dedoc.model import Document, Figure, Heading, Note
from dedoc.walk import find

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def verify_word(word: bytes, document: Document) -> tuple[Problem, ...]:
    """Return what is wrong with a Word file: notes, headings, figures, and fields that would make Word ask."""
    from lxml import etree  # noqa: PLC0415 -- only builds of Word files need it

    with zipfile.ZipFile(io.BytesIO(word)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        notes = etree.fromstring(package.read("word/footnotes.xml"))
        settings = etree.fromstring(package.read("word/settings.xml"))
    return tuple(_problems(body, notes, settings, document))


def _problems(body: object, notes: object, settings: object, document: Document) -> Iterator[Problem]:
    from lxml import etree  # noqa: PLC0415

    assert isinstance(body, etree._Element) and isinstance(notes, etree._Element)  # noqa: SLF001, PT018
    assert isinstance(settings, etree._Element)  # noqa: SLF001
    parts = (document.front, document.body, document.back)
    calls = [call.get(f"{W}id") for call in body.iter(f"{W}footnoteReference")]
    bodies = [note.get(f"{W}id") for note in notes.iter(f"{W}footnote") if note.get(f"{W}type") is None]
    if calls != bodies or len(calls) != len(list(find(parts, Note))):
        values = {"calls": len(calls), "notes": len(bodies), "expected": len(list(find(parts, Note)))}
        yield Problem("the Word file has {calls} calls and {notes} notes, and {expected} were expected", values=values)
    styles = [style.get(f"{W}val", "") for style in body.iter(f"{W}pStyle")]
    headings = sum(style.startswith(("Heading", "FrontHeading")) for style in styles)
    if headings != len(list(find(parts, Heading))):
        values = {"found": headings, "expected": len(list(find(parts, Heading)))}
        yield Problem("the Word file has {found} headings, and {expected} were expected", values=values)
    pictures = sum(style == "Figure" for style in styles)
    if pictures != len(list(find(parts, Figure))):
        values = {"found": pictures, "expected": len(list(find(parts, Figure)))}
        yield Problem("the Word file has {found} figures, and {expected} were expected", values=values)
    marks = [mark.get(f"{W}fldCharType") for mark in body.iter(f"{W}fldChar")]
    if not marks.count("begin") == marks.count("separate") == marks.count("end"):
        yield Problem("the Word file has a field that is not closed")
    if settings.find(f"{W}updateFields") is not None or any(mark.get(f"{W}dirty") for mark in body.iter(f"{W}fldChar")):
        yield Problem("the Word file would ask to update its fields")
