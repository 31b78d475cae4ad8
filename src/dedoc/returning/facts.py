"""Facts as somebody wants them, written into ``facts.yaml`` in place of what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dedoc.errors import ContentError
from dedoc.facts import Change, edited, read_written
from dedoc.model import Fact, Moment
from dedoc.project import Locale
from dedoc.returning.comparer import Proposal


@dataclass(frozen=True, slots=True)
class Wish:
    """What the keys of a fact are to be, by key; an empty text takes the key away."""

    fact: Fact
    values: dict[str, str]


def wishes(proposals: list[Proposal], locale: Locale) -> tuple[list[Wish], list[str]]:
    """Return what is wished of each fact, and the names of those of which different things are wished."""
    found: dict[str, Wish] = {}
    split: list[str] = []
    for proposal in proposals:
        values = dict(_values(proposal.old, proposal.new, locale))
        known = found.setdefault(proposal.old.name, Wish(proposal.old, {})).values
        if any(known.get(key, value) != value for key, value in values.items()):
            split.append(proposal.old.name)
        known |= values
    made = [wish for name, wish in found.items() if name not in split]
    return made, list(dict.fromkeys(split))


def _values(old: Fact, new: Fact, locale: Locale) -> Iterator[tuple[str, str]]:
    """Yield the keys that differ between two facts, as facts.yaml writes them."""
    if (new.value, new.precision, new.upper) != (old.value, old.precision, old.upper):
        yield "value", _number(new) + (f"-{new.upper}" if new.upper is not None else "")
    if new.scale != old.scale:
        yield "scale", next((word for word, power in locale.scales.items() if power == new.scale), "")
    if new.unit != old.unit:
        yield "unit", new.unit
    if new.qualifier != old.qualifier:
        yield "qualifier", new.qualifier.value if new.qualifier else ""
    if new.uncertainty != old.uncertainty:
        yield "uncertainty", str(new.uncertainty or "")
    if new.in_words != old.in_words:
        yield "form", "words" if new.in_words else ""
    if new.as_of != old.as_of and new.as_of is not None:
        yield "as_of", _date(new.as_of)
    if new.due != old.due:
        yield "due", ""


def _number(fact: Fact) -> str:
    if isinstance(fact.value, Fraction):
        return f"{fact.value.numerator}/{fact.value.denominator}"
    return f"{fact.value:.{fact.precision}f}"


def _date(moment: Moment) -> str:
    """Return a date as data files write it."""
    if moment.quarter:
        return f"{moment.parts[0]}-Q{moment.quarter}"
    year, *rest = moment.parts
    return "-".join([str(year), *(f"{part:02}" for part in rest)])


def with_wishes(text: str, found: list[Wish], file: str) -> tuple[str, list[str]]:
    """Return the text of ``facts.yaml`` with wishes fulfilled, and the names of facts for which it could not be."""
    failed: list[str] = []
    for wish in found:
        written = read_written(text)
        entry = written.entries.get(wish.fact.name)
        if entry is None or not entry.text("value"):
            failed.append(wish.fact.name)
            continue
        changes = [Change(entry.name, key, entry.text(key), new) for key, new in wish.values.items()]
        try:
            text = edited(written, [each for each in changes if each.old or each.new], file)
        except ContentError:
            failed.append(wish.fact.name)
    return text, failed
