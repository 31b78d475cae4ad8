"""Word files of documents that need no press: with page numbers that nobody looks at, and without art."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from changes.documents import LOCALE
from dedoc.changes import overlay
from dedoc.differences import any_pages
from dedoc.errors import Report
from dedoc.model import Document
from dedoc.overlays import accepted
from dedoc.project import project_roots
from dedoc.render.figures import draw_figures
from dedoc.render.word import WordOrder, print_word
from dedoc.style import Style, read_style


@cache
def style() -> Style:
    """Return the style of reports without its cover, whose art would be drawn anew each time."""
    found = read_style("report", project_roots(), Report())
    return replace(found, record=replace(found.record, cover=""))


def word(document: Document) -> bytes:
    """Return the Word file of a document, or of two laid over each other."""
    pages = any_pages(accepted(document))
    return print_word(document, style(), LOCALE, draw_figures(document, style()), WordOrder(pages, 0))


def redline(old: Document, new: Document) -> bytes:
    """Return the Word file of the new document with what changed since the old one."""
    return word(overlay(old, new))
