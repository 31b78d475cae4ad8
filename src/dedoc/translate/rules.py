"""The rules for translations. A code is the letter L and three digits, and never changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dedoc.errors import N_, Location, Problem, Severity

RUN_IN_SHAPE = re.compile(r"\s*\{b\}[^{}]*[。！？：.!?:]\s*\{/b\}\s*\S", re.DOTALL)
"""A run-in heading: strong words with a mark at their end, and text behind them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a check looks for, and the way out."""

    code: str
    severity: Severity
    message: str
    hint: str

    def problem(self, place: Location, values: Mapping[str, object]) -> Problem:
        """Return a finding of this rule."""
        return Problem(self.message, place, self.hint, self.severity, values, self.code)


PLACEHOLDERS = Rule(
    "L101",
    Severity.WARNING,
    N_("the placeholder {name} is not there as often as in the source"),
    N_("every {{…}} of the source stands in the translation once for each time, anywhere in the sentence"),
)
BROKEN = Rule(
    "L102",
    Severity.WARNING,
    N_("“{name}” is a broken placeholder"),
    N_("copy it from the source; a pair such as {{b}}…{{/b}} stands around words; a brace that prints is doubled"),
)
NUMBERS = Rule(
    "L201",
    Severity.WARNING,
    N_("the numbers differ: “{source}” in the source, “{target}” in the translation"),
    N_("correct it, or accept it with a reason in a remark of the entry: # accept L201: reason"),
)
NUMBER_ADVICE = Rule(
    "L202",
    Severity.NOTE,
    N_("look at the numbers: “{source}” in the source, “{target}” in the translation"),
    N_("correct it, or accept it with a reason in a remark of the entry: # accept L202: reason"),
)
TERM = Rule(
    "L301",
    Severity.WARNING,
    N_("“{term}” is not translated as the glossary says"),
    N_("write: {wanted}; or accept it with a reason in a remark of the entry: # accept L301: reason"),
)
TERM_ADVICE = Rule(
    "L302",
    Severity.NOTE,
    N_("the glossary advises another translation of “{term}”"),
    N_("consider: {wanted}"),
)
FORBIDDEN = Rule(
    "L401",
    Severity.WARNING,
    N_("these marks are not used in {language}: {marks}"),
    N_("write those of the language; titles of works stand in italics or quotation marks"),
)
UNTRANSLATED = Rule(
    "L402",
    Severity.WARNING,
    N_("“{text}” is not translated"),
    N_("translate it, or write how it is read"),
)
STRAIGHT = Rule(
    "L403",
    Severity.NOTE,
    N_("{mark} is a mark of typewriters"),
    N_("write {wanted}, or ’ for an apostrophe"),
)
UNPAIRED = Rule(
    "L404",
    Severity.WARNING,
    N_("a quotation mark stands without its other half: {mark}"),
    N_("write both"),
)
LENGTH = Rule(
    "L501",
    Severity.NOTE,
    N_("the translation has {target} characters for {source} of the source"),
    N_("look whether something is missing, or was said twice"),
)
RUN_IN = Rule(
    "L601",
    Severity.WARNING,
    N_("the paragraph begins with a heading that runs on, and its translation does not"),
    N_("begin it with {{b}}Heading.{{/b}}, a full stop inside"),
)
NOTHING = Rule(
    "L901",
    Severity.NOTE,
    N_("nothing here has to be accepted as {code} any more"),
    N_("delete the acceptance"),
)
NO_REASON = Rule(
    "L902",
    Severity.WARNING,
    N_("an acceptance without a reason accepts nothing"),
    N_("write it like: # accept L201: reason"),
)

ALL = (
    *(PLACEHOLDERS, BROKEN, NUMBERS, NUMBER_ADVICE, TERM, TERM_ADVICE, FORBIDDEN, UNTRANSLATED, STRAIGHT, UNPAIRED),
    *(LENGTH, RUN_IN, NOTHING, NO_REASON),
)
