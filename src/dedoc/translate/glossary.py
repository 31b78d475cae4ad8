"""The glossary of a language: a CSV file with a term, its translation, other ones that are allowed, and how binding."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dedoc.errors import Location
from dedoc.inputs import Inputs

COLUMNS = ("term", "translation", "variants", "level")
LEVELS = ("", "rule", "advice")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the source and how it is translated; ``is_advice`` says that other words may do as well."""

    source: str
    translation: str
    variants: tuple[str, ...] = ()
    is_advice: bool = False


def read_glossary(folder: Path, inputs: Inputs) -> tuple[Term, ...]:
    """Return the terms of ``glossary.csv`` in the folder of a language; problems go to the report of the inputs."""
    path = folder / "glossary.csv"
    text = inputs.read_text(path) if path.is_file() else None
    if text is None:
        return ()
    name, report = inputs.name(path), inputs.report
    rows = csv.DictReader(io.StringIO(text), strict=True)
    if not set(COLUMNS[:2]) <= set(rows.fieldnames or ()):
        hint = "the first line is: {columns}"
        report.error(Location(name, 1), "the columns are not the expected ones", hint, columns=",".join(COLUMNS))
        return ()
    terms: dict[str, Term] = {}
    try:
        for row in rows:
            _take(row, Location(name, rows.line_num), terms, inputs)
    except csv.Error as error:
        place = Location(name, rows.line_num + 1)
        report.error(place, "this is not valid CSV: {reason}", "look at the quotation marks", reason=str(error))
    return tuple(sorted(terms.values(), key=lambda term: -len(term.source)))


def _take(row: dict[str, str | None], place: Location, terms: dict[str, Term], inputs: Inputs) -> None:
    source, translation = (str(row.get(key) or "").strip() for key in COLUMNS[:2])
    level = str(row.get("level") or "").strip()
    if not source or not translation:
        hint = "write the term and its translation, with a comma between them"
        inputs.report.error(place, "a term without translation, or the other way round", hint)
        return
    if level not in LEVELS:
        values = {"key": "level", "value": level, "choices": "rule, advice"}
        inputs.report.error(place, "“{key}” cannot be “{value}”", "it can be one of: {choices}", **values)
    if source in terms:
        inputs.report.error(place, "the term “{term}” stands twice", "keep one of them", term=source)
    variants = tuple(filter(None, (variant.strip() for variant in str(row.get("variants") or "").split(";"))))
    terms[source] = Term(source, translation, variants, level == "advice")


def missing_terms(source: str, target: str, terms: Sequence[Term]) -> Iterator[Term]:
    """Yield the terms that stand in the source and not, in any allowed form, in the target.

    ``terms`` come longest first: a term inside a longer one speaks for itself only where it stands alone.
    """
    left, folded = source, _folded(target)
    for term in terms:
        if term.source not in left:
            continue
        left = left.replace(term.source, "\0")
        if not any(_stands(form, folded) for form in (term.translation, *term.variants)):
            yield term


def _stands(form: str, folded: str) -> bool:
    """Whether a translation stands in a text, in the singular or the plural of its last word."""
    wanted = _folded(form)
    stem = wanted.removesuffix("y") if wanted.endswith("y") else wanted
    pattern = rf"(?<!\w){re.escape(stem)}(?:s|es|y|ies|’s)?(?!\w)"
    return re.search(pattern, folded) is not None if wanted.isascii() else wanted in folded


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[-‐‑–]", " ", text.casefold()).replace("'", "’").split())
