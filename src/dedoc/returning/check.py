"""Whether a run of source that was written anew prints what it shall: it is read again, by the reader itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dedoc.errors import Report
from dedoc.localise.spacing import even_inlines
from dedoc.model import Citation, Document, FactCall, FolioMark, Heading, Inline, Node, Note, Paragraph, Reference, Table
from dedoc.read.chapters import read_chapter
from dedoc.returning.comparer import Item, Kept
from dedoc.returning.home import comparable
from dedoc.returning.lines import HYPHENS, SPACES
from dedoc.returning.passages import Passage, glyphs, plain
from dedoc.walk import find, rewrite, without

Key = tuple[str, str, str]
CELL = "| {} |\n|---|\n"


@dataclass(frozen=True, slots=True)
class Print:
    """What the roles of an edition print, so that a run can be read without the rest of it."""

    texts: Mapping[Key, str]
    spacing: str

    def shows(self, source: str, passage: Passage, names: Iterable[str]) -> str | None:
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
        return plain(list(comparable(glyphs(shown))))

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
            return (*run_in, *content)
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


def wanted(items: Iterable[Item]) -> str:
    """Return what a run shall print, as lines have it."""
    texts: list[str] = []
    shown: dict[int, tuple[str, ...]] = {}
    for item in items:
        if isinstance(item, Kept):
            key = id(item.passage)
            if key not in shown:
                shown[key] = tuple(glyph.text for glyph in comparable(glyphs(item.passage)))
            texts.append(shown[key][item.index])
        else:
            text = item.token.text
            texts.append(" " if SPACES.match(text) else "-" if text in HYPHENS else text)
    return "".join(texts)
