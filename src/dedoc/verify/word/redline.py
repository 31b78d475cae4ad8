"""Checks on a Word file with tracked changes: accepted, it says the new text, and rejected, the old one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from dedoc.errors import Problem
from dedoc.verify.word.parts import Parts
from dedoc.verify.word.reading import Line, Reading
from dedoc.verify.word.settled import settle
from dedoc.verify.word.xml import W, value


def verify_redline(redline: bytes, old: bytes, new: bytes) -> tuple[Problem, ...]:
    """Return where a Word file with tracked changes says something else than the Word files of both texts."""
    return (*_problems(redline, new, is_accepted=True), *_problems(redline, old, is_accepted=False))


def _problems(redline: bytes, wanted: bytes, *, is_accepted: bool) -> Iterator[Problem]:
    parts, expected = settled_parts(redline, is_accepted=is_accepted), Parts(wanted)
    lines = itertools.zip_longest(Reading(parts).lines(), Reading(expected).lines())
    for number, (found, meant) in enumerate(lines, 1):
        if found != meant:
            values = {"number": number, "found": _shown(found), "wanted": _shown(meant)}
            if is_accepted:
                message = (
                    "with all changes accepted, paragraph {number} of the Word file is “{found}” and not “{wanted}”"
                )
            else:
                message = (
                    "with all changes rejected, paragraph {number} of the Word file is “{found}” and not “{wanted}”"
                )
            yield Problem(message, values=values)
            return
    if is_accepted and (lost := sorted(_bookmarks(expected) ^ _bookmarks(parts))):
        message = "with all changes accepted, the Word file has other bookmarks: {names}"
        yield Problem(message, values={"names": ", ".join(lost[:5])})


def settled_parts(word: bytes, *, is_accepted: bool) -> Parts:
    """Return a Word file taken apart, its changes all accepted or all rejected, without the notes nobody calls."""
    parts = Parts(word)
    for root in (parts.body, parts.notes):
        settle(root, is_accepted=is_accepted)
    called = {value(call, "id") for call in parts.body.iter(W + "footnoteReference")}
    for note in list(parts.notes):
        if not value(note, "type") and value(note, "id") not in called:
            parts.notes.remove(note)
    return parts


def _bookmarks(parts: Parts) -> set[str]:
    return {bookmark.name for bookmark in parts.story.bookmarks}


def _shown(line: Line | None) -> str:
    return "–" if line is None else f"{line.place} {line.style}: {line}"[:200].strip()
