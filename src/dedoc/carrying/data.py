"""``facts.yaml``, ``sources.yaml``, ``figures/*.yaml`` and ``edition.yaml`` for the next year, edit by edit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import yaml

from dedoc.carrying.carried import Tally, YearFound
from dedoc.carrying.edits import Edit, Written, added, root_of, scalar_keys
from dedoc.carrying.years import Found, years
from dedoc.errors import Location
from dedoc.facts.edits import scalar
from dedoc.model import Chart, Diagram, Document, Fact, Figure, Picture, Source
from dedoc.moments import written as time_written

KEPT = ("scale", "qualifier", "exact", "uncertainty")
"""What a value takes along into the history of its fact; its source goes along too."""

FORMULA_YEAR = re.compile(r"\b\d{4}\b")
TITLES = ("title", "subtitle", "subject", "keywords", "watermark")


def carry_facts(written: Written, document: Document, old: int, tally: Tally) -> Iterator[Edit]:
    """Yield the edits that mark every fact as due and put its value into its history, where it has a date."""
    for name, node in _entries(written):
        fact = document.facts.get(name)
        if fact is None:
            continue
        keys = scalar_keys(node)
        if fact.is_derived and not FORMULA_YEAR.search(fact.formula):
            continue
        tally.facts.append(name)
        lines = [f"due: {old}"]
        past = _past(fact, keys)
        if past is None and not fact.is_derived and fact.value is not None:
            tally.undated.append(name)
        history = next((value for key, value in node.value if key.value == "history"), None)
        if past and isinstance(history, yaml.MappingNode) and history.value:
            yield added(written, history, [past])
        elif past:
            lines.append(f"history: {{{past}}}")
        yield added(written, node, lines)


def _past(fact: Fact, keys: Mapping[str, yaml.ScalarNode]) -> str | None:
    """Return a fact's value as an entry of its history; None for one without value, or without a date to name."""
    if fact.as_of is None or fact.as_of.until is not None or fact.value is None or fact.is_derived:
        return None
    if any(past.as_of == fact.as_of for past in fact.history):
        return None
    time = time_written(fact.as_of)
    said = {key: keys[key].value for key in ("value", *KEPT, "source") if key in keys}
    parts = ", ".join(f"{key}: {scalar(str(text), None, is_flow=True)}" for key, text in said.items())
    return f"{time}: {{{parts}}}"


def carry_sources(written: Written, document: Document, old: int, tally: Tally) -> Iterator[Edit]:
    """Yield the edits that mark every source as due that has a year: a newer one may be out."""
    for name, node in _entries(written):
        source = document.sources.get(name)
        if source is not None and not source.superseded_by and has_year(source):
            tally.sources.append(name)
            yield added(written, node, [f"due: {old}"])


def has_year(source: Source) -> bool:
    """Whether a source says of which year it is."""
    return bool(source.year or source.date or FORMULA_YEAR.search(source.title + source.name))


def carry_figure(
    written: Written, figure: Figure, old: int, tally: Tally, *, speaks: Callable[[str], bool]
) -> Iterator[Edit]:
    """Yield the edit that marks a figure as due: a chart, a picture, or one whose words speak of time."""
    root = root_of(written)
    if root is None:
        return
    match figure.drawing:
        case Chart() | Picture():
            is_due = True
        case Diagram(boxes=boxes):
            is_due = speaks("\n".join((written.text, *(box.text for box in boxes))))
        case _:
            is_due = False
    if is_due:
        tally.figures.append(figure.label)
        yield added(written, root, [f"due: {old}"])
    for value in scalar_keys(root).values():
        tally.years += _listed(written, value, years(str(value.value), old))


def carry_edition(written: Written, old: int, new: int, tally: Tally) -> Iterator[Edit]:
    """Yield the edits that move the years of title, date and year on."""
    root = root_of(written)
    assert root is not None
    for key, node in root.value:
        if key.value in ("year", "date"):
            yield _replaced(written, node, str(new), tally)
        elif key.value in TITLES:
            for value in node.value if isinstance(node, yaml.SequenceNode) else (node,):
                yield from moved(written, value.start_mark.index, value.end_mark.index, old, new, tally)


def _replaced(written: Written, node: yaml.Node, text: str, tally: Tally) -> Edit:
    start, end = node.start_mark.index, node.end_mark.index
    place = Location(written.name, written.line(start))
    tally.years.append(YearFound(place, written.text[start:end], text))
    return Edit(start, end, text)


def moved(
    written: Written, start: int, end: int, old: int, new: int, tally: Tally, *, is_title: bool = True
) -> Iterator[Edit]:
    """Yield the edits that move years on in a part of a file; all that are found are tallied."""
    for found in years(written.text[start:end], old, is_title=is_title):
        first, last = start + found.start, start + found.end
        text = str(found.year + new - old) if found.moves else str(found.year)
        place = Location(written.name, written.line(first))
        around = written.text[max(first - 12, start) : min(last + 12, end)]
        tally.years.append(YearFound(place, str(found.year), text, " ".join(around.split())))
        if found.moves:
            yield Edit(first, last, text)


def _listed(written: Written, value: yaml.ScalarNode, found: Iterator[Found]) -> Iterator[YearFound]:
    """Yield the years in a value that stay."""
    text = str(value.value)
    for each in found:
        around = " ".join(text[max(each.start - 12, 0) : each.end + 12].split())
        yield YearFound(Location(written.name, value.start_mark.line + 1), str(each.year), str(each.year), around)


def _entries(written: Written) -> Iterator[tuple[str, yaml.MappingNode]]:
    root = root_of(written)
    for key, node in root.value if root is not None else ():
        if isinstance(node, yaml.MappingNode):
            yield str(key.value), node
