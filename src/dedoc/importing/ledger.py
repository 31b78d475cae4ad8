"""The ledger of an import: every character of the source is in the edition, or in a repair that says why not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from dedoc.errors import N_


class Kind(Enum):
    """What kind of repair was made."""

    SEPARATOR = N_("separator")
    PAGE_BREAK = N_("page break joined")
    REPEATED_HALF = N_("sentence half printed twice at a break")
    LINE_BREAK = N_("line break inside a paragraph")
    CONTENTS = N_("entry of the contents")
    LEADER = N_("folio and leader")
    SPACE = N_("stray space")
    WIDTH = N_("width of a mark")
    CHARACTER = N_("misrecognised character")
    HEADING_NUMBER = N_("number of a heading")
    FIGURE_NUMBER = N_("number of a figure")
    CALL = N_("call of a note")
    NOTE_MARK = N_("mark of a note")
    RUNNING_HEAD = N_("repeated running head")
    PAGE_NUMBER = N_("page number")
    TITLE = N_("title")
    ENCODING = N_("encoding")
    RUN_IN = N_("run-in heading marked")
    PARAGRAPH = N_("paragraph joined or left open")
    PAGE_START = N_("page start")
    PART = N_("part of the report")
    UNPLACED = N_("text that could not be placed")


BLANK = " \t\n\r\f\v\x85\xa0\u3000\u2028\u2029\ufeff\u200b\u2060\u2002\u2003\u2009"
"""Characters that only set others apart."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Characters of the source that stand in the edition, in the block of that name."""

    start: int
    end: int
    block: str


@dataclass(frozen=True, slots=True)
class Repair:
    """Characters of the source that were put right: ``after`` stands in ``block`` in place of ``before``.

    A repair may change nothing: then it marks a decision that somebody should look at.
    """

    kind: Kind
    start: int
    end: int
    line: int
    before: str
    after: str = ""
    is_certain: bool = True
    block: str = ""
    remark: str = ""


@dataclass
class Ledger:
    """Every character of ``source``, kept or repaired."""

    source: str
    kept: list[Kept] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Note where the lines of the source begin."""
        self.starts = [0]
        for index, character in enumerate(self.source):
            if character == "\n" or (character == "\r" and self.source[index + 1 : index + 2] != "\n"):
                self.starts.append(index + 1)

    def line(self, at: int) -> int:
        """Return the number of the line of a character, counted from 1."""
        return bisect_right(self.starts, at)

    def keep(self, start: int, end: int, block: str) -> None:
        """Record characters that stand in the edition as they are."""
        last = self.kept[-1] if self.kept else None
        if last is not None and last.end == start and last.block == block:
            self.kept[-1] = Kept(last.start, end, block)
        elif end > start:
            self.kept.append(Kept(start, end, block))

    def repair(
        self,
        kind: Kind,
        start: int,
        end: int,
        after: str = "",
        *,
        block: str = "",
        is_certain: bool = True,
        remark: str = "",
    ) -> None:
        """Record characters that were put right, or (where nothing changes) a decision."""
        before = self.source[start:end]
        self.repairs.append(Repair(kind, start, end, self.line(start), before, after, is_certain, block, remark))

    def respell(self, at: int, block: str, length: int, after: str, remark: str) -> None:
        """Put ``after`` in place of ``length`` kept characters (which may be none) of a block."""
        for index, span in enumerate(self.kept):
            if span.block == block and span.start <= at and at + length <= span.end:
                parts = (Kept(span.start, at, block), Kept(at + length, span.end, block))
                self.kept[index : index + 1] = [part for part in parts if part.end > part.start]
                self.repair(Kind.SPACE, at, at + length, after, block=block, remark=remark)
                return

    def places(self, block: str) -> list[int]:
        """Return where in the source each character of a block comes from."""
        found: list[int] = []
        for span in self.spans():
            if span.block == block:
                found += range(span.start, span.end) if isinstance(span, Kept) else [span.start] * len(span.after)
        return found

    def spans(self) -> list[Kept | Repair]:
        """Return all spans in the order of the source."""
        return sorted((*self.kept, *self.repairs), key=lambda span: (span.start, span.end))

    def close(self) -> None:
        """Record as separators all blanks that nothing speaks of."""
        at = 0
        for span in (*self.spans(), Kept(len(self.source), len(self.source), "")):
            if span.start > at and not self.source[at : span.start].strip(BLANK):
                self.repair(Kind.SEPARATOR, at, span.start)
            at = max(at, span.end)

    def uncertain(self) -> list[Repair]:
        """Return the repairs that somebody should look at, in the order of the source."""
        return sorted((r for r in self.repairs if not r.is_certain), key=lambda repair: (repair.start, repair.end))

    def counts(self) -> dict[Kind, tuple[int, int]]:
        """Return how many repairs of each kind were made, and how many of them are uncertain."""
        found = {kind: [r for r in self.repairs if r.kind is kind] for kind in Kind}
        return {kind: (len(rs), sum(not r.is_certain for r in rs)) for kind, rs in found.items() if rs}

    def blocks(self) -> dict[str, str]:
        """Return the characters that the spans give each block of the edition."""
        found: dict[str, list[str]] = {}
        for span in self.spans():
            if span.block:
                text = self.source[span.start : span.end] if isinstance(span, Kept) else span.after
                found.setdefault(span.block, []).append(text)
        return {block: "".join(parts) for block, parts in found.items()}


def check(ledger: Ledger, source: str, blocks: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Yield each place where the ledger does not account for the source or the edition: the line, and what is wrong.

    ``blocks`` are the characters of the edition by the name of their block. Nothing is yielded if the ledger is exact:
    with every repair undone the spans give back the source, and the edition is what was kept and put in, no more.
    """
    at, undone = 0, []
    for span in ledger.spans():
        if span.start != at:
            yield ledger.line(min(at, span.start)), source[min(at, span.start) : max(at, span.start)]
        undone.append(span.before if isinstance(span, Repair) else source[span.start : span.end])
        at = span.end
    if "".join(undone) != source:
        yield ledger.line(at), source[at:]
    found = {block: text for block, text in ledger.blocks().items() if text}
    given = {block: text for block, text in blocks.items() if text}
    for block in sorted(found.keys() | given.keys()):
        if found.get(block) != given.get(block):
            first = next((s.start for s in ledger.spans() if s.block == block), 0)
            yield ledger.line(first), given.get(block, found.get(block, ""))
