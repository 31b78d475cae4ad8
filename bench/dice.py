"""Chance that is the same every time: what is drawn depends on a name and on nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Drawn = TypeVar("Drawn")


class Dice:
    """Draws by a name; only ``Random.random`` is used, which gives the same in every version of Python."""

    def __init__(self, name: str) -> None:
        self._random = Random(name).random  # noqa: S311 -- a sample holds no secrets
        self._decks: dict[int, list[int]] = {}

    def between(self, low: float, high: float) -> float:
        """Return a number from ``low`` up to ``high``."""
        return low + (high - low) * self._random()

    def below(self, count: int) -> int:
        """Return a number from 0 up to ``count``, without it."""
        return int(self._random() * count)

    def deal(self, cards: Sequence[Drawn]) -> Drawn:
        """Return one of the cards; each comes once before one comes again. A sequence is known by its identity."""
        deck = self._decks.setdefault(id(cards), [])
        if not deck:
            deck.extend(self.shuffled(range(len(cards))))
        return cards[deck.pop()]

    def fresh(self, cards: Sequence[Drawn], drawn: Sequence[Drawn]) -> Drawn:
        """Return one of the cards that is not among those drawn."""
        card = self.deal(cards)
        while card in drawn:
            card = self.deal(cards)
        return card

    def shuffled(self, cards: Sequence[Drawn]) -> list[Drawn]:
        """Return the cards in another order."""
        left = list(cards)
        return [left.pop(self.below(len(left))) for _ in cards]
