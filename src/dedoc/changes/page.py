"""Changes as one page, side by side, and as data."""

from __future__ import annotations

from typing import Any

from dedoc.changes.comparison import Comparison
from dedoc.changes.entries import Chapter, Entry
from dedoc.changes.facts import FactChange, Said
from dedoc.changes.lines import Segment
from dedoc.changes.tell import (
    BY_CHAPTER,
    KINDS,
    Translate,
    chapter_title,
    details,
    entry_title,
    folded,
    growth,
    has_other_source,
    said,
    summary,
)
from dedoc.errors import N_, Location
from dedoc.webpages import web_page

WORDS = {
    "title": N_("What changed"),
    "summary": BY_CHAPTER,
    "chapter": N_("Chapter"),
    "same": N_("the same"),
    "all": N_("all together"),
    "facts": N_("Facts that changed"),
    "fact": N_("Fact"),
    "before": N_("before"),
    "now": N_("now"),
    "change": N_("change"),
    "sources": N_("Sources that changed"),
    "more": N_(", and {count} more like it"),
    "nothing": N_("nothing differs"),
    "none": N_("not there"),
}
"""What the page says beside what changed."""


def changes_html(comparison: Comparison, language: str, translate: Translate) -> bytes:
    """Return the changes as one HTML file that loads nothing from elsewhere and runs no script."""
    values = {
        "comparison": comparison,
        "language": language,
        "text_language": comparison.overlay.metadata.language,
        "words": {name: translate(word) for name, word in WORDS.items()},
        "kinds": [(kind, translate(name)) for kind, name in KINDS.items()],
        "titles": [chapter_title(chapter, translate) for chapter in comparison.chapters],
        "entry_title": lambda entry: entry_title(entry, translate),
        "folded": folded,
        "places": lambda entry: " → ".join(_short(place) for place in (entry.old, entry.new) if place),
        "said": lambda fact, value: said(value, translate, has_source=has_other_source(fact)),
        "details": lambda entry: list(details(entry, translate)),
        "growth": lambda fact: growth(fact, translate),
    }
    return web_page("changes.html.jinja", values)


def _short(place: Location) -> str:
    """Return a place as it is found within an edition: the name of the file, and the line."""
    return f"{place.file.rpartition('/')[2]}:{place.line}"


def changes_data(comparison: Comparison, translate: Translate) -> dict[str, Any]:
    """Return the changes as data for other programs; what happened is told by the same words in every language."""
    return {
        "old": comparison.old,
        "new": comparison.new,
        "same": comparison.is_same,
        "summary": list(summary(comparison, translate))[1:],
        "counts": {kind.value: comparison.count(kind) for kind in KINDS},
        "chapters": [_chapter(chapter) for chapter in comparison.chapters],
        "facts": [_fact(fact) for fact in comparison.facts],
        "sources": [{"key": source.key, "old": source.old, "new": source.new} for source in comparison.sources],
    }


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return {
        "title": chapter.title,
        "part": chapter.part,
        "same": chapter.same,
        "counts": {kind.value: chapter.count(kind) for kind in KINDS},
        "changes": [_entry(entry) for entry in chapter.entries],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    places = {"from": entry.old, "to": entry.new}
    return {
        "kind": entry.kind.value,
        "what": entry.what,
        "old": "".join(segment.old for segment in entry.segments),
        "new": "".join(segment.new for segment in entry.segments),
        "segments": list(map(_segment, entry.segments)),
        "ranks": [{"level": rank.level, "numbered": rank.is_numbered} for rank in entry.ranks or ()],
        "details": [{"name": detail.name, "old": detail.old, "new": detail.new} for detail in entry.details],
        "places": {name: {"file": place.file, "line": place.line} for name, place in places.items() if place},
    }


def _segment(segment: Segment) -> dict[str, Any]:
    return {"old": segment.old, "new": segment.new, "changed": segment.is_changed}


def _fact(fact: FactChange) -> dict[str, Any]:
    percent = None if fact.percent is None else float(fact.percent)
    grown = {"change": fact.change, "percent": percent, "points": fact.is_share}
    return {"name": fact.name, "title": fact.title, "old": _said(fact.old), "new": _said(fact.new)} | grown


def _said(fact: Said | None) -> dict[str, str] | None:
    return None if fact is None else {"value": fact.value, "date": fact.date, "key": fact.key, "source": fact.source}
