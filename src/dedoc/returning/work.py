"""What a return works with: both sides, the source, the patch in the making, and what has been found so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dedoc.errors import N_, Location
from dedoc.model import Chart, Fact, FactCall
from dedoc.reckoning import made_of
from dedoc.returning.arrange import Arranger, Entry, Owner
from dedoc.returning.changes import Change, authors_of
from dedoc.returning.check import print_of
from dedoc.returning.comparer import Comparer, Item, Outcome, Proposal
from dedoc.returning.lines import Line
from dedoc.returning.notes import Notes
from dedoc.returning.pairs import Group, pair
from dedoc.returning.patch import Patch
from dedoc.returning.places import Places
from dedoc.returning.sides import Sides
from dedoc.returning.source import Sources
from dedoc.returning.tables import Tables
from dedoc.returning.writer import Writer
from dedoc.walk import find

UNWRITABLE = N_("this cannot be written as Markdown by itself; change it in the chapter")


@dataclass
class Result:
    """What a Word file brings back: the changes, the files with their new text, and the facts as they are wanted."""

    changes: list[Change] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Insertion:
    """A block that was put in, or cut off from another: the entry of its line, its text, and whether it was cut off."""

    entry: int
    items: list[Item]
    is_divided: bool


@dataclass
class Work:
    """All that the steps of a return share.

    ``entries`` are the lines of the returned file with whose they are, in order; ``removed`` the blocks that went into
    others; ``depth`` the deepest level of headings that bear numbers.
    """

    sides: Sides
    sources: Sources
    patch: Patch
    comparer: Comparer
    writer: Writer
    tables: Tables
    groups: list[Group]
    arranger: Arranger
    entries: list[Entry]
    depth: int
    result: Result = field(default_factory=Result)
    insertions: list[Insertion] = field(default_factory=list)
    removed: list[Owner] = field(default_factory=list)

    @property
    def places(self) -> Places:
        """Where things of the edition stand."""
        return self.comparer.places

    def tell(self, change: Change) -> None:
        """Add a change to the list."""
        self.result.changes.append(change)

    def collect(self, outcome: Outcome) -> None:
        """Add the changes and proposals of a comparison."""
        self.result.changes += outcome.changes
        self.result.proposals += outcome.proposals

    def owner(self, line: Line) -> Owner | None:
        """Return the block that a line of the edition's own file belongs to."""
        return self.sides.owners.get(id(line))


def begin_work(sides: Sides) -> Work:
    """Return what the steps of a return need."""
    source = sides.source
    name = source.inputs.name
    raw = {name(path): data.decode("utf-8-sig", "replace") for path, data in source.inputs.raw.items()}
    sources = Sources({file: text.replace("\r\n", "\n").replace("\r", "\n") for file, text in raw.items()})
    metadata = name(source.edition.folder / "edition.yaml")
    places = Places(sides.locale, _uses(sides), metadata, sources.texts.get(metadata, ""))
    notes = Notes(sides.own.notes, sides.returned.notes, sides.habits)
    comparer = Comparer(sides.locale, notes, places)
    patch = Patch(sources)
    entries: list[Entry] = []
    cells = {(p.block.id, p.row, p.column): p for p in sides.passages if p.part == "cell"}
    depth = max((line.paragraph.level or 0 for line in sides.old if line.paragraph.label), default=0)
    return Work(
        sides,
        sources,
        patch,
        comparer,
        Writer(sources, source.document, sides.locale, notes, print_of(source.document, sides.locale.spacing)),
        Tables(comparer, sides.homes, cells),
        pair(sides.old, sides.new, {i for i, line in enumerate(sides.old) if id(line) not in sides.owners}),
        Arranger(sources, patch, entries),
        entries,
        depth,
    )


def _uses(sides: Sides) -> dict[str, tuple[Location, ...]]:
    """Return where each fact prints: in the text, in charts, and where facts do that follow from it."""
    document = sides.source.document
    tree = (document.front, document.body, document.back)
    found: dict[str, tuple[Location, ...]] = {}
    calls = [(call.name, call.location) for call in find(tree, FactCall)]
    drawn = (value for chart in find(tree, Chart) for series in chart.series for value in series.values)
    for name, place in (*calls, *((v.fact.name, v.location) for v in drawn if v.fact is not None)):
        if place is not None:
            found[name] = (*found.get(name, ()), place)
    followers = {name: _followers(name, document.facts) for name in document.facts}
    return {
        name: tuple(dict.fromkeys((*found.get(name, ()), *(place for n in names for place in found.get(n, ())))))
        for name, names in followers.items()
    }


def _followers(name: str, facts: Mapping[str, Fact | None]) -> list[str]:
    """Return the facts that follow from one, directly or by others, in the order of the file."""
    found: set[str] = {name}
    count = 0
    while count != len(found):
        count = len(found)
        found |= {other for other, fact in facts.items() if fact is not None and found & set(made_of(fact))}
    return [other for other in facts if other in found and other != name]


def left(change: Change, remark: str = UNWRITABLE) -> Change:
    """Return a change that is left to the editor."""
    return replace(change, is_applied=False, remark=remark) if change.is_applied else change


def signed(line: Line) -> tuple[str, ...]:
    """Return who made what stands in a line, as far as it was tracked."""
    return authors_of(revision for token in line.tokens for revision in token.revisions)


def inner_lines(line: Line) -> Iterable[Line]:
    """Return the lines of the cells of a table, or the line itself."""
    return [inner for lines in line.cells.values() for inner in lines] or [line]
