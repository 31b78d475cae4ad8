"""Several lines as one text, in which every character knows what prints it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dedoc.model import Citation, FactCall, Inline, Reference
from dedoc.returning.home import Home
from dedoc.returning.lines import END, Line, Token
from dedoc.returning.passages import Passage, shown_leaves
from dedoc.returning.trace import leaves
from dedoc.wordfile.model import Revision


@dataclass(frozen=True, slots=True)
class Place:
    """A character of some lines, and the glyph ``index`` of a passage that it prints, if it prints one.

    ``leaf`` is what prints it where that is a role. A character that is ``fixed`` stands in no source: dedoc puts it
    in (the number of a caption, the words of the cover).
    """

    token: Token
    passage: Passage | None = None
    index: int = -1
    leaf: Inline | None = None
    fixed: bool = False
    is_end: bool = False


@dataclass(slots=True)
class Joint:
    """Lines as one text, with their ends between them; ``gone`` are the changes that took words before each."""

    text: str
    places: list[Place]
    gone: dict[int, list[Revision]] = field(default_factory=dict)

    @property
    def tokens(self) -> list[Token]:
        """The characters with what Word knows of them."""
        return [place.token for place in self.places]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters that stay or change as a whole: a role prints them, or (``leaf`` is None) dedoc puts them in."""

    start: int
    end: int
    leaf: Inline | None
    passage: Passage | None


def join(lines: Sequence[Line], homes: Sequence[Home | None] = ()) -> Joint:
    """Return lines as one text; ``homes`` are what each of them prints."""
    places: list[Place] = []
    gone: dict[int, list[Revision]] = {}
    for number, line in enumerate(lines):
        if number:
            end = Token(END, revisions=lines[number - 1].paragraph.revisions)
            places.append(Place(end, is_end=True))
        for index, revisions in line.gone.items():
            gone.setdefault(len(places) + index, []).extend(revisions)
        places += _places(line, homes[number]) if homes else map(Place, line.tokens)
    return Joint("".join(place.token.text for place in places), places, gone)


def _places(line: Line, home: Home | None) -> Iterator[Place]:
    roles = {} if home is None else roles_of(home.passage)
    for index, token in enumerate(line.tokens):
        if home is None or index < home.prefix:
            yield Place(token, None if home is None else home.passage, fixed=True)
            continue
        at = home.first + index - home.prefix
        glyph = home.glyphs[at]
        leaf = roles.get(glyph.leaf) if glyph.at < 0 else None
        yield Place(token, home.passage, at, leaf, fixed=glyph.at < 0 and leaf is None)


def roles_of(passage: Passage) -> Mapping[int, Inline]:
    """Return the leaves of a passage that roles print, by their index among the leaves as written."""
    printed, written = shown_leaves(passage), list(leaves(passage.written))
    extra = len(printed) - len(written)
    return {i - extra: leaf for i, leaf in enumerate(printed) if isinstance(leaf, FactCall | Reference | Citation)}


def stretches(joint: Joint) -> list[Stretch]:
    """Return what of a text stays or changes as a whole."""
    found: list[Stretch] = []
    for index, place in enumerate(joint.places):
        if not (place.fixed or place.leaf is not None):
            continue
        last = found[-1] if found else None
        if last and last.end == index and last.leaf is place.leaf and last.passage is place.passage:
            found[-1] = replace(last, end=index + 1)
        else:
            found.append(Stretch(index, index + 1, place.leaf, place.passage))
    return found
