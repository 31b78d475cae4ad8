"""All passages of a document, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dedoc.checking.passages import Kind, Passage, Piece
from dedoc.checking.written import Written
from dedoc.errors import Location
from dedoc.model import (
    Block,
    Chart,
    Citation,
    Diagram,
    Document,
    Emphasis,
    FactCall,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    Paragraph,
    Quotation,
    Reference,
    Sidebar,
    Strong,
    Table,
    Text,
)


def gather(document: Document, written: Mapping[str, Written], cover: str) -> tuple[Passage, ...]:
    """Return the passages of a document; ``written`` are its files by name, ``cover`` is that of ``edition.yaml``."""
    gatherer = _Gatherer(written)
    found = [*gatherer.cover(document, cover)]
    for part in (document.front, document.body, document.back):
        found += gatherer.blocks(part)
    found += gatherer.sources(document)
    return tuple(passage for passage in found if passage.text.strip())


@dataclass
class _Run:
    """A passage in the making."""

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    notes: list[tuple[int, Note]] = field(default_factory=list)


@dataclass
class _Gatherer:
    written: Mapping[str, Written]
    section: int = 0
    is_quoted: bool = False
    figure: str = ""

    def cover(self, document: Document, file: str) -> Iterator[Passage]:
        metadata = document.metadata
        for text in (*metadata.title, metadata.subtitle, metadata.subject, *metadata.keywords):
            yield self._string(Kind.COVER, text, Location(file, 1))

    def sources(self, document: Document) -> Iterator[Passage]:
        for source in document.sources.values():
            if source is not None and source.location is not None:
                for text in (source.title, source.name, source.publisher, source.container):
                    yield self._string(Kind.SOURCE, text, source.location)

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[Passage]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Passage]:
        place = block.location or Location("")
        match block:
            case Heading():
                self.section += 1
                yield from self._passage(Kind.HEADING, block.content, place)
            case Paragraph():
                yield from self._passage(Kind.BODY, (*block.run_in, *block.content), place)
            case List():
                for item in block.items:
                    yield from self.blocks(item)
            case Quotation():
                before, self.is_quoted = self.is_quoted, True
                yield from self.blocks(block.content)
                self.is_quoted = before
            case Sidebar():
                yield from self._passage(Kind.HEADING, block.title, place)
                yield from self.blocks(block.content)
            case Table() | Figure():
                self.figure = block.label or "-"
                yield from self._table(block, place) if isinstance(block, Table) else self._figure(block, place)
                self.figure = ""
            case _:
                pass

    def _table(self, table: Table, place: Location) -> Iterator[Passage]:
        for line in (table.caption, table.unit):
            yield from self._passage(Kind.CAPTION, line, place)
        for row in (table.head, *table.rows):
            for cell in row:
                yield from self._passage(Kind.CELL, cell, place)
        yield from self._passage(Kind.CAPTION, table.remarks, place)

    def _figure(self, figure: Figure, place: Location) -> Iterator[Passage]:
        yield from self._passage(Kind.CAPTION, figure.caption, place)
        drawing = figure.drawing
        own = drawing.location if drawing is not None and drawing.location is not None else place
        yield self._string(Kind.ALTERNATIVE, figure.alternative, own)
        if isinstance(drawing, Chart):
            for series in drawing.series:
                yield self._string(Kind.LABEL, series.name, series.location or own)
            for category, value in zip(drawing.categories, drawing.series[0].values, strict=True):
                yield self._string(Kind.LABEL, category, value.location or own)
        elif isinstance(drawing, Diagram):
            for text, location in [(item.text, item.location) for item in drawing.boxes]:
                yield self._string(Kind.LABEL, text, location or own)
            for text, location in [(item.text, item.location) for item in drawing.arrows]:
                yield self._string(Kind.LABEL, text, location or own)

    def _string(self, kind: Kind, text: str, place: Location) -> Passage:
        """Return a text of a data file, which stands on the line of ``place`` or on one below."""
        written = self.written.get(place.file)
        text = text.strip()
        offsets = written.find_value(text, place.line) if written is not None else ()
        piece = Piece(0, text, place, None, written, offsets)
        return Passage(kind, text, (piece,), (), self.section, self.is_quoted, self.figure, (0,))

    def _passage(self, kind: Kind, content: tuple[Inline, ...], place: Location) -> Iterator[Passage]:
        if not content:
            return
        run = _Run()
        self._fill(run, content, place)
        notes = tuple(run.notes)
        starts = tuple(piece.start for piece in run.pieces)
        if run.text:
            pieces = tuple(run.pieces)
            yield Passage(kind, run.text, pieces, notes, self.section, self.is_quoted, self.figure, starts)
        for _, note in notes:
            for block in note.content:
                if isinstance(block, Paragraph):
                    yield from self._passage(Kind.NOTE, block.content, block.location or place)

    def _fill(self, run: _Run, content: tuple[Inline, ...], place: Location) -> None:
        for node in content:
            here = node.location or place
            match node:
                case Text(text=text) if text:
                    written = self.written.get(here.file) if node.location is not None else None
                    offsets = written.find(text, here.line) if written is not None else ()
                    run.pieces.append(Piece(len(run.text), text, here, None, written, offsets))
                    run.text += text
                case FactCall(text=text) | Citation(text=text) | Reference(text=text) if text:
                    run.pieces.append(Piece(len(run.text), text, here, node))
                    run.text += text
                case LineBreak():
                    run.pieces.append(Piece(len(run.text), "\n", here))
                    run.text += "\n"
                case Emphasis() | Strong() | Link():
                    self._fill(run, node.content, here)
                case Note():
                    run.notes.append((len(run.text), node))
                case _:
                    pass
