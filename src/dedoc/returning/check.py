"""Whether a run of source that was written anew prints what it shall: it is read again, by the reader itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dedoc.errors import Report
from dedoc.localise.spacing import even_inlines
from dedoc.model import (
    Citation,
    Document,
    Emphasis,
    FactCall,
    FolioMark,
    Heading,
    Inline,
    Link,
    Node,
    Note,
    Paragraph,
    Reference,
    Strong,
    Table,
)
from dedoc.read.chapters import read_chapter
from dedoc.returning.comparer import Item, Kept
from dedoc.returning.home import comparable
from dedoc.returning.lines import BLANK, HYPHENS, SPACES, plain_address
from dedoc.returning.passages import BREAK, CALL, Passage, glyphs
from dedoc.walk import find, rewrite, without

Key = tuple[str, str, str]
Shown = tuple[str, frozenset[str]]
"""A printed character and how it is emphasised or linked."""

UNSTATED = frozenset({*BLANK, BREAK, CALL})
CELL = "| {} |\n|---|\n"


@dataclass(frozen=True, slots=True)
class Print:
    """What the roles of an edition print, so that a run can be read without the rest of it."""

    texts: Mapping[Key, str]
    spacing: str

    def shows(self, source: str, passage: Passage, names: Iterable[str]) -> list[Shown] | None:
        """Return what a run prints in place of a passage, as lines have it; None where it reads as something else.

        ``names`` are the notes that it may call.
        """
        notes = "".join(f"\n\n[^{name}]: x" for name in names)
        blocks, _ = read_chapter(_sample(source, passage) + notes, "", Report())
        content = _content(blocks, passage)
        if content is None:
            return None
        made = rewrite(without(content, FolioMark), self._filled)
        shown = replace(passage, printed=even_inlines(made, self.spacing), written=made)
        states = list(_states(made, frozenset()))
        return [(glyph.text, _state(glyph.text, states[glyph.leaf])) for glyph in comparable(glyphs(shown))]

    def _filled(self, node: Node) -> Node:
        match node:
            case FactCall() | Reference():
                return replace(node, text=self.texts.get(_key(node), ""))
            case Citation():
                return Note((), location=node.location)
            case _:
                return node


def _sample(source: str, passage: Passage) -> str:
    """Return a chapter of nothing but a run, in the kind of block that it stands in."""
    match passage.part:
        case "cell":
            return CELL.format(source)
        case "text" | "note" if isinstance(passage.block, Paragraph):
            return source
        case _:
            return f"# {source}"


def _content(blocks: tuple[Node, ...], passage: Passage) -> tuple[Inline, ...] | None:
    """Return the inlines of the one block that was read, None where there are others or it is of another kind."""
    if len(blocks) != 1:
        return None
    is_paragraph = passage.part in ("text", "note") and isinstance(passage.block, Paragraph)
    match blocks[0]:
        case Paragraph(run_in=run_in, content=content) if is_paragraph:
            return (Strong(run_in), *content) if run_in else content
        case Heading(content=content) if not is_paragraph:
            return content
        case Table(head=head, rows=()) if passage.part == "cell" and len(head) == 1:
            return head[0]
        case _:
            return None


def _key(node: FactCall | Reference) -> Key:
    if isinstance(node, FactCall):
        return "fact", node.name, node.aspect.value
    return "reference", node.target, ""


def print_of(document: Document, spacing: str) -> Print:
    """Return what the roles of a document print."""
    trees = (document.front, document.body, document.back)
    facts = {_key(call): call.text for call in find(trees, FactCall)}
    return Print(facts | {_key(node): node.text for node in find(trees, Reference)}, spacing)


def _states(content: tuple[Inline, ...], state: frozenset[str]) -> Iterator[frozenset[str]]:
    """Yield how each leaf of a run is emphasised in Word, where the inner of two styles holds."""
    for node in content:
        match node:
            case Strong():
                yield from _states(node.content, _links(state) | {"strong"})
            case Emphasis():
                yield from _states(node.content, _links(state) | {"emphasis"})
            case Link():
                yield from _states(node.content, frozenset({f"link {plain_address(node.address)}"}))
            case _:
                yield state


def _links(state: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in state if word.startswith("link "))


def _state(text: str, state: frozenset[str]) -> frozenset[str]:
    """Return how a character is emphasised; of what prints nothing by itself it does not matter."""
    return frozenset() if text in UNSTATED else state


def wanted(items: Iterable[Item]) -> list[Shown]:
    """Return what a run shall print, as lines have it."""
    texts: list[Shown] = []
    shown: dict[int, tuple[str, ...]] = {}
    for item in items:
        if isinstance(item, Kept):
            key = id(item.passage)
            if key not in shown:
                shown[key] = tuple(glyph.text for glyph in comparable(glyphs(item.passage)))
            text = shown[key][item.index]
            texts.append((text, _state(text, item.state)))
        else:
            text = item.token.text
            text = " " if SPACES.match(text) else "-" if text in HYPHENS else text
            texts.append((text, _state(text, item.token.state)))
    return texts
