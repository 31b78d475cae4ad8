"""Editions as they were at a revision of git, read without touching the checkout."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dedoc.errors import ProjectError, fail
from dedoc.project import find_edition, project_roots


@dataclass(frozen=True, slots=True)
class Version:
    """An edition that somebody named: its folder, and what messages call that folder, ``""`` for what it is."""

    folder: Path
    shown: str = ""


@contextmanager
def open_version(name: str | None) -> Iterator[Version]:
    """Yield the edition of a name; ``NAME@REVISION`` is what it was at a revision of git, for as long as it is needed.

    ProjectError if there is no such edition or revision.
    """
    edition, at, revision = (name or "").rpartition("@")
    if not at or (Path(name or "") / "edition.yaml").is_file():
        yield Version(find_edition(name))
        return
    root, path = _place(edition)
    with tempfile.TemporaryDirectory(prefix="dedoc-") as folder:
        _unpack(root, revision, path, Path(folder))
        if not (Path(folder) / path / "edition.yaml").is_file():
            values = {"revision": revision, "name": edition}
            fail(ProjectError, None, "the revision “{revision}” has no edition “{name}”", **values)
        # The name of the folder is that of the edition; “content” above it would make this folder a project.
        target = Path(folder) / "edition" / path.name
        target.parent.mkdir()
        shutil.move(Path(folder) / path, target)
        yield Version(target, str(name))


def _place(edition: str) -> tuple[Path, Path]:
    """Return the root of the repository that has an edition, and its path there; it may be gone from the checkout."""
    try:
        folder = find_edition(edition or None)
    except ProjectError:
        contents = [root / "content" for root in project_roots() if (root / "content").is_dir()]
        if not edition or not contents:
            raise
        folder = contents[0] / edition
    top = _git(folder if folder.is_dir() else folder.parent, "rev-parse", "--show-toplevel")
    if top is None:
        hint = "name the folder of an edition without “@”, or run “git init” and commit what there is"
        fail(ProjectError, None, "“{folder}” lies in no git repository", hint, folder=str(folder))
    root = Path(os.fsdecode(top).rstrip("\n")).resolve()
    return root, folder.resolve().relative_to(root)


def _unpack(root: Path, revision: str, path: Path, folder: Path) -> None:
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        hint = "name a commit, a branch or a tag: HEAD~3, v2024, 1a2b3c4"
        fail(ProjectError, None, "git knows no revision “{revision}”", hint, revision=revision)
    archive = _git(root, "archive", "--format=tar", commit.decode("ascii").strip(), path.as_posix())
    if archive is None:
        return
    try:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
    except tarfile.TarError as error:
        values = {"revision": revision, "reason": str(error)}
        fail(ProjectError, None, "the revision “{revision}” cannot be unpacked: {reason}", **values)


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git says about a folder, or None if it refuses."""
    program = shutil.which("git")
    if program is None:
        hint = "install git, or name the folders of two editions"
        fail(ProjectError, None, "revisions can only be compared with git, which is not installed", hint)
    command = [program, "-C", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)  # noqa: S603
    return done.stdout if done.returncode == 0 else None
