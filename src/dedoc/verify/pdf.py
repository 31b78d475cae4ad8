"""Checks on the PDF that was printed."""

from __future__ import annotations

import io
import re

from dedoc.errors import Problem
from dedoc.model import Document, Figure, Heading, Note, PageMap
from dedoc.walk import find


def verify_pdf(pdf: bytes, document: Document, pages: PageMap) -> tuple[Problem, ...]:
    """Return what is wrong with a PDF: its title and language, its structure, and how many of each thing it has."""
    import pikepdf  # noqa: PLC0415 -- only builds need it

    try:
        with pikepdf.open(io.BytesIO(pdf)) as file:
            return (*_properties(file, document), *_counts(file, document, pages))
    except pikepdf.PdfError as error:
        return (Problem("the PDF cannot be read: {reason}", values={"reason": str(error)}),)


def _properties(file: object, document: Document) -> list[Problem]:
    import pikepdf  # noqa: PLC0415

    assert isinstance(file, pikepdf.Pdf)
    root, wrong = file.Root, []
    if not _says(str(root.get("/Lang", "")), document.metadata.language):
        wrong.append(
            Problem("the PDF does not say that it is in {language}", values={"language": document.metadata.language})
        )
    if str(file.docinfo.get("/Title", "")) != document.metadata.full_title:
        wrong.append(Problem("the PDF does not bear the title of the report"))
    if "/StructTreeRoot" not in root:
        wrong.append(Problem("the PDF has no structure for readers who cannot see it"))
    return wrong


def _says(found: str, language: str) -> bool:
    """Whether a tag names a language; where that names its script, a region may stand for it: zh-TW for zh-Hant."""
    first, *parts = language.casefold().split("-")
    by_region = any(len(part) == 4 for part in parts) and re.fullmatch(rf"{first}-[a-z]{{2}}", found.casefold())
    return found.casefold() == language.casefold() or by_region is not None


def _counts(file: object, document: Document, pages: PageMap) -> list[Problem]:
    import pikepdf  # noqa: PLC0415

    assert isinstance(file, pikepdf.Pdf)
    parts = (document.front, document.body, document.back)
    compared = {
        "pages": (len(file.pages), pages.pages),
        "headings": (len(pages.headings), len(list(find(parts, Heading)))),
        "notes": (len(pages.notes), len(list(find(parts, Note)))),
        "figures": (len(pages.figures), len(list(find(parts, Figure)))),
    }
    message = "the PDF has {found} {what}, and {expected} were expected"
    return [
        Problem(message, values={"what": what, "found": found, "expected": expected})
        for what, (found, expected) in compared.items()
        if found != expected
    ]
