"""What changes in print when facts change: every place, with what it said and what it will say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from dedoc.errors import Location
from dedoc.facts.edits import Change
from dedoc.model import Chart, Document, FactCall, Value
from dedoc.walk import find


@dataclass(frozen=True, slots=True)
class Effect:
    """A place where a fact prints, and what stands there before and after."""

    fact: str
    place: Location | None
    old: str
    new: str


def effects(before: Document, after: Document) -> tuple[Effect, ...]:
    """Return where two documents, made of the same chapters and figures with other facts, differ in what facts say."""
    trees = [(document.front, document.body, document.back) for document in (before, after)]
    calls = zip(*(find(tree, FactCall) for tree in trees), strict=True)
    found = [Effect(old.name, old.location, old.text, new.text) for old, new in calls if old.text != new.text]
    for old, new in zip(*(find(tree, Chart) for tree in trees), strict=True):
        found += _in_chart(old, new)
    return tuple(found)


def _in_chart(before: Chart, after: Chart) -> Iterator[Effect]:
    """Yield what changes in a chart; one of histories has more or fewer values where a fact has another date."""
    for old_series, new_series in zip(before.series, after.series, strict=True):
        for old, new in zip_longest(old_series.values, new_series.values, fillvalue=Value(None)):
            fact = old.fact or new.fact
            if fact is not None and old.text != new.text:
                yield Effect(fact.name, old.location or new.location, old.text or "-", new.text or "-")


def told(changes: Sequence[Change], found: Sequence[Effect], translate: Callable[[str], str]) -> Iterator[str]:
    """Yield the changes, and what changes in print, as lines, fact by fact; those that follow from others come last."""
    names = dict.fromkeys([*(change.fact for change in changes), *(effect.fact for effect in found)])
    changed = {change.fact for change in changes}
    for name in names:
        yield name if name in changed else translate("{name} follows").format(name=name)
        own = (change for change in changes if change.fact == name)
        yield from (f"  {change.key}: {change.old or '-'} → {change.new or '-'}" for change in own)
        places = (effect for effect in found if effect.fact == name)
        yield from (f"  {effect.place}: {effect.old} → {effect.new}" for effect in places)


def told_data(changes: Sequence[Change], found: Sequence[Effect]) -> dict[str, object]:
    """Return the same as plain data for other programs."""
    return {
        "changes": [{"fact": c.fact, "key": c.key, "old": c.old or None, "new": c.new or None} for c in changes],
        "prints": [
            {
                "fact": effect.fact,
                "file": effect.place.file if effect.place else None,
                "line": effect.place.line if effect.place else None,
                "old": effect.old,
                "new": effect.new,
            }
            for effect in found
        ],
    }
