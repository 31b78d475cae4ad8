"""Translations beside the printed source: on which page each unit stands, and what that page looks like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from dedoc.build import Order, load, print_source
from dedoc.errors import DedocError
from dedoc.outputs import write_outputs
from dedoc.translate.page import Proof, status_html
from dedoc.translate.pages import page_pictures, page_texts, unit_pages
from dedoc.translation import HINT, Opened, open_translation

THUMBNAIL = 24
"""Dots per inch of the pictures of pages: enough to find one's way."""


def proof_of(opened: Opened, *, with_pictures: bool = False) -> Proof:
    """Return where the units of an edition stand in the PDF of the source, printed as a draft and not kept.

    Where it cannot be printed, units have no pages: translators need not wait for that.
    """
    try:
        order = Order(str(opened.edition.folder), outputs=("pdf",), is_draft=True)
        pdf = print_source(load(order), order)[1]["pdf"]
    except DedocError:
        return Proof()
    pages = unit_pages(opened.units, page_texts(pdf))
    return Proof(pages, page_pictures(pdf, THUMBNAIL) if with_pictures else ())


def write_status(
    name: str | None, languages: Sequence[str], target: Path, user_language: str, translate: Callable[[str], str]
) -> tuple[Path, ...]:
    """Write the page that shows how far the translations of an edition are."""
    opened = [open_translation(name, language) for language in languages]
    first = opened[0]
    linked = {each.target.language: each.linked for each in opened}
    title = f"{first.edition.metadata.full_title} · {first.edition.name}"
    page = status_html(title, linked, proof_of(first, with_pictures=True), user_language, translate)
    return write_outputs({target.name: page}, target.parent, HINT)
