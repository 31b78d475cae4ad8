"""Facts put where the text asks for them."""

from __future__ import annotations

from dataclasses import replace

from dedoc.inputs import may_use
from dedoc.model import Aspect, Document, Fact, FactCall, Node
from dedoc.resolve.context import Context, near_name
from dedoc.walk import rewrite


def put_facts(document: Document, context: Context) -> Document:
    """Return the document with the fact in every call; unknown, unused and unverified facts are problems."""
    used: set[str] = set()

    def put(node: Node) -> Node:
        if not isinstance(node, FactCall):
            return node
        used.add(node.name)
        return _call(node, document, context)

    front, body, back = rewrite((document.front, document.body, document.back), put)
    for name, fact in document.facts.items():
        if (
            name not in used
            and fact is not None
            and not may_use(document.unread, name, "chapters", "figures", "tables")
        ):
            hint = "put it into the text with {{fact}}`{name}`, or delete it"
            context.report.error(fact.location, "the fact “{name}” is never used", hint, name=name)
    return replace(document, front=front, body=body, back=back)


def _call(node: FactCall, document: Document, context: Context) -> Node:
    if node.name not in document.facts and "facts" in document.unread:
        return node
    if node.name not in document.facts:
        near = near_name(node.name, document.facts)
        hint = "did you mean “{near}”?" if near else "write it into facts.yaml"
        context.report.error(node.location, "there is no fact “{name}”", hint, name=node.name, near=near)
        return node
    fact = document.facts[node.name]
    if fact is not None:
        _check(node, fact, context)
    return replace(node, fact=fact)


def _check(node: FactCall, fact: Fact, context: Context) -> None:
    if node.aspect is Aspect.AS_OF and fact.as_of is None:
        hint = "add “as_of: 2024-05-31” to it in facts.yaml"
        context.report.error(node.location, "the fact “{name}” has no date to print", hint, name=fact.name)
    if node.aspect is Aspect.VALUE and fact.value is None and not context.is_draft:
        hint = "verify it and write its value, or build with --draft, which marks it"
        context.report.error(fact.location, "the fact “{name}” has no verified value", hint, name=fact.name)
