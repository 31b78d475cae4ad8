"""Edits inside the print of a fact, read as the number or date that was meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from dedoc.model import Aspect, Fact, FactCall, Moment
from dedoc.project import Locale
from dedoc.returning.differences import CHANGED, Step
from dedoc.returning.joints import Joint, Stretch
from dedoc.returning.numbers import read_fact, read_moment
from dedoc.returning.places import is_settable

NUMERIC = frozenset("0123456789.,，%-−")
MOST = 40
"""Characters around a number within which its new bounds are looked for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A fact whose print was edited: the call, where it stands in both texts, and the value or date that was meant."""

    call: FactCall
    step: Step
    value: Fact | Moment


def read_edits(
    old: Joint, new: Joint, steps: Sequence[Step], whole: Sequence[Stretch], locale: Locale
) -> list[Reading]:
    """Return the facts whose print was edited into that of another number or date, in order."""
    found: list[Reading] = []
    for stretch in whole:
        if not isinstance(stretch.leaf, FactCall) or not is_settable(stretch.leaf):
            continue
        if any(_touches(step, stretch, old, new) for step in steps if not step.is_equal):
            after = found[-1].step.new_end if found else 0
            reading = _reading(stretch, stretch.leaf, new, steps, locale, after)
            if reading is not None:
                found.append(reading)
    return found


def _touches(step: Step, stretch: Stretch, old: Joint, new: Joint) -> bool:
    """Whether a step changes a part of a number: inside it, or by digits put right before or behind it."""
    if step.old_start <= stretch.start and stretch.end <= step.old_end:
        return step.new_end > step.new_start
    if step.old_start < stretch.end and stretch.start < step.old_end:
        return True
    if step.old_start == step.old_end and stretch.start < step.old_start < stretch.end:
        return True
    typed = new.text[step.new_start : step.new_end]
    before = step.old_end == stretch.start and {typed[-1:], old.text[stretch.start]} <= NUMERIC
    behind = step.old_start == stretch.end and {typed[:1], old.text[stretch.end - 1]} <= NUMERIC
    return bool(typed) and (before or behind)


def _reading(
    stretch: Stretch, call: FactCall, new: Joint, steps: Sequence[Step], locale: Locale, after: int
) -> Reading | None:
    """Return how the new print of a fact can be read, the longest way first; None where it cannot."""
    starts, ends = _bounds(stretch.start, steps), _bounds(stretch.end, steps)
    pairs = [(i, j) for i, j in product(starts, ends) if after <= i < j]
    ordered = sorted(pairs, key=lambda pair: pair[0] - pair[1])
    # What counts in the same unit is meant first; only then may the unit have been edited too.
    for (start, end), same_unit in [(p, True) for p in ordered] + [(p, False) for p in ordered]:
        text = new.text[start:end]
        # A digit that is left outside would make another number of what is read.
        if {text[:1], new.text[start - 1 : start]} <= NUMERIC or {text[-1:], new.text[end : end + 1]} <= NUMERIC:
            continue
        if new.text[end : end + 1].isdigit() and any(s.new_start <= end < s.new_end for s in steps if not s.is_equal):
            # 2024年51 is not the year with something behind it.
            continue
        value = _value(text, call, locale, same_unit=same_unit)
        if value is not None:
            return Reading(call, Step(CHANGED, stretch.start, stretch.end, start, end), value)
    return None


def _value(text: str, call: FactCall, locale: Locale, *, same_unit: bool) -> Fact | Moment | None:
    assert call.fact is not None
    if call.aspect is Aspect.AS_OF:
        return read_moment(text, locale)
    found = read_fact(text, call.fact, locale) if call.fact.value is not None else None
    return found if found is None or found.unit == call.fact.unit or not same_unit else None


def _bounds(edge: int, steps: Sequence[Step]) -> list[int]:
    """Return where an edge of the old text can stand in the new one: once, or anywhere in what was typed there."""
    found: list[int] = []
    for step in steps:
        if step.old_start <= edge <= step.old_end:
            if step.is_equal:
                found.append(step.new_start + edge - step.old_start)
            else:
                found += _within(step)
    return list(dict.fromkeys(found))


def _within(step: Step) -> Iterator[int]:
    if step.new_end - step.new_start <= MOST:
        yield from range(step.new_start, step.new_end + 1)
