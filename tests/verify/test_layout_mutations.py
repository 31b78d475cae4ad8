"""The press with a fault put into its template: the rule that speaks of it finds it in the report."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from dedoc.build import Order, Source, load
from dedoc.errors import Problem, Severity
from dedoc.render.figures import draw_figures
from dedoc.render.press import print_pdf
from dedoc.verify.layout import layout_of, verify_layout
from drawings import ROOT, style

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Mutation:
    """What of the template is replaced by what, and the rule that must find it, so many times at least."""

    old: str
    new: str
    code: str
    least: int = 1
    severity: Severity = Severity.WARNING


MUTATIONS = {
    "calls may begin lines": Mutation("    joiner\n    mapped", "    mapped", "call"),
    "numbers may part": Mutation('"optimized" { joiner }', '"none" { joiner }', "number"),
    "lines are ragged": Mutation('justify: look.align == "justify"', "justify: false", "edges", 100),
    "paragraphs begin at the edge": Mutation("amount: look.indent * 1em", "amount: 0em", "indent", 100),
    "nothing parts Han and Latin": Mutation(
        "#set text(lang:", "#set text(cjk-latin-spacing: none, lang:", "han-latin", 100
    ),
    "lines may stand alone": Mutation("if node.loose", "if true", "lone-line", 5),
    "headings may stand last": Mutation(
        "    sticky: true,\n    // No indent", "    sticky: false,\n    // No indent", "last-heading"
    ),
    "lines have another pitch on some pages": Mutation(
        "#let paragraph-block(node) = {", "#let paragraph-block(node) = {\n  v(5pt)", "grid", 50
    ),
    "notes say something else": Mutation(
        "node.content.map(paragraph => paragraph.map(inline).join()).join(parbreak())",
        "[注]",
        "text",
        1,
        Severity.ERROR,
    ),
    "run-in headings are lost": Mutation("inlines(node.run_in)", "[]", "text", 10, Severity.ERROR),
}


@pytest.fixture(scope="module")
def source() -> Source:
    """Return the 2024 edition, read once."""
    return load(Order(str(ROOT / "content" / "2024")))


def found(source: Source, folder: Path, mutation: Mutation | None) -> list[Problem]:
    """Print the report with a template of its own and return what the rules of layout say of it."""
    own = folder / "styles" / "report"
    shutil.copytree(ROOT / "styles" / "report", own)
    template = own / "report.typ"
    text = template.read_text(encoding="utf-8")
    if mutation is not None:
        assert text.count(mutation.old) == 1
        template.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")
    look = replace(style(), folders=(own,))
    pictures = draw_figures(source.document, look)
    pdf, pages = print_pdf(source.document, look, pictures, is_draft=False, timestamp=0)
    return list(verify_layout(layout_of(pdf, source.document, pages, look), source.document, pages))


@pytest.mark.parametrize("name", list(MUTATIONS))
def test_a_fault_of_the_press_is_found(name: str, source: Source, tmp_path: Path) -> None:
    """The rule finds it as often as it stands there, and says how bad it is."""
    mutation = MUTATIONS[name]
    problems = [problem for problem in found(source, tmp_path, mutation) if problem.values["code"] == mutation.code]

    assert len(problems) >= mutation.least
    assert {problem.severity for problem in problems} == {mutation.severity}
    # The cover has no place in the chapters.
    assert all(problem.location or problem.values["page"] == 1 for problem in problems)
    assert all(isinstance(problem.values["page"], int) for problem in problems)


def test_the_press_as_it_is_loses_nothing(source: Source, tmp_path: Path) -> None:
    """Without a fault there is no error, and none of the rules that the faults break finds more than a few places."""
    problems = found(source, tmp_path, None)
    codes = [problem.values["code"] for problem in problems]

    assert [problem.format() for problem in problems if problem.severity is Severity.ERROR] == []
    assert [
        code for code in codes if code in {"call", "edges", "indent", "han-latin", "lone-line", "last-heading"}
    ] == []
