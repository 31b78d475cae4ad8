"""A new report from scratch: a small complete edition to read, to build, and to write over."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dedoc.errors import Location, OutputError, ProjectError, fail
from dedoc.facts.edits import scalar

STARTER = Path(__file__).resolve().parent / "starter"
TITLE, PUBLISHER = "服务发展年度报告", "报告编写组"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new report is to be: where, of which year, and what it is called."""

    folder: Path
    year: int
    title: str = TITLE
    publisher: str = PUBLISHER


def begin(beginning: Beginning) -> Path:
    """Make the folder of a report with its first edition and return that; an error leaves nothing behind."""
    _check(beginning)
    folder = beginning.folder
    edition = folder / "content" / str(beginning.year)
    hint = "check the permissions and the room on the disk"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".dedoc-", dir=folder))
        try:
            _write(beginning, made / "content" / edition.name)
            (made / "content").rename(folder / "content")
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        values = {"folder": str(folder), "reason": error.strerror or os.strerror(error.errno or errno.EIO)}
        fail(OutputError, None, "nothing can be written into “{folder}”: {reason}", hint, **values)
    return edition


def _check(beginning: Beginning) -> None:
    if (beginning.folder / "content").exists():
        place = Location(str(beginning.folder))
        hint = "choose another folder; “dedoc new” makes the next edition of the report that is there"
        fail(ProjectError, place, "there is a report already", hint)
    if not 1900 <= beginning.year <= 2999:
        fail(ProjectError, None, "{year} is no year of a report", "write it like 2025", year=beginning.year)
    for key, text in (("title", beginning.title), ("publisher", beginning.publisher)):
        if not text.strip() or "\n" in text:
            fail(
                ProjectError,
                None,
                "the {key} of the report is empty or has several lines",
                "write it on one line",
                key=key,
            )


def _write(beginning: Beginning, folder: Path) -> None:
    years = {"last": beginning.year - 1, "second": beginning.year - 2, "third": beginning.year - 3}
    words = {"title": beginning.title, "publisher": beginning.publisher}
    quoted = {key: scalar(text.strip(), None, is_flow=True) for key, text in words.items()}
    for path in sorted(STARTER.rglob("*.*")):
        target = folder / path.relative_to(STARTER)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        target.write_text(text.format(year=beginning.year, **years, **quoted), encoding="utf-8", newline="\n")
