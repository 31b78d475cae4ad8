"""The press: Typst sets the document, handed over as data, in the template of the style."""

from __future__ import annotations

import calendar
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, TypeAlias

from dedoc.errors import Location, OutputError, Problem, Severity, fail
from dedoc.fonts import font_file
from dedoc.model import BESIDES, Document, FolioMark, PageMap
from dedoc.moments import last_day
from dedoc.render.boxes import with_bleed_boxes
from dedoc.render.payload import document_data
from dedoc.style import Style

STANDARDS: Final = ("a-2a", "ua-1")
"""PDF/A-2a (ISO 19005-2) for the archive and PDF/UA-1 (ISO 14289-1) for readers who cannot see, in one file."""


LARGE: Final = 16_000_000
"""Bytes of a PDF from which on memory is dearer than the time to set all of it again: some 1,500 pages."""

Picture: TypeAlias = tuple[bytes, float, float]
"""Vector art as SVG, with its width and height in pt."""


def print_pdf(
    document: Document,
    style: Style,
    pictures: dict[str, bytes],
    *,
    is_draft: bool,
    timestamp: int,
    has_changes: bool = False,
) -> tuple[bytes, PageMap]:
    """Return the PDF and where things stand in it; ``has_changes`` if an older text lies under the document.

    ``pictures`` are files by name, each for one figure; ``timestamp`` is the date of the PDF in seconds since 1970.
    OutputError carries what Typst says against the template, what it warns of where text or page numbers are lost, or
    that the template does not tell where things stand.
    """
    with _compiler(document, style, pictures, is_draft=is_draft) as compiler:
        # Typst 0.15 refuses PDF/UA-1 where a page ends in text struck out and its notes have such text too.
        standards: list[Any] = [*STANDARDS[:1]] if has_changes else [*STANDARDS]
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=standards, timestamp=timestamp)
        _refuse_losses([str(warning.message) for warning in warnings], style)
        told = json.loads(compiler.query("<page-map>", field="value"))
    assert isinstance(pdf, bytes)
    if len(pdf) > LARGE:
        forget()
    if has_changes:
        _refuse_silence(told, style)
    try:
        (places,) = told
        return with_bleed_boxes(pdf, style.record.page), page_map(places)
    except (ValueError, KeyError, TypeError, AttributeError):
        hint = "let it end with the page map, as that of the style “report” does"
        fail(OutputError, _place(style), "the template does not tell where headings, notes and figures stand", hint)


def forget() -> None:
    """Let Typst drop what it keeps of all that it set, to be faster when it sets it again.

    It keeps what one of the last ten compilations used, whatever that takes: 1.3 MB for a page of the report, and more
    for every printing in which pages moved.
    """
    import typst  # noqa: PLC0415 -- heavy

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    for _ in range(11):
        typst.compile(b"", format="svg", font_paths=fonts)


def print_pages(
    document: Document, style: Style, pictures: dict[str, bytes], *, is_draft: bool, resolution: int
) -> list[bytes]:
    """Return all pages as PNG at so many dots per inch, for people who look at many of them at once."""
    with _compiler(document, style, pictures, is_draft=is_draft) as compiler:
        made = compiler.compile(format="png", ppi=float(resolution))
    return made if isinstance(made, list) else [made]


@contextmanager
def _compiler(document: Document, style: Style, pictures: dict[str, bytes], *, is_draft: bool) -> Iterator[Any]:
    """Yield Typst, confined to a folder of its own; what it says against the template is an OutputError."""
    import typst  # noqa: PLC0415 -- heavy

    with tempfile.TemporaryDirectory(prefix="dedoc-") as folder:
        root = Path(folder)
        _lay_out(root, document, style, pictures, is_draft=is_draft)
        try:
            yield typst.Compiler(str(root / style.record.template), root=folder, font_paths=given_fonts(root, style))
        except typst.TypstError as error:
            raise _typst_problem(error, style) from error
        except BaseException as error:
            # A library in Rust gives up, over a picture with numbers that it cannot hold: this is no Exception.
            if not is_panic(error):
                raise
            raise _typst_problem(error, style) from error


def is_panic(error: BaseException) -> bool:
    """Whether a library in Rust gave up (pyo3's PanicException, which nothing lets us import)."""
    return type(error).__name__ == "PanicException"


