"""The report on a reissue: a page that holds all it shows, and the same as data."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from dedoc.errors import N_
from dedoc.fidelity.compare import PARTS, Fidelity, Item, Page, Printing
from dedoc.fidelity.differences import COUNTED, NAMES, Translate, count, item_name, measures, totals_data
from dedoc.webpages import web_page

WORDS = {
    "title": N_("How faithful the reissue is"),
    "page": N_("Page"),
    "print": N_("In print"),
    "begins": N_("begins with"),
    "same": N_("as in print"),
    "differs": N_("differs"),
    "no_page": N_("there is no such page"),
    "missing": N_("missing"),
    "extra": N_("not in print"),
    "level": N_("level"),
    "sheet": N_("sheet {sheet}, {printing}"),
    "unmarked": N_("the source marks no printed pages: there is nothing “as printed” to compare"),
}
"""What the report says beside its findings."""

Thumbnails = Mapping[str, Sequence[bytes]]
"""Small pictures (PNG) of all sheets, by the name of the printing."""


def fidelity_html(fidelity: Fidelity, thumbnails: Thumbnails, language: str, translate: Translate) -> bytes:
    """Return the report as one HTML file that loads nothing from elsewhere."""
    values = {
        "fidelity": fidelity,
        "language": language,
        "words": {name: translate(word) for name, word in WORDS.items()},
        "names": {printing.name: translate(NAMES[printing.name]) for printing in fidelity.printings},
        "totals": [(translate(COUNTED[part]), list(count(fidelity, part, translate))) for part in PARTS],
        "rows": _rows(fidelity),
        "picture": lambda printing, sheet: _address(thumbnails[printing][sheet - 1]),
        "item_name": lambda part, item: item_name(part, item, translate),
        "measures": lambda page: list(measures(page, translate)),
    }
    return web_page("fidelity.html.jinja", values)


def _rows(fidelity: Fidelity) -> list[tuple[int, list[tuple[str, Page | None]]]]:
    """Return for each folio its page in each printing; one that has fewer pages has none for the last."""
    last = max(len(printing.pages) for printing in fidelity.printings)
    return [(folio, [(p.name, _page(p, folio)) for p in fidelity.printings]) for folio in range(1, last + 1)]


def _page(printing: Printing, folio: int) -> Page | None:
    return printing.pages[folio - 1] if folio <= len(printing.pages) else None


def _address(picture: bytes) -> str:
    """Return a picture as an address that holds it; sixteen colours are enough for one so small."""
    from PIL import Image  # noqa: PLC0415 -- builds do not wait for it

    small = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").quantize(16, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(small.getvalue()).decode("ascii")


def fidelity_json(fidelity: Fidelity) -> bytes:
    """Return the same as data."""
    data = {
        "title": fidelity.title,
        "folios": fidelity.folios,
        "printings": [
            _printing_data(printing, totals_data(fidelity)[printing.name]) for printing in fidelity.printings
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _printing_data(printing: Printing, totals: object) -> dict[str, Any]:
    return {"name": printing.name, "totals": totals, "pages": [_page_data(page) for page in printing.pages]}


def _page_data(page: Page) -> dict[str, Any]:
    start = asdict(page.start) | {"same": page.start.is_same} if page.start else None
    return {
        "folio": page.folio,
        "same": page.is_same,
        "sheets": page.sheets,
        "contents": [_item_data(item) | _levels(item) for item in page.contents],
        "notes": [_item_data(item) for item in page.notes],
        "figures": [_item_data(item) for item in page.figures],
        "start": start,
        "over": page.over,
        "free": page.free,
        "drawn_together": page.drawn,
    }


def _levels(item: Item) -> dict[str, int]:
    return {"level": item.level, "found_level": item.found_level}


def _item_data(item: Item) -> dict[str, Any]:
    return {"name": item.name, "expected": item.expected, "found": item.found, "same": item.is_same}
