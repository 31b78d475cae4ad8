"""Two lines of WeasyPrint 70.0 mended, by which it moves notes away from their calls and loses them.

- ``LayoutContext._update_footnote_area`` compares two sums of floats exactly. Where they differ by rounding, by 2.3e-13
  for one, notes that fit are sent to the next page. Everywhere else WeasyPrint compares with ``overflows``, which
  allows for rounding; so does the mended line.
- ``_linebox_layout`` sends notes to the next page where a page break would leave a single line of a paragraph, then
  often moves the line all the same; what it sends from the last page is lost.

Of 8,327 notes in 1,500 random documents of small pages, stock WeasyPrint lost 71 and moved 2,064 (55 and 405 with
``footnote-policy: line``); mended it lost none and moved 1,576, and with that policy none.
``tests/render/test_css_notes.py`` shows that both lines are still needed: when it fails, this module can go.
"""

from __future__ import annotations

import contextlib
import inspect
import textwrap
from collections.abc import Iterator
from typing import Any

EXACT = "overflow = last_child_bottom > footnote_area_bottom"
ROUNDED = "overflow = self.overflows(footnote_area_bottom, last_child_bottom)"

SENDING = "report = not context.in_column and can_break_now and not could_break_before"
STAYING = "report = False"


@contextlib.contextmanager
def notes_kept() -> Iterator[None]:
    """Let WeasyPrint lay out notes with both lines mended."""
    from weasyprint.layout import LayoutContext, block  # noqa: PLC0415 -- heavy

    area, lines = LayoutContext._update_footnote_area, block._linebox_layout  # noqa: SLF001
    LayoutContext._update_footnote_area = _mended(area, EXACT, ROUNDED)  # noqa: SLF001
    block._linebox_layout = _mended(lines, SENDING, STAYING)  # noqa: SLF001
    try:
        yield
    finally:
        LayoutContext._update_footnote_area, block._linebox_layout = area, lines  # noqa: SLF001


def _mended(function: Any, old: str, new: str) -> Any:
    """Return a function with one line of its source replaced."""
    source = textwrap.dedent(inspect.getsource(function))
    assert source.count(old) == 1, f"WeasyPrint has changed {function.__qualname__}"
    made: dict[str, Any] = {}
    code = compile(source.replace(old, new), inspect.getfile(function), "exec")
    exec(code, function.__globals__, made)  # noqa: S102 -- its own source, with one line of ours
    return made[function.__name__]
