"""What a Word file says, as a reader takes it in: paragraphs with their styles, tables, notes where they are called."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from dedoc.verify.word.parts import DOCUMENT, Parts
from dedoc.verify.word.xml import WP, A, C, Element, R, W, value

MADE_ANEW = ("TableofFigures", "ListHeading", "Gap", "SectionEnd")
"""Styles of paragraphs that say nothing of their own: lists that Word fills, and what keeps others apart."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a cell: where it stands, its style, and its words by character style."""

    place: str
    style: str
    words: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Return the words, for messages."""
        return "".join(text for _, text in self.words)


class Reading:
    """Reads the body of a file with its notes, the contents left out, for they are not a text of their own."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.notes = {value(note, "id"): note for note in parts.notes.iterfind(W + "footnote")}
        self.levels = {
            (value(number, "numId"), value(level, "ilvl")): level
            for number in parts.numbering.iterfind(W + "num")
            for abstract in parts.numbering.iterfind(W + "abstractNum")
            if value(abstract, "abstractNumId") == value(number.find(W + "abstractNumId"))
            for level in abstract.iterfind(W + "lvl")
        }
        styles = parts.styles.iterfind(W + "style")
        self.styles = {value(style, "styleId"): style for style in styles}

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the body in reading order."""
        yield from self._blocks(self.parts.body.find(W + "body"), "")

    def _blocks(self, holder: Element, place: str) -> Iterator[Line]:
        tables = itertools.count(1)
        for item in holder:
            if item.tag == W + "p":
                style = value(item.find(f"{W}pPr/{W}pStyle"))
                if style not in MADE_ANEW:
                    yield Line(place, self._style(item, style), self._words(item, DOCUMENT))
            elif item.tag == W + "tbl":
                yield from self._table(item, f"{place}{next(tables)}:")

    def _table(self, table: Element, place: str) -> Iterator[Line]:
        for number, row in enumerate(table.iterfind(W + "tr"), 1):
            for column, cell in enumerate(row.iterfind(W + "tc"), 1):
                yield from self._blocks(cell, f"{place}{number},{column}/")

    def _style(self, paragraph: Element, style: str) -> str:
        """Return what a paragraph is: a heading of a level, numbered or not, an item with its mark, or its style."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        numbers, level = own, None
        chain = self.styles.get(style)
        while chain is not None:
            numbers = chain.find(f"{W}pPr/{W}numPr") if numbers is None else numbers
            level = chain.find(f"{W}pPr/{W}outlineLvl") if level is None else level
            chain = self.styles.get(value(chain.find(W + "basedOn")))
        mark = self._mark(numbers)
        return f"heading {value(level)} {mark}" if level is not None else f"{style} {mark}"

    def _mark(self, numbers: Element | None) -> str:
        if numbers is None:
            return ""
        depth = value(numbers.find(W + "ilvl")) or "0"
        level = self.levels.get((value(numbers.find(W + "numId")), depth))
        return "" if level is None else " ".join(value(level.find(W + name)) for name in ("lvlText", "numFmt", "start"))

    def _words(self, paragraph: Element, part: str) -> tuple[tuple[str, str], ...]:
        """Return the words of a paragraph, those in one character style together; notes stand where they are called."""
        found = [
            (value(run.find(f"{W}rPr/{W}rStyle")), "".join(self._said(item, part) for item in run))
            for run in paragraph.iter(W + "r")
        ]
        groups = itertools.groupby((pair for pair in found if pair[1]), lambda pair: pair[0])
        return tuple((style, "".join(text for _, text in group)) for style, group in groups)

    def _said(self, item: Element, part: str) -> str:
        match item.tag.rpartition("}")[2]:
            case "t":
                return item.text or ""
            case "tab":
                return "\t"
            case "br":
                return "\n"
            case "instrText":
                return f"{{{(item.text or '').split()[0]}}}"
            case "footnoteReference":
                return f"{{{self._note(value(item, 'id'))}}}"
            case "drawing":
                return f"{{{self._drawn(item, part)}}}"
            case _:
                return ""

    def _note(self, key: str) -> str:
        note = self.notes[key]
        lines = (self._words(paragraph, "word/footnotes.xml") for paragraph in note.iterfind(W + "p"))
        return "\n".join("".join(text for _, text in line) for line in lines)

    def _drawn(self, drawing: Element, part: str) -> str:
        """Return what tells a drawing from others: its text for readers who cannot see it, its size, what it shows."""
        size, described = drawing.find(f".//{WP}extent"), drawing.find(f".//{WP}docPr")
        keys = [blip.get(R + "embed") for blip in drawing.iter(A + "blip")]
        keys += [chart.get(R + "id") for chart in drawing.iter(C + "chart")]
        relations = self.parts.relations(part)
        shown = [self._content(relations[key].target) for key in keys]
        return " ".join([described.get("descr", ""), size.get("cx"), size.get("cy"), *shown])

    def _content(self, target: str) -> str:
        root = self.parts.roots.get(target)
        if root is None:
            return hashlib.sha256(self.parts.blobs[target]).hexdigest()[:12]
        return " ".join(item.text or "" for item in root.iter(C + "v"))
