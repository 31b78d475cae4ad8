"""What a file says of the printed edition: read whole, or told what is wrong and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dedoc.errors import ContentError
from dedoc.fidelity import Entry, Printed, read_printed

SOUND = """\
{
 "about": "样本",
 "folios": 3,
 "contents": [
  {"level": 1, "title": "一、开端", "folio": 1},
  {"level": 2, "title": "（一）做法", "folio": 2}
 ],
 "notes": {"1": 2, "2.1": 3},
 "figures": {"1": 1},
 "starts": {"2": "从这里"}
}
"""


def problems(folder: Path, text: str | bytes) -> list[str]:
    """Return what is wrong with a file: its line and the message."""
    path = folder / "printed.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ContentError) as error:
        read_printed(path)
    assert all(problem.location for problem in error.value.problems)
    return [
        f"{problem.location.line if problem.location else 0}: {problem.message.format_map(problem.values)}"
        for problem in error.value.problems
    ]


@pytest.mark.parametrize("text", [SOUND, "\ufeff" + SOUND.replace("\n", "\r\n"), SOUND.replace(" ", "\t")])
def test_a_file_is_read_whole(tmp_path: Path, text: str) -> None:
    """With a byte order mark, the line ends of Windows, or tabs: JSON allows them all."""
    path = tmp_path / "printed.json"
    path.write_bytes(text.encode())

    assert read_printed(path) == Printed(
        3,
        (Entry(1, "一、开端", 1), Entry(2, "（一）做法", 2)),
        {"1": 2, "2.1": 3},
        {"1": 1},
        {2: "从这里"},
    )


def test_escapes_of_json_are_read(tmp_path: Path) -> None:
    """What ``json.dumps`` writes without being asked for Han characters is the same."""
    path = tmp_path / "printed.json"
    path.write_text(json.dumps(json.loads(SOUND)), encoding="ascii")

    assert read_printed(path).contents[0].title == "一、开端"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"folios": 3,\n', "", ["1: “folios” is missing"]),
        ('"folios": 3', '"folios": 0', ["1: “0” is not a number of pages"]),
        ('"folios": 3', '"folios": 3.5', ["3: “folios: 3.5” is not a whole number"]),
        ('"about"', '"abuot"', ["2: unknown key “abuot”"]),
        ('"level": 1', '"level": 7', ["5: a heading has a level from 1 to 6"]),
        ('"level": 1, ', "", ["5: “level” is missing"]),
        ('"level": 1', '"levle": 1', ["5: unknown key “levle”", "5: “level” is missing"]),
        ('"一、开端"', '" "', ["5: “title” is empty"]),
        ('"folio": 2', '"folio": 4', ["6: there is no page 4 in print: it has the pages 1 to 3"]),
        ('"folio": 1', '"folio": 3', ["6: “（一）做法” stands on page 2, and the entry above it on page 3"]),
        ('"1": 2', '"1": "second"', ["8: “1: second” is not a whole number"]),
        ('"1": 2', '"[1]": 2', ["8: “[1]” is not the number of a note or figure"]),
        ('"1": 2', '"1": 1, "1": 2', ["8: “1” is given twice"]),
        ('{"1": 1}', '{"1": 9}', ["9: there is no page 9 in print: it has the pages 1 to 3"]),
        ('{"1": 1}', "[1]", ["9: a list of “key: value” lines is expected here"]),
        ('"从这里"', '" "', ["10: page 2 begins with no words"]),
        ('{"2"', '{"two"', ["10: “two” is not the number of a page"]),
        ('{"2"', '{"4"', ["10: there is no page 4 in print: it has the pages 1 to 3"]),
        ("]", "", ["8: this is not valid JSON: Expecting ',' delimiter"]),
    ],
)
def test_each_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: list[str]) -> None:
    """The author finds the place without counting brackets."""
    assert problems(tmp_path, SOUND.replace(old, new, 1)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1: this is not valid JSON: Expecting value"),
        ("[]", "1: a list of “key: value” lines is expected here"),
        ('{"folios": 3}', "1: there is nothing to compare: no contents, notes, figures or starts"),
        ("folios: 3\n", "1: this is not valid JSON: Expecting value"),
        ("[" * 200_000, "0: this is not valid JSON: "),
        ('{"folios": ' + "9" * 5000 + "}", "0: this is not valid JSON: "),
        (b"\xff\xfe\x00", "1: the file is not UTF-8"),
    ],
    ids=["empty", "list", "nothing", "yaml", "deep", "huge", "binary"],
)
def test_what_is_no_such_file_is_told(tmp_path: Path, text: str | bytes, told: str) -> None:
    """Whatever is given, the answer is a problem and never a traceback."""
    assert problems(tmp_path, text)[0].startswith(told)


def test_several_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """One run tells them all, in the order of their lines."""
    text = SOUND.replace('"1": 2', '"1": 7').replace('"folio": 1}', '"folio": 8}').replace('{"2"', '{"0"')

    assert [line.partition(":")[0] for line in problems(tmp_path, text)] == ["5", "6", "8", "10"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The name is told as it was given."""
    with pytest.raises(ContentError, match="there is no file"):
        read_printed(tmp_path / "none.json")
