"""The lines of the body to headings, paragraphs, figures, notes and the breaks of the printed pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dedoc.importing.inline import scan
from dedoc.importing.joints import Segment, breaks_off, join, open_brackets, wraps
from dedoc.importing.ledger import Kind, Ledger
from dedoc.importing.lines import Line
from dedoc.importing.outline import Found, Outline
from dedoc.importing.patterns import CAPTION, FINAL, PAGE_NUMBER, SOURCE, is_sentence, note_mark, number_value
from dedoc.importing.structure import Figure, Heading, Item, NoteText, PageBreak, Paragraph

LONG_NOTE = 18
"""Characters in a line of a note that may go on in the next line."""


@dataclass(slots=True)
class Draft:
    """A paragraph to which lines are still added."""

    block: str
    segments: list[Segment]
    line: Line
    last: Line


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out: the width at which lines are broken, 0 if they are not, and whether paragraphs indent."""

    wrap: float = 0
    indents: bool = False


def layout_of(lines: list[Line]) -> Layout:
    """Return the layout that most lines of a text share."""
    texts = [line for line in lines if len(line.text) > LONG_NOTE and note_mark(line.narrow) is None]
    starts = [line for line in texts if line.gap or line.is_indented]
    indents = bool(starts) and sum(line.is_indented for line in starts) > 0.5 * len(starts)
    return Layout(wraps(texts), indents)


