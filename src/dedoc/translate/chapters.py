"""The units of a chapter, with the very characters of the file that each of them stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from dedoc.errors import Location, Report
from dedoc.read.chapters import HEADING_LABEL, SENTENCE_ENDS
from dedoc.read.directives import DIRECTIVE, OPTION
from dedoc.read.inlines import COMMENT
from dedoc.read.syntax import PIPE, parser
from dedoc.translate.markup import encode
from dedoc.translate.naming import digest
from dedoc.translate.units import Container, Kind, Span, Unit, literal, words_of

Ids = Mapping[tuple[str, int, str], str]
"""The names of blocks by file, line and kind."""

RUN_IN = re.compile(r"\{b\}((?:(?!\{/?b\}).)*)\{/b\}.+", re.DOTALL)

SPOKEN_OPTIONS = {"unit": Kind.LABEL, "note": Kind.REMARK}
"""Options of a table that a reader sees."""


@dataclass
class Chapter:
    """A chapter in the making of its units; ``lines`` are its lines and ``starts`` where each begins."""

    path: Path
    file: str
    text: str
    catalog: str
    ids: Ids
    report: Report
    env: dict[str, Any] = field(default_factory=dict)
    heads: list[tuple[int, str]] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    terms: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")
        self.starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))

    def put(self, markdown: str, span: Span, line: int, kind: Kind, name: str, *, is_named: bool = False) -> None:
        """Add the unit of a run of Markdown, if there is anything to translate in it."""
        source, raw = encode(markdown, self.env)
        words = words_of(source)
        if not words.strip() or (kind is Kind.CELL and not any(map(str.isalpha, words))):
            return
        is_run_in = bool((match := RUN_IN.fullmatch(source)) and match[1].rstrip().endswith(tuple(SENTENCE_ENDS)))
        path = tuple(title for _, title in self.heads)
        place = Location(self.file, line + 1)
        kept = {"raw": raw, "has_own_id": is_named, "is_run_in": is_run_in and kind is not Kind.HEADING}
        self.units.append(Unit(name, kind, source, (span,), place, self.catalog, path, **kept))  # type: ignore[arg-type]
        for term in (name.partition(":")[2] for name in raw if name.startswith("index:")):
            if term not in self.terms:
                self.terms.add(term)
                made = Unit(f"index-{digest(term)}", Kind.INDEX, literal(term), (), place, self.catalog, path)
                self.units.append(made)

    def span(self, start: int, end: int, container: Container = Container.LINES) -> Span:
        """Return a span of this chapter."""
        return Span(self.path, start, end, container)


def chapter_units(path: Path, file: str, text: str, catalog: str, ids: Ids, report: Report) -> list[Unit]:
    """Return the units of a chapter in reading order; ``ids`` are the names of its blocks."""
    chapter = Chapter(path, file, text, catalog, ids, report)
    tokens = parser().parse(text, chapter.env)
    _blocks(SyntaxTreeNode(tokens).children, 0, Kind.PARAGRAPH, chapter)
    return sorted(chapter.units, key=lambda unit: unit.location.line)


def _blocks(nodes: list[SyntaxTreeNode], base: int, kind: Kind, chapter: Chapter, note: str = "") -> None:
    """Add the units of sibling nodes; ``base`` is the line, counted from 0, at which their text begins."""
    for count, node in enumerate(nodes):
        line = (node.map[0] if node.map else 0) + base
        match node.type:
            case "paragraph":
                name = f"note-{note}{f'.{count + 1}' if count else ''}" if note else ""
                _paragraph(node.children[0].content, line, kind, name, chapter)
            case "heading":
                _heading(node, line, chapter)
            case "table":
                _table(node, line, chapter)
            case "colon_fence" | "fence":
                _fence(node, line, chapter)
            case "html_block":
                _beside_remarks(node, line, kind, chapter)
            case "footnote_reference":
                label = str(node.meta["label"])
                _blocks(node.children, base, Kind.NOTE, chapter, "" if label.isdigit() else label)
            case "bullet_list" | "ordered_list" | "list_item" | "blockquote":
                _blocks(node.children, base, kind, chapter)
            case _:
                pass


def _beside_remarks(node: SyntaxTreeNode, line: int, kind: Kind, chapter: Chapter) -> None:
    text = COMMENT.sub(lambda match: "\n" * match[0].count("\n"), node.content)
    _blocks(SyntaxTreeNode(parser().parse(text, chapter.env)).children, line, kind, chapter)


def _paragraph(content: str, line: int, kind: Kind, name: str, chapter: Chapter) -> None:
    bounds = _bounds(content, line, chapter)
    if bounds is None:
        hint = "put the remark on a line of its own"
        chapter.report.error(Location(chapter.file, line + 1), "a remark stands in the way of translating", hint)
        return
    named = name or chapter.ids.get((chapter.file, line + 1, "Paragraph"), "")
    made = named or f"paragraph-{digest(content)}"
    chapter.put(content, chapter.span(*bounds), line, kind, made, is_named=bool(name))


def _bounds(content: str, line: int, chapter: Chapter) -> tuple[int, int] | None:
    """Return where the text of a block begins and ends: each of its lines is the end of a line of the file."""
    rows = content.split("\n")
    written = chapter.lines[line : line + len(rows)]
    if len(written) < len(rows):
        return None
    for row, whole in zip(rows, written, strict=True):
        if not whole.rstrip().endswith(row.strip()):
            return None
    start = chapter.starts[line] + len(written[0].rstrip()) - len(rows[0].strip())
    last = line + len(rows) - 1
    return start, chapter.starts[last] + len(written[-1].rstrip())


def _heading(node: SyntaxTreeNode, line: int, chapter: Chapter) -> None:
    level, content = int(node.tag[1]), node.children[0].content if node.children else ""
    attributes = HEADING_LABEL.search(content)
    title = (content[: attributes.start()] if attributes else content).rstrip()
    chapter.heads = [head for head in chapter.heads if head[0] < level]
    start = chapter.starts[line] + chapter.lines[line].find(title)
    name = chapter.ids.get((chapter.file, line + 1, "Heading"), f"heading-{digest(title)}")
    is_named = attributes is not None and "#" in attributes[1]
    span = chapter.span(start, start + len(title))
    chapter.put(title, span, line, Kind.HEADING, name, is_named=is_named)
    chapter.heads.append((level, words_of(encode(title, chapter.env)[0])))


def _table(node: SyntaxTreeNode, line: int, chapter: Chapter, name: str = "") -> None:
    table = name or chapter.ids.get((chapter.file, line + 1, "Table"), f"table-{line}")
    rows = [row for part in node.children for row in part.children]
    for index, _ in enumerate(rows):
        at = line + index + (1 if index else 0)
        for start, end in _cells(chapter.lines[at]):
            text = chapter.lines[at][start:end]
            span = chapter.span(chapter.starts[at] + start, chapter.starts[at] + end, Container.ROW)
            plain = text.replace("\\|", "|")
            chapter.put(plain, span, at, Kind.CELL, f"{table}.{digest(plain)}")


def _cells(line: str) -> Iterator[tuple[int, int]]:
    """Yield where the cells of a row begin and end, without the spaces around them."""
    bars = [match.start() for match in PIPE.finditer(line)]
    first = len(line) - len(line.lstrip(" >\t"))
    bounds = [first - 1 if first not in bars else first, *(bar for bar in bars if bar != first), len(line)]
    for start, end in pairwise(bounds):
        cell = line[start + 1 : end]
        if cell.strip():
            left = start + 1 + len(cell) - len(cell.lstrip())
            yield left, left + len(cell.strip())


def _fence(node: SyntaxTreeNode, line: int, chapter: Chapter) -> None:
    match = DIRECTIVE.fullmatch(node.info.strip())
    name, argument = (match[1], (match[2] or "").strip()) if match else ("", "")
    kinds = {"table": (Kind.CAPTION, "Table"), "sidebar": (Kind.HEADING, "Sidebar")}
    if name not in kinds:
        return
    kind, block = kinds[name]
    named = chapter.ids.get((chapter.file, line + 1, block), f"{name}-{digest(argument)}")
    has_label = any(option[1] == "name" for option in map(OPTION.fullmatch, node.content.split("\n")) if option)
    if argument:
        start = chapter.starts[line] + chapter.lines[line].rindex(argument)
        span = chapter.span(start, start + len(argument))
        chapter.put(argument, span, line, kind, named, is_named=has_label)
    rows = node.content.split("\n")
    count = _options(rows, line + 1, named, chapter, is_named=has_label)
    inner = SyntaxTreeNode(parser().parse("\n".join([*[""] * count, *rows[count:]]), chapter.env))
    if name == "table":
        for child in inner.children:
            if child.type == "table":
                _table(child, line + 1 + (child.map[0] if child.map else 0), chapter, named)
        return
    _blocks(inner.children, line + 1, Kind.PARAGRAPH, chapter)


def _options(rows: list[str], line: int, named: str, chapter: Chapter, *, is_named: bool) -> int:
    """Add the units of a directive's options; return how many lines they take."""
    for count, row in enumerate(rows):
        option = OPTION.fullmatch(row)
        if option is None:
            return count
        value = (option[2] or "").strip()
        if option[1] in SPOKEN_OPTIONS and value:
            at = line + count
            start = chapter.starts[at] + chapter.lines[at].rindex(value)
            kind, span = SPOKEN_OPTIONS[option[1]], chapter.span(start, start + len(value))
            chapter.put(value, span, at, kind, f"{named}.{option[1]}", is_named=is_named)
    return len(rows)
