"""Two builds of the same edition are the same bytes, whoever runs them, where and when."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from readback.built import Built, built

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EDITION = ROOT / "content" / "2024"

SURROUNDINGS = {
    "plain": ({"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}, 0o022),
    "elsewhere": ({"PYTHONHASHSEED": "4711", "TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8"}, 0o077),
}
"""Environments and umasks of the processes that build."""


@pytest.mark.parametrize("style", ["report", "report-css"])
@pytest.mark.parametrize("name", SURROUNDINGS)
def test_a_build_is_the_same_whatever_surrounds_it(
    name: str, style: str, report: Built, report_in_css: Built, tmp_path: Path
) -> None:
    """Both files are byte for byte those of another process with another hash seed, zone, locale, folder and umask."""
    variables, umask = SURROUNDINGS[name]
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    environment |= {**variables, "PYTHONPATH": str(ROOT / "src"), "DEDOC_ROOT": str(ROOT)}
    folder = tmp_path / "build it here"
    folder.mkdir()
    command = [sys.executable, "-m", "dedoc", "build", str(EDITION), "--into", "made", "--style", style]
    done = subprocess.run(
        command, cwd=folder, env=environment, umask=umask, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    made = folder / "made" / "2024" / "zh-CN"
    expected = report if style == "report" else report_in_css
    assert (made / "report.pdf").read_bytes() == expected.pdf_path.read_bytes()
    assert (made / "report.docx").read_bytes() == expected.word_path.read_bytes()


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
