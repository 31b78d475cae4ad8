"""What differs, said in words: for the terminal and for the report."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import asdict

from dedoc.errors import N_
from dedoc.fidelity.compare import PARTS, Fidelity, Item, Page

Translate = Callable[[str], str]

NAMES = {"natural": N_("natural flow"), "printed": N_("as printed")}
COUNTED = {
    "contents": N_("contents entries on their page"),
    "notes": N_("notes on their page"),
    "figures": N_("figures on their page"),
    "starts": N_("pages with their first words"),
}
ITEMS = {"contents": "“{name}”", "notes": N_("note {name}"), "figures": N_("figure {name}")}


def item_name(part: str, item: Item, translate: Translate) -> str:
    """Return what an item is called."""
    return translate(ITEMS[part]).format(name=item.name)


def differences(page: Page, translate: Translate) -> Iterator[str]:
    """Yield a phrase for all that differs on a page, and for what was done to it."""
    if not page.sheets:
        yield translate("there is no such page")
    elif page.start and not page.start.is_same:
        pattern = translate("begins with “{found}”, not with “{expected}”")
        yield pattern.format(found=page.start.found, expected=page.start.expected)
    for part, item in page.items:
        if not item.is_same:
            yield _said(part, item, translate)
    yield from measures(page, translate)


def measures(page: Page, translate: Translate) -> Iterator[str]:
    """Yield a phrase where a page runs over, ends early or was drawn together."""
    if page.over:
        yield translate("runs over")
    if page.free:
        yield translate("{lines} lines at its foot are free").format(lines=page.free)
    if page.drawn:
        yield translate("drawn together by {percent} % of a character").format(percent=f"{page.drawn:.2f}")


def _said(part: str, item: Item, translate: Translate) -> str:
    name = item_name(part, item, translate)
    if not item.found:
        return translate("{what} is missing").format(what=name)
    if item.expected is None:
        return translate("{what} is not in print").format(what=name)
    if item.found == str(item.expected):
        pattern = translate("{what} has level {found}, not {expected}")
        return pattern.format(what=name, found=item.found_level, expected=item.level)
    return translate("{what} is on page {folio}").format(what=name, folio=item.found)


def summary(fidelity: Fidelity, translate: Translate) -> Iterator[str]:
    """Yield lines for the terminal: a table of the counts, then the pages that differ."""
    head = ["", *(translate(NAMES[printing.name]) for printing in fidelity.printings)]
    rows = [[translate(COUNTED[part]), *(count(fidelity, part, translate))] for part in PARTS]
    widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
    if len(fidelity.printings) == 1:
        yield translate("the source marks no printed pages: there is nothing “as printed” to compare")
    for printing in fidelity.printings:
        for page in printing.pages:
            if not page.is_same:
                said = translate("; ").join(differences(page, translate))
                values = {"printing": translate(NAMES[printing.name]), "folio": page.folio, "said": said}
                yield translate("{printing}, page {folio}: {said}").format(**values)


def count(fidelity: Fidelity, part: str, translate: Translate) -> Iterator[str]:
    """Yield for each printing how many of a part are where they are in print."""
    pattern = translate("{found} of {expected}")
    for printing in fidelity.printings:
        total = printing.totals[part]
        yield pattern.format(found=total.found, expected=total.expected) if total.expected else "–"


def totals_data(fidelity: Fidelity) -> dict[str, dict[str, dict[str, int]]]:
    """Return the counts as data, by printing and part."""
    return {p.name: {part: asdict(total) for part, total in p.totals.items()} for p in fidelity.printings}


def _width(text: str) -> int:
    """Return the columns that a text takes on a terminal, where Han characters take two (UAX #11)."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
