"""A report built for tests: the document and the files made of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dedoc.build import Order, build, load
from dedoc.model import Document, PageMap
from dedoc.sheet import Page
from readback.pdf import PrintedPdf
from readback.said import Said, report_says
from readback.word import WordFile


@dataclass(frozen=True)
class Built:
    """What one build has made, and what it was made of."""

    document: Document
    sheet: Page
    pages: PageMap
    pdf_path: Path
    word_path: Path

    @property
    def foot(self) -> float:
        """Where the text block ends, in pt from the page's upper edge."""
        return self.sheet.top + self.sheet.lines * self.sheet.pitch

    @property
    def turned_foot(self) -> float:
        """Where the text block ends on a page that is turned by a quarter."""
        return (self.sheet.width + self.sheet.columns * self.sheet.size) / 2

    @cached_property
    def pdf(self) -> PrintedPdf:
        """The PDF, read back."""
        outset = self.sheet.outset
        return PrintedPdf(self.pdf_path, outset + self.foot, outset + self.turned_foot)

    @cached_property
    def word(self) -> WordFile:
        """The Word file, read back."""
        return WordFile(self.word_path)

    @cached_property
    def says(self) -> Said:
        """What the document says: what both files must say."""
        return report_says(self.document, self.pages)


def built(edition: Path, into: Path, style: str | None = None, *, is_draft: bool = False) -> Built:
    """Build an edition into a folder, in a style or its own, and return what came of it."""
    order = Order(str(edition), into=into, style=style, is_draft=is_draft)
    result, source = build(order), load(order)
    pdf, word = result.files
    return Built(source.document, source.style.record.page, result.pages, pdf, word)
