"""A page that shows how far translations are, and each unit that waits, beside its place in the printed source."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dedoc.errors import N_
from dedoc.translate.catalogs import State
from dedoc.translate.linking import Link, Linked
from dedoc.translate.redline import redline
from dedoc.translate.status import NAMES, Count, count
from dedoc.translate.versions import state_of
from dedoc.webpages import web_page

WORDS = {
    "title": N_("Translations"),
    "catalog": N_("Catalog"),
    "units": N_("units"),
    "characters": N_("characters"),
    "waiting": N_("What waits"),
    "page": N_("page {page}"),
    "nothing": N_("Everything is translated."),
}
"""What the page says beside the texts."""

ORDER = tuple(State)


@dataclass(frozen=True, slots=True)
class Proof:
    """The printed source: the page of each unit by its name, and small pictures (PNG) of all pages."""

    pages: Mapping[str, int] = field(default_factory=dict)
    pictures: Sequence[bytes] = ()

    def address(self, unit: str) -> str:
        """Return the picture of a unit's page as an address that holds it, or nothing."""
        page = self.pages.get(unit, 0)
        if not 0 < page <= len(self.pictures):
            return ""
        return "data:image/png;base64," + base64.b64encode(self.pictures[page - 1]).decode()


def status_html(
    title: str, linked: Mapping[str, Linked], proof: Proof, language: str, translate: Callable[[str], str]
) -> bytes:
    """Return the page as one HTML file that loads nothing from elsewhere; it speaks ``language``."""
    values = {
        "title": title,
        "language": language,
        "words": {name: translate(word) for name, word in WORDS.items()},
        "states": [translate(NAMES[state]) for state in ORDER],
        "locales": [(name, _rows(count(each)), _waiting(each)) for name, each in linked.items()],
        "state_name": lambda item: translate(NAMES[state_of(item)]),
        "state_key": lambda item: state_of(item).name.lower(),
        "changes": _changes,
        "page": lambda item: proof.pages.get(item.unit.id),
        "picture": lambda item: proof.address(item.unit.id),
    }
    return web_page("translations.html.jinja", values)


def _rows(counts: Mapping[str, Count]) -> list[tuple[str, float, list[tuple[int, int]]]]:
    return [
        (name, each.percent, [(each.units[state], each.characters[state]) for state in ORDER])
        for name, each in counts.items()
    ]


def _waiting(linked: Linked) -> list[Link]:
    return [item for item in linked.links if state_of(item) is not State.TRANSLATED]


def _changes(item: Link) -> list[tuple[str, str]]:
    """Return the source of a unit in parts: what is as it was, what went and what came since it was translated."""
    entry, source = item.entry, item.unit.source
    if entry is None or not entry.target or entry.made_for == source:
        return [("same", source)]
    return list(redline(entry.made_for, source))
