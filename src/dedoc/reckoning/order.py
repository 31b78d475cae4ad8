"""The order in which facts follow from one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from dedoc.errors import Report
from dedoc.model import Fact
from dedoc.reckoning.formulas import names_in, parse
from dedoc.reckoning.refusal import Refused
from dedoc.records import place_of

Facts: TypeAlias = Mapping[str, Fact | None]
"""Facts by name; None stands for one that is there but could not be read."""


def made_of(fact: Fact) -> tuple[str, ...]:
    """Return the names of the facts in the formula of a fact, once each; none where it has no formula that is one."""
    try:
        return tuple(dict.fromkeys(name.name for name in names_in(parse(fact.formula)))) if fact.formula else ()
    except Refused:
        return ()


def in_order(facts: Facts, report: Report) -> Iterator[tuple[Fact, bool]]:
    """Yield the facts that have formulas, each after those that it is made of, and whether it is made of itself.

    A circle of facts is reported once.
    """
    graph = {name: made_of(fact) for name, fact in facts.items() if fact is not None and fact.formula}
    done: set[str] = set()
    circular: set[str] = set()
    for start in graph:
        for name in _below(start, graph, done, circular):
            fact = facts[name]
            assert fact is not None
            yield fact, name in circular
    for circle in _circles(graph, circular):
        fact = facts[circle[0]]
        assert fact is not None
        place = place_of(fact.formula) or fact.location
        values = {"name": fact.name, "circle": " → ".join([*circle, circle[0]])}
        hint = "give one of them a value without a formula: {circle}"
        report.error(place, "the fact “{name}” follows from itself", hint, **values)


def _below(start: str, graph: Mapping[str, tuple[str, ...]], done: set[str], circular: set[str]) -> Iterator[str]:
    """Yield what a fact is made of, and itself, deepest first; a path stands for recursion, which could be too deep."""
    path = {start: iter(graph[start])} if start not in done else {}
    while path:
        name = next(reversed(path))
        below = next((other for other in path[name] if other in graph and other not in done), None)
        if below is None:
            del path[name]
            done.add(name)
            yield name
        elif below in path:
            names = list(path)
            circular.update(names[names.index(below) :])
        else:
            path[below] = iter(graph[below])


def _circles(graph: Mapping[str, tuple[str, ...]], circular: set[str]) -> Iterator[list[str]]:
    """Yield the circles, each from the fact in it that stands first."""
    told: set[str] = set()
    for start in graph:
        if start not in circular or start in told:
            continue
        circle, name = [start], start
        while (name := next(n for n in graph[name] if n in circular)) not in circle:
            circle.append(name)
        told.update(circle)
        yield circle[circle.index(name) :]
