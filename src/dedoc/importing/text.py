"""A text as a whole: front matter, contents, preface, body and back matter, each where it begins."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from dedoc.errors import Location, Report
from dedoc.importing.body import Assembler, Layout, layout_of, note_numbers
from dedoc.importing.contents import Entry, find_contents, is_preface, read_contents, title_key
from dedoc.importing.edition import Text
from dedoc.importing.folios import set_folios
from dedoc.importing.front import Front, read_front, split_front
from dedoc.importing.inline import scan
from dedoc.importing.joints import Segment, breaks_off, join
from dedoc.importing.ledger import Kind, Ledger
from dedoc.importing.lines import Line, lines_of
from dedoc.importing.measure import set_heights
from dedoc.importing.notes import check_notes, cite
from dedoc.importing.outline import Outline
from dedoc.importing.patterns import CAPTION, SOURCE, UNNUMBERED, is_sentence, note_mark, numbered
from dedoc.importing.runin import mark_run_ins
from dedoc.importing.structure import Call, Figure, Heading, Item, NoteText, Paragraph, words
from dedoc.project import Locale

BACK_GAP = 3
"""Blank lines that set the text of the back cover off from the last chapter."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of the text: its year and title, and whether to stop at what is not certain."""

    year: int | None = None
    title: str | None = None
    is_strict: bool = False


@dataclass(slots=True)
class Regions:
    """The lines of the parts of a text."""

    front: list[Line]
    preface: list[Line]
    body: list[Line]
    back: list[Line]
    entries: list[Entry]


def read_text(ledger: Ledger, name: str, options: Options, locale: Locale, report: Report) -> Text | None:
    """Return what stands in the text, or None with problems."""
    regions = _regions(lines_of(ledger.source), ledger)
    front = read_front(regions.front, ledger)
    title = [options.title] if options.title else front.title
    year = options.year or front.year
    _check_front(title, year, regions, name, report)
    if year is None:
        return None
    text = Text(front, year, title)
    notes: list[NoteText] = []
    lines = [*regions.preface, *regions.body, *regions.back]
    numbers, layout = note_numbers(lines), layout_of(lines)
    outline = Outline(regions.entries, front.full_title, name, report)
    text.preface = [*_unplaced(front, ledger), *_preface(regions.preface, ledger, notes, numbers, layout)]
    text.body = Assembler(ledger, outline, "body", notes, numbers, layout).read(regions.body)
    outline.close()
    if regions.back:
        start = regions.back[0].start
        remark = "taken for the text of the back cover: blank lines set it off"
        ledger.repair(Kind.PART, start, start, is_certain=False, remark=remark)
    text.back = Assembler(ledger, None, "back", notes, numbers, layout).read(regions.back)
    _check_body(text, ledger, name, report)
    check_notes(notes, _calls([*text.preface, *text.body, *text.back]), ledger, name, report)
    if report.has_errors:
        return None
    set_folios(text.body, ledger)
    set_heights(text.body)
    mark_run_ins(text.body, ledger)
    _check_numbers(text.body, ledger)
    text.notes = {note.number: note for note in sorted(notes, key=lambda note: note.number)}
    names: set[str] = set()
    for number, note in text.notes.items():
        text.cited[number] = cite(note, text.sources, locale, names, ledger)
    return text


def _regions(lines: list[Line], ledger: Ledger) -> Regions:
    """Return the parts of the text; the contents are read and recorded on the way."""
    start = find_contents(lines)
    entries: list[Entry] = []
    if start is not None:
        entries, end = read_contents(lines, start, ledger)
        before, rest = lines[:start], lines[end:]
    else:
        end = _body_start(lines)
        before, rest = lines[:end], lines[end:]
    entries = [entry for entry in entries if not is_preface(entry.title)]
    front, preface = split_front(before)
    if rest and is_preface(rest[0].text):
        keys = {entry.key for entry in entries}
        stop = _first_heading(rest, keys)
        preface, rest = [*preface, *rest[:stop]], rest[stop:]
    body, back = _back(rest, {entry.key for entry in entries})
    return Regions(front, preface, body, back, entries)


def _first_heading(lines: list[Line], keys: set[str]) -> int:
    return next((i for i, line in enumerate(lines) if title_key(line.text) in keys), _body_start(lines))


def _body_start(lines: list[Line]) -> int:
    """Return where the first chapter begins in a text without contents: at the first heading with the number one."""
    for index, line in enumerate(lines):
        number = numbered(line.text)
        if number and number.value == 1 and len(line.text) <= 40 and not is_sentence(line.text) and index:
            return index
    return len(lines)


def _back(lines: list[Line], keys: set[str]) -> tuple[list[Line], list[Line]]:
    """Return the body and what the back cover says: the last paragraphs, if they are set off."""
    for index in range(len(lines) - 1, max(0, len(lines) - 6), -1):
        line = lines[index]
        text = next((one.text for one in reversed(lines[:index]) if note_mark(one.narrow) is None), "")
        if line.gap >= BACK_GAP and not line.feed:
            is_back = _is_text(line, keys) and not breaks_off(text, line.text)
            return (lines[:index], lines[index:]) if is_back else (lines, [])
    return lines, []


