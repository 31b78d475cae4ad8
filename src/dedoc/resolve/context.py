"""What the passes work with besides the document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from dedoc.errors import Report
from dedoc.project import Numbering


@dataclass(frozen=True, slots=True)
class Context:
    """The rules of the edition and the place for problems; a draft may hold what nobody has verified yet."""

    numbering: Numbering
    report: Report
    is_draft: bool = False
    is_as_printed: bool = False


def near_name(name: str, known: Iterable[str]) -> str:
    """Return the known name most like ``name``, or nothing."""
    return next(iter(get_close_matches(name, list(known), n=1)), "")
