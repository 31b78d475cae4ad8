"""Styles in CSS: what is wrong with a style sheet is told at its line, and nothing comes from elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from dedoc.build import Order, build
from dedoc.errors import DedocError, Problem, in_order
from editions import FULL, make_edition

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
STYLES = ROOT / "styles"
SHEET = (STYLES / "report-css" / "report.css").read_text(encoding="utf-8")
LAST = SHEET.count("\n") + 1
"""The line that follows the style sheet of “report-css”."""


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a project with the style “report” and an edition."""
    shutil.copytree(STYLES / "report", tmp_path / "styles" / "report")
    make_edition(tmp_path / "edition")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEDOC_ROOT", str(tmp_path))


def problems(sheet: str, **files: str) -> tuple[Problem, ...]:
    """Return what a build says in a style with that style sheet, and such files beside it."""
    folder = Path("styles/own")
    folder.mkdir()
    texts = {"style.yaml": "base: report\ntemplate: own.css\n", "own.css": sheet, **files}
    for name, text in texts.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    try:
        return build(Order("edition", Path("out"), style="own", outputs=("pdf",))).problems
    except DedocError as error:
        return error.problems


def told(found: tuple[Problem, ...]) -> list[str]:
    """Return problems as printed, without hints."""
    return [problem.format().splitlines()[0] for problem in in_order(found)]


ELSEWHERE = "“{}”, which is no file of the style"


@pytest.mark.parametrize(
    ("rule", "address"),
    [
        ("p { background: url(http://example.org/a.png) }", "http://example.org/a.png"),
        ("p { background: url(file:///etc/hostname) }", "file:///etc/hostname"),
        ("p { background: url(../report/cover.svg) }", "report/cover.svg"),
        ("@font-face { font-family: X; src: url(x.otf) }", "x.otf"),
        ("p { background: url(own.css/../../report/style.yaml) }", "report/style.yaml"),
    ],
)
def test_what_is_no_file_of_the_style_is_refused_at_its_line(rule: str, address: str) -> None:
    """Neither the network nor the disk beyond the style is read, and the build fails."""
    found = problems(f"{SHEET}{rule}\n")

    assert f"styles/own/own.css:{LAST}: error: the style asks for {ELSEWHERE.format(address)}" in told(found)
    assert not Path("out").exists()


@pytest.mark.parametrize("address", ["https://example.org/x.css", "none.css"])
def test_style_sheets_are_imported_from_the_style_only(address: str) -> None:
    """An address of the network and a file that is not there are refused at the line that asks for them."""
    found = problems(f'@import "{address}";\n{SHEET}')

    assert told(found) == [f"styles/own/own.css:1: error: the style asks for {ELSEWHERE.format(address)}"]


def test_a_style_may_be_in_several_files() -> None:
    """A style sheet of the style is imported, from its own folder or that of its base, and its faults have its name."""
    found = problems(f'@import "more.css";\n{SHEET}', more_css="p {\n  line-break: strict;\n}\n")

    assert told(found) == ["styles/own/more.css:2: warning: “line-break: strict” is ignored: unknown property"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("h1 { colr: red }", "“colr: red” is ignored: unknown property"),
        ("h1 { color: reddish }", "“color: reddish” is ignored: invalid value"),
        ("h1 { margin-left: var(--color-ink) }", "“margin-left: #1a1a1a” is ignored: invalid value"),
        ("h1::bogus { color: red }", "WeasyPrint says: Invalid or unsupported selector, 'h1::bogus '"),
        ("@bogus;", f"WeasyPrint says: Unknown empty rule <AtRule @bogus … {{ … }}> at {LAST}:1"),
    ],
)
def test_what_means_nothing_is_a_warning_at_its_line(rule: str, said: str) -> None:
    """The report is printed all the same."""
    found = problems(f"{SHEET}{rule}\n")

    assert told(found)[0].startswith(f"styles/own/own.css:{LAST}: warning: {said}")
    assert Path("out/edition/zh-CN/report.pdf").is_file()


def test_a_character_that_no_font_has_is_told_at_its_line() -> None:
    """What a style adds to the text must have glyphs, too."""
    found = problems(SHEET + 'h1::before { content: "🙂" }\n')

    assert told(found) == [f"styles/own/own.css:{LAST}: error: no font of the style has a glyph for “🙂” (U+1F642)"]


def test_what_breaks_weasyprint_is_a_problem() -> None:
    """WeasyPrint 70.0 stumbles over the content of a marker; nobody sees its traceback."""
    Path("edition/chapters/01-a.md").write_text("# 开端\n\n- 一\n- 二\n", encoding="utf-8")
    found = problems(SHEET + 'li::marker { content: "x" }\n')

    assert told(found) == [
        "error: WeasyPrint broke down: TypeError: min-content width for TextBox not handled yet",
    ]


