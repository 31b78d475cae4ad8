"""YAML into typed records: nothing guessed, everything located, near names for unknown keys."""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import told
from dedoc.errors import Location, Report
from dedoc.inputs import Inputs
from dedoc.model import Moment, Node
from dedoc.records import Name, Reader, parse, parse_text

FILE = "sample.yaml"
YAML_HINT = "look at the colons, quotation marks and the indentation of this line and the one before"


class Colour(Enum):
    """A choice of two."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Part(Node):
    """A record inside a record."""

    name: Name
    size: int = 0


@dataclass(frozen=True, slots=True)
class Whole(Node):
    """A record with a field of every kind."""

    title: str
    count: int = 0
    share: float = 0
    is_open: bool = False
    colour: Colour = Colour.RED
    date: Moment | None = None
    label: Name | None = None
    words: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    part: Part | None = None
    sizes: Mapping[str, int] = field(default_factory=dict)


def read(text: str) -> tuple[Whole | None, str]:
    """Return the record in a YAML text, and what was wrong, as printed."""
    report = Report()
    root, is_read = parse_text(text, FILE, report)
    record = Reader(FILE, report).record(root, Whole) if is_read else None
    return record, told(report.problems)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: no", Whole("no")),
        ("title: 92.50", Whole("92.50")),
        ("title: 2024-05-31", Whole("2024-05-31")),
        ("title: '* & “'", Whole("* & “")),
        ("title: ~", Whole("~")),
        ("title: '~'", Whole("~")),
        ("title: |\n  甲\n  乙\n", Whole("甲\n乙\n")),
        ("title: >-\n  甲\n  乙\n", Whole("甲 乙")),
        (
            "{title: 甲, count: -7, share: 1.50, is_open: true, colour: blue}",
            Whole("甲", -7, 1.5, is_open=True, colour=Colour.BLUE),
        ),
        ("title: 甲\nis_open: false\nshare: 3", Whole("甲", 0, 3.0)),
        ("title: 甲\ndate: 2024-Q3", Whole("甲", date=Moment((2024,), 3))),
        ("title: 甲\ndate: null\nlabel:\npart: ~\nwords:\nsizes:", Whole("甲")),
        ("title: 甲\nwords: 一", Whole("甲", words=("一",))),
        ("title: 甲\nwords: [一, 二]", Whole("甲", words=("一", "二"))),
        ("title: 甲\nsizes: {a: 1, b: 2}", Whole("甲", sizes={"a": 1, "b": 2})),
        ("--- # 一个文件\ntitle: 甲 # 注\n...\n", Whole("甲")),
    ],
)
def test_a_value_is_what_its_field_says(text: str, expected: Whole) -> None:
    """The type of a value comes from its field: “no” stays a word and “92.50” keeps its nought."""
    assert read(text) == (expected, "")


def test_records_and_names_know_their_lines() -> None:
    """A record knows the line on which it begins, and a name the line on which it stands."""
    record, problems = read("# 注\ntitle: 甲\nlabel: x\nparts:\n  - name: a\n    size: 1\n  -\n    name: b\n")
    assert problems == ""
    assert record is not None
    assert record.label is not None
    assert record.location == Location(FILE, 2)
    assert record.label.location == Location(FILE, 3)
    assert [(part.location, part.name.location) for part in record.parts] == [
        (Location(FILE, line), Location(FILE, line)) for line in (5, 8)
    ]


def test_a_name_keeps_its_place_when_it_is_copied() -> None:
    """Names travel to other processes and copies with the place where they were written."""
    name = Name("a", Location(FILE, 3))
    for same in (copy.copy(name), copy.deepcopy(name), pickle.loads(pickle.dumps(name))):  # noqa: S301 -- our own
        assert (same, same.location) == ("a", Location(FILE, 3))


KEYS = "colour, count, date, is_open, label, part, parts, share, sizes, title, words"

PROBLEMS = {
    "an unknown key with a near name": (
        "title: 甲\ncuont: 1",
        "sample.yaml:2: error: unknown key “cuont”\n  hint: did you mean “count”?\n",
    ),
    "an unknown key unlike any": (
        "title: 甲\nxyz: 1\n<<: {count: 2}",
        (
            f"sample.yaml:2: error: unknown key “xyz”\n  hint: the keys known here: {KEYS}\n"
            f"sample.yaml:3: error: unknown key “<<”\n  hint: the keys known here: {KEYS}\n"
        ),
    ),
    "a key that is a list": (
        "title: 甲\n? [a, b]\n: 1",
        "sample.yaml:2: error: a key is a single word\n  hint: write “key: value”\n",
    ),
    "an unknown key inside": (
        "title: 甲\nparts:\n  - {name: a, sise: 1}",
        "sample.yaml:3: error: unknown key “sise”\n  hint: did you mean “size”?\n",
    ),
    "a key that is missing": (
        "\n# 注\ncount: 1\nparts:\n  - name: a\n  - size: 1",
        (
            "sample.yaml:3: error: “title” is missing\n  hint: add a line “title: …”\n"
            "sample.yaml:6: error: “name” is missing\n  hint: add a line “name: …”\n"
        ),
    ),
    "a key without its value": (
        "title:\nparts:\n  - name:",
        (
            "sample.yaml:1: error: “title” is empty\n  hint: write it behind “title:”\n"
            "sample.yaml:3: error: “name” is empty\n  hint: write it behind “name:”\n"
        ),
    ),
    "an empty file": ("# 无\n", "sample.yaml: error: “title” is missing\n  hint: add a line “title: …”\n"),
    "a key given twice": (
        "title: 甲\ncount: 1\ntitle: 乙",
        "sample.yaml:3: error: “title” is given twice\n  hint: keep one of them\n",
    ),
    "a wrong whole number": (
        "title: 甲\ncount: 1.5",
        "sample.yaml:2: error: “count: 1.5” is not a whole number\n  hint: write digits only: 12\n",
    ),
    "a whole number in another script, with a scale, of enormous size": (
        (
            "title: 甲\nparts:\n  - {name: a, size: １２}\n  - {name: a, size: 1_0}\n  - {name: a, size: 1e3}\n"
            f"  - {{name: a, size: {'1' * 5000}}}"
        ),
        "".join(
            f"sample.yaml:{line}: error: “size: {text}” is not a whole number\n  hint: write digits only: 12\n"
            for line, text in ((3, "１２"), (4, "1_0"), (5, "1e3"), (6, "1" * 5000))
        ),
    ),
    "a wrong number": (
        "title: 甲\nshare: nan",
        "sample.yaml:2: error: “share: nan” is not a number\n  hint: write digits with a point: 1.5\n",
    ),
    "a wrong truth": (
        "title: 甲\nis_open: yes",
        "sample.yaml:2: error: “is_open: yes” is neither true nor false\n  hint: write true or false\n",
    ),
    "a wrong choice": (
        "title: 甲\ncolour: green",
        "sample.yaml:2: error: “colour” cannot be “green”\n  hint: it can be one of: red, blue\n",
    ),
    "a wrong date": (
        "title: 甲\ndate: 2024-13",
        (
            "sample.yaml:2: error: “date: 2024-13” is not a date\n"
            "  hint: write it like 2024, 2024-Q1, 2024-05 or 2024-05-31\n"
        ),
    ),
    "a list where one value belongs": (
        "title: [甲]\ncount:\n  a: 1",
        (
            "sample.yaml:1: error: “title” takes a single value\n  hint: write it on one line\n"
            "sample.yaml:3: error: “count” takes a single value\n  hint: write it on one line\n"
        ),
    ),
    "a value where keys belong": (
        "title: 甲\npart: a",
        (
            "sample.yaml:2: error: a list of “key: value” lines is expected here\n"
            "  hint: write each on a line of its own, indented alike\n"
        ),
    ),
    "a list where keys belong": (
        "- title: 甲",
        (
            "sample.yaml:1: error: a list of “key: value” lines is expected here\n"
            "  hint: write each on a line of its own, indented alike\n"
        ),
    ),
    "broken quotation marks": (
        "title: '甲\ncount: 1",
        f"sample.yaml:2: error: this is not valid YAML: found unexpected end of stream\n  hint: {YAML_HINT}\n",
    ),
    "a second colon": (
        "title: 甲: 乙",
        (
            f"sample.yaml:1: error: this is not valid YAML: mapping values are not allowed in this context\n"
            f"  hint: {YAML_HINT}\n"
        ),
    ),
    "a tabulator": (
        "title: 甲\n\tcount: 1",
        (
            f"sample.yaml:2: error: this is not valid YAML: found a tab character that violates indentation\n"
            f"  hint: {YAML_HINT}\n"
        ),
    ),
    "a bracket that is never closed": (
        "title: 甲\nwords: [一, 二\ncount: 1",
        f"sample.yaml:3: error: this is not valid YAML: did not find expected ',' or ']'\n  hint: {YAML_HINT}\n",
    ),
    "two documents": (
        "title: 甲\n---\ntitle: 乙",
        f"sample.yaml:2: error: this is not valid YAML: but found another document\n  hint: {YAML_HINT}\n",
    ),
    "values nested too deeply": (
        "title: 甲\nwords: " + "[" * 60 + "]" * 60,
        "sample.yaml:2: error: the values are nested too deeply\n  hint: take lists and mappings out of one another\n",
    ),
    "an anchor": (
        "title: 甲\nparts: &a []",
        "sample.yaml:2: error: anchors (“&”, “*”) are not used here\n  hint: write the value out, or quote it\n",
    ),
    "an alias without anchor": (
        "title: 甲\nwords: *a",
        "sample.yaml:2: error: anchors (“&”, “*”) are not used here\n  hint: write the value out, or quote it\n",
    ),
}


@pytest.mark.parametrize(("text", "expected"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_fault_is_told_with_its_line_and_a_way_out(text: str, expected: str) -> None:
    """A faulty record gives exactly its problems, and no record."""
    assert read(text) == (None, expected)


@pytest.mark.parametrize("character", ["\x07", "\ufeff"])
def test_a_character_that_yaml_cannot_hold_is_told_with_its_line(character: str) -> None:
    """A control character or a byte order mark in the middle is located like any other fault."""
    record, problems = read(f'title: 甲\nwords: "{character}"\n')
    assert record is None
    assert problems.startswith("sample.yaml:2: error: this is not valid YAML: ")
    assert "\n  hint: " in problems


BILLION_LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n"
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_anchors_that_stand_for_a_billion_values_are_refused() -> None:
    """The known attack ends at its first line."""
    assert read(BILLION_LAUGHS)[1].startswith("sample.yaml:1: error: anchors (“&”, “*”) are not used here\n")


NESTED = {
    "open brackets": "a: " + "[" * 100_000,
    "brackets": "\n\na: " + "[" * 100_000 + "]" * 100_000,
    "braces": "{a: " * 100_000 + "1" + "}" * 100_000,
    "dashes": "- " * 100_000 + "a",
    "question marks": "? " * 100_000 + "a",
    "brackets and an ampersand": "b: '&'\na: " + "[" * 100_000 + "]" * 100_000,
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_values_nested_too_deeply_are_a_located_problem(text: str) -> None:
    """A hundred thousand brackets end in a message; a process of its own, because C code could crash on them."""
    code = (
        "import sys\nfrom dedoc.errors import Report\nfrom dedoc.records import parse_text\n"
        "report = Report()\nparse_text(sys.stdin.read(), 'sample.yaml', report)\n"
        "print(*(problem.format() for problem in report.problems))\n"
    )
    source = str(Path(__file__).parents[1] / "src")
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": source, "PYTHONUTF8": "1"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"sample.yaml:{text.count(chr(10)) + 1}: error: ")
    assert "\n  hint: " in done.stdout


def test_a_file_that_cannot_be_read_is_no_empty_record(tmp_path: Path) -> None:
    """Where the file is missing, the problem is that, and not what would stand in it."""
    inputs = Inputs(tmp_path, Report())
    assert parse(tmp_path / "absent.yaml", inputs, Location("edition.yaml", 3)) == (None, False)
    assert "edition.yaml:3: error: there is no file" in told(inputs.report.problems)


YAML = st.sampled_from(
    [
        "title",
        "count",
        "share",
        "is_open",
        "colour",
        "date",
        "label",
        "words",
        "parts",
        "part",
        "sizes",
        "name",
        "size",
        ": ",
        ":",
        "\n",
        "\n  ",
        "\n    ",
        "- ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "'",
        '"',
        "|",
        ">",
        "&a",
        "*a",
        "!!int",
        "!",
        "%",
        "@",
        "`",
        "#",
        " # ",
        "~",
        "null",
        "true",
        "yes",
        "1",
        "1.5",
        "2024-05",
        "red",
        "甲",
        "---\n",
        "...\n",
        "<<: ",
        "\t",
        "\\",
        "\x00",
        "\x85",
        "\ufeff",
    ]
)


@given(st.lists(st.one_of(YAML, st.text(max_size=2)), max_size=25).map("".join))
@settings(derandomize=True, deadline=None, max_examples=1000)
def test_any_text_is_a_record_or_has_located_faults(text: str) -> None:
    """Any text gives a record or problems with a line that the file has, and never another failure."""
    report = Report()
    root, is_read = parse_text(text, FILE, report)
    record = Reader(FILE, report).record(root, Whole) if is_read else None
    assert (record is None) == report.has_errors
    lines = len(text.splitlines()) + 1
    for problem in report.problems:
        assert problem.location
        assert problem.location.line <= lines
        assert problem.location.line or root is None
        assert "yaml." not in problem.format()