def _is_text(line: Line, keys: set[str]) -> bool:
    """Whether a line is neither a heading nor a note nor the caption of a figure."""
    if title_key(line.text) in keys or numbered(line.text) or UNNUMBERED.fullmatch(line.text):
        return False
    return not (note_mark(line.narrow) or CAPTION.match(line.narrow) or SOURCE.fullmatch(line.text))


def _unplaced(front: Front, ledger: Ledger) -> list[Item]:
    """Return lines of the front matter without a place of their own, as marked paragraphs."""
    items: list[Item] = []
    for line in front.unplaced:
        block = f"unplaced {line.number}"
        ledger.repair(Kind.UNPLACED, line.start, line.start, is_certain=False, remark="kept before the preface, marked")
        atoms = scan(join([Segment(line.start, line.end)], block, ledger), block, ledger, has_calls=False)
        items.append(Paragraph(block, line.start, atoms, unplaced_line=line.number))
    return items


def _preface(lines: list[Line], ledger: Ledger, notes: list[NoteText], numbers: set[int], layout: Layout) -> list[Item]:
    items: list[Item] = []
    starts = [index for index, line in enumerate(lines) if is_preface(line.text)]
    for count, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=False), 1):
        line = lines[start]
        block = f"preface {count} heading"
        atoms = scan(join([Segment(line.start, line.end)], block, ledger), block, ledger, has_calls=False)
        items.append(Heading(block, line.start, 1, atoms))
        part = Assembler(ledger, None, f"preface {count}", notes, numbers, layout).read(lines[start + 1 : end])
        items += [item for item in part if isinstance(item, Heading | Paragraph | Figure)]
    return items


def _calls(items: list[Item]) -> list[Call]:
    atoms = (atom for item in items if isinstance(item, Heading | Paragraph) for atom in item.atoms)
    return [atom for atom in atoms if isinstance(atom, Call)]


def _check_front(title: list[str], year: int | None, regions: Regions, name: str, report: Report) -> None:
    if not title:
        report.error(Location(name, 1), "the text has no title", "give it with --title")
    if year is None:
        report.error(Location(name, 1), "the text does not say of which year it is", "give it with --year 2024")
    if not regions.body and not regions.entries:
        hint = "headings are lines of their own such as 一、…… or 第一章 ……; is this the text of a report?"
        report.error(Location(name), "the text has no headings", hint)


def _check_body(text: Text, ledger: Ledger, name: str, report: Report) -> None:
    headings = [item for item in text.body if isinstance(item, Heading)]
    if not headings and not report.has_errors:
        hint = "headings are lines of their own such as 一、…… or 第一章 ……; is this the text of a report?"
        report.error(Location(name), "the text has no headings", hint)
    folios = [heading for heading in headings if heading.folio is not None]
    for before, after in pairwise(folios):
        if (after.folio or 0) < (before.folio or 0):
            hint = "correct the page number in the contents"
            message = "the contents put “{title}” on page {folio}, before page {other} of the heading above it"
            values = {"title": words(after.atoms), "folio": after.folio, "other": before.folio}
            report.error(Location(name, ledger.line(after.at)), message, hint, **values)


def _check_numbers(items: list[Item], ledger: Ledger) -> None:
    """Tell of headings and figures whose printed number is not the one that will be counted."""
    counts = [0] * 7
    figures = 0
    for item in items:
        if isinstance(item, Heading) and item.number is not None:
            counts = [*counts[: item.level], counts[item.level] + 1, *[0] * (6 - item.level)]
            if counts[item.level] != item.number:
                remark = f"the print numbers it {item.number}; it will be {counts[item.level]}"
                ledger.repair(Kind.HEADING_NUMBER, item.at, item.at, is_certain=False, remark=remark)
        elif isinstance(item, Figure):
            figures += 1
            if len(item.number) == 1 and item.number[0] != figures:
                remark = f"the print numbers it {item.number[0]}; it will be {figures}"
                ledger.repair(Kind.FIGURE_NUMBER, item.at, item.at, is_certain=False, remark=remark)


def blocks_of(text: Text, ledger: Ledger) -> dict[str, str]:
    """Return the characters of the edition by block, as they stand in its files."""
    blocks = dict(text.front.blocks)
    for item in (*text.preface, *text.body, *text.back):
        if isinstance(item, Heading | Paragraph):
            blocks[item.block] = words(item.atoms)
        elif isinstance(item, Figure):
            blocks[f"{item.block} caption"] = words(item.caption)
            blocks[f"{item.block} source"] = item.source
    for note in text.notes.values():
        blocks[note.block] = note.text
    given = ledger.blocks()
    spelled = {f"{i.block} source" for i in text.body if isinstance(i, Figure)} | {n.block for n in text.notes.values()}
    for block in spelled:
        if "".join(given.get(block, "").split()) == "".join(blocks.get(block, "").split()):
            blocks[block] = given.get(block, "")
    return blocks
