"""Numbers as ``facts.yaml`` states them: values, ranges, how they are qualified, and what is known better."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dedoc.errors import Location, Report
from dedoc.model import Fact, Qualifier
from dedoc.read.words import Words
from dedoc.reckoning import bounds, fits, rounded
from dedoc.records import Name

NUMBER = re.compile(r"-?\d{1,15}(?:\.(\d{1,10}))?", re.ASCII)
RATIO = re.compile(r"(\d{1,9})/(\d{1,9})", re.ASCII)
RANGE = re.compile(r"(\d{1,15}(?:\.(\d{1,10}))?) ?[-—–～~] ?(\d{1,15}(?:\.\d{1,10})?)", re.ASCII)
MISSING = "missing"
NOTHING = Name("", Location(""))
"""What a key that is left out stands for."""

LOOSE = (Qualifier.ABOUT, Qualifier.AROUND)
"""Qualifiers that a range can have."""

MOST_IN_WORDS = 10**8


@dataclass(frozen=True, slots=True)
class Stated:
    """The keys that state a number, as written."""

    value: Name
    scale: Name | None
    qualifier: Name | None
    exact: Name | None
    uncertainty: Name | None
    form: Name | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """What they state: a number, its decimals, the other end of a range; a value of None is not known."""

    value: Decimal | Fraction | None = None
    precision: int = 0
    upper: Decimal | None = None
    qualifier: Qualifier | None = None
    exact: Decimal | None = None
    uncertainty: Decimal | None = None


def amount(stated: Stated, words: Words, report: Report) -> Amount:
    """Return what the keys state; what is no number, no word or does not go together is reported."""
    _check_words(stated, words, report)
    value, precision, upper = _value(stated.value, report) if stated.value is not NOTHING else (None, 0, None)
    qualifier = words.qualifiers.get(stated.qualifier) if stated.qualifier else None
    exact, uncertainty = (_decimal(key, getattr(stated, key), report) for key in ("exact", "uncertainty"))
    found = Amount(value, precision, upper, qualifier, exact, uncertainty)
    if stated.form is not None and stated.form == "words" and stated.value is not NOTHING and not _is_countable(found):
        report.error(stated.form.location, "only whole numbers print in words", "leave out “form: words”")
    if upper is not None and stated.qualifier and qualifier not in LOOSE:
        hint = "leave it out: a range says by itself that the number is not exact"
        word = stated.qualifier
        report.error(word.location, "a range cannot be “{qualifier}”", hint, qualifier=word)
    if stated.uncertainty is not None and uncertainty is not None:
        _check_uncertainty(found, stated.uncertainty, report)
    if stated.exact is not None and exact is not None and value is not None:
        _check_exact(found, stated, stated.exact.location, report)
    return found


def _value(text: Name, report: Report) -> tuple[Decimal | Fraction | None, int, Decimal | None]:
    if text == MISSING:
        return None, 0, None
    if match := NUMBER.fullmatch(text):
        return Decimal(text), len(match[1] or ""), None
    if (match := RATIO.fullmatch(text)) and int(match[2]):
        return Fraction(int(match[1]), int(match[2])), 0, None
    if match := RANGE.fullmatch(text):
        low, high = Decimal(match[1]), Decimal(match[3])
        if low >= high:
            hint = "write the smaller number first"
            report.error(text.location, "the range “{value}” does not ascend", hint, value=text)
        return low, len(match[2] or ""), high
    hint = "write digits with a point (383.7), a ratio (1/7), or the word “missing”; the scale goes into “scale”"
    report.error(text.location, "“{value}” is not a number", hint, value=text)
    return None, 0, None


def _decimal(key: str, text: Name | None, report: Report) -> Decimal | None:
    if text is None or NUMBER.fullmatch(text):
        return Decimal(text) if text else None
    hint = "write digits with a point: 1.5"
    report.error(text.location, "“{key}: {value}” is not a number", hint, key=key, value=text)
    return None


def _check_words(stated: Stated, words: Words, report: Report) -> None:
    if stated.scale and words.is_known and stated.scale not in words.scales:
        hint = "the scales are: {scales}"
        values = {"scale": stated.scale, "scales": ", ".join(words.scales)}
        report.error(stated.scale.location, "unknown scale “{scale}”", hint, **values)
    _choose(stated.qualifier, words.qualifiers, "qualifier", report)
    _choose(stated.form, ("digits", "words"), "form", report)


def _choose(word: Name | None, choices: Collection[str], key: str, report: Report) -> None:
    if word is not None and word not in choices:
        values = {"key": key, "value": word, "choices": ", ".join(choices)}
        report.error(word.location, "“{key}” cannot be “{value}”", "it can be one of: {choices}", **values)


def _is_countable(found: Amount) -> bool:
    is_alone = found.upper is None and found.uncertainty is None
    return isinstance(found.value, Decimal) and not found.precision and 0 <= found.value < MOST_IN_WORDS and is_alone


def _check_uncertainty(found: Amount, text: Name, report: Report) -> None:
    assert found.uncertainty is not None
    if found.upper is not None or found.qualifier or isinstance(found.value, Fraction):
        message = "an uncertainty does not go with a range, a ratio or a qualifier"
        report.error(text.location, message, "keep one of them")
    elif found.uncertainty <= 0 or -int(found.uncertainty.as_tuple().exponent) > found.precision:
        hint = "write it above 0, and no more exact than the value: value: 12.3, uncertainty: 0.5"
        report.error(text.location, "“{value}” is not the uncertainty of this value", hint, value=text)


def _check_exact(found: Amount, stated: Stated, place: Location, report: Report) -> None:
    """Report an exact number that denies what prints: 超 needs it to be more, and without qualifier it rounds to it."""
    assert found.exact is not None
    exact = Fraction(found.exact)
    fact = Fact(
        "", "", found.value, found.precision,
        qualifier=found.qualifier, exact=exact, upper=found.upper, uncertainty=found.uncertainty,
    )  # fmt: skip
    if fits(fact, exact):
        return
    values: dict[str, object] = {"exact": stated.exact, "value": f"{stated.qualifier or ''} {stated.value}".strip()}
    is_plain = found.qualifier is None and found.upper is None and found.uncertainty is None
    if is_plain and isinstance(found.value, Decimal):
        hint = "write {rounded}, or say by a qualifier how it stands to {exact}: over, near, about …"
        values |= {"rounded": f"{rounded(exact, found.precision):f}"}
        report.error(place, "the exact {exact} does not round to {value}", hint, **values)
        return
    low, high = (f"{rounded(bound, 10).normalize():f}" for bound in bounds(fact))
    hint = "that says something between {low} and {high}"
    values |= {"low": low, "high": high}
    report.error(place, "the exact {exact} is not “{value}”", hint, **values)
