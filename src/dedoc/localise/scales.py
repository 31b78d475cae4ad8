"""Numbers said with the scales of another language: 383.7 of 10^4 become 3.837 million.

The digits that the source vouches for stay, and none is added: what was exact to a thousand stays exact to a thousand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel import Locale as BabelLocale

NOUGHTS = re.compile(r"0+")
MAGNITUDES = range(3, 15)
"""The powers of ten for which CLDR has compact patterns (UTS #35, Numbers, 2.4.1)."""

Words = Mapping[int, Mapping[str, str]]
"""The patterns of scales by power of ten and plural category."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """A number of units of ten to the ``power``, with the decimals that print."""

    value: Decimal
    precision: int
    power: int


@lru_cache
def scale_words(babel: str) -> Words:
    """Return how a language says its scales, by CLDR's long compact forms, or the short ones where it has no others.

    “00 million” at 10^7 says that the word stands for 10^6.
    """
    formats = BabelLocale.parse(babel).compact_decimal_formats
    patterns = formats.get("long") or formats["short"]
    found: dict[int, dict[str, str]] = {}
    for category, by_size in patterns.items():
        for power in MAGNITUDES:
            pattern = str(getattr(by_size.get(str(10**power)), "pattern", "0"))
            noughts = NOUGHTS.search(pattern)
            if noughts is not None and pattern != noughts[0]:
                counted = power - len(noughts[0]) + 1
                text = NOUGHTS.sub("{number}", pattern, count=1).replace("'", "")
                found.setdefault(counted, {}).setdefault(category, text)
    return found


def rescaled(value: Decimal, precision: int, power: int, scales: tuple[int, ...]) -> Scaled:
    """Return a number of 10^``power`` with ``precision`` decimals as one of the largest scale that it reaches.

    ``scales`` are the powers that a language has words for; below the first of them a number stands in digits.
    """
    exponent = power - precision
    if not precision and value:
        normal = value.normalize().as_tuple().exponent
        exponent = power + (normal if isinstance(normal, int) else 0)
    number = value.scaleb(power)
    reached = [scale for scale in sorted(scales) if abs(number) >= Decimal(10) ** scale]
    chosen = reached[-1] if reached else 0
    return Scaled(number.scaleb(-chosen), max(0, chosen - exponent), chosen)
