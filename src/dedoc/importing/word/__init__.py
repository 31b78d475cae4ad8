"""A report that was written in Word becomes an edition, with a ledger of every character."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dedoc.errors import ContentError, Location, Problem, Report, Severity
from dedoc.importing.account import ledger_json, ledger_summary
from dedoc.importing.closing import close
from dedoc.importing.front import Front, read_front
from dedoc.importing.ledger import Kind, Ledger
from dedoc.importing.lines import lines_of
from dedoc.importing.patterns import PREFACE
from dedoc.importing.word.assembling import Assembler
from dedoc.importing.word.files import Files
from dedoc.importing.word.files import Report as Found
from dedoc.importing.word.items import Block, Caption, Figure, Heading, Item, Paragraph, Sidebar, Table
from dedoc.importing.word.outline import Title, titles, unskipped
from dedoc.importing.word.reading import EDGES, drop, read_line
from dedoc.importing.word.script import Line, Script, write_script
from dedoc.project import Locale
from dedoc.wordfile import read_picture, read_word
from dedoc.wordfile.boxes import box_titles
from dedoc.wordfile.model import WordFile
from dedoc.wordfile.states import accepted, settled

if TYPE_CHECKING:
    from dedoc.importing.text import Options

TITLE, SUBTITLE = ("title", "标题", "题目"), ("subtitle", "副标题")


@dataclass(frozen=True, slots=True)
class ImportedWord:
    """The files of the edition by path, the ledger, and what of the Word file was not read."""

    files: dict[str, bytes]
    ledger: Ledger
    problems: tuple[Problem, ...]


def import_word(source: Path | bytes, name: str, options: Options, locale: Locale, report: Report) -> ImportedWord:
    """Return the edition that a Word file holds; ContentError with all that is wrong. Nothing is written."""
    word = read_word(source, name)
    blocks = settled(word.blocks, accepted)
    notes = {key: settled(note, accepted) for key, note in word.notes.items()}
    script = write_script(blocks, notes, word.furniture, box_titles(locale.styles))
    ledger = Ledger(script.text)
    found = _read(word, script, ledger, options)
    _check(found, name, report)
    report.raise_errors(ContentError)
    files = Files(found, locale, ledger, lambda part: read_picture(source, name, part), name).make()
    _drop_furniture(script, ledger)
    close(ledger, script.text, _blocks_of(found), name, report, is_strict=options.is_strict)
    data = source if isinstance(source, bytes) else source.read_bytes()
    files["import-ledger.json"] = ledger_json(ledger, name, data).encode()
    files["import-ledger.md"] = ledger_summary(ledger, name).encode()
    return ImportedWord(files, ledger, (*word.problems, *_tracked(word, name)))


def _tracked(word: WordFile, name: str) -> tuple[Problem, ...]:
    """Return that tracked changes were taken as accepted, if there are any."""
    if settled(word.blocks, accepted) == word.blocks:
        return ()
    hint = "reject in Word what is not to be, and import again"
    return (Problem("its tracked changes are taken as accepted", Location(name), hint, Severity.WARNING),)


def _read(word: WordFile, script: Script, ledger: Ledger, options: Options) -> Found:
    """Return what is found in the text of a Word file."""
    lines = [line for item in script.body if isinstance(item, Line) for line in [item]]
    heads = titles(lines, script.usual)
    heads, is_titled = _without_title(_without_cover(heads, lines), lines)
    first = min(heads, default=len(lines))
    cover = _cover(script, lines, first, is_titled=is_titled)
    front = _front(script, cover, ledger)
    title = [options.title] if options.title else front.title or [word.properties.get("title", "")]
    rest = [item for item in script.body if not any(item is line for line in cover)]
    assembler = Assembler(ledger, heads, word.comments, front.publisher)
    items = assembler.read(rest, lines)
    preface, body, back = _parts(items)
    if back:
        body = _without_art(body, ledger)
    notes = {key: _note(key, found, ledger) for key, found in script.notes.items()}
    numbered = [item for item in items if isinstance(item, Heading) and item.is_numbered]
    depth = max((item.level for item in numbered), default=0)
    year = options.year or front.year or _year(word)
    made = Found(front, [part for part in title if part], year or 0, preface, body, back, notes, word.properties, depth)
    if not depth:
        # Nothing bears a number: then none is to be told from those that do.
        for item in items:
            if isinstance(item, Heading):
                item.is_numbered = True
    return made


def _year(word: WordFile) -> int | None:
    """Return the year of the file itself."""
    made = word.properties.get("modified", "") or word.properties.get("created", "")
    return int(made[:4]) if re.fullmatch("[0-9]{4}", made[:4]) else None


def _without_cover(heads: dict[int, Title], lines: list[Line]) -> dict[int, Title]:
    """Return headings that were found by their looks without what stands large above the first that bears a number."""
    if any(lines[index].paragraph.level for index in heads):
        return heads
    first = next((index for index, title in heads.items() if title.kind), 0)
    above = range(first)
    has_text = any(line.text.strip() and index not in heads for index, line in enumerate(lines[:first]))
    if has_text or any(PREFACE.fullmatch(lines[index].text.strip()) for index in above):
        return heads
    kept = {index: title for index, title in heads.items() if index >= first}
    levels = unskipped({index: title.level for index, title in kept.items()})
    return {index: replace(title, level=levels[index]) for index, title in kept.items()}


def _without_title(heads: dict[int, Title], lines: list[Line]) -> tuple[dict[int, Title], bool]:
    """Return the headings without a single one of level 1 that all others stand below: it is the title."""
    tops = [index for index, title in heads.items() if title.level == 1]
    filled = [index for index, line in enumerate(lines) if line.text.strip()]
    is_title = len(tops) == 1 and len(heads) > 1 and filled[:1] == tops and not heads[tops[0]].kind
    if not is_title:
        return heads, False
    return {i: replace(title, level=title.level - 1) for i, title in heads.items() if i != tops[0]}, True


def _cover(script: Script, lines: list[Line], first: int, *, is_titled: bool) -> list[Line]:
    """Return the lines of the cover: those before the first heading up to the first that is text of the report."""
    cover: list[Line] = []
    for item in script.body:
        if not isinstance(item, Line) or any(item is line for line in lines[first : first + 1]):
            break
        style = item.paragraph.style.casefold()
        is_named = style in (*TITLE, *SUBTITLE) or (is_titled and not cover)
        has_more = bool(item.drawings) or any(piece.note for piece in item.pieces) or item.paragraph.in_contents
        is_art = bool(item.drawings) and not item.text.strip() and not any(line.text.strip() for line in cover)
        if not is_named and not is_art and (has_more or _is_text(item, script)):
            break
        cover.append(item)
    # Where nothing looks like a title, nothing was a cover.
    return cover if any(line.text.strip() for line in cover) else []


def _is_text(line: Line, script: Script) -> bool:
    """Whether a line is text of the report: a sentence, or a long line in its usual look."""
    text = line.text.strip()
    return text.endswith(("。", "；", "！", "？")) or len(text) > 60 or (line.look == script.usual and len(text) > 30)


def _front(script: Script, cover: list[Line], ledger: Ledger) -> Front:
    """Return what the cover says; lines that nothing can be made of are told, and kept in the ledger."""
    if not cover:
        return Front()
    end = cover[-1].end
    start = cover[0].at
    # Places count from the beginning of the text; what is before the cover is blank.
    lines = [line for line in lines_of(script.text[:end]) if line.start >= start]
    front = read_front(lines, ledger)
    for at in (line.at for line in cover if line.drawings):
        remark = "a picture on the cover: covers are drawn by the style"
        ledger.repair(Kind.UNPLACED, at, at, is_certain=False, remark=remark)
    for line in front.unplaced:
        remark = "a line of the cover that nothing was made of"
        ledger.repair(Kind.UNPLACED, line.start, line.end, is_certain=False, remark=remark)
    return front


def _without_art(body: list[Item], ledger: Ledger) -> list[Item]:
    """Return the body without the pictures at its end that belong to the back cover."""
    while body and isinstance(body[-1], Figure) and body[-1].caption is None:
        at = body.pop().at
        remark = "a picture on the back cover: covers are drawn by the style"
        ledger.repair(Kind.UNPLACED, at, at, is_certain=False, remark=remark)
    return body


def _parts(items: list[Item]) -> tuple[list[Item], list[Item], list[Item]]:
    """Return what stands before the first heading of the body, the body, and what stands on the back cover."""
    last = next((i for i, item in enumerate(items) if isinstance(item, Paragraph) and item.is_back), len(items))
    heads = [i for i, item in enumerate(items[:last]) if isinstance(item, Heading)]
    first = next((i for i in heads if not PREFACE.fullmatch(items[i].text.strip())), heads[0] if heads else last)
    return items[:first], items[first:last], items[last:]


def _note(key: str, lines: list[Line], ledger: Ledger) -> list[Block]:
    """Return the paragraphs of a note, without what Word leaves of its mark."""
    blocks: list[Block] = []
    for index, line in enumerate(lines):
        text = line.text
        start = 0
        if index == 0:
            start = len(text) - len(text.lstrip(EDGES + "[]［］"))
            drop(line, Kind.NOTE_MARK, ledger, 0, start)
        name = f"note {key} {index}"
        runs = read_line(line, name, ledger, start)
        if any(run.text.strip() for run in runs):
            blocks.append(Block(name, line.at, runs))
    return blocks


def _drop_furniture(script: Script, ledger: Ledger) -> None:
    for line in script.furniture:
        drop(line, Kind.RUNNING_HEAD, ledger)


def _check(found: Found, name: str, report: Report) -> None:
    if not found.title:
        report.error(Location(name), "the text has no title", "give it with --title")
    if not found.year:
        report.error(Location(name), "the text does not say of which year it is", "give it with --year 2024")
    if not any(isinstance(item, Heading) for item in found.body):
        hint = "give the headings the styles of headings in Word (标题 1, 标题 2), and import again"
        report.error(Location(name), "the text has no headings", hint)


def _blocks_of(found: Found) -> dict[str, str]:
    """Return the characters of the edition by block."""
    blocks = dict(found.front.blocks)
    for item in (*found.preface, *found.body, *found.back):
        for block in _inner(item):
            blocks[block.name] = block.text
    blocks |= {block.name: block.text for note in found.notes.values() for block in note}
    return blocks


def _inner(item: Item) -> list[Block]:
    match item:
        case Table():
            cells = [cell for row in item.cells for cell in row]
            return [*cells, *(block for block in (item.caption, item.unit, item.remark) if block)]
        case Sidebar():
            return [item, *(block for part in item.content for block in _inner(part))]
        case Figure():
            return [block for block in (item.caption, item.source) if block]
        case Heading() | Paragraph() | Caption():
            return [item]
        case _:
            return [item] if item.runs else []
