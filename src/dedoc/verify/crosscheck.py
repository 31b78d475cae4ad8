"""Two printings of one report by two engines held against its source, and so against each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dedoc.errors import Location, Problem, Severity, in_order
from dedoc.model import Document, Figure, Heading, Note, PageMap, Sidebar, Table
from dedoc.verify.layout.differences import differences
from dedoc.verify.layout.expected import Said, expect
from dedoc.verify.reading import Reading, read_pdf, squeezed
from dedoc.walk import find, plain_text, without

SHOWN = 24
"""Characters that a problem shows of what is and of what ought to be."""

LISTED: dict[str, type[Figure | Table | Sidebar]] = {"figures": Figure, "tables": Table, "sidebars": Sidebar}
"""What a list after the contents can be of, by its name."""

Named = tuple[str, Location | None]
"""Words that stand in a list, and where they were written."""


def cross_check(document: Document, printings: Mapping[str, tuple[bytes, PageMap]]) -> tuple[Problem, ...]:
    """Return where printings differ from what is written, each at its place; ``printings`` go by their engines.

    Compared are all words in order, those of notes by themselves, the figures and the outline.
    """
    found = (_printing(engine, document, pages, read_pdf(pdf)) for engine, (pdf, pages) in printings.items())
    return in_order([problem for problems in found for problem in problems])


def with_notes_at_calls(noticed: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return what was noticed of a layout, with notes away from their calls as errors: engines must agree on them."""
    return tuple(replace(p, severity=Severity.ERROR) if p.values.get("code") == "note" else p for p in noticed)


def _printing(engine: str, document: Document, pages: PageMap, reading: Reading) -> Iterator[Problem]:
    expected = expect(document, pages)
    yield from _texts(engine, reading.text, expected.text)
    yield from _texts(engine, reading.notes, expected.notes)
    figures = find((document.front, document.body, document.back), Figure)
    alternatives = [(squeezed(figure.alternative), figure.location) for figure in figures]
    yield from _lists(engine, "figures", alternatives, reading.drawings)
    yield from _lists(engine, "bookmarks", list(_outline(document)), [f"{n} {title}" for n, title in reading.outline])


def _texts(engine: str, found: str, said: Said) -> Iterator[Problem]:
    for parted in differences(found, said.text):
        here, there = found[parted.found : parted.found_end], said.text[parted.expected : parted.expected_end]
        yield _difference(engine, here, there, said.place(parted.expected))


def _outline(document: Document) -> Iterator[Named]:
    """Yield the bookmarks that a PDF has, with their levels: all headings, and the titles of contents and lists."""
    parts = (document.front, document.body, document.back)
    listed = (name for name in document.lists if any(block.mark for block in find(parts, LISTED[name])))
    yield from map(_bookmark, find(document.front, Heading))
    yield from ((f"1 {squeezed(document.words[name])}", None) for name in ("contents", *listed))
    yield from map(_bookmark, find((document.body, document.back), Heading))


def _bookmark(heading: Heading) -> Named:
    title = heading.mark + plain_text(without(heading.content, Note))
    return f"{heading.level} {squeezed(title)}", heading.location


def _lists(engine: str, what: str, expected: Sequence[Named], found: Sequence[str]) -> Iterator[Problem]:
    """Yield the differences of what is compared one by one; of lists that are not as long, how long, and the first."""
    if len(expected) != len(found):
        message = "{engine} prints {found} {what}, and {expected} are written"
        values = {"engine": engine, "what": what, "found": len(found), "expected": len(expected)}
        yield Problem(message, values=values)
    nothing: Named = ("", None)
    pairs = itertools.zip_longest(expected, ((words, None) for words in found), fillvalue=nothing)
    differing = [(here, there, place) for (there, place), (here, _) in pairs if there != here]
    for here, there, place in differing[: 1 if len(expected) != len(found) else None]:
        yield _difference(engine, here, there, place)


def _difference(engine: str, found: str, expected: str, place: Location | None) -> Problem:
    values = {"engine": engine, "found": _shown(found), "expected": _shown(expected)}
    return Problem("{engine} prints “{found}” where “{expected}” is written", place, values=values)


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN // 2] + "…" + text[-SHOWN // 2 :]
