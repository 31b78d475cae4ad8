"""Where in an edition a change belongs that the chapters cannot take, and what an editor is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dedoc.errors import N_, Location
from dedoc.model import Aspect, Citation, Fact, FactCall, Figure, Inline, Reference, SourceList
from dedoc.project import Locale
from dedoc.returning.changes import Change, Kind
from dedoc.returning.numbers import printed
from dedoc.returning.passages import Passage

Remark = tuple[str, Mapping[str, object]]

NO_NUMBER = N_("this is no number of “{name}” that can be read; change it in facts.yaml, or put words in its place")
NO_REFERENCE = N_("dedoc writes the number of what is referred to; change the label in {{ref}}, or write words")
IN_SOURCES = N_("dedoc writes this from sources.yaml; change the source there, and all notes that cite it follow")
IN_FIGURE = N_("captions of figures stand in figures/*.yaml; change it there")
IN_EDITION = N_("dedoc writes this from edition.yaml; change it there")
MADE = N_("dedoc writes this itself; it can only be changed where it is made")
NO_ROOM = N_("there is no room for a new line here; look at it by hand")
LOOK = N_("the text is {looks} in Word; a chapter cannot say so, but for emphasis")
PICTURE = N_("put the picture into figures/, describe it in name.yaml, and call it with :::{{figure}} name")
DERIVED = N_("“{name}” follows from other facts; change those that it is reckoned from")
EARLIER = N_("this is the value of “{name}” of another time; change its history in facts.yaml")
FACT = N_("the fact “{name}” is to print as “{after}”, wherever it stands: {places}; --apply --facts writes it")


def is_settable(call: FactCall) -> bool:
    """Whether what a call prints is a number or date of its own in facts.yaml."""
    return call.fact is not None and not call.time and (not call.fact.is_derived or call.aspect is Aspect.AS_OF)


def _reason(call: FactCall) -> str:
    """Return why an edited number cannot become the fact's."""
    if is_settable(call) or call.fact is None:
        return NO_NUMBER
    return EARLIER if call.time else DERIVED


@dataclass(frozen=True, slots=True)
class Places:
    """Where things of an edition stand: the calls of facts by name, and the lines of ``edition.yaml``."""

    locale: Locale
    uses: Mapping[str, tuple[Location, ...]]
    metadata_file: str
    metadata: str

    def fact_remark(self, old: Fact, new: Fact) -> Remark:
        """Return what is told of an edited number: what it would print, and at how many places."""
        places = ", ".join(dict.fromkeys(map(str, self.uses.get(old.name, ()))))
        return FACT, {"name": old.name, "after": printed(new, self.locale), "places": places}

    def look_remark(self, look: str) -> Remark:
        """Return what is told of a look that no source has."""
        return LOOK, {"looks": look}

    def picture_remark(self) -> Remark:
        """Return what is told of a picture that was put in."""
        return PICTURE, {}

    def no_room(self, passage: Passage) -> Change:
        """Return the change of a line that would need a second one."""
        kind = {"cell": Kind.CELL, "note": Kind.NOTE_EDITED}.get(passage.part, Kind.TEXT)
        return Change(kind, passage.place, is_applied=False, remark=NO_ROOM)

    def blocked(self, leaf: Inline | None, passage: Passage | None, line: str) -> Change:
        """Return the change of something that the chapters do not say; ``line`` is all of the line it is in."""
        match leaf:
            case FactCall(fact=fact):
                values = {"name": leaf.name}
                place = fact.location if fact else leaf.location
                return Change(Kind.FACT, place, is_applied=False, remark=_reason(leaf), values=values)
            case Reference():
                return Change(Kind.REFERENCE, leaf.location, is_applied=False, remark=NO_REFERENCE)
            case Citation():
                return self.source(leaf)
            case _:
                return self._generated(passage, line)

    def source(self, citation: Citation) -> Change:
        """Return the change of a source by what cites it."""
        place = next((source.location for source in citation.sources), citation.location)
        return Change(Kind.SOURCE, place, is_applied=False, remark=IN_SOURCES)

    def _generated(self, passage: Passage | None, line: str) -> Change:
        if passage is None:
            return self._metadata(line)
        block = passage.block
        if isinstance(block, Figure) and passage.part == "caption":
            place = next(iter(passage.written), block).location
            return Change(Kind.CAPTION, place, is_applied=False, remark=IN_FIGURE)
        if isinstance(block, SourceList) and 0 <= passage.row < len(block.entries):
            place = block.entries[passage.row].source.location
            return Change(Kind.SOURCE, place, is_applied=False, remark=IN_SOURCES)
        return Change(Kind.GENERATED, passage.place, is_applied=False, remark=MADE)

    def _metadata(self, line: str) -> Change:
        """Return the change of a line that no chapter has: it is on the cover, if edition.yaml has its words."""
        for number, written in enumerate(self.metadata.split("\n"), 1):
            key, _, value = written.partition(":")
            words = "".join(character for character in value if character.isalnum())
            shown = "".join(character for character in line if character.isalnum())
            if words and shown and (words in shown or shown in words) and not key.startswith("#"):
                place = Location(self.metadata_file, number)
                return Change(Kind.METADATA, place, is_applied=False, remark=IN_EDITION)
        return Change(Kind.GENERATED, Location(self.metadata_file), is_applied=False, remark=MADE)
