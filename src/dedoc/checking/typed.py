"""Numbers that are typed into the text and not put in as facts: next year nobody will find them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from dedoc.checking.findings import Finding, Rule
from dedoc.checking.quantities import Quantity
from dedoc.checking.reading import Prose, Reading
from dedoc.errors import N_, Severity
from dedoc.model import Fact

TYPED = Rule(
    "N101",
    Severity.WARNING,
    N_("numbers are typed into the text: {numbers}"),
    N_("write them into facts.yaml with date and source, and {{fact}}`name` into the text"),
)
IN_WORDS = Rule(
    "N102",
    Severity.NOTE,
    N_("a number is written out in the text: {numbers}"),
    N_("if it is a statistic, make it a fact with “form: words”"),
)
KNOWN = Rule(
    "N103",
    Severity.WARNING,
    N_("“{number}” is typed here, and it is the fact “{name}”"),
    N_("write {{fact}}`{name}`, so that it is corrected in one place"),
    key="value",
)
RULES = (TYPED, IN_WORDS, KNOWN)

DEFINITION = re.compile(r"\s?(?:（含）)?(?:及以上|及以下|以上的|以下的|以内的)")
AT = re.compile(r"在\s?$")
COUNTED_IN_WORDS = frozenset(("倍", "成", "美元", "吨", "户", "台", "架", "座", "辆", "亩", "公里", "平方公里", "%"))
"""Units that only statistics have; 两个, 三项 and the like often are no more than a manner of speaking."""
TELLING = 100
"""The least value that is hardly that of two facts by chance."""


def check_typed(reading: Reading) -> Iterator[Finding]:
    """Yield what is typed in each paragraph: facts each by itself, other digits and numerals together."""
    known = _known(reading)
    for paragraph in reading.prose:
        typed: dict[Rule, list[Quantity]] = {TYPED: [], IN_WORDS: []}
        for quantity in _countable(paragraph):
            fact = known.get((quantity.value, quantity.unit))
            if fact is not None:
                place, values = paragraph.passage.place(quantity.start), {"number": quantity.text, "name": fact.name}
                yield KNOWN.at(place, values, others=(fact.location,))
            else:
                typed[IN_WORDS if quantity.in_words else TYPED].append(quantity)
        for rule, found in typed.items():
            if found:
                numbers = "、".join(dict.fromkeys(quantity.text for quantity in found))
                yield rule.at(paragraph.passage.place(found[0].start), {"numbers": numbers})


def _known(reading: Reading) -> Mapping[tuple[Fraction, str], Fact]:
    """Return the facts by value and unit, without those whose value and unit others have too, and small ones."""
    found: dict[tuple[Fraction, str], list[Fact]] = {}
    for fact, quantity in reading.facts:
        if quantity.value >= TELLING:
            found.setdefault((quantity.value, quantity.unit), []).append(fact)
    return {key: facts[0] for key, facts in found.items() if len(facts) == 1}


def _countable(paragraph: Prose) -> Iterator[Quantity]:
    """Yield the typed quantities of a paragraph that count something."""
    text = paragraph.passage.text
    for quantity in (quantity for sentence in paragraph.sentences for quantity in sentence.quantities):
        is_typed = quantity.fact is None and paragraph.is_own(quantity.start)
        is_statistic = not quantity.in_words or quantity.value >= 10 or quantity.unit in COUNTED_IN_WORDS
        if is_typed and is_statistic and not _is_definition(quantity, text):
            yield quantity


def _is_definition(quantity: Quantity, text: str) -> bool:
    """Whether a quantity says which things are meant, and not how many: 在500张以上的, 2000万元及以上."""
    after = DEFINITION.match(text, quantity.end)
    return after is not None and ("及" in after[0] or AT.search(text, 0, quantity.start) is not None)
