"""The pictures of all figures, as files for the press and for Word."""

from __future__ import annotations

import math
from typing import assert_never

from dedoc.model import Chart, Diagram, Document, Figure, Picture
from dedoc.overlays import figures
from dedoc.style import Style

GAP = 16
"""Room in pt between a drawing and its caption, and between that and the text that follows, together."""


def draw_figures(document: Document, style: Style) -> dict[str, bytes]:
    """Return the files of all figures, named ``figure-<label>.svg`` (or .png, .jpg for pictures that come so)."""
    return dict(_file(figure, style) for figure in figures(document))


def drawing_size(figure: Figure, style: Style) -> tuple[float, float]:
    """Return width and height in pt of the room for a drawing: whole lines of the grid, less caption and source."""
    page, text = style.record.page, style.record.text
    below = text["caption"].pitch + (text["source"].pitch if figure.source else 0)
    # An edition counts by the lines of its own style.
    lines = figure.height if page.figures == 1 else math.ceil(figure.height * page.figures)
    return page.columns * page.size, math.floor(lines * page.pitch - below - GAP)


def drawing_scale(style: Style) -> float:
    """Return how much smaller a drawing prints than it is drawn: its letters go with captions, drawn for 12 pt."""
    return style.record.text["caption"].size / 12


def drawn_size(size: tuple[float, float], style: Style) -> tuple[float, float]:
    """Return the size that a drawing is drawn in, of the one that it prints in."""
    scale = drawing_scale(style)
    return size if scale == 1 else (size[0] / scale, size[1] / scale)


def _file(figure: Figure, style: Style) -> tuple[str, bytes]:
    # ReportLab takes 0.1 s to import; editions without figures do not wait for it.
    width, height = drawn_size(drawing_size(figure, style), style)
    font, colors = style.drawing_font.family, style.record.colors
    match figure.drawing:
        case Chart():
            from dedoc.render.charts import draw_chart  # noqa: PLC0415

            return f"figure-{figure.label}.svg", draw_chart(figure.drawing, width, height, font, colors)
        case Diagram():
            from dedoc.render.diagrams import draw_diagram  # noqa: PLC0415

            return f"figure-{figure.label}.svg", draw_diagram(figure.drawing, width, height, font, colors)
        case Picture():
            return f"figure-{figure.label}{figure.drawing.path.suffix.lower()}", figure.drawing.data
        case None:
            raise AssertionError("a figure without drawing was reported when it was read")
        case _:
            assert_never(figure.drawing)
