"""Two texts laid over each other (``changes.overlay``), taken apart again: the new one, and the old one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar, cast

from dedoc.model import Document, Figure, Heading, List, Node, Note, Picture, Revision, Table, Value
from dedoc.walk import child_fields, find, joined, rewrite

T = TypeVar("T")


def accepted(overlay: T) -> T:
    """Return the new one of two texts (documents, nodes, or nestings of tuples of nodes) laid over each other.

    What bears no revision is its own new text. Texts that meet become one.
    """
    return cast("T", _state(overlay, is_old=False))


def rejected(overlay: T) -> T:
    """Return the old one of two texts laid over each other, in the form of ``accepted``."""
    return cast("T", _state(overlay, is_old=True))


def _state(tree: object, *, is_old: bool) -> object:
    match tree:
        case Document():
            front, body, back = (_state(part, is_old=is_old) for part in (tree.front, tree.body, tree.back))
            metadata = tree.former if is_old and tree.former else tree.metadata
            parts: Any = {"front": front, "body": body, "back": back}
            return replace(tree, metadata=metadata, former=None, **parts)
        case tuple():
            return joined([_state(item, is_old=is_old) for item in tree if _stands(item, is_old=is_old)])
        case Node(former=Node() as former) if is_old:
            return former
        case Node():
            return _node(tree, is_old=is_old)
        case _:
            return tree


def _stands(item: object, *, is_old: bool) -> bool:
    revision = item.revision if isinstance(item, Node) else None
    return revision is None or revision.is_gone is is_old


def _node(node: Node, *, is_old: bool) -> Node:
    new: dict[str, Any] = {name: _state(getattr(node, name), is_old=is_old) for name in child_fields(type(node))}
    match node:
        case Table(revisions=revisions) if revisions:
            rows = zip(node.rows, revisions, strict=True)
            stand = tuple(row for row, revision in rows if revision is None or revision.is_gone is is_old)
            new |= {"rows": _state(stand, is_old=is_old), "revisions": ()}
        case List():
            new["items"] = tuple(left for item, left in zip(node.items, new["items"], strict=True) if left or not item)
        case Heading(content=content) if is_old and new["content"] != content:
            # They are the words of the new title.
            new["words"] = ()
        case _:
            pass
    return replace(node, revision=None, former=None, **new)


def with_notes_marked(overlay: Document) -> Document:
    """Return an overlay in which notes of what came, went or moved as a whole bear its revision: they print far off."""

    def change(node: Node) -> Node:
        if isinstance(node, Table) and node.revisions:
            rows = zip(node.rows, node.revisions, strict=True)
            node = replace(node, rows=tuple(_with_notes(row, revision) for row, revision in rows))
        return _with_notes(node, node.revision)

    front, body, back = rewrite((overlay.front, overlay.body, overlay.back), change)
    return replace(overlay, front=front, body=body, back=back)


def _with_notes(tree: T, revision: Revision | None) -> T:
    def change(node: Node) -> Node:
        return replace(node, revision=revision) if isinstance(node, Note) and node.revision is None else node

    return rewrite(tree, change) if revision else tree


def figures(document: Document) -> Iterator[Figure]:
    """Yield every figure of a document, and after one that is drawn anew the one that it was."""
    for figure in find((document.front, document.body, document.back), Figure):
        yield figure
        if isinstance(figure.former, Figure) and is_redrawn(figure.former, figure):
            yield figure.former


def is_gone(node: Node) -> bool:
    """Whether a node stands in the old text only, at least where it stands."""
    return node.revision is not None and node.revision.is_gone


def is_redrawn(old: Figure, new: Figure) -> bool:
    """Whether a figure shows something else than before, or says something else to readers who cannot see it."""
    return (drawn(old), old.alternative) != (drawn(new), new.alternative)


def drawn(figure: Figure) -> object:
    """Return all that a figure shows: neither where a picture lies on the disk, nor what else is known of a value."""
    match figure.drawing:
        case Picture(path=path, data=data):
            return (path.name, data), figure.height
        case drawing:
            return rewrite(drawing, _plain), figure.height


def _plain(node: Node) -> Node:
    return replace(node, fact=None, source="", remark="") if isinstance(node, Value) else node
