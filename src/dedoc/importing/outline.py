"""The headings of the body, held against the contents."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from dedoc.errors import Location, Report
from dedoc.importing.contents import Entry, Levels, title_key
from dedoc.importing.lines import Line, key
from dedoc.importing.patterns import UNNUMBERED, Numbered, is_sentence, numbered

LONGEST_HEADING = 50
ENUMERATING = ("decimal", "paren-decimal", "bare")
"""Numbers that items of a list bear as well as headings."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a line (or ``lines`` of them) turns out to be: a heading of that level, or a running head (level 0)."""

    level: int
    lines: int = 1
    number: Numbered | None = None
    folio: int | None = None
    is_certain: bool = True
    remark: str = ""


class Outline:
    """The headings that are expected, in order, and those that were met."""

    def __init__(self, entries: list[Entry], title: str, file: str, report: Report) -> None:
        self.entries = entries
        self.next = 0
        self.file = file
        self.report = report
        self.heads = {key(title)} if title else set()
        self.levels = Levels()
        self.counts: dict[tuple[str, int], int] = {}
        self.kinds = {n.kind for entry in entries if (n := numbered(entry.title))}

    def find(self, lines: list[Line], index: int, *, is_inside: bool) -> Found | None:
        """Return what the line is, if it is no text; ``is_inside`` says that a sentence is left open before it."""
        line = lines[index]
        if self.entries and (found := self._listed(lines, index)):
            return found
        bare = line.narrow.strip("0123456789 -—–·|　")
        if key(bare) in self.heads or key(line.text) in self.heads:
            return Found(0)
        if is_inside or len(line.text) > LONGEST_HEADING or is_sentence(line.text):
            return None
        return self._unlisted(line) if self.entries else self._numbered(line)

    def expects(self, line: Line) -> bool:
        """Whether a line is the next heading of the contents, or a running head."""
        listed = any(entry.key == title_key(line.text) for entry in self.entries[self.next :])
        return listed or key(line.text) in self.heads

    def close(self) -> None:
        """Report the entries of the contents that no heading was found for."""
        self._miss(len(self.entries))

    def _listed(self, lines: list[Line], index: int) -> Found | None:
        texts = [lines[index].text]
        for count in (1, 2, 3):
            if count > 1:
                if index + count > len(lines) or lines[index + count - 1].gap:
                    return None
                texts.append(lines[index + count - 1].text)
            name = title_key("".join(texts))
            found = next((i for i in range(self.next, len(self.entries)) if self.entries[i].key == name), None)
            if found is not None:
                self._miss(found)
                self.next = found + 1
                entry = self.entries[found]
                self.heads |= {key(entry.title), entry.key, key("".join(texts))}
                self._count(entry.level)
                return Found(entry.level, count, numbered("".join(texts)), entry.folio)
        return None

    def _miss(self, until: int) -> None:
        for entry in self.entries[self.next : until]:
            line = entry.lines[0]
            hint = "compare it with the headings of the body: the same number and the same words, in the same order"
            message = "the contents name “{title}”, but the body has no such heading here"
            self.report.error(Location(self.file, line.number), message, hint, title=entry.title)
        self.next = max(self.next, until)

    def _unlisted(self, line: Line) -> Found | None:
        number = numbered(line.text)
        if number is None:
            return None
        expected = self.entries[self.next] if self.next < len(self.entries) else None
        wanted = numbered(expected.title) if expected else None
        if expected and wanted and (wanted.kind, wanted.value) == (number.kind, number.value):
            mine, theirs = key(line.text[number.length :]), key(expected.title[wanted.length :])
            if SequenceMatcher(None, mine, theirs).ratio() >= 0.5:
                hint = "the contents stand on line {line}; correct whichever is wrong"
                message = "the heading “{title}” is “{other}” in the contents"
                values = {"title": line.text, "other": expected.title, "line": expected.lines[0].number}
                self.report.error(Location(self.file, line.number), message, hint, **values)
                self.next += 1
                return Found(expected.level, number=number, folio=expected.folio)
        if number.kind in ENUMERATING:
            return None
        if number.kind in self.kinds:
            hint = "correct the contents, or the heading"
            message = "the contents do not name the heading “{title}”"
            self.report.error(Location(self.file, line.number), message, hint, title=line.text)
        return self._numbered(line)

    def _numbered(self, line: Line) -> Found | None:
        """Return a heading known by its number alone: that one is next in the count of its kind."""
        number = numbered(line.text)
        if number is None:
            if UNNUMBERED.fullmatch(line.text):
                self._count(1)
                self.levels.level(line.text)
                self.heads.add(key(line.text))
                return Found(1, is_certain=False, remark="known by its word alone")
            return None
        before = list(self.levels.kinds)
        level = self.levels.level(line.text)
        if number.value != self.counts.get((number.kind, level), 0) + 1:
            self.levels.kinds = before
            return None
        self._count(level)
        self.counts[number.kind, level] = number.value
        self.heads |= {key(line.text), title_key(line.text)}
        remark = "the contents do not have it" if self.entries else "known by its number alone"
        return Found(
            level, number=number, is_certain=number.kind not in ENUMERATING and not self.entries, remark=remark
        )

    def _count(self, level: int) -> None:
        self.counts = {(kind, deep): n for (kind, deep), n in self.counts.items() if deep <= level}
