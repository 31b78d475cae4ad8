"""Works, institutions and terms that go by two names in one report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from dedoc.checking.findings import Finding, Rule
from dedoc.checking.institutions import NAMES
from dedoc.checking.likeness import core, is_slip, squeezed, years
from dedoc.checking.passages import Kind, Passage
from dedoc.checking.reading import Reading
from dedoc.checking.spans import ADDRESS, TITLE, is_inside, spans
from dedoc.errors import N_, Location, Severity

TITLES = Rule(
    "W201",
    Severity.WARNING,
    N_("the title “{title}” is also written “{other}” ({place})"),
    N_("write it as its own title page does"),
    key="title",
)
INSTITUTIONS = Rule(
    "W202",
    Severity.WARNING,
    N_("“{name}” is also called “{other}” ({place})"),
    N_("keep one name for it, best “{best}”"),
)
DEFINED = Rule(
    "W203",
    Severity.NOTE,
    N_("“{name}” is given in full again, and {place} calls it “{short}”"),
    N_("write “{short}”"),
)
CASES = Rule(
    "W204",
    Severity.NOTE,
    N_("“{word}” is also written “{other}” ({place})"),
    N_("keep one of them"),
)
RULES = (TITLES, INSTITUTIONS, DEFINED, CASES)

NAMING = (Kind.BODY, Kind.NOTE, Kind.HEADING, Kind.CAPTION, Kind.CELL, Kind.LABEL, Kind.ALTERNATIVE)
ABBREVIATION = re.compile(
    r"（(?:以下|下文|后文)?(?:简称|称|下称)[为作：:]?\s?[“‘《]?(?P<short>[^”’》（）。；]{2,20})[”’》]?）"
)
OF_INSTITUTIONS = re.compile(
    f"(?:{'|'.join(sorted((name for names in NAMES for name in names), key=len, reverse=True))})(?![门分队长])"
)
"""Names of institutions; 工信部门 has none."""
ORDER = {name: names for names in NAMES for name in names}
LATIN = re.compile(r"[A-Za-z][A-Za-z\d]*(?:-[A-Za-z\d]+)*")
UNITS = frozenset("gb mb kb tb pb eb zb mw gw kw kwh mwh bps mbps gbps hz mhz ghz pa mpa".split())  # noqa: SIM905
"""Units whose capitals have a meaning."""


@dataclass(frozen=True, slots=True)
class Named:
    """Where a name stands."""

    name: str
    passage: Passage
    at: int

    @property
    def place(self) -> Location:
        """The location of the name."""
        return self.passage.place(self.at)


def check_naming(reading: Reading) -> Iterator[Finding]:
    """Yield names that differ from others of the same thing."""
    passages = [passage for passage in reading.passages if passage.kind in NAMING]
    yield from _titles(passages, reading)
    yield from _institutions(passages)
    yield from _defined(reading)
    yield from _cases(passages)


def _titles(passages: list[Passage], reading: Reading) -> Iterator[Finding]:
    """Yield titles that are like another one: like that of a source, or like one that is named more often."""
    named = [
        Named(_even(match[0][1:-1]), passage, match.start())
        for passage in passages
        for match in TITLE.finditer(passage.text)
        if passage.is_own(match.start())
    ]
    sources = [source for source in reading.document.sources.values() if source is not None and source.title]
    shelf = _Shelf({_even(source.title): source.location for source in sources}, named)
    rivals = {name: shelf.rival(name) for name in shelf.counts}
    for item in named:
        if other := rivals[item.name]:
            place = shelf.places[other]
            yield TITLES.at(item.place, {"title": item.name, "other": other, "place": place}, others=(place,))


def _even(title: str) -> str:
    return "".join(normalize("NFKC", title).split())


class _Shelf:
    """The titles of a report: those of its sources, which are right, and those that the text names."""

    def __init__(self, declared: dict[str, Location | None], named: list[Named]) -> None:
        self.declared = declared
        self.known = {form(title) for title in declared for form in (squeezed, core)}
        self.counts = Counter(item.name for item in named)
        self.places = dict(declared)
        for item in named:
            self.places.setdefault(item.name, item.place)
        self.ranks = {name: (name in declared, self.counts[name], -index) for index, name in enumerate(self.places)}

    def rival(self, name: str) -> str:
        """Return the other form of a title, if that is the better one."""
        is_known = squeezed(name) in self.known or core(name) in self.known
        for other in self.places:
            if other != name and self.ranks[other] > self.ranks[name]:
                is_like = not is_known and years(other) == years(name) and is_slip(core(name), core(other))
                if is_like or squeezed(other) == squeezed(name):
                    return other
        return ""


def _institutions(passages: list[Passage]) -> Iterator[Finding]:
    """Yield names of institutions that have another one in the report: the usual form, or else the most frequent."""
    found: dict[tuple[str, ...], list[Named]] = {}
    for passage in passages:
        titles = spans(passage.text, TITLE)
        for match in OF_INSTITUTIONS.finditer(passage.text):
            if passage.is_own(match.start()) and not is_inside(match.start(), titles):
                found.setdefault(ORDER[match[0]], []).append(Named(match[0], passage, match.start()))
    for names, places in found.items():
        for item, other, first in _rarer(places, names[0]):
            values = {"name": item.name, "other": other, "place": first, "best": names[0]}
            yield INSTITUTIONS.at(item.place, values, others=(first,))


def _rarer(places: list[Named], usual: str = "") -> Iterator[tuple[Named, str, Location]]:
    """Yield all names but the usual or most frequent one, with that and its first place."""
    counts = Counter(item.name for item in places)
    if len(counts) > 1:
        best = usual if usual in counts else counts.most_common(1)[0][0]
        first = next(item.place for item in places if item.name == best)
        yield from ((item, best, first) for item in places if item.name != best)


def _defined(reading: Reading) -> Iterator[Finding]:
    """Yield names in full behind the place that gives them a short one."""
    defined: dict[str, tuple[str, Location]] = {}
    for paragraph in reading.prose:
        passage = paragraph.passage
        for match in ABBREVIATION.finditer(passage.text):
            name = _defined_name(passage.text[: match.start()], match["short"])
            if name:
                defined.setdefault(name, (match["short"], passage.place(match.start())))
        for name, (short, place) in defined.items():
            for match in re.finditer(re.escape(name), passage.text):
                if passage.is_own(match.start()) and not ABBREVIATION.match(passage.text, match.end()):
                    yield DEFINED.at(passage.place(match.start()), {"name": name, "short": short, "place": place})


def _defined_name(before: str, short: str) -> str:
    """Return the name that stands before a bracket with its short form, which has characters of it in their order."""
    if before.endswith("》"):
        return before[before.rfind("《") :] if "《" in before else ""
    clause = re.split(r"[，。；：、！？“”（）\s]", before)[-1]
    at = clause.find(short[0])
    name = clause[at:] if at >= 0 else ""
    letters = iter(name)
    return name if len(name) > len(short) + 1 and all(character in letters for character in short) else ""


def _cases(passages: list[Passage]) -> Iterator[Finding]:
    """Yield Latin words that are written in other capitals, or with other hyphens, elsewhere."""
    found: dict[str, list[Named]] = {}
    for passage in passages:
        addresses = spans(passage.text, ADDRESS)
        for match in LATIN.finditer(passage.text):
            key = match[0].replace("-", "").lower()
            if len(key) > 1 and key not in UNITS and not is_inside(match.start(), addresses):
                found.setdefault(key, []).append(Named(match[0], passage, match.start()))
    for places in found.values():
        for item, best, first in _rarer(places):
            is_beginning = best.capitalize() in (item.name, best) and item.name.capitalize() == best.capitalize()
            if not is_beginning and item.passage.is_own(item.at):
                yield CASES.at(item.place, {"word": item.name, "other": best, "place": first}, others=(first,))
