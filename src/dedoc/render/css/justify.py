"""Lines of Chinese made full: WeasyPrint 70.0 widens only spaces, of which such a line has few.

The room left in a line goes to all its Han characters and marks alike, half of it before each and half behind, as Pango
spaces letters. Words of other scripts stay as they are, and so do the spaces beside them, which are a quarter em wide
and should not exceed a third (CLREQ 3.5.4); a line of mostly such words is made full by its spaces. Marks at the ends
of a line are as wide as their ink (CLREQ 3.1.6.3): their blank halves hang over the edges.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

from dedoc.render.css.spacing import CLOSING, OPENING

WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’]+")
"""What moves apart; not so dashes and the dots of an ellipsis, which are one sign together."""

TRIFLE = 0.01
"""CSS pixels that no reader sees: WeasyPrint leaves lines alone that are full already, whatever mark ends them."""

LEAST = 0.0002
"""Em by which characters are set wider than they shall stand, so that nothing of that is cut off."""


@contextlib.contextmanager
def lines_full() -> Iterator[None]:
    """Let WeasyPrint make lines full in this way, while it lays out and while it draws."""
    from weasyprint.layout import inline  # noqa: PLC0415 -- heavy
    from weasyprint.text.line_break import Layout  # noqa: PLC0415 -- heavy

    align, line, again = inline.text_align, inline.justify_line, Layout.reactivate
    inline.text_align = functools.partial(_align, align)
    inline.justify_line = functools.partial(_justify, line)
    Layout.reactivate = _reactivate
    try:
        yield
    finally:
        inline.text_align, inline.justify_line, Layout.reactivate = align, line, again


def _align(align: Callable[..., float], context: object, line: Any, width: float, last: object) -> float:
    """Return by how much a line is moved to the right: an opening mark at its beginning hangs out to the left."""
    boxes = list(_texts(line))
    hanging = 0.0
    if line.style["text_align_all"] in ("start", "left", "justify") and boxes and boxes[0].text[:1] in OPENING:
        hanging = _blank(boxes[0])
    return align(context, line, width + hanging + TRIFLE, last) - hanging


def _blank(box: Any) -> float:
    """Return the blank half of a mark at the edge of a text, unless it was squeezed already."""
    return 0.0 if box.element.get("class") == "half" else float(box.style["font_size"]) / 2


def _justify(justify: Callable[..., None], context: object, line: Any, extra: float) -> None:
    """Spread the boxes of a line, and tell each of its texts how far its characters stand apart."""
    boxes = list(_texts(line))
    text = "".join(box.text for box in boxes)
    starts, ends = bool(WIDE.match(text[:1])), bool(WIDE.match(text[-1:]))
    places = _places(text) - (starts + ends) / 2
    if places <= text.count(" ") + text.count("\u00a0"):
        justify(context, line, extra)
        return
    unit = line.style["font_size"] / 1000
    hanging = _blank(boxes[-1]) if text[-1] in CLOSING else 0
    # WeasyPrint writes whole thousandths of an em, and cuts off what is left.
    apart = round((extra + hanging) / places / unit) * unit
    shift = -apart / 2 if starts else 0.0
    for child in line.children:
        shift = _spread(child, apart, shift)
    line.width += extra


def _places(text: str) -> int:
    """Return how many characters of a text move apart."""
    return sum(map(len, WIDE.findall(text)))


def _texts(box: Any) -> Iterator[Any]:
    """Yield the boxes of text in a line, in order."""
    if hasattr(box, "pango_layout"):
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def _spread(box: Any, apart: float, shift: float) -> float:
    """Move a box and widen what it holds; return by how much what follows it moves."""
    if not box.is_in_normal_flow():
        return shift
    if hasattr(box, "pango_layout"):
        # Pango leaves out the half before the first character of a text, and that behind its last one.
        starts, ends = bool(WIDE.match(box.text[:1])), bool(WIDE.match(box.text[-1:]))
        box.pango_layout.apart = apart
        box.position_x += shift + apart / 2 * starts
        box.width += apart * (_places(box.text) - (starts + ends) / 2)
        return shift + apart * _places(box.text)
    if type(box).__name__ != "InlineBox":
        box.translate(shift, 0)
        return shift
    after = shift
    box.position_x += shift
    for child in box.children:
        after = _spread(child, apart, after)
    box.width += after - shift
    return after


def _reactivate(layout: Any, style: Any) -> None:
    """Set a text again for drawing, its characters as far apart as its line asks for (``Layout.reactivate``)."""
    from weasyprint.text.ffi import TO_UNITS, ffi, pango  # noqa: PLC0415 -- heavy

    layout.setup(style)
    layout.set_text(layout.text, justify=True)
    if not getattr(layout, "apart", 0):
        return
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    own = 0 if style["letter_spacing"] == "normal" else style["letter_spacing"]
    spacing = layout.apart + own + style["font_size"] * LEAST
    for match in WIDE.finditer(layout.text):
        attribute = pango.pango_attr_letter_spacing_new(round(spacing * TO_UNITS))
        attribute.start_index = len(layout.text[: match.start()].encode())
        attribute.end_index = attribute.start_index + len(match[0].encode())
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
