"""Charts against what is said of them: in their captions and alternatives, in the text, and by the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from dedoc.checking.cells import Cell, cells_of
from dedoc.checking.days import Day, days
from dedoc.checking.findings import Finding, Rule
from dedoc.checking.likeness import even, has_letters_of, name_of, years
from dedoc.checking.numerals import CHARACTERS, numeral_value
from dedoc.checking.passages import Kind, Passage
from dedoc.checking.quantities import Quantity, quantities
from dedoc.checking.reading import Prose, Reading
from dedoc.errors import N_, Location, Severity
from dedoc.model import Chart, Fact, FactCall, Figure, Reference
from dedoc.walk import find

SAID = Rule(
    "F101",
    Severity.WARNING,
    N_("the text says {said} of “{series}” for {category}, and the chart shows {shown}"),
    N_("correct one of them; the value of the chart stands at {place}"),
    key="value",
)
FACT = Rule(
    "F102",
    Severity.WARNING,
    N_("the fact “{name}” is {said}, and the chart shows {shown} of “{series}” for {category}"),
    N_("correct one of them; the value of the chart stands at {place}"),
    key="value",
)
TREND = Rule(
    "F103",
    Severity.WARNING,
    N_("the text says “{word}” of “{series}”, and the chart goes from {first} to {last}"),
    N_("correct the text, or the values of the chart"),
)
SPAN = Rule(
    "F104",
    Severity.WARNING,
    N_("the caption speaks of “{said}”, and the chart shows {shown}"),
    N_("correct the caption, or the categories of the chart"),
)
ORDER = Rule(
    "F105",
    Severity.WARNING,
    N_("“{category}” stands behind a later year"),
    N_("put the lines of the CSV file into order"),
)
RULES = (SAID, FACT, TREND, SPAN, ORDER)

RISE = re.compile(r"增长|上升|提高|增加|扩大|攀升|走高|升至|增至|升高|递增")
FALL = re.compile(r"下降|减少|降低|下滑|回落|走低|缩减|萎缩|降至|减至|递减")
RATE = re.compile(r"增速|增幅|增长率|降幅|占比|比重|比例|成本|资费|价格")
CLAUSE = re.compile(r"[^，。；：！？、（）\n]+")
TOP = re.compile(rf"(?:Top\s?|TOP\s?|前)(\d{{1,3}}|[{CHARACTERS}]{{1,3}})(?=[位名个家省强大]|\s|$)")
LEAST = Fraction(2, 5)
"""How much of a fact's name the name of a series must be, if it is said in other words."""
REACH = 40
"""How many characters before a number its name may stand."""


def check_charts(reading: Reading) -> Iterator[Finding]:
    """Yield where charts and words about them do not agree."""
    document = reading.document
    told = {(p.figure, p.kind): p for p in reading.passages if p.kind in (Kind.CAPTION, Kind.ALTERNATIVE)}
    surroundings = _Surroundings(reading)
    for figure in find((document.front, document.body, document.back), Figure):
        if not isinstance(figure.drawing, Chart):
            continue
        cells = cells_of(figure.drawing)
        caption, alternative = told.get((figure.label, Kind.CAPTION)), told.get((figure.label, Kind.ALTERNATIVE))
        yield from _order(cells)
        yield from _caption(caption, figure.drawing, cells) if caption else ()
        yield from _alternative(alternative, cells) if alternative else ()
        near = surroundings.facts(figure.label)
        yield from _facts(cells, surroundings.measuring(cells, near), near)
        for paragraph in surroundings.paragraphs.get(figure.label, ()):
            yield from _paragraph(paragraph, cells)


