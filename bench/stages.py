"""What the parts of a build take: each as the build calls it, in a process of its own; JSON on the output."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from dedoc import build as building

STAGES = {
    "reading": ("read",),
    "resolving, localising": ("resolve", "localise", "check_characters", "check_pictures", "list_missing"),
    "figures": ("draw_figures",),
    "Typst": ("print_pdf",),
    "PDF: structure, fonts": ("verify_pdf", "verify_fonts"),
    "PDF: layout": ("layout_of", "verify_layout"),
    "PDF: standards": ("verify_standards",),
    "Word": ("_word",),
    "Word: verified": ("verify_word",),
}
"""The parts of a build, each with the functions that ``dedoc.build`` calls for it."""

PRINTS = "prints"
"""How often Typst prints: again where a note is not on the page of its call."""


def main(edition: str, into: str) -> None:
    """Build an edition and write the CPU seconds of each part, how often Typst printed, and the pages."""
    taken: dict[str, float] = dict.fromkeys(STAGES, 0.0) | {PRINTS: 0}
    for stage, names in STAGES.items():
        for name in names:
            setattr(building, name, _timed(stage, getattr(building, name), taken))
    result = building.build(building.Order(edition, into=Path(into)))
    sys.stdout.write(json.dumps(taken | {"pages": result.pages.pages}))


def _timed(stage: str, function: Callable[..., Any], taken: dict[str, float]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*arguments: Any, **options: Any) -> Any:
        start = time.process_time()
        try:
            return function(*arguments, **options)
        finally:
            taken[stage] += time.process_time() - start
            taken[PRINTS] += function.__name__ == "print_pdf"

    return timed


if __name__ == "__main__":
    main(*sys.argv[1:])
