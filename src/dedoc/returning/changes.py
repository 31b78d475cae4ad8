"""What was changed in a Word file, as it is told: what kind of change, where, what stood there and what stands now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from dedoc.errors import N_, Location
from dedoc.returning.lines import DRAWING, END
from dedoc.returning.passages import BREAK, CALL
from dedoc.wordfile.model import Revision


class Kind(Enum):
    """What kind of change was made; each is one thing that a person did."""

    TEXT = N_("text edited")
    CELL = N_("table cell edited")
    EMPHASIS = N_("emphasis changed")
    LINK = N_("link changed")
    LEVEL = N_("level of a heading changed")
    MOVED = N_("text moved")
    INSERTED = N_("text inserted")
    DELETED = N_("text deleted")
    SPLIT = N_("paragraph divided")
    MERGED = N_("paragraphs joined")
    ROW_INSERTED = N_("row inserted")
    ROW_DELETED = N_("row deleted")
    NOTE_EDITED = N_("note edited")
    NOTE_INSERTED = N_("note inserted")
    NOTE_DELETED = N_("note deleted")
    NOTE_MOVED = N_("note moved")
    COMMENT = N_("comment")
    FACT = N_("number edited")
    FACT_REMOVED = N_("number removed")
    SOURCE = N_("citation edited")
    REFERENCE = N_("reference edited")
    CAPTION = N_("caption edited")
    CHART = N_("chart edited")
    PICTURE = N_("picture changed")
    METADATA = N_("cover edited")
    GENERATED = N_("text edited that dedoc makes")
    LOOK = N_("look changed by hand")
    TABLE = N_("table rebuilt")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its place in the source, the words ``before`` and ``after``, who made it, and what becomes of it.

    ``lead`` and ``tail`` are the words around, where they help to find it. ``is_applied`` says that the patch has it.
    ``remark`` is a template, with its ``values``, that says why it has not, or what else an editor should know.
    ``is_conflict`` says that the edition was changed there as well.
    """

    kind: Kind
    place: Location | None
    before: str = ""
    after: str = ""
    authors: tuple[str, ...] = ()
    is_applied: bool = True
    is_conflict: bool = False
    remark: str = ""
    values: Mapping[str, object] = field(default_factory=dict, compare=False)
    lead: str = ""
    tail: str = ""


SIGNS = str.maketrans({CALL: "[^]", BREAK: "⏎", END: "¶", DRAWING: "▣"})


def shown(text: str) -> str:
    """Return characters of lines as people read them: ``[^]`` for the call of a note, ¶ for the end of a paragraph."""
    return text.translate(SIGNS)


def authors_of(revisions: Iterable[Revision]) -> tuple[str, ...]:
    """Return who made tracked changes and on which days: 张三 2024-08-01."""
    signed = (f"{revision.author} {revision.date[:10]}".strip() for revision in revisions)
    return tuple(dict.fromkeys(name for name in signed if name))
