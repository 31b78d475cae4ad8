"""The second engine: WeasyPrint prints the document, as HTML, with the style sheet of the style."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from dedoc.errors import OutputError, Problem, Severity, fail, in_order
from dedoc.fonts import font_file
from dedoc.model import Document, Figure, FolioMark, Note, PageMap
from dedoc.render.css.archive import VARIANT, describe, finish, link_once
from dedoc.render.css.decimals import align_decimals
from dedoc.render.css.fetching import PICTURES, STYLE, Files, fetcher
from dedoc.render.css.heard import listening, told
from dedoc.render.css.justify import lines_full
from dedoc.render.css.library import engine
from dedoc.render.css.notes import notes_kept
from dedoc.render.css.pages import Laid, page_map, survey
from dedoc.render.css.prelude import art_of, prelude
from dedoc.render.css.printed import fit_pages
from dedoc.render.css.spacing import dress
from dedoc.render.css.steps import in_steps
from dedoc.render.html import Anchors, Html, html_report
from dedoc.style import Style
from dedoc.walk import find

PIXELS = 96 / 72
"""CSS pixels in a point."""

Printed: TypeAlias = tuple[bytes, PageMap, tuple[Problem, ...]]
"""The PDF, where things stand in it, and what was noticed on the way."""


def print_css(
    document: Document, style: Style, pictures: Mapping[str, bytes], *, is_draft: bool, timestamp: int
) -> Printed:
    """Return the PDF of a document in a style whose template is a style sheet.

    ``pictures`` are files by name, each for one figure; ``timestamp`` is the date of the PDF in seconds since 1970.
    OutputError tells everything that would be missing in the PDF.
    """
    addresses = {label: PICTURES + name for label, name in _labels(pictures).items()}
    html = html_report(document, addresses, is_draft=is_draft)
    word = (document.metadata.watermark or document.words["watermark"]) if is_draft else ""
    art = {f"{name}.svg": data for name, data in art_of(style, word).items()}
    files = Files(style, {**pictures, **art})
    step = style.record.page.pitch * PIXELS if style.record.page.grid else 0
    with engine(style) as weasyprint, listening() as heard, notes_kept(), lines_full(), in_steps(step):
        with _whole():
            measures = _measures(document, style, list(art), is_draft=is_draft)
            rendering = _render(weasyprint, html, files, measures)
        laid = survey(rendering.pages)
        if lost := tuple(_lost(laid, document, html.anchors)):
            raise OutputError(in_order(lost))
        describe(rendering, document.metadata, timestamp, f"WeasyPrint {weasyprint.__version__}")
        link_once(rendering)
        with _whole():
            pdf = rendering.write_pdf(pdf_variant=VARIANT, finisher=lambda _, made: finish(made, laid, style))
    figures = {figure.label: figure.location for figure in find(_parts(document), Figure)}
    places = {name: figures[label] for label, name in _labels(pictures).items()}
    problems = in_order(tuple(told(heard, files, places)))
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise OutputError(problems)
    return pdf, page_map(laid, html.anchors), problems


def _measures(document: Document, style: Style, art: list[str], *, is_draft: bool) -> str:
    """Return the style sheet of the measures; ``art`` are the files that styles draw with."""
    pictures = {name.removesuffix(".svg"): PICTURES + name for name in art}
    is_as_printed = any(isinstance(block, FolioMark) for block in document.body)
    title = document.metadata.full_title
    return prelude(style, pictures, title, is_draft=is_draft, is_as_printed=is_as_printed)


def _render(weasyprint: Any, html: Html, files: Files, measures: str) -> Any:
    """Return the document of WeasyPrint, laid out on pages."""
    fonts = weasyprint.text.fonts.FontConfiguration()
    opener = fetcher(files)
    own = files.sheet(files.style.record.template)
    sheets = [
        weasyprint.CSS(string=text, base_url=STYLE, url_fetcher=opener, font_config=fonts) for text in (measures, own)
    ]
    page = weasyprint.HTML(string=html.text, base_url=PICTURES, url_fetcher=opener)
    tables = files.style.record.text["table"].font
    align_decimals(page.etree_element, font_file(files.style.record.fonts[tables]))
    dress(page.etree_element)
    fit_pages(page.etree_element)
    return page.render(font_config=fonts, stylesheets=sheets, pdf_variant=VARIANT)


@contextlib.contextmanager
def _whole() -> Iterator[None]:
    """Turn whatever breaks inside WeasyPrint into a problem: style sheets can ask for what it has never met."""
    try:
        # It leaves the file of its colour profile open.
        with warnings.catch_warnings(action="ignore", category=ResourceWarning):
            yield
    except Exception as error:  # noqa: BLE001 -- nobody knows what a style sheet may stir up in there
        hint = "take back the last change to the style sheet, or choose a style that Typst prints"
        reason = f"{type(error).__name__}: {error}"
        fail(OutputError, None, "WeasyPrint broke down: {reason}", hint, reason=reason)


def _labels(pictures: Mapping[str, bytes]) -> dict[str, str]:
    """Return the files of pictures by the label of their figure."""
    return {Path(name).stem.removeprefix("figure-"): name for name in pictures}


def _lost(laid: Laid, document: Document, anchors: Anchors) -> Iterator[Problem]:
    """Yield a problem for every note that is on no page, and for whatever runs out of the page it stands on."""
    parts = _parts(document)
    for name, note in zip(anchors.notes, find(parts, Note), strict=True):
        if name not in laid.notes or name not in laid.calls:
            hint = "shorten the note, or move its call"
            yield Problem("the note {mark} is lost in the layout", note.location, hint, values={"mark": note.mark})
    if any(len(pages) > 1 for pages in laid.covers.values()):
        hint = "shorten the title, the list of people, or the text of the back cover"
        yield Problem("a cover holds more than fits on a page", None, hint)
    for name, page in laid.overfull:
        node = anchors.nodes.get(name)
        message = "this does not fit on page {page}: some of it would run out of the text"
        hint = "shorten it, lessen its height, or change the style"
        yield Problem(message, node.location if node else None, hint, values={"page": page})


def _parts(document: Document) -> tuple[object, ...]:
    return document.front, document.body, document.back


def page_pictures(pdf: bytes, resolution: int) -> list[bytes]:
    """Return all pages of a PDF as PNG at so many dots per inch, for people who look at many of them at once."""
    import pypdfium2  # noqa: PLC0415 -- only who looks at pages needs it

    file = pypdfium2.PdfDocument(pdf)
    try:
        return [_png(page.render(scale=resolution / 72).to_pil()) for page in file]
    finally:
        file.close()


def _png(picture: Any) -> bytes:
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
