"""The table of rules: what the code knows, the documentation explains, with examples that are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dedoc.checking import RULES
from dedoc.errors import Severity
from looking import CHAPTER, look

DOCUMENTED = Path(__file__).parents[2] / "docs" / "checks.md"
ROW = re.compile(r"^\| ([A-Z]\d{3}) \| (\w+)(, fix)? \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
EXAMPLE = re.compile(r"〔(.+)〕")
ROWS = {row[1]: row for row in ROW.finditer(DOCUMENTED.read_text(encoding="utf-8"))}
FAMILIES = "ADFHNSTW"


def test_every_rule_is_documented_and_no_other() -> None:
    """The codes stand in the documentation once each, in order within their families."""
    assert sorted(ROWS) == sorted(RULES)
    assert [code for family in FAMILIES for code in ROWS if code[0] == family] == sorted(RULES)


@pytest.mark.parametrize("code", sorted(RULES))
def test_the_documentation_says_what_the_rule_is(code: str) -> None:
    """Its severity, and whether it is repaired."""
    rule, row = RULES[code], ROWS[code]
    assert rule.code == code
    assert rule.severity is Severity(row[2])
    assert rule.severity is not Severity.ERROR
    assert rule.is_repaired is bool(row[3])
    assert ("--fix" in rule.hint) is rule.is_repaired


@pytest.mark.parametrize(
    ("code", "example"), [(code, e[1]) for code, row in ROWS.items() if (e := EXAMPLE.search(row[5]))]
)
def test_the_examples_are_told(code: str, example: str, tmp_path: Path) -> None:
    """A text in 〔〕 is told by the rule that it explains."""
    assert code in {finding.rule.code for finding in look(tmp_path, {CHAPTER: f"{example}\n"})}


def test_most_rules_have_an_example_that_is_tried() -> None:
    """Only what needs several files is explained in words."""
    assert len([row for row in ROWS.values() if EXAMPLE.search(row[5])]) > len(RULES) / 2
