"""Inlines and notes to runs of Word."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from dedoc.model import (
    Block,
    Citation,
    Emphasis,
    FactCall,
    FolioMark,
    IndexMark,
    Inline,
    LineBreak,
    Link,
    Node,
    Note,
    Paragraph,
    Reference,
    Revision,
    Strong,
    Text,
)
from dedoc.render.word.gaps import is_gap
from dedoc.render.word.revisions import Revisions, is_deleted
from dedoc.render.word.xml import Bookmarks, Element, element, field, index_entry, paragraph, run, text_run, text_runs
from dedoc.walk import child_fields

PLAIN = re.compile(r"[a-z0-9-]+")
LONGEST = 40
"""Characters of the longest name that Word gives to a bookmark; it knows letters, digits and underscores."""


def bookmark_of(block_id: str) -> str:
    """Return the name of the bookmark round a block, by which a Word file that comes back finds its way home.

    It lies round the words of a paragraph, heading or note, of a caption or the title of a sidebar, round the first
    cell of a table without caption, and round the first paragraph of a quotation or list of sources; ``source-<key>``
    names an entry of that. Names of different blocks differ, also for Word, which takes capitals for small letters.
    An underscore at the head hides a bookmark from the list that Word shows. LibreOffice 7 gives names in notes back
    with ``_Copy_1`` behind them, and sometimes ends a bookmark before the last character of its paragraph.
    """
    return _name("_Block_", block_id)


def bookmark_name(label: str) -> str:
    """Return the name of the bookmark that references to a label show the words of."""
    return _name("_Ref_", label)


def _name(prefix: str, name: str) -> str:
    plain = prefix + name.replace("-", "_")
    if PLAIN.fullmatch(name) and len(plain) <= LONGEST:
        return plain
    # Capitals, Chinese labels, underscores, which would stand for hyphens, and what is too long.
    digest = hashlib.sha256(name.encode()).digest()
    return f"{prefix}0_{base64.b32encode(digest[:15]).decode().lower()}"


class Writer:
    """Writes inlines; keeps the notes met on the way, the relations of links, and the names of blocks.

    ``part`` is the main part of the package, ``notes_part`` that of its footnotes. ``revision`` is what happened to all
    that is being written.
    """

    def __init__(self, part: Element, notes_part: Element, revisions: Revisions) -> None:
        self.part = part
        self.notes_part = notes_part
        self.revisions = revisions
        self.revision: Revision | None = None
        self.bookmarks = Bookmarks()
        self.count = 0
        self._in_note = False

    @property
    def is_deleting(self) -> bool:
        """Whether all that is being written stands in the old text only."""
        return self.revision is not None and self.revision.is_gone

    def named(self, block: Block, content: Iterable[Element]) -> list[Element]:
        """Return the content of the paragraph that stands for a block, inside the block's bookmark."""
        return self.bookmarks.around(bookmark_of(block.id), content) if block.id else list(content)

    def name_first(self, block: Block, made: list[Element]) -> None:
        """Name a block without words of its own in the first paragraph of what it holds.

        A bookmark over several paragraphs would be one in theory: LibreOffice saves it as two, one of them without end.
        """
        paragraphs = (item for root in made for item in root.iter(qn("w:p")))
        first = next((item for item in paragraphs if item.style != "Gap" and not is_deleted(item)), None)
        if first is not None:
            content = first[1:]
            first.extend(self.named(block, content))

    def inlines(self, content: tuple[Inline, ...], style: str = "") -> Iterator[Element]:
        """Yield the runs of inlines in a character style."""
        for node in content:
            made = self._inline(node, style)
            yield from self.revisions.runs(made, node.revision) if node.revision else made

    def exchanged(self, old: str, new: str, style: str = "") -> Iterator[Element]:
        """Yield the run of a text that took the place of another one, after that if they differ."""
        if old == new:
            yield text_run(new, style)
            return
        yield from self.revisions.runs([text_run(old, style)], Revision.DELETED)
        yield from self.revisions.runs([text_run(new, style)], Revision.INSERTED)

    def whole(self, revision: Revision | None, made: Iterable[Element]) -> Iterator[Element]:
        """Yield what is being made, all of it inserted or deleted if it stands in one of two texts only.

        What the elements are made of is written while this runs, and the notes in it know what happened to them.
        """
        if revision is None:
            yield from made
            return
        around, self.revision = self.revision, revision
        elements = list(made)
        self.revision = around
        for item in elements:
            if not is_gap(item):
                yield self.revisions.whole(item, revision)
            elif not revision.is_gone:
                yield item

    def _inline(self, node: Inline, style: str) -> Iterator[Element]:
        match node:
            case Citation(former=Citation() as former):
                yield from self.exchanged(former.text, node.text, style)
            case Text() | FactCall() | Citation():
                yield from text_runs(node.text, style)
            case Emphasis():
                yield from self.inlines(node.content, "Emphasis")
            case Strong():
                yield from self.inlines(node.content, "Strong")
            case Link():
                yield self._link(node)
            case LineBreak():
                yield run(element("br"))
            case FolioMark():
                return
            case IndexMark():
                yield from index_entry(node.term)
            case Reference():
                before = node.former.text if isinstance(node.former, Reference) else node.text
                result = self.exchanged(before, node.text, style)
                yield from (
                    field(f"REF {bookmark_name(node.target)} \\h", *result)
                    if node.kind != "heading"
                    else (element("hyperlink", *result, anchor=bookmark_name(node.target)),)
                )
            case Note():
                yield from self._note(node)
            case _:
                assert_never(node)

    def _link(self, node: Link) -> Element:
        made = element("hyperlink", *self.inlines(node.content, "Hyperlink"))
        part = self.notes_part if self._in_note else self.part
        made.set(qn("r:id"), part.relate_to(node.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        return made

    def _note(self, node: Note) -> Iterator[Element]:
        """Yield the call, ``[n]`` with the number from Word's own count, and put the note into its part."""
        self.count += 1
        before, _, after = node.mark.partition(str(node.number[-1]))
        revision = node.revision or self.revision
        self._in_note = True
        content = list(self._note_paragraphs(node, before, after))
        self._in_note = False
        if revision:
            content = [self.revisions.whole(paragraph, revision) for paragraph in content]
            self.revisions.end(content[-1], None)
        else:
            content = self.revisions.ended(content)
        self.notes_part.element.append(element("footnote", *content, id=self.count))
        call = run(element("footnoteReference", id=self.count), style="FootnoteReference")
        yield from (text_run(before, "FootnoteReference"), call, text_run(after, "FootnoteReference"))

    def _note_paragraphs(self, node: Note, before: str, after: str) -> Iterator[Element]:
        mark = [text_run(before), run(element("footnoteRef")), text_run(after + " ")]
        for block, revision in list(_paragraphs(node.content, None)) or [(Paragraph(()), None)]:
            content = self.named(block, self.inlines((*block.run_in, *block.content)))
            made = paragraph("FootnoteText", [*mark, *content])
            yield self.revisions.whole(made, revision) if revision else made
            mark = []


def _paragraphs(blocks: Iterable[object], revision: Revision | None) -> Iterator[tuple[Paragraph, Revision | None]]:
    """Yield the paragraphs in blocks, each with what happened to it or to what it stands in."""
    for block in blocks:
        if isinstance(block, tuple):
            yield from _paragraphs(block, revision)
        elif isinstance(block, Paragraph):
            yield block, revision or block.revision
        elif isinstance(block, Node):
            held = (getattr(block, name) for name in child_fields(type(block)))
            yield from _paragraphs(held, revision or block.revision)
