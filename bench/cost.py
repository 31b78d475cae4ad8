"""What printing and verifying take: CPU seconds of each, in a process of its own, for Typst keeps what it has set."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from dedoc.build import Order, load
from dedoc.render.figures import draw_figures
from dedoc.render.press import print_pdf
from dedoc.verify import layout_of, verify_layout, verify_standards

Made = TypeVar("Made")


def main(edition: str) -> None:
    """Write the seconds of the press, of the rules and of the standards, and the pages, as JSON."""
    source = load(Order(edition))
    pictures = draw_figures(source.document, source.style)
    seconds, (pdf, pages) = _timed(
        partial(print_pdf, source.document, source.style, pictures, is_draft=False, timestamp=0)
    )
    rules, _ = _timed(
        lambda: verify_layout(layout_of(pdf, source.document, pages, source.style), source.document, pages)
    )
    standards, _ = _timed(partial(verify_standards, pdf))
    sys.stdout.write(json.dumps([seconds, rules, standards, pages.pages]))


def _timed(job: Callable[[], Made]) -> tuple[float, Made]:
    start = time.process_time()
    made = job()
    return time.process_time() - start, made


if __name__ == "__main__":
    main(sys.argv[1])
