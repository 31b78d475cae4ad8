"""What Chinese typography asks of a line and CSS engines do not give: gaps, squeezed marks, unbroken joints.

It is put into the tree of elements before the layout: a space between Han and Latin, where the text has none
(CLREQ 3.2.2), which ends no line between a number and its scale; the span ``half`` around a mark that stands beside
another one (CLREQ 3.1.6.2); and word joiners
(U+2060) before calls of notes, before marks that begin no line (CLREQ 3.1.4, GB/T 15834) and before the last character
of a paragraph, so that it never stands alone (CLREQ 3.4.4).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element, SubElement

from dedoc.render.measure import text_width
from dedoc.setting import COUNTERS

WORD_JOINER, BREAK = "\u2060", "\u200b"
SPACE, BOUND_SPACE = " ", "\u00a0"
OTHER = "\ufffc"
"""Stands for what parts two characters: the call of a note, a line end, a picture."""

CLOSING = frozenset("，。、；：！？）》」』】〕〗”’")
OPENING = frozenset("（《「『【〔〖“‘")
CONNECTORS = frozenset("～·–")
"""Marks between two words, which begin no line; a single em dash is one, too. At a slash no line ends at all."""

ADDRESS = re.compile(r"https?://[!-~]+")
"""An address of the network: its lines end behind slashes."""

HAN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]")
BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "th", "td"})
"""Elements whose text is set as a whole; others are spans that are set as blocks."""

BLOCK_CLASSES = frozenset({"paragraph", "title", "source"})


Tree: TypeAlias = "Element[Any]"


@dataclass(slots=True)
class Run:
    """A piece of text in the tree: the text of an element, or what follows it inside its ``parent``.

    An element that is its own parent is one that is not looked into.
    """

    element: Tree
    parent: Tree | None
    text: str


def dress(tree: Tree) -> None:
    """Change the text of a whole page of HTML in place."""
    for element in list(tree.iter()):
        if element.tag in ("ol", "ul"):
            marks = (item.get("style", "").partition(":")[2].strip(' "') for item in element)
            widths = [text_width(mark, 1) for mark in marks]
            element.set("style", f"--mark: {max(widths, default=0):g}em")
        if element.tag in BLOCKS or BLOCK_CLASSES.intersection(element.get("class", "").split()):
            _dress(element, is_paragraph=element.tag == "p" or element.get("class") == "paragraph")


def _dress(block: Tree, *, is_paragraph: bool) -> None:
    runs = [run for run in _runs(block) if run.text]
    places = [(index, at) for index, run in enumerate(runs) for at in range(len(run.text))]
    text = "".join(run.text for run in runs)
    after, halves = _changes(text, is_paragraph=is_paragraph)
    added: list[dict[int, str]] = [{} for _ in runs]
    squeezed: list[set[int]] = [set() for _ in runs]
    for position, addition in after.items():
        index, at = places[position]
        following = places[position + 1][0]
        # Between two elements, what is added stands in the text of their parent.
        is_outer = following != index and runs[index].parent is None and runs[following].parent is not None
        added[following if is_outer else index][-1 if is_outer else at] = addition
    for index, at in (places[position] for position in halves):
        squeezed[index].add(at)
    for run, additions, marks in zip(runs, added, squeezed, strict=True):
        if run.parent is not run.element:
            _rewrite(run, additions, marks)
    _join_calls(block)


def _runs(element: Tree) -> Iterator[Run]:
    """Yield the text of an element in reading order; for a note or a line end, whose own text is another, a sign."""
    yield Run(element, None, element.text or "")
    for child in element:
        if child.get("class") == "note" or child.tag in ("br", "img"):
            yield Run(child, child, OTHER)
        else:
            yield from _runs(child)
        yield Run(child, element, child.tail or "")


def _changes(text: str, *, is_paragraph: bool) -> tuple[dict[int, str], set[int]]:
    """Return what to add after characters of a text, and which of its marks are set half as wide."""
    after: dict[int, str] = {}
    halves: set[int] = set()
    addressed = {at for match in ADDRESS.finditer(text) for at in range(*match.span())}
    for index, (first, second) in enumerate(itertools.pairwise(text)):
        if index in addressed and index + 1 in addressed:
            after |= {index: BREAK} if first == "/" != second and text[index - 1] != "/" else {}
        elif first in CLOSING and second in CLOSING | OPENING:
            halves.add(index)
        elif first in OPENING and second in OPENING:
            halves.add(index + 1)
        elif _needs_gap(first, second):
            after[index] = BOUND_SPACE if first.isdecimal() and second in COUNTERS else SPACE
        elif (
            "/" in (first, second)
            or second in CONNECTORS
            or (second == "—" and "—" not in (first, text[index + 2 : index + 3]))
        ):
            after[index] = WORD_JOINER
    if is_paragraph:
        words = [index for index, character in enumerate(text) if HAN.match(character)]
        if len(words) > 1 and (before := words[-1] - 1) not in halves:
            after[before] = BOUND_SPACE if before in after and after[before].isspace() else WORD_JOINER
    return after, halves


def _needs_gap(first: str, second: str) -> bool:
    """Whether a Han character stands beside a Latin letter or a digit."""
    before = HAN.match(first) and LATIN.match(second)
    return bool(before or (LATIN.match(first) and HAN.match(second)))


def _rewrite(run: Run, added: dict[int, str], halves: set[int]) -> None:
    """Write a run back, with what is added after its characters and with spans around its squeezed marks."""
    holder, index = (run.element, 0) if run.parent is None else (run.parent, list(run.parent).index(run.element) + 1)
    written = added.get(-1, "")
    span: Tree | None = None
    for at, character in enumerate(run.text):
        if at in halves:
            _write(run, span, written)
            span, written = SubElement(holder, "span", {"class": "half"}), ""
            holder.remove(span)
            holder.insert(index, span)
            index += 1
            span.text = character
        else:
            written += character
        written += added.get(at, "")
    _write(run, span, written)


def _write(run: Run, span: Tree | None, text: str) -> None:
    if span is not None:
        span.tail = text
    elif run.parent is None:
        run.element.text = text
    else:
        run.element.tail = text


def _join_calls(block: Tree) -> None:
    """Put a word joiner before each note of a block: its call stands there, and must not begin a line."""
    for parent in block.iter():
        for before, child in itertools.pairwise((None, *parent)):
            if child is None or child.get("class") != "note":
                continue
            if before is None:
                parent.text = (parent.text or "") + WORD_JOINER
            else:
                before.tail = (before.tail or "") + WORD_JOINER
