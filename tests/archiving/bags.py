"""Bags for tests: one of a tiny edition, as the command makes it, and a small one to be spoilt."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from dedoc.archiving.bag import PAYLOAD, bag_of
from editions import FULL, make_edition

ROOT = Path(__file__).parents[2]
PRINTED = """\
{
 "folios": 3,
 "contents": [{"level": 1, "title": "一、开端", "folio": 1}, {"level": 1, "title": "二、结语", "folio": 2}],
 "notes": {"1": 1, "2": 1},
 "figures": {"2": 3}
}
"""
PLAIN = {"chapters/02-b.md": "{folio}`3`\n\n# 结语\n\n:::{figure} logic\n:::\n", "printed.json": PRINTED}
PROVED = [
    "outputs/zh-CN/report.docx",
    "outputs/zh-CN/report.pdf",
    "verification/fidelity.html",
    "verification/fidelity.json",
]
"""What a bag of the tiny edition holds that is made again by a rebuild."""

HEAVY = ("program/", "fonts/")
"""What a bag that is only read can do without, so that a hundred of them are read in seconds."""


def tiny(folder: Path) -> Path:
    """Return a small edition with one of everything, named “2024”, in ``folder``; it tells of other printed pages."""
    return make_edition(folder / "content" / "2024", {**FULL, **PLAIN})


def run_archive(*words: str, folder: Path, umask: int = 0o022, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``dedoc archive`` in a process of its own, in ``folder``, and return what it said."""
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "DEDOC_ROOT": str(ROOT), "DEDOC_LANGUAGE": "en", **variables}
    return subprocess.run(
        [sys.executable, "-m", "dedoc", "archive", *words],
        cwd=folder,
        env=environment,
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def files_of(bag: Path) -> dict[str, bytes]:
    """Return the files of a bag by their paths in it."""
    return {path.relative_to(bag).as_posix(): path.read_bytes() for path in sorted(bag.rglob("*")) if path.is_file()}


def light(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a bag, counted anew, without what makes it heavy."""
    payload = {name.removeprefix(PAYLOAD): data for name, data in files.items() if name.startswith(PAYLOAD)}
    return bag_of({name: data for name, data in payload.items() if not name.startswith(HEAVY)}, {"Made-For": "tests"})


def laid(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write a bag into a folder and return it."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
