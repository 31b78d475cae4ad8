"""What Word counts by itself: headings, appendices, lists and sources, each with a definition of its own."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field

from dedoc.model import List, SourceList
from dedoc.project import Locale
from dedoc.render.measure import text_width
from dedoc.render.word.package import part_xml
from dedoc.render.word.xml import Element

FORMATS = {"chinese": "chineseCountingThousand", "decimal": "decimal", "roman": "lowerRoman", "letter": "lowerLetter"}
LEVELS = 9
"""How many levels a list of Word has."""

HEADINGS, APPENDICES = 1, 2
"""The numbers that styles know the lists of headings by."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number looks, the style that is linked to it, and its indents in pt.

    A number with indents hangs out; one without runs on into the text.
    """

    format: str
    text: str
    style: str = ""
    start: int = 1
    left: float = 0
    hanging: float = 0


@dataclass
class Numberings:
    """The lists of a file, in the order of their numbers, which count from 1.

    Where the numbers of headings are typed, no style is linked to the lists that would count them.
    """

    locale: Locale
    depth: int
    lists: list[list[Level]] = dataclass_field(default_factory=list)
    is_typed: bool = False

    def __post_init__(self) -> None:
        """Begin with the headings of chapters and of appendices."""
        for name, patterns in (("Heading", self.locale.headings), ("HeadingAppendix", self.locale.appendices)):
            levels = [
                level(patterns[min(depth, len(patterns)) - 1], depth, f"{name}{depth}", is_appendix=name != "Heading")
                for depth in range(1, self.depth + 1)
            ]
            self.lists.append([replace(each, style="") for each in levels] if self.is_typed else levels)

    def add(self, block: List, nesting: int, size: float) -> int:
        """Return the number of a new list, whose text is ``size`` pt high and which lies in ``nesting`` others."""
        levels = []
        for depth in range(LEVELS):
            pattern = self.locale.lists[depth % len(self.locale.lists)]
            found = level(self.locale.marks["bullet"] if block.start is None else pattern, depth + 1)
            left, hanging = list_indent(depth, found.text, size)
            start = block.start if block.start is not None and depth == nesting else 1
            kind = "bullet" if block.start is None else found.format
            levels.append(Level(kind, found.text, "", start, left, hanging))
        self.lists.append(levels)
        return len(self.lists)

    def add_sources(self, block: SourceList, size: float) -> int:
        """Return the number of the list of sources, whose entries hang by the widest of their marks."""
        found = level(self.locale.marks["source_entry"], 1)
        hanging = max(text_width(entry.mark, size) for entry in block.entries) + size / 2
        self.lists.append([Level(found.format, found.text, "", 1, hanging, hanging)])
        return len(self.lists)

    def root(self) -> Element:
        """Return the part with all definitions."""
        return part_xml("numbering.xml", lists=self.lists)


def level(pattern: str, depth: int, style: str = "", *, is_appendix: bool = False) -> Level:
    """Return how Word writes the pattern of a number: its format, and its text with ``%n`` for the count.

    ``depth`` counts from 1; the first count of an appendix is a capital letter.
    """
    if "{path}" in pattern:
        path = ".".join(f"%{count}" for count in range(1, depth + 1))
        form = "upperLetter" if is_appendix and depth == 1 else "decimal"
        return Level(form, pattern.replace("{path}", path), style)
    name = re.search(r"\{(\w+)\}", pattern)
    kind = name[1] if name else "decimal"
    # Where a number hangs out, the room behind it is a tab.
    text = pattern.replace(f"{{{kind}}}", f"%{depth}")
    return Level(FORMATS.get(kind, "decimal"), text if style else text.rstrip(), style)


def list_indent(depth: int, mark: str, size: float) -> tuple[float, float]:
    """Return the left indent of an item and how far its mark hangs out, in pt: the mark stands two characters in."""
    hanging = max(1.5, math.ceil(2 * text_width(mark, 1) + 0.6) / 2) * size
    return (2 + 2 * depth) * size + hanging, hanging