class _Surroundings:
    """What stands near the figures of a report: the paragraphs that refer to each, and the facts of its section."""

    def __init__(self, reading: Reading) -> None:
        self.paragraphs: dict[str, list[Prose]] = {}
        self.called: dict[int, set[str]] = {}
        self.sections: dict[str, int] = {}
        self.known = reading.facts
        self.titled: dict[str, list[int]] = {}
        for index, (fact, _) in enumerate(reading.facts):
            self.titled.setdefault(name_of(fact.title), []).append(index)
        self.named = {fact.name: index for index, (fact, _) in enumerate(reading.facts)}
        for passage in reading.passages:
            self.called.setdefault(passage.section, set()).update(_called(passage))
            if passage.figure:
                self.sections.setdefault(passage.figure, passage.section)
        for paragraph in reading.prose:
            for _, node in paragraph.passage.put_in(Reference):
                self.paragraphs.setdefault(node.target, []).append(paragraph)

    def facts(self, label: str) -> set[str]:
        """Return the names of the facts near a figure."""
        named = {name for paragraph in self.paragraphs.get(label, ()) for name in _called(paragraph.passage)}
        return named | self.called.get(self.sections.get(label, -1), set())

    def measuring(self, cells: Sequence[Cell], near: set[str]) -> list[tuple[Fact, Quantity]]:
        """Return the facts that may measure what a chart shows: those with the title of a series, and those near it."""
        titles = {name_of(cell.series) for cell in cells}
        found = {index for title in titles for index in self.titled.get(title, ())}
        found |= {self.named[name] for name in near if name in self.named}
        return [self.known[index] for index in sorted(found)]


def _called(passage: Passage) -> set[str]:
    return {node.name for _, node in passage.put_in(FactCall)}


def _order(cells: Sequence[Cell]) -> Iterator[Finding]:
    for one, other in pairwise(cells):
        if one.series == other.series and one.year > other.year > 0:
            yield ORDER.at(other.place, {"category": other.category})


def _caption(passage: Passage, chart: Chart, cells: Sequence[Cell]) -> Iterator[Finding]:
    """Yield a caption that names other years, or another number of places, than the chart has."""
    said, shown = years(passage.text), sorted({cell.year for cell in cells if cell.year})
    top = TOP.search(passage.text)
    if said and shown:
        is_span = len(said) > 1 and (min(said), max(said)) == (shown[0], shown[-1])
        if not is_span and (len(said) > 1 or said[0] not in shown):
            start, end = passage.text.find(str(said[0])), passage.text.rfind(str(said[-1])) + 4
            values = {"said": passage.text[start:end], "shown": f"{shown[0]}—{shown[-1]}"}
            yield SPAN.at(passage.place(start), values, others=(cells[0].place,))
    elif top and not shown:
        count = int(top[1]) if top[1].isdigit() else numeral_value(top[1])
        if count != len(chart.categories):
            values = {"said": top[0].strip(), "shown": str(len(chart.categories))}
            yield SPAN.at(passage.place(top.start()), values, others=(cells[0].place,))


def _alternative(passage: Passage, cells: Sequence[Cell]) -> Iterator[Finding]:
    """Yield the values in the alternative of a chart that are not those of the chart."""
    text, dated = even(passage.text), days(passage.text)
    found = quantities(passage, *dict.fromkeys(cell.unit for cell in cells))
    for quantity in found:
        alike = [cell for cell in cells if cell.unit == quantity.unit]
        cell = _meant(quantity, alike, text, _year(dated, quantity, found, passage))
        if cell is not None and not cell.fits(quantity):
            yield _differs(passage, quantity, cell)
    yield from _trends(passage, cells)


def _year(dated: Sequence[Day], quantity: Quantity, others: Sequence[Quantity], passage: Passage) -> int:
    """Return the year of the last date before a quantity; 0 if it is that of another one before, or of several."""
    day = next((day for day in reversed(dated) if day.end <= quantity.start), None)
    if day is None or "分别" in passage.text[day.end : quantity.start]:
        return 0
    return 0 if any(day.end <= other.start < quantity.start for other in others) else day.year


def _meant(quantity: Quantity, cells: Sequence[Cell], text: str, year: int) -> Cell | None:
    """Return the value of a chart that a quantity repeats: of the series and the category named last before it."""
    series = _last((cell.series for cell in cells), text, quantity.start)
    found = [cell for cell in cells if cell.series == series or (not series and cell.series == cells[0].series)]
    if not series and len({cell.series for cell in cells}) > 1:
        return None
    if any(cell.year for cell in found):
        return next((cell for cell in found if cell.year == year), None)
    category = _last((cell.category for cell in found), text, quantity.start)
    return next((cell for cell in found if category and cell.category == category), None)


