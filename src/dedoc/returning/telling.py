"""Changes as lines for people, and as data for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dedoc.returning.changes import Change, Kind

LONGEST = 60
"""Characters of words that a line shows of one change."""


def told(change: Change, translate: Callable[[str], str]) -> str:
    """Return a change as printed: its place, what it is, the words, who made it; below that what is left to do."""
    place = f"{change.place}: " if change.place else ""
    by = f" ({', '.join(change.authors)})" if change.authors and change.kind is not Kind.COMMENT else ""
    lines = [f"{place}{translate(change.kind.value)}: {_words(change)}{by}"]
    if change.remark:
        name = translate("conflict") if change.is_conflict else translate("hint")
        lines.append(f"  {name}: {_remark(change, translate)}")
    return "\n".join(lines)


def _remark(change: Change, translate: Callable[[str], str]) -> str:
    """Return what an editor is told of a change, in the editor's language."""
    values = dict(change.values)
    if looks := values.get("looks"):
        values["looks"] = ", ".join(map(translate, str(looks).split(", ")))
    return translate(change.remark).format_map(values) if change.remark else ""


def _words(change: Change) -> str:
    """Return the words of a change: what went in brackets with what came, and some of those around."""
    before, after = _short(change.before), _short(change.after)
    match change.kind:
        case Kind.COMMENT:
            quoted = f"“{before}” " if before else ""
            return f"{quoted}{', '.join(change.authors)}: {after}"
        case Kind.MOVED:
            return after
        case Kind.INSERTED | Kind.NOTE_INSERTED | Kind.ROW_INSERTED:
            return f"+ {after}"
        case Kind.DELETED | Kind.NOTE_DELETED | Kind.ROW_DELETED | Kind.FACT_REMOVED:
            return f"- {before}"
        case Kind.LOOK:
            return before
        case _:
            return f"{change.lead}〔{before} → {after}〕{change.tail}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}……"


def change_data(change: Change, translate: Callable[[str], str]) -> dict[str, Any]:
    """Return a change for other programs; its kind is named as in dedoc's own code."""
    return {
        "kind": change.kind.name.lower(),
        "title": translate(change.kind.value),
        "file": change.place.file if change.place else None,
        "line": change.place.line or None if change.place else None,
        "before": change.before,
        "after": change.after,
        "lead": change.lead,
        "tail": change.tail,
        "authors": list(change.authors),
        "applied": change.is_applied,
        "conflict": change.is_conflict,
        "hint": _remark(change, translate) or None,
    }
