"""Numbers below each other by their decimal points: CSS engines align the ends of texts only.

What a number lacks behind its point, beside the longest of its column, becomes the property ``--lacking`` of its cell.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dedoc.render.measure import decimal_tail

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SIZE = 1000
"""Units of an em in which text is measured."""


def align_decimals(tree: Element[Any], font: Path) -> None:
    """Change the cells of all tables in place; ``font`` is the file that they are set in."""
    for body in tree.iter("tbody"):
        columns: dict[int, list[tuple[Element[Any], float]]] = {}
        for row in body:
            for index, cell in enumerate(row):
                if cell.get("class") == "decimal":
                    columns.setdefault(index, []).append((cell, _width(decimal_tail(_text(cell)), font)))
        for cells in columns.values():
            widest = max(width for _, width in cells)
            for cell, width in cells:
                cell.set("style", f"--lacking: {widest - width:.3f}em")


def _text(cell: Element[Any]) -> str:
    """Return what a cell says, without its notes."""
    return (cell.text or "") + "".join(
        ("" if child.get("class") == "note" else _text(child)) + (child.tail or "") for child in cell
    )


@cache
def _width(text: str, font: Path) -> float:
    """Return how wide a text is in em."""
    import uharfbuzz  # noqa: PLC0415 -- only tables of numbers need it

    if not text:
        return 0
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    face = _face(font)
    uharfbuzz.shape(face, buffer)
    return float(sum(position.x_advance for position in buffer.glyph_positions)) / SIZE


@cache
def _face(path: Path) -> Any:
    import uharfbuzz  # noqa: PLC0415

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
    font.scale = (SIZE, SIZE)
    return font
