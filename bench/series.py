"""Invented values: each indicator of each region over the years, the same for whoever asks again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from bench.dice import Dice
from bench.regions import Region
from bench.topics import Indicator

FIRST, LAST = 1990, 2026
"""The years that there are values of."""

LARGER = 8.0
"""How many times a province is as large as a city."""

FLAT = 0.25
"""Per cent by which a value may change and is called the same."""


@dataclass(frozen=True, slots=True)
class Series:
    """The values of an indicator in a region, counted in units of their last decimal."""

    region: Region
    indicator: Indicator
    scale: str
    decimals: int
    values: tuple[int, ...]

    def at(self, year: int) -> int:
        """Return the value of a year, in units of the last decimal."""
        return self.values[year - FIRST]

    def shown(self, year: int) -> str:
        """Return the value of a year as it prints, without scale and unit."""
        return written(self.at(year), self.decimals)

    def growth(self, year: int) -> float:
        """Return by how many per cent the value of a year is more than that of the year before."""
        return 100 * (self.at(year) / self.at(year - 1) - 1)

    def way(self, year: int) -> int:
        """Return 1 where the value rose in a year, -1 where it fell, 0 where it hardly changed."""
        growth = self.growth(year)
        return 0 if abs(growth) < FLAT else 1 if growth > 0 else -1


def written(value: int, decimals: int) -> str:
    """Return a number that is counted in units of its last decimal."""
    if not decimals:
        return str(value)
    whole, part = divmod(value, 10**decimals)
    return f"{whole}.{part:0{decimals}}"


@lru_cache(maxsize=4096)
def series_of(region: Region, indicator: Indicator, seed: int) -> Series:
    """Return the values of an indicator in a region: a level that fits its size, and a change for every year."""
    dice = Dice(f"{seed}/{region.key}/{indicator.key}")
    exact = _rates(indicator, dice) if indicator.kind == "rate" else _levels(region, indicator, dice, seed)
    scale, power, decimals = indicator.scale, 0, indicator.decimals
    # 0.43 亿 is written 4300 万.
    while scale and min(exact) * 10**-power < 1:
        scale, power, decimals = {"亿": "万", "万": ""}[scale], power - 4, max(0, decimals - 2) if scale == "亿" else 0
    values = tuple(max(1, round(value * 10 ** (decimals - power))) for value in exact)
    return Series(region, indicator, scale, decimals, values)


def _rates(indicator: Indicator, dice: Dice) -> list[float]:
    low, high = indicator.limits
    value = indicator.level + (high - low) * dice.between(-0.25, 0.25)
    values = []
    for _ in range(FIRST, LAST):
        values.append(min(high, max(low, value)))
        value = values[-1] + dice.between(*indicator.rise)
    return values


def _levels(region: Region, indicator: Indicator, dice: Dice, seed: int) -> list[float]:
    value = indicator.level * dice.between(0.75, 1.3)
    if indicator.kind != "each":
        # What is large has more of everything.
        value *= math.exp(Dice(f"{seed}/{region.key}").between(-1, 0.8)) * (LARGER if region.is_province else 1)
    values = []
    for _ in range(FIRST, LAST):
        values.append(value)
        value /= 1 + dice.between(*indicator.rise) / 100
    return values[::-1]
