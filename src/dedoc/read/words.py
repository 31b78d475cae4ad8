"""The words around numbers in ``facts.yaml``: scales, units and qualifiers of a language."""

from __future__ import annotations

from collections.abc import Mapping

from dedoc.model import Measure, Qualifier
from dedoc.project import Locale


class Words:
    """The words that a locale knows; without one any word passes, as nobody can tell whether it is right."""

    def __init__(self, locale: Locale | None) -> None:
        self.scales: Mapping[str, int] = locale.scales if locale else {}
        self.shares: Mapping[str, int] = locale.shares if locale else {}
        self.is_known = locale is not None
        named = {} if locale is None else {_word(pattern): name for name, pattern in locale.qualifiers.items()}
        if locale is not None:
            named |= {locale.marks[mark].strip(): "more" for mark in ("more", "more_in_words")}
        names = {qualifier.value: qualifier.value for qualifier in Qualifier}
        self.qualifiers = {word: Qualifier(name) for word, name in (names | named).items()}

    def power(self, scale: str | None) -> int:
        """Return the power of ten that a word for a scale stands for, 0 for none."""
        return self.scales.get(scale, 0) if scale else 0

    def measure(self, scale: str | None, unit: str) -> Measure:
        """Return what a number with this scale and unit counts; 万架 may be a unit by itself."""
        text, power = f"{scale or ''}{unit}", self.power(scale)
        if unit in self.shares:
            return Measure("", power + self.shares[unit], text)
        # 亿千瓦时 is the same with 亿 as its scale and with none.
        while found := self._scale_before(unit):
            unit, power = unit.removeprefix(found), power + self.power(found)
        return Measure(unit, power, text)

    def _scale_before(self, unit: str) -> str:
        """Return the longest word for a scale that a unit begins with and does not end at."""
        return max((word for word in self.scales if unit.startswith(word) and unit != word), key=len, default="")


def _word(pattern: str) -> str:
    """Return the word of a pattern: 超 for 超{fact}."""
    return pattern.replace("{fact}", "").strip()
