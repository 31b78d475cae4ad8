"""Two small editions laid over each other, and what that tells, as lines to compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from cases import resolved
from dedoc.changes import Entry, chapters, overlay
from dedoc.changes.lines import Segment
from dedoc.errors import Report
from dedoc.localise import localise
from dedoc.model import Document
from dedoc.project import read_locale


def document(folder: Path, files: Mapping[str, str | bytes]) -> Document:
    """Return the document of a small edition, put into its language; an edition with faults fails."""
    read, problems = resolved(folder, files)
    assert read is not None, problems
    assert not problems, problems
    return localise(read, read_locale("zh-CN", Report()))


def two(folder: Path, files: Mapping[str, str]) -> tuple[Document, Document]:
    """Return the two documents of files whose names begin with ``old/`` and ``new/``; others belong to both."""
    shared = {name: text for name, text in files.items() if not name.startswith(("old/", "new/"))}
    sides = []
    for side in ("old", "new"):
        own = {name.removeprefix(f"{side}/"): text for name, text in files.items() if name.startswith(f"{side}/")}
        sides.append(document(folder / side, {**shared, **own}))
    return sides[0], sides[1]


def told(old: Document, new: Document) -> str:
    """Return what happened, a line a change, and a line for each chapter that has changes."""
    lines = []
    for chapter in chapters(overlay(old, new)):
        if chapter.entries:
            lines.append(f"# {chapter.title or chapter.part} (same: {chapter.same})")
        for entry in chapter.entries:
            lines += _entry(entry)
    return "".join(f"{line}\n" for line in lines)


def _entry(entry: Entry) -> Iterable[str]:
    ranks = " → ".join(f"{rank.level}{'' if rank.is_numbered else ' unnumbered'}" for rank in entry.ranks or ())
    yield f"{entry.kind.value} {entry.what}{ranks and ' '}{ranks}: {marked(entry.segments)}"
    for detail in entry.details:
        yield f"  {detail.name}: {detail.old} → {detail.new}" if detail.old or detail.new else f"  {detail.name}"


def marked(segments: Iterable[Segment]) -> str:
    """Return segments as text: what is deleted in ``[-…-]``, what is inserted in ``{+…+}``, line ends as ``/``."""
    return "".join(map(_segment, segments)).replace("\n", " / ")


def _segment(segment: Segment) -> str:
    if not segment.is_changed:
        return segment.new if segment.old == segment.new else f"{segment.old}→{segment.new}"
    return f"[-{segment.old}-]" if segment.old else f"{{+{segment.new}+}}"
