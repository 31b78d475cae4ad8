"""Editions as they were at a revision of git: unpacked beside the checkout, which nobody touches."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from dedoc.errors import ProjectError
from dedoc.history import open_version
from editions import make_edition

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(*words: str) -> None:
    """Run git here, as somebody."""
    somebody = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *somebody, *words], check=True, capture_output=True)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project in git, where we stand: the edition 2024, whose chapter was changed after the first commit."""
    monkeypatch.chdir(tmp_path)
    make_edition(tmp_path / "content" / "2024", {"chapters/01-a.md": "# 开端\n\n从前的话。\n"})
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "first")
    git("tag", "first")
    make_edition(tmp_path / "content" / "2024", {"chapters/01-a.md": "# 开端\n\n现在的话。\n"})
    return tmp_path


def words(name: str | None) -> tuple[str, str, str]:
    """Return the name of a version's folder, what it is called, and what its chapter says."""
    with open_version(name) as version:
        text = (version.folder / "chapters" / "01-a.md").read_text(encoding="utf-8")
        return version.folder.name, version.shown, text.split()[-1]


def refusal(name: str) -> str:
    """Return what is said of a version that is not there."""
    with pytest.raises(ProjectError) as raised, open_version(name):
        pass
    return str(raised.value)


@pytest.mark.parametrize("name", ["2024@first", "2024@HEAD", "@first", "content/2024@first"])
def test_a_revision_is_unpacked(name: str) -> None:
    """By name, by folder or as the newest, an edition is what it was; its folder keeps its name."""
    assert words(name) == ("2024", name, "从前的话。")


@pytest.mark.parametrize("name", ["2024", None, "content/2024"])
def test_without_revision_it_is_what_lies_there(name: str | None) -> None:
    """An edition without revision is its own folder."""
    assert words(name) == ("2024", "", "现在的话。")


def test_nothing_is_left_behind_and_nothing_is_touched(project: Path) -> None:
    """The checkout stays as it is, and what was unpacked is gone when it is no longer needed."""
    with open_version("2024@first") as version:
        folder = version.folder
    status = subprocess.run(["git", "status", "--short"], check=True, capture_output=True, encoding="utf-8").stdout

    assert not folder.exists()
    assert status.split() == ["M", "content/2024/chapters/01-a.md"]
    assert (project / "content" / "2024" / "chapters" / "01-a.md").read_text(encoding="utf-8").endswith("现在的话。\n")


def test_an_edition_may_be_gone_from_the_checkout(project: Path) -> None:
    """What was deleted since is found in its revision."""
    (project / "content" / "2024").rename(project / "content" / "1999")
    git("add", ".")
    git("commit", "--quiet", "-m", "second")
    (project / "content" / "1999").rename(project / "content" / "2000")

    assert words("1999@HEAD") == ("1999", "1999@HEAD", "现在的话。")


def test_an_at_in_the_name_of_a_folder_is_no_revision(project: Path) -> None:
    """A folder that is there is meant as it is written."""
    (project / "content" / "2024").rename(project / "a@b")

    assert words("a@b") == ("a@b", "", "现在的话。")


def test_what_is_not_there_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unknown revisions, editions that a revision has not, and folders outside git are told with a way out."""
    make_edition(project / "content" / "2025")
    assert refusal("2024@nonsense").startswith("error: git knows no revision “nonsense”\n  hint: ")
    assert refusal("2024@--output=x").startswith("error: git knows no revision “--output=x”")
    assert refusal("2025@first") == "error: the revision “first” has no edition “2025”"
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert refusal("2024@first").startswith("error: revisions can only be compared with git, which is not installed")


def test_a_folder_outside_git_has_no_revisions(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without a repository there is nothing to look back to."""
    folder = make_edition(tmp_path_factory.mktemp("elsewhere") / "2024")

    assert refusal(f"{folder}@HEAD").startswith(f"error: “{folder}” lies in no git repository\n  hint: ")
