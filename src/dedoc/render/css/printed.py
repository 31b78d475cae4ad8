"""Printing page for page: what each page is fitted by is told to everything that stands on it.

A style takes the properties ``--tracking`` and ``--room`` of the mark where the page begins (``Html``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "figure", "table"})


def fit_pages(tree: Element[Any]) -> None:
    """Give the blocks of each page of the printed edition its measures, in place."""
    measures = ""
    for element in (element for main in tree.iter("main") for element in main.iter()):
        if element.get("class") == "page":
            measures = element.get("style", "")
        elif measures and element.tag in BLOCKS:
            own = element.get("style")
            element.set("style", "; ".join(filter(None, (own, measures, "letter-spacing: var(--tracking)"))))
