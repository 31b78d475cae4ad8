"""Inlines as tokens that no comparison cuts through, and back."""

from __future__ import annotations

import itertools
import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from dedoc.model import (
    Citation,
    Emphasis,
    FactCall,
    FolioMark,
    IndexMark,
    Inline,
    LineBreak,
    Link,
    Note,
    Reference,
    Strong,
    Text,
)
from dedoc.walk import plain_text

TOKEN = re.compile(r"[0-9A-Za-zÀ-ɏ]+(?:[.,'’+/&_-]?[0-9A-Za-zÀ-ɏ]+)*%?|[\s\S]")
"""A number or a word in Latin letters, or else a single character."""

Holder: TypeAlias = Emphasis | Strong | Link
"""The inlines that hold others; of two that say the same only their content differs."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text that changes as a whole: ``leaf`` stands inside ``holders``, the outermost first.

    Tokens that have the same ``key`` are the same, but for the number in a reference and the wording of what prints
    the same.
    """

    leaf: Inline
    holders: tuple[Holder, ...]
    key: Hashable

    @property
    def text(self) -> str:
        """What the token prints; a note prints nothing where it is called."""
        return plain_text(self.leaf)


def tokens(content: Iterable[Inline], holders: tuple[Holder, ...] = ()) -> Iterator[Token]:
    """Yield the tokens of inlines in reading order; marks of printed pages are none."""
    for node in content:
        match node:
            case Text() | Citation():
                for piece in TOKEN.findall(node.text):
                    yield _token(Text(piece, location=node.location), holders, piece)
            case FactCall():
                yield _token(node, holders, ("fact", node.text))
            case Reference():
                yield _token(node, holders, ("reference", node.target))
            case LineBreak():
                yield _token(node, holders, "\n")
            case IndexMark():
                yield _token(node, holders, ("index", node.term))
            case Note():
                yield Token(node, holders, ("note", plain_text(node.content, with_notes=True)))
            case Emphasis() | Strong() | Link():
                yield from tokens(node.content, (*holders, replace(node, content=())))
            case FolioMark():
                pass
            case _:
                assert_never(node)


def _token(leaf: Inline, holders: tuple[Holder, ...], key: Hashable) -> Token:
    return Token(leaf, holders, (key, holders) if holders else key)


def inlines(made: Sequence[Token]) -> tuple[Inline, ...]:
    """Return tokens as inlines again; what stands side by side in the same holders is held together."""
    return tuple(_inlines(made, 0))


def _inlines(made: Sequence[Token], depth: int) -> Iterator[Inline]:
    for holder, group in itertools.groupby(made, lambda token: token.holders[depth : depth + 1]):
        if holder:
            yield replace(holder[0], content=tuple(_inlines(list(group), depth + 1)))
        else:
            yield from _texts(token.leaf for token in group)


def _texts(leaves: Iterable[Inline]) -> Iterator[Inline]:
    """Yield leaves; texts that the same thing happened to become one."""
    for (is_text, _), group in itertools.groupby(leaves, lambda leaf: (isinstance(leaf, Text), leaf.revision)):
        if not is_text:
            yield from group
            continue
        texts = [leaf for leaf in group if isinstance(leaf, Text)]
        yield replace(texts[0], text="".join(leaf.text for leaf in texts))
