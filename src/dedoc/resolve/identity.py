"""Names for blocks that stay: translations, Word files that come back and comparisons of editions stand on them."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from dataclasses import replace
from typing import get_args

from dedoc.model import Block, Citation, Document, FactCall, Figure, FolioMark, Heading, Node, Note, Reference, Text
from dedoc.model import List as ListBlock
from dedoc.resolve.context import Context
from dedoc.walk import rewrite, walk

BLOCKS = tuple(kind for kind in get_args(Block) if kind is not FolioMark)


def identify(document: Document, _context: Context) -> Document:
    """Return the document in which every block has an id: its label, or what its words as written give.

    Blocks of the same kind and words are told apart by their order. An id depends on nothing else: neither on where a
    block stands, nor on the values of facts, nor on the language it is put into.
    """
    counts: Counter[str] = Counter()

    def give(node: Node) -> Node:
        if not isinstance(node, BLOCKS) or isinstance(node, ListBlock):
            return node
        name = _name(node)
        counts[name] += 1
        named: Node = replace(node, id=name if counts[name] == 1 else f"{name}-{counts[name]}")
        return named

    front, body, back = rewrite((document.front, document.body, document.back), give)
    return replace(document, front=front, body=body, back=back)


def _name(block: Node) -> str:
    kind = type(block).__name__.lower()
    label = getattr(block, "label", "")
    if label:
        return f"{kind}-{label}"
    digest = hashlib.sha256(f"{kind}:{as_written(block)}".encode()).digest()
    return f"{kind}-{base64.b32encode(digest[:5]).decode().lower()}"


def as_written(tree: object) -> str:
    """Return the words of a tree as its author wrote them: facts, sources and targets by name, spaces left out."""
    return "".join("".join(_written(node).split()) for node in walk(tree))


def _written(node: Node) -> str:
    match node:
        case Text(text=text):
            return text
        case FactCall():
            return f"{{{node.aspect.value}:{node.name}{f'@{node.time}' if node.time else ''}}}"
        case Citation():
            return f"{{{node.lead.value if node.lead else ''}:{','.join(node.keys)}}}"
        case Reference():
            return f"{{{node.target}}}"
        case Note():
            return "^"
        case Figure() | Heading() if node.label:
            return f"#{node.label}"
        case _:
            return ""
