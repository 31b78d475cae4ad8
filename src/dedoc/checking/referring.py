"""Figures and tables that nobody refers to, and references that are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedoc.checking.findings import Finding, Rule
from dedoc.checking.numerals import CHARACTERS
from dedoc.checking.reading import Reading
from dedoc.errors import N_, Severity
from dedoc.model import Figure, Reference, Table
from dedoc.walk import find

UNNAMED = Rule(
    "F201",
    Severity.NOTE,
    N_("nothing refers to “{label}”"),
    N_("write {{ref}}`{label}` where the text speaks of it"),
)
TYPED = Rule(
    "F202",
    Severity.WARNING,
    N_("the reference “{reference}” is typed"),
    N_("write {{ref}}`name`: it keeps the right number when figures come and go"),
)
RULES = (UNNAMED, TYPED)

TYPED_REFERENCE = re.compile(
    rf"(?:(?<=[见如据由从在及和与、（，。；])|^)[图表]\s?(?:\d{{1,3}}(?![\d.%％])|[{CHARACTERS}]{{1,3}}(?=[所中、，。；）和与及或的]|$))"
)


def check_referring(reading: Reading) -> Iterator[Finding]:
    """Yield what is wrong with the references of a report."""
    document = reading.document
    parts = (document.front, document.body, document.back)
    named = {reference.target for reference in find(parts, Reference)}
    for block in _labelled(parts):
        if block.label not in named and block.location is not None:
            yield UNNAMED.at(block.location, {"label": block.label})
    for paragraph in reading.prose:
        passage = paragraph.passage
        for match in TYPED_REFERENCE.finditer(passage.text):
            if passage.is_own(match.start()) and passage.is_own(match.end() - 1) and paragraph.is_own(match.start()):
                yield TYPED.at(passage.place(match.start()), {"reference": match[0]})


def _labelled(parts: object) -> Iterator[Figure | Table]:
    yield from find(parts, Figure)
    yield from (table for table in find(parts, Table) if table.label)
