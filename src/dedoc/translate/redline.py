"""What changed between two versions of a text: the words that went and those that came."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

WORD = re.compile(r"\{[^{}]*\}|[A-Za-z0-9.,%’'-]+|\s+|.", re.DOTALL)
"""A placeholder, a word of Latin letters or digits, or a single character."""


def redline(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of both texts in order as (kind, text), the kind being same, gone or come."""
    before, after = WORD.findall(old), WORD.findall(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield "same", "".join(after[new_start:new_end])
            continue
        if old_start < old_end:
            yield "gone", "".join(before[old_start:old_end])
        if new_start < new_end:
            yield "come", "".join(after[new_start:new_end])
