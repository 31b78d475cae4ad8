"""``facts.yaml`` and ``sources.yaml``: records as they are written, and every fault with its line and a way out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import cases, told
from dedoc.errors import Location, Report
from dedoc.inputs import Inputs
from dedoc.model import Fact, Measure, Moment, Qualifier, Source
from dedoc.read.data import read_sources
from dedoc.read.facts import read_facts
from languages import CHINESE

PROBLEMS = Path(__file__).parent / "cases" / "problems"


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inputs:
    """Return the inputs of an empty folder in which the program runs."""
    monkeypatch.chdir(tmp_path)
    return Inputs(tmp_path, Report())


def facts(inputs: Inputs, text: str) -> dict[str, Fact | None]:
    """Return the facts of a file with this text."""
    path = inputs.folder / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    return read_facts(path, inputs, CHINESE)


def sources(inputs: Inputs, text: str) -> dict[str, Source | None]:
    """Return the sources of a file with this text."""
    path = inputs.folder / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return read_sources(path, inputs)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            "value: 383.70, scale: 万, unit: 个",
            {"value": Decimal("383.70"), "precision": 2, "scale": 4, "unit": "个", "measure": Measure("个", 4, "万个")},
        ),
        ("value: -5, scale: 百万", {"value": Decimal(-5), "scale": 6, "measure": Measure("", 6, "百万")}),
        ("value: 5, unit: 万架", {"value": Decimal(5), "unit": "万架", "measure": Measure("架", 4, "万架")}),
        (
            "value: 5, scale: 亿, unit: 千瓦时",
            {"value": Decimal(5), "scale": 8, "unit": "千瓦时", "measure": Measure("瓦时", 11, "亿千瓦时")},
        ),
        (
            "value: 5, unit: 亿千瓦时",
            {"value": Decimal(5), "unit": "亿千瓦时", "measure": Measure("瓦时", 11, "亿千瓦时")},
        ),
        ("value: 5, unit: 万", {"value": Decimal(5), "unit": "万", "measure": Measure("万", 0, "万")}),
        ("value: 5, unit: '%'", {"value": Decimal(5), "unit": "%", "measure": Measure("", -2, "%")}),
        (
            "value: 5, scale: 千, unit: 倍",
            {"value": Decimal(5), "scale": 3, "unit": "倍", "measure": Measure("", 3, "千倍")},
        ),
        ("value: 30—40.5", {"value": Decimal(30), "upper": Decimal("40.5")}),
        ("value: 30.0 - 40", {"value": Decimal("30.0"), "precision": 1, "upper": Decimal(40)}),
        ("value: 1.5, uncertainty: 0.5", {"value": Decimal("1.5"), "precision": 1, "uncertainty": Decimal("0.5")}),
        ("value: 3, exact: 3.4", {"value": Decimal(3), "exact": Decimal("3.4")}),
        ("value: 3, qualifier: 不足", {"value": Decimal(3), "qualifier": Qualifier.UNDER}),
        ("value: 3, as_of: 2019/2023-06", {"value": Decimal(3), "as_of": Moment((2019,), 0, Moment((2023, 6)))}),
        ("value: 3, due: 2023", {"value": Decimal(3), "due": 2023}),
        ("value: 3, formula: 1 + 2", {"value": Decimal(3), "formula": "1 + 2"}),
        ("value: 1/7", {"value": Fraction(1, 7)}),
        ("value: 0.0", {"value": Decimal("0.0"), "precision": 1}),
        ("value: '240', qualifier: more", {"value": Decimal(240), "qualifier": Qualifier.MORE}),
        ("value: 99999999, form: words", {"value": Decimal(99999999), "in_words": True}),
        ("value: 0, form: words", {"value": Decimal(0), "in_words": True}),
        ("value: 3, form: digits, note: 说明", {"value": Decimal(3)}),
        ("value: missing, as_of: 2024-05", {"value": None, "as_of": Moment((2024, 5))}),
    ],
)
def test_a_fact_keeps_its_number_as_it_was_written(inputs: Inputs, keys: str, expected: dict[str, object]) -> None:
    """Value, precision, scale, unit, date and form of a fact come from its keys."""
    found = facts(inputs, f"# 注\n5g-n: {{name: 甲, source: s, {keys}}}\n")["5g-n"]
    assert told(inputs.report.problems) == ""
    assert found == Fact(**{"name": "5g-n", "title": "甲", "source": "s", **expected})  # type: ignore[arg-type]
    assert found.location == Location("facts.yaml", 2)


def test_a_fact_keeps_its_history(inputs: Inputs) -> None:
    """Earlier values take from the fact what they do not say themselves, stand in order, and know their lines."""
    found = facts(
        inputs,
        "n:\n  name: 甲\n  value: 383.7\n  scale: 万\n  unit: 个\n  as_of: 2024-05\n  source: s\n  history:\n"
        "    2023: {value: 3.4, scale: 百万, as_of: 2023-12-31, source: t, qualifier: 超, exact: 3.41, note: 说明}\n"
        "    2022: 231.20\n    2021: missing\n",
    )["n"]
    assert told(inputs.report.problems) == ""
    assert found is not None
    plain = Fact("n", "甲", None, scale=4, unit="个", source="s", measure=Measure("个", 4, "万个"))
    assert found.history == (
        replace(plain, as_of=Moment((2021,))),
        replace(plain, value=Decimal("231.20"), precision=2, as_of=Moment((2022,))),
        replace(
            plain,
            value=Decimal("3.4"),
            precision=1,
            scale=6,
            as_of=Moment((2023, 12, 31)),
            source="t",
            qualifier=Qualifier.OVER,
            exact=Decimal("3.41"),
            measure=Measure("个", 6, "百万个"),
        ),
    )
    assert [value.location for value in found.history] == [Location("facts.yaml", n) for n in (11, 10, 9)]


def test_facts_of_an_unknown_language_are_read_without_its_words(inputs: Inputs) -> None:
    """Any scale passes where nobody can tell, and no value is lost by it."""
    path = inputs.folder / "facts.yaml"
    path.write_text("n: {name: 甲, value: 5, scale: lakh, unit: x, qualifier: over, source: s}\n", encoding="utf-8")
    found = read_facts(path, inputs, None)["n"]
    assert told(inputs.report.problems) == ""
    assert found is not None
    assert (found.value, found.scale, found.qualifier) == (Decimal(5), 0, Qualifier.OVER)


def test_a_source_is_a_work_or_an_institution(inputs: Inputs) -> None:
    """Works have titles, institutions and media names; what else is known comes with them."""
    found = sources(
        inputs,
        "# 注\nwork: {title: 甲（2023 年）, publisher: 乙, kind: R, year: 2023}\n"
        "paper: {name: 丙报, date: 2024-05-31, page: '03', number: 7}\n",
    )
    assert told(inputs.report.problems) == ""
    assert found == {
        "work": Source("work", title="甲（2023 年）", publisher="乙", kind="R", year=2023),
        "paper": Source("paper", name="丙报", date=Moment((2024, 5, 31)), page="03", number=7),
    }
    assert [source.location for source in found.values() if source] == [Location("sources.yaml", n) for n in (2, 3)]


@pytest.mark.parametrize(("text", "expected"), cases(PROBLEMS / "facts.md"))
def test_a_faulty_fact_is_told_with_its_line_and_a_way_out(inputs: Inputs, text: str, expected: str) -> None:
    """Faulty facts give exactly the problems of their case, each with a line and a hint."""
    facts(inputs, text)
    assert told(inputs.report.problems) == expected
    assert all(problem.location and problem.location.line and problem.hint for problem in inputs.report.problems)


@pytest.mark.parametrize(("text", "expected"), cases(PROBLEMS / "sources.md"))
def test_a_faulty_source_is_told_with_its_line_and_a_way_out(inputs: Inputs, text: str, expected: str) -> None:
    """Faulty sources give exactly the problems of their case, each with a line and a hint."""
    sources(inputs, text)
    assert told(inputs.report.problems) == expected
    assert all(problem.location and problem.location.line and problem.hint for problem in inputs.report.problems)


def test_a_wrong_record_is_there_but_none(inputs: Inputs) -> None:
    """What is declared but wrong stays known by its name, so that nobody is told that it does not exist."""
    assert facts(inputs, "a: {name: 甲, value: x, source: s}\nb: 1\n") == {"a": None, "b": None}
    assert sources(inputs, "a: {}\nb: 1\n") == {"a": None, "b": None}


def test_an_edition_may_do_without_facts_and_sources(inputs: Inputs) -> None:
    """Neither file must be there, and an empty one is fine."""
    assert read_facts(inputs.folder / "facts.yaml", inputs, None) == {}
    assert read_sources(inputs.folder / "sources.yaml", inputs) == {}
    assert facts(inputs, "# 无\n") == {}
    assert told(inputs.report.problems) == ""


@pytest.mark.parametrize("value", ["1" * 5000, "1/" + "7" * 5000, "1." + "1" * 5000, "-" + "1" * 100])
def test_a_number_of_thousands_of_digits_is_no_number(inputs: Inputs, value: str) -> None:
    """Numbers beyond all sense are refused where they stand, and crash nothing."""
    assert facts(inputs, f"a:\n  name: 甲\n  value: {value}\n  source: s\n") == {"a": None}
    assert told(inputs.report.problems).startswith(f"facts.yaml:3: error: “{value}” is not a number\n")


YAML = st.one_of(
    st.sampled_from(
        [
            "a:",
            "b:",
            "\n",
            "\n  name: 甲",
            "\n  value: ",
            "\n  source: s",
            "\n  scale: 万",
            "\n  unit: 个",
            "\n  as_of: 2024",
            "\n  form: words",
            "\n  qualifier: more",
            "\n  formula: ",
            "\n  history: ",
            "\n    2023: ",
            "\n  exact: 1",
            "\n  uncertainty: 1",
            "\n  precision: 1",
            "\n  due: 2024",
            "a - b",
            "sum(a, b)",
            "1",
            "0",
            "1/",
            "7",
            ".5",
            "-",
            "missing",
            "[",
            "]",
            "{",
            "}",
            "'",
            '"',
            "&x",
            "*x",
            "!",
            "|",
            ">",
            "? ",
            "- ",
            ": ",
            ", ",
            "#",
            "%",
            "@",
            "`",
            "\t",
            "\x00",
            "\x85",
            "\ufeff",
            "---\n",
            "<<: ",
        ]
    ),
    st.text(max_size=3),
)


@given(st.lists(YAML, max_size=25).map("".join))
@settings(derandomize=True, deadline=None, max_examples=600)
def test_any_text_is_facts_or_has_located_faults(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Any text as ``facts.yaml`` gives facts or problems on lines that it has, and never another failure."""
    inputs = Inputs(tmp_path_factory.getbasetemp(), Report())
    path = inputs.folder / "facts.yaml"
    path.write_bytes(text.encode(errors="replace"))
    found = read_facts(path, inputs, CHINESE)
    assert None not in found.values() or inputs.report.has_errors
    for problem in inputs.report.problems:
        assert problem.location
        assert 1 <= problem.location.line <= len(text.splitlines()) + 1
        assert problem.hint
        assert problem.format()