@dataclass
class Assembler:
    """Reads the lines of one part of the text and builds its items, one line after the other."""

    ledger: Ledger
    outline: Outline | None
    prefix: str
    notes: list[NoteText]
    numbers: set[int]
    layout: Layout
    items: list[Item] = field(default_factory=list)
    draft: Draft | None = None
    pending: PageBreak | None = None
    floats: list[Item] = field(default_factory=list)
    figure_between: bool = False
    blocks: int = 0

    def read(self, lines: list[Line]) -> list[Item]:
        """Return the items of all lines."""
        index = 0
        while index < len(lines):
            index += self._line(lines, index)
        self._close()
        return self.items

    def _line(self, lines: list[Line], index: int) -> int:
        """Read what begins on a line and return how many lines it takes."""
        line = lines[index]
        if line.feed:
            self._page(line, is_strong=True)
        if (number := self._page_number(line)) is not None:
            self.ledger.repair(Kind.PAGE_NUMBER, line.start, line.end)
            self._page(line, is_strong=True).given = number or None
            return 1
        mark = note_mark(line.narrow)
        if mark is not None and mark[0] in self.numbers:
            return self._note(lines, index, *mark)
        if self.outline and (found := self.outline.find(lines, index, is_inside=self._is_open(line))):
            return self._heading(lines, index, found)
        if count := self._figure(lines, index):
            return count
        self._text(line)
        return 1

    # --- breaks -----------------------------------------------------------------------------------------------------

    def _page(self, line: Line, *, is_strong: bool = False) -> PageBreak:
        if self.pending is None:
            self.pending = PageBreak(line.start)
        self.pending.is_strong |= is_strong
        return self.pending

    def _page_number(self, line: Line) -> int | None:
        match = PAGE_NUMBER.fullmatch(line.narrow) if len(line.text) <= 12 else None
        if not match or self.outline is None:
            return None
        return int(match[1]) if match[1].isdigit() else 0

    def _settle(self, line: Line) -> None:
        """Put the break that waits in front of the block that now begins."""
        if self.pending is not None:
            self.pending.at = line.start
            self.items.append(self.pending)
            self.pending = None

    # --- notes ------------------------------------------------------------------------------------------------------

    def _note(self, lines: list[Line], index: int, number: int, length: int) -> int:
        line = lines[index]
        count = 1
        while index + count < len(lines) and self._note_goes_on(lines, index, count):
            count += 1
        block = f"note {number}" + ("" if all(n.number != number for n in self.notes) else f" ({line.number})")
        self.ledger.repair(Kind.NOTE_MARK, line.start, line.start + length)
        segments = [Segment(line.start + length, line.end)]
        segments += [
            Segment(b.start, b.end, a.end)
            for a, b in zip(lines[index:], lines[index + 1 : index + count], strict=False)
        ]
        joined = join(segments, block, self.ledger)
        atoms = scan(joined, block, self.ledger, has_calls=False)
        self.notes.append(NoteText(number, block, line.start, "".join(a.text for a in atoms)))  # type: ignore[union-attr]
        self._page(line).notes.append(number)
        return count

    def _note_goes_on(self, lines: list[Line], index: int, count: int) -> bool:
        line, before = lines[index + count], lines[index + count - 1]
        text = "".join(one.text for one in lines[index : index + count])
        if (
            note_mark(line.narrow) is not None
            or line.feed
            or (PAGE_NUMBER.fullmatch(line.narrow) and len(line.text) < 9)
        ):
            return False
        if self.outline and self.outline.expects(line):
            return False
        if set(open_brackets(text)) - {"“"} and line.gap <= 1:
            return bool(breaks_off(text + "。", line.text))
        return line.gap == 0 and len(before.text) >= LONG_NOTE and not line.is_indented and text[-1] not in FINAL

    # --- headings and figures -----------------------------------------------------------------------------------------

    def _heading(self, lines: list[Line], index: int, found: Found) -> int:
        line = lines[index]
        if not found.level:
            self.ledger.repair(Kind.RUNNING_HEAD, line.start, line.end, is_certain=not self._is_open(line))
            self._page(line, is_strong=True)
            return 1
        if self._is_open(line):
            self._left_open()
        self._close()
        self._settle(line)
        block = self._name("heading")
        length = found.number.length if found.number else 0
        if found.number:
            self.ledger.repair(
                Kind.HEADING_NUMBER, line.start, line.start + length, is_certain=found.is_certain, remark=found.remark
            )
        elif not found.is_certain:
            self.ledger.repair(Kind.HEADING_NUMBER, line.start, line.start, is_certain=False, remark=found.remark)
        segments = [Segment(line.start + length, line.end)]
        segments += [
            Segment(b.start, b.end, a.end)
            for a, b in zip(lines[index:], lines[index + 1 : index + found.lines], strict=False)
        ]
        atoms = scan(join(segments, block, self.ledger), block, self.ledger)
        number = found.number.value if found.number else None
        self.items.append(Heading(block, line.start, found.level, atoms, number, found.folio))
        return found.lines

    def _figure(self, lines: list[Line], index: int) -> int:
        line = lines[index]
        above = SOURCE.fullmatch(line.text) and index + 1 < len(lines) and lines[index + 1].gap == 0
        caption = lines[index + 1] if above else line
        match = CAPTION.match(caption.narrow)
        text = caption.text[match.end() :] if match else ""
        if not match or not text or is_sentence(text) or len(text) > 80:
            return 0
        if not match[3].strip() and self._is_open(line):
            return 0
        if self.draft and not self._is_open(line):
            self._close()
        block = self._name("figure")
        if not self.draft:
            self._settle(line)
        end = caption.start + match.end()
        self.ledger.repair(Kind.FIGURE_NUMBER, caption.start, end)
        own = re.search(
            r"\s*[（(](?:数据|资料|图片)?来源\s*[:：][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]$", text
        )
        cut = end + own.start() if own else caption.end
        atoms = scan(
            join([Segment(end, cut)], block + " caption", self.ledger), block + " caption", self.ledger, has_calls=False
        )
        number = (number_value(match[1]), *([int(match[2])] if match[2] else []))
        figure = Figure(block, line.start, number, atoms)
        count = 2 if above else 1
        below = lines[index + count] if index + count < len(lines) else None
        if own:
            at = cut + len(own[0]) - len(own[0].lstrip())
            figure.source = self._source(at, caption.end, block)
        elif above:
            figure.source = self._source(line.start, line.end, block)
        elif below is not None and below.gap <= 1 and SOURCE.fullmatch(below.text) and not is_sentence(below.text):
            figure.source = self._source(below.start, below.end, block)
            count += 1
        (self.floats if self.draft else self.items).append(figure)
        self.figure_between = self.draft is not None
        return count

    def _source(self, start: int, end: int, block: str) -> str:
        """Record the words under a figure that say where it comes from, and return them."""
        name = f"{block} source"
        joined = join([Segment(start, end)], name, self.ledger)
        atoms = scan(joined, name, self.ledger, has_calls=False, brackets=True)
        return "".join(atom.text for atom in atoms)  # type: ignore[union-attr]

    # --- text -------------------------------------------------------------------------------------------------------

    def _text(self, line: Line) -> None:
        if self.draft is not None and self._goes_on(line):
            between = self.pending is not None or self.figure_between or line.gap > 0
            segment = Segment(line.start, line.end, self.draft.last.end, is_page=between)
            if between:
                segment.page = self.pending or PageBreak(line.start)
                segment.page.is_strong, segment.page.is_placed = True, not self.figure_between
            self.draft.segments.append(segment)
            self.draft.last, self.pending, self.figure_between = line, None, False
            return
        self._close()
        self._settle(line)
        self.draft = Draft(self._name("paragraph"), [Segment(line.start, line.end)], line, line)

    def _is_open(self, line: Line) -> bool:
        """Whether the paragraph at hand breaks off before a line."""
        return self.draft is not None and breaks_off(self._draft_text(), line.text)

    def _draft_text(self) -> str:
        assert self.draft is not None
        return "".join(self.ledger.source[s.start : s.end] for s in self.draft.segments)

    def _goes_on(self, line: Line) -> bool:
        assert self.draft is not None
        if self._is_open(line):
            return not (self.layout.indents and line.is_indented and self.draft.last.text[-1] in FINAL)
        if line.gap == 0 and self.pending is None and not self.figure_between:
            is_full = bool(self.layout.wrap) and len(self.draft.last.text) >= self.layout.wrap - 2
            joins = is_full and not line.is_indented
        else:
            joins = (
                self.layout.indents
                and self.draft.line.is_indented
                and not line.is_indented
                and self.pending is not None
            )
        if joins:
            remark = "the line before ends with a sentence; perhaps a paragraph begins here"
            self.ledger.repair(Kind.PARAGRAPH, line.start, line.start, is_certain=False, remark=remark)
        return joins

    def _left_open(self) -> None:
        assert self.draft is not None
        remark = "the paragraph before ends without a full stop"
        end = self.draft.last.end
        self.ledger.repair(Kind.PARAGRAPH, end, end, is_certain=False, remark=remark)

    def _close(self) -> None:
        """End the paragraph at hand; figures that stood between its halves follow it."""
        if self.draft is not None:
            block = self.draft.block
            joined = join(self.draft.segments, block, self.ledger)
            atoms = scan(joined, block, self.ledger, numbers=self.numbers)
            self.items.append(Paragraph(block, self.draft.line.start, atoms))
        self.items += self.floats
        self.draft, self.floats, self.figure_between = None, [], False

    def _name(self, kind: str) -> str:
        self.blocks += 1
        return f"{self.prefix} {self.blocks} {kind}"


def note_numbers(lines: list[Line]) -> set[int]:
    """Return the numbers of the notes that stand in the lines."""
    return {mark[0] for line in lines if (mark := note_mark(line.narrow))}
