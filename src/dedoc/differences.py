"""Editions compared: what changed, as a page and as a Word file with tracked changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from dedoc.build import Order, Source, attempt, load, output_folder, print_source, refuse
from dedoc.changes import Comparison, changes_html, compare
from dedoc.errors import ContentError, ProjectError, Report, fail
from dedoc.history import Version, open_version
from dedoc.localise.phrases import Phrases
from dedoc.model import Document, Figure, Heading, Note, PageMap, Sidebar, Table
from dedoc.outputs import write_outputs
from dedoc.overlays import with_notes_marked
from dedoc.render.figures import draw_figures
from dedoc.render.press import print_pdf, timestamp_of
from dedoc.verify import verify_fonts, verify_pdf, verify_redline
from dedoc.walk import find

CHANGES = {"html": "changes.html", "pdf": "changes.pdf", "docx": "changes.docx"}
"""The files that show what changed, by kind."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed between two editions, and the files that show it."""

    comparison: Comparison
    files: tuple[Path, ...]


def diff(order: Order, old: str, new: str | None, language: str, translate: Callable[[str], str]) -> Differences:
    """Compare two editions, each of which may be named with a revision of git; DedocError if one cannot be read.

    The outputs of the order speak the ``language`` that ``translate`` translates into. Facts without value, and
    what is due, stop only what may be handed on: the PDF and the Word file.
    """
    is_for_reading = not {"pdf", "docx"}.intersection(order.outputs)
    order = replace(order, is_draft=order.is_draft or is_for_reading, is_unmarked=is_for_reading)
    before, after = _sources(order, old, new)
    names = (old, new or after.edition.name)
    comparison = compare(before.document, after.document, Phrases(after.locale), names)
    files: dict[str, bytes] = {}
    if "html" in order.outputs:
        files[CHANGES["html"]] = changes_html(comparison, language, translate)
    if "pdf" in order.outputs:
        files[CHANGES["pdf"]] = _printed(after, comparison.overlay, order)
    if "docx" in order.outputs:
        files[CHANGES["docx"]] = _redline(before, after, comparison.overlay, order)
    written = write_outputs(files, order.into or output_folder(order, after.edition)) if files else ()
    return Differences(comparison, written)


def _sources(order: Order, old: str, new: str | None) -> tuple[Source, Source]:
    """Return both editions; what is wrong with either is told at once."""
    report = Report()

    def read(version: Version) -> Source | None:
        own = replace(order, edition=str(version.folder))
        return attempt(lambda: load(own, shown=version.shown), report)

    with open_version(old) as before, open_version(new) as after:
        first, second = read(before), read(after)
    report.raise_errors(ContentError)
    assert first is not None
    assert second is not None
    return first, second


def _printed(after: Source, overlay: Document, order: Order) -> bytes:
    """Return a PDF in the look of the new edition in which both texts stand, with what changed set apart."""
    style = after.style
    if style.is_css:
        hint = "name another with --style, one whose template ends in .typ"
        message = "the style “{name}” prints no changes: its template is a style sheet"
        fail(ProjectError, style.record.location, message, hint, name=style.folder.name)
    timestamp = timestamp_of(after.document, os.environ.get("SOURCE_DATE_EPOCH"))
    marked, pictures = with_notes_marked(overlay), draw_figures(overlay, style)
    pdf, pages = print_pdf(marked, style, pictures, is_draft=order.is_draft, timestamp=timestamp, has_changes=True)
    refuse((*verify_pdf(pdf, marked, pages), *verify_fonts(pdf, style)))
    return pdf


def _redline(before: Source, after: Source, overlay: Document, order: Order) -> bytes:
    """Return the Word file of the new edition with tracked changes; OutputError if it does not hold both editions."""
    from dedoc.render.word import WordOrder, print_word  # noqa: PLC0415 -- python-docx takes 0.1 s to import

    style = after.style
    _, made, pages, _ = print_source(after, replace(order, outputs=("pdf", "docx")))
    by_chapter = after.edition.numbering.notes == "chapter"
    timestamp = timestamp_of(after.document, os.environ.get("SOURCE_DATE_EPOCH"))
    wanted = WordOrder(pages, timestamp, is_draft=order.is_draft, notes_by_chapter=by_chapter)

    def written(document: Document, wanted: WordOrder) -> bytes:
        return print_word(document, style, after.locale, draw_figures(document, style), wanted)

    redline = written(overlay, wanted)
    former = written(before.document, replace(wanted, pages=any_pages(before.document)))
    refuse(verify_redline(redline, former, made["docx"]))
    return redline


def any_pages(document: Document) -> PageMap:
    """Return a page map for a Word file whose page numbers nobody looks at."""
    parts = (document.front, document.body, document.back)
    count = {kind: sum(1 for _ in find(parts, kind)) for kind in (Heading, Note, Figure, Sidebar)}
    tables = sum(1 for table in find(parts, Table) if table.number)
    place = (1, "01")
    headings, notes = (place,) * count[Heading], ((1, 1),) * count[Note]
    figures, sidebars = (place,) * count[Figure], (place,) * count[Sidebar]
    return PageMap(1, headings, notes, figures=figures, tables=(place,) * tables, sidebars=sidebars)
