"""Where the labels of a chart go: near what they name, clear of one another, and on a ground they stand out from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dedoc.render.canvas import Canvas
from dedoc.render.measure import text_width
from dedoc.render.palette import PAPER

SIZES = (10.5, 9.0, 7.5, 6.5)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pt from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def lies_in(self, other: Box) -> bool:
        """Whether this rectangle lies within another."""
        return (
            other.left <= self.left <= self.right <= other.right
            and other.bottom <= self.bottom <= self.top <= other.top
        )

    def meets(self, other: Box) -> bool:
        """Whether two rectangles share ground."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.top <= other.bottom or other.top <= self.bottom)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a label: its middle and its baseline, its colour, and what it may lie on."""

    x: float
    y: float
    color: str
    is_inside: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A label that has found its place, its size in pt, and whether it covers what is painted behind it."""

    text: str
    spot: Spot
    size: float
    is_covering: bool = False


class Labels:
    """The labels of one drawing; ``grounds`` are painted shapes that a label outside them must not cross."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.placed: list[Box] = []
        self.grounds: list[Box] = []

    def block(self, box: Box) -> None:
        """Keep a place free of labels."""
        self.placed.append(box)

    def put(self, text: str, spots: Iterable[Spot], *, widest: float = 1000) -> Label:
        """Write a label at the first free spot, smaller if need be, and return it; it is never left out."""
        choices = [
            (spot, size) for size in SIZES for spot in spots if not spot.is_inside or text_width(text, size) < widest
        ]
        spot, size = min(choices, key=lambda choice: self._overlap(text, *choice))
        box = _box(text, spot, size)
        is_covering = not spot.is_inside and any(box.meets(ground) for ground in self.grounds)
        if is_covering:
            self.canvas.rectangle(box.left, box.bottom, box.right - box.left, box.top - box.bottom, PAPER)
        self.canvas.text(spot.x, spot.y, text, size, spot.color)
        self.placed.append(box)
        return Label(text, spot, size, is_covering)

    def _overlap(self, text: str, spot: Spot, size: float) -> float:
        """Return how many labels and marks a label would cover; one outside the drawing covers no end of them."""
        box = _box(text, spot, size)
        whole = Box(0, 0, self.canvas.width, self.canvas.height)
        return sum(box.meets(other) for other in self.placed) if box.lies_in(whole) else 1000


def notice(text: str, x: float, y: float, room: float) -> tuple[Label, Box]:
    """Return where a sentence stands in the middle of an empty chart, and its frame; ``room`` is its greatest width."""
    size = min(11, (room - 28) / text_width(text, 1))
    half = text_width(text, size) / 2 + 14
    return Label(text, Spot(x, y - 2, ""), size), Box(x - half, y - 12, x + half, y + 16)


def write_notice(canvas: Canvas, label: Label, frame: Box, colors: Mapping[str, str]) -> None:
    """Write a sentence in its frame."""
    size = (frame.right - frame.left, frame.top - frame.bottom)
    canvas.rectangle(frame.left, frame.bottom, *size, PAPER, colors["muted"], radius=3)
    canvas.text(label.spot.x, label.spot.y, label.text, label.size, colors["muted"])


def _box(text: str, spot: Spot, size: float) -> Box:
    half = text_width(text, size) / 2 + 1
    return Box(spot.x - half, spot.y - size * 0.25, spot.x + half, spot.y + size * 0.95)
