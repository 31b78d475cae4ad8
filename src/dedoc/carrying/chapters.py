"""Chapters for the next year: remarks above what speaks of time, and years that move on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dedoc.carrying.carried import Tally
from dedoc.carrying.data import moved
from dedoc.carrying.edits import Edit, Written
from dedoc.carrying.years import speaks_of_time, years
from dedoc.errors import Location
from dedoc.model import Block, Figure, FolioMark, Heading, Text
from dedoc.walk import find

HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]")
FOLIO_LINE = re.compile(r"^\{folio\}`\d+`[ \t]*(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))?", re.MULTILINE)
FOLIO = re.compile(r"\{folio\}`\d+`")


def carry_chapter(written: Written, blocks: Sequence[Block], old: int, new: int, tally: Tally) -> Iterator[Edit]:
    """Yield the edits of a chapter; ``blocks`` are those that it holds, as they were read.

    Marks of the pages of the printed edition are taken out: they say nothing of the next one.
    """
    starts = written.starts()
    marked = {block.location.line: block for block in blocks if block.location and _is_timely(block, old)}
    for line, start in enumerate(starts, 1):
        end = starts[line] if line < len(starts) else len(written.text)
        if line in marked:
            tally.blocks.append(Location(written.name, line))
            yield Edit(start, start, f"% due {old}{written.newline}")
        is_title = HEADING.match(written.text, start) is not None
        yield from moved(written, start, end, old, new, tally, is_title=is_title)
    taken: set[int] = set()
    for pattern in (FOLIO_LINE, FOLIO):
        for match in pattern.finditer(written.text):
            if match.start() not in taken:
                taken.add(match.start())
                yield Edit(*match.span(), "")


def _is_timely(block: Block, old: int) -> bool:
    """Whether the words of a block speak of time; those of a heading only if they bear the year of the edition."""
    if isinstance(block, Figure | FolioMark):
        return False
    text = "\n".join(node.text for node in find(block, Text))
    if isinstance(block, Heading):
        return any(True for _ in years(text, old, is_title=True))
    return speaks_of_time(text)
