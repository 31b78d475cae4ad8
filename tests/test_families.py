"""The generator of families of reports: the same every time, each report another one, and all of them build."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bench.families import members, write_family
from dedoc.build import Order, build
from dedoc.errors import Severity
from dedoc.review import check

ROOT = Path(__file__).resolve().parents[1]


def written(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder by their paths."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}


def generate(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command as its users run it."""
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    command = (sys.executable, "-m", "bench.families", "--into", str(folder), *arguments)
    environment = os.environ | {"PYTHONPATH": paths} | variables
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_family_is_the_same_in_every_process(tmp_path: Path) -> None:
    """A report depends on its region, its year, its pages and the seed: not on the hash seed, nor on the count."""
    made = write_family(tmp_path / "a", 7, pages=3, seed=5)
    done = generate(tmp_path / "b", "6", "--pages", "3", "--seed", "5", PYTHONHASHSEED="3")
    assert done.returncode == 0, done.stderr
    first, second = written(tmp_path / "a"), written(tmp_path / "b")
    assert second.items() <= first.items()
    assert len(made) == 7
    assert {path.relative_to(tmp_path / "a").as_posix() for path in made} >= {
        name.rpartition("/chapters/")[0] for name in second if "/chapters/" in name
    }


def test_reports_differ(tmp_path: Path) -> None:
    """No two reports have a chapter in common, nor have those of two seeds."""
    made = (*write_family(tmp_path / "a", 40), *write_family(tmp_path / "b", 5, seed=1))
    chapters = [path.read_text(encoding="utf-8") for edition in made for path in edition.glob("chapters/*.md")]
    prefaces = [text for text in chapters if text.startswith("# 前言")]
    bodies = [text for text in chapters if not text.startswith(("# 前言", "# 结语"))]
    assert len(prefaces) == len(made)
    assert len(set(bodies)) == len(bodies)


def test_every_report_says_that_it_is_a_sample(tmp_path: Path) -> None:
    """Its cover, its metadata, its preface and its facts do; nobody takes its values for those of a real place."""
    for edition in write_family(tmp_path, 6):
        record = yaml.safe_load((edition / "edition.yaml").read_text(encoding="utf-8"))
        assert "样本，数值均为虚构" in record["subtitle"]
        assert "虚构" in record["subject"]
        assert "样本" in record["keywords"]
        assert "数值、来源和情况都由程序虚构" in (edition / "chapters/00.md").read_text(encoding="utf-8")
        assert "虚构" in (edition / "facts.yaml").read_text(encoding="utf-8").splitlines()[0]
        sources = yaml.safe_load((edition / "sources.yaml").read_text(encoding="utf-8"))
        assert all("样本" in source["title"] for source in sources.values())


@pytest.mark.slow
@pytest.mark.parametrize(("pages", "seed"), [(1, 0), (4, 0), (4, 1), (12, 0), (30, 0)])
def test_reports_build_to_about_the_pages_that_were_asked_for(pages: int, seed: int, tmp_path: Path) -> None:
    """Only the layout has something to remark, and a sub-editor has nothing."""
    edition = write_family(tmp_path, 3, pages=pages, seed=seed)[-1]
    result = build(Order(str(edition), into=tmp_path / "out", outputs=("pdf",) if pages > 4 else ("pdf", "docx")))
    assert all(problem in result.noticed and problem.severity is Severity.WARNING for problem in result.problems)
    assert not check(Order(str(edition))).problems
    folios = [int(folio) for _, folio in result.pages.headings if folio.isdecimal()]
    assert abs(folios[-1] - pages) <= 1 + pages // 25


def test_there_are_ten_thousand_and_no_more_than_there_are() -> None:
    """Regions by years, each once; what is no count of reports is refused."""
    named = [(region.key, year) for region, year in members(10_000)]
    assert len(set(named)) == 10_000
    assert {year for _, year in members(500)} == set(range(2021, 2026))
    for count in (0, -1, 20_000):
        with pytest.raises(ValueError, match="a family has 1 to 10013 reports"):
            members(count)


def test_the_command_refuses_what_is_no_count(tmp_path: Path) -> None:
    """It says so in a line, and writes nothing."""
    done = generate(tmp_path / "a", "20000")
    assert done.returncode == 2
    assert "a family has 1 to 10013 reports, not 20000" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "a").exists()
