"""Two printings of one report by two engines held against its source, and so against each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from dedoc.errors import Location, Problem, in_order
from dedoc.model import Document, PageMap
from dedoc.verify.reading import Reading, read_pdf
from dedoc.verify.speech import Piece, Speech, speech_of

SHOWN = 24
"""Characters that a problem shows of what is and of what ought to be."""

BEFORE = 6
"""Characters that it shows from before the difference."""

ENOUGH = 4
"""Characters by which the text after a difference is found again."""


def cross_check(document: Document, printings: Mapping[str, tuple[bytes, PageMap]]) -> tuple[Problem, ...]:
    """Return where printings differ from what is written, each at its place; ``printings`` go by their engines.

    Compared are all words in order, the notes with their words and on the pages of their calls, figures and outline.
    """
    found = (differences(name, speech_of(document, pages), read_pdf(pdf)) for name, (pdf, pages) in printings.items())
    return in_order([problem for problems in found for problem in problems])


def differences(engine: str, speech: Speech, reading: Reading) -> Iterator[Problem]:
    """Yield where what an engine has printed differs from what the report says."""
    yield from _texts(engine, speech.pieces, reading)
    yield from _lists(engine, "notes", speech.notes, [words for words, _ in reading.notes])
    yield from _lists(engine, "figures", speech.drawings, reading.drawings)
    titles = [Piece(f"{level} {piece.text}", piece.location) for level, piece in speech.outline]
    yield from _lists(engine, "bookmarks", titles, [f"{level} {title}" for level, title in reading.outline])


def _texts(engine: str, pieces: Sequence[Piece], reading: Reading) -> Iterator[Problem]:
    """Yield the differences of the text, and the notes that stand on another page than their call."""
    text, at, index, count = reading.text, 0, 0, 0
    while index < len(pieces):
        piece = pieces[index]
        if text.startswith(piece.text, at):
            yield from _moved(engine, piece, at, count, reading)
            after, resumed = index + 1, at + len(piece.text)
        else:
            after, resumed = _resumed(pieces, index, text, at)
            expected = "".join(part.text for part in pieces[index:after])
            yield _difference(engine, text[at:resumed], expected, piece.location)
        count += sum(len(part.calls) for part in pieces[index:after])
        at, index = resumed, after
    if at < len(text):
        yield _difference(engine, text[at:], "", None)


def _resumed(pieces: Sequence[Piece], index: int, text: str, at: int) -> tuple[int, int]:
    """Return the next piece that the text has from ``at`` on, and where it begins there."""
    for later in range(index, len(pieces)):
        words, following = pieces[later].text, later + 1
        while len(words) < ENOUGH and following < len(pieces):
            words, following = words + pieces[following].text, following + 1
        if (place := text.find(words, at)) >= 0:
            return later, place
    return len(pieces), len(text)


def _moved(engine: str, piece: Piece, at: int, first: int, reading: Reading) -> Iterator[Problem]:
    """Yield the notes of a piece that stand on another page than their calls."""
    for call, (words, page) in zip(piece.calls, reading.notes[first:], strict=False):
        if page != (found := reading.page_of(at + call)):
            message = "{engine} prints the note “{note}” on page {page}, and its call on page {call}"
            values = {"engine": engine, "note": words[:SHOWN], "page": page, "call": found}
            yield Problem(message, piece.location, "shorten the note, or move its call", values=values)


def _lists(engine: str, what: str, expected: Sequence[Piece], found: Sequence[str]) -> Iterator[Problem]:
    """Yield the differences of what is compared one by one."""
    if len(expected) != len(found):
        message = "{engine} prints {found} {what}, and {expected} are written"
        values = {"engine": engine, "what": what, "found": len(found), "expected": len(expected)}
        yield Problem(message, values=values)
    pairs = itertools.zip_longest(expected, found, fillvalue=None)
    differing = ((piece, words) for piece, words in pairs if (piece.text if piece else "") != (words or ""))
    for piece, words in itertools.islice(differing, 1 if len(expected) != len(found) else None):
        yield _difference(engine, words or "", piece.text if piece else "", piece.location if piece else None)


def _difference(engine: str, found: str, expected: str, place: Location | None) -> Problem:
    same = next(
        (at for at, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), min(len(found), len(expected))
    )
    start = max(0, same - BEFORE)
    values = {"engine": engine, "found": _shown(found, start), "expected": _shown(expected, start)}
    return Problem("{engine} prints “{found}” where “{expected}” is written", place, values=values)


def _shown(text: str, start: int) -> str:
    end = start + SHOWN
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")
