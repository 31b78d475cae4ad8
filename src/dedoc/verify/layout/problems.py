"""What the rules find in a report that was printed, as problems with the place in its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from dedoc.errors import N_, Problem
from dedoc.model import Document, PageMap
from dedoc.style import Style
from dedoc.verify.layout.expected import Expected, expect
from dedoc.verify.layout.findings import Checked, Finding
from dedoc.verify.layout.layout import Layout, read_layout
from dedoc.verify.layout.measures import Design
from dedoc.verify.layout.rules import check_layout


def layout_of(pdf: bytes, document: Document, pages: PageMap, style: Style) -> Layout:
    """Return the layout of a PDF that was printed of a document in a style."""
    return read_layout(pdf, design=design_of(style, document, pages))


def verify_layout(
    layout: Layout, document: Document, pages: PageMap, codes: tuple[str, ...] = ()
) -> tuple[Problem, ...]:
    """Return what is wrong with the layout of a PDF that was printed of a document on ``pages``.

    ``codes`` are those of the rules that hold for its language, all of Chinese typesetting for none.
    """
    expected = expect(document, pages)
    return tuple(
        _problem(checked.rule.code, finding, layout, expected)
        for checked in check_layout(layout, expected, codes)
        for finding in _gathered(checked)
    )


def _problem(code: str, finding: Finding, layout: Layout, expected: Expected) -> Problem:
    place = finding.location or expected.locate(finding.text, finding.page / len(layout.pages))
    values = {"page": finding.page, "text": finding.text, "code": code, **finding.measured}
    return Problem(finding.message, place, "", finding.severity, values)


def _gathered(checked: Checked) -> Iterator[Finding]:
    """Yield the findings; where many lines of a page are off the grid, one for all of them."""
    for _, group in groupby(checked.findings, key=lambda finding: (finding.page, finding.measured.get("below"))):
        first, *others = group
        if checked.rule.code == "grid" and others:
            message = N_("page {page}: {lines} lines stand {below} pt below the grid, the first is “{text}” [{code}]")
            yield replace(first, message=message, measured={**first.measured, "lines": len(others) + 1})
        else:
            yield from (first, *others)


def design_of(style: Style, document: Document, pages: PageMap) -> Design:
    """Return what a style says of the text of its pages; the covers are set in their own way."""
    page, body = style.record.page, style.record.text["body"]
    lefts = (page.inner, page.outer) if style.record.setting.is_rtl else (page.outer, page.inner)
    verso, recto = ((page.outset + left, page.outset + left + page.measure) for left in lefts)
    covers = frozenset({1, pages.pages} if document.back else {1})
    return Design(body.size, (verso, recto), body.pitch, covers, page.grid, style.record.setting.opens_flush)
