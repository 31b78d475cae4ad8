"""Elements of HTML, with every value escaped."""

from __future__ import annotations

from markupsafe import Markup

VOID = frozenset({"br", "col", "img"})
"""Elements without content and end (HTML, 13.1.2)."""


def tag(name: str, *content: str, **attributes: str | None) -> Markup:
    """Return an element; attributes of None are left out, and underscores in their names stand for hyphens."""
    given = ((key.strip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None)
    start = Markup("<{}{}>").format(name, joined(*(Markup(' {}="{}"').format(*pair) for pair in given)))
    return start if name in VOID else joined(start, *content, Markup("</{}>").format(name))


def joined(*parts: str) -> Markup:
    """Return parts in a row; those that are no markup are escaped."""
    return Markup().join(parts)
