"""From a Word file that came back to a patch of the source, and a list of all that was changed."""

from __future__ import annotations

from dedoc.returning.remarks import cut_unused, remarks
from dedoc.returning.sides import Sides
from dedoc.returning.structure import arrange, cut_gone, note_new
from dedoc.returning.texts import compare_group, is_changed
from dedoc.returning.work import Result, Work, begin_work
from dedoc.returning.writer import runs


def changes_of(sides: Sides) -> Result:
    """Return what the returned file of some sides brings back."""
    work = begin_work(sides)
    for group in work.groups:
        old, new = [sides.old[i] for i in group.old], [sides.new[i] for i in group.new]
        if old and new:
            compare_group(work, group, old, new)
        elif new:
            note_new(work, new[0])
    cut_gone(work)
    _write_notes(work)
    work.result.changes += remarks(sides, work.entries, work.arranger, work.patch)
    arrange(work)
    cut_unused(work.patch)
    work.result.texts = work.patch.texts()
    return work.result


def _write_notes(work: Work) -> None:
    """Put the edited texts of free notes into the patch."""
    for passages, outcome in work.writer.notes.outcomes:
        for passage, items in zip(passages, runs(outcome.items), strict=False):
            if is_changed(work.writer, passage, items):
                text, spot = work.writer.run(passage, items), work.writer.spot(passage)
                if text is not None and spot is not None:
                    work.patch.put(spot.file, spot.start, spot.end, text)
