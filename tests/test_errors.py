"""Problems: how they print, in which order, and when they stop a stage."""

from __future__ import annotations

import pytest

from dedoc.errors import (
    N_,
    ContentError,
    DedocError,
    Location,
    OutputError,
    Problem,
    ProjectError,
    Report,
    Severity,
    fail,
    in_order,
)

CHINESE = {
    "error": "错误",
    "warning": "警告",
    "hint": "提示",
    "there is no fact “{name}”": "没有数字“{name}”",
    "write it into {file}": "请写入{file}",
}


@pytest.mark.parametrize(
    ("problem", "printed"),
    [
        (Problem("gone"), "error: gone"),
        (Problem("gone", Location("a.md")), "a.md: error: gone"),
        (Problem("gone", Location("a.md", 3), "look"), "a.md:3: error: gone\n  hint: look"),
        (Problem("odd", Location("a.md", 3), severity=Severity.WARNING), "a.md:3: warning: odd"),
        (Problem("so", severity=Severity.NOTE), "note: so"),
        (Problem("odd", Location("a.md", 3), "look", code="N101"), "a.md:3: error: odd [N101]\n  hint: look"),
        (
            Problem("“{a}” {{b}}", Location("x y.md", 1), "{{{a}}}`n`", values={"a": "{c}"}),
            "x y.md:1: error: “{c}” {b}\n  hint: {{c}}`n`",
        ),
    ],
)
def test_a_problem_prints_as_file_line_severity_and_hint(problem: Problem, printed: str) -> None:
    """A problem prints its place, its message with the author's own words, and the hint on a line of its own."""
    assert problem.format() == printed


def test_a_problem_is_translated_before_it_is_filled() -> None:
    """Messages are looked up as templates, so that a catalog needs one entry for all names."""
    problem = Problem(
        "there is no fact “{name}”",
        Location("a.md", 2),
        "write it into {file}",
        values={"name": "hint", "file": "facts.yaml"},
    )
    assert problem.format(lambda text: CHINESE.get(text, text)) == (
        "a.md:2: 错误: 没有数字“hint”\n  提示: 请写入facts.yaml"
    )


def test_problems_are_told_by_place_and_once() -> None:
    """Problems come by file and line, those without place first, and repetitions are left out."""
    twice = [Problem("x", Location("b.md", 2), values={"n": 1}) for _ in range(2)]
    other = Problem("x", Location("b.md", 2), values={"n": 2})
    problems = [*twice, other, Problem("y", Location("b.md", 10)), Problem("z", Location("a.md", 9)), Problem("w")]
    assert [(str(p.location), p.message, dict(p.values)) for p in in_order(problems)] == [
        ("None", "w", {}),
        ("a.md:9", "z", {}),
        ("b.md:2", "x", {"n": 1}),
        ("b.md:2", "x", {"n": 2}),
        ("b.md:10", "y", {}),
    ]


@pytest.mark.parametrize("kind", [ProjectError, ContentError, OutputError])
def test_a_report_raises_all_that_is_wrong_at_once(kind: type[DedocError]) -> None:
    """Where one of the problems is an error, all of them are raised together, in order."""
    report = Report()
    odd = Problem("odd {what}", Location("b.md", 1), "look", Severity.WARNING, {"what": "thing"})
    report.problems.append(odd)
    report.raise_errors(kind)
    report.error(Location("a.md", 1), "wrong {what}", "mend", what="thing")
    assert report.has_errors
    with pytest.raises(kind) as caught:
        report.raise_errors(kind)
    assert str(caught.value) == ("a.md:1: error: wrong thing\n  hint: mend\nb.md:1: warning: odd thing\n  hint: look")
    assert [problem.severity for problem in caught.value.problems] == [Severity.ERROR, Severity.WARNING]


def test_fail_raises_one_problem() -> None:
    """What makes it impossible to go on is raised at once, with its values filled in."""
    with pytest.raises(OutputError) as caught:
        fail(OutputError, None, "no {thing}", "make a {thing}", thing="room")
    assert str(caught.value) == "error: no room\n  hint: make a room"


def test_a_marked_message_is_itself() -> None:
    """Marking a message for the catalog changes nothing."""
    assert N_("there is no fact “{name}”") == "there is no fact “{name}”"
