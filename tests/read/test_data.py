"""``facts.yaml`` and ``sources.yaml``: records as they are written, and every fault with its line and a way out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import cases, told
from dedoc.errors import Location, Report
from dedoc.inputs import Inputs
from dedoc.model import Fact, Moment, Source
from dedoc.read.data import read_facts, read_sources
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
    return read_facts(path, inputs, CHINESE.scales)


def sources(inputs: Inputs, text: str) -> dict[str, Source | None]:
    """Return the sources of a file with this text."""
    path = inputs.folder / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return read_sources(path, inputs)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("value: 383.70, scale: 万, unit: 个", {"value": Decimal("383.70"), "precision": 2, "scale": 4, "unit": "个"}),
        ("value: -5, scale: 百万", {"value": Decimal(-5), "scale": 6}),
        ("value: 1/7", {"value": Fraction(1, 7)}),
        ("value: 0.0", {"value": Decimal("0.0"), "precision": 1}),
        ("value: '240', qualifier: more", {"value": Decimal(240), "is_more": True}),
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
    assert read_facts(inputs.folder / "facts.yaml", inputs, {}) == {}
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
    found = read_facts(path, inputs, CHINESE.scales)
    assert None not in found.values() or inputs.report.has_errors
    for problem in inputs.report.problems:
        assert problem.location
        assert 1 <= problem.location.line <= len(text.splitlines()) + 1
        assert problem.hint
        assert problem.format()
