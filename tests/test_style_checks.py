"""What a style cannot be is told at its line, with the way out; what is only unusual is a warning."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dedoc.errors import ProjectError, Report
from dedoc.style import read_style

ROOT = Path(__file__).parents[1]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a project with the style “report”."""
    shutil.copytree(ROOT / "styles" / "report", tmp_path / "styles" / "report")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(here: Path, text: str, name: str = "own") -> str:
    """Return all that is told of a style with such a style.yaml."""
    folder = here / "styles" / name
    folder.mkdir(exist_ok=True)
    (folder / "style.yaml").write_text(text, encoding="utf-8")
    report = Report()
    try:
        read_style(name, (here,), report)
    except ProjectError as error:
        return "\n".join(problem.format() for problem in error.problems)
    return "\n".join(problem.format() for problem in report.problems)


SIDE = "  hint: a page measures 72 to 1584 pt, which is what Word can print"


@pytest.mark.parametrize("key", ["cover", "template"])
def test_a_file_whose_name_no_file_can_have_is_told(here: Path, key: str) -> None:
    """It is not there, like any other that is not."""
    assert "the style has no file “aaa" in told(here, f"base: report\n{key}: {'a' * 5000}.typ\n")


WRONG_PAGES = {
    "width: 2000": f"“width: 2000” is no side of a page\n{SIDE}",
    "height: 0": f"“height: 0” is no side of a page\n{SIDE}",
    "width: 1e9": "“width: 1e9” is not a number\n  hint: write digits with a point: 1.5",
    "height: .inf": "“height: .inf” is not a number\n  hint: write digits with a point: 1.5",
    "columns: 28.5": "“columns: 28.5” is not a whole number\n  hint: write digits only: 12",
    "columns: -1": "“columns: -1” has no extent\n  hint: write a number above 0",
    "lines: 0": "“lines: 0” has no extent\n  hint: write a number above 0",
    "columns: 999999999": (
        "999999999 characters of 16 pt take 15999999984 pt, and the page is 595.28 pt wide\n"
        "  hint: lessen columns or size"
    ),
    "size: 22": "28 characters of 22 pt take 616 pt, and the page is 595.28 pt wide\n  hint: lessen columns or size",
    "lines: 26": (
        "26 lines of 28.9 pt end 856.3 pt below the head of the page, which is 841.89 pt high\n"
        "  hint: lessen lines, pitch or top"
    ),
    "top: -1": "a text block that begins at -1 pt lies outside the page\n  hint: write 0 or more",
    "pitch: 15": (
        "lines of 16 pt at a pitch of 15 pt cover each other\n"
        "  hint: write a pitch of at least the size; one and a half times the size reads well"
    ),
    "breaks: nice": "“breaks” cannot be “nice”\n  hint: it can be one of: optimized, simple",
    "grid: no": "“grid: no” is neither true nor false\n  hint: write true or false",
    "inside: 200": (
        "a text block of 448 pt, 200 pt from the inner edge, does not fit a page 595.28 pt wide\n"
        "  hint: lessen inside or columns"
    ),
    "inside: -1": (
        "a text block of 448 pt, -1 pt from the inner edge, does not fit a page 595.28 pt wide\n"
        "  hint: lessen inside or columns"
    ),
    "bleed: 3mm": "“bleed: 3mm” is not a number\n  hint: write digits with a point: 1.5",
    "bleed: 100": "“bleed: 100” is no bleed\n  hint: printers ask for 3 mm, which are 8.504 pt",
    "crop_marks: yes": "“crop_marks: yes” is neither true nor false\n  hint: write true or false",
    "starts: verso": "“starts” cannot be “verso”\n  hint: it can be one of: run, page, recto",
    "folios: inner": "“folios” cannot be “inner”\n  hint: it can be one of: center, outer",
    "heads: {recto: section}": "“recto” cannot be “section”\n  hint: it can be one of: none, title, chapter",
    "heads: {left: title}": "unknown key “left”\n  hint: the keys known here: recto, verso",
    "heads: {verso: chapter}": (
        "a running head cannot name the chapter where chapters begin in the middle of a page\n"
        "  hint: let chapters begin on a page or a recto (“starts:”), or name the title in the heads"
    ),
    "{heads: {verso: title}, head: 96}": (
        "running heads 96 pt above the text have no room in a margin of 104.9 pt\n"
        "  hint: lessen head, or write a larger top"
    ),
    "foot: 95": (
        "folios 95 pt below the text have no room in a margin of 101.19 pt\n  hint: lessen foot, lines or top"
    ),
    "foot: -1": "“foot: -1” is less than nothing\n  hint: write 0 or more",
    "notes: -1": "“notes: -1” is less than nothing\n  hint: write 0 or more",
    "figures: 0": "“figures: 0” has no extent\n  hint: write a number above 0",
    "colums: 20": "unknown key “colums”\n  hint: did you mean “columns”?",
    "columns: [20, 21]": "“columns” takes a single value\n  hint: write it on one line",
}


