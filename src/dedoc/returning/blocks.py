"""Blocks written anew: headings of another level, paragraphs and tables that were put in, rows in another order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dedoc.errors import N_, Location
from dedoc.model import Block, Heading, Paragraph
from dedoc.returning.arrange import Arranger
from dedoc.returning.changes import Change, Kind
from dedoc.returning.check import wanted
from dedoc.returning.comparer import Item
from dedoc.returning.extents import Extent
from dedoc.returning.lines import Line
from dedoc.returning.passages import Passage
from dedoc.returning.patch import Patch
from dedoc.returning.rewriting import Unwritable
from dedoc.returning.tables import TableOutcome
from dedoc.returning.writer import CALL_OF, Writer, begin_text, typed

NOWHERE = Location("")
HASHES = re.compile(r"([ \t]*)(#{1,6})([ \t]+)")
ATTRIBUTES = re.compile(r"[ \t]*\{([^{}\n]*)\}[ \t]*$")
UNNUMBERED = ".unnumbered"
NO_LEVEL = N_("this cannot be made a heading, or a heading text, by itself; change it in the chapter")
SEPARATOR = re.compile(r"[ \t]*\|?[ \t]*:?-+")


def level_of(line: Line, depth: int) -> str:
    """Return how a line stands among headings, as it is told: ``#`` for each level, and whether it bears a number.

    Headings below ``depth`` bear no number of their own.
    """
    level = line.paragraph.level
    if level is None:
        return ""
    return "#" * level + ("" if line.paragraph.label or level > depth else f" {{{UNNUMBERED}}}")


def heading_change(own: Block, old: Line, new: Line, depth: int, arranger: Arranger, patch: Patch) -> Change | None:
    """Return the change of a line that is a heading of another level now, or none; it goes into the patch."""
    before, after = level_of(old, depth), level_of(new, depth)
    if before == after:
        return None
    change = Change(Kind.LEVEL, own.location, before, after)
    found = arranger.extent((own,))
    if found is None or found[1].end - found[1].start > 1:
        return Change(Kind.LEVEL, own.location, before, after, is_applied=False, remark=NO_LEVEL)
    file, extent = found
    start, end = patch.lines(file, extent)
    line = patch.sources.texts[file][start:end].rstrip("\n")
    _restyle(file, start, line, new, depth, patch)
    return change


def _restyle(file: str, start: int, line: str, new: Line, depth: int, patch: Patch) -> None:
    """Put the marks of a heading before and behind a line, or take them away."""
    level = min(new.paragraph.level or 0, 6)
    match = HASHES.match(line)
    marks = "#" * level
    if match:
        hashes = start + match.start(2)
        patch.put(file, hashes, start + (match.end(2) if level else match.end(3)), marks)
    elif level:
        patch.put(file, start, start, f"{marks} ")
    attributes = ATTRIBUTES.search(line) if match else None
    old = attributes[1].split() if attributes else []
    is_plain = level and level <= depth and not new.paragraph.label
    words = [word for word in old if word != UNNUMBERED] + ([UNNUMBERED] if is_plain else []) if level else []
    if words != old:
        begin = start + (attributes.start() if attributes else len(line.rstrip()))
        patch.put(file, begin, start + len(line.rstrip()), f" {{{' '.join(words)}}}" if words else "")
    if not level:
        text, behind = patch.sources.texts[file], start + len(line)
        if text[behind : behind + 2].strip("\n") and behind < len(text):
            patch.put(file, behind, behind, "\n")


def new_block(line: Line, items: Sequence[Item], file: str, writer: Writer, depth: int) -> str | None:
    """Return the source of a block that was put in, None where none can be written; ``depth`` is as above."""
    try:
        if line.cells:
            return _table(line, file, writer)
        text = writer.new_run(items, file)
    except Unwritable:
        return None
    level = line.paragraph.level
    block: Block = Heading(1, ()) if level else Paragraph(())
    text = text if level else begin_text(text)
    shown = writer.prints.shows(text, Passage(block, (), "text", (), (), NOWHERE), CALL_OF.findall(text))
    if shown != wanted(items) or (level and "\n" in text):
        return None
    if level:
        plain = "" if line.paragraph.label or level > depth else f" {{{UNNUMBERED}}}"
        return f"{'#' * min(level, 6)} {text}{plain}"
    return _marked(line, text)


def _marked(line: Line, text: str) -> str:
    """Return a paragraph as an item of a list or as a quotation, if it is one."""
    label = line.paragraph.label
    if label is not None:
        mark = "-" if label.is_bullet else f"{label.value}."
        return f"{mark} " + f"\n{' ' * (len(mark) + 1)}".join(text.split("\n"))
    if line.paragraph.style.casefold() in ("quote", "intense quote", "quotations"):
        return "> " + "\n> ".join(text.split("\n"))
    return text


def _table(line: Line, file: str, writer: Writer) -> str:
    rows = [_row(line, row, file, writer) for row in range(line.size[0])]
    rows.insert(1, "|" + "---|" * line.size[1])
    return "\n".join(rows)


def _cells(line: Line, row: int, file: str, writer: Writer) -> list[str]:
    """Return the source of the cells of a row; several paragraphs in a cell become one."""
    found = (line.cells.get((row, column), []) for column in range(line.size[1]))
    return [" ".join(writer.new_run(typed(inner), file).replace("\\\n", " ") for inner in lines) for lines in found]


def _row(line: Line, row: int, file: str, writer: Writer) -> str:
    return "| " + " | ".join(_cells(line, row, file, writer)) + " |"


def rearrange(outcome: TableOutcome, new: Line, writer: Writer, patch: Patch) -> bool:
    """Put the rows of a table into their new order, with new ones between them; return whether that could be done."""
    spots = [writer.spot(passage) for passage in outcome.cells]
    found = [spot for spot in spots if spot is not None]
    if not found or len(found) < len(spots):
        return False
    file, text = found[0].file, patch.sources.texts[found[0].file]
    lines: dict[int, Extent] = {}
    for spot in found:
        first, last = text.count("\n", 0, spot.start), text.count("\n", 0, spot.end)
        known = lines.get(spot.passage.row)
        lines[spot.passage.row] = Extent("row", known.start if known else first, last + 1, 0)
    rows = sorted(row for row in lines if row)
    if not rows:
        return False
    start, _ = patch.lines(file, lines[rows[0]])
    _, end = patch.lines(file, lines[rows[-1]])
    texts = {row: patch.text_of(file, lines[row]) for row in rows}
    write = _values if found[0].is_csv else _row
    made = [texts[row.old] if row.old in texts else write(new, row.new, file, writer) for row in outcome.rows[1:]]
    patch.put(file, start, end, "".join(f"{row}\n" for row in made))
    return True


def _values(line: Line, row: int, file: str, writer: Writer) -> str:
    """Return the row of a CSV file."""
    return ",".join(quoted(cell) for cell in _cells(line, row, file, writer))


def quoted(cell: str) -> str:
    """Return a cell as a CSV file holds it."""
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ',"\n') else cell
