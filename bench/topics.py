"""What generated reports speak of: topics with their indicators and phrases, from ``topics.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("topics.yaml")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A quantity that is reported every year: ``rise`` are the bounds of its change in a year, in % or in points.

    ``kind`` is ``flow`` (of a year), ``stock`` (at its end), ``each`` (by head) or ``rate`` (%, within ``limits``).
    """

    key: str
    name: str
    short: str
    unit: str
    level: float
    rise: tuple[float, float]
    gloss: str
    scale: str = ""
    decimals: int = 0
    kind: str = "flow"
    limits: tuple[float, float] = (0, 100)

    @property
    def is_counted(self) -> bool:
        """Whether parts of it add up to it."""
        return self.kind in ("flow", "stock")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a chapter is about; the phrases are clauses without a mark at their end."""

    key: str
    title: str
    subject: str
    opening: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    ups: tuple[str, ...]
    downs: tuple[str, ...]
    problems: tuple[str, ...]
    measures: tuple[str, ...]
    since: int = 0


@cache
def topics() -> tuple[Topic, ...]:
    """Return all topics, in the order of their file."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(_topic(key, record) for key, record in read.items())


def _topic(key: str, record: dict[str, Any]) -> Topic:
    indicators = tuple(Indicator(**_tuples(each)) for each in record["indicators"])
    return Topic(**_tuples(record) | {"key": key, "indicators": indicators})


def _tuples(record: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in record.items()}
