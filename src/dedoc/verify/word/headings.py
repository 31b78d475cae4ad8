"""Checks on headings and contents: the headings of the document in order, listed with the folios of the PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from dedoc.errors import Problem
from dedoc.verify.word.parts import Parts
from dedoc.verify.word.text import Bookmark, read_story, style_of, words_of
from dedoc.verify.word.wanted import Wanted, WantedHeading
from dedoc.verify.word.xml import Element, W, squeezed, value

ENTRY = re.compile(r"TOC([1-9])")


def check_headings(parts: Parts, wanted: Wanted) -> Iterator[Problem]:
    """Yield the first heading, and the first line of the contents, that are not those of the document."""
    levels = _outline(parts)
    paragraphs = [(style_of(paragraph), paragraph) for paragraph in parts.body.iter(W + "p")]
    found = [(levels[style], words_of(paragraph)) for style, paragraph in paragraphs if style in levels]
    expected = [(heading.level, heading.words, heading.mark) for heading in wanted.headings]
    for one, other in zip_longest(found, expected):
        level, words, mark = other or (0, "", "")
        # Where lines go from right to left, the number is typed before the words.
        if one not in ((level, words), (level, mark + words)):
            values = {"found": _shown(one or (0, "")), "expected": _shown((level, words))}
            yield Problem("a heading of the Word file is “{found}”, and “{expected}” was expected", values=values)
            break
    yield from _contents(parts, paragraphs, wanted)


def _outline(parts: Parts) -> dict[str, int]:
    """Return the levels of the styles of headings."""
    styles = {value(style, "styleId"): style for style in parts.styles.iterfind(W + "style")}
    levels = {name: value(style.find(f"{W}pPr/{W}outlineLvl")) for name, style in styles.items()}
    return {name: int(level) + 1 for name, level in levels.items() if level} | {"FrontHeading": 1}


def _shown(entry: tuple[int, str]) -> str:
    return f"{entry[0]} {entry[1]}" if entry[0] else "–"


def _contents(parts: Parts, paragraphs: list[tuple[str, Element]], wanted: Wanted) -> Iterator[Problem]:
    entries = [(int(match[1]), p) for style, p in paragraphs if (match := ENTRY.fullmatch(style)) and len(p) > 1]
    marks = {mark.name: mark for mark in parts.story.bookmarks}
    for entry, heading in zip_longest(entries, wanted.contents):
        found = _entry(*entry) if entry else (0, "")
        expected = (heading.level, f"{heading.mark}{heading.words}{squeezed(heading.folio)}") if heading else (0, "")
        if found != expected:
            values = {"found": _shown(found), "expected": _shown(expected)}
            yield Problem("the contents of the Word file say “{found}”, and “{expected}” was expected", values=values)
            break
        yield from _leads(entry[1], heading, marks)


def _entry(level: int, paragraph: Element) -> tuple[int, str]:
    return level, words_of(paragraph)


def _leads(paragraph: Element, heading: WantedHeading, marks: dict[str, Bookmark]) -> Iterator[Problem]:
    """Yield a problem if link and folio of an entry do not lead to its heading."""
    codes = [field.words for field in read_story(paragraph).fields]
    names = {value(paragraph.find(W + "hyperlink"), "anchor"), *(code[1] for code in codes if code[:1] == ["PAGEREF"])}
    texts = {squeezed(marks[name].text) for name in names if name in marks}
    if len(names) != 1 or (texts != {heading.words} and not heading.has_notes):
        values = {"heading": heading.words}
        yield Problem("the line of the contents for “{heading}” does not lead to it in the Word file", values=values)
