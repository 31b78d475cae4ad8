"""A version of an edition in another language: what of it is translated, and the files that say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dedoc.errors import N_, Location, Problem, ProjectError, Severity, fail
from dedoc.inputs import Inputs
from dedoc.model import Document, Series
from dedoc.project import Edition, Locale, read_locale
from dedoc.read.words import Words
from dedoc.translate.applying import Put, translated_files
from dedoc.translate.catalogs import Entry, State, catalog_folder, read_catalogs
from dedoc.translate.conversion import converter
from dedoc.translate.extraction import edition_texts, text_of
from dedoc.translate.linking import Link, Linked, link
from dedoc.translate.placeholders import flaws
from dedoc.translate.units import Kind, Unit
from dedoc.walk import find

SHORT = frozenset({Kind.LABEL, Kind.CELL, Kind.NAME, Kind.SOURCE, Kind.MEASURE, Kind.INDEX})
"""What is said in so little room that brackets alone mark what is not translated."""

SHOWN = 24
"""How many characters of a text its problems show."""


@dataclass(frozen=True, slots=True)
class Version:
    """An edition in another language: how it prints, and the files to take instead of those of the source."""

    locale: Locale
    instead: Mapping[Path, bytes]
    linked: Linked
    problems: tuple[Problem, ...]

    def spoken(self, read: Edition | None, source: Edition) -> Edition:
        """Return the edition as it was read from the translated files, in the language that they speak now."""
        edition = read or source
        return replace(edition, metadata=replace(edition.metadata, language=self.locale.language))

    def place(self, problem: Problem) -> Problem:
        """Return a problem at the entry of the catalog whose translation brings it in, if one does."""
        for item in self.linked.links:
            if item.entry is not None and item.unit.location == problem.location and is_printed(item):
                return replace(problem, location=item.entry.location)
        return problem


def read_linked(edition: Edition, document: Document, inputs: Inputs, source: Locale, language: str) -> Linked:
    """Return the units of an edition with what the catalogs of a language say; problems go to the report."""
    units = edition_texts(edition, document, inputs, source)
    return link(units, in_line(read_catalogs(edition.folder, language, inputs).values()))


def in_line(catalogs: Iterable[object]) -> list[Entry]:
    """Return the entries of catalogs in the order to link them: those of old units last."""
    entries = [entry for catalog in catalogs for entry in getattr(catalog, "entries", ())]
    return sorted(entries, key=lambda entry: entry.is_obsolete)


def state_of(link: Link) -> State:
    """Return how far a unit has come; a source that changed since is told, though no update was run."""
    entry = link.entry
    if entry is None or not entry.target.strip():
        return State.NEW
    if entry.source == link.unit.source:
        return entry.state
    return State.TRANSLATED if entry.previous == link.unit.source and not entry.score else State.CHANGED


def is_printed(link: Link) -> bool:
    """Whether the translation of a unit prints: it is one of the text as it stands, and its placeholders are whole."""
    entry = link.entry
    return entry is not None and state_of(link) is State.TRANSLATED and not any(flaws(link.unit, entry.target))


def version_of(
    edition: Edition, document: Document, inputs: Inputs, source: Locale, language: str, *, is_draft: bool
) -> Version:
    """Return an edition in another language; ``document`` is what was read of the source with ``inputs``.

    ``source`` is the locale that it is written in. What a locale of another script has no translation for is converted,
    which needs no catalog. A draft prints the source, marked, where there is no translation of
    the text as it stands. A final version that has not reached the locale's threshold has errors among its problems.
    ProjectError if there is no such locale.
    """
    locale = read_locale(language, inputs.report)
    convert = converter(source, locale)
    if convert is None and not any(catalog_folder(edition.folder, language).glob("*.po")):
        hint = "begin one with: dedoc translate update --locale {locale}"
        fail(ProjectError, None, "the edition has no translation into “{locale}”", hint, locale=language)
    linked = read_linked(edition, document, inputs, source, language)
    texts = {span.path: text_of(span.path, inputs) for item in linked.links for span in item.unit.spans}
    puts = [Put(item.unit, _printed_text(item, locale, convert)) for item in linked.links]
    instead = translated_files(puts, texts)
    words = Words(source)
    charts = {series.unit: words.measure(None, series.unit) for series in find(_trees(document), Series)}
    if convert is not None:
        # The words for scales are those of the source, in other characters: numbers stay as they were typed.
        counted = {unit: f"{{number}}{convert(unit)}" for unit in (*charts, *_counted_words(linked))}
        locale, charts = replace(locale, measures={**counted, **locale.measures}), {}
    else:
        locale = replace(locale, measures=_measures(linked, locale))
    problems = _problems(linked, locale, is_draft=is_draft, is_converted=convert is not None)
    return Version(replace(locale, counted=charts), instead, linked, tuple(problems))


def _trees(document: Document) -> object:
    return (document.front, document.body, document.back)


def _counted_words(linked: Linked) -> list[str]:
    return [unit for item in linked.links if (unit := item.unit.raw.get("number")) is not None]


def _measures(linked: Linked, locale: Locale) -> dict[str, str]:
    """Return the words that count: those of the catalog, those of the locale, and else those of the source, marked."""
    found: dict[str, str] = {}
    for item in linked.links:
        if (unit := item.unit.raw.get("number")) is not None:
            is_own = item.entry is not None and is_printed(item)
            found[unit] = item.entry.target if is_own and item.entry else f"{{number}} [{unit}]"
            found[unit] = locale.measures.get(unit, found[unit]) if not is_own else found[unit]
    return {**locale.measures, **found}


def _printed_text(item: Link, locale: Locale, convert: Callable[[str], str] | None) -> str:
    if is_printed(item):
        assert item.entry is not None
        return item.entry.target
    if convert is not None:
        return convert(item.unit.source)
    return marked(item.unit, locale.marks, is_changed=state_of(item) is State.CHANGED)


def marked(unit: Unit, marks: Mapping[str, str], *, is_changed: bool) -> str:
    """Return the text of the source, so marked that nobody takes it for a translation."""
    if unit.kind in SHORT:
        return f"[{unit.source}]"
    pattern = marks.get("changed" if is_changed else "untranslated", "[{text}]")
    before, _, after = pattern.partition("{text}")
    # A run-in heading is one by standing first.
    head, opening, text = unit.source.partition("{b}") if unit.is_run_in else ("", "", unit.source)
    return f"{head}{opening}{before}{text}{after}"


def _problems(linked: Linked, locale: Locale, *, is_draft: bool, is_converted: bool) -> list[Problem]:
    problems = [] if is_draft or is_converted else _below_threshold(linked, locale)
    is_refused = bool(problems)
    for item in linked.links:
        state = state_of(item)
        place = item.entry.location if item.entry is not None else item.unit.location
        if state is State.NEW and is_converted:
            continue
        if state is not State.TRANSLATED:
            severity = Severity.ERROR if is_refused else Severity.WARNING
            values = {"text": shown(item.unit.source), "language": locale.language}
            problems.append(Problem(MESSAGES[state], place, HINTS[state], severity, values))
        elif item.entry is not None:
            severity = Severity.WARNING if is_draft else Severity.ERROR
            for flaw in flaws(item.unit, item.entry.target):
                problems.append(Problem(flaw.message, place, flaw.hint, severity, {"name": flaw.name}))
    return problems


MESSAGES: Mapping[State, str] = {
    State.NEW: N_("“{text}” is not translated into {language}"),
    State.CHANGED: N_("“{text}” changed since it was translated into {language}"),
    State.MEMORY: N_("nobody has looked at the translation of “{text}” into {language}, which comes from memory"),
}
HINTS: Mapping[State, str] = {
    State.NEW: N_(
        "run “dedoc translate update”, translate it in its catalog, and build again; a draft prints the source"
    ),
    State.CHANGED: N_("run “dedoc translate update”, bring the translation up to date and take “fuzzy” off its entry"),
    State.MEMORY: N_("correct it in its catalog and take “fuzzy” off its entry"),
}


def _below_threshold(linked: Linked, locale: Locale) -> list[Problem]:
    """Return the problem that too little of an edition is translated to be printed as final."""
    whole = sum(item.unit.size for item in linked.links)
    done = sum(item.unit.size for item in linked.links if state_of(item) is State.TRANSLATED)
    if done * 100 >= locale.threshold * whole:
        return []
    percent = f"{int(1000 * done / whole) / 10:g}"
    message = "{percent} % of the characters are translated into {language}, and {threshold} % are needed"
    hint = "translate what is listed here, or build with --draft, which prints the source of it, marked"
    values = {"percent": percent, "language": locale.language, "threshold": locale.threshold}
    return [Problem(message, None, hint, Severity.ERROR, values)]


def shown(text: str) -> str:
    """Return so much of a text that one finds it."""
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def entry_place(item: Link) -> Location:
    """Return where the translation of a unit stands, or is to stand."""
    return (item.entry.location if item.entry is not None else None) or item.unit.location
