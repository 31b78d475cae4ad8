"""SVG read back into shapes on the page: areas in pt from the upper left corner, in the order they are painted in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz
from lxml import etree

from dedoc.errors import Report
from dedoc.fonts import font_file
from dedoc.style import Style, read_style

ROOT = Path(__file__).parents[1]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE]-?\d+)?")

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


@cache
def style() -> Style:
    """Return the style “report”."""
    return read_style("report", (ROOT,), Report())


@dataclass(frozen=True)
class Area:
    """A rectangle, with y growing downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """The width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The height."""
        return self.bottom - self.top

    @property
    def center(self) -> Point:
        """The middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, other: Area, slack: float = 0.01) -> bool:
        """Whether another area lies within this one."""
        return (
            self.left - slack <= other.left <= other.right <= self.right + slack
            and self.top - slack <= other.top <= other.bottom <= self.bottom + slack
        )

    def meets(self, other: Area) -> bool:
        """Whether another area covers a part of this one, edges not counted."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > 0.01
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.01
        )


@dataclass(frozen=True)
class Shape:
    """One shape; ``points`` are the ends of a line or the corners of a polygon, ``size`` that of its text."""

    kind: str
    area: Area
    order: int
    fill: str = "none"
    stroke: str = "none"
    is_dashed: bool = False
    text: str = ""
    size: float = 0
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """A drawing with all its shapes."""

    area: Area
    shapes: tuple[Shape, ...]

    def of(self, kind: str) -> list[Shape]:
        """Return the shapes of one kind: rect, line, polygon, circle or text."""
        return [shape for shape in self.shapes if shape.kind == kind]

    def texts(self, *texts: str) -> list[Shape]:
        """Return the texts, or those that say one of ``texts``."""
        return [shape for shape in self.of("text") if not texts or shape.text in texts]

    def outside(self) -> list[Shape]:
        """Return the shapes that do not lie within the drawing."""
        return [shape for shape in self.shapes if not self.area.holds(shape.area)]

    def ground(self, text: Shape) -> set[str]:
        """Return the colours that a text stands on: of the last shape painted before it, at five points of it."""
        x, y = text.area.center
        spots = [(x, y), *((text.area.left + 1, y), (text.area.right - 1, y), (x, text.area.top + 1))]
        return {self._color_below(spot, text.order) for spot in spots}

    def _color_below(self, spot: Point, order: int) -> str:
        here = Area(spot[0], spot[1], spot[0], spot[1])
        below = [s for s in self.of("rect") if s.order < order and s.fill != "none" and s.area.holds(here)]
        return below[-1].fill if below else "#ffffff"


def read_drawing(svg: bytes) -> Drawing:
    """Return the shapes of a drawing; what is clipped away is not left out."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    whole = Area(0, 0, float(root.get("width", "")), float(root.get("height", "")))
    _, _, width, height = map(float, root.get("viewBox", "").split())
    scale = min(whole.right / width, whole.bottom / height)
    elements = enumerate(_elements(root, (scale, 0, 0, scale, 0, 0)))
    return Drawing(whole, tuple(_shape(element, matrix, order) for order, (element, matrix) in elements))


def _elements(parent: etree._Element, matrix: Matrix) -> Iterator[tuple[etree._Element, Matrix]]:
    for element in parent:
        name = etree.QName(element).localname
        if name in ("title", "desc", "clipPath"):
            continue
        inner = _moved(matrix, element.get("transform", ""))
        if name == "g":
            yield from _elements(element, inner)
        else:
            yield element, inner


def _moved(matrix: Matrix, transform: str) -> Matrix:
    for name, numbers in re.findall(r"(\w+)\(([^)]*)\)", transform):
        a, b, c, d, e, f = matrix
        x, y = (*map(float, NUMBER.findall(numbers)), 0.0)[:2]
        if name == "translate":
            matrix = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)
        else:
            assert name == "scale"
            matrix = (a * x, b * x, c * y, d * y, e, f)
    return matrix


def _shape(element: etree._Element, matrix: Matrix, order: int) -> Shape:
    kind = etree.QName(element).localname
    look = dict(part.strip().split(":", 1) for part in element.get("style", "").split(";") if ":" in part)
    look = {key.strip(): value.strip() for key, value in look.items()}
    text, size = element.text or "", float(NUMBER.findall(look.get("font-size", "0"))[0])
    points = _points(element, kind, text, size)
    a, b, c, d, e, f = matrix
    placed = tuple((a * x + c * y + e, b * x + d * y + f) for x, y in points)
    xs, ys = [x for x, _ in placed], [y for _, y in placed]
    assert kind != "text" or d > 0, "the text stands on its head"
    return Shape(
        {"path": "slice" if "C" in element.get("d", "") else "line"}.get(kind, kind),
        Area(min(xs), min(ys), max(xs), max(ys)),
        order,
        _color(look.get("fill", "none")),
        _color(look.get("stroke", "none")),
        "stroke-dasharray" in look,
        text if kind == "text" else "",
        size,
        placed,
    )


def _points(element: etree._Element, kind: str, text: str, size: float) -> tuple[Point, ...]:
    def number(name: str) -> float:
        return float(element.get(name, "0"))

    match kind:
        case "rect":
            assert number("width") >= 0 <= number("height"), "a rectangle of negative size"
            left, top, right, bottom = number("x"), number("y"), number("width"), number("height")
            return (left, top), (left + right, top + bottom)
        case "circle":
            x, y, r = number("cx"), number("cy"), number("r")
            return (x - r, y - r), (x + r, y + r)
        case "path" | "polygon":
            numbers = [float(n) for n in NUMBER.findall(element.get("d") or element.get("points") or "")]
            return tuple(zip(numbers[::2], numbers[1::2], strict=True))
        case "text":
            x, y, width = number("x"), number("y"), text_width(text, size)
            left = x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
            # From the height of capitals and Han (0.88 em with their room) down to the foot of Han, 0.1 em.
            return (left, y - 0.8 * size), (left + width, y + 0.1 * size)
        case _:
            raise AssertionError(f"an unexpected shape: {kind}")


def _color(text: str) -> str:
    if text.startswith("rgb"):
        parts = [round(float(n) * 2.55) for n in NUMBER.findall(text)]
        return "#" + "".join(f"{part:02x}" for part in parts)
    return text


@cache
def _face() -> uharfbuzz.Font:
    path = font_file(style().record.fonts["heading"])
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))


def text_width(text: str, size: float) -> float:
    """Return how wide a text is in the font that captions and figures are set in."""
    font = _face()
    glyphs = (font.get_nominal_glyph(ord(character)) for character in text)
    return sum(float(font.get_glyph_h_advance(glyph or 0)) for glyph in glyphs) / float(font.face.upem) * size


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
