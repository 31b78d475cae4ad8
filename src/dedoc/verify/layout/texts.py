"""What is read from the PDF: checks on missing glyphs, and on every character against the source."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import repeat

from dedoc.errors import N_, Severity
from dedoc.verify.layout.differences import Difference, differences
from dedoc.verify.layout.expected import Expected, Said
from dedoc.verify.layout.findings import AROUND, Finding, Verdict, box_of, found, text_of
from dedoc.verify.layout.layout import Layout
from dedoc.verify.layout.lines import Line
from dedoc.verify.layout.marks import LED, is_latin
from dedoc.verify.layout.paragraphs import Paragraph
from dedoc.verify.layout.tags import Role
from dedoc.verify.layout.typefaces import UNREADABLE

RADICALS = re.compile("[\u2e80-\u2fdf]")
"""Radicals that fonts give in place of the characters that look like them: a search does not find those."""

LEADER = re.compile(LED.pattern + r"(?=\w{0,8}$)")
"""A leader, with a page number behind it or none: furniture, whatever its tag says."""

SHOWN = 24
"""Characters of a difference that are told."""


def check_glyphs(layout: Layout, _: Expected | None) -> Iterator[Verdict]:
    """Every glyph is one that its font has, and the PDF says what it stands for."""
    for page in layout.pages:
        wrong = [i for i, glyph in enumerate(page.glyphs) if glyph.is_missing or glyph.text == UNREADABLE]
        yield from repeat(None, len(page.glyphs) - len(wrong))
        for index in wrong:
            glyph = page.glyphs[index]
            around = text_of(page.glyphs[max(0, index - AROUND) : index + AROUND + 1])
            missing = N_("page {page}: the font {font} lacks a glyph: “{text}” [{code}]")
            unknown = N_("page {page}: what a glyph of the font {font} stands for is not told: “{text}” [{code}]")
            message = missing if glyph.is_missing else unknown
            measured = {"font": glyph.run.font}
            yield Finding(page.number, box_of([glyph]), around, message, measured, Severity.ERROR)
    for line in layout.lines:
        for match in RADICALS.finditer(line.text):
            message = N_("page {page}: “{radical}” (U+{number}) is read in place of a character: “{text}” [{code}]")
            number = f"{ord(match[0]):04X}"
            yield found(line, match.start(), match.start(), message, radical=match[0], number=number)


@dataclass(frozen=True, slots=True)
class Read:
    """A text as it was read from lines, without white space; ``starts`` are where its lines begin in it."""

    text: str
    spaces: frozenset[int]
    starts: tuple[int, ...]
    lines: tuple[Line, ...]

    def line(self, at: int) -> tuple[Line, int]:
        """Return the line that a place of the text stands on, and the number of its glyph there."""
        index = max(0, bisect_right(self.starts, at) - 1)
        line = self.lines[index]
        return line, min(at - self.starts[index], len(line.glyphs) - 1)


def check_text(layout: Layout, expected: Expected | None) -> Iterator[Verdict]:
    """Every character of the source is read from the PDF in its order, and no other; notes by themselves."""
    if expected is None:
        return
    text = read_text(paragraph for paragraph in layout.paragraphs if paragraph.role is not Role.NOTE)
    notes = read_text(paragraph for paragraph in layout.paragraphs if paragraph.role is Role.NOTE)
    for read, said in ((text, expected.text), (notes, expected.notes)):
        wrong = list(_compared(read, said, layout))
        yield from repeat(None, max(0, len(said.text) - len(wrong)))
        yield from wrong


def check_letters(layout: Layout, expected: Expected | None) -> Iterator[Verdict]:
    """Every character of the source is in the PDF as often, and no other.

    Lines from right to left stand in a PDF in the order of the eye; which order they are read in, it does not say.
    """
    if expected is None:
        return
    read = Counter(plain_letters("".join(LED.sub("", text_of(line.glyphs)) for line in _read_lines(layout))))
    said = Counter(plain_letters(expected.text.text + expected.notes.text))
    yield from repeat(None, sum((read & said).values()))
    lost = N_("the PDF lacks “{letter}” {count} times [{code}]")
    added = N_("the PDF has “{letter}” {count} times more than the source [{code}]")
    for message, letters in ((lost, said - read), (added, read - said)):
        for letter, count in sorted(letters.items()):
            values = {"letter": letter, "count": count}
            yield Finding(len(layout.pages), (0, 0, 0, 0), "", message, values, Severity.ERROR)


def _read_lines(layout: Layout) -> Iterator[Line]:
    for paragraph in layout.paragraphs:
        yield from paragraph.lines


def plain_letters(text: str) -> str:
    """Return a text as it is compared letter by letter: without spaces and signs that nobody sees, forms undone."""
    kept = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in ("Cf", "Zs", "Zl", "Cc"))
    return "".join(kept)


def read_text(paragraphs: Iterable[Paragraph]) -> Read:
    """Return what lines say, one after the other; where all have tags, in the order of these (ISO 14289-1, 7.2)."""
    texts: list[str] = []
    spaces: set[int] = set()
    starts: list[int] = []
    listed = list(paragraphs)
    if all(paragraph.lines[0].tag for paragraph in listed):
        # The blocks are counted as their tags stand.
        listed.sort(key=lambda paragraph: paragraph.lines[0].block)
    lines = [line for paragraph in listed for line in paragraph.lines]
    at = 0
    for line in lines:
        starts.append(at)
        whole = LEADER.sub("", text_of(line.glyphs))
        before = (len(text_of(line.glyphs[:index])) for index in line.spaced)
        spaces |= {at + index for index in before if index and _parts(whole, index)}
        texts.append(whole)
        at += len(whole)
    return Read("".join(texts), frozenset(spaces), tuple(starts), tuple(lines))


def _parts(text: str, index: int) -> bool:
    return is_latin(text[index - 1]) and is_latin(text[index])


def _compared(read: Read, said: Said, layout: Layout) -> Iterator[Finding]:
    parted = list(differences(read.text, said.text))
    for difference in parted:
        yield _difference(difference, read, said, layout)
    if not parted:
        yield from _spaces(read, said)


def _difference(difference: Difference, read: Read, said: Said, layout: Layout) -> Finding:
    here = read.text[difference.found : difference.found_end]
    there = said.text[difference.expected : difference.expected_end]
    values = {"found": _short(here), "expected": _short(there), "before": said.text[: difference.expected][-8:]}
    changed = N_("page {page}: after “{before}” the PDF says “{found}”, and the source “{expected}” [{code}]")
    lost = N_("page {page}: after “{before}” the PDF lacks “{expected}” [{code}]")
    added = N_("page {page}: after “{before}” the PDF says “{found}”, which the source does not [{code}]")
    message = changed if here and there else lost if there else added
    at = said.place(difference.expected)
    if not read.lines:
        return Finding(len(layout.pages), (0, 0, 0, 0), there, message, values, Severity.ERROR, at)
    line, index = read.line(min(difference.found, len(read.text) - 1))
    last = min(index + max(0, len(here) - 1), len(line.glyphs) - 1)
    return replace(found(line, index, last, message, **values), severity=Severity.ERROR, location=at)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN // 2] + "…" + text[-SHOWN // 2 :]


def _spaces(read: Read, said: Said) -> Iterator[Finding]:
    """Yield what differs in spaces between Latin words; where a line ends, a space is not seen."""
    lost = N_("page {page}: the space in “{text}” is lost [{code}]")
    added = N_("page {page}: the source has no space in “{text}” [{code}]")
    for at in sorted((said.spaces ^ read.spaces) - set(read.starts)):
        line, index = read.line(at)
        message = lost if at in said.spaces else added
        finding = found(line, max(0, index - 1), index, message)
        yield replace(finding, severity=Severity.ERROR, location=said.place(at))
