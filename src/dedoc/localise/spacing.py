"""Typed spaces made even.

Editors type ``2024 年`` and ``2024年`` side by side. Where a language is set without spaces, the layout puts the
quarter em between Han and Latin itself (CLREQ 3.2.2), and a typed space would come on top of it: it goes.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from dedoc.model import (
    Block,
    Citation,
    Emphasis,
    FactCall,
    Figure,
    FolioMark,
    Heading,
    IndexMark,
    Inline,
    LineBreak,
    Link,
    Note,
    Paragraph,
    Reference,
    Sidebar,
    Strong,
    Table,
    Text,
)

SPACE = re.compile(r"[ \t\n]+")
BREAK = "\u2028"
ROLES = (FactCall, Reference, Citation, IndexMark)
WIDE_MARKS = frozenset("“”‘’—…·×" + BREAK)


def even(text: str, spacing: str = "automatic") -> str:
    """Return text with even spaces: ``automatic`` leaves them to the layout, ``typed`` keeps one where one stands."""
    return "".join(even_characters(text, spacing))


def even_characters(text: str, spacing: str, roles: frozenset[int] = frozenset()) -> list[str]:
    """Return what stands for each character of ``text``, so that it can still be cut where it was joined.

    ``roles`` are the places where text put in by a role begins or ends: a space there only sets off the markup.
    """
    characters = list(text)
    for match in SPACE.finditer(text):
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        parts_names = "\n" not in match[0] and roles.isdisjoint(range(match.start(), match.end() + 1))
        kept = " " if spacing == "typed" or _is_kept(before, after, parts_names=parts_names) else ""
        characters[match.start() : match.end()] = [kept, *[""] * (len(match[0]) - 1)]
    return characters


def _is_kept(before: str, after: str, *, parts_names: bool) -> bool:
    if not before or not after:
        return False
    if not (_is_wide(before) or _is_wide(after)):
        return True
    return parts_names and _is_wide(before) and _is_wide(after) and before.isalpha() and after.isalpha()


def _is_wide(character: str) -> bool:
    return character in WIDE_MARKS or unicodedata.east_asian_width(character) in "WF"


def even_block(block: Block, spacing: str) -> Block:
    """Return the block with even spaces, across all its inlines and looking through notes."""
    match block:
        case Paragraph():
            both = even_inlines((*block.run_in, *block.content), spacing)
            cut = len(block.run_in)
            return replace(block, run_in=both[:cut], content=both[cut:])
        case Heading():
            return replace(block, content=even_inlines(block.content, spacing))
        case Figure():
            return replace(block, caption=even_inlines(block.caption, spacing))
        case Table():
            head = tuple(even_inlines(cell, spacing) for cell in block.head)
            rows = tuple(tuple(even_inlines(cell, spacing) for cell in row) for row in block.rows)
            caption, unit, remarks = (
                even_inlines(line, spacing) for line in (block.caption, block.unit, block.remarks)
            )
            return replace(block, head=head, rows=rows, caption=caption, unit=unit, remarks=remarks)
        case Sidebar():
            return replace(block, title=even_inlines(block.title, spacing))
        case _:
            return block


def even_inlines(content: tuple[Inline, ...], spacing: str) -> tuple[Inline, ...]:
    """Return the inlines of one run of text with even spaces, looking across their bounds and through notes."""
    nodes = list(_leaves(content))
    leaves = [_text_of(leaf) for leaf in nodes]
    ends = list(itertools.accumulate(map(len, leaves), initial=0))
    put_in = [index for index, node in enumerate(nodes) if isinstance(node, ROLES)]
    roles = frozenset(end for index in put_in for end in ends[index : index + 2])
    characters = iter(even_characters("".join(leaves), spacing, roles))
    texts = ("".join(next(characters) for _ in leaf) for leaf in leaves)
    return tuple(_refill(content, texts))


def _leaves(content: tuple[Inline, ...]) -> Iterator[Inline]:
    for node in content:
        match node:
            case Emphasis() | Strong() | Link():
                yield from _leaves(node.content)
            case Note():
                pass
            case _:
                yield node


def _text_of(leaf: Inline) -> str:
    return BREAK if isinstance(leaf, LineBreak) else getattr(leaf, "text", "")


def _refill(content: tuple[Inline, ...], texts: Iterator[str]) -> Iterator[Inline]:
    for node in content:
        match node:
            case Emphasis() | Strong() | Link():
                yield replace(node, content=tuple(_refill(node.content, texts)))
            case Note():
                yield node
            case LineBreak() | FolioMark() | IndexMark():
                next(texts)
                yield node
            case Text() | FactCall() | Citation() | Reference():
                yield replace(node, text=next(texts))
            case _:
                assert_never(node)