def test_text_that_runs_off_its_page_is_told() -> None:
    """A style that sets figures too high loses nothing in silence: they are named where they were written."""
    make_edition(Path("edition"), FULL)
    found = problems(SHEET + ".drawing:has(.source) img { height: 1000pt }\n")

    assert told(found) == [
        f"edition/chapters/{place}: error: this does not fit on page {page}: some of it would run out of the text"
        for place, page in (("01-a.md:11", 5), ("02-b.md:7", 7))
    ]


def test_a_cover_that_holds_too_much_is_told() -> None:
    """A title of a page and more does not flow over into the report."""
    edition = Path("edition/edition.yaml")
    edition.write_text(edition.read_text(encoding="utf-8").replace("样本报告", "样本报告" * 80), encoding="utf-8")

    assert told(problems(SHEET)) == ["error: a cover holds more than fits on a page"]


def test_a_note_longer_than_a_page_is_told_and_not_lost() -> None:
    """WeasyPrint cuts no note: one that fits on no page is named at its line."""
    text = "# 开端\n\n正文[^a]。\n\n[^a]: " + "注释文字。" * 800 + "\n"
    Path("edition/chapters/01-a.md").write_text(text, encoding="utf-8")
    found = problems(SHEET)

    assert told(found) == ["edition/chapters/01-a.md:3: error: the note [1] is lost in the layout"]


def test_a_folio_is_what_stands_for_the_counter_of_pages() -> None:
    """What a style writes around it is no part of it, wherever on the page it stands."""
    sheet = f"""{SHEET}
@page body {{ @bottom-center {{ content: none }} @top-right {{ content: "— " counter(page, upper-roman) " —" }} }}
.contents a::after {{ content: target-counter(attr(href), page, upper-roman) }}
"""
    folder = Path("styles/own")
    assert problems(sheet) == ()
    result = build(Order("edition", Path("out"), style=folder.name, outputs=("pdf",)))

    assert result.pages.headings == ((3, "I"),)


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Build the edition in a process in which something is done first."""
    main = "import sys; from dedoc.cli import main; sys.exit(main(sys.argv[1:]))"
    arguments = ["build", "edition", "--style", "report-css", "--into", "out", "--to", "pdf"]
    shutil.copytree(STYLES / "report-css", "styles/report-css")
    command = [sys.executable, "-c", f"{code}\n{main}", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment(), check=False)


def environment() -> dict[str, str]:
    """Return the environment of a process that finds dedoc and the project."""
    return os.environ | {"PYTHONPATH": str(ROOT / "src"), "DEDOC_ROOT": str(Path.cwd()), "LC_ALL": "C.UTF-8"}


WITHOUT = """
import cffi
load = cffi.FFI.dlopen
def dlopen(self, name, flags=0):
    if "{library}" in name:
        raise OSError(f"cannot load library '{{name}}': no such file")
    return load(self, name, flags)
cffi.FFI.dlopen = dlopen
"""
"""Makes a library of the system one that is not there."""


def test_without_pango_the_way_out_is_told() -> None:
    """A machine that lacks a library says which, and what to install; nothing else is printed."""
    done = run(WITHOUT.format(library="pango"))

    assert done.returncode == 1
    assert done.stdout == ""
    said = done.stderr.splitlines()
    assert said[0].startswith("error: styles in CSS need libraries that are not on this machine: cannot load library")
    assert "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in said[1]
    assert "brew install pango" in said[1]
    assert len(said) == 2


def test_without_harfbuzz_subset_it_prints_and_warns() -> None:
    """Fonts are then cut down by another library, and the PDF says the same."""
    done = run(WITHOUT.format(library="harfbuzz-subset"))

    assert done.returncode == 0
    assert done.stderr == (
        "warning: fonts are cut down slowly, for want of a library\n"
        "  hint: install HarfBuzz-subset: apt install libharfbuzz-subset0\n"
    )
    with pikepdf.open("out/edition/zh-CN/report.pdf") as file:
        assert len(file.pages) == 3


def test_who_prints_with_typst_does_not_pay_for_weasyprint() -> None:
    """Building in the style “report” loads nothing of WeasyPrint."""
    code = (
        "import sys; from dedoc.cli import main\n"
        "assert main(['build', 'edition', '--style', 'report', '--into', 'out', '--to', 'pdf']) == 0\n"
        "assert not {'weasyprint', 'fontTools'} & set(sys.modules)\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment(), check=False)

    assert done.returncode == 0, done.stderr