def given_fonts(root: Path, style: Style) -> Any:
    """Return the locked fonts of a style for Typst, without their neighbours in the package and those of the system."""
    import typst  # noqa: PLC0415 -- heavy

    folder = root / "fonts"
    folder.mkdir()
    for index, font in enumerate(style.record.fonts.values()):
        path = font_file(font)
        try:
            (folder / f"{index}{path.suffix}").symlink_to(path)
        except OSError:
            # Windows lets not everybody make links.
            shutil.copyfile(path, folder / f"{index}{path.suffix}")
    # Text that asks for a font of Typst's own would print as nothing without it; so it is found in the PDF afterwards.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])


def _lay_out(root: Path, document: Document, style: Style, pictures: dict[str, bytes], *, is_draft: bool) -> None:
    """Fill the folder that Typst is confined to: templates, art, pictures and the document as data."""
    for folder in reversed(style.folders):
        for file in sorted(folder.iterdir()):
            if file.suffix in (".typ", ".svg", ".png"):
                shutil.copyfile(file, root / file.name)
    for name, picture in pictures.items():
        (root / name).write_bytes(picture)
    files = {Path(name).stem.removeprefix("figure-"): name for name in pictures}
    data = document_data(document, files, style.record.setting.counters) | {
        "style": style_data(style),
        "draft": is_draft,
        "as_printed": any(isinstance(block, FolioMark) for block in document.body),
    }
    (root / "document.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def style_data(style: Style) -> dict[str, Any]:
    """Return the measures of a style as data; ``families`` are a font's own and those that stand in for it."""
    data = asdict(style.record)
    page = data["page"]
    for record in (data, page, page["heads"], data["setting"], *data["text"].values(), *data["fonts"].values()):
        for name in (*BESIDES, "places"):
            record.pop(name, None)
    for name, font in data["fonts"].items():
        font["families"] = [member.family for member in style.chain(name)]
    sheet = style.record.page
    page |= {"inner": sheet.inner, "outer": sheet.outer, "outset": sheet.outset}
    return data


def _typst_problem(error: BaseException, style: Style) -> OutputError:
    reason = " ".join(str(getattr(error, "message", error)).split())
    values = {"reason": reason, "hints": "; ".join(getattr(error, "hints", []) or ["-"])}
    message = "the press could not print: {reason}"
    return OutputError((Problem(message, _place(style), "Typst says: {hints}", Severity.ERROR, values),))


def _place(style: Style) -> Location:
    return Location(f"{style.folder.name}/{style.record.template}")


LOSSES: Final = ("unknown font family", "document did not converge")
"""How warnings of Typst begin that tell of lost text (without fallback it prints nothing), or of wrong page numbers."""


def _refuse_losses(warnings: list[str], style: Style) -> None:
    """Raise OutputError for what Typst only warns of, although a reader would miss something."""
    fonts = ", ".join(font.family for font in style.record.fonts.values())
    hint = "correct the template; the fonts of the style: {fonts}"
    message = "the press warns of a loss: {reason}"
    lost = [
        Problem(message, _place(style), hint, values={"reason": w, "fonts": fonts})
        for w in warnings
        if w.startswith(LOSSES)
    ]
    if lost:
        raise OutputError(tuple(lost))


def _refuse_silence(told: object, style: Style) -> None:
    """Raise OutputError if the template would print what is gone as if it were there."""
    if not isinstance(told, list) or not any(place["kind"] == "changes" for places in told for place in places):
        hint = "let it set what bears “how” apart, and tell “changes”, as that of the style “report” does"
        fail(OutputError, _place(style), "the template does not show what changed", hint)


def page_map(places: list[dict[str, Any]]) -> PageMap:
    """Return the page map from what the template reported, in reading order."""

    def pick(kind: str) -> tuple[tuple[int, str], ...]:
        return tuple((p["page"], p["folio"]) for p in places if p["kind"] == kind)

    calls = [p["page"] for p in places if p["kind"] == "call"]
    notes = [p["page"] for p in places if p["kind"] == "note"]
    last = max(p["page"] for p in places)
    return PageMap(
        last,
        pick("heading"),
        tuple(zip(calls, notes, strict=True)),
        pick("figure"),
        pick("table"),
        pick("start"),
        pick("sidebar"),
    )


def timestamp_of(document: Document, epoch: str | None) -> int:
    """Return the seconds since 1970 that outputs carry: SOURCE_DATE_EPOCH if given, else the day of the edition."""
    if epoch and epoch.isdigit():
        return int(epoch)
    return calendar.timegm(last_day(document.metadata.date).timetuple())
