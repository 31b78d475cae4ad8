"""What is looked for in translations: rules with stable codes, their findings, and what a translator accepts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dedoc.errors import Problem
from dedoc.project import Locale
from dedoc.translate import rules
from dedoc.translate.catalogs import Entry, State
from dedoc.translate.glossary import Term, missing_terms
from dedoc.translate.linking import Link, Linked
from dedoc.translate.placeholders import BROKEN, NESTED, flaws
from dedoc.translate.rules import Rule
from dedoc.translate.units import Kind, Unit, pieces
from dedoc.translate.versions import entry_place, state_of

ACCEPTED = re.compile(r"^accept\s+([A-Z]\d{3}(?:\s*,\s*[A-Z]\d{3})*)\s*(?::\s*(.*))?$", re.MULTILINE)
"""What a translator's remark says to accept, with the reason."""

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
STRAIGHT = re.compile(r"""["']""")
APOSTROPHE = re.compile(r"\b['’]\b|(?<=s)['’](?=\s|$)")
SHORTEST, LONGEST = 0.6, 6.0
"""How many characters of English one of Chinese becomes, at the least and at the most; seen were 2.2 to 4.1."""

LONG_ENOUGH = 20
"""Characters from which the length of a text says something."""

WRITES_HAN = ("zh", "ja")
"""Languages that are written with Han characters."""

Found = tuple[Rule, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Judge:
    """What the rules need to know of both languages."""

    source: Locale
    target: Locale
    terms: Sequence[Term] = ()


def check(linked: Linked, judge: Judge) -> tuple[Problem, ...]:
    """Return what is found in all translations of the source as it stands, and nobody accepted with a reason."""
    found: list[Problem] = []
    for item in linked.links:
        if item.entry is not None and state_of(item) is State.TRANSLATED:
            found += _unaccepted(item, tuple(_findings(item.unit, item.entry.target, judge)))
    return tuple(found)


def _findings(unit: Unit, target: str, judge: Judge) -> Iterator[Found]:
    for flaw in flaws(unit, target):
        rule = rules.BROKEN if flaw.message in (BROKEN, NESTED) else rules.PLACEHOLDERS
        yield rule, {"name": flaw.name, "what": flaw.message}
    for finding in RULES:
        yield from finding(unit, target, judge)


def _unaccepted(item: Link, found: tuple[Found, ...]) -> Iterator[Problem]:
    """Yield the findings on a unit but for those that its entry accepts, and what is wrong with acceptances."""
    entry, place = item.entry, entry_place(item)
    assert entry is not None
    accepted = dict(_accepted(entry))
    codes = {rule.code for rule, _ in found}
    for rule, values in found:
        if not accepted.get(rule.code):
            yield rule.problem(place, values)
    for code, reason in accepted.items():
        if not reason:
            yield rules.NO_REASON.problem(place, {"code": code})
        elif code not in codes:
            yield rules.NOTHING.problem(place, {"code": code})


def _accepted(entry: Entry) -> Iterator[tuple[str, str]]:
    for match in ACCEPTED.finditer(entry.remarks):
        for code in match[1].split(","):
            yield code.strip(), (match[2] or "").strip()


def _numbers(unit: Unit, target: str, judge: Judge) -> Iterator[Found]:
    if unit.kind is Kind.MEASURE:
        return
    from dedoc.translate.numbers import compare  # noqa: PLC0415 -- it loads what numbers look like in all languages

    try:
        differing = compare(_spoken(unit.source), _spoken(target), judge.source.language, judge.target.language)
    except LookupError:
        # Nobody has told how this language writes its numbers.
        return
    for each in differing:
        rule = rules.NUMBER_ADVICE if each.is_advice else rules.NUMBERS
        yield rule, {"source": each.source or "—", "target": each.target or "—"}


def _spoken(text: str) -> str:
    """Return a text with its placeholders taken out; what stood around them does not meet."""
    return "".join(piece if isinstance(piece, str) else " " for piece in pieces(text))


def _terms(unit: Unit, target: str, judge: Judge) -> Iterator[Found]:
    for term in missing_terms(_spoken(unit.source), _spoken(target), judge.terms):
        wanted = ", ".join((term.translation, *term.variants))
        yield (rules.TERM_ADVICE if term.is_advice else rules.TERM), {"term": term.source, "wanted": wanted}


def _forbidden(unit: Unit, target: str, judge: Judge) -> Iterator[Found]:
    forbidden = judge.target.forbidden
    seen = dict.fromkeys(character for character in target if character in forbidden)
    if seen and unit.kind is not Kind.MEASURE:
        yield rules.FORBIDDEN, {"marks": " ".join(seen), "language": judge.target.language}


def _untranslated(_unit: Unit, target: str, judge: Judge) -> Iterator[Found]:
    if judge.target.language.split("-")[0] in WRITES_HAN:
        return
    if found := HAN.search(_spoken(target)):
        yield rules.UNTRANSLATED, {"text": found[0]}


def _quotes(_unit: Unit, target: str, judge: Judge) -> Iterator[Found]:
    pair = judge.target.quotes
    if len(pair) < 2:
        return
    text = APOSTROPHE.sub("", _spoken(target))
    if straight := STRAIGHT.search(text):
        yield rules.STRAIGHT, {"mark": straight[0], "wanted": f"{pair[0]} {pair[1]}"}
    elif pair[0] != pair[1] and text.count(pair[0]) != text.count(pair[1]):
        yield rules.UNPAIRED, {"mark": f"{pair[0]} {pair[1]}"}


def _length(unit: Unit, target: str, judge: Judge) -> Iterator[Found]:
    shortest, longest = SHORTEST, LONGEST
    if judge.target.language.split("-")[0] in (*WRITES_HAN, "ko"):
        shortest, longest = 0.5, 2.5
    size = len(_spoken(target).strip())
    if unit.size >= LONG_ENOUGH and not shortest * unit.size <= size <= longest * unit.size:
        yield rules.LENGTH, {"source": unit.size, "target": size}


def _run_in(unit: Unit, target: str, _judge: Judge) -> Iterator[Found]:
    if unit.is_run_in and not rules.RUN_IN_SHAPE.match(target):
        yield rules.RUN_IN, {}


RULES: tuple[Callable[[Unit, str, Judge], Iterator[Found]], ...] = (
    _numbers,
    _terms,
    _forbidden,
    _untranslated,
    _quotes,
    _length,
    _run_in,
)
"""What is looked for, but for placeholders, in the order in which it is told."""
