"""What every check looks at: a document with its passages, and what stands in them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from dedoc.checking.days import Day, days
from dedoc.checking.passages import Kind, Passage
from dedoc.checking.quantities import Quantity, fact_quantity, quantities
from dedoc.checking.spans import QUOTATION, TITLE, Span, is_inside, spans
from dedoc.checking.written import Written
from dedoc.errors import Location
from dedoc.model import Aspect, Document, Fact, FactCall

T = TypeVar("T", Quantity, Day)
SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]?[”’）》」』]*")
PROSE = (Kind.BODY, Kind.NOTE)


@dataclass(frozen=True, slots=True)
class Options:
    """What is looked at only if asked for: sentences and paragraphs of more characters than these; 0 for any length."""

    sentences: int = 0
    paragraphs: int = 0

    def leaves_out(self, code: str) -> bool:
        """Whether a rule is not looked at."""
        return (code == "W901" and not self.sentences) or (code == "W902" and not self.paragraphs)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its quantities and dates; all places count from the beginning of its passage."""

    passage: Passage
    start: int
    end: int
    quantities: tuple[Quantity, ...]
    days: tuple[Day, ...]

    @property
    def text(self) -> str:
        """The characters of the sentence."""
        return self.passage.text[self.start : self.end]

    def place(self, index: int) -> Location:
        """Return where a character of the passage was written."""
        return self.passage.place(index)


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of the body or of a note; ``others`` are titles and quotations in it, the words of somebody else."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    others: tuple[Span, ...]

    def is_own(self, index: int) -> bool:
        """Whether a character stands in the author's own words."""
        return not is_inside(index, self.others)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read for checking, with its source files by name.

    ``facts`` are those with a value, and what they print. Words set apart as a quotation are no prose.
    """

    document: Document
    passages: tuple[Passage, ...]
    prose: tuple[Prose, ...]
    facts: tuple[tuple[Fact, Quantity], ...]
    written: Mapping[str, Written]
    options: Options

    @property
    def year(self) -> int:
        """The year of the edition."""
        return self.document.metadata.year


def read_closely(
    document: Document, passages: tuple[Passage, ...], written: Mapping[str, Written], options: Options
) -> Reading:
    """Return a document as the checks look at it."""
    calls = (call for passage in passages for call in passage.put_in(FactCall))
    printed = {node.name: piece.text for piece, node in calls if node.aspect is Aspect.VALUE}
    known = (fact for fact in document.facts.values() if fact is not None and fact.location is not None)
    counted = ((fact, fact_quantity(fact, text=printed.get(fact.name, ""))) for fact in known)
    facts = tuple((fact, quantity) for fact, quantity in counted if quantity is not None)
    return Reading(document, passages, tuple(prose(passages)), facts, written, options)


def prose(passages: tuple[Passage, ...]) -> Iterator[Prose]:
    """Yield the paragraphs of a document, cut into sentences."""
    for passage in passages:
        if passage.kind in PROSE and not passage.is_quoted:
            found = tuple(_sentences(passage))
            yield Prose(passage, found, spans(passage.text, TITLE, QUOTATION))


MOST_COUNTED = 200
"""Quantities, and days, that are looked at in one sentence: each is held against each other."""


def _sentences(passage: Passage) -> Iterator[Sentence]:
    counted, dated = deque(quantities(passage)), deque(days(passage.text))
    for match in SENTENCE.finditer(passage.text):
        start, end = match.span()
        if match[0].strip():
            amounts, moments = tuple(_until(counted, end)), tuple(_until(dated, end))
            yield Sentence(passage, start, end, amounts[:MOST_COUNTED], moments[:MOST_COUNTED])


def _until(items: deque[T], end: int) -> Iterator[T]:
    """Take the items that begin before a place."""
    while items and items[0].start < end:
        yield items.popleft()
