"""An edition carried over to another year: the same blocks, with all in them marked that is still of the old one."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dedoc.build import Order, Source, load
from dedoc.carrying.carried import Carriage, Tally, carriage_data, carriage_lines, memory
from dedoc.carrying.chapters import carry_chapter
from dedoc.carrying.data import carry_edition, carry_facts, carry_figure, carry_sources
from dedoc.carrying.edits import Edit, Written, read_file
from dedoc.carrying.years import speaks_of_time
from dedoc.errors import ContentError, Location, ProjectError, Report, fail
from dedoc.inputs import Inputs
from dedoc.model import Block, CarriedBlock, Document, Figure, Node
from dedoc.outputs import aside, copy_folder
from dedoc.project import PRINTED_PAGES
from dedoc.read import read
from dedoc.remembrance import quantity_text, sample
from dedoc.resolve.context import Context
from dedoc.resolve.identity import blocks_in_order, identify
from dedoc.walk import find

__all__ = ["Carriage", "carriage_data", "carriage_lines", "carry_over"]

FILE = "carried.json"


def carry_over(order: Order, year: int) -> Carriage:
    """Make the edition of a year from another one, beside it; DedocError leaves nothing behind.

    The edition it is made from must be one that could be printed: nothing in it missing its verified value, or due.
    """
    source = load(order)
    target = source.edition.folder.parent / str(year)
    _check_target(source, target, year)
    plan = _Plan(source, target, year)
    with aside(target.parent, target, "check the permissions and the room on the disk") as waiting:
        plan.write(waiting / target.name)
        _put(waiting / target.name, target)
    return Carriage(target, plan.old, year, plan.tally)


def _check_target(source: Source, target: Path, year: int) -> None:
    old = source.edition.metadata.year
    place = Location(source.inputs.name(source.edition.folder / "edition.yaml"))
    if not 1000 <= year <= 9999 or year <= old:
        hint = "name a later year than {old}"
        fail(ProjectError, place, "{year} is not after the edition of {old}", hint, year=year, old=old)
    if target.exists() or target.is_symlink():
        hint = "work in it, or delete it first; “git” keeps what was there"
        shown = source.inputs.name(target)
        fail(ProjectError, Location(shown), "the edition of {year} is there already", hint, year=year)


@dataclass(frozen=True, slots=True)
class _Made:
    """A file that changes: its path in the edition, and its new bytes."""

    path: Path
    data: bytes


class _Plan:
    """What the new edition will hold."""

    def __init__(self, source: Source, target: Path, year: int) -> None:
        self.source, self.target = source, target
        self.old, self.new = source.edition.metadata.year, year
        self.tally = Tally()

    def write(self, folder: Path) -> None:
        """Write the whole edition into a folder that is not there yet; read it as a draft to see that it is right."""
        own = self.source.edition.folder
        copy_folder(own, folder, ".*", FILE, PRINTED_PAGES)
        for made in self._made():
            (folder / made.path).write_bytes(made.data)
        document = _read(folder, self.source.inputs.name(self.target))
        _check_same(self.source.document, document, self.source.inputs.name(own))
        facts = {name: quantity_text(fact) for name, fact in document.facts.items() if fact and not fact.is_derived}
        blocks = _remembered(self.source.document, document, self.old)
        (folder / FILE).write_bytes(memory(self.old, blocks, facts, self.tally))

    def _made(self) -> Iterator[_Made]:
        """Yield the files that change, in the order in which an editor reads them."""
        document, tally, old, new = self.source.document, self.tally, self.old, self.new
        yield from self._file(Path("edition.yaml"), lambda w: carry_edition(w, old, new, tally))
        for path, blocks in self._chapters():

            def carry(written: Written, blocks: list[Block] = blocks) -> Iterator[Edit]:
                return carry_chapter(written, blocks, old, new, tally)

            yield from self._file(path, carry)
        yield from self._file(Path("facts.yaml"), lambda w: carry_facts(w, document, old, tally))
        yield from self._file(Path("sources.yaml"), lambda w: carry_sources(w, document, old, tally))
        for figure in find((document.front, document.body, document.back), Figure):

            def draw(written: Written, figure: Figure = figure) -> Iterator[Edit]:
                return carry_figure(written, figure, old, tally, speaks=speaks_of_time)

            yield from self._file(Path("figures") / f"{figure.label}.yaml", draw)

    def _file(self, path: Path, carry: Callable[[Written], Iterable[Edit]]) -> Iterator[_Made]:
        own = self.source.edition.folder / path
        if own.exists():
            written = read_file(own, self.source.inputs.name(self.target / path))
            years, blocks = len(self.tally.years), len(self.tally.blocks)
            edits = list(carry(written))
            self.tally.settle(written, edits, years, blocks)
            yield _Made(path, written.edited(edits))

    def _chapters(self) -> Iterator[tuple[Path, list[Block]]]:
        """Yield the chapters with their blocks as the outermost of the document."""
        edition, document = self.source.edition, self.source.document
        blocks = (*document.front, *document.body, *document.back)
        for path in (*edition.front, *edition.body, *edition.back):
            name = self.source.inputs.name(path)
            own = [block for block in blocks if block.location and block.location.file == name]
            yield path.relative_to(edition.folder), own


def _read(folder: Path, shown: str) -> Document:
    """Return the new edition, which messages call ``shown``; DedocError if it could not be printed as a draft."""
    source, report = load(Order(str(folder), is_draft=True), shown=shown), Report()
    document = read(source.edition, source.locale, Inputs(folder, report))
    return identify(document, Context(source.edition.numbering, report))


def _named(document: Document) -> list[Node]:
    """Return the blocks that bear an id, in the order in which they were named."""
    parts = (document.front, document.body, document.back)
    return [node for node in blocks_in_order(parts) if node.id in document.digests]


def _check_same(old: Document, new: Document, name: str) -> None:
    """Refuse an edition that would not hold the same blocks, whatever it is written like."""
    if len(_named(old)) != len(_named(new)):
        hint = "leave an empty line before and after each block of its chapters"
        fail(ContentError, Location(name), "the edition is written in a way that cannot be carried over", hint)


def _remembered(old: Document, new: Document, year: int) -> list[CarriedBlock]:
    """Return the blocks of the new edition with the ids that they had in the old one."""
    since = {block.id: block.since for block in old.carried.blocks} if old.carried else {}
    return [
        CarriedBlock(
            before.id,
            since.get(before.id, year),
            Path(node.location.file).name if node.location else "",
            new.digests[node.id],
            sample(node),
        )
        for before, node in zip(_named(old), _named(new), strict=True)
    ]


def _put(made: Path, target: Path) -> None:
    """Move the finished folder into place at once; one that came there meanwhile stays."""
    if target.exists() or target.is_symlink():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    made.rename(target)
