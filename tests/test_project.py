"""The edition, its style and its locale: found by name, read and checked at once, each fault with its line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cases import told
from dedoc.build import Order, load
from dedoc.errors import DedocError, ProjectError, Report
from dedoc.model import Metadata, Moment, People
from dedoc.project import PACKAGE, Edition, Numbering, find_edition, project_roots, read_edition, read_locale
from dedoc.style import Style, read_style
from editions import FULL, MINIMAL, make_edition

ROOT = Path(__file__).parents[1]
EDITION = str(MINIMAL["edition.yaml"])


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in an empty folder, as a program that does not know where it was installed from."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_ROOT", str(tmp_path / "installed"))
    return tmp_path


def problems_of(read: Callable[[Report], object]) -> str:
    """Return what is wrong, as printed; reading must raise it."""
    with pytest.raises(ProjectError) as caught:
        read(Report())
    return told(caught.value.problems)


LONG = "a" * 5000
"""A name that no system lets a file have."""


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (f"front: [{LONG}]\n", f"edition.yaml:8: error: there is no chapter “{LONG}”\n"),
        (f"back: [{LONG}]\n", f"edition.yaml:8: error: there is no chapter “{LONG}”\n"),
        (f"style: {LONG}\n", f"edition.yaml:8: error: there is no style “{LONG}”\n"),
    ],
    ids=["front", "back", "style"],
)
def test_names_that_no_file_can_have_are_told_at_their_lines(here: Path, more: str, expected: str) -> None:
    """They are names of nothing, as every other name that is wrong."""
    make_edition(here, {"edition.yaml": EDITION + more})
    with pytest.raises(DedocError) as caught:
        load(Order(str(here)))
    assert expected in told(caught.value.problems)


# --- The edition -----------------------------------------------------------------------------------------------------


def test_an_edition_is_what_its_file_says(here: Path) -> None:
    """Title, people, dates and numbering come from edition.yaml, and chapters in the order of their names."""
    extra = "numbering: {depth: 2, notes: chapter, figures: chapter}\n"
    files = {**FULL, "edition.yaml": str(FULL["edition.yaml"]) + extra, "chapters/notes.txt": "不是章节"}
    edition = read_edition(make_edition(here, files), Report())
    chapters = here / "chapters"
    assert edition == Edition(
        here,
        Metadata(
            ("样本报告", "发展与前瞻"),
            "2024 年",
            2024,
            (People("作者", ("张三", "李四")), People("监制", ("王五",))),
            "样本社",
            Moment((2024, 6, 30)),
            "zh-CN",
            "样本的现状与前景",
            ("样本", "报告"),
        ),
        "report",
        Numbering(2, "chapter", "chapter"),
        (chapters / "00-preface.md",),
        (chapters / "01-a.md", chapters / "02-b.md"),
        (chapters / "09-back.md",),
    )
    assert edition.name == here.name
    assert edition.metadata.full_title == "样本报告发展与前瞻"
    assert edition.metadata.authors == ("张三", "李四")


def test_what_an_edition_may_leave_out_has_its_usual_value(here: Path) -> None:
    """The least edition has the usual style and numbering, and all its chapters in the body."""
    edition = read_edition(make_edition(here), Report())
    assert (edition.style, edition.numbering) == ("report", Numbering(3, "document", "document"))
    assert (edition.front, edition.back) == ((), ())
    assert edition.metadata.subtitle == ""


def edited(old: str, new: str) -> str:
    """Return the least edition.yaml with one change."""
    assert old in EDITION
    return EDITION.replace(old, new)


WRONG_EDITIONS = {
    "empty": (
        "",
        "".join(
            f"edition.yaml: error: “{key}” is missing\n  hint: add a line “{key}: …”\n"
            for key in ("title", "year", "language", "people", "publisher", "date")
        ),
    ),
    "an unknown key": (
        EDITION + "keywrods: [甲]\n",
        "edition.yaml:8: error: unknown key “keywrods”\n  hint: did you mean “keywords”?\n",
    ),
    "an unknown key inside": (
        EDITION + "numbering:\n  deph: 2\n",
        "edition.yaml:9: error: unknown key “deph”\n  hint: did you mean “depth”?\n",
    ),
    "broken YAML": (
        "title: [样本\n",
        (
            "edition.yaml:2: error: this is not valid YAML: did not find expected ',' or ']'\n"
            "  hint: look at the colons, quotation marks and the indentation of this line and the one before\n"
        ),
    ),
    "a title of no words": (
        edited("[样本报告]", "[]"),
        "edition.yaml:1: error: “title” is empty\n  hint: write it behind “title:”\n",
    ),
    "nobody": (
        edited("[张三, 李四]", "[]"),
        "edition.yaml:7: error: “names” is empty\n  hint: write it behind “names:”\n",
    ),
    "a year in words and a date of no calendar": (
        edited("year: 2024", "year: 二〇二四").replace("date: 2024", "date: 2024-02-30"),
        (
            "edition.yaml:2: error: “year: 二〇二四” is not a whole number\n  hint: write digits only: 12\n"
            "edition.yaml:4: error: “date: 2024-02-30” is not a date\n"
            "  hint: write it like 2024, 2024-Q1, 2024-05 or 2024-05-31\n"
        ),
    ),
    "no code of a language": (
        edited("zh-CN", "中文"),
        "edition.yaml:3: error: “中文” is not the code of a language\n  hint: write it like zh-CN or en\n",
    ),
    "numbering by what does not count": (
        EDITION + "numbering:\n  depth: 7\n  notes: page\n  figures: section\n",
        (
            "edition.yaml:9: error: “depth” counts levels of headings\n  hint: write a number from 0 to 6\n"
            "edition.yaml:10: error: “notes” cannot be “page”\n  hint: it can be one of: document, chapter\n"
            "edition.yaml:11: error: “figures” cannot be “section”\n  hint: it can be one of: document, chapter\n"
        ),
    ),
    "chapters that are not there": (
        EDITION + "front: [absent.md]\nback:\n  - ../chapters/01-a.md\n  - sub\\x.md\n",
        "".join(
            f"edition.yaml:{line}: error: there is no chapter “{name}”\n"
            "  hint: chapters lie in “chapters/”; name the file alone\n"
            for line, name in ((8, "absent.md"), (10, "../chapters/01-a.md"), (11, "sub\\x.md"))
        ),
    ),
    "a chapter in two places": (
        EDITION + "front: [00-front.md]\nback: [00-front.md]\n",
        "edition.yaml:9: error: the chapter “00-front.md” stands twice\n  hint: name it once\n",
    ),
}


@pytest.mark.parametrize(("text", "expected"), WRONG_EDITIONS.values(), ids=WRONG_EDITIONS)
def test_a_wrong_edition_is_told_with_its_line_and_a_way_out(here: Path, text: str, expected: str) -> None:
    """A faulty edition.yaml gives exactly its problems."""
    make_edition(here, {"edition.yaml": text, "chapters/00-front.md": "前言\n"})
    assert problems_of(lambda report: read_edition(here, report)) == expected


def test_an_edition_without_file_or_chapters_is_told(here: Path) -> None:
    """A folder without edition.yaml, and an edition all of whose chapters are front matter, cannot be built."""
    assert problems_of(lambda report: read_edition(here, report)) == (
        "edition.yaml: error: there is no file “edition.yaml”\n  hint: check the name: capital letters count\n"
    )
    make_edition(here, {"edition.yaml": EDITION + "front: [01-a.md]\n"})
    assert problems_of(lambda report: read_edition(here, report)) == (
        ".: error: the edition has no chapters\n"
        "  hint: put the chapters into “chapters/”, as files ending in .md; they print in the order of their names\n"
    )


# --- Where editions and styles lie -----------------------------------------------------------------------------------


def content(folder: Path, *names: str) -> None:
    """Make editions of these names in a project."""
    for name in names:
        make_edition(folder / "content" / name)


def test_an_edition_is_found_by_folder_by_name_or_as_the_newest(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder goes before a name; without either the newest edition of the project is meant, from any folder in it."""
    content(here / "project", "2023", "2024")
    (here / "project" / "content" / "2025").mkdir()
    make_edition(here / "elsewhere")
    assert find_edition("elsewhere") == here / "elsewhere"
    monkeypatch.chdir(here / "project" / "content" / "2023" / "chapters")
    assert find_edition(None) == here / "project" / "content" / "2024"
    assert find_edition("2023") == here / "project" / "content" / "2023"
    assert find_edition("..") == here / "project" / "content" / "2023"
    assert find_edition(str(here / "elsewhere")) == here / "elsewhere"


