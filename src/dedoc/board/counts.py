"""What is new, confirmed, still due or gone in an edition, chapter by chapter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TypeVar

from dedoc.dues import due_blocks, due_problems
from dedoc.errors import Location, Problem, Severity
from dedoc.model import (
    Block,
    CarriedBlock,
    Chart,
    Citation,
    Document,
    Fact,
    FactCall,
    Figure,
    Heading,
    Inline,
    Note,
    Source,
)
from dedoc.remembrance import quantity_text
from dedoc.walk import find, plain_text, walk, without


class State(Enum):
    """How far a fact is: never there before or other than before, the same and confirmed, last year's, not known."""

    NEW = "new"
    CONFIRMED = "confirmed"
    DUE = "due"
    WAITING = "waiting"


class Fate(Enum):
    """What became of a block of text since it was taken over."""

    UNTOUCHED = "untouched"
    REWRITTEN = "rewritten"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter on the board: its file, its title, its facts by state, its blocks by fate, and blocks that are due.

    A fact counts in every chapter that prints it.
    """

    file: str
    title: str
    facts: Mapping[State, int] = field(default_factory=dict)
    blocks: Mapping[Fate, int] = field(default_factory=dict)
    due: int = 0


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure: where it stands, how many values it has and how many of them wait, and the edition it is still of."""

    name: str
    caption: str
    place: Location | None
    values: int
    waiting: int
    due: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source that is due, or that a newer one supersedes: how both are called, and how many notes cite it."""

    key: str
    title: str
    newer: str
    notes: int
    due: int


@dataclass(frozen=True, slots=True)
class Board:
    """How far an edition is. ``former`` is the year of the one that it was made from, 0 if there is none."""

    name: str
    title: str
    year: int
    former: int
    chapters: tuple[Chapter, ...]
    facts: Mapping[State, int]
    sources: tuple[SourceRow, ...]
    figures: tuple[FigureRow, ...]
    translations: Mapping[str, int]
    blocking: tuple[Problem, ...]

    def blocks(self, fate: Fate) -> int:
        """Return how many blocks of the whole edition had a fate."""
        return sum(chapter.blocks.get(fate, 0) for chapter in self.chapters)


def board_of(document: Document, name: str, files: tuple[str, ...], translations: Mapping[str, int]) -> Board:
    """Return the board of a document that was read as a draft; ``files`` are its chapters as messages name them."""
    states = {key: _state(fact, document) for key, fact in document.facts.items() if fact is not None}
    metadata = document.metadata
    return Board(
        name,
        metadata.full_title,
        metadata.year,
        document.carried.edition if document.carried else 0,
        tuple(_chapters(document, files, states)),
        _counted(states.values()),
        tuple(_sources(document)),
        tuple(_figures(document)),
        translations,
        tuple(blocking(document)),
    )


def blocking(document: Document) -> Iterator[Problem]:
    """Yield what stops a final build: what is due, and what prints without a verified value."""
    called = {call.name for call in find((document.front, document.body, document.back), FactCall)}
    for fact in document.facts.values():
        if fact is not None and fact.value is None and fact.name in called:
            hint = "verify it and write its value, or build with --draft, which marks it"
            message = "the fact “{name}” has no verified value"
            yield Problem(message, fact.location, hint, Severity.ERROR, {"name": fact.name})
    yield from due_problems(document, Severity.ERROR)


def _state(fact: Fact, document: Document) -> State:
    if fact.due:
        return State.DUE
    if fact.value is None:
        return State.WAITING
    known = document.carried.facts.get(fact.name) if document.carried else None
    return State.CONFIRMED if known == quantity_text(fact) else State.NEW


def _chapters(document: Document, files: tuple[str, ...], states: Mapping[str, State]) -> Iterator[Chapter]:
    blocks = (*document.front, *document.body, *document.back)
    by_file: dict[str, list[Block]] = {file: [] for file in files}
    for block in blocks:
        if block.location is not None:
            by_file.setdefault(block.location.file, []).append(block)
    carried = document.carried.blocks if document.carried else ()
    known = {old.id: old for old in carried}
    there = {node.id for node in walk(blocks) if node.id in document.digests}
    gone: dict[str, int] = {}
    for old in carried:
        if old.id not in there:
            gone[old.file] = gone.get(old.file, 0) + 1
    late = [block for block in due_blocks(document) if not isinstance(block, Figure)]
    for file, own in by_file.items():
        fates = [_fate(node.id, document, known) for node in walk(tuple(own)) if node.id in document.digests]
        counts = _counted(fates) | {Fate.GONE: gone.pop(Path(file).name, 0)}
        due = sum(1 for block in late if block.location and block.location.file == file)
        printed = dict.fromkeys(_printed(own))
        facts = _counted(states[name] for name in printed if name in states)
        yield Chapter(file, _title(own, file), facts, counts, due)
    for file, count in gone.items():
        yield Chapter(file, file, {}, {Fate.GONE: count})


def _fate(name: str, document: Document, known: Mapping[str, CarriedBlock]) -> Fate:
    old = known.get(name)
    if old is None:
        return Fate.NEW
    return Fate.UNTOUCHED if old.digest == document.digests[name] else Fate.REWRITTEN


def _title(blocks: list[Block], file: str) -> str:
    heading = next((block for block in blocks if isinstance(block, Heading)), None)
    if heading is None:
        return Path(file).name
    return heading.mark + plain_text(without(_unmarked(heading.content, heading.due), Note))


def _unmarked(content: tuple[Inline, ...], due: int) -> tuple[Inline, ...]:
    """Return the words of a draft without the mark that they are of an earlier edition."""
    return content[1:] if due else content


def _printed(blocks: list[Block]) -> Iterator[str]:
    """Yield the names of the facts that blocks print, in text, tables and charts."""
    for node in walk(tuple(blocks)):
        if isinstance(node, FactCall):
            yield node.name
        elif isinstance(node, Chart):
            yield from (value.fact.name for series in node.series for value in series.values if value.fact)


def _figures(document: Document) -> Iterator[FigureRow]:
    for figure in find((document.front, document.body, document.back), Figure):
        chart = figure.drawing if isinstance(figure.drawing, Chart) else None
        values = [value for series in chart.series for value in series.values] if chart else []
        waiting = sum(1 for value in values if value.value is None)
        if waiting or figure.due:
            caption = plain_text(_unmarked(figure.caption, figure.due))
            yield FigureRow(figure.label, caption, figure.location, len(values), waiting, figure.due)


def _sources(document: Document) -> Iterator[SourceRow]:
    citations = list(find((document.front, document.body, document.back), Citation))
    notes = Counter(key for citation in citations for key in dict.fromkeys(citation.keys))
    for key, source in document.sources.items():
        if source is None or not (source.superseded_by or source.due):
            continue
        newer = document.sources.get(source.superseded_by) if source.superseded_by else None
        yield SourceRow(key, _called(source), _called(newer) if newer else "", notes[key], source.due)


def _called(source: Source) -> str:
    return source.title or source.name


K = TypeVar("K")


def _counted(found: Iterable[K]) -> dict[K, int]:
    return dict(Counter(found))
