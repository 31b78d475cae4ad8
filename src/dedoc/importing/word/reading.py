"""Lines of a Word file to the characters of a block, every one of them kept or accounted for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence

from dedoc.importing.ledger import Kind, Ledger
from dedoc.importing.word.items import Run
from dedoc.importing.word.script import Line, Piece
from dedoc.inputs import CONTROL

UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060]")
SPACE = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u205f]")
HYPHEN = re.compile(r"[\u2010\u2011]")
BREAK = "\u2028"
EDGES = " \u3000\t\u00a0\u2028"


def read_line(line: Line, block: str, ledger: Ledger, start: int = 0, end: int | None = None) -> list[Run]:
    """Return the runs of a part of a line, counted in its characters, and record what became of each of them."""
    text = line.text
    end = len(text) if end is None else end
    while start < end and text[start] in EDGES:
        ledger.repair(Kind.SPACE, line.at + start, line.at + start + 1)
        start += 1
    tail = end
    while tail > start and text[tail - 1] in EDGES:
        tail -= 1
    runs: list[Run] = []
    brackets = _brackets(line)
    for piece, first, last in _parts(line.pieces, start, tail):
        if piece.note:
            runs.append(Run(state=piece.state, note=piece.note))
        elif first < last:
            shown = _read(piece, first, last, block, ledger, brackets)
            if shown:
                runs.append(Run(shown, piece.state, piece.address))
    if tail < end:
        ledger.repair(Kind.SPACE, line.at + tail, line.at + end)
    return _joined(runs)


def _brackets(line: Line) -> frozenset[int]:
    """Return where in the text the brackets stand that were typed around the calls of notes."""
    text, at = line.text, 0
    found: set[int] = set()
    for piece in line.pieces:
        if piece.note and text[at - 1 : at] in ("[", "［") and text[at : at + 1] in ("]", "］"):
            found |= {line.at + at - 1, line.at + at}
        at += len(piece.text)
    return frozenset(found)


def _parts(pieces: Sequence[Piece], start: int, end: int) -> Iterator[tuple[Piece, int, int]]:
    """Yield the pieces in a part of a line, with the part of each."""
    at = 0
    for piece in pieces:
        first, last = max(start - at, 0), min(end - at, len(piece.text))
        if piece.note and start <= at <= end:
            yield piece, 0, 0
        elif not piece.note and first < last:
            yield piece, first, last
        at += len(piece.text)


def _read(piece: Piece, first: int, last: int, block: str, ledger: Ledger, brackets: Container[int]) -> str:
    """Return a part of a piece as it stands in the edition: signs that print nothing out, spaces of one kind."""
    shown: list[str] = []
    for offset in range(first, last):
        character, at = piece.text[offset], piece.at + offset
        if at in brackets:
            ledger.repair(Kind.NOTE_MARK, at, at + 1)
            continue
        after = _plain(character)
        if after == character:
            ledger.keep(at, at + 1, block)
        else:
            kind = Kind.SPACE if SPACE.match(character) or UNSEEN.match(character) else Kind.CHARACTER
            remark = "" if after or not character.isprintable() else f"{unicodedata.name(character, 'unknown')}"
            ledger.repair(kind, at, at + 1, after, block=block, remark=remark)
        shown.append(after)
    return "".join(shown)


def _plain(character: str) -> str:
    if character == BREAK:
        return character
    if CONTROL.match(character) or UNSEEN.match(character):
        return ""
    return " " if SPACE.match(character) else "-" if HYPHEN.match(character) else character


def _joined(runs: list[Run]) -> list[Run]:
    """Return runs with those of one look that follow each other as one."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and not last.note and not run.note and (last.state, last.address) == (run.state, run.address):
            found[-1] = Run(last.text + run.text, last.state, last.address)
        else:
            found.append(run)
    return found


def drop(line: Line, kind: Kind, ledger: Ledger, start: int = 0, end: int | None = None, **more: object) -> None:
    """Record a part of a line that the edition does not have."""
    end = len(line.text) if end is None else end
    if end > start:
        ledger.repair(kind, line.at + start, line.at + end, **more)  # type: ignore[arg-type]