@pytest.mark.parametrize(("key", "expected"), WRONG_PAGES.items(), ids=WRONG_PAGES)
def test_a_wrong_page_is_told_at_its_key(here: Path, key: str, expected: str) -> None:
    """Each fault stands at the line of the key that has it, and is the only one."""
    assert told(here, f"base: report\npage:\n  {key}\n") == f"styles/own/style.yaml:3: error: {expected}"


WRONG_TEXTS = {
    "note: {size: 0, pitch: 15.6}": "“size: 0” is no size of a text\n  hint: a text measures 4 to 200 pt",
    "note: {size: 999999999, pitch: 999999999}": (
        "“size: 999999999” is no size of a text\n  hint: a text measures 4 to 200 pt"
    ),
    "note: {size: 9, pitch: 8.9}": (
        "lines of 9 pt at a pitch of 8.9 pt cover each other\n"
        "  hint: write a pitch of at least the size; one and a half times the size reads well"
    ),
    "note: {before: -4}": "“before: -4” is less than nothing\n  hint: write 0 or more",
    "title: {after: 600}": (
        "a line of “title” takes 648 pt, and the text block of a page is 635.8 pt high\n"
        "  hint: lessen pitch, before or after"
    ),
    "body: {indent: 28}": "“indent: 28” leaves no room for text\n  hint: indents count characters: 2",
    "body: {indent: -2}": "“indent: -2” is less than nothing\n  hint: write 0 or more",
    "body: {align: middle}": "“align” cannot be “middle”\n  hint: it can be one of: justify, left, center",
    "body: {font: kai}": (
        "the text “body” asks for an unknown font “kai”\n  hint: the fonts of this style: body, heading"
    ),
    "body: {pich: 3}": "unknown key “pich”\n  hint: did you mean “pitch”?",
    "body: large": (
        "a list of “key: value” lines is expected here\n  hint: write each on a line of its own, indented alike"
    ),
}


@pytest.mark.parametrize(("key", "expected"), WRONG_TEXTS.items(), ids=WRONG_TEXTS)
def test_a_wrong_text_is_told_at_its_key(here: Path, key: str, expected: str) -> None:
    """Each fault stands at the line of the text that has it, and is the only one."""
    assert told(here, f"base: report\ntext:\n  {key}\n") == f"styles/own/style.yaml:3: error: {expected}"


WRONG_PARTS = {
    "template: raport.typ": "the style has no file “raport.typ”\n  hint: put it beside style.yaml",
    "cover: ../report/cover.svg": "the style has no file “../report/cover.svg”\n  hint: put it beside style.yaml",
    "colors: {accent: blue}": ("“accent: blue” is not a color\n  hint: write it like “#0b3a66”, in quotation marks"),
    "colors: {accent: '#0b3'}": ("“accent: #0b3” is not a color\n  hint: write it like “#0b3a66”, in quotation marks"),
    "fallback: [body, kai]": (
        "the fallback “kai” is no font of this style\n  hint: the fonts of this style: body, heading"
    ),
    "fonts: {body: {family: Kai}}": "the font file holds no family “Kai”\n  hint: it holds: Noto Serif SC",
    "fonts: {kai: {family: Kai}}": None,
    "cover_height: 900": (
        "“cover_height: 900” is no height of a cover's art\n  hint: it lies across a page that is 841.89 pt high"
    ),
    "page: &a {lines: 20}": "anchors (“&”, “*”) are not used here\n  hint: write the value out, or quote it",
    "page: " + "[" * 60 + "]" * 60: (
        "the values are nested too deeply\n  hint: take lists and mappings out of one another"
    ),
    "page: {lines: 20": None,
    "? [a, b]\n: c": "a key is a single word\n  hint: write “key: value”",
    "page: {lines: 20}\npage: {lines: 21}": None,
    "text: []": "“text” is empty\n  hint: write it behind “text:”",
    "text: [body]": (
        "a list of “key: value” lines is expected here\n  hint: write each on a line of its own, indented alike"
    ),
    "page:": "“page” is empty\n  hint: write it behind “page:”",
}


@pytest.mark.parametrize(("key", "expected"), WRONG_PARTS.items(), ids=list(map(str, range(len(WRONG_PARTS)))))
def test_a_wrong_part_is_told_at_its_line(here: Path, key: str, expected: str | None) -> None:
    """Files, colours, fonts and YAML of every kind; None where there is more than one way to tell it."""
    found = told(here, f"base: report\n{key}\n")

    assert found == f"styles/own/style.yaml:2: error: {expected}" or expected is None
    assert re.match(r"styles/own/style\.yaml:[23]: error: .+\n  hint: .+", found)


def test_everything_that_is_wrong_is_told_at_once(here: Path) -> None:
    """Faults do not hide each other."""
    text = "base: report\npage: {columns: 40}\ntext: {note: {align: up}}\ncolors: {ink: red}\ntemplate: x.typ\n"
    lines = told(here, text).splitlines()[::2]

    assert [line.partition(" ")[0] for line in lines] == [f"styles/own/style.yaml:{n}:" for n in (2, 3, 4, 5)]


