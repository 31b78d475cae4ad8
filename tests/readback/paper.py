"""The printed 2024 edition, as far as its pagination is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from readback.said import squeezed

FACTS = Path(__file__).parents[1] / "data" / "printed-2024.yaml"


@dataclass(frozen=True)
class PaperHeading:
    """A heading in print: ``mark`` is the number in front of it."""

    level: int
    mark: str
    title: str
    folio: int

    @property
    def text(self) -> str:
        """The heading with its mark, without white space."""
        return squeezed(self.mark + self.title)


@dataclass(frozen=True)
class Paper:
    """Where things stand in print: folios of the body, which count from 1."""

    folios: int
    headings: tuple[PaperHeading, ...]
    notes: tuple[int, ...]
    figures: tuple[int, ...]


@cache
def paper() -> Paper:
    """Return what is known of the printed edition."""
    facts = yaml.safe_load(FACTS.read_text(encoding="utf-8"))
    headings = tuple(PaperHeading(*entry) for entry in facts["headings"])
    return Paper(facts["folios"], headings, tuple(facts["notes"]), tuple(facts["figures"]))
