"""What is no text of the form is refused: every problem at once, each with its line and the way out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dedoc.errors import ContentError, Report
from dedoc.importing import Imported, Options, import_edition
from languages import CHINESE

TEXT = """\
西部水利发展报告 (2031 年)

作者：陈一 王雪

目录

一、水利建设现状 ······	01
（一）水库 ······	01
二、河湖治理 ······	02
结语 ······	02

一、水利建设现状

近年来，水利建设步伐加快，各地新修水库二百余座^[1]。

（一）水库

全国的水库都已登记，其中大型水库一百座^[2]。

[1] 来源：水利部

[2] 来源：《水利公报（2030 年）》

二、河湖治理

治水之道，重在持久，贵在人人参与。

结语

让我们共同努力，守护江河湖泊。
"""


def imported(text: str | bytes, **options: object) -> Imported:
    """Return what a text becomes."""
    data = text.encode() if isinstance(text, str) else text
    return import_edition(data, "text.txt", Options(**options), CHINESE, Report())  # type: ignore[arg-type]


def refused(text: str | bytes, **options: object) -> list[str]:
    """Return the problems for which a text is refused, as they are printed."""
    with pytest.raises(ContentError) as error:
        imported(text, **options)
    return [problem.format() for problem in error.value.problems]


def test_the_text_itself_is_imported() -> None:
    """What the other tests spoil is in order."""
    assert imported(TEXT).files["edition.yaml"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "text.txt: error: the file is empty"),
        (b" \n\r\n\t", "text.txt: error: the file is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "text.txt: error: this is a PDF, not a text"),
        (b"PK\x03\x04\x14\x00", "text.txt: error: this is a Word file (or another zip archive), not a text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "text.txt: error: this is an old Word file, not a text"),
        (b"{\\rtf1\\ansi", "text.txt: error: this is an RTF file, not a text"),
        (TEXT.encode("utf-16"), "text.txt: error: this text is UTF-16, not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "text.txt: error: this is a binary file, not a text"),
        (bytes(range(1, 32)) * 9, "text.txt: error: this is a binary file, not a text"),
        (TEXT.encode() + b"\xff\xfe", "text.txt:31: error: the text is neither UTF-8 nor Chinese in GB 18030"),
        (
            "ärger über größe\n".encode("latin-1"),
            "text.txt:1: error: the text is neither UTF-8 nor Chinese in GB 18030",
        ),
    ],
    ids=["empty", "blank", "PDF", "Word", "old Word", "RTF", "UTF-16", "picture", "controls", "broken", "Latin"],
)
def test_what_is_no_text_is_called_by_its_name(data: bytes, message: str) -> None:
    """The message says what it is; the hint what to do."""
    (problem,) = refused(data)

    assert problem.split("\n  hint: ")[0] == message
    assert problem.count("\n  hint: ") == 1


SPOILED: list[tuple[str, Callable[[str], str], list[str]]] = [
    (
        "no headings",
        lambda _: "标题 (2031 年)\n\n只有一段话，没有别的。\n",
        ["text.txt: error: the text has no headings"],
    ),
    (
        "a note is missing",
        lambda t: t.replace("[2] 来源：《水利公报（2030 年）》\n", ""),
        ["text.txt:18: error: there is no note [2]"],
    ),
    (
        "a number is missing",
        lambda t: t.replace("[2]", "[3]"),
        ["text.txt:22: error: there is no note [2] before the note [3]"],
    ),
    (
        "a number is doubled",
        lambda t: t.replace("\n[2] 来", "\n[1] 来"),
        ["text.txt:18: error: there is no note [2]", "text.txt:22: error: there are two notes [1]"],
    ),
    (
        "a note is never called",
        lambda t: t.replace("^[1]", ""),
        ["text.txt:20: error: the note [1] is never called"],
    ),
    (
        "a note is called twice",
        lambda t: t.replace("贵在", "贵在^[1]"),
        ["text.txt:26: error: the note [1] is called twice"],
    ),
    (
        "the contents name what is not there",
        lambda t: t.replace("二、河湖治理 ······", "二、湖泊和海洋 ······"),
        [
            "text.txt:9: error: the contents name “二、湖泊和海洋”, but the body has no such heading here",
            "text.txt:24: error: the contents do not name the heading “二、河湖治理”",
        ],
    ),
    (
        "a heading differs from the contents",
        lambda t: t.replace("二、河湖治理 ······", "二、河湖之治理 ······"),
        ["text.txt:24: error: the heading “二、河湖治理” is “二、河湖之治理” in the contents"],
    ),
    (
        "the folios run backwards",
        lambda t: t.replace("二、河湖治理 ······	02", "二、河湖治理 ······	07"),
        ["text.txt:28: error: the contents put “结语” on page 2, before page 7 of the heading above it"],
    ),
    (
        "nobody says which year",
        lambda t: t.replace(" (2031 年)", ""),
        ["text.txt:1: error: the text does not say of which year it is"],
    ),
]


@pytest.mark.parametrize(("spoil", "messages"), [case[1:] for case in SPOILED], ids=[case[0] for case in SPOILED])
def test_what_contradicts_itself_is_told_with_its_line(spoil: Callable[[str], str], messages: list[str]) -> None:
    """Every contradiction is a problem of its own, with a hint."""
    problems = refused(spoil(TEXT))

    assert [problem.split("\n  hint: ")[0] for problem in problems] == messages
    assert all(problem.count("\n  hint: ") == 1 for problem in problems)


def test_what_the_text_does_not_say_can_be_given() -> None:
    """Year and title come from the options where the text has none, or another one is wanted."""
    files = imported(TEXT.replace(" (2031 年)", ""), year=2030, title="水利报告").files

    assert "year: 2030\n" in files["edition.yaml"].decode()
    assert "- 水利报告\n" in files["edition.yaml"].decode()


def test_strict_stops_at_the_first_repair_that_is_not_certain() -> None:
    """The line and what was repaired are named."""
    text = TEXT.replace("治水之道", "要緊的是，治水之道")

    assert imported(text).files
    assert [problem.split("\n")[0] for problem in refused(text, is_strict=True)] == [
        "text.txt:26: error: not certain (misrecognised character): “緊” → “緊”"
    ]


def test_strict_lets_certain_repairs_pass() -> None:
    """A text in which every repair is certain is imported."""
    assert imported(TEXT, is_strict=True).files


def test_gb_18030_is_read_and_said() -> None:
    """Bytes that are not UTF-8 but plausible Chinese are read, and the ledger says how."""
    in_gb = imported(TEXT.encode("gb18030"))

    assert {name: data for name, data in in_gb.files.items() if "ledger" not in name} == {
        name: data for name, data in imported(TEXT).files.items() if "ledger" not in name
    }
    assert "| encoding | 1 |" in in_gb.files["import-ledger.md"].decode()
    assert '"remark": "read as gb18030"' in in_gb.files["import-ledger.json"].decode()