UNUSUAL = {
    "text: {heading2: {before: 10, after: 0}}": (
        "“heading2” takes 38.9 pt with the room around it, no whole number of lines of 28.9 pt\n"
        "  hint: let before, after and pitch add up to whole lines, or write “grid: false” below “page:”"
    ),
    "text: {body: {indent: 1.7}}": (
        "“indent: 1.7” is neither whole nor half characters\n  hint: write a whole number, or one and a half: 1.5"
    ),
    "text: {headng1: {size: 20, pitch: 28.9}}": (
        "nothing that dedoc prints is called “headng1”\n  hint: did you mean “heading1”?"
    ),
    "colors: {acent: '#000000'}": "nothing that dedoc prints is called “acent”\n  hint: did you mean “accent”?",
}


@pytest.mark.parametrize(("key", "expected"), UNUSUAL.items(), ids=UNUSUAL)
def test_what_is_unusual_is_a_warning(here: Path, key: str, expected: str) -> None:
    """It prints, but perhaps not as it was meant."""
    assert told(here, f"base: report\n{key}\n") == f"styles/own/style.yaml:2: warning: {expected}"


@pytest.mark.parametrize(
    "key",
    [
        "page: {grid: false}\ntext: {heading2: {before: 10, after: 0}}",
        "text: {heading2: {before: 28.9, after: 28.9}}",
        "text: {body: {indent: 1.5}}",
        "text: {ornament: {size: 20, pitch: 28.9}}\ncolors: {gold: '#c0a040'}",
    ],
)
def test_what_is_meant_is_not_told(here: Path, key: str) -> None:
    """Whole lines, half characters, and names of a template's own."""
    assert told(here, f"base: report\n{key}\n") == ""


@pytest.mark.parametrize("name", sorted(path.parent.name for path in (ROOT / "styles").glob("*/style.yaml")))
def test_our_styles_are_beyond_reproach(name: str) -> None:
    """Not even a warning."""
    report = Report()
    read_style(name, (ROOT,), report)

    assert report.problems == []


def test_a_style_may_begin_from_one_that_begins_from_another(here: Path) -> None:
    """Keys and files are looked for from the style itself to the last of its line."""
    assert told(here, "base: report\npage: {lines: 20}\n", "middle") == ""
    assert told(here, "base: middle\npage: {columns: 27}\n") == ""
    found = read_style("own", (here,), Report())

    page = found.record.page
    assert (page.lines, page.columns, page.size) == (20, 27, 16)
    assert [folder.name for folder in found.folders] == ["own", "middle", "report"]
    assert found.file("report.typ").parent.name == "report"


def test_styles_cannot_begin_from_each_other(here: Path) -> None:
    """The loop is told with its path, at the line that closes it."""
    told(here, "base: own\n", "middle")

    assert told(here, "# two lines\nbase: middle\n") == (
        "styles/middle/style.yaml:1: error: a style cannot begin from itself: own → middle → own\n"
        "  hint: let one of them begin from another style, or from none"
    )


def test_a_fault_of_the_base_stands_in_its_file(here: Path) -> None:
    """Not at the same line of the style that begins from it; where both say something, the style itself is to blame."""
    assert told(here, "base: report\n\npage: {lines: 26}\n", "middle").startswith("styles/middle/style.yaml:3: ")
    assert told(here, "base: middle\n").startswith("styles/middle/style.yaml:3: error: 26 lines of 28.9 pt end ")
    assert told(here, "base: middle\npage: {pitch: 30}\n").startswith(
        "styles/own/style.yaml:2: error: 26 lines of 30 pt"
    )


def test_a_style_without_a_word_is_told(here: Path) -> None:
    """It lacks everything, and the way out is a base."""
    assert told(here, "# nothing yet\n") == (
        "styles/own/style.yaml: error: the style says nothing\n  hint: write “base: report” to begin from that style"
    )


KEYS = (
    *(("page", key) for key in ("width", "height", "columns", "lines", "size", "pitch", "top", "breaks", "grid")),
    *(("page", key) for key in ("inside", "bleed", "crop_marks", "starts", "heads", "folios", "head", "foot", "notes")),
    *(("page", key) for key in ("figures", "heads: {recto")),
    *(("text", f"{kind}: {{{key}") for kind in ("body", "heading2", "folio") for key in ("size", "pitch", "indent")),
    *(("fonts", f"body: {{{key}") for key in ("family", "package", "file", "sha256", "version", "word")),
    ("colors", "ink"),
)

VALUES = (
    st.floats().map(str)
    | st.integers().map(str)
    | st.text(max_size=20)
    | st.sampled_from(
        ["null", "true", "[]", "{}", "''", "&a 1", "*a", "!!binary x", "{a: {b: c}}", "- 1", "../..", "\\0"]
    )
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.sampled_from(KEYS), value=VALUES)
def test_any_value_is_taken_or_told_with_its_place(here: Path, key: tuple[str, str], value: str) -> None:
    """No value of any key ends in anything but a style or problems with their lines."""
    part, name = key
    found = told(here, f"base: report\n{part}: {{{name}: {value}{'}' * (1 + name.count('{'))}\n")

    assert all(re.match(r"styles/(own|report)/style\.yaml:\d+: |  hint: ", line) for line in found.split("\n") if line)
