"""Whether a translation has the placeholders of its source: none lost, none doubled, none broken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dedoc.errors import N_
from dedoc.translate.units import FREE, PAIRS, Broken, Kind, Placeholder, Unit, pieces


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a translation: a message, the way out, and the word it is about."""

    message: str
    hint: str
    name: str


LOST = N_("the translation lacks {name}")
ADDED = N_("the translation has {name} more often than its source")
UNKNOWN = N_("the translation has {name}, which its source does not have")
BROKEN = N_("the translation has a brace that belongs to no placeholder: {name}")
NESTED = N_("in the translation, {name} stands without its other half")

RETURN = N_("copy it from the source; it may stand anywhere in the sentence")
REMOVE = N_("take it out; a brace that is to print is written twice")
CLOSE = N_("write the two halves around the words that they are for: {{b}}…{{/b}}")


def flaws(unit: Unit, target: str) -> Iterator[Flaw]:
    """Yield what is wrong with the placeholders of a target; a word that counts has one target for each plural form."""
    for form in target.split("|") if unit.kind is Kind.MEASURE else (target,):
        yield from _flaws(unit, form)


def _flaws(unit: Unit, target: str) -> Iterator[Flaw]:
    wanted, found = _counted(unit.source), _counted(target)
    for piece in pieces(target):
        if isinstance(piece, Broken):
            yield Flaw(BROKEN, REMOVE, piece.text)
    is_free = not any(span.is_markup for span in unit.spans)
    for name in sorted(wanted.keys() | found.keys()):
        shown = f"{{{name}}}"
        if is_free and name in FREE:
            continue
        if name not in wanted:
            yield Flaw(UNKNOWN, REMOVE, shown)
        elif found[name] < wanted[name]:
            yield Flaw(LOST, RETURN, shown)
        elif found[name] > wanted[name]:
            yield Flaw(ADDED, REMOVE, shown)
    yield from _halves(target)


def _counted(text: str) -> Counter[str]:
    return Counter(piece.name for piece in pieces(text) if isinstance(piece, Placeholder))


def _halves(text: str) -> Iterator[Flaw]:
    """Yield the placeholders of pairs that open without closing or close without opening."""
    ahead: list[str] = []
    for piece in pieces(text):
        if not isinstance(piece, Placeholder) or piece.kind not in PAIRS:
            continue
        if not piece.is_closing:
            ahead.append(piece.name)
        elif ahead and ahead[-1] == piece.name.removeprefix("/"):
            ahead.pop()
        else:
            yield Flaw(NESTED, CLOSE, str(piece))
    for name in ahead:
        yield Flaw(NESTED, CLOSE, f"{{{name}}}")
