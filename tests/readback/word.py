"""A Word file read back: its parts, the numbers that Word counts itself, and its words in reading order."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from dedoc.localise.numerals import chinese, letter, roman
from readback.said import Said, squeezed

Element = Any
"""An element of lxml."""

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
W = f"{{{NAMES['w']}}}"


NUMERALS = {"digits": "零一二三四五六七八九", "units": "十百千", "myriad": "万", "pair": "两"}


def value(element: Element | None, name: str = "val") -> str:
    """Return an attribute ``w:name`` of an element, ``""`` if either is missing."""
    return "" if element is None else str(element.get(W + name, ""))


class WordFile:
    """A Word file taken apart: ``parts`` are the roots of its XML parts by name."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            self.files = {name: package.read(name) for name in package.namelist()}
        xml = (name for name in self.files if name.endswith((".xml", ".rels")))
        self.parts: Mapping[str, Element] = {name: etree.fromstring(self.files[name]) for name in xml}
        self.body = self.parts["word/document.xml"].find("w:body", NAMES)
        self.notes = self.parts["word/footnotes.xml"]
        self.styles = {value(s, "styleId"): s for s in self.parts["word/styles.xml"].iterfind("w:style", NAMES)}

    def find(self, path: str) -> list[Element]:
        """Return what an XPath finds in the body."""
        found = self.body.xpath(path, namespaces=NAMES)
        assert isinstance(found, list)
        return found

    @cached_property
    def labels(self) -> dict[Element, str]:
        """The number or bullet that Word prints in front of each paragraph that has one (ECMA-376-1, 17.9)."""
        numbering = _Numbering(self.parts["word/numbering.xml"])
        found = {}
        for paragraph in self.body.iter(f"{W}p"):
            number, level = self._numbered(paragraph)
            if number:
                found[paragraph] = numbering.label(number, level)
        return found

    def _numbered(self, paragraph: Element) -> tuple[str, int]:
        """Return the list and the level of a paragraph: its own, or those of its style; the list "" for none."""
        number, level = "", ""
        holder = paragraph
        while holder is not None:
            number = number or value(holder.find("w:pPr/w:numPr/w:numId", NAMES))
            level = level or value(holder.find("w:pPr/w:numPr/w:ilvl", NAMES))
            link = "w:pPr/w:pStyle" if holder is paragraph else "w:basedOn"
            holder = self.styles.get(value(holder.find(link, NAMES)))
        return ("" if number == "0" else number), int(level or 0)

    @cached_property
    def said(self) -> Said:
        """What the file says in reading order, with the numbers that Word counts, and the notes in order of call."""
        counts = self._note_numbers()
        bodies = {value(note, "id"): note for note in self.notes.iterfind("w:footnote", NAMES)}
        text = "".join(
            self.labels.get(paragraph, "") + "".join(_runs(paragraph, counts)) for paragraph in self.body.iter(f"{W}p")
        )
        notes = ("".join(_runs(bodies[key], counts, counts[key])) for key in self._calls())
        return Said(squeezed(text), tuple(map(squeezed, notes)))

    def _calls(self) -> list[str]:
        """Return the ids of the notes in the order of their calls."""
        return [value(call, "id") for call in self.body.iter(f"{W}footnoteReference")]

    def _note_numbers(self) -> dict[str, str]:
        """Return the number that Word gives to each note, by its id; one with a typed mark gets none."""
        number, found = 0, {}
        for calls, section in self._sections():
            settings = self.parts["word/settings.xml"].find("w:footnotePr/w:numRestart", NAMES)
            own = section.find("w:footnotePr/w:numRestart", NAMES)
            if value(settings if own is None else own) == "eachSect":
                number = 0
            for call in calls:
                is_typed = value(call, "customMarkFollows") in ("1", "true", "on")
                number += not is_typed
                found[value(call, "id")] = "" if is_typed else str(number)
        return found

    def _sections(self) -> Iterator[tuple[list[Element], Element]]:
        """Yield the calls of each section with its properties, which stand at its end."""
        calls: list[Element] = []
        for paragraph in self.body.iter(f"{W}p"):
            calls += paragraph.iter(f"{W}footnoteReference")
            section = paragraph.find("w:pPr/w:sectPr", NAMES)
            if section is not None:
                yield calls, section
                calls = []
        yield calls, self.body.find("w:sectPr", NAMES)


def _runs(holder: Element, counts: Mapping[str, str], number: str = "") -> Iterator[str]:
    """Yield the text of runs, results of fields included, codes of fields left out; ``number`` is that of the note."""
    for element in holder.iter(f"{W}t", f"{W}footnoteReference", f"{W}footnoteRef"):
        match etree.QName(element).localname:
            case "t":
                yield element.text or ""
            case "footnoteReference":
                yield counts[value(element, "id")]
            case _:
                yield number


class _Numbering:
    """Counts the paragraphs of lists as Word does."""

    def __init__(self, root: Element) -> None:
        abstract = {value(a, "abstractNumId"): a for a in root.iterfind("w:abstractNum", NAMES)}
        self.lists = {
            value(number, "numId"): value(number.find("w:abstractNumId", NAMES))
            for number in root.iterfind("w:num", NAMES)
        }
        self.levels = {
            name: {int(value(level, "ilvl")): level for level in item.iterfind("w:lvl", NAMES)}
            for name, item in abstract.items()
        }
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)

    def label(self, number: str, level: int) -> str:
        """Return the label of the next paragraph in a list at a level; deeper levels begin anew."""
        levels, counts = self.levels[self.lists[number]], self.counts[self.lists[number]]
        start = int(value(levels[level].find("w:start", NAMES)) or 1)
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        pattern = value(levels[level].find("w:lvlText", NAMES))
        return re.sub(r"%(\d)", lambda found: self._count(levels, counts, int(found[1]) - 1), pattern)

    @staticmethod
    def _count(levels: Mapping[int, Element], counts: Mapping[int, int], level: int) -> str:
        count = counts.get(level, int(value(levels[level].find("w:start", NAMES)) or 1))
        match value(levels[level].find("w:numFmt", NAMES)):
            case "decimal":
                return str(count)
            case "chineseCountingThousand":
                return chinese(
                    count, {"digits": "零一二三四五六七八九", "units": "十百千", "myriad": "万", "pair": "两"}
                )
            case "lowerLetter":
                return letter(count)
            case "upperLetter":
                return letter(count).upper()
            case "lowerRoman":
                return roman(count)
            case other:
                raise AssertionError(f"a format of numbers that dedoc does not write: {other}")
