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
    Note,
    Paragraph,
    Reference,
    Strong,
    Text,
)
from dedoc.render.word.xml import Bookmarks, Element, element, field, index_entry, paragraph, run, text_run, text_runs
from dedoc.walk import find

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

    ``part`` is the main part of the package, ``notes_part`` that of its footnotes.
    """

    def __init__(self, part: Element, notes_part: Element) -> None:
        self.part = part
        self.notes_part = notes_part
        self.bookmarks = Bookmarks()
        self.count = 0
        self._in_note = False

    def named(self, block: Block, content: Iterable[Element]) -> list[Element]:
        """Return the content of the paragraph that stands for a block, inside the block's bookmark."""
        return self.bookmarks.around(bookmark_of(block.id), content) if block.id else list(content)

    def name_first(self, block: Block, made: list[Element]) -> None:
        """Name a block without words of its own in the first paragraph of what it holds.

        A bookmark over several paragraphs would be one in theory: LibreOffice saves it as two, one of them without end.
        """
        first = next((item for root in made for item in root.iter(qn("w:p")) if item.style != "Gap"), None)
        if first is not None:
            content = first[1:]
            first.extend(self.named(block, content))

    def inlines(self, content: tuple[Inline, ...], style: str = "") -> Iterator[Element]:
        """Yield the runs of inlines in a character style."""
        for node in content:
            yield from self._inline(node, style)

    def _inline(self, node: Inline, style: str) -> Iterator[Element]:
        match node:
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
                result = text_run(node.text, style)
                yield from (
                    field(f"REF {bookmark_name(node.target)} \\h", result)
                    if node.kind != "heading"
                    else (element("hyperlink", result, anchor=bookmark_name(node.target)),)
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
        self._in_note = True
        content = list(self._note_paragraphs(node, before, after))
        self._in_note = False
        self.notes_part.element.append(element("footnote", *content, id=self.count))
        call = run(element("footnoteReference", id=self.count), style="FootnoteReference")
        yield from (text_run(before, "FootnoteReference"), call, text_run(after, "FootnoteReference"))

    def _note_paragraphs(self, node: Note, before: str, after: str) -> Iterator[Element]:
        mark = [text_run(before), run(element("footnoteRef")), text_run(after + " ")]
        for block in list(find(node.content, Paragraph)) or [Paragraph(())]:
            content = self.named(block, self.inlines((*block.run_in, *block.content)))
            yield paragraph("FootnoteText", [*mark, *content])
            mark = []
