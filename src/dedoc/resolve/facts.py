"""Facts put where the text asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dedoc.inputs import may_use
from dedoc.model import Aspect, Chart, Document, Fact, FactCall, Node, Value
from dedoc.reckoning import Refused, made_of, value_at
from dedoc.resolve.context import Context, near_name
from dedoc.walk import find, rewrite


def put_facts(document: Document, context: Context) -> Document:
    """Return the document with the fact in every call.

    Unknown facts are problems, and so are those that nothing uses.
    """
    called: set[str] = set()
    printed: set[str] = set()

    def put(node: Node) -> Node:
        if not isinstance(node, FactCall):
            return node
        called.add(node.name)
        if node.aspect is Aspect.VALUE and not node.time:
            printed.add(node.name)
        return _call(node, document, context)

    front, body, back = rewrite((document.front, document.body, document.back), put)
    drawn = {value.fact.name for value in _drawn(document) if value.fact is not None}
    unread = {name for name in document.facts if may_use(document.unread, name, "chapters", "figures", "tables")}
    _check_unused(_with_inputs(called | drawn | unread, document), document, context)
    if not context.is_draft:
        _check_values(_with_inputs(printed, document), document, context)
    return replace(document, front=front, body=body, back=back)


def _check_unused(used: set[str], document: Document, context: Context) -> None:
    for name, fact in document.facts.items():
        if fact is not None and name not in used:
            hint = "put it into the text with {{fact}}`{name}`, or delete it"
            context.report.error(fact.location, "the fact “{name}” is never used", hint, name=name)


def _check_values(printed: set[str], document: Document, context: Context) -> None:
    """Report facts that print, or that others follow from, without a verified value."""
    for name, fact in document.facts.items():
        if fact is None or fact.is_derived:
            continue
        if fact.value is None and name in printed:
            hint = "verify it and write its value, or build with --draft, which marks it"
            context.report.error(fact.location, "the fact “{name}” has no verified value", hint, name=name)


def _drawn(document: Document) -> Iterable[Value]:
    """Return the values of all charts."""
    charts = find((document.front, document.body, document.back), Chart)
    return (value for chart in charts for series in chart.series for value in series.values)


def _with_inputs(names: set[str], document: Document) -> set[str]:
    """Return the names of facts with those of all facts that they follow from."""
    ahead, found = list(names), set(names)
    while ahead:
        fact = document.facts.get(ahead.pop())
        new = set(made_of(fact)) - found if fact is not None else set()
        found |= new
        ahead += new
    return found


def _call(node: FactCall, document: Document, context: Context) -> Node:
    if node.name not in document.facts and "facts" in document.unread:
        return node
    if node.name not in document.facts:
        near = near_name(node.name, document.facts)
        hint = "did you mean “{near}”?" if near else "write it into facts.yaml"
        context.report.error(node.location, "there is no fact “{name}”", hint, name=node.name, near=near)
        return node
    fact = document.facts[node.name]
    if fact is None:
        return node
    try:
        fact = value_at(fact, node.time)
    except Refused as refused:
        refused.tell(context.report, node.location)
        return node
    _check(node, fact, context)
    return replace(node, fact=fact)


def _check(node: FactCall, fact: Fact, context: Context) -> None:
    if node.aspect is Aspect.AS_OF and fact.as_of is None:
        hint = "add “as_of: 2024-05-31” to it in facts.yaml"
        context.report.error(node.location, "the fact “{name}” has no date to print", hint, name=fact.name)
    if node.aspect is Aspect.VALUE and node.time and fact.value is None and not context.is_draft:
        hint = "verify it and write its value, or build with --draft, which marks it"
        context.report.error(fact.location, "the fact “{name}” has no verified value", hint, name=fact.name)
