"""Notes under WeasyPrint: what it loses and moves as it comes, and keeps when it is mended.

When the tests of stock WeasyPrint fail, ``dedoc.render.css.notes`` can go.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dedoc.errors import Report
from dedoc.render.css.library import engine
from dedoc.render.css.notes import notes_kept
from dedoc.render.css.pages import Laid, survey
from dedoc.style import read_style

ROOT = Path(__file__).parents[2]

SMALL = """
@page { size: 300px 300px; margin: 20px }
html { font: 16px/24px Noto Serif SC }
p { margin: 0 }
.note { float: footnote; font: 12px/16px Noto Serif SC }
"""
"""Pages of ten lines."""

LINE = ".note { footnote-policy: line }"
"""What makes a line wait for the next page together with its notes."""

Paragraph = list[tuple[int, int]]
"""How many characters stand before each note of a paragraph, and how many in it."""


@pytest.fixture(scope="module")
def weasyprint() -> Iterator[Any]:
    """Return WeasyPrint with the fonts of the style."""
    with engine(read_style("report-css", (ROOT,), Report())) as library:
        yield library


def html(paragraphs: list[Paragraph]) -> str:
    """Return paragraphs with notes."""
    made, count = "", 0
    for paragraph in paragraphs:
        made += "<p>"
        for before, inside in paragraph:
            made += "字" * before
            if inside:
                count += 1
                made += f'<span class="note" id="{count}">{"注" * inside}</span>'
        made += "</p>"
    return f'<html lang="zh-CN">{made}'


def laid(weasyprint: Any, style: str, page: str, *, is_mended: bool) -> Laid:
    """Return where WeasyPrint puts things."""
    sheet = weasyprint.CSS(string=style)
    with notes_kept() if is_mended else nullcontext():
        return survey(weasyprint.HTML(string=page).render(stylesheets=[sheet]).pages)


def lost(found: Laid) -> list[str]:
    """Return the notes that have a call and stand nowhere."""
    return [name for name in found.calls if name not in found.notes]


def moved(found: Laid) -> list[str]:
    """Return the notes that stand on another page than their call, or nowhere."""
    return [name for name, page in found.calls.items() if found.notes.get(name) != page]


LOSING: list[Paragraph] = [[(16, 60)], [(48, 0)], [(20, 60), (48, 90)]]
"""Paragraphs of which stock WeasyPrint loses a note."""


def test_stock_weasyprint_loses_a_note(weasyprint: Any) -> None:
    """A note sent on from the last page is on no page; if no longer, ``_linebox_layout`` needs no mending."""
    assert lost(laid(weasyprint, SMALL, html(LOSING), is_mended=False)) == ["2"]


def test_stock_weasyprint_moves_notes_that_fit(weasyprint: Any) -> None:
    """Two notes go to a second page by a difference of rounding; if no longer, the area of notes needs no mending."""
    style = "@page { size: A5; margin: 20mm 15mm } html { font: 11.3pt/1.5 Noto Serif SC } .note { float: footnote }"
    page = html([[(2, 1), (1, 0)], [(2, 1), (1, 0)]])

    assert moved(laid(weasyprint, style, page, is_mended=False)) == ["1", "2"]
    assert moved(laid(weasyprint, style, page, is_mended=True)) == []


def test_mended_it_keeps_them(weasyprint: Any) -> None:
    """The note that was lost stands on the page of its call."""
    assert moved(laid(weasyprint, SMALL + LINE, html(LOSING), is_mended=True)) == []


PARAGRAPHS = st.lists(
    st.lists(st.tuples(st.sampled_from([5, 16, 20, 33, 48, 70, 100]), st.sampled_from([0, 5, 30, 60, 90])), max_size=3),
    max_size=6,
)


@given(paragraphs=PARAGRAPHS)
@settings(derandomize=True, deadline=None, max_examples=60, phases=[Phase.generate])
def test_no_note_is_lost_or_moved(weasyprint: Any, paragraphs: list[Paragraph]) -> None:
    """Whatever the lengths of paragraphs and notes, every note stands on the page of its call."""
    found = laid(weasyprint, SMALL + LINE, html(paragraphs), is_mended=True)

    assert len(found.notes) == sum(inside > 0 for paragraph in paragraphs for _, inside in paragraph)
    assert moved(found) == []


def test_weasyprint_is_left_as_it_was(weasyprint: Any) -> None:
    """Mending holds only while it is asked for, whatever happens meanwhile."""

    def parts() -> tuple[Any, Any]:
        return weasyprint.layout.LayoutContext._update_footnote_area, weasyprint.layout.block._linebox_layout  # noqa: SLF001

    def fail_meanwhile() -> None:
        with notes_kept():
            assert not set(parts()) & set(before)
            raise ZeroDivisionError

    before = parts()
    with pytest.raises(ZeroDivisionError):
        fail_meanwhile()
    assert parts() == before
