"""``carried.json`` to what an edition took over from an earlier one."""

from __future__ import annotations

import json
from pathlib import Path

from dedoc.errors import N_, Location
from dedoc.inputs import Inputs, report_conflicts
from dedoc.model import Carried, CarriedBlock

FILE = "carried.json"
HINT = N_("“dedoc new” writes this file; take it back from git as it was")


def read_carried(path: Path, inputs: Inputs) -> Carried | None:
    """Return what ``dedoc new`` wrote into the edition; None for an edition that was begun anew."""
    if not path.exists():
        return None
    text = inputs.read_text(path)
    if text is None or report_conflicts(text, inputs.name(path), inputs.report):
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = Location(inputs.name(path), getattr(error, "lineno", 0))
        inputs.report.error(place, "this is not what an edition took over", HINT)
        return None
    try:
        blocks = tuple(
            CarriedBlock(str(name), int(since), str(file), str(digest), frozenset(str(marks).split()))
            for name, since, file, digest, marks in data["blocks"]
        )
        facts = {str(name): str(said) for name, said in data["facts"].items()}
        return Carried(int(data["from"]), blocks, facts)
    except (KeyError, TypeError, ValueError, AttributeError):
        inputs.report.error(Location(inputs.name(path)), "this is not what an edition took over", HINT)
        return None
