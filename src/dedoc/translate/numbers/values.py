"""What digits and words are worth."""

from __future__ import annotations

import re
from decimal import Decimal

from dedoc.translate.numbers.language import Language

DIGITS = 40
"""Longer runs of digits are cut: no report counts so far."""


def of_digits(text: str, decimal: str) -> Decimal:
    """Return the value of digits with grouping marks and a decimal sign."""
    whole, _, rest = text.partition(decimal)
    bare = re.sub(r"\D", "", whole)[:DIGITS] or "0"
    return Decimal(f"{bare}.{rest[:DIGITS]}" if rest else bare)


def grain_of(text: str, decimal: str) -> Decimal:
    """Return the value of the last digit that is not a nought: 0.01 for 3.84, 100 for 1,200, of digits as written."""
    whole, _, rest = text.partition(decimal)
    if rest:
        return Decimal(1).scaleb(-len(rest[:DIGITS]))
    bare = re.sub(r"\D", "", whole)[:DIGITS]
    return Decimal(1).scaleb(len(bare) - len(bare.rstrip("0"))) if bare.strip("0") else Decimal(1)


def of_scale(text: str, language: Language) -> Decimal:
    """Return the product of the scale words in ``text``."""
    product = Decimal(1)
    for word in language.scale_word.findall(text.lower() if text[:1].isascii() else text):
        product *= language.scale_words[word]
    return product


def of_words(text: str, language: Language) -> Decimal:
    """Return the value of a spelled-out number: 三千五百, 二〇二四, twenty-five million."""
    spelled = language.spelled
    tokens = [token.lower() for token in spelled.token.findall(text)]
    whole, point, rest = _parted(tokens, spelled.point)
    if len(whole) > 1 and all(token in spelled.digits for token in whole) and _is_positional(whole, language):
        value = Decimal("".join(str(int(spelled.digits[token])) for token in whole))
    else:
        value = _summed(whole, language)
    if point:
        value += Decimal("0." + "".join(str(int(spelled.digits[token])) for token in rest if token in spelled.digits))
    return value


def _parted(tokens: list[str], point: str) -> tuple[list[str], bool, list[str]]:
    if point and point in tokens:
        at = tokens.index(point)
        return tokens[:at], any(token != point for token in tokens[at + 1 :]), tokens[at + 1 :]
    return tokens, False, []


def _is_positional(tokens: list[str], language: Language) -> bool:
    return all(language.spelled.digits[token] < 10 for token in tokens)


def _summed(tokens: list[str], language: Language) -> Decimal:
    """Return the value of words that add up and multiply; a larger scale multiplies all before it (三万亿)."""
    spelled = language.spelled
    total = section = current = Decimal(0)
    last = Decimal(0)
    for token in tokens:
        if token in spelled.digits:
            current += spelled.digits[token]
        elif token in spelled.places:
            section += (current or Decimal(1)) * spelled.places[token]
            current = Decimal(0)
        elif token in spelled.myriads:
            scale = spelled.myriads[token]
            section += current
            if total and last < scale:
                total = (total + section) * scale
            else:
                total += (section or Decimal(1)) * scale
            section = current = Decimal(0)
            last = scale
    return total + section + current
