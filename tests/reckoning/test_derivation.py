"""Facts that follow from others: values, decimals, and what is passed on."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import told
from dedoc.errors import Report
from dedoc.inputs import Inputs
from dedoc.localise.phrases import Phrases
from dedoc.model import Fact
from dedoc.read.facts import read_facts
from dedoc.reckoning import made_of, rounded
from languages import CHINESE

STATIONS = """\
stations: {name: 基站, value: 383.7, scale: 万, unit: 个, source: s, history: {2022: 231.2, 2023: 337.7}}
lines: {name: 专线, value: 25, scale: 百万, unit: 个, source: s}
chips: {name: 芯片, value: 3500, exact: 3514.6, qualifier: 超, scale: 亿, unit: 块, source: s, due: 2024}
waits: {name: 待核, value: missing, unit: 个, source: s}
"""


def derived(folder: Path, text: str) -> dict[str, Fact | None]:
    """Return facts as they are read, with those of ``STATIONS`` before them; nothing may be wrong."""
    report = Report()
    path = folder / "facts.yaml"
    path.write_text(STATIONS + text, encoding="utf-8")
    facts = read_facts(path, Inputs(folder, report), CHINESE)
    assert told(report.problems) == ""
    return facts


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("formula: 'growth(stations, 2022, 2023)', unit: '%'", "46.1%"),
        ("formula: 'growth(stations, 2022, 2023)', unit: '%', precision: 0", "46%"),
        ("formula: 'growth(stations, 2022, 2023)', unit: '%', precision: 0, qualifier: 超", "超46%"),
        ("formula: 'growth(stations, 2022, 2023)', unit: '%', precision: 0, qualifier: 近", "近47%"),
        ("formula: 'growth(stations, 2022, 2023)', unit: 倍, precision: 2", "0.46倍"),
        ("formula: 'growth(stations, 2022, 2023)', unit: 成, precision: 0", "5成"),
        ("formula: 'ratio(stations, stations@2022)', unit: 倍", "1.7倍"),
        ("formula: stations - stations@2023, scale: 万, unit: 个", "46.0万个"),
        ("formula: stations + lines, scale: 百万, unit: 个", "29百万个"),
        ("formula: stations + lines, scale: 万, unit: 个", "2884万个"),
        ("formula: stations + lines, unit: 个", "28837000个"),
        ("formula: stations + lines, scale: 亿", "0.29亿"),
        ("formula: 'annual_growth(stations, 2022, 2023)', unit: '%'", "46.1%"),
        ("formula: lines / 25000, precision: 0, unit: 个, form: words", "一千个"),
        ("formula: waits * 2, unit: 个", "【待核：甲】"),
        ("formula: chips * 1, scale: 亿, unit: 块", "【2024年版：3514.6亿块】"),
    ],
)
def test_a_fact_has_the_value_of_its_formula(tmp_path: Path, keys: str, said: str) -> None:
    """It is rounded half up, for 超 down and for 近 up, to the decimals asked for or those of the least exact part."""
    found = derived(tmp_path, f"n: {{name: 甲, {keys}}}\n")["n"]
    assert found is not None
    assert Phrases(CHINESE).fact(found) == said
    assert found.is_derived


def test_a_value_beside_a_formula_stays_and_is_no_derived_one(tmp_path: Path) -> None:
    """The statement of the source prints; it is due or not by itself."""
    facts = derived(tmp_path, "n: {name: 甲, value: 3515, scale: 亿, unit: 块, source: s, formula: chips}\n")
    found = facts["n"]
    assert found is not None
    assert (found.value, found.due, found.is_derived) == (Decimal(3515), 0, False)


def test_a_chain_of_thousands_is_followed(tmp_path: Path) -> None:
    """Facts follow from one another without end, written in any order, each rounded only where it prints."""
    chain = "".join(f"n{i}: {{name: 甲, formula: n{i + 1} + 0.4, precision: 0}}\n" for i in range(2000))
    facts = derived(tmp_path, f"{chain}n2000: {{name: 甲, value: 1, source: s}}\n")
    first = facts["n0"]
    assert first is not None
    assert (first.value, first.exact) == (Decimal(801), Fraction(801))
    assert made_of(first) == ("n1",)


@given(
    st.integers(1, 10**7),
    st.integers(1, 10**7),
    st.integers(0, 3),
    st.integers(0, 3),
)
@settings(derandomize=True, deadline=None, max_examples=150)
def test_a_rate_reckoned_before_rounding_agrees_with_its_rounded_parts(
    tmp_path_factory: pytest.TempPathFactory, first: int, last: int, places: int, decimals: int
) -> None:
    """What a source reckoned from exact numbers is never taken for a mistake only because all of them print rounded."""
    exact = [Fraction(number, 1000) for number in (first, last)]
    said = [rounded(number, places) for number in exact]
    if not said[0]:
        return
    growth = rounded((exact[1] / exact[0] - 1) * 100, decimals)
    keys = "name: 甲, unit: 个, source: s"
    parts = "".join(f"{name}: {{value: {n:f}, {keys}}}\n" for name, n in zip("ab", said, strict=True))
    rate = f"n: {{name: 丙, value: {growth:f}, unit: '%', source: s, formula: 'growth(a, b)'}}\n"
    derived(tmp_path_factory.getbasetemp(), parts + rate)
