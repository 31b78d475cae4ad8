"""References led to what they name."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from dedoc.inputs import may_use
from dedoc.model import Document, Figure, Heading, Node, Reference, Sidebar, Table
from dedoc.resolve.context import Context, near_name
from dedoc.walk import rewrite, walk

Labelled: TypeAlias = Heading | Figure | Table | Sidebar
KINDS: dict[type, str] = {Heading: "heading", Figure: "figure", Table: "table", Sidebar: "sidebar"}


def put_references(document: Document, context: Context) -> Document:
    """Return the document with the number of its target in every reference; unknown and doubled labels are problems."""
    targets = _targets(document, context)

    def put(node: Node) -> Node:
        if not isinstance(node, Reference):
            return node
        # A figure bears the name of its file, whether or not it could be read where it stands.
        is_unread = may_use(document.unread, f"#{node.target}", "chapters")
        return node if node.target not in targets and is_unread else _reference(node, targets, context)

    front, body, back = rewrite((document.front, document.body, document.back), put)
    return replace(document, front=front, body=body, back=back)


def _targets(document: Document, context: Context) -> dict[str, Labelled]:
    targets: dict[str, Labelled] = {}
    for node in walk((document.front, document.body, document.back)):
        if not isinstance(node, Labelled) or not node.label:
            continue
        other = targets.get(node.label)
        # Of a figure that stands twice, its reader has told.
        if other is not None and not (isinstance(node, Figure) and isinstance(other, Figure)):
            values = {"label": node.label, "other": str(other.location)}
            hint = "the other is at {other}; give one of them another label"
            context.report.error(node.location, "the label “{label}” stands twice", hint, **values)
        targets.setdefault(node.label, node)
    return targets


def _reference(node: Reference, targets: dict[str, Labelled], context: Context) -> Reference:
    target = targets.get(node.target)
    if target is None:
        near = near_name(node.target, targets)
        hint = "did you mean “{near}”?" if near else "give a heading a label: # title {{#{label}}}"
        context.report.error(node.location, "nothing is labelled “{label}”", hint, label=node.target, near=near)
        return node
    if not target.number:
        hint = "refer to something that bears a number, or name it in words"
        context.report.error(node.location, "“{label}” bears no number to refer to", hint, label=node.target)
    return replace(node, kind=KINDS[type(target)], number=target.number, in_appendix=target.in_appendix)
