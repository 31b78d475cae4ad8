"""Directives of a chapter: figures, tables with captions, sidebars and the list of sources."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TypeAlias

from markdown_it.tree import SyntaxTreeNode

from dedoc.errors import Location
from dedoc.model import Alignment, Block, Citation, Figure, Heading, Inline, Sidebar, SourceList, Table
from dedoc.read.inlines import Chapter, inlines
from dedoc.read.tables import Sheet
from dedoc.records import Name
from dedoc.walk import plain_text

NAME = re.compile(r"[\w-]+")
DIRECTIVE = re.compile(r"\{?([a-z]+)\}?(?:\s+(.*))?")
OPTION = re.compile(r":([A-Za-z][\w-]*):(?:\s+(.*))?")
NUMBER = re.compile(r"[-+−]?[\d,]*\d(?:\.\d+)?[%％‰]?", re.ASCII)
NO_NUMBER = frozenset({"", "-", "–", "—", "——", "…", "缺"})
"""What a column of numbers holds where there is none."""

ReadBlocks: TypeAlias = Callable[[list[SyntaxTreeNode], int, Chapter], Iterator[Block]]


@dataclass(frozen=True, slots=True)
class Fence:
    """A directive as written: what stands behind its name, its options, and the text in it with its first line."""

    argument: str
    options: Mapping[str, Name]
    body: str
    line: int
    place: Location


DEEPEST_SIDEBAR = 4
"""Sidebars in sidebars are read that far to tell what is wrong in them: none can print."""


def directive(node: SyntaxTreeNode, place: Location, chapter: Chapter, read_blocks: ReadBlocks) -> Iterator[Block]:
    """Yield the block of a directive; ``read_blocks`` reads the text inside it."""
    match = DIRECTIVE.fullmatch(node.info.strip())
    name, argument = (match[1], (match[2] or "").strip()) if match else (node.info.strip(), "")
    if chapter.in_note or name not in DIRECTIVES:
        hint = "the directives are: {directives}"
        values = {"name": name or ":::", "directives": ", ".join(f":::{{{known}}}" for known in DIRECTIVES)}
        chapter.leave_out(place, "there is no directive “{name}”", hint, **values)
        return
    allowed, read = DIRECTIVES[name]
    lines = node.content.split("\n")
    written = [option for option in itertools.takewhile(bool, map(OPTION.fullmatch, lines)) if option]
    options = _options(written if allowed else [], allowed, place, chapter)
    cut = len(written) if allowed else 0
    fence = Fence(argument, options, "\n".join([*[""] * cut, *lines[cut:]]), place.line + 1, place)
    yield from read(fence, chapter, read_blocks)


def _options(
    written: list[re.Match[str]], allowed: tuple[str, ...], place: Location, chapter: Chapter
) -> dict[str, Name]:
    """Return the options of a directive, each on a line of its own below the fence."""
    found: dict[str, Name] = {}
    for index, option in enumerate(written):
        key, value, at = option[1], (option[2] or "").strip(), chapter.place(place.line + 1 + index)
        if key not in allowed:
            near = get_close_matches(key, allowed, n=1)
            hint = "did you mean “{near}”?" if near else "the options are: {options}"
            values = {"option": key, "near": near[0] if near else "", "options": ", ".join(allowed)}
            chapter.report.error(at, "unknown option “{option}”", hint, **values)
        elif key == "name" and not NAME.fullmatch(value):
            hint = "use letters, digits and hyphens: 5g-stations"
            chapter.report.error(at, "“{key}” cannot be a name", hint, key=value)
        found[key] = Name(value, at)
    return found


def _figure(fence: Fence, chapter: Chapter, _: ReadBlocks) -> Iterator[Block]:
    if not fence.argument:
        hint = "write :::{{figure}} name, with name.yaml in “figures/”"
        chapter.leave_out(fence.place, "the figure is not named", hint)
        return
    if fence.body.strip():
        hint = "caption, source and data of a figure stand in figures/{name}.yaml"
        chapter.report.error(fence.place, "a figure takes no text in the chapter", hint, name=fence.argument)
    yield Figure(fence.argument, location=fence.place)


def _line(text: str, place: Location, chapter: Chapter) -> tuple[Inline, ...]:
    """Return the inlines of one line of text."""
    tree = chapter.tree(text, place.line, is_inline=True)
    return inlines(tree.children[0].children if tree.children else [], place.line, chapter)


def _table(fence: Fence, chapter: Chapter, read_blocks: ReadBlocks) -> Iterator[Block]:
    table = _sheet_table(fence, chapter) if "file" in fence.options else _typed_table(fence, chapter, read_blocks)
    if table is None:
        return
    options, place = fence.options, fence.place
    keys = tuple(key.strip() for key in options["source"].split(",")) if "source" in options else ()
    yield replace(
        table,
        caption=_line(fence.argument, place, chapter),
        label=options.get("name", ""),
        alignments=_alignments(table, fence, chapter),
        unit=_line(options.get("unit", ""), place, chapter),
        remarks=_line(options.get("note", ""), place, chapter),
        source=Citation(keys, None, location=options["source"].location) if keys else None,
        widths=_widths(table, fence, chapter),
        is_wide="wide" in options,
        location=place,
    )


def _typed_table(fence: Fence, chapter: Chapter, read_blocks: ReadBlocks) -> Table | None:
    tree = chapter.tree(fence.body, fence.line)
    if [child.type for child in tree.children] != ["table"]:
        if tree.children or not fence.body.strip():
            chapter.leave_out(fence.place, "a table directive holds one table", "write it with | between the cells")
        return None
    return next((made for made in read_blocks(tree.children, fence.line, chapter) if isinstance(made, Table)), None)


def _sheet_table(fence: Fence, chapter: Chapter) -> Table | None:
    name = fence.options["file"]
    stem = name.removesuffix(".csv")
    chapter.sheets_used.add(stem)
    if fence.body.strip():
        hint = "leave out “:file:”, or the text"
        chapter.report.error(fence.place, "the table has a file, and text besides", hint)
    if stem not in chapter.sheets:
        near = get_close_matches(stem, chapter.sheets, n=1)
        hint = "did you mean “{near}”?" if near else "put it into “tables/”, and name the file alone"
        values = {"name": name, "near": near[0] if near else ""}
        chapter.report.error(name.location, "there is no table “{name}”", hint, **values)
    sheet = chapter.sheets.get(stem)
    if not isinstance(sheet, Sheet):
        return None
    reader = replace(chapter, file=sheet.file)
    cells = [
        tuple(_line(cell, Location(sheet.file, line), reader) for cell in row)
        for row, line in zip(sheet.rows, sheet.lines, strict=True)
    ]
    columns = zip(*sheet.rows[1:], strict=True) if sheet.rows[1:] else [()] * len(sheet.rows[0])
    alignments = tuple(Alignment.DECIMAL if _is_numeric(column) else Alignment.LEFT for column in columns)
    return Table(cells[0], tuple(cells[1:]), alignments, location=fence.place)


def _is_numeric(column: tuple[str, ...]) -> bool:
    values = [cell for cell in column if cell not in NO_NUMBER]
    return bool(values) and all(NUMBER.fullmatch(cell) for cell in values)


def _alignments(table: Table, fence: Fence, chapter: Chapter) -> tuple[Alignment, ...]:
    written = fence.options.get("align")
    if written is None:
        return table.alignments
    words = [word.strip() for word in written.split(",")]
    known = [alignment.value for alignment in Alignment]
    for word in words:
        if word not in known:
            values = {"key": "align", "value": word, "choices": ", ".join(known)}
            chapter.report.error(
                written.location, "“{key}” cannot be “{value}”", "it can be one of: {choices}", **values
            )
            return table.alignments
    return tuple(map(Alignment, words)) if _fits("align", words, table, written, chapter) else table.alignments


def _widths(table: Table, fence: Fence, chapter: Chapter) -> tuple[float, ...]:
    written = fence.options.get("widths")
    if written is None:
        return ()
    words = [word.strip() for word in written.split(",")]
    if not all(re.fullmatch(r"\d{1,3}(\.\d{1,3})?", word, re.ASCII) and float(word) > 0 for word in words):
        hint = "write shares such as 2, 1, 1"
        chapter.report.error(written.location, "“{value}” are no widths of columns", hint, value=written)
        return ()
    return tuple(map(float, words)) if _fits("widths", words, table, written, chapter) else ()


def _fits(key: str, words: list[str], table: Table, written: Name, chapter: Chapter) -> bool:
    if len(words) == len(table.head):
        return True
    values = {"key": key, "count": len(words), "columns": len(table.head)}
    hint = "write one for each column, with commas between"
    message = "“{key}” speaks of {count} columns, and the table has {columns}"
    chapter.report.error(written.location, message, hint, **values)
    return False


def _sidebar(fence: Fence, chapter: Chapter, read_blocks: ReadBlocks) -> Iterator[Block]:
    if chapter.sidebars == DEEPEST_SIDEBAR:
        hint = "take lists and quotations out of one another"
        chapter.leave_out(fence.place, "the text is nested too deeply", hint)
        return
    title = _line(fence.argument, fence.place, chapter)
    if not plain_text(title).strip():
        chapter.report.error(fence.place, "the sidebar has no title", "write it behind :::{{sidebar}}")
    tree = chapter.tree(fence.body, fence.line)
    for node in tree.walk():
        if node.type == "footnote_reference":
            at = chapter.place((node.map[0] if node.map else 0) + fence.line)
            chapter.report.error(at, "a note is defined inside a sidebar", "move it below the closing :::")
    chapter.sidebars += 1
    content = tuple(read_blocks(tree.children, fence.line, chapter))
    chapter.sidebars -= 1
    if not content:
        chapter.report.error(fence.place, "the sidebar is empty", "write its text between the ::: lines")
    for block in content:
        if isinstance(block, Heading | Sidebar | SourceList):
            hint = "take it out, with an empty line before and after it"
            message = "headings, sidebars and the list of sources cannot stand in a sidebar"
            chapter.report.error(block.location, message, hint)
    refuse_wide(content, chapter)
    yield Sidebar(title, content, fence.options.get("name", ""), location=fence.place)


def refuse_wide(blocks: tuple[Block, ...], chapter: Chapter) -> None:
    """Report tables that want a page of their own and stand inside of something."""
    for block in blocks:
        if isinstance(block, Table) and block.is_wide:
            hint = "take it out, with an empty line before and after it"
            message = "a wide table cannot stand in a list, a quotation or a sidebar"
            chapter.report.error(block.location, message, hint)


def _sources(fence: Fence, chapter: Chapter, _: ReadBlocks) -> Iterator[Block]:
    if fence.argument or fence.body.strip():
        hint = "sources are described in sources.yaml, and listed as they are cited"
        chapter.report.error(fence.place, "the list of sources takes no text in the chapter", hint)
    yield SourceList(location=fence.place)


DIRECTIVES: Mapping[str, tuple[tuple[str, ...], Callable[[Fence, Chapter, ReadBlocks], Iterator[Block]]]] = {
    "figure": ((), _figure),
    "table": (("name", "file", "unit", "source", "note", "align", "widths", "wide"), _table),
    "sidebar": (("name",), _sidebar),
    "sources": ((), _sources),
}
"""What a fence can hold, by name, with the options that it takes."""
