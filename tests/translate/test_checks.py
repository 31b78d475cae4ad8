"""What is looked for in translations, each rule with a text that it finds and one that it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dedoc.errors import ContentError, Location, Report
from dedoc.inputs import Inputs
from dedoc.project import read_locale
from dedoc.translate.catalogs import Entry
from dedoc.translate.checks import Judge, check
from dedoc.translate.glossary import Term, read_glossary
from dedoc.translate.linking import Link, Linked
from dedoc.translate.rules import ALL
from dedoc.translate.units import Kind, Unit

CHINESE, ENGLISH = read_locale("zh-CN", Report()), read_locale("en", Report())
TERMS = (
    Term("数据要素市场", "data factor market"),
    Term("数据要素", "data factor", ("data as a factor of production",)),
    Term("同比", "year on year", is_advice=True),
    Term("企业", "company", ("firm",)),
)


def codes(source: str, target: str, remarks: str = "", kind: Kind = Kind.PARAGRAPH) -> str:
    """Return the codes of what is found in one translation."""
    unit = Unit("u", kind, source, (), Location("a.md", 1), "a", is_run_in=source.startswith("{b}"))
    entry = Entry("u", source, target, remarks=remarks, location=Location("a.po", 1))
    found = check(Linked((Link(unit, entry),), ()), Judge(CHINESE, ENGLISH, TERMS))
    return " ".join(sorted(problem.code for problem in found))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("到{as-of:a}有{fact:a}", "By {as-of:a}, {fact:a}", ""),
        ("到{as-of:a}有{fact:a}", "There were {fact:a}", "L101"),
        ("有{fact:a}", "There were {fact:a} or {fact:a}", "L101"),
        ("有{fact:a}", "There were {fact:b}", "L101 L101"),
        ("有{fact:a}", "There were {fact:a", "L101 L102"),
        ("很{b}重{/b}要", "very {b}important", "L101 L102"),
        ("括{{号}}", "a {{brace}}", ""),
        ("共有383.7万个基站", "There are 3.837 million base stations", ""),
        ("共有383.7万个基站", "There are 3.837 billion base stations", "L201"),
        ("共有383.7万个基站", "There are many base stations", "L201"),
        ("发展数据要素", "Developing data factors", ""),
        ("发展数据要素", "Data as a factor of production", ""),
        ("发展数据要素", "Developing data", "L301"),
        ("数据要素市场", "A data-factor market", ""),
        ("数据要素市场", "A market of data factors", "L301"),
        ("各企业", "all companies", ""),
        ("各企业", "an accompanying text", "L301"),
        ("同比增长", "It grew", "L302"),
        ("见《规划》", "See the Plan", ""),
        ("见《规划》", "See 《the Plan》", "L401"),
        ("好，是。", "Good， yes.", "L401"),
        ("张三说", "张三 said", "L402"),
        ("他说“好”", "He said “good”", ""),
        ("他说“好”", 'He said "good"', "L403"),
        ("他说“好”", "He said “good", "L404"),
        ("它的", "the report’s own, the authors’ too", ""),
        ("{b}要点。{/b}接着", "{b}The point.{/b} And so on", ""),
        ("{b}要点。{/b}接着", "{b}The point{/b} and so on", "L601"),
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉", "short", "L501"),
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉", "as long as a translation mostly is, more or less", ""),
    ],
)
def test_a_rule_finds_what_it_is_for(source: str, target: str, expected: str) -> None:
    """Each finding has a code; what is right has none."""
    assert codes(source, target) == expected


@pytest.mark.parametrize(
    ("remarks", "expected"),
    [
        ("accept L402: his name", ""),
        ("to be asked\naccept L402, L301: his name", "L901"),
        ("accept L402:", "L402 L902"),
        ("accept L402", "L402 L902"),
        ("accept L999: why not", "L402 L901"),
    ],
)
def test_a_finding_is_accepted_with_a_reason(remarks: str, expected: str) -> None:
    """Without a reason nothing is accepted, and what accepts nothing is told (checklist 8)."""
    assert codes("张三说", "张三 said", remarks) == expected


def test_a_word_that_counts_has_a_form_for_each_plural() -> None:
    """Each form has the number once."""
    assert codes("{number}户", "{number} household|{number} households", kind=Kind.MEASURE) == ""
    assert codes("{number}户", "{number} household|households", kind=Kind.MEASURE) == "L101"


def test_only_translations_of_the_text_as_it_stands_are_looked_at() -> None:
    """What is changed, new or from memory waits anyway."""
    unit = Unit("u", Kind.PARAGRAPH, "新", (), Location("a.md", 1), "a")
    for entry in (Entry("u", "旧", "《"), Entry("u", "新", "《", is_fuzzy=True), Entry("u", "新", "")):
        assert check(Linked((Link(unit, entry),), ()), Judge(CHINESE, ENGLISH)) == ()


def test_codes_are_given_once_and_never_change() -> None:
    """Every rule has its own code."""
    given = [rule.code for rule in ALL]
    assert sorted(given) == given
    assert len(set(given)) == len(given)


def test_languages_of_han_characters_may_use_them() -> None:
    """What is no English is good Japanese."""
    unit = Unit("u", Kind.PARAGRAPH, "数字经济", (), Location("a.md", 1), "a")
    entry = Entry("u", "数字经济", "《デジタル経済》")
    japanese = replace(ENGLISH, language="ja", forbidden="", quotes="")
    assert check(Linked((Link(unit, entry),), ()), Judge(CHINESE, japanese)) == ()


def test_a_glossary_is_a_file_of_commas(tmp_path: Path) -> None:
    """Terms, translations, variants with semicolons and a level; the longest term comes first."""
    (tmp_path / "glossary.csv").write_text(
        "term,translation,variants,level\n数据,data,,\n数据要素,data factor,factor of data; data factors,advice\n",
        encoding="utf-8",
    )
    assert read_glossary(tmp_path, Inputs(tmp_path, Report())) == (
        Term("数据要素", "data factor", ("factor of data", "data factors"), is_advice=True),
        Term("数据", "data"),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\n", "glossary.csv:1: error: the columns are not the expected ones"),
        ("term,translation\n数据,\n", "glossary.csv:2: error: a term without translation"),
        ("term,translation\n数据,data\n数据,datum\n", "glossary.csv:3: error: the term “数据” stands twice"),
        ("term,translation,variants,level\n数据,data,,must\n", "glossary.csv:2: error: “level” cannot be “must”"),
        ('term,translation\n数据,"da"ta\n', "glossary.csv:2: error: this is not valid CSV"),
    ],
)
def test_a_glossary_that_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    """Nothing is guessed."""
    (tmp_path / "glossary.csv").write_text(text, encoding="utf-8")
    inputs = Inputs(tmp_path, Report())
    read_glossary(tmp_path, inputs)
    with pytest.raises(ContentError) as caught:
        inputs.report.raise_errors(ContentError)
    assert told in str(caught.value)
