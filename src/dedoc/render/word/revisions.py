"""Tracked changes of Word: runs, paragraphs, rows and styles that a reader can accept or reject.

What moved is deleted at one place and inserted at the other: moves of Word (``w:moveFrom``, ``w:moveTo``) need ranges
that pair by names and ids, over which Word calls a file unreadable (JSv4/Docxodus#96), and which other programs lose.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterable, Iterator

from docx.oxml.ns import qn

from dedoc.model import Revision
from dedoc.render.word.xml import Element, element, set_property

AUTHOR = "dedoc"

FIRST_ID = 1_000_000
"""Changes and bookmarks are counted in one sequence (ECMA-376-1, 17.13); no report has so many bookmarks."""

DELETED_TEXT = {qn("w:t"): qn("w:delText"), qn("w:instrText"): qn("w:delInstrText")}
"""What text and the codes of fields are called where they are deleted (17.3.3.7, 17.16.13)."""


class Revisions:
    """Marks elements as inserted or deleted, all on one day; ids are unique in the file."""

    def __init__(self, timestamp: int) -> None:
        self._date = f"{datetime.datetime.fromtimestamp(timestamp, datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"
        self._count = FIRST_ID

    def _change(self, tag: str, *content: Element) -> Element:
        self._count += 1
        return element(tag, *content, id=self._count, author=AUTHOR, date=self._date)

    def runs(self, content: Iterable[Element], revision: Revision) -> Iterator[Element]:
        """Yield what stands in a paragraph with its runs marked, those of links inside them (17.13.5.14, 17.13.5.18).

        What was marked before, and what is no text, stays as it is.
        """
        waiting: list[Element] = []
        for item in content:
            if item.tag == qn("w:r"):
                waiting.append(item)
                continue
            if waiting:
                yield self._marked(waiting, revision)
                waiting = []
            if item.tag == qn("w:hyperlink"):
                item[:] = list(self.runs(list(item), revision))
            yield item
        if waiting:
            yield self._marked(waiting, revision)

    def _marked(self, runs: list[Element], revision: Revision) -> Element:
        if revision.is_gone:
            for part in [part for run in runs for part in run.iter(*DELETED_TEXT)]:
                part.tag = DELETED_TEXT[part.tag]
        return self._change(_tag(revision), *runs)

    def whole(self, made: Element, revision: Revision) -> Element:
        """Return a paragraph, or a table with its rows, of which everything is marked, the ends of paragraphs too."""
        for row in made.iter(qn("w:tr")):
            row.get_or_add_trPr().append(self._change(_tag(revision)))
        for paragraph in list(made.iter(qn("w:p"))):
            properties = paragraph.find(qn("w:pPr"))
            content = [item for item in paragraph if item is not properties]
            marked = list(self.runs(content, revision))
            paragraph[:] = [*([] if properties is None else [properties]), *marked]
            self.end(paragraph, revision)
        return made

    def end(self, paragraph: Element, revision: Revision | None) -> None:
        """Mark the end of a paragraph (17.13.5.15, 17.13.5.20): rejected or accepted, it goes on into the next one."""
        if revision is None:
            paragraph.pPr.remove(paragraph.pPr.find(qn("w:rPr")))
        else:
            set_property(paragraph, element("rPr", self._change(_tag(revision))))

    def restyled(self, paragraph: Element, style: str) -> Element:
        """Return a paragraph that had another style (17.13.5.29)."""
        former = copy.deepcopy(paragraph.pPr)
        former.find(qn("w:pStyle")).set(qn("w:val"), style)
        set_property(paragraph, self._change("pPrChange", former))
        return paragraph

    def ended(self, paragraphs: list[Element]) -> list[Element]:
        """Return the paragraphs of a note, the first of which both texts have, so that its last end stays.

        What ends a text cannot be deleted: new paragraphs at the end begin behind the one before them instead, and the
        last paragraphs of both texts share an end.
        """
        kept = max(index for index, paragraph in enumerate(paragraphs) if not is_revised(paragraph))
        last, *tail = paragraphs[kept:]
        gone = [paragraph for paragraph in tail if is_deleted(paragraph)]
        new = [paragraph for paragraph in tail if not is_deleted(paragraph)]
        if gone and new:
            new[-1][1:1] = list(gone.pop()[1:])
            self.end(new[-1], None)
        elif tail:
            self.end(last, Revision.DELETED if gone else Revision.INSERTED)
            self.end(tail[-1], None)
        return [*paragraphs[: kept + 1], *gone, *new]


def _tag(revision: Revision) -> str:
    return "del" if revision.is_gone else "ins"


def is_revised(paragraph: Element) -> bool:
    """Whether a paragraph is there in one of the two texts only: its end is marked."""
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}") is not None


def is_deleted(item: Element) -> bool:
    """Whether a paragraph or table is there in the old text only."""
    if item.tag == qn("w:tbl"):
        rows = item.findall(qn("w:tr"))
        return all(row.find("/".join(map(qn, ("w:trPr", "w:del")))) is not None for row in rows)
    return item.find("/".join(map(qn, ("w:pPr", "w:rPr", "w:del")))) is not None
