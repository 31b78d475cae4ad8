"""Facts and sources that changed: what they print before and now, and by how much a fact grew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Protocol

from dedoc.model import Document, Fact, Moment, Source

SHARES = ("%", "‰")
"""Units of shares: their change is told in points, not in parts of itself."""


class Speaker(Protocol):
    """What puts facts, dates and sources into words (``localise.phrases``)."""

    def fact(self, fact: Fact) -> str:
        """Return the quantity of a fact with scale and unit."""

    def moment(self, time: Moment) -> str:
        """Return a date."""

    def source(self, source: Source) -> str:
        """Return a source as a note names it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a fact: the quantity, its date, the key of its source, and what that is called.

    A source that is called something else is the same source.
    """

    value: str
    date: str
    key: str
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that changed; ``old`` or ``new`` is None where it was or is not there.

    ``change`` is the difference with its sign, ``""`` where units or forms do not allow one; ``percent`` the same in
    hundredths of the old value, None for shares, whose difference is one of points.
    """

    name: str
    title: str
    old: Said | None
    new: Said | None
    change: str = ""
    percent: Decimal | None = None
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A source that is called something else than before, or that was or is not there (None)."""

    key: str
    old: str | None
    new: str | None


def source_changes(old: Document, new: Document, speaker: Speaker) -> Iterator[SourceChange]:
    """Yield the sources that changed, in the order of the new document, then those that are gone."""
    for key in [*new.sources, *(key for key in old.sources if key not in new.sources)]:
        before, after = (document.sources.get(key) for document in (old, new))
        names = [speaker.source(source) if source else None for source in (before, after)]
        if names[0] != names[1]:
            yield SourceChange(key, *names)


def fact_changes(old: Document, new: Document, speaker: Speaker) -> Iterator[FactChange]:
    """Yield the facts of which something else is said, in the order of the new document, then those that are gone."""
    for name in [*new.facts, *(name for name in old.facts if name not in new.facts)]:
        former, fact = old.facts.get(name), new.facts.get(name)
        before, after = (_said(each, document, speaker) for each, document in ((former, old), (fact, new)))
        if before == after:
            continue
        shown = fact or former
        assert shown is not None
        made = FactChange(name, shown.title, before, after)
        yield _grown(made, former, fact, speaker) if former and fact else made


def _said(fact: Fact | None, document: Document, speaker: Speaker) -> Said | None:
    if fact is None:
        return None
    date = speaker.moment(fact.as_of) if fact.as_of else ""
    source = document.sources.get(fact.source)
    return Said(speaker.fact(fact), date, fact.source, speaker.source(source) if source else "")


def _grown(made: FactChange, old: Fact, new: Fact, speaker: Speaker) -> FactChange:
    if old.unit != new.unit or old.upper or new.upper:
        return made
    if not isinstance(old.value, Decimal) or not isinstance(new.value, Decimal):
        return made
    before = old.value.scaleb(old.scale - new.scale)
    difference = new.value - before
    if not difference:
        return made
    precision = max(new.precision, old.precision + new.scale - old.scale, 0)
    plain = replace(new, in_words=False, qualifier=None, exact=None, uncertainty=None, due=0)
    size = replace(plain, value=abs(difference), precision=precision)
    change = ("+" if difference > 0 else "−") + speaker.fact(size)
    if new.unit in SHARES:
        return replace(made, change=change.removesuffix(new.unit), is_share=True)
    percent = (100 * difference / before).quantize(Decimal("0.1")) if before else None
    return replace(made, change=change, percent=percent)
