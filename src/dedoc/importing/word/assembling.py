"""Lines and tables of a Word file put together: what belongs to which caption, list, note or chapter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from dedoc.importing.ledger import Kind, Ledger
from dedoc.importing.patterns import SOURCE, numbered
from dedoc.importing.word.items import (
    Block,
    Caption,
    Entry,
    Figure,
    Heading,
    Item,
    Paragraph,
    Remark,
    Run,
    Sidebar,
    Table,
    Unit,
)
from dedoc.importing.word.outline import Title
from dedoc.importing.word.reading import EDGES, drop, read_line
from dedoc.importing.word.script import Box, Grid, Line, Part
from dedoc.wordfile.model import Comment

CAPTION = re.compile(
    r"\s*(图|表|Figure|Table|Fig\.|Tab\.)\s*([0-9]{1,3}|[一二三四五六七八九十]{1,3})?([-—–.][0-9]{1,3})?[\s:：.．、]*"
)
NUMBERED_CAPTION = re.compile(
    r"\s*(图|表|Figure|Table|Fig\.|Tab\.)\s*([0-9]{1,3}|[一二三四五六七八九十]{1,3})([-—–.][0-9]{1,3})?(?![0-9年月日个%])[\s:：.．、]*"
)
SIDEBAR = re.compile(r"\s*(?:专栏|框|Box)\s*(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[\s\u3000:：.．、]*")
UNIT = re.compile(r"\s*单位\s*[:：]\s*(?=\S.{0,40}$)")
NOTE = re.compile(r"\s*注\s*[:：]\s*(?=\S)")
REMARK = re.compile(r"\s*(注|说明)\s*[:：]")
CAPTIONS = frozenset({"caption", "题注", "图题", "表题", "图注"})
QUOTES = frozenset({"quote", "intense quote", "引用", "明显引用", "block text", "quotations"})
BACKS = frozenset({"封底文字", "封底", "back cover", "backcover"})
CONTENTS = re.compile(r"(toc|目录|table of figures|index)\s*\d*( heading)?")
PLAIN = frozenset(
    {"decimal", "decimalFullWidth", "decimalZero", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"}
)
"""Kinds of numbers that a list of the edition can bear in their place; others stay as they print."""

LONGEST_CAPTION = 80


def _next(items: Sequence[Item], index: int) -> Item | None:
    return items[index + 1] if index + 1 < len(items) else None


def _units(items: Sequence[Item]) -> int:
    return sum(isinstance(item, Unit) for item in items)


@dataclass
class Assembler:
    """Makes items of the body, in order.

    ``comments`` are those of the file by key, ``publisher`` is what the cover says.
    """

    ledger: Ledger
    titles: Mapping[int, Title]
    comments: Mapping[str, Comment]
    publisher: str = ""
    items: list[Item] = field(default_factory=list)
    count: int = 0

    def read(self, body: Sequence[Part], lines: Sequence[Line]) -> list[Item]:
        """Return the items of a body; ``lines`` are its lines as the headings among them are counted."""
        places = {id(line): index for index, line in enumerate(lines)}
        for item, behind in zip_longest(body, body[1:]):
            match item:
                case Grid():
                    self._table(item)
                case Box():
                    self._sidebar(item)
                case Line() if isinstance(behind, Grid) and (match := UNIT.match(item.text)):
                    self._unit(item, match.end())
                case Line():
                    self._line(item, self.titles.get(places.get(id(item), -1)))
        return self._captioned()

    def _sidebar(self, box: Box) -> None:
        """Read boxed text; headings and boxes in it are text, as in every edition."""
        name = self._name("sidebar")
        match = SIDEBAR.match(box.title.text)
        start = match.end() if match else 0
        drop(box.title, Kind.FIGURE_NUMBER, self.ledger, 0, start)
        title = Sidebar(name, box.title.at, read_line(box.title, name, self.ledger, start))
        before, self.items = self.items, []
        self.read(box.content, ())
        title.content, self.items = self._captioned(), [*before, title]

    def _unit(self, line: Line, start: int) -> None:
        name = self._name("unit")
        drop(line, Kind.FIGURE_NUMBER, self.ledger, 0, start, remark="dedoc writes it")
        self.items.append(Unit(name, line.at, read_line(line, name, self.ledger, start)))

    def _name(self, kind: str) -> str:
        self.count += 1
        return f"{kind} {self.count}"

    def _line(self, line: Line, title: Title | None) -> None:
        style = line.paragraph.style.casefold()
        self._remarks(line)
        if line.paragraph.in_contents or CONTENTS.fullmatch(style):
            drop(line, Kind.CONTENTS, self.ledger)
        elif title is not None:
            self._heading(line, title)
        elif self.publisher and line.text.strip() == self.publisher and self._is_behind_back():
            drop(line, Kind.TITLE, self.ledger, remark="the publisher again: dedoc prints it on the back cover")
        elif not line.text.strip() and not any(piece.note for piece in line.pieces):
            drop(line, Kind.SEPARATOR, self.ledger)
        elif match := self._caption(line, style):
            self._captions(line, match)
        else:
            self._paragraph(line, style)
        for drawing in line.drawings:
            self.items.append(Figure(self._name("figure"), line.end, drawing=drawing, line=line))

    def _is_behind_back(self) -> bool:
        return bool(self.items) and isinstance(self.items[-1], Paragraph) and self.items[-1].is_back

    def _remarks(self, line: Line) -> None:
        for key in line.comments:
            comment = self.comments.get(key)
            if comment is not None:
                signed = f"{comment.author} {comment.date[:10]}".strip()
                self.items.append(Remark(self._name("remark"), line.at, text_of=f"{signed}: {comment.text}"))

    def _heading(self, line: Line, title: Title) -> None:
        """Read a heading without its number, which the edition counts anew."""
        name = self._name("heading")
        start = 0
        typed = numbered(line.text.lstrip()) if line.paragraph.label is None and title.kind else None
        if typed is not None:
            start = len(line.text) - len(line.text.lstrip()) + typed.length
            drop(line, Kind.HEADING_NUMBER, self.ledger, 0, start, remark="counted by dedoc")
        runs = read_line(line, name, self.ledger, start)
        # A heading is one line, and strong as a whole.
        runs = [type(run)(run.text.replace("\u2028", ""), frozenset(), run.address, run.note) for run in runs]
        self._forget_breaks(name)
        self.items.append(Heading(name, line.at, runs, title.level, bool(title.kind)))

    def _forget_breaks(self, name: str) -> None:
        """Take the breaks of a line out of what is kept of a block."""
        for span in [span for span in self.ledger.kept if span.block == name]:
            for at in range(span.start, span.end):
                if self.ledger.source[at] == "\u2028":
                    self.ledger.respell(at, name, 1, "", "a heading is one line")

    def _caption(self, line: Line, style: str) -> re.Match[str] | None:
        """Return the number in front of a line that is a caption."""
        if len(line.text) > LONGEST_CAPTION or line.text.rstrip().endswith(("。", "；")):
            return None
        match = NUMBERED_CAPTION.match(line.text)
        is_counted = any(piece.is_count for piece in line.pieces)
        if style in CAPTIONS or is_counted:
            return CAPTION.match(line.text) or re.match(r"", line.text)
        is_apart = line.paragraph.align == "center" or line.paragraph.first == 0
        return match if match and is_apart else None

    def _captions(self, line: Line, match: re.Match[str]) -> None:
        name = self._name("caption")
        drop(line, Kind.FIGURE_NUMBER, self.ledger, 0, match.end())
        word = match[1] if match.re.groups else ""
        runs = read_line(line, name, self.ledger, match.end())
        self.items.append(Caption(name, line.at, runs, is_table=(word or "").startswith(("表", "Tab"))))

    def _paragraph(self, line: Line, style: str) -> None:
        label = line.paragraph.label
        if label is not None and (label.is_bullet or label.format in PLAIN) and label.text is not None:
            name = self._name("item")
            number = None if label.is_bullet else label.value
            runs = read_line(line, name, self.ledger)
            self.items.append(Entry(name, line.at, runs, label.level, number, label.list))
            return
        name = self._name("paragraph")
        if self.items and isinstance(self.items[-1], Table) and (match := NOTE.match(line.text)):
            drop(line, Kind.FIGURE_NUMBER, self.ledger, 0, match.end(), remark="dedoc writes it")
            self.items.append(Unit(name, line.at, read_line(line, name, self.ledger, match.end())))
            return
        runs = read_line(line, name, self.ledger)
        if label is not None and label.text:
            # A number that no list of the edition bears stays as it prints.
            self.ledger.repair(Kind.HEADING_NUMBER, line.at, line.at, label.text, block=name, remark="counted by Word")
            runs = [type(runs[0])(label.text), *runs] if runs else runs
        self.items.append(Paragraph(name, line.at, runs, style in QUOTES, style in BACKS))

    def _table(self, grid: Grid) -> None:
        """Read a table; several paragraphs of a cell stand in one, with a space between."""
        name = self._name("table")
        at = next((line.at for row in grid.rows for cell in row for line in cell), len(self.ledger.source))
        table = Table(name, at)
        for row, cells in enumerate(grid.rows):
            table.cells.append([self._cell(lines, f"{name} {row}.{column}") for column, lines in enumerate(cells)])
        if grid.is_merged:
            remark = "cells are merged in the Word file; their text stands in the first of them"
            self.ledger.repair(Kind.UNPLACED, at, at, is_certain=False, remark=remark)
        self.items.append(table)

    def _cell(self, lines: Sequence[Line], name: str) -> Block:
        block = Block(name, lines[0].at if lines else 0)
        for line in lines:
            runs = read_line(line, name, self.ledger)
            if block.runs and runs:
                self.ledger.repair(Kind.LINE_BREAK, line.at, line.at, " ", block=name)
                block.runs.append(type(runs[0])(" "))
            block.runs += [type(r)(r.text.replace("\u2028", " "), r.state, r.address, r.note) for r in runs]
            self._spaces_for_breaks(name)
        return block

    def _spaces_for_breaks(self, name: str) -> None:
        for span in [span for span in self.ledger.kept if span.block == name]:
            for at in range(span.start, span.end):
                if self.ledger.source[at] == "\u2028":
                    self.ledger.respell(at, name, 1, " ", "a cell is one line")

    def _captioned(self) -> list[Item]:
        """Return the items with captions, sources and remarks put to the figures and tables that they belong to."""
        found: list[Item] = []
        items = list(self.items)
        for index, item in enumerate(items):
            last = found[-1] if found else None
            if isinstance(item, Caption):
                behind = _next([each for each in items if not isinstance(each, Unit)], index - _units(items[:index]))
                if item.is_table and isinstance(behind, Table) and behind.caption is None:
                    behind.caption = item
                elif isinstance(last, Figure) and last.caption is None and not item.is_table:
                    last.caption = item
                elif isinstance(behind, Figure | Table) and behind.caption is None:
                    behind.caption = item
                elif isinstance(last, Table) and last.caption is None:
                    last.caption = item
                else:
                    found.append(self._unclaimed(item))
            elif isinstance(item, Unit) and isinstance(behind := _next(items, index), Table):
                behind.unit = item
            elif isinstance(item, Unit) and isinstance(last, Table) and last.remark is None:
                last.remark = item
            elif (
                isinstance(item, Paragraph)
                and isinstance(last, Figure)
                and self._is_source(item)
                and last.source is None
            ):
                last.source = item
            elif (
                isinstance(item, Paragraph)
                and isinstance(last, Table)
                and last.remark is None
                and self._is_remark(item)
            ):
                last.remark = item
            else:
                found.append(item)
        return found

    def _unclaimed(self, caption: Caption) -> Paragraph:
        """Return a caption of nothing as a paragraph, with the number that it had."""
        number = next((r for r in self.ledger.repairs if r.kind is Kind.FIGURE_NUMBER and r.start == caption.at), None)
        runs = list(caption.runs)
        if number is not None:
            self.ledger.repairs.remove(number)
            kept = "".join(" " if character in EDGES else character for character in number.before)
            self.ledger.repair(
                Kind.SPACE, number.start, number.end, kept, block=caption.name, remark="caption of nothing"
            )
            runs.insert(0, Run(kept))
        return Paragraph(caption.name, caption.at, runs)

    @staticmethod
    def _is_source(item: Paragraph) -> bool:
        return bool(SOURCE.fullmatch(item.text.strip())) and len(item.text) <= LONGEST_CAPTION

    @staticmethod
    def _is_remark(item: Paragraph) -> bool:
        is_source = SOURCE.fullmatch(item.text.strip())
        return bool(is_source or REMARK.match(item.text)) and len(item.text) <= 3 * LONGEST_CAPTION
