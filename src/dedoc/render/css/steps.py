"""Tables and boxes that take whole lines of the grid, so that the text below them stands on it again.

CSS has ``block-step-size`` for that (CSS Rhythmic Sizing 1, 2), and WeasyPrint 70.0 has not. What a box lacks goes to
its upper and lower borders alike, which are transparent; a box that began on a page before gets it below. At the foot
of a page its lower margin is dropped, as anywhere in CSS.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any

STEPPED = frozenset({"table", "sidebar"})
"""The classes of elements that take whole lines."""

MARGINS = 1
"""Where the margins that meet those of the next box stand in what a layout returns behind the box and its rest."""

TRIFLE = 0.01
"""CSS pixels by which sums of lengths differ from each other."""


@contextlib.contextmanager
def in_steps(pitch: float) -> Iterator[None]:
    """Let WeasyPrint lay such elements out in multiples of a pitch in CSS pixels, or as they are if that is 0."""
    from weasyprint.layout import block  # noqa: PLC0415 -- heavy

    layout = block.block_container_layout
    block.block_container_layout = functools.partial(_stepped, layout, pitch) if pitch else layout
    try:
        yield
    finally:
        block.block_container_layout = layout


def _stepped(
    layout: Callable[..., Any], pitch: float, context: Any, box: Any, space: float, *rest: Any, **more: Any
) -> Any:
    """Lay out a box (``block_container_layout``), and give one that ends here the height that it lacks."""
    made, resume_at, *others = layout(context, box, space, *rest, **more)
    if made is not None and resume_at is None and _is_stepped(made):
        height = made.margin_height()
        room = context.page_bottom - space - made.position_y - height
        if room >= 0:
            _stretch(made, min((TRIFLE - height) % pitch, room))
            # The margin is part of the box now, and meets no other one.
            others[MARGINS] = []
    return made, resume_at, *others


def _stretch(made: Any, lacking: float) -> None:
    """Give a box the height that it lacks; what began on a page before has no upper border here."""
    above = lacking / 2 if made.border_top_width else 0
    made.border_top_width += above
    made.border_bottom_width += lacking - above + made.margin_bottom
    made.margin_bottom = 0
    for child in made.children:
        child.translate(0, above)


def _is_stepped(box: Any) -> bool:
    # Marks of lists and the like have the element they belong to.
    is_own = box.element is not None and box.element_tag == box.element.tag
    return is_own and not STEPPED.isdisjoint(box.element.get("class", "").split())
