"""Printed numbers and dates read back: what an editor typed over a fact, as the fact it would be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from dedoc.localise.phrases import Phrases
from dedoc.localise.spacing import even
from dedoc.model import Fact, Moment, Qualifier
from dedoc.project import Locale

DIGITS = re.compile(r"[-−]?[0-9][0-9,，\u202f ]*(?:\.[0-9]+)?")
POSITIVE = re.compile(r"[0-9][0-9,，\u202f ]*(?:\.[0-9]+)?")
RATIO = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")
UNIT = re.compile(r"[^\d\s，。；：！？、,;:!?“”（）()]{1,8}")
DAY = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
MONTH = re.compile(r"([0-9]{4})年([0-9]{1,2})月")
YEAR = re.compile(r"([0-9]{4})年")
LAST = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}


def printed(fact: Fact, locale: Locale) -> str:
    """Return a fact as the text prints it."""
    return even(Phrases(locale).fact(fact), locale.spacing)


def read_fact(text: str, fact: Fact, locale: Locale) -> Fact | None:
    """Return the fact that would print as ``text``, made of one that prints otherwise; None where there is none.

    Value, scale, unit and qualifier may differ; nothing is guessed: what is returned prints exactly so. A number
    without the mark of one that is due is this edition's.
    """
    bare = "".join(text.split())
    for due, inner in dict.fromkeys(((0, bare), (fact.due, _unmarked(bare, fact, locale)))):
        for made in _read(inner, replace(fact, due=due), locale):
            if "".join(printed(made, locale).split()) == bare:
                return made
    return None


def _read(text: str, fact: Fact, locale: Locale) -> Iterator[Fact]:
    """Yield the facts that a text may mean."""
    if fact.upper is not None or fact.uncertainty is not None:
        numbers = [Decimal(re.sub(r"[,，\s\u202f]", "", found)) for found in POSITIVE.findall(text)]
        if len(numbers) == 2:
            low, other = numbers
            made = replace(fact, value=low, precision=_decimals(low))
            yield replace(made, upper=other) if fact.upper is not None else replace(made, uncertainty=other)
        return
    for inner, qualifier in _unqualified(text, locale):
        for value, precision, in_words, rest in _values(inner, locale):
            for scale, unit, is_more in _tails(rest, in_words=in_words, locale=locale):
                is_number = in_words and unit.startswith(tuple(locale.numerals["digits"] + locale.numerals["units"]))
                if (UNIT.fullmatch(unit) and not is_number) if fact.unit else not unit:
                    said = Qualifier.MORE if is_more else qualifier
                    made = replace(fact, value=value, precision=precision, in_words=in_words)
                    yield replace(made, scale=scale, unit=unit, qualifier=said)


def _unmarked(text: str, fact: Fact, locale: Locale) -> str:
    """Return a text without the mark of what is still due."""
    head, _, tail = "".join(locale.marks["due"].format(year=fact.due, fact="\0").split()).partition("\0")
    return text[len(head) : len(text) - len(tail)] if text.startswith(head) and text.endswith(tail) else text


def _unqualified(text: str, locale: Locale) -> Iterator[tuple[str, Qualifier | None]]:
    """Yield what a text may say without the words around the number, with the qualifier that they are."""
    for name, pattern in locale.qualifiers.items():
        head, _, tail = pattern.partition("{fact}")
        if text.startswith(head) and text.endswith(tail):
            yield text[len(head) : len(text) - len(tail)], Qualifier(name)
    yield text, None


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _values(text: str, locale: Locale) -> Iterator[tuple[Decimal | Fraction, int, bool, str]]:
    """Yield what numbers a text can begin with: value, decimals, whether it is in words, and what is left."""
    if match := RATIO.match(text):
        if int(match[2]):
            yield Fraction(int(match[1]), int(match[2])), 0, False, text[match.end() :]
    elif match := DIGITS.match(text):
        digits = re.sub(r"[,，\s\u202f]", "", match[0]).replace("−", "-")
        precision = len(digits.partition(".")[2])
        yield Decimal(digits), precision, False, text[match.end() :]
    elif "digits" in locale.numerals:
        signs = locale.numerals["digits"] + locale.numerals["units"] + locale.numerals["pair"]
        length = len(text) - len(text.lstrip(signs))
        for end in range(length, 0, -1):
            count = han_value(text[:end], locale)
            if count is not None:
                yield Decimal(count), 0, True, text[end:]


def _tails(rest: str, *, in_words: bool, locale: Locale) -> Iterator[tuple[int, str, bool]]:
    """Yield how what follows a number can be read: power of ten, unit, and whether it says “more”."""
    more = locale.marks["more_in_words"] if in_words else locale.marks["more"]
    scales = [(word, power) for word, power in locale.scales.items() if rest.startswith(word)]
    for word, power in [*sorted(scales, key=lambda found: -len(found[0])), ("", 0)]:
        unit = rest[len(word) :]
        if unit.startswith(more):
            yield power, unit[len(more) :], True
        yield power, unit, False


def han_value(text: str, locale: Locale) -> int | None:
    """Return the value of a whole number in Chinese characters, None where it is none."""
    digits, units = locale.numerals["digits"], locale.numerals["units"]
    total = current = 0
    for character in text.replace(locale.numerals["pair"], digits[2]):
        if character in digits:
            current = digits.index(character)
        elif character in units:
            total += (current or 1) * 10 ** (units.index(character) + 1)
            current = 0
        else:
            return None
    return total + current if text else None


def read_moment(text: str, locale: Locale) -> Moment | None:
    """Return the date that prints as ``text``, None where no date does."""
    bare = "".join(text.split())
    phrases = Phrases(locale)
    for moment in _moments(bare):
        try:
            if "".join(even(phrases.moment(moment), locale.spacing).split()) == bare:
                return moment
        except ValueError:
            continue
    return None


def _moments(text: str) -> Iterator[Moment]:
    """Yield the dates that a text may mean, the more exact ones first."""
    if match := DAY.match(text):
        yield Moment(tuple(map(int, match.groups())))
    elif match := MONTH.match(text):
        year, month = int(match[1]), int(match[2])
        leap = month == 2 and (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
        yield Moment((year, month, LAST.get(month, 31) + leap))
        yield Moment((year, month))
    elif match := YEAR.match(text):
        year = int(match[1])
        yield Moment((year, 12, 31))
        yield Moment((year,))
        yield from (Moment((year,), quarter) for quarter in range(1, 5))
