"""Facts that changed: what is said of them, and by how much they grew."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from changes.documents import LOCALE, document
from dedoc.changes.facts import FactChange, fact_changes
from dedoc.localise.phrases import Phrases
from dedoc.model import Fact, Moment, Qualifier

FACT = Fact("rate", "速度", Decimal("383.7"), 1, 4, "个", Moment((2024,)), "one")


def change(**changes: Any) -> FactChange:
    """Return what is told of a fact in which something changed."""
    old, new = (replace(document((), 1), facts={"rate": fact}) for fact in (FACT, replace(FACT, **changes)))
    (found,) = fact_changes(old, new, Phrases(LOCALE))
    return found


@pytest.mark.parametrize(
    ("changes", "said", "grown"),
    [
        ({"value": Decimal("402.1")}, "402.1万个", ("+18.4万个", Decimal("4.8"))),
        ({"value": Decimal(380)}, "380.0万个", ("−3.7万个", Decimal("-1.0"))),
        ({"value": Decimal("0.05"), "precision": 2, "scale": 8}, "0.05亿个", ("+0.01163亿个", Decimal("30.3"))),
        ({"value": Decimal(4000000), "precision": 0, "scale": 0}, "4000000个", ("+163000个", Decimal("4.2"))),
        (
            {"value": Decimal(384), "precision": 0, "qualifier": Qualifier.MORE},
            "384万余个",
            ("+0.3万个", Decimal("0.1")),
        ),
        ({"value": Decimal(380), "upper": Decimal(400), "precision": 0}, "380万—400万个", ("", None)),
        ({"unit": "台"}, "383.7万台", ("", None)),
        ({"value": Fraction(1, 7), "scale": 0}, "1/7个", ("", None)),
        ({"value": None}, "【待核：速度】", ("", None)),
        ({"as_of": Moment((2025,))}, "383.7万个", ("", None)),
        ({"source": "two"}, "383.7万个", ("", None)),
    ],
)
def test_a_fact_grows(changes: dict[str, Any], said: str, grown: tuple[str, Decimal | None]) -> None:
    """The difference is told in the scale of the new value and in hundredths of the old one."""
    found = change(**changes)

    assert found.old is not None
    assert found.new is not None
    assert (found.old.value, found.new.value) == ("383.7万个", said)
    assert (found.change, found.percent) == grown


def test_shares_grow_by_points() -> None:
    """Of a share the difference is told as it is, not as a part of a part."""
    shares = [replace(FACT, value=Decimal(value), scale=0, unit="%") for value in ("20.1", "29.1")]
    old, new = (replace(document((), 1), facts={"rate": fact}) for fact in shares)
    (found,) = fact_changes(old, new, Phrases(LOCALE))

    assert (found.change, found.percent, found.is_share) == ("+9.0", None, True)


def test_facts_come_and_go_and_stay() -> None:
    """Facts of one edition only are told as such; what is said in the same words is not told."""
    shared = document((), 1)
    old = replace(shared, facts={"rate": FACT, "gone": replace(FACT, title="旧")})
    new = replace(shared, facts={"new": replace(FACT, title="新"), "rate": replace(FACT, title="速率")})

    found = [
        (fact.name, fact.title, fact.old is None, fact.new is None) for fact in fact_changes(old, new, Phrases(LOCALE))
    ]
    assert found == [("new", "新", True, False), ("gone", "旧", False, True)]
