"""What nobody has verified yet."""

from __future__ import annotations

from dedoc.dues import due_problems
from dedoc.errors import Problem, Severity
from dedoc.model import Chart, Document, Figure
from dedoc.walk import find


def list_missing(document: Document) -> tuple[Problem, ...]:
    """Return a warning for every value of a chart, and every fact, that is missing or not this edition's yet."""
    hint = "find the value, and write it with its source"
    charts = (
        Problem(
            "the figure “{figure}” lacks the value of “{series}” for “{category}”",
            value.location,
            hint,
            Severity.WARNING,
            {"figure": figure.label, "series": series.name, "category": category},
        )
        for figure in find((document.front, document.body, document.back), Figure)
        if isinstance(figure.drawing, Chart)
        for series in figure.drawing.series
        for category, value in zip(figure.drawing.categories, series.values, strict=True)
        if value.value is None
    )
    facts = (
        Problem("the fact “{name}” has no verified value", fact.location, hint, Severity.WARNING, {"name": fact.name})
        for fact in document.facts.values()
        if fact is not None and fact.value is None and not fact.is_derived
    )
    return (*charts, *facts, *due_problems(document, Severity.WARNING))