def _last(names: Iterator[str], text: str, end: int) -> str:
    """Return the name that stands last before a place, or nothing."""
    places = {text.rfind(name, 0, end): name for name in names}
    return places[max(places)] if places and max(places) >= 0 else ""


def _differs(passage: Passage, quantity: Quantity, cell: Cell) -> Finding:
    values = {"said": quantity.text, **_shown(cell)}
    return SAID.at(passage.place(quantity.start), values, others=(cell.place,))


def _shown(cell: Cell) -> dict[str, object]:
    return {"series": cell.series, "category": cell.category, "shown": cell.shown, "place": cell.place}


def _facts(cells: Sequence[Cell], known: Sequence[tuple[Fact, Quantity]], near: set[str]) -> Iterator[Finding]:
    """Yield facts that a chart shows too, and otherwise; ``known`` are those that may be the same."""
    for cell in cells:
        if cell.value is None:
            continue
        alike = [
            (fact, quantity)
            for fact, quantity in known
            if quantity.unit == cell.unit and _is_alike(fact, cell, cells, is_near=fact.name in near)
        ]
        if alike and not any(cell.fits(quantity) for _, quantity in alike):
            fact, quantity = min(alike, key=lambda pair: len(pair[0].title))
            values = {"name": fact.name, "said": quantity.text, **_shown(cell)}
            yield FACT.at(fact.location or Location(""), values, others=(cell.place,))


def _is_alike(fact: Fact, cell: Cell, cells: Sequence[Cell], *, is_near: bool) -> bool:
    """Whether a fact measures what a value of a chart does, at the same time or, without a date, by the same source."""
    if fact.as_of is not None:
        is_same = fact.as_of.parts[0] == cell.year
    else:
        row = (other for other in cells if other.series == cell.series and other.value is not None)
        is_same = [other for other in row if other.source == fact.source] == [cell]
    title, series = name_of(fact.title), cell.series
    is_part = len(series) >= 3 and has_letters_of(title, series) and Fraction(len(series), len(title)) >= LEAST
    return is_same and (title == name_of(series) or (is_near and is_part))


def _paragraph(paragraph: Prose, cells: Sequence[Cell]) -> Iterator[Finding]:
    """Yield what a paragraph that refers to a figure says otherwise than its chart."""
    passage, text = paragraph.passage, even(paragraph.passage.text)
    for sentence in paragraph.sentences:
        for quantity in sentence.quantities:
            if quantity.fact is not None or not paragraph.is_own(quantity.start):
                continue
            before = text[max(quantity.start - REACH, 0) : quantity.start]
            year = _year(sentence.days, quantity, sentence.quantities, passage)
            known = (c for c in cells if c.unit == quantity.unit and c.value is not None and c.year)
            cell = next((c for c in known if c.year == year and _is_named(c.series, before)), None)
            if cell is not None and not cell.fits(quantity):
                yield _differs(passage, quantity, cell)
    yield from _trends(passage, cells)


def _is_named(series: str, clause: str) -> bool:
    return series in clause or (len(series) >= 4 and has_letters_of(clause, series))


def _trends(passage: Passage, cells: Sequence[Cell]) -> Iterator[Finding]:
    """Yield clauses that let a series rise where it falls, or fall where it rises."""
    for match in CLAUSE.finditer(passage.text):
        clause = match[0]
        rise, fall = RISE.search(clause), FALL.search(clause)
        word = rise or fall
        if word is None or (rise and fall) or RATE.search(clause):
            continue
        for series in dict.fromkeys(cell.series for cell in cells):
            row = [cell for cell in cells if cell.series == series and cell.value is not None]
            span = [cell for cell in row if cell.year in years(clause)]
            ends = span if len(span) > 1 else row
            if len(ends) < 2 or not _is_named(series, even(clause)):
                continue
            change = (ends[-1].value or 0) - (ends[0].value or 0)
            if (change < 0) if rise else (change > 0):
                place = passage.place(match.start() + word.start())
                values = {"word": word[0], "series": series, "first": ends[0].shown, "last": ends[-1].shown}
                yield TREND.at(place, values, others=(ends[-1].place,))
