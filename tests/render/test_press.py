"""The press keeps what it has set, until it is told to forget it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bench.families import write_family
from dedoc.build import Order, load
from dedoc.render.figures import draw_figures
from dedoc.render.press import forget, print_pdf


@pytest.mark.slow
def test_what_is_forgotten_is_set_anew_and_alike(tmp_path: Path) -> None:
    """Typst has no word for it: should a later version forget in another way, printing again is as fast as before."""
    (edition,) = write_family(tmp_path, 1, pages=25)
    source = load(Order(str(edition)))
    pictures = draw_figures(source.document, source.style)

    def printed() -> tuple[float, bytes]:
        start = time.process_time()
        pdf, _ = print_pdf(source.document, source.style, pictures, is_draft=False, timestamp=0)
        return time.process_time() - start, pdf

    _, first = printed()
    kept, again = printed()
    forget()
    anew, at_last = printed()
    assert anew > 1.6 * kept
    assert first == again == at_last
