"""Labels in an overlay: no two blocks bear the same, though what moved stands in it twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dedoc.model import Document, Figure, Heading, Node, Reference, Sidebar, Table
from dedoc.overlays import is_gone
from dedoc.walk import rewrite, walk

Labelled = Heading | Figure | Table | Sidebar


def with_own_labels(overlay: Document, new: Document) -> Document:
    """Return an overlay in which what is gone has labels that the new text has not, and no ids.

    So have the drawings that figures had before, for they are found by label. What is gone refers to what is gone
    with it by the same labels.
    """
    parts = (overlay.front, overlay.body, overlay.back)
    taken = {node.label for node in walk((new.front, new.body, new.back)) if isinstance(node, Labelled)}
    names = {label: _fresh(label, taken) for label in _labels_gone(parts)}

    def rename(node: Node) -> Node:
        changes: dict[str, Any] = {"id": ""}
        if isinstance(node, Labelled) and node.label:
            changes["label"] = names[node.label]
        elif isinstance(node, Reference):
            changes["target"] = names.get(node.target, node.target)
        return replace(node, **changes)

    def change(node: Node) -> Node:
        if is_gone(node):
            return rewrite(node, rename)
        if isinstance(node, Figure) and isinstance(node.former, Figure) and node.revision is None:
            return replace(node, former=replace(node.former, label=_fresh(node.former.label, taken)))
        return node

    front, body, back = rewrite(parts, change)
    return replace(overlay, front=front, body=body, back=back)


def _labels_gone(parts: object) -> set[str]:
    gone = (inner for node in walk(parts) if is_gone(node) for inner in walk(node))
    return {node.label for node in gone if isinstance(node, Labelled)}


def _fresh(label: str, taken: set[str]) -> str:
    """Return a label that is not taken yet, the same if it is free."""
    while label in taken:
        label = f"former-{label}"
    return label