def test_the_project_at_hand_goes_before_the_installed_one(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not found here is looked for where dedoc was installed, and that is named by DEDOC_ROOT."""
    content(here / "installed", "2024", "2030")
    content(here / "project", "2024")
    monkeypatch.chdir(here / "project")
    assert find_edition("2024") == here / "project" / "content" / "2024"
    assert find_edition("2030") == here / "installed" / "content" / "2030"
    assert project_roots()[:2] == (here / "project", here / "installed")
    monkeypatch.delenv("DEDOC_ROOT")
    assert here / "installed" not in project_roots()
    assert ROOT in project_roots()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2042", "there is no edition “2042”\n  hint: did you mean “2024”?\n"),
        ("spring", "there is no edition “spring”\n  hint: there are: 2023, 2024\n"),
        ("../project/content/2024x", "there is no edition “../project/content/2024x”\n  hint: there are: 2023, 2024\n"),
        ("../secret", "there is no edition “../secret”\n  hint: there are: 2023, 2024\n"),
        ("", "there is no edition “”\n  hint: there are: 2023, 2024\n"),
    ],
)
def test_an_edition_that_does_not_exist_is_told_with_those_that_do(here: Path, name: str, expected: str) -> None:
    """A wrong name gets the nearest one, or all; a name does not lead out of the folder of editions."""
    content(here, "2023", "2024")
    make_edition(here / "secret")
    assert problems_of(lambda _: find_edition(name)) == f"error: {expected}"


def test_a_folder_without_editions_is_told() -> None:
    """Where there is nothing to build, the way out is to name something."""
    assert problems_of(lambda _: find_edition(None)) == (
        "error: there is no edition here\n"
        "  hint: run the command in a folder with “content/”, or name the folder of an edition\n"
    )
    assert problems_of(lambda _: find_edition("2024")) == "error: there is no edition “2024”\n  hint: there are: -\n"


# --- The style -------------------------------------------------------------------------------------------------------

STYLE = (ROOT / "styles" / "report" / "style.yaml").read_text(encoding="utf-8")


def style(folder: Path, text: str) -> Callable[[Report], Style]:
    """Return what reads a copy of the report's style with this description."""
    shutil.copytree(ROOT / "styles" / "report", folder / "styles" / "mine")
    (folder / "styles" / "mine" / "style.yaml").write_text(text, encoding="utf-8")
    return lambda report: read_style("mine", (folder, ROOT), report)


def test_a_style_is_read_from_the_first_root_that_has_it(here: Path) -> None:
    """A project's own style goes before that of the same name beside dedoc, and others are found there."""
    read = style(here, STYLE.replace("columns: 28", "columns: 27"))
    assert (read(Report()).folder, read(Report()).record.page.columns) == (here / "styles" / "mine", 27)
    assert read_style("report", (here, ROOT), Report()).folder == ROOT / "styles" / "report"


WRONG_STYLES = {
    "a grid wider than the page": (
        "columns: 28",
        "columns: 38",
        "error: 38 characters of 16 pt take 608 pt, and the page is 595.28 pt wide\n  hint: lessen columns or size",
    ),
    "a grid higher than the page": (
        "lines: 22",
        "lines: 26",
        (
            "error: 26 lines of 28.9 pt end 856.3 pt below the head of the page, which is 841.89 pt high\n"
            "  hint: lessen lines, pitch or top"
        ),
    ),
    "no template": (
        "template: report.typ",
        "template: raport.typ",
        "error: the style has no file “raport.typ”\n  hint: put it beside style.yaml",
    ),
    "a template elsewhere": (
        "template: report.typ",
        "template: ../../outside.typ",
        "error: the style has no file “../../outside.typ”\n  hint: put it beside style.yaml",
    ),
    "no cover": (
        "cover: cover.svg",
        "cover: art.svg",
        "error: the style has no file “art.svg”\n  hint: put it beside style.yaml",
    ),
    "an unknown font": (
        "run_in: {size: 16, pitch: 28.9, font: heading}",
        "run_in: {size: 16, pitch: 28.9, font: kai}",
        "error: the text “run_in” asks for an unknown font “kai”\n  hint: the fonts of this style: body, heading",
    ),
    "an unknown key": (
        "pitch: 28.9\n  top",
        "pich: 28.9\n  top",
        "error: unknown key “pich”\n  hint: did you mean “pitch”?",
    ),
    "a measure with its unit": (
        "top: 104.9",
        "top: 37mm",
        "error: “top: 37mm” is not a number\n  hint: write digits with a point: 1.5",
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), WRONG_STYLES.values(), ids=WRONG_STYLES)
def test_a_wrong_style_is_told_with_its_line_and_a_way_out(here: Path, old: str, new: str, expected: str) -> None:
    """What the press could not use is told when the style is read, where it stands or where its part begins."""
    assert STYLE.count(old) == 1
    (here / "outside.typ").touch()
    problems = problems_of(style(here, STYLE.replace(old, new)))
    assert re.search(rf"^styles/mine/style\.yaml:\d+: {re.escape(expected)}$", problems, re.MULTILINE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("align: center", "align: middle"),
        ('accent: "#0b3a66"', "accent: blue"),
        ('  accent: "#0b3a66"\n', ""),
        ("  note: {size: 9, pitch: 15.6, align: left}\n", ""),
        ("columns: 28", "columns: 0"),
        ("size: 30, pitch: 48", "size: -30, pitch: 48"),
        ("family: Noto Serif SC", "family: Noto Serif"),
    ],
)
def test_what_would_stop_the_press_is_told_when_the_style_is_read(here: Path, old: str, new: str) -> None:
    """Colours, alignments, sizes and families that cannot be, and parts that are missing, are located faults."""
    assert old in STYLE
    problems = problems_of(style(here, STYLE.replace(old, new)))
    assert re.match(r"styles/mine/style\.yaml:\d+: error: \S.*\n  hint: \S", problems)


