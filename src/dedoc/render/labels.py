"""Where the labels of a chart go: near what they name, clear of one another, and on a ground they stand out from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dedoc.render.canvas import Canvas
from dedoc.render.measure import text_width

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


class Labels:
    """The labels of one drawing; ``grounds`` are painted shapes that a label outside them must not cross."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.placed: list[Box] = []
        self.grounds: list[Box] = []

    def block(self, box: Box) -> None:
        """Keep a place free of labels."""
        self.placed.append(box)

    def put(self, text: str, spots: Iterable[Spot], *, widest: float = 1000) -> None:
        """Write a label at the first free spot, smaller if need be; it is never left out."""
        choices = [
            (spot, size) for size in SIZES for spot in spots if not spot.is_inside or text_width(text, size) < widest
        ]
        spot, size = min(choices, key=lambda choice: self._overlap(text, *choice))
        box = _box(text, spot, size)
        if not spot.is_inside and any(box.meets(ground) for ground in self.grounds):
            self.canvas.rectangle(box.left, box.bottom, box.right - box.left, box.top - box.bottom, "#ffffff")
        self.canvas.text(spot.x, spot.y, text, size, spot.color)
        self.placed.append(box)

    def _overlap(self, text: str, spot: Spot, size: float) -> float:
        """Return how many labels and marks a label would cover; one outside the drawing covers no end of them."""
        box = _box(text, spot, size)
        whole = Box(0, 0, self.canvas.width, self.canvas.height)
        return sum(box.meets(other) for other in self.placed) if box.lies_in(whole) else 1000


def _box(text: str, spot: Spot, size: float) -> Box:
    half = text_width(text, size) / 2 + 1
    return Box(spot.x - half, spot.y - size * 0.25, spot.x + half, spot.y + size * 0.95)
