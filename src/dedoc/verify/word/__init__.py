"""Checks on the Word file that was printed: what no validator of the format can know, and what Word would repair."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator

from dedoc.errors import Problem
from dedoc.model import Document, PageMap
from dedoc.verify.word.charts import check_charts
from dedoc.verify.word.drawings import check_drawings
from dedoc.verify.word.fields import check_fields
from dedoc.verify.word.headings import check_headings
from dedoc.verify.word.layout import check_layout
from dedoc.verify.word.notes import check_notes
from dedoc.verify.word.package import check_package
from dedoc.verify.word.parts import Parts
from dedoc.verify.word.styles import check_styles
from dedoc.verify.word.wanted import Wanted, wanted

CHECKS: tuple[Callable[[Parts, Wanted], Iterator[Problem]], ...] = (
    check_package,
    check_styles,
    check_headings,
    check_fields,
    check_notes,
    check_drawings,
    check_charts,
    check_layout,
)


def verify_word(word: bytes, document: Document, pages: PageMap) -> tuple[Problem, ...]:
    """Return what is wrong with a Word file that shall say what the document says, with the folios of the PDF."""
    from lxml import etree  # noqa: PLC0415 -- only builds of Word files need it

    try:
        parts = Parts(word)
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        return (Problem("the Word file cannot be read: {reason}", values={"reason": str(error)}),)
    except KeyError as error:
        return (Problem("the Word file lacks the part {part}", values={"part": error.args[0]}),)
    expected = wanted(document, pages)
    return tuple(problem for check in CHECKS for problem in check(parts, expected))
