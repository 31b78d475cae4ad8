"""A drawing surface in points, on ReportLab's graphics, that writes SVG.

ReportLab's shapes know no Chinese fonts. Texts are therefore anchored in the SVG itself and measured nowhere: the
press, which has the fonts, sets them (``text-anchor``, SVG 1.1 §10.9.1).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from reportlab.graphics.renderSVG import drawToString
from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, Rect, String
from reportlab.lib.colors import HexColor

if TYPE_CHECKING:
    from collections.abc import Sequence

HAIR = 0.5


class Canvas:
    """Collects shapes; the origin is at the lower left, lengths are in pt, colours are ``#rrggbb``."""

    def __init__(self, width: float, height: float, font: str) -> None:
        self.width, self.height, self.font = width, height, font
        self._drawing = Drawing(width, height)

    def text(self, x: float, y: float, text: str, size: float, color: str, anchor: str = "middle") -> None:
        """Write one line; ``anchor`` is start, middle or end."""
        shape: Any = String(x, y, text, fontName=self.font, fontSize=size, fillColor=HexColor(color))
        shape._svgAttrs = {"text-anchor": anchor}  # noqa: SLF001 -- the documented way to pass SVG attributes
        self._drawing.add(shape)

    def rectangle(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str | None,
        stroke: str | None = None,
        *,
        dashed: bool = False,
        radius: float = 0,
    ) -> None:
        """Draw a box from its lower left corner."""
        options = self._stroke(stroke, HAIR * 1.6, dashed=dashed)
        options |= {"fillColor": HexColor(fill) if fill else None, "rx": radius, "ry": radius}
        self._drawing.add(Rect(x, y, width, height, **options))

    def line(self, points: Sequence[tuple[float, float]], color: str, width: float, *, dashed: bool = False) -> None:
        """Draw a line through points."""
        # ReportLab's polyline is filled with black in SVG; single lines have nothing to fill.
        options = self._stroke(color, width, dashed=dashed)
        for start, end in itertools.pairwise(points):
            self._drawing.add(Line(*start, *end, **options))

    def dot(self, x: float, y: float, radius: float, fill: str, stroke: str, *, dashed: bool = False) -> None:
        """Draw a round mark."""
        options = self._stroke(stroke, 1.2, dashed=dashed)
        self._drawing.add(Circle(x, y, radius, fillColor=HexColor(fill), **options))

    def head(self, x: float, y: float, dx: float, dy: float, color: str, size: float = 6) -> None:
        """Draw the head of an arrow with its tip at a point, flying in the direction (dx, dy) of length one."""
        left = (x - size * dx + size / 2 * dy, y - size * dy - size / 2 * dx)
        right = (x - size * dx - size / 2 * dy, y - size * dy + size / 2 * dx)
        self._drawing.add(Polygon([x, y, *left, *right], fillColor=HexColor(color), strokeColor=None))

    def svg(self) -> bytes:
        """Return the drawing as SVG."""
        return str(drawToString(self._drawing)).encode("utf-8")

    @staticmethod
    def _stroke(color: str | None, width: float, *, dashed: bool) -> dict[str, Any]:
        options: dict[str, Any] = {"strokeColor": HexColor(color) if color else None, "strokeWidth": width}
        return options | ({"strokeDashArray": [3, 2]} if dashed else {})
