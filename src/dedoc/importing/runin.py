"""Run-in headings: the short first sentence of a paragraph that names what the rest speaks of."""

from __future__ import annotations

import re

from dedoc.importing.ledger import Kind, Ledger
from dedoc.importing.structure import Call, Heading, Item, Paragraph, Words, words

LONGEST = 30
STATEMENT = re.compile(
    r"[，：；？！“”‘’《》（）()\d]|是|[我这那其该]|本报告|有[一二三四五六七八九十几多]|表示|指出|提出|认为|可以"
)
"""What an ordinary sentence has and a heading hardly ever."""


def mark_run_ins(items: list[Item], ledger: Ledger) -> None:
    """Mark the run-in headings of the body; each goes into the ledger as a decision to look at."""
    has_heading = False
    for item in items:
        has_heading = has_heading or isinstance(item, Heading)
        if not isinstance(item, Paragraph) or not has_heading:
            continue
        length = run_in_length(item)
        if length:
            item.run_in = length
            remark = words(item.atoms)[:length]
            ledger.repair(Kind.RUN_IN, item.at, item.at, is_certain=False, remark=remark)


def run_in_length(paragraph: Paragraph) -> int:
    """Return the number of characters of the run-in heading that opens a paragraph, 0 if there is none."""
    text = words(paragraph.atoms)
    end = text.find("。") + 1
    if not 4 <= end <= LONGEST or len(text) < end + 15 or STATEMENT.search(text[:end]):
        return 0
    seen = 0
    for atom in paragraph.atoms:
        if isinstance(atom, Call) and seen <= end:
            return 0
        seen += len(atom.text) if isinstance(atom, Words) else 0
        if seen > end:
            break
    return end
