"""What is looked at only if asked for, and reports that are not looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from dedoc.build import Order, load
from dedoc.checking import Options, check_document
from dedoc.checking.spans import ADDRESS, spans
from dedoc.errors import ContentError
from dedoc.review import check
from editions import make_edition
from looking import CHAPTER, look

LONG = "甲" * 40 + "。乙。"


def codes(text: str, folder: Path, options: Options) -> list[str]:
    """Return the codes of what is found in a chapter."""
    return [finding.rule.code for finding in look(folder, {CHAPTER: f"{text}\n"}, options)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (Options(), []),
        (Options(sentences=40), ["W901"]),
        (Options(sentences=41), []),
        (Options(paragraphs=42), ["W902"]),
        (Options(paragraphs=43), []),
        (Options(sentences=1, paragraphs=1), ["W902", "W901", "W901"]),
    ],
)
def test_lengths_are_told_if_asked_for(options: Options, expected: list[str], tmp_path: Path) -> None:
    """A sentence or paragraph may be as long as the number, and no longer."""
    assert codes(LONG, tmp_path, options) == expected


@pytest.mark.parametrize(
    ("options", "expected"), [(Options(), []), (Options(sentences=40), []), (Options(sentences=90), ["A101"])]
)
def test_an_acceptance_of_what_was_not_looked_at_is_not_idle(
    options: Options, expected: list[str], tmp_path: Path
) -> None:
    """Who does not ask for lengths is not told that they need no acceptance."""
    assert codes(f"% accept W901: 引自公文\n{LONG}", tmp_path, options) == expected


def test_long_lines_take_no_longer_than_they_are_long(tmp_path: Path) -> None:
    """A line of digits could begin an address at each of them, and each amount of a sentence is held against each."""
    begin = process_time()
    assert spans("9" * 200_000, ADDRESS) == ()
    assert spans("邮箱a.b@example.org，见www.example.org。", ADDRESS) == ((2, 17), (19, 34))
    assert codes("共" + "12%" * 50_000 + "完。", tmp_path, Options()) is not None
    assert process_time() - begin < 8


def test_another_language_is_not_looked_at(tmp_path: Path) -> None:
    """The rules are those of Chinese."""
    make_edition(tmp_path, {CHAPTER: "今年,好。\n"})
    source = load(Order(str(tmp_path)))
    english = replace(source.document, metadata=replace(source.document.metadata, language="en"))

    assert check_document(source.document, source.inputs, tmp_path, Options())
    assert check_document(english, source.inputs, tmp_path, Options()) == ()


def test_traditional_chinese_may_have_its_characters(tmp_path: Path) -> None:
    """Only simplified text is looked through for traditional characters."""
    make_edition(tmp_path, {CHAPTER: "緊貼產業,好。\n"})
    source = load(Order(str(tmp_path)))
    metadata = replace(source.document.metadata, language="zh-TW")
    found = check_document(replace(source.document, metadata=metadata), source.inputs, tmp_path, Options())

    assert [finding.rule.code for finding in found] == ["T101"]


@pytest.mark.parametrize(
    ("accepted", "told"),
    [
        ("D101: 5\n", "accepted.yaml:1: error: a list of “key: value” lines is expected here"),
        ("D101:\n  - {reson: 照留}\n", "accepted.yaml:2: error: unknown key “reson”"),
        ("D101:\n  - {at: chapters/9.md, reason: 照留}\n", "accepted.yaml:2: error: there is no file “chapters/9.md”"),
        ("D101:\n  - {words: 今年}\n", "accepted.yaml:2: error: “reason” is missing"),
        (f"D101:\n  - {{at: {'a' * 5000}, reason: 照留}}\n", "accepted.yaml:2: error: there is no file “aaa"),
        ("D101: [\n", "accepted.yaml:2: error: this is not valid YAML"),
    ],
)
def test_what_is_wrong_in_the_acceptances_is_an_error(accepted: str, told: str, tmp_path: Path) -> None:
    """They are checked like every other file, by who reads them."""
    make_edition(tmp_path, {CHAPTER: "今年。\n", "accepted.yaml": accepted})
    with pytest.raises(ContentError) as raised:
        check(Order(str(tmp_path)))
    assert told in str(raised.value)
    assert load(Order(str(tmp_path))).problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "共{}个。",
        "占比为{}:{}:{}。",
        "增长{}%，{}亿元。",
        "| 甲 |\n|---|\n| {} |\n| 合计 |\n",
        "{}年{}月，第{}章，{}/{}。",
    ],
)
def test_numbers_of_thousands_of_digits_are_no_quantities(text: str, tmp_path: Path) -> None:
    """Nobody means them, and Python refuses to reckon with them."""
    make_edition(tmp_path, {CHAPTER: text.replace("{}", "9" * 5000) + "\n"})
    assert check(Order(str(tmp_path))) is not None


@pytest.mark.parametrize("accepted", ["", "# 没有。\n", "D101:\n", "D101: []\n"])
def test_acceptances_may_be_empty(accepted: str, tmp_path: Path) -> None:
    """A file in which nothing stands accepts nothing."""
    make_edition(tmp_path, {CHAPTER: "今年。\n", "accepted.yaml": accepted})
    assert [problem.code for problem in check(Order(str(tmp_path))).problems] == ["D101"]
