"""What is other in a drawing: values of a chart, words of a diagram, the picture, the text that describes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from dedoc.errors import N_
from dedoc.model import Chart, Diagram, Drawing, Figure, Picture
from dedoc.overlays import drawn, is_redrawn

DRAWN, DESCRIBED = N_("drawn anew"), N_("described in other words")


@dataclass(frozen=True, slots=True)
class Detail:
    """A part of a drawing, and what it said before and says now; ``""`` where it was not there.

    A detail without old and new words is a remark, a template to be translated.
    """

    name: str
    old: str = ""
    new: str = ""


def drawing_details(old: Figure, new: Figure) -> Iterator[Detail]:
    """Yield what is other in a figure's drawing, nothing if only its number is."""
    if not is_redrawn(old, new):
        return
    before, after = (dict(_parts(figure.drawing)) for figure in (old, new))
    names = [*after, *(name for name in before if name not in after)]
    details = [Detail(name, before.get(name, ""), after.get(name, "")) for name in names]
    changed = [detail for detail in details if detail.old != detail.new]
    yield from changed
    if old.alternative != new.alternative:
        yield Detail(DESCRIBED)
    if not changed and drawn(old) != drawn(new):
        yield Detail(DRAWN)


def _parts(drawing: Drawing | None) -> Iterator[tuple[str, str]]:
    match drawing:
        case Chart():
            for series in drawing.series:
                for category, value in zip(drawing.categories, series.values, strict=True):
                    yield f"{series.name} · {category}", f"{value.text} {series.unit}".strip()
        case Diagram():
            for box in drawing.boxes:
                yield box.key, box.text
            for arrow in drawing.arrows:
                yield f"{arrow.start} → {arrow.end}", arrow.text
        case Picture():
            yield "", drawing.path.name
        case None:
            return
        case _:
            assert_never(drawing)
