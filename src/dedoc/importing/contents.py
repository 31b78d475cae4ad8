"""The printed list of contents: what it says of headings, their levels and their folios."""

from __future__ import annotations

from dataclasses import dataclass

from dedoc.importing.ledger import Kind, Ledger
from dedoc.importing.lines import NARROW, Line, key
from dedoc.importing.patterns import CONTENTS, ENTRY, PAGE_NUMBER, PREFACE, numbered


@dataclass(slots=True)
class Entry:
    """An entry of the contents. ``folio`` is None where it bears none, or one in Roman numerals."""

    title: str
    folio: int | None
    lines: tuple[Line, ...]
    level: int = 1
    has_folio: bool = True

    @property
    def key(self) -> str:
        """What the entry shares with its heading in the body."""
        return title_key(self.title)


def title_key(title: str) -> str:
    """Return what two printings of a heading share: its number and its words, no spaces, one width."""
    number = numbered(title)
    return key(title) if number is None else f"{number.value}|{key(title[number.length :])}"


def find_contents(lines: list[Line]) -> int | None:
    """Return the index of the line that heads the contents."""
    return next((i for i, line in enumerate(lines) if CONTENTS.fullmatch(line.text)), None)


def read_contents(lines: list[Line], start: int, ledger: Ledger) -> tuple[list[Entry], int]:
    """Return the entries of the contents that the line ``start`` heads, and the index of the first line behind them."""
    keys = {title_key(line.text) for line in lines[start + 1 :]}
    entries: list[Entry] = []
    waiting: list[Line] = []
    index = start + 1
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if any(title_key(line.text) == entry.key for entry in entries):
            break
        if PAGE_NUMBER.fullmatch(line.narrow) and not waiting:
            ledger.repair(Kind.PAGE_NUMBER, line.start, line.end)
            continue
        entry = _entry((*waiting, line), keys)
        waiting = [] if entry.has_folio or not _may_go_on(entries, lines, index) else [*waiting, line]
        if not waiting:
            entries.append(entry)
    else:
        index = len(lines)
    _record(lines[start], entries, ledger)
    set_levels(entries)
    return entries, index


def _may_go_on(entries: list[Entry], lines: list[Line], index: int) -> bool:
    """Whether an entry without folio goes on in the next line: others have folios, and the next line has no number."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    has_folios = bool(entries) and entries[-1].has_folio
    return has_folios and following is not None and following.gap == 0 and numbered(following.text) is None


def _entry(lines: tuple[Line, ...], keys: set[str]) -> Entry:
    text = "".join(line.text for line in lines)
    narrow = text.translate(NARROW)
    match = ENTRY.fullmatch(narrow)
    if not match or (match["folio"].isalpha() and not match["leader"]):
        return Entry(text, None, lines, has_folio=False)
    end = match.end("title")
    if match["folio"].isdigit() and not match["leader"]:
        # Without a leader, digits of the title and of the folio run together: the body tells where the title ends.
        end = next((len(text) - n for n in (1, 2, 3, 4) if title_key(text[:-n]) in keys), end)
        if title_key(text) in keys and title_key(text[:end]) not in keys:
            return Entry(text, None, lines, has_folio=False)
    folio = narrow[end:].lstrip(LEADER_CHARACTERS)
    return Entry(text[:end].rstrip(), int(folio) if folio.isdigit() else None, lines)


LEADER_CHARACTERS = " \t\u3000.．·•…⋯‥・_-—–。"


def _record(heading: Line, entries: list[Entry], ledger: Ledger) -> None:
    ledger.repair(Kind.CONTENTS, heading.start, heading.end)
    for entry in entries:
        for line in entry.lines[:-1]:
            ledger.repair(Kind.CONTENTS, line.start, line.end)
        last = entry.lines[-1]
        before = sum(len(line.text) for line in entry.lines[:-1])
        end = max(last.start, min(last.end, last.start + len(entry.title) - before))
        ledger.repair(Kind.CONTENTS, last.start, end)
        if end < last.end:
            ledger.repair(Kind.LEADER, end, last.end)


class Levels:
    """Gives headings their level by the kinds of their numbers: a kind seen for the first time goes one level down."""

    def __init__(self) -> None:
        self.kinds: list[str] = []

    def level(self, title: str) -> int:
        """Return the level of the next heading."""
        number = numbered(title)
        if number is None:
            self.kinds = []
            return 1
        kind = number.kind
        if kind in self.kinds:
            self.kinds = self.kinds[: self.kinds.index(kind) + 1]
        else:
            self.kinds.append(kind)
        return len(self.kinds)


def set_levels(entries: list[Entry]) -> None:
    """Give every entry its level."""
    levels = Levels()
    for entry in entries:
        entry.level = levels.level(entry.title)


def is_preface(title: str) -> bool:
    """Whether a line heads a preface."""
    return bool(PREFACE.fullmatch(title))
