"""Runs dedoc with a stopwatch: ``python -m bench.stages FILE build …`` writes to a file what the parts took."""

from __future__ import annotations

import json
import runpy
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

PRINTS, PAGES = "prints", "pages"
"""How often Typst prints, again where a note is not on the page of its call; and the pages of the PDF."""


def main(file: str, *arguments: str) -> None:
    """Run dedoc as its users do, and write the CPU seconds of each part, how often Typst printed, and the pages."""
    taken: dict[str, float] = dict.fromkeys(STAGES, 0.0) | {PRINTS: 0, PAGES: 0}
    for stage, names in STAGES.items():
        for name in names:
            setattr(building, name, _timed(stage, getattr(building, name), taken))
    sys.argv[1:] = arguments
    try:
        runpy.run_module("dedoc", run_name="__main__", alter_sys=True)
    finally:
        Path(file).write_text(json.dumps(taken), encoding="utf-8")


def _timed(stage: str, function: Callable[..., Any], taken: dict[str, float]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*arguments: Any, **options: Any) -> Any:
        start = time.process_time()
        made = function(*arguments, **options)
        taken[stage] += time.process_time() - start
        if function.__name__ == "print_pdf":
            taken[PRINTS] += 1
            taken[PAGES] = made[1].pages
        return made

    return timed


if __name__ == "__main__":
    main(*sys.argv[1:])
