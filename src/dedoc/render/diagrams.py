"""Diagrams: boxes on a grid, joined by arrows."""

from __future__ import annotations

import math
from collections.abc import Mapping

from dedoc.errors import OutputError, fail
from dedoc.model import Arrow, Box, Diagram, Tone
from dedoc.render.canvas import Canvas
from dedoc.render.measure import pieces, text_width, wrapped

SIZE = 11.5
LEADING = 1.4
SMALLEST = 7
GAP = 13


def draw_diagram(diagram: Diagram, width: float, height: float, font: str, colors: Mapping[str, str]) -> bytes:
    """Return a diagram as SVG of ``width`` by ``height`` pt."""
    canvas = Canvas(width, height, font)
    frames = {box.key: _frame(box, diagram, width, height) for box in diagram.boxes}
    for box in sorted(diagram.boxes, key=lambda box: -box.width * box.height):
        _box(canvas, box, frames[box.key], colors)
    for arrow in diagram.arrows:
        _arrow(canvas, arrow, frames[arrow.start], frames[arrow.end], colors)
    return canvas.svg()


Frame = tuple[float, float, float, float]
"""Left, bottom, width and height of a box in pt."""


def _frame(box: Box, diagram: Diagram, width: float, height: float) -> Frame:
    column, row = width / diagram.columns, height / diagram.rows
    left, top = box.column * column, height - box.row * row
    is_group = box.tone is Tone.GROUP
    gap = GAP / 3 if is_group else GAP
    return (left + gap, top - box.height * row + gap, box.width * column - 2 * gap, box.height * row - 2 * gap)


def _box(canvas: Canvas, box: Box, frame: Frame, colors: Mapping[str, str]) -> None:
    left, bottom, width, height = frame
    fill, stroke, ink = {
        Tone.STRONG: (colors["accent"], None, "#ffffff"),
        Tone.WARM: (colors["second"], None, "#ffffff"),
        Tone.LIGHT: (colors["light"], None, colors["ink"]),
        Tone.GROUP: (None, colors["muted"], colors["muted"]),
    }.get(box.tone, ("#ffffff", colors["accent"], colors["ink"]))
    canvas.rectangle(left, bottom, width, height, fill, stroke, dashed=box.tone is Tone.GROUP, radius=4)
    size, lines = _fitted(box, width - 10, height - 6)
    leading = size * LEADING
    y = bottom + height / 2 + leading * (len(lines) - 1) / 2 - size * 0.36
    if box.tone is Tone.GROUP:
        y = bottom + height - leading
    for index, line in enumerate(lines):
        canvas.text(left + width / 2, y - index * leading, line, size, ink)


def _fitted(box: Box, width: float, height: float) -> tuple[float, list[str]]:
    """Return the largest size at which a text fits its box, and its lines; OutputError if none does."""
    sizes = [SIZE - 0.5 * step for step in range(round((SIZE - SMALLEST) * 2) + 1)]
    words = max(pieces(box.text), key=len, default="")
    # Rather smaller than with a word cut in two.
    for size in [size for size in sizes if text_width(words, size) <= width] or sizes:
        lines = wrapped(box.text, size, width)
        if len(lines) * size * LEADING <= height or box.tone is Tone.GROUP:
            return size, lines
    hint = "shorten the text, or give the box more columns or rows"
    return fail(OutputError, box.location, "the text of the box “{key}” does not fit", hint, key=box.key)


def _arrow(canvas: Canvas, arrow: Arrow, start: Frame, end: Frame, colors: Mapping[str, str]) -> None:
    (x1, y1), (x2, y2) = _ends(start, end)
    length = math.hypot(x2 - x1, y2 - y1) or 1
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    tail = 5 if arrow.is_mutual else 0
    canvas.line([(x1 + tail * dx, y1 + tail * dy), (x2 - 5 * dx, y2 - 5 * dy)], colors["muted"], 1.4)
    canvas.head(x2, y2, dx, dy, colors["muted"])
    if arrow.is_mutual:
        canvas.head(x1, y1, -dx, -dy, colors["muted"])
    if arrow.text:
        _arrow_text(canvas, arrow.text, (x1 + x2) / 2, (y1 + y2) / 2, colors)


def _arrow_text(canvas: Canvas, text: str, x: float, y: float, colors: Mapping[str, str]) -> None:
    width = text_width(text, SIZE - 1.5) + 6
    canvas.rectangle(x - width / 2, y - 7, width, 14, "#ffffff")
    canvas.text(x, y - 3.6, text, SIZE - 1.5, colors["muted"])


def _ends(start: Frame, end: Frame) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where an arrow leaves one box and meets the other: straight across wherever they face each other."""
    for axis in (0, 1):
        other = 1 - axis
        low = max(start[other], end[other])
        high = min(start[other] + start[other + 2], end[other] + end[other + 2])
        if high - low > 8:
            middle = (low + high) / 2
            forward = end[axis] >= start[axis]
            first = start[axis] + start[axis + 2] if forward else start[axis]
            last = end[axis] if forward else end[axis] + end[axis + 2]
            return ((first, middle), (last, middle)) if axis == 0 else ((middle, first), (middle, last))
    return _slanted(start, end)


def _slanted(start: Frame, end: Frame) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ends of an arrow between boxes that do not face each other: across the wider gap between them."""
    gaps = [max(end[a] - start[a] - start[a + 2], start[a] - end[a] - end[a + 2]) for a in (0, 1)]
    axis = 0 if gaps[0] > gaps[1] else 1
    forward = end[axis] > start[axis]
    first = start[axis] + start[axis + 2] if forward else start[axis]
    last = end[axis] if forward else end[axis] + end[axis + 2]
    middle, other = (frame[1 - axis] + frame[3 - axis] / 2 for frame in (start, end))
    return ((first, middle), (last, other)) if axis == 0 else ((middle, first), (other, last))
