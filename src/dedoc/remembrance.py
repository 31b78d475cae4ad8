"""What is kept of blocks and facts for the next edition: digests, samples of words, and what was said."""

from __future__ import annotations

import base64
import hashlib
import zlib

from dedoc.model import Citation, Fact, FactCall, Figure, Heading, Node, Note, Reference, Text
from dedoc.walk import walk

MARKS = 24
"""How many pairs of characters are sampled: two blocks that share a third of theirs share 8 marks, give or take 2."""


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


def kind_of(block: Node) -> str:
    """Return the kind of a block, as ids begin with it."""
    return type(block).__name__.lower()


def digest(block: Node) -> str:
    """Return eight letters and digits that stand for the kind and the words of a block."""
    found = hashlib.sha256(f"{kind_of(block)}:{as_written(block)}".encode()).digest()
    return base64.b32encode(found[:5]).decode().lower()


def sample(block: Node) -> frozenset[str]:
    """Return the marks of a block: of all pairs of its characters those with the least checksums.

    How many of them two blocks share tells how alike these are (bottom-k sketch: Broder, Compression and Complexity of
    Sequences, 1997).
    """
    words = as_written(block)
    sums = sorted({zlib.crc32(words[at : at + 2].encode()) for at in range(len(words) - 1)})
    return frozenset(f"{number:08x}"[:5] for number in sums[:MARKS])


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how alike the blocks of two samples are, from 0 to 1."""
    least = sorted(one | other)[:MARKS]
    return len(one & other & set(least)) / len(least) if least else 0.0


def quantity_text(fact: Fact) -> str:
    """Return what a fact says, so that it can be told later whether it says the same: number, unit and qualifier."""
    numbers = [str(number) for number in (fact.value, fact.upper, fact.uncertainty) if number is not None]
    parts = ("–".join(numbers), fact.measure.text or fact.unit, fact.qualifier.value if fact.qualifier else "")
    return " ".join(part for part in parts if part)
