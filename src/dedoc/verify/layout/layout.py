"""A PDF read for its layout: pages of lines with their roles, paragraphs, and the measures of the whole."""

from __future__ import annotations

import gc
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from dedoc.errors import Location, OutputError, fail
from dedoc.verify.layout.calls import Call, find_calls, find_notes
from dedoc.verify.layout.content import FORM, IDENTITY, Canvas, Glyph, Pen
from dedoc.verify.layout.kinds import name_kinds
from dedoc.verify.layout.lines import Line, gather_lines
from dedoc.verify.layout.measures import Design, Measures, measure
from dedoc.verify.layout.paragraphs import Paragraph, gather_paragraphs
from dedoc.verify.layout.tags import Role, Tag, read_tags
from dedoc.verify.layout.typefaces import Typefaces
from dedoc.verify.layout.unpacking import LARGEST, TooLargeError, unpacked

MALFORMED = (AttributeError, KeyError, IndexError, OverflowError, RuntimeError, TypeError, ValueError)
"""What Python and qpdf say where an object of a PDF is not what it should be."""

OUR_NAME = re.compile(r"(stream )?<_io\.BytesIO object at \w+>:? ?")
"""What the library calls a file that it was given as bytes."""

FARTHEST = 1e6
"""Pt from its corner within which a page can show anything; what is no finite number lies within nothing."""

PICTURE = Tag(Role.FIGURE, 0, "")
"""What stands in a form that no tag speaks of."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines from top to bottom, and all its glyphs as they were drawn; lengths in pt."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A PDF as it is laid out; ``language`` is the one that it says it is in."""

    pages: tuple[Page, ...]
    paragraphs: tuple[Paragraph, ...]
    measures: Measures
    calls: tuple[Call, ...]
    notes: tuple[tuple[Line, str], ...]
    language: str = ""

    @property
    def lines(self) -> list[Line]:
        """The lines of all pages."""
        return [line for page in self.pages for line in page.lines]

    @property
    def flowing(self) -> list[Paragraph]:
        """The paragraphs that the rules of setting hold for: all but entries of the contents."""
        return [paragraph for paragraph in self.paragraphs if paragraph.role is not Role.CONTENTS]


def read_layout(pdf: bytes, name: str = "", design: Design | None = None) -> Layout:
    """Return the layout of a PDF; OutputError says why a file called ``name`` cannot be read.

    ``design`` is what is known of it; what is not is measured.
    """
    import pikepdf  # noqa: PLC0415 -- only who reads a PDF needs it

    place = Location(name) if name else None
    hint = "make the PDF again"
    try:
        with pikepdf.open(io.BytesIO(pdf)) as file, _without_collection():
            drawn, tags = _drawn(file)
            language = str(file.Root.get("/Lang", ""))
    except pikepdf.PasswordError:
        fail(OutputError, place, "the PDF is encrypted", "save it without a password")
    except pikepdf.PdfError as error:
        reason = OUR_NAME.sub("", str(error))
        fail(OutputError, place, "the PDF cannot be read: {reason}", hint, reason=reason)
    except TooLargeError:
        message = "a stream of the PDF unpacks to more than {size} MB"
        fail(OutputError, place, message, "no page needs so much: ask who sent it", size=LARGEST // 2**20)
    except MALFORMED:
        # Something is there, but not of the type that the standard asks for.
        fail(OutputError, place, "the PDF cannot be read: {reason}", hint, reason="malformed objects")
    return replace(_laid_out(drawn, tags, design), language=language)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep Python from looking for garbage among records by the hundred thousand: none of them has cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


Tags = dict[int, dict[int, Tag]]
"""Tags by page (from 0) and number of marked content."""


def _drawn(file: Any) -> tuple[list[Canvas], Tags]:
    """Return what all pages draw, and what it is."""
    tags: Tags = defaultdict(dict)
    by_object = {page.obj.objgen: index for index, page in enumerate(file.pages)}
    for (index, mark), tag in read_tags(file.Root, by_object).items():
        tags[index][mark] = tag
    typefaces = Typefaces()
    drawn = [_canvas(page, typefaces) for page in file.pages]
    if _draws_by_forms(drawn):
        for index in range(len(drawn)):
            tags[index][FORM] = PICTURE
    return drawn, tags


def _laid_out(drawn: list[Canvas], tags: Tags, design: Design | None) -> Layout:
    gathered = [gather_lines(canvas.glyphs, tags[index], index + 1) for index, canvas in enumerate(drawn)]
    measures = measure(gathered, design)
    named = name_kinds(gathered, [canvas.bars for canvas in drawn], measures)
    pages = tuple(
        Page(index + 1, canvas.width, canvas.height, tuple(lines), tuple(canvas.glyphs))
        for index, (canvas, lines) in enumerate(zip(drawn, named, strict=True))
    )
    paragraphs = tuple(gather_paragraphs(named, measures))
    notes = tuple(find_notes(paragraphs))
    return Layout(pages, paragraphs, measures, tuple(find_calls(paragraphs, notes)), notes)


def _draws_by_forms(drawn: list[Canvas]) -> bool:
    """Whether what is inside forms are pictures: they hold less than half of what is written."""
    inside = sum(glyph.run.mark == FORM for canvas in drawn for glyph in canvas.glyphs)
    return 2 * inside < sum(len(canvas.glyphs) for canvas in drawn)


def _canvas(page: Any, typefaces: Typefaces) -> Canvas:
    left, bottom, right, top = (float(number) for number in page.cropbox)
    canvas = Canvas(typefaces, left, top, right - left, top - bottom)
    contents = page.obj.get("/Contents")
    streams = [] if contents is None else [contents] if hasattr(contents, "read_bytes") else list(contents)
    Pen(canvas, page.obj.get("/Resources", page.get("/Resources")), IDENTITY).draw(
        b"\n".join(unpacked(s) for s in streams)
    )
    return _seen(canvas)


def _seen(canvas: Canvas) -> Canvas:
    """Return a page without what is drawn at places that are too far off to be any; ValueError for one without size."""
    far = FARTHEST
    if not (abs(canvas.width) < far and abs(canvas.height) < far):
        raise ValueError(canvas.width, canvas.height)
    canvas.glyphs = [
        glyph
        for glyph in canvas.glyphs
        if -far < glyph.left < far and -far < glyph.right < far and -far < glyph.run.baseline < far > glyph.run.size
    ]
    canvas.bars = [bar for bar in canvas.bars if all(-far < side < far for side in bar)]
    return canvas
