"""Numbers of headings, notes, figures, tables and sidebars, as ints; what they look like is for ``localise``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dedoc.model import Block, Document, Figure, Heading, Node, Note, Sidebar, Table
from dedoc.resolve.context import Context
from dedoc.walk import rewrite


def number(document: Document, context: Context) -> Document:
    """Return the document with numbers; a heading that skips a level is a problem."""
    counter = Counter(context)
    front = counter.part(document.front)
    body = counter.part(document.body)
    return replace(document, front=front, body=body, back=counter.part(document.back))


class Counter:
    """Counts in reading order. ``chapter`` is the number of the chapter or appendix at hand, 0 before the first."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.headings = [0] * 6
        self.counts = {"notes": 0, "figures": 0, "tables": 0, "sidebars": 0}
        self.chapter = 0
        self.in_appendix = False
        self.others = [0] * 6

    def part(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return the blocks of one part of the report with numbers."""
        level = 0
        for block in blocks:
            if isinstance(block, Heading):
                self._check_level(block, level)
                level = block.level
        return tuple(self._block(block) for block in blocks)

    def _check_level(self, heading: Heading, before: int) -> None:
        if heading.level > before + 1:
            hint = "write {fewer} “#” in front of it, or add the heading between"
            values = {"level": heading.level, "before": before, "fewer": before + 1}
            if before:
                message = "a heading of level {level} follows one of level {before}"
                self.context.report.error(heading.location, message, hint, **values)
            else:
                self.context.report.error(
                    heading.location, "a heading of level {level} begins the text", hint, **values
                )

    def _block(self, block: Block) -> Block:
        if isinstance(block, Heading):
            block = self._heading(block)
        return rewrite(block, self._node)

    def _heading(self, heading: Heading) -> Heading:
        level = heading.level
        if level == 1 and heading.in_appendix != self.in_appendix:
            # Chapters and appendices each count on where they left off.
            self.headings, self.others = self.others, self.headings
            self.in_appendix = heading.in_appendix
        heading = replace(heading, in_appendix=self.in_appendix)
        if not heading.is_numbered or level > self.context.numbering.depth:
            return heading
        self.headings = [*self.headings[: level - 1], self.headings[level - 1] + 1, *[0] * (6 - level)]
        if level == 1:
            self._begin_chapter()
        return replace(heading, number=tuple(self.headings[:level]))

    def _begin_chapter(self) -> None:
        self.chapter = self.headings[0]
        numbering = self.context.numbering
        if numbering.notes == "chapter":
            self.counts["notes"] = 0
        if numbering.figures == "chapter":
            self.counts |= {"figures": 0, "tables": 0, "sidebars": 0}

    def _node(self, node: Node) -> Node:
        match node:
            case Note():
                return replace(node, number=self._next("notes", self.context.numbering.notes))
            case Figure():
                return replace(node, **self._numbered("figures"))
            case Table() if node.caption:
                return replace(node, **self._numbered("tables"))
            case Sidebar():
                return replace(node, **self._numbered("sidebars"))
            case _:
                return node

    def _numbered(self, kind: str) -> dict[str, Any]:
        """Return what a figure, table or sidebar bears: its number, and whether its first part is a letter."""
        return {"number": self._next(kind, self.context.numbering.figures), "in_appendix": self.in_appendix}

    def _next(self, kind: str, scope: str) -> tuple[int, ...]:
        self.counts[kind] += 1
        count = self.counts[kind]
        return (self.chapter, count) if scope == "chapter" and kind != "notes" else (count,)
