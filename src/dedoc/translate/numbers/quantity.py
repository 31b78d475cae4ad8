"""What a number in a text is, once it has been read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a number counts, as far as its own words tell."""

    PLAIN = "plain"
    PERCENT = "percent"
    POINTS = "points"
    MULTIPLE = "multiple"
    GROWTH = "growth"
    FRACTION = "fraction"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    ORDINAL = "ordinal"
    PERIOD = "period"
    DECADE = "decade"
    CENTURY = "century"
    VAGUE = "vague"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number of a text, from character ``start`` to ``end``.

    ``readings`` are the values it may stand for, in units, the most likely first (percent as 30, not 0.3). ``grain`` is
    the value of its last digit that is not a nought. What is ``required`` must have its like there; what
    is not may support one there. ``counted`` says that a spelled number counts things. ``is_origin``: what another
    is compared with or comes from; ``is_base``: what a rate is of (per 1,000). ``is_shared``: its kind is
    said at the next number of a list only, and may not be its own (“34 and 19%”). ``ceiling`` is what it stays below
    (20多: 30). ``unit`` is the name of a family of units and ``factor`` what one of it is in the family's own.
    """

    start: int
    end: int
    text: str
    readings: tuple[Decimal, ...]
    kind: Kind = Kind.PLAIN
    required: bool = True
    counted: bool = False
    spelled: bool = False
    approximate: bool = False
    is_origin: bool = False
    is_base: bool = False
    is_shared: bool = False
    scale: Decimal = Decimal(1)
    grain: Decimal = Decimal(1)
    ceiling: Decimal | None = None
    unit: str = ""
    factor: Decimal = Decimal(1)

    @property
    def value(self) -> Decimal:
        """The most likely value."""
        return self.readings[0]
