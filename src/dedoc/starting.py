"""A new report from scratch: a small complete edition to read, to build, and to write over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dedoc.errors import Location, ProjectError, fail
from dedoc.facts.edits import scalar
from dedoc.outputs import aside, write_new

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
    with aside(folder, folder, "check the permissions and the room on the disk") as waiting:
        _write(beginning, waiting / "content" / edition.name)
        (waiting / "content").rename(folder / "content")
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
        text = path.read_text(encoding="utf-8")
        write_new(target, text.format(year=beginning.year, **years, **quoted).encode())
