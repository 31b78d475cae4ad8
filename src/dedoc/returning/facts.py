"""Facts as somebody wants them, written into ``facts.yaml`` in place of what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import yaml

from dedoc import records
from dedoc.errors import Report
from dedoc.model import Fact, Moment
from dedoc.project import Locale
from dedoc.returning.comparer import Proposal
from dedoc.returning.patch import Splice, applied

PLAIN = re.compile(r"[\w.\-/]+")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the keys of a fact are to be, by key; an empty text takes the key away."""

    fact: Fact
    values: Mapping[str, str]


def wishes(proposals: list[Proposal], locale: Locale) -> tuple[list[Wish], list[str]]:
    """Return what is wished of each fact, and the names of those of which different things are wished."""
    found: dict[str, dict[str, str]] = {}
    facts: dict[str, Fact] = {}
    split: list[str] = []
    for proposal in proposals:
        values = dict(_values(proposal.old, proposal.new, locale))
        known = found.setdefault(proposal.old.name, {})
        facts[proposal.old.name] = proposal.old
        if any(known.get(key, value) != value for key, value in values.items()):
            split.append(proposal.old.name)
        known |= values
    made = [Wish(facts[name], values) for name, values in found.items() if name not in split]
    return made, list(dict.fromkeys(split))


def _values(old: Fact, new: Fact, locale: Locale) -> Iterator[tuple[str, str]]:
    """Yield the keys that differ between two facts, as facts.yaml writes them."""
    if new.value != old.value or new.precision != old.precision:
        yield "value", _number(new)
    if new.scale != old.scale:
        yield "scale", next((word for word, power in locale.scales.items() if power == new.scale), "")
    if new.unit != old.unit:
        yield "unit", new.unit
    if new.is_more != old.is_more:
        yield "qualifier", "more" if new.is_more else ""
    if new.in_words != old.in_words:
        yield "form", "words" if new.in_words else ""
    if new.as_of != old.as_of and new.as_of is not None:
        yield "as_of", _date(new.as_of)


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


def with_wishes(text: str, found: list[Wish]) -> tuple[str, list[str]]:
    """Return the text of ``facts.yaml`` with wishes fulfilled, and the names of facts for which it could not be."""
    root, _ = records.parse_text(text, "", Report())
    entries = {str(key.value): value for key, value in root.value} if isinstance(root, yaml.MappingNode) else {}
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    splices: list[Splice] = []
    failed: list[str] = []
    for wish in found:
        node = entries.get(wish.fact.name)
        made = _splices(node, wish, text, starts) if isinstance(node, yaml.MappingNode) else None
        if made is None:
            failed.append(wish.fact.name)
        else:
            splices += made
    return applied(text, splices), failed


def _splices(node: yaml.MappingNode, wish: Wish, text: str, starts: list[int]) -> list[Splice] | None:
    """Return what is put where for one fact; None where its lines are written in a way that cannot be edited so."""
    keys = {str(key.value): (key, value) for key, value in node.value}
    found: list[Splice] = []
    for rank, (name, wanted) in enumerate(wish.values.items()):
        if name in keys and wanted:
            key, value = keys[name]
            start, end = _at(value.start_mark, starts), _at(value.end_mark, starts)
            found.append(Splice(start, end, rank, _written(wanted, text[start:end])))
        elif name in keys:
            key, value = keys[name]
            line = starts[key.start_mark.line]
            if node.flow_style or text[line : _at(key.start_mark, starts)].strip():
                return None
            found.append(Splice(line, starts[value.end_mark.line + 1], rank, ""))
        elif wanted:
            key, value = keys["value"]
            at = _at(value.end_mark, starts)
            if node.flow_style:
                found.append(Splice(at, at, rank, f", {name}: {_written(wanted, '')}"))
            else:
                line_end = text.find("\n", at)
                line_end = len(text) if line_end < 0 else line_end
                indent = " " * key.start_mark.column
                found.append(Splice(line_end, line_end, rank, f"\n{indent}{name}: {_written(wanted, '')}"))
    return found


def _at(mark: yaml.Mark, starts: list[int]) -> int:
    return starts[mark.line] + mark.column


def _written(value: str, old: str) -> str:
    """Return a value in the quotation marks that the old one had, or in some where it needs them."""
    if old[:1] in ("'", '"'):
        return old[0] + value.replace(old[0], old[0] * 2 if old[0] == "'" else f"\\{old[0]}") + old[0]
    return value if PLAIN.fullmatch(value) else "'" + value.replace("'", "''") + "'"
