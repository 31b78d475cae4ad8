"""Works as a list of sources names them: by GB/T 7714-2015, or in the same order without its codes."""

from __future__ import annotations

from dedoc.localise.phrases import MOST_AUTHORS, Phrases
from dedoc.localise.spacing import even
from dedoc.model import Inline, Link, Moment, Source, Text

PLAIN = "plain"
"""The way of lists that say nothing in codes."""


def bibliographic(source: Source, phrases: Phrases) -> tuple[Inline, ...]:
    """Return one entry of the list: who, what and of which kind, where it stands, who published it, and its address.

    The marks between the parts are those of GB/T 7714-2015, 7.1, half-width and with a space behind them. Where the
    bibliography of a language is plain, kinds of work have no codes, and the day of access is said in words.
    """
    is_plain = phrases.locale.bibliography == PLAIN
    title = even(source.title or source.name, phrases.locale.spacing) + ("" if is_plain else _kind(source))
    parts = [_authors(source.authors, phrases), title, _issue(source) if _is_serial(source) else _imprint(source)]
    ends = [part for part in parts if part]
    looked_up = f"[{_day(source.accessed)}]" if source.accessed else ""
    if is_plain and source.accessed:
        day = phrases.moment(source.accessed)
        looked_up = phrases.locale.marks.get("accessed", " ({date})").format(date=day)
    entry = ". ".join(ends) + looked_up
    if not source.address:
        return (Text(f"{entry}."),)
    return (Text(f"{entry}. "), Link(source.address, (Text(source.address),)), Text("."))


def _authors(authors: tuple[str, ...], phrases: Phrases) -> str:
    named = [*authors[:MOST_AUTHORS], *([phrases.locale.words["others"]] if len(authors) > MOST_AUTHORS else [])]
    return ", ".join(named)


def _kind(source: Source) -> str:
    """Return the kind of work and of its carrier: [R], or [R/OL] where it was read at an address (7.2.1, annex B)."""
    is_online = bool(source.address) or source.kind == "EB"
    return f"[{source.kind}/OL]" if source.kind and is_online else f"[{source.kind}]" if source.kind else ""


def _is_serial(source: Source) -> bool:
    return source.kind in ("J", "N") or bool(source.container)


def _issue(source: Source) -> str:
    """Return where an article stands: journal, year, volume(issue): page, or newspaper, date(page) (7.3, 7.4)."""
    if source.kind == "N" or (source.date and not source.number):
        page = f"({source.page})" if source.page else ""
        return ", ".join(filter(None, (source.container, _day(source.date)))) + page
    number = f"({source.number})" if source.number else ""
    year = str(source.year) if source.year else ""
    volume = f"{source.volume}{number}" if source.volume else ""
    dated = ", ".join(filter(None, (source.container, year, volume)))
    page = f": {source.page}" if source.page else ""
    return dated + ("" if source.volume else number) + page


def _imprint(source: Source) -> str:
    """Return place: publisher, year: page (7.2.5)."""
    publisher = ": ".join(filter(None, (source.place, source.publisher)))
    day = f"({_day(source.date)})" if source.date else ""
    year = str(source.year) if source.year and not source.date else ""
    page = f": {source.page}" if source.page else ""
    return ", ".join(filter(None, (publisher, year))) + page + day


def _day(moment: Moment | None) -> str:
    """Return a date as the standard writes it: 2024-05-31."""
    if moment is None:
        return ""
    year, *rest = moment.parts
    return "-".join([str(year), *(f"{part:02}" for part in rest)])
