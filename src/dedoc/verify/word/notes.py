"""Checks on footnotes: one note for each call, in order, and the separators that Word needs."""

from __future__ import annotations

from collections.abc import Iterator

from dedoc.errors import Problem
from dedoc.verify.word.parts import Parts
from dedoc.verify.word.wanted import Wanted
from dedoc.verify.word.xml import W, value

SEPARATORS = ("separator", "continuationSeparator")


def check_notes(parts: Parts, wanted: Wanted) -> Iterator[Problem]:
    """Yield notes without call, calls without note, marks that are missing or misplaced, and missing separators."""
    calls = [value(call, "id") for call in parts.body.iter(W + "footnoteReference")]
    notes = [note for note in parts.notes.iterfind(W + "footnote") if not value(note, "type")]
    ids = [value(note, "id") for note in notes]
    if calls != ids or len(calls) != wanted.notes:
        values = {"calls": len(calls), "notes": len(ids), "expected": wanted.notes}
        yield Problem("the Word file has {calls} calls and {notes} notes, and {expected} were expected", values=values)
        for key in sorted({*calls} ^ {*ids}):
            yield Problem("the call or the note {id} of the Word file stands alone", values={"id": key})
    for note in notes:
        marks = len(list(note.iter(W + "footnoteRef")))
        if marks != 1:
            shown = {"id": value(note, "id"), "count": marks}
            yield Problem("the note {id} of the Word file has {count} marks", values=shown)
    if any(
        next(root.iter(W + "footnoteRef"), None) is not None
        for root in parts.stories.values()
        if root is not parts.notes
    ):
        yield Problem("the Word file has the mark of a note outside its notes")
    yield from _separators(parts)


def _separators(parts: Parts) -> Iterator[Problem]:
    """Yield separators that are not there, not named in the settings, or numbered like notes: Word repairs such files.

    ECMA-376-1, 17.11.9 and 17.11.23.
    """
    special = {value(note, "type"): note for note in parts.notes.iterfind(W + "footnote") if value(note, "type")}
    named = {value(item, "id") for item in parts.settings.iterfind(f"{W}footnotePr/{W}footnote")}
    for kind in SEPARATORS:
        note = special.get(kind)
        if note is None or value(note, "id") not in named or note.find(f".//{W}{kind}") is None:
            yield Problem("the Word file has no {kind} for its notes, or does not name it", values={"kind": kind})
        elif note.find(f".//{W}footnoteRef") is not None:
            yield Problem("the {kind} of the notes in the Word file bears the mark of a note", values={"kind": kind})
    for key in sorted(named - {value(note, "id") for note in special.values()}):
        yield Problem("the settings of the Word file name the separator {id}, which is not there", values={"id": key})
