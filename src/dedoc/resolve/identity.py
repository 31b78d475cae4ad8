"""Names for blocks that stay: translations, Word files that come back and comparisons of editions stand on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from dedoc.model import Block, Document, FolioMark, Node
from dedoc.model import List as ListBlock
from dedoc.remembrance import digest, kind_of
from dedoc.resolve.context import Context
from dedoc.resolve.remembering import Known, remembered
from dedoc.walk import rewrite

BLOCKS = tuple(kind for kind in get_args(Block) if kind is not FolioMark)


def identify(document: Document, _context: Context) -> Document:
    """Return the document in which every block has an id: its label, or what its words as written give.

    Blocks of the same kind and words are told apart by their order. An id depends on nothing else: neither on where a
    block stands, nor on the values of facts, nor on the language it is put into. What an edition took over keeps the id
    that it had there, also where it was rewritten since.
    """
    parts = (document.front, document.body, document.back)
    known = [Known(kind_of(node), getattr(node, "label", ""), digest(node), node) for node in blocks_in_order(parts)]
    names = list(_names(known, document))
    ahead = iter(names)

    def give(node: Node) -> Node:
        return replace(node, id=next(ahead)) if has_id(node) else node

    front, body, back = rewrite(parts, give)
    digests = {name: block.digest for name, block in zip(names, known, strict=True)}
    return replace(document, front=front, body=body, back=back, digests=digests)


def blocks_in_order(tree: object) -> list[Node]:
    """Return the blocks that have an id, those inside of others before them: the order in which they are named."""
    found: list[Node] = []

    def note(node: Node) -> Node:
        if has_id(node):
            found.append(node)
        return node

    rewrite(tree, note)
    return found


def has_id(node: Node) -> bool:
    """Whether a node is a block that has an id: lists have none, what stands in them has."""
    return isinstance(node, BLOCKS) and not isinstance(node, ListBlock)


def _names(known: list[Known], document: Document) -> Iterator[str]:
    """Yield the ids of blocks, no two of which are the same."""
    carried = remembered(known, document.carried.blocks) if document.carried else {}
    taken = {old.id for old in carried.values()}
    counts: Counter[str] = Counter()
    for index, block in enumerate(known):
        if index in carried:
            yield carried[index].id
            continue
        name = f"{block.kind}-{block.label or block.digest}"
        counts[name] += 1
        found = name if counts[name] == 1 else f"{name}-{counts[name]}"
        while found in taken:
            counts[name] += 1
            found = f"{name}-{counts[name]}"
        taken.add(found)
        yield found
