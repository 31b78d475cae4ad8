"""Sources: their age, their form (GB/T 7714-2015), and one that goes by two names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedoc.checking.findings import Finding, Rule
from dedoc.checking.likeness import core, is_slip, squeezed, years
from dedoc.checking.reading import Prose, Reading, Sentence
from dedoc.checking.spans import TITLE
from dedoc.errors import N_, Location, Severity
from dedoc.model import Citation, Note, Source
from dedoc.walk import find, plain_text

OLD = Rule(
    "S101",
    Severity.WARNING,
    N_("“{title}” is of {year}, more than two years before the report"),
    N_("cite the newest one, or say why the old one stands"),
    key="title",
)
TWICE = Rule(
    "S201",
    Severity.WARNING,
    N_("the source “{title}” is also called “{other}” ({key})"),
    N_("keep one of the two entries, and cite it everywhere"),
    key="title",
)
KEY = Rule(
    "S202",
    Severity.WARNING,
    N_("the key “{key}” speaks of another year than the source “{title}”"),
    N_("correct the year, or rename the key"),
    key="title",
)
ISSUE = Rule(
    "S203",
    Severity.WARNING,
    N_("the text names “{title}”, and its fact “{fact}” rests on “{other}”"),
    N_("name the issue that the number is from"),
    key="title",
)
KIND = Rule(
    "S301",
    Severity.WARNING,
    N_("“{kind}” is no kind of source: “{title}”"),
    N_("the kinds are those of GB/T 7714-2015, annex B: {kinds}"),
    key="kind",
)
UNDATED = Rule(
    "S302",
    Severity.WARNING,
    N_("the source “{title}” ({kind}) has no “{key}”"),
    N_("add a line “{key}: …” to it in sources.yaml"),
    key="title",
)
LOOKED_UP = Rule(
    "S303",
    Severity.WARNING,
    N_("the address of “{title}” has no date on which it was looked at"),
    N_("add a line “accessed: 2024-05-31” (GB/T 7714-2015, 4.6)"),
    key="address",
)
NO_ADDRESS = Rule(
    "S304",
    Severity.NOTE,
    N_("the web page “{title}” has no address"),
    N_("add lines “address: https://…” and “accessed: …”"),
    key="title",
)
YEAR = Rule(
    "S305",
    Severity.WARNING,
    N_("the source “{title}” is given the year {year} and the date {date}"),
    N_("correct one of them"),
    key="year",
)
SAME_SENTENCE = Rule(
    "S401",
    Severity.WARNING,
    N_("a sentence cites the same twice: “{note}”"),
    N_("keep the last of the two notes"),
)
IN_A_ROW = Rule(
    "S402",
    Severity.NOTE,
    N_("{count} notes in a row say the same: “{note}”"),
    N_("one note at the end of what rests on it is enough"),
)
RULES = (OLD, TWICE, KEY, ISSUE, KIND, UNDATED, LOOKED_UP, NO_ADDRESS, YEAR, SAME_SENTENCE, IN_A_ROW)

KINDS = tuple("M C N J D R S P G EB DB CP A CM DS Z".split())  # noqa: SIM905
NEEDS = dict.fromkeys(("M", "R", "J", "D", "C"), "year") | {"N": "date"}
"""The key that says when a work of a kind appeared; the year in a title says it too."""
CARRIER = re.compile(r"/(?:OL|MT|DK|CD)$")


def check_citing(reading: Reading) -> Iterator[Finding]:
    """Yield what is wrong with the sources, and with the notes that cite them."""
    parts = (reading.document.front, reading.document.body, reading.document.back)
    sources = [source for source in reading.document.sources.values() if source is not None and source.location]
    cited = {key for citation in find(parts, Citation) for key in citation.keys}
    for source in sources:
        yield from _form(source)
        yield from _age(source, reading, is_cited=source.key in cited)
    yield from _twins(sources)
    for paragraph in reading.prose:
        yield from _notes(paragraph)
        for sentence in paragraph.sentences:
            yield from _issues(sentence, reading)


def _name(source: Source) -> str:
    return source.title or source.name


def _form(source: Source) -> Iterator[Finding]:
    """Yield what an entry lacks; of an institution or a medium as such nothing more is known."""
    assert source.location is not None
    kind, title = CARRIER.sub("", source.kind), _name(source)
    if kind and kind not in KINDS:
        yield KIND.at(source.location, {"kind": source.kind, "title": title, "kinds": ", ".join(KINDS)})
    is_dated = source.year or source.date or years(title)
    if source.title and kind in NEEDS and not is_dated:
        yield UNDATED.at(source.location, {"title": title, "kind": kind, "key": NEEDS[kind]})
    if source.address and source.accessed is None:
        yield LOOKED_UP.at(source.location, {"title": title})
    if source.title and kind == "EB" and not source.address:
        yield NO_ADDRESS.at(source.location, {"title": title})
    if source.year and source.date and source.year != source.date.parts[0]:
        date = "-".join(f"{part:02}" for part in source.date.parts)
        yield YEAR.at(source.location, {"title": title, "year": source.year, "date": date})


def _age(source: Source, reading: Reading, *, is_cited: bool) -> Iterator[Finding]:
    """Yield a source that is old, or whose key says another year. One of the values of a chart may be old."""
    assert source.location is not None
    said = [source.year] if source.year else [source.date.parts[0]] if source.date else list(years(_name(source)))
    if is_cited and said and max(said) < reading.year - 2:
        yield OLD.at(source.location, {"title": _name(source), "year": max(said)})
    known = {*said, *years(_name(source))}
    if known and years(source.key.replace("_", "-")) and known.isdisjoint(years(source.key)):
        yield KEY.at(source.location, {"key": source.key, "title": _name(source)})


def _twins(sources: list[Source]) -> Iterator[Finding]:
    """Yield sources that are another one under a second key: their names differ by marks, or by one character."""
    known: dict[str, Source] = {}
    for source in sources:
        name = squeezed(_name(source))
        forms = [name, *(f"{name[:i]}*{name[i + 1 :]}" for i in range(len(name)))] if len(name) >= 8 else [name]
        other = next((known[form] for form in forms if form in known), None)
        if other is not None and source.location is not None and _is_twin(source, other):
            values = {"title": _name(source), "other": _name(other), "key": other.key}
            yield TWICE.at(source.location, values, others=(other.location,))
        known |= {form: source for form in forms if form not in known}


def _is_twin(one: Source, other: Source) -> bool:
    """Whether two sources of like names are one: the same issue, and not named apart by a number."""
    first, second = squeezed(_name(one)), squeezed(_name(other))
    issues = [(source.date, source.year, source.number, source.page, source.container) for source in (one, other)]
    return issues[0] == issues[1] and (first == second or is_slip(first, second))


def _notes(paragraph: Prose) -> Iterator[Finding]:
    """Yield notes of a paragraph that say what the one before said."""
    said = [(place, plain_text(note.content), note) for place, note in paragraph.passage.notes]
    run = 1
    for (first, one, _), (second, other, note), following in zip(said, said[1:], [*said[2:], None], strict=False):
        run = run + 1 if one == other else 1
        if one == other and _is_one_sentence(paragraph, first, second):
            yield SAME_SENTENCE.at(_place(note, paragraph, second), {"note": one})
        elif run > 1 and (following is None or following[1] != other):
            yield IN_A_ROW.at(_place(note, paragraph, second), {"count": run, "note": one})


def _place(note: Note, paragraph: Prose, index: int) -> Location:
    return note.location or paragraph.passage.place(max(index - 1, 0))


def _is_one_sentence(paragraph: Prose, first: int, second: int) -> bool:
    return any(sentence.start < first and second < sentence.end for sentence in paragraph.sentences)


def _issues(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """Yield works whose issue of one year is named where the facts beside it rest on that of another."""
    for match in TITLE.finditer(sentence.passage.text, sentence.start, sentence.end):
        title = match[0][1:-1]
        for quantity in sentence.quantities:
            source = reading.document.sources.get(quantity.fact.source) if quantity.fact else None
            if source is None or quantity.fact is None or not source.title or not years(title):
                continue
            if core(title) == core(source.title) and set(years(title)).isdisjoint(years(source.title)):
                place = sentence.place(match.start())
                yield ISSUE.at(
                    place,
                    {"title": title, "fact": quantity.fact.name, "other": source.title},
                    others=(source.location,),
                )
