"""The pipeline: an edition becomes a PDF and a Word document that agree."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dedoc.errors import ContentError, OutputError, Problem, ProjectError, Report, Severity, fail, in_order
from dedoc.inputs import Inputs
from dedoc.localise import localise
from dedoc.model import Document, PageMap
from dedoc.outputs import write_outputs
from dedoc.project import Edition, Locale, Style, find_edition, project_roots, read_edition, read_locale, read_style
from dedoc.read import read
from dedoc.render.figures import draw_figures
from dedoc.render.fitting import print_fitted
from dedoc.render.press import print_pdf, timestamp_of
from dedoc.resolve import resolve
from dedoc.resolve.context import Context
from dedoc.verify import check_characters, list_missing, verify_pdf, verify_word

OUTPUTS = ("pdf", "docx")
"""The kinds of output, in the order they are made: Word takes its page numbers from the PDF."""

FILES = {"pdf": "report.pdf", "docx": "report.docx"}


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: which edition, in what language and look, and where to."""

    edition: str | None = None
    into: Path | None = None
    locale: str | None = None
    style: str | None = None
    outputs: tuple[str, ...] = OUTPUTS
    is_draft: bool = False
    is_as_printed: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """An edition read and put into its language, with what was noticed on the way."""

    edition: Edition
    style: Style
    locale: Locale
    document: Document
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What was built: the files, where things stand in them, and what an editor should know."""

    files: tuple[Path, ...]
    pages: PageMap
    problems: tuple[Problem, ...] = field(default=())


def load(order: Order, tell: Callable[[str], None] = lambda _: None) -> Source:
    """Read an edition as far as it can be read without printing it; DedocError with all that is wrong."""
    report = Report()
    folder = find_edition(order.edition)
    inputs = Inputs(folder, report)
    edition = read_edition(folder, report, inputs)
    _check_language(order, edition)
    locale = read_locale(edition.metadata.language, report)
    style = read_style(order.style or edition.style, project_roots(), report)
    tell("read")
    document = read(edition, locale, inputs)
    tell("resolve")
    document = resolve(document, Context(edition.numbering, report, order.is_draft, order.is_as_printed))
    report.raise_errors(ContentError)
    missing = list_missing(document)
    tell("localise")
    document = localise(document, locale)
    check_characters(document, style, report)
    report.raise_errors(ContentError)
    return Source(edition, style, locale, document, (*report.problems, *missing))


def _check_language(order: Order, edition: Edition) -> None:
    language = edition.metadata.language
    if order.locale not in (None, language):
        hint = "leave out --locale; the edition is written in {language}"
        values = {"locale": order.locale, "language": language}
        fail(ProjectError, None, "the edition has no translation into “{locale}”", hint, **values)


def build(order: Order, tell: Callable[[str], None] = lambda _: None) -> Result:
    """Make the outputs of an order and put them in place only if all are well; DedocError otherwise."""
    source = load(order, tell)
    tell("render")
    document, made, pages, noticed = _print(source, order)
    tell("verify")
    problems = (*noticed, *_verify_word(made, document))
    _refuse(problems)
    files = {FILES[kind]: made[kind] for kind in order.outputs}
    written = write_outputs(files, _target(order, source.edition))
    return Result(written, pages, in_order([*source.problems, *problems]))


Printed = tuple[Document, dict[str, bytes], PageMap, tuple[Problem, ...]]
"""The document as it was fitted to its pages, the outputs by kind, the page map, and what was noticed."""


def _print(source: Source, order: Order) -> Printed:
    style, timestamp = source.style, timestamp_of(source.document, os.environ.get("SOURCE_DATE_EPOCH"))
    pictures = draw_figures(source.document, style)

    def press(document: Document) -> tuple[bytes, PageMap]:
        return print_pdf(document, style, pictures, is_draft=order.is_draft, timestamp=timestamp)

    document, (pdf, pages), fitted = print_fitted(source.document, press)
    noticed = (*fitted, *verify_pdf(pdf, document, pages))
    # Word takes its page numbers from the map: it must be whole.
    _refuse(noticed)
    made = {"pdf": pdf}
    if "docx" in order.outputs:
        # python-docx takes 0.1 s to import; who builds only the PDF does not wait for it.
        from dedoc.render.word import WordOrder, print_word  # noqa: PLC0415

        by_chapter = source.edition.numbering.notes == "chapter"
        wanted = WordOrder(pages, timestamp, is_draft=order.is_draft, notes_by_chapter=by_chapter)
        made["docx"] = print_word(document, style, source.locale, pictures, wanted)
    return document, made, pages, noticed


def _verify_word(made: dict[str, bytes], document: Document) -> tuple[Problem, ...]:
    return verify_word(made["docx"], document) if "docx" in made else ()


def check(order: Order) -> tuple[Problem, ...]:
    """Return what an editor should look at in an edition that can be printed; DedocError if it cannot."""
    return in_order(load(order).problems)


def _refuse(problems: tuple[Problem, ...]) -> None:
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise OutputError(in_order(problems))


def _target(order: Order, edition: Edition) -> Path:
    into = order.into or _output_root(edition)
    return into / edition.name / (order.locale or edition.metadata.language)


def _output_root(edition: Edition) -> Path:
    """Return the project's ``output/``, beside the ``content/`` that holds the edition, else one where we stand."""
    if edition.folder.parent.name == "content":
        return edition.folder.parent.parent / "output"
    return Path.cwd() / "output"
