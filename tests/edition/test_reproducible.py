"""Two builds of the same edition are the same bytes, whoever runs them, where and when."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from editions import make_edition
from readback.built import Built, built
from surroundings import OFFLINE, ONE_PROCESSOR, PYTHONS, SOMEBODY, Surroundings, python_of, working
from torture import TORTURE

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EDITION = ROOT / "content" / "2024"
BUILD = ("-W", "error", "-m", "dedoc", "build")

SURROUNDINGS = {
    "plain": Surroundings({"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}),
    "elsewhere": Surroundings({"PYTHONHASHSEED": "4711", "TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8"}, 0o077),
    "somebody": Surroundings({"USER": "somebody", "LOGNAME": "somebody", "HOME": "/nowhere"}, commands=SOMEBODY),
    "one processor": Surroundings({"RAYON_NUM_THREADS": "1"}, commands=ONE_PROCESSOR),
    "no network": Surroundings({}, commands=OFFLINE),
}
"""What the processes that build are surrounded by."""

IN_CSS = [pytest.param(name, "report-css", marks=pytest.mark.thorough) for name in ("plain", "elsewhere")]
CASES = [*((name, "report") for name in SURROUNDINGS), *IN_CSS]


@pytest.mark.parametrize(("name", "style"), CASES)
def test_a_build_is_the_same_whatever_surrounds_it(
    name: str, style: str, report: Built, report_in_css: Built, tmp_path: Path
) -> None:
    """Both files are byte for byte those of another process, whatever it is surrounded by, and in another folder."""
    folder = tmp_path / "build it here"
    folder.mkdir()
    run(SURROUNDINGS[name], [sys.executable, *BUILD, str(EDITION), "--into", "made", "--style", style], folder)
    made = folder / "made" / "2024" / "zh-CN"
    expected = report if style == "report" else report_in_css
    assert (made / "report.pdf").read_bytes() == expected.pdf_path.read_bytes()
    assert (made / "report.docx").read_bytes() == expected.word_path.read_bytes()


def run(around: Surroundings, command: list[str], folder: Path) -> None:
    """Run a command in a folder; it must end well."""
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "DEDOC_ROOT": str(ROOT), **around.variables}
    done = subprocess.run(
        [*working(around.commands), *command],
        cwd=folder,
        env=environment,
        umask=around.umask,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


Printed = dict[str, str]
"""The hash of each output by its path."""


def printed(python: str, folder: Path) -> Printed:
    """Print what there is to print: the edition in all its languages and by both engines, and every element."""
    every = make_edition(folder / "torture", TORTURE)
    around = Surroundings({})
    run(around, [python, *BUILD, str(EDITION), "--into", "typst", "--locale", "all"], folder)
    run(around, [python, *BUILD, str(EDITION), "--into", "css", "--style", "report-css"], folder)
    run(around, [python, *BUILD, str(every), "--into", "every"], folder)
    files = [path for name in ("typst", "css", "every") for path in (folder / name).rglob("report.*")]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Return what the Python that runs the tests prints."""
    return printed(sys.executable, tmp_path_factory.mktemp("here"))


@pytest.mark.parametrize("version", PYTHONS)
def test_every_python_prints_the_same(version: str, here: Printed, tmp_path: Path) -> None:
    """All outputs are byte for byte those of the Python that runs the tests."""
    found = printed(python_of(version), tmp_path)
    assert {"typst/2024/zh-CN/report.pdf", "typst/2024/en/report.docx", "css/2024/zh-CN/report.pdf"} < set(found)
    assert found == here


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Built:
    """Return the 2024 edition built with a date of its own."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735786245")  # 2025-01-02 02:50:45 UTC
    return built(EDITION, tmp_path)


def test_source_date_epoch_changes_the_dates_and_nothing_else(report: Built, later: Built) -> None:
    """SOURCE_DATE_EPOCH sets the dates of both files; what they say and where it stands stays the same."""
    with pikepdf.open(later.pdf_path) as file:
        assert [str(file.docinfo[key])[:16] for key in ("/CreationDate", "/ModDate")] == ["D:20250102025045"] * 2
    core = later.word.files["docProps/core.xml"]
    assert set(re.findall(rb">(\d{4}-[\d:TZ-]+)<", core)) == {b"2025-01-02T02:50:45Z"}
    assert later.pages == report.pages
    assert [page.lines for page in later.pdf.pages] == [page.lines for page in report.pdf.pages]
    changed = [name for name, data in later.word.files.items() if data != report.word.files.get(name)]
    assert changed == ["docProps/core.xml"]
    assert list(later.word.files) == list(report.word.files)
