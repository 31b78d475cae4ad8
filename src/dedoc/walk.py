"""Walking a tree: reading order, rewriting into a new tree, plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from operator import is_not
from typing import Any, TypeVar, cast

from dedoc.model import Citation, FactCall, LineBreak, Node, Note, Reference, Text

T = TypeVar("T")
HOLDERS = frozenset(
    {
        *("Inline", "Block", "Cell", "Drawing", "Citation", "SourceEntry"),
        *("Chart", "Series", "Value", "Diagram", "Box", "Arrow"),
    }
)
"""What the type of a field names if it holds parts of the tree; facts and sources are records beside it."""


def walk(tree: object) -> Iterator[Node]:
    """Yield every node of ``tree`` (a node, or any nesting of tuples of nodes) in reading order, parents first."""
    ahead = [tree]
    while ahead:
        item = ahead.pop()
        if isinstance(item, Node):
            yield item
            ahead.extend(getattr(item, name) for name in reversed(child_fields(type(item))))
        elif isinstance(item, tuple):
            ahead.extend(reversed(item))


def find(tree: object, kind: type[T]) -> Iterator[T]:
    """Yield the nodes of one kind in reading order."""
    return (node for node in walk(tree) if isinstance(node, kind))


def rewrite(tree: T, change: Callable[[Node], Node]) -> T:
    """Return a new tree in which ``change`` was applied to every node, children first, in reading order."""
    return cast("T", _rewrite(tree, change))


def _rewrite(tree: object, change: Callable[[Node], Node]) -> object:
    if isinstance(tree, tuple):
        items = [_rewrite(item, change) for item in tree]
        return tuple(items) if any(map(is_not, items, tree)) else tree
    if not isinstance(tree, Node):
        return tree
    changed: dict[str, Any] = {}
    for name in child_fields(type(tree)):
        old = getattr(tree, name)
        new = _rewrite(old, change)
        if new is not old:
            changed[name] = new
    return change(replace(tree, **changed) if changed else tree)


_CHILD_FIELDS: dict[type, tuple[str, ...]] = {}


def child_fields(kind: type[Node]) -> tuple[str, ...]:
    """Return the fields that can hold nodes; a run-in heading comes before its text, a caption before its table.

    So does the line that names a table's unit.
    """
    if kind not in _CHILD_FIELDS:
        names = (f.name for f in fields(kind) if HOLDERS.intersection(re.findall(r"\w+", str(f.type))))
        _CHILD_FIELDS[kind] = tuple(sorted(names, key=lambda name: name not in ("run_in", "caption", "unit")))
    return _CHILD_FIELDS[kind]


def plain_text(tree: object, *, with_notes: bool = False) -> str:
    """Return the characters that print, notes left out unless asked for."""
    if isinstance(tree, tuple):
        return "".join(plain_text(item, with_notes=with_notes) for item in tree)
    match tree:
        case Text(text=text) | FactCall(text=text) | Citation(text=text) | Reference(text=text):
            return text
        case LineBreak():
            return "\n"
        case Note() if not with_notes:
            return ""
        case Node():
            parts = (getattr(tree, name) for name in child_fields(type(tree)))
            return "".join(plain_text(part, with_notes=with_notes) for part in parts if isinstance(part, tuple | Node))
        case _:
            return ""


def without(tree: T, kind: type[Node]) -> T:
    """Return a new tree without the nodes of one kind, wherever they stand; texts that meet become one."""
    return cast("T", _without(tree, kind))


def _without(tree: object, kind: type[Node]) -> object:
    if isinstance(tree, tuple):
        return joined(tuple(_without(item, kind) for item in tree if not isinstance(item, kind)))
    if not isinstance(tree, Node):
        return tree
    old = {name: getattr(tree, name) for name in child_fields(type(tree))}
    new: dict[str, Any] = {name: _without(value, kind) for name, value in old.items()}
    return replace(tree, **new) if new else tree


def joined(items: Iterable[object]) -> tuple[object, ...]:
    """Return nodes in which texts that meet are one."""
    whole: list[object] = []
    for item in items:
        last = whole[-1] if whole else None
        if isinstance(item, Text) and isinstance(last, Text):
            whole[-1] = replace(last, text=last.text + item.text)
        else:
            whole.append(item)
    return tuple(whole)
