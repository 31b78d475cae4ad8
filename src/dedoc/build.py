"""The pipeline: an edition becomes a PDF and a Word document that agree."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dedoc.dues import without_dues
from dedoc.errors import (
    ContentError,
    Location,
    OutputError,
    Problem,
    ProjectError,
    Report,
    Severity,
    fail,
    in_order,
)
from dedoc.inputs import Inputs
from dedoc.localise import localise
from dedoc.model import Document, FolioMark, Heading, PageMap
from dedoc.outputs import write_outputs
from dedoc.project import PRINTED_PAGES, Edition, Locale, find_edition, project_roots, read_locale, survey_edition
from dedoc.read import read
from dedoc.records import place_of
from dedoc.render.figures import draw_figures
from dedoc.render.fitting import print_fitted
from dedoc.render.press import print_pages, print_pdf, timestamp_of
from dedoc.resolve import resolve
from dedoc.resolve.context import Context
from dedoc.stamps import AS_PRINTED, DRAFT, digests, marks_of
from dedoc.style import Style, read_style
from dedoc.verify import (
    check_characters,
    check_pictures,
    layout_of,
    list_missing,
    verify_fonts,
    verify_layout,
    verify_pdf,
    verify_standards,
    verify_word,
)

if TYPE_CHECKING:
    # Builds do not wait for what only a report on fidelity needs.
    from dedoc.fidelity import Fidelity, Printing
    from dedoc.fidelity import Printed as PrintedEdition

if TYPE_CHECKING:
    from dedoc.translate.versions import Version

T = TypeVar("T")

OUTPUTS = ("pdf", "docx")
"""The kinds of output, in the order they are made: Word takes its page numbers from the PDF."""

THUMBNAIL = 30
"""Dots per inch of the small pictures of pages in the report on fidelity."""

FILES = {"pdf": "report.pdf", "docx": "report.docx"}


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: which edition, in what language and look, and where to.

    ``instead`` are bytes to take for those of a file of the edition (``dedoc.inputs.Inputs``). A draft that is unmarked
    does not show what is still of an earlier edition.
    """

    edition: str | None = None
    into: Path | None = None
    locale: str | None = None
    style: str | None = None
    outputs: tuple[str, ...] = OUTPUTS
    is_draft: bool = False
    is_as_printed: bool = False
    is_cross_checked: bool = False
    is_unmarked: bool = False
    instead: Mapping[Path, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """An edition read and put into its language, with what was noticed on the way.

    ``written`` is the document as it was read, and ``inputs`` the files that it was read from.
    """

    edition: Edition
    style: Style
    locale: Locale
    document: Document
    problems: tuple[Problem, ...]
    written: Document
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class Result:
    """What was built: the files, where things stand in them, and what an editor should know.

    ``noticed`` are those of the problems that only a build can find: they are in what was printed.
    """

    files: tuple[Path, ...]
    pages: PageMap
    problems: tuple[Problem, ...] = field(default=())
    noticed: tuple[Problem, ...] = field(default=())


def load(order: Order, tell: Callable[[str], None] = lambda _: None, shown: str = "") -> Source:
    """Read an edition as far as it can be read without printing it; DedocError with all that is wrong.

    ``shown`` is what messages call its folder, where that is not where an editor works.
    """
    report = Report()
    folder = find_edition(order.edition)
    inputs = Inputs(folder, report, order.instead, shown)
    edition = survey_edition(folder, report, inputs)
    if edition is None:
        raise ProjectError(in_order(report.problems))
    language, look = edition.metadata.language, order.style or edition.style
    locale = attempt(lambda: read_locale(language, report), report) if language else None
    style = attempt(lambda: read_style(look, project_roots(), report, order.locale or language), report)
    configured = len(report.problems)
    tell("read")
    written = read(edition, locale, inputs)
    version = _version(order, edition, written, inputs, locale)
    if version is not None:
        inputs = Inputs(folder, report, {**order.instead, **version.instead}, shown)
        edition = version.spoken(survey_edition(folder, report, inputs), edition)
        written, locale = read(edition, locale, inputs), version.locale
    tell("resolve")
    document = resolve(written, Context(edition.numbering, report, order.is_draft, order.is_as_printed))
    missing = list_missing(document)
    if order.is_unmarked:
        document = without_dues(document)
    if locale is not None and not report.has_errors:
        tell("localise")
        document = localise(document, locale, *_rooms(style))
    if style is not None:
        check_characters(document, style, report)
        check_pictures(document, style, report)
    if version is not None:
        report.problems = [*map(version.place, report.problems), *version.problems]
    report.raise_errors(ContentError if len(report.problems) > configured else ProjectError)
    assert locale is not None
    assert style is not None
    return Source(edition, style, locale, document, (*report.problems, *missing), written, inputs)


def _rooms(style: Style | None) -> tuple[Callable[[Heading], int], ...]:
    """Return what knows the room of titles; how a style sheet sets them is its own affair."""
    return (style.title_room,) if style is not None and not style.is_css else ()


def _version(
    order: Order, edition: Edition, written: Document, inputs: Inputs, locale: Locale | None
) -> Version | None:
    """Return the version in the language asked for, None for that of the source, or where that cannot be read."""
    if locale is None or order.locale in (None, edition.metadata.language) or inputs.report.has_errors:
        return None
    # Who prints the source does not wait for what translates it.
    from dedoc.translate.versions import version_of  # noqa: PLC0415

    return version_of(edition, written, inputs, locale, str(order.locale), is_draft=order.is_draft)


def attempt(read_part: Callable[[], T], report: Report) -> T | None:
    """Return what could be read, or None with its problems in the report, so that the rest can be checked too."""
    try:
        return read_part()
    except (ProjectError, ContentError) as error:
        report.problems += error.problems
        return None


@dataclass(frozen=True, slots=True)
class Made:
    """What was printed and is well: the outputs by the names of their files, the rest as a ``Result`` has it."""

    edition: Edition
    files: Mapping[str, bytes]
    pages: PageMap
    problems: tuple[Problem, ...]
    noticed: tuple[Problem, ...]


def build(order: Order, tell: Callable[[str], None] = lambda _: None) -> Result:
    """Make the outputs of an order and put them in place only if all are well; DedocError otherwise."""
    made = make(order, tell)
    written = write_outputs(made.files, output_folder(order, made.edition))
    return Result(written, made.pages, made.problems, made.noticed)


def make(order: Order, tell: Callable[[str], None] = lambda _: None, shown: str = "") -> Made:
    """Return the outputs of an order; DedocError with all that is wrong. ``shown`` is as ``load`` has it."""
    source = load(order, tell, shown)
    tell("render")
    document, made, pages, noticed = print_source(source, order)
    tell("verify")
    if order.is_cross_checked:
        noticed = _cross_check(source, order, (made["pdf"], pages), noticed)
    problems = (*noticed, *_verify_word(made, document, pages))
    refuse(problems)
    files = {FILES[kind]: made[kind] for kind in order.outputs}
    return Made(source.edition, files, pages, in_order([*source.problems, *problems]), in_order(problems))


Printed = tuple[Document, dict[str, bytes], PageMap, tuple[Problem, ...]]
"""The document as it was fitted to its pages, the outputs by kind, the page map, and what was noticed."""


def print_source(source: Source, order: Order) -> Printed:
    """Print an edition as it was ordered; OutputError if its PDF is not what it must be."""
    style, timestamp = source.style, timestamp_of(source.document, os.environ.get("SOURCE_DATE_EPOCH"))
    pictures = draw_figures(source.document, style)

    heard: tuple[Problem, ...] = ()

    def press(document: Document) -> tuple[bytes, PageMap]:
        nonlocal heard
        pdf, pages, heard = _press(document, style, pictures, order, timestamp)
        return pdf, pages

    document, (pdf, pages), fitted = print_fitted(source.document, press)
    noticed = (*heard, *fitted, *_verify_pdf(pdf, document, pages, source))
    # Word takes its page numbers from the map: it must be whole.
    refuse(noticed)
    made = {"pdf": pdf}
    if "docx" in order.outputs:
        made["docx"] = _word(replace(source, document=document), order, pages, pictures, timestamp)
    return document, made, pages, noticed


def _word(source: Source, order: Order, pages: PageMap, pictures: dict[str, bytes], timestamp: int) -> bytes:
    # python-docx takes 0.1 s to import; who builds only the PDF does not wait for it.
    from dedoc.render.word import WordOrder, print_word  # noqa: PLC0415

    # By these the file is known again when it comes back.
    how = (name for name, is_so in ((AS_PRINTED, order.is_as_printed), (DRAFT, order.is_draft)) if is_so)
    marks = marks_of(source.edition.name, how, order.style or source.edition.style, digests(source.inputs))
    by_chapter = source.edition.numbering.notes == "chapter"
    wanted = WordOrder(pages, timestamp, is_draft=order.is_draft, notes_by_chapter=by_chapter, marks=marks)
    return print_word(source.document, source.style, source.locale, pictures, wanted)


def print_again(source: Source, order: Order) -> bytes:
    """Return the Word file that an edition prints as it is now, to be compared with: its pages are not verified."""
    timestamp = timestamp_of(source.document, os.environ.get("SOURCE_DATE_EPOCH"))
    pictures = draw_figures(source.document, source.style)

    def press(document: Document) -> tuple[bytes, PageMap]:
        return _press(document, source.style, pictures, order, timestamp)[:2]

    document, (_, pages), _ = print_fitted(source.document, press)
    return _word(replace(source, document=document), order, pages, pictures, timestamp)


def _verify_pdf(pdf: bytes, document: Document, pages: PageMap, source: Source) -> tuple[Problem, ...]:
    found = (*verify_pdf(pdf, document, pages), *verify_fonts(pdf, source.style))
    # What is no PDF has no layout, and one without the text of the report has no lines to be measured.
    refuse(found)
    layout = layout_of(pdf, document, pages, source.style)
    return (*found, *verify_layout(layout, document, pages, source.locale.rules), *verify_standards(pdf))


def _press(
    document: Document, style: Style, pictures: dict[str, bytes], order: Order, timestamp: int
) -> tuple[bytes, PageMap, tuple[Problem, ...]]:
    """Return the PDF by the engine of the style, where things stand in it, and what the engine noticed."""
    if style.is_css:
        # WeasyPrint takes half a second to import, and libraries that not every machine has.
        from dedoc.render.css import print_css  # noqa: PLC0415

        return print_css(document, style, pictures, is_draft=order.is_draft, timestamp=timestamp)
    return *print_pdf(document, style, pictures, is_draft=order.is_draft, timestamp=timestamp), ()


def _cross_check(
    source: Source, order: Order, printed: tuple[bytes, PageMap], noticed: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """Print an edition by the other engine as well; return where the two differ, and what was noticed of both.

    DedocError if the other one cannot print it.
    """
    # Only this order needs it.
    from dedoc.verify.crosscheck import cross_check, with_notes_at_calls  # noqa: PLC0415

    name = source.style.record.cross_check or ("report" if source.style.is_css else "report-css")
    report = Report()
    other = read_style(name, project_roots(), report, source.locale.language)
    report.raise_errors(ProjectError)
    if other.is_css == source.style.is_css:
        hint = "name a style of the other engine: its template ends in .css if this one ends in .typ"
        message = "the style “{name}” is printed by the same engine"
        fail(ProjectError, place_of(name) or source.style.record.location, message, hint, name=name)
    _, made, pages, noticed_too = print_source(replace(source, style=other), replace(order, outputs=("pdf",)))
    engines = ("WeasyPrint", "Typst") if source.style.is_css else ("Typst", "WeasyPrint")
    printings = dict(zip(engines, (printed, (made["pdf"], pages)), strict=True))
    return (*with_notes_at_calls((*noticed, *noticed_too)), *cross_check(source.document, printings))


def _verify_word(made: dict[str, bytes], document: Document, pages: PageMap) -> tuple[Problem, ...]:
    return verify_word(made["docx"], document, pages) if "docx" in made else ()


@dataclass(frozen=True, slots=True)
class Compared:
    """How faithful an edition is to its printed edition, the files that show it, and what an editor should know."""

    fidelity: Fidelity
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def compare_with_print(order: Order, against: Path | None, translate: Callable[[str], str], language: str) -> Compared:
    """Print an edition, in its natural flow and as printed, and report how both compare with what was printed.

    What was printed is told by a file, or by the edition itself for None. The report speaks the ``language`` that
    ``translate`` translates into. DedocError if one of them cannot be made.
    """
    from dedoc.fidelity import Fidelity, fidelity_html, fidelity_json, read_printed  # noqa: PLC0415

    printed = read_printed(against) if against is not None else _printed_pages(order)
    order = replace(order, outputs=("pdf",), is_as_printed=True)
    as_printed = load(order)
    natural = load(replace(order, is_as_printed=False))
    sources = {"natural": natural}
    # Without marks of printed pages there is but one way to print.
    if any(isinstance(block, FolioMark) for block in as_printed.document.body):
        sources["printed"] = as_printed
    compared = [_compare(name, source, order, printed) for name, source in sources.items()]
    fidelity = Fidelity(natural.document.metadata.full_title, printed.folios, tuple(p for p, _, _ in compared))
    pictures = {printing.name: pages for printing, pages, _ in compared}
    html = fidelity_html(fidelity, pictures, language, translate)
    files = {"fidelity.html": html, "fidelity.json": fidelity_json(fidelity)}
    problems = (*natural.problems, *(problem for _, _, found in compared for problem in found))
    return Compared(
        fidelity, write_outputs(files, order.into or output_folder(order, natural.edition)), in_order(problems)
    )


def _printed_pages(order: Order) -> PrintedEdition:
    """Return what an edition itself tells of its printed pages; ProjectError if it tells nothing."""
    from dedoc.fidelity import read_printed  # noqa: PLC0415

    folder = find_edition(order.edition)
    inputs = Inputs(folder, Report(), order.instead)
    path = folder / PRINTED_PAGES
    if not path.exists() and not path.is_symlink():
        hint = "name a file that tells of the printed pages with --against, or put it there"
        place = Location(inputs.name(folder))
        fail(ProjectError, place, "the edition has no “{file}” to be compared with", hint, file=PRINTED_PAGES)
    return read_printed(path, inputs)


def _compare(
    name: str, source: Source, order: Order, printed: PrintedEdition
) -> tuple[Printing, list[bytes], tuple[Problem, ...]]:
    """Return one printing compared, its pages as small pictures, and what was noticed."""
    from dedoc.fidelity import Grid, compare, read_sheets  # noqa: PLC0415

    document, made, pages, noticed = print_source(source, order)
    page = source.style.record.page
    sheets = read_sheets(made["pdf"], Grid(page.outset + page.top, page.lines, page.pitch))
    if source.style.is_css:
        from dedoc.render.css import page_pictures  # noqa: PLC0415

        small = page_pictures(made["pdf"], THUMBNAIL)
    else:
        pictures = draw_figures(document, source.style)
        small = print_pages(document, source.style, pictures, is_draft=order.is_draft, resolution=THUMBNAIL)
    return compare(name, document, pages, sheets, printed), small, noticed


def refuse(problems: tuple[Problem, ...]) -> None:
    """Raise OutputError with all problems if one of them is an error."""
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise OutputError(in_order(problems))


def output_folder(order: Order, edition: Edition) -> Path:
    """Return where the outputs of an edition go: a folder for it and for its language."""
    into = order.into or output_root(edition.folder.parent)
    return into / edition.name / (order.locale or edition.metadata.language)


def output_root(content: Path) -> Path:
    """Return the project's ``output/``, beside the ``content/`` that holds editions, else one where we stand."""
    if content.name == "content":
        return content.parent / "output"
    return Path.cwd() / "output"
