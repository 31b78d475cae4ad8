"""Who deleted what, as far as it was tracked."""

from __future__ import annotations

from dedoc.returning.changes import authors_of
from dedoc.returning.lines import Habits, Lines
from dedoc.wordfile.model import WordFile
from dedoc.wordfile.states import rejected


def deleters(returned: WordFile, habits: Habits, text: str) -> tuple[str, ...]:
    """Return who deleted a line with some words, and when; () where that was not tracked."""
    for line in Lines(habits, rejected).read(returned.blocks):
        if line.text == text:
            gone = [r for token in line.tokens for r in token.revisions if r.change.is_gone]
            return authors_of([*gone, *(r for r in line.paragraph.revisions if r.change.is_gone)])
    return ()
