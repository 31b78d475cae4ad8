"""Paragraphs and tables of a part, in order, out of whatever holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from dedoc.wordfile.looks import Shape, shape_of
from dedoc.wordfile.model import Anchor, Atom, Block, Cell, Label, Paragraph, Revision, Row, Table
from dedoc.wordfile.numbering import Numbering
from dedoc.wordfile.runs import TRACKED, Place, Story, atoms, chosen, revision
from dedoc.wordfile.xml import Element, child, children, is_on, local, number, value

BODY_LEVEL = 9
"""The outline level of body text (17.3.1.20)."""

MOST_COLUMNS = 63
"""Columns of the widest table that Word can make."""

HOLDERS = frozenset({"sdtContent", "customXml", "smartTag", "ins", "moveTo", "del", "moveFrom"})


@dataclass
class Reader:
    """Reads blocks; counts the numbers of paragraphs and knows the names of bookmarks by their ids.

    ``waiting`` are the bookmarks that begin or end between two paragraphs.
    """

    numbering: Numbering
    names: Mapping[str, str]
    waiting: list[Anchor] = field(default_factory=list)

    def blocks(self, holder: Element, story: Story) -> tuple[Block, ...]:
        """Return the paragraphs and tables in an element, those in its controls included."""
        found = list(self._blocks(holder, story))
        if self.waiting and found:
            found[-1] = self._with_anchors(found[-1], at_end=True)
        return tuple(found)

    def _blocks(self, holder: Element, story: Story) -> Iterator[Block]:
        for item in holder:
            name = local(item)
            match name:
                case "p":
                    yield self._with_anchors(self._paragraph(item, story))
                case "tbl":
                    yield self._with_anchors(self._table(item, story))
                case "sdt":
                    gallery = value(child(item, "w:sdtPr/w:docPartObj/w:docPartGallery"))
                    story.contents += gallery == "Table of Contents"
                    yield from self._blocks(item, story)
                    story.contents -= gallery == "Table of Contents"
                case "mc:AlternateContent":
                    yield from self._blocks(chosen(item), story)
                case "altChunk":
                    hint = "open the file in Word and save it again: it is then part of the text"
                    story.package.warn("a document inside the Word file is not read", hint)
                case "bookmarkStart":
                    self.waiting.append(Anchor(value(item, "name"), is_start=True))
                case "bookmarkEnd":
                    self.waiting.append(Anchor(self.names.get(value(item, "id"), ""), is_start=False))
                case _ if name in HOLDERS:
                    yield from self._blocks(item, story)
                case _:
                    pass

    def _with_anchors(self, block: Block, *, at_end: bool = False) -> Block:
        """Return a block with the bookmarks that stand before it (or, last of all, behind it)."""
        waiting, self.waiting = tuple(self.waiting), []
        if not waiting:
            return block
        if isinstance(block, Paragraph):
            return replace(block, atoms=(*block.atoms, *waiting) if at_end else (*waiting, *block.atoms))
        first = block.rows[0].cells[0].content if block.rows and block.rows[0].cells else ()
        if not first or not isinstance(first[0], Paragraph):
            return block
        inner = (replace(first[0], atoms=(*waiting, *first[0].atoms)), *first[1:])
        cells = (replace(block.rows[0].cells[0], content=inner), *block.rows[0].cells[1:])
        return replace(block, rows=(replace(block.rows[0], cells=cells), *block.rows[1:]))

    def _paragraph(self, item: Element, story: Story) -> Paragraph:
        properties = child(item, "w:pPr")
        key = value(child(properties, "w:pStyle")) or story.styles.default
        shape = shape_of(properties).over(story.styles.shape(key))
        look = story.styles.paragraph_look(key)
        label = self._label(shape, key)
        # A contents list begins inside its first paragraph and ends inside its last one.
        before = story.in_contents
        content = tuple(self._named(atom) for atom in atoms(item, story, Place(look)))
        level = shape.level + 1 if shape.level is not None and 0 <= shape.level < BODY_LEVEL else None
        return Paragraph(
            content,
            story.styles.name(key),
            level,
            label,
            look,
            shape.align or "",
            shape.left or 0,
            shape.first or 0,
            in_contents=before or story.in_contents or _made_by_contents(content),
            revisions=_mark_revisions(properties),
        )

    def _named(self, atom: Atom) -> Atom:
        """Return the end of a bookmark with the name in place of the id."""
        return (
            replace(atom, name=self.names.get(atom.name, ""))
            if isinstance(atom, Anchor) and not atom.is_start
            else atom
        )

    def _label(self, shape: Shape, style: str) -> Label | None:
        if shape.list in (None, "0", ""):
            return None
        level = shape.list_level
        if level is None:
            level = self.numbering.level_of_style(shape.list or "", style)
        return self.numbering.label(shape.list or "", level)

    def _table(self, item: Element, story: Story) -> Table:
        rows = tuple(self._row(row, story) for row in _held(item, "tr"))
        style = value(child(item, "w:tblPr/w:tblStyle"))
        return Table(rows, story.styles.name(style) if style else "")

    def _row(self, item: Element, story: Story) -> Row:
        properties = child(item, "w:trPr")
        cells = tuple(self._cell(cell, story) for cell in _held(item, "tc"))
        changes = tuple(
            revision(mark, change) for name, change in TRACKED.items() for mark in children(properties, name)
        )
        return Row(cells, is_on(child(properties, "w:tblHeader")), changes)

    def _cell(self, item: Element, story: Story) -> Cell:
        properties = child(item, "w:tcPr")
        merged = child(properties, "w:vMerge")
        continues = merged is not None and value(merged) in ("", "continue")
        span = number(value(child(properties, "w:gridSpan")), 1) or 1
        return Cell(self.blocks(item, story), max(1, min(span, MOST_COLUMNS)), continues)


def _held(holder: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table, or the cells of a row, out of the controls that may hold them."""
    for item in holder:
        if local(item) == name:
            yield item
        elif local(item) in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "del", "moveFrom"):
            yield from _held(item, name)
        elif local(item) == "mc:AlternateContent":
            yield from _held(chosen(item), name)


def _mark_revisions(properties: Element | None) -> tuple[Revision, ...]:
    """Return what tracking says of the end of a paragraph."""
    marks = child(properties, "w:rPr")
    found = ((mark, TRACKED[local(mark)]) for mark in (() if marks is None else marks) if local(mark) in TRACKED)
    return tuple(revision(mark, change) for mark, change in found)


def _made_by_contents(content: tuple[Atom, ...]) -> bool:
    """Whether a paragraph has an entry of a table of contents in it, as its first or last one has."""
    return any("TOC" in getattr(atom, "fields", ()) for atom in content)
