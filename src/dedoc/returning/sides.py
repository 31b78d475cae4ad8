"""Both sides of a return: the edition with the Word file it prints now, and the file that came back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from dedoc.build import Order, Source, load, print_again
from dedoc.errors import ContentError, Location, ProjectError, fail
from dedoc.inputs import is_file
from dedoc.localise.spacing import even_characters
from dedoc.project import Locale, project_roots
from dedoc.render.word.text import bookmark_of
from dedoc.returning.arrange import Owner
from dedoc.returning.home import Home, find_homes
from dedoc.returning.lines import Habits, Line, Lines
from dedoc.returning.pairs import OWN
from dedoc.returning.passages import Passage, passages
from dedoc.stamps import AS_PRINTED, DRAFT, Stamp, digests, read_stamp
from dedoc.wordfile import read_word
from dedoc.wordfile.boxes import box_titles
from dedoc.wordfile.model import WordFile
from dedoc.wordfile.states import rejected

STRONG = frozenset({"strong", "strong emphasis"})
LIGHT = frozenset({"emphasis", "subtle emphasis"})
STYLE_NAME = re.compile(r"\w[\w-]*")
KNOWN = 0.2
"""The part of its lines by which a Word file that bears no stamp is known to be printed from an edition."""


@dataclass
class Sides:
    """What is compared. ``homes`` are what lines print and ``owners`` the blocks they belong to, by the line's id.

    ``originals`` are the lines of the returned file as they were before all its tracked changes. ``stale`` are the
    files that have changed since it was printed, by their names in messages; ``is_older`` says that some have.
    """

    source: Source
    stamp: Stamp
    own: WordFile
    returned: WordFile
    habits: Habits
    passages: list[Passage]
    old: list[Line]
    new: list[Line]
    homes: dict[int, Home | None] = field(default_factory=dict)
    owners: dict[int, Owner] = field(default_factory=dict)
    originals: frozenset[str] = frozenset()
    stale: frozenset[str] = frozenset()

    @property
    def locale(self) -> Locale:
        """The language of the edition."""
        return self.source.locale

    def is_stale(self, place: Location | None) -> bool:
        """Whether a place stands in a file that has changed since the Word file was printed."""
        return place is not None and place.file in self.stale


def read_sides(file: Path, edition: str | None, tell: Callable[[str], None] = lambda _: None) -> Sides:
    """Return both sides of a return; DedocError where the file is none of the edition, or cannot be read."""
    name = _name(file)
    returned = read_word(file, name)
    stamp = read_stamp(returned.marks)
    order = Order(edition or stamp.edition or None, style=known_style(stamp), is_draft=DRAFT in stamp.printing)
    source = load(order, tell)
    if stamp.edition and stamp.edition != source.edition.name:
        values = {"stamped": stamp.edition, "edition": source.edition.name}
        hint = "name that edition: dedoc pull FILE {stamped}"
        message = "the Word file was printed from the edition “{stamped}”, not from “{edition}”"
        fail(ContentError, Location(name), message, hint, **values)
    tell("render")
    sides = sides_of(source, own_file(source, order, stamp), returned)
    _check_known(sides, name)
    return sides


def known_style(stamp: Stamp) -> str | None:
    """Return the style that a file was printed in, if it is still there: its pictures are drawn by it."""
    # What a file says is not believed: a style is a name, and no way to somewhere else.
    is_name = bool(STYLE_NAME.fullmatch(stamp.style))
    is_there = is_name and any(is_file(root / "styles" / stamp.style / "style.yaml") for root in project_roots())
    return stamp.style if is_there else None


def _name(file: Path) -> str:
    """Return a file as messages show it."""
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except (OSError, ValueError):
        return file.as_posix()


def own_file(source: Source, order: Order, stamp: Stamp) -> bytes:
    """Return the Word file that the edition prints now, printed as the returned one was."""
    if AS_PRINTED not in stamp.printing:
        return print_again(source, order)
    order = replace(order, edition=str(source.edition.folder), is_as_printed=True)
    return print_again(load(order), order)


def habits_of(locale: Locale) -> Habits:
    """Return what a language says of a Word file."""
    run_in = locale.styles.get("RunInHeading", "RunInHeading").casefold()
    return Habits(
        lambda text: even_characters(text, locale.spacing), STRONG | {run_in}, LIGHT, box_titles(locale.styles)
    )


def sides_of(source: Source, own_file: bytes, returned: WordFile) -> Sides:
    """Return both sides: an edition with the Word file that it prints, and a file that came back."""
    stamp = read_stamp(returned.marks)
    own = read_word(own_file, returned.name)
    habits = habits_of(source.locale)
    found = passages(source.document, source.written)
    reader, other = Lines(habits), Lines(habits)
    lines = reader.read(own.blocks)
    old, new = reader.gathered(lines), other.gathered(other.read(returned.blocks))
    flat = [line for line in lines if not line.paragraph.in_contents]
    names = {bookmark_of(passage.block.id): passage.block.id for passage in found}
    homes = find_homes(flat, found, names)
    sides = Sides(source, stamp, own, returned, habits, found, old, new)
    sides.homes = {id(line): home for line, home in zip(flat, homes, strict=True)}
    holders = {passage.block.id: passage.holders for passage in reversed(found)}
    for line in old:
        home = next((h for inner in _inner(line) if (h := sides.homes.get(id(inner)))), None)
        marked = next((names[name] for name in line.anchors if name in names), "")
        owner = home.passage.holders if home else holders.get(marked)
        if owner:
            sides.owners[id(line)] = owner
    sides.originals = frozenset(line.text for line in Lines(habits, rejected).read(returned.blocks))
    now = digests(source.inputs)
    paths = {source.inputs.name(source.edition.folder / path): path for path in {*now, *stamp.files}}
    sides.stale = frozenset(name for name, path in paths.items() if stamp.has_changed(path, now))
    return sides


def _inner(line: Line) -> list[Line]:
    return [inner for lines in line.cells.values() for inner in lines] or [line]


def _check_known(sides: Sides, name: str) -> None:
    """Raise where a Word file without a stamp has next to nothing of the edition."""
    if sides.stamp.edition:
        return
    texts = {line.text for line in sides.old if len(line.text) > 1}
    marks = {anchor for line in sides.old for anchor in line.anchors if anchor.startswith(OWN[0])}
    known = sum(line.text in texts or bool(marks & line.anchors.keys()) for line in sides.new)
    if known < KNOWN * max(len(sides.new), 1):
        hint = "name the edition it was printed from; a report that was written in Word comes in with dedoc import"
        values = {"edition": sides.source.edition.name}
        message = "the Word file has next to nothing of the edition “{edition}”"
        fail(ProjectError, Location(name), message, hint, **values)
