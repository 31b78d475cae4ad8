"""A drawing surface in points, on ReportLab's graphics, that writes SVG.

ReportLab's shapes know no Chinese fonts. Texts are therefore anchored in the SVG itself and measured nowhere: the
press, which has the fonts, sets them (``text-anchor``, SVG 1.1 §10.9.1).
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any, TypeAlias

from reportlab.graphics.renderSVG import drawToString
from reportlab.graphics.shapes import Circle, Drawing, Line, Path, Polygon, Rect, String
from reportlab.lib.colors import HexColor

from dedoc.render.directions import embedded

if TYPE_CHECKING:
    from collections.abc import Sequence

HAIR = 0.5

Point: TypeAlias = tuple[float, float]


class Canvas:
    """Collects shapes; the origin is at the lower left, lengths are in pt, colours are ``#rrggbb``."""

    def __init__(self, width: float, height: float, font: str) -> None:
        self.width, self.height, self.font = width, height, font
        self._drawing = Drawing(width, height)

    def text(self, x: float, y: float, text: str, size: float, color: str, anchor: str = "middle") -> None:
        """Write one line; ``anchor`` is start, middle or end."""
        shape: Any = String(x, y, embedded(text), fontName=self.font, fontSize=size, fillColor=HexColor(color))
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

    def slice(
        self,
        x: float,
        y: float,
        radius: float,
        turns: tuple[float, float],
        fill: str | None,
        stroke: str,
        *,
        dashed: bool = False,
    ) -> None:
        """Draw a slice of a pie from one part of a turn to another, clockwise from the top."""
        options = self._stroke(stroke, HAIR * 2, dashed=dashed)
        path: Any = Path(fillColor=HexColor(fill) if fill else None, **options)
        is_whole = turns[1] - turns[0] > 1 - 1e-9
        points = _arc(x, y, radius, *turns)
        path.moveTo(*(points[0][0] if is_whole else (x, y)))
        if not is_whole:
            path.lineTo(*points[0][0])
        for _, *rest in points:
            path.curveTo(*itertools.chain.from_iterable(rest))
        path.closePath()
        self._drawing.add(path)

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


def _arc(x: float, y: float, radius: float, start: float, end: float) -> list[tuple[Point, Point, Point, Point]]:
    """Return the curves along a circle from one part of a turn to another, an eighth of a turn each or less."""
    count = max(1, math.ceil((end - start) * 8 - 1e-9))
    angle = (end - start) / count * math.tau
    # The handles that make a cubic curve touch the circle at both ends and in the middle.
    handle = radius * 4 / 3 * math.tan(angle / 4)
    curves = []
    for index in range(count):
        ends = [(start + (end - start) * (index + step) / count) * math.tau for step in (0, 1)]
        (x0, y0), (x1, y1) = ((x + radius * math.sin(turn), y + radius * math.cos(turn)) for turn in ends)
        first = (x0 + handle * math.cos(ends[0]), y0 - handle * math.sin(ends[0]))
        second = (x1 - handle * math.cos(ends[1]), y1 + handle * math.sin(ends[1]))
        curves.append(((x0, y0), first, second, (x1, y1)))
    return curves