@pytest.mark.parametrize(
    ("old", "new"),
    [("package: pylopdf_fonts_zh_cn", "package: nosuch"), ("file: NotoSerifSC-Regular.otf", "file: ../x.otf")],
)
def test_a_font_that_is_not_installed_is_told(here: Path, old: str, new: str) -> None:
    """A package or file of fonts that is not there is told, where the style names it, before anything is printed."""
    style(here, STYLE.replace(old, new, 1))
    (here / "content").mkdir()
    make_edition(here / "edition", {"edition.yaml": EDITION + "style: mine\n"})
    with pytest.raises(DedocError) as caught:
        load(Order("edition"))
    problems = told(caught.value.problems)
    assert re.fullmatch(
        r"styles/mine/style\.yaml:\d+: error: the (font “.*” is not in the )?package “.*”.*\n  hint: .*\n", problems
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("reprot", "there is no style “reprot”\n  hint: did you mean “report”?\n"),
        ("../outside", "there is no style “../outside”\n  hint: there are: book, report, report-2024, report-css\n"),
        ("", "there is no style “”\n  hint: there are: book, report, report-2024, report-css\n"),
    ],
)
def test_a_style_that_does_not_exist_is_told_with_those_that_do(here: Path, name: str, expected: str) -> None:
    """A wrong name gets the nearest one, or all; a name does not lead out of the folder of styles."""
    shutil.copytree(ROOT / "styles" / "report", here / "outside")
    assert problems_of(lambda report: read_style(name, (here, ROOT), report)) == f"error: {expected}"


# --- The locale ------------------------------------------------------------------------------------------------------


def test_a_locale_is_read_by_its_code() -> None:
    """The language of the report has its words and patterns."""
    locale = read_locale("zh-CN", Report())
    assert (locale.language, locale.babel, locale.scales["万"]) == ("zh-CN", "zh_Hans_CN", 4)


@pytest.mark.parametrize("code", ["fr", "zh", "ZH-cn", "../locales/zh-CN", "zh-CN.yaml", "", "zh-CN\n"])
def test_a_locale_that_does_not_exist_is_told_with_those_that_do(code: str) -> None:
    """A wrong code gets the list of all, and is not taken for a path."""
    known = ", ".join(sorted(path.stem for path in (PACKAGE / "locales").glob("*.yaml")))
    assert problems_of(lambda report: read_locale(code, report)) == (
        f"error: there is no locale “{code}”\n  hint: the locales there are: {known}\n"
    )
