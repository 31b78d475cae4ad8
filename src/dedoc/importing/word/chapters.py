"""Items of a Word file as the source format writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dedoc.importing.markdown import begin, escape
from dedoc.importing.notes import Cited
from dedoc.importing.word.items import Block, Entry, Figure, Heading, Item, Paragraph, Remark, Run, Sidebar, Table

MARKS = (("strong", "**"), ("emphasis", "*"))
LATIN = re.compile(r"[0-9A-Za-z]")
PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
LONGEST_TABLE = 12
"""Rows of the longest table that is written into the chapter; longer ones go into a file of their own."""

BREAK = "\u2028"


@dataclass
class Chapter:
    """Writes a chapter. ``notes`` are what the notes become, by key, and ``texts`` their Markdown.

    ``names`` are those of figures and tables by their blocks; tables that go into files are left in ``sheets``.
    """

    notes: Mapping[str, Cited]
    texts: Mapping[str, list[Block]]
    names: Mapping[str, str]
    keys: Mapping[str, tuple[str, ...]]
    called: list[str] = field(default_factory=list)
    sheets: dict[str, list[list[str]]] = field(default_factory=dict)

    def write(self, items: Sequence[Item]) -> str:
        """Return the Markdown of a chapter, with the definitions of its notes at the end."""
        blocks = [self._blocks(items)]
        blocks += [self._definition(key) for key in dict.fromkeys(self.called) if self.notes[key].name]
        return "\n\n".join(blocks) + "\n"

    def _blocks(self, items: Sequence[Item]) -> str:
        blocks: list[str] = []
        remarks: list[str] = []
        last: Item | None = None
        for item in items:
            if isinstance(item, Remark):
                remarks.append(f"% {' '.join(item.text_of.split())}")
                continue
            made = self._item(item, last)
            if isinstance(item, Entry) and isinstance(last, Entry) and not remarks and _is_one_list(last, item):
                blocks[-1] += f"\n{made}"
            else:
                blocks.append("\n".join([*remarks, made]))
            remarks, last = [], item
        blocks += ["\n".join(remarks)] if remarks else []
        return "\n\n".join(blocks)

    def _item(self, item: Item, last: Item | None) -> str:
        match item:
            case Heading():
                plain = "" if item.is_numbered else " {.unnumbered}"
                return f"{'#' * item.level} {self.runs(item.runs)}{plain}"
            case Entry():
                mark = "-" if item.number is None else f"{item.number}."
                text = self.runs(item.runs).replace("\n", " ")
                # An item after one with another kind of mark, or in a list of its own, begins a list.
                indent = "   " * item.depth if isinstance(last, Entry) else ""
                return f"{indent}{mark} {begin(text)}"
            case Table():
                return self._table(item)
            case Sidebar():
                return f"::::{{sidebar}} {self.runs(item.runs)}\n\n{self._blocks(item.content)}\n::::"
            case Figure():
                return f":::{{figure}} {self.names[item.name]}\n:::"
            case Paragraph(is_quotation=True):
                return "> " + begin(self.runs(item.runs)).replace("\n", "\n> ")
            case _:
                return begin(self.runs(item.runs))

    def _definition(self, key: str) -> str:
        paragraphs = [begin(self.runs(block.runs)) for block in self.texts[key]]
        return f"[^{self.notes[key].name}]: " + "\n\n    ".join(paragraphs)

    def _table(self, table: Table) -> str:
        """Return a table: with its caption if it has one, in the chapter or in a file."""
        cells = [[self.runs(cell.runs) for cell in row] for row in table.cells]
        is_long = len(cells) > LONGEST_TABLE and table.caption is not None
        rows = [] if is_long else _rows(cells)
        if table.caption is None and table.remark is None and table.unit is None:
            return "\n".join(rows)
        caption = self.runs(table.caption.runs) if table.caption else ""
        options = [f":file: {self.names[table.name]}.csv"] if is_long else []
        if is_long:
            self.sheets[self.names[table.name]] = cells
        if table.unit:
            options.append(f":unit: {self.runs(table.unit.runs)}")
        if keys := self.keys.get(table.name):
            options.append(f":source: {', '.join(keys)}")
        elif table.remark:
            options.append(f":note: {self.runs(table.remark.runs)}")
        return "\n".join(
            [f":::{{table}} {caption}".rstrip(), *options, *([""] if rows and options else []), *rows, ":::"]
        )

    def runs(self, runs: Sequence[Run]) -> str:
        """Return runs as Markdown."""
        parts: list[str] = []
        shown = "".join(run.text or "x" for run in runs)
        at = 0
        for run in runs:
            before, behind = shown[at - 1 : at] if at else "", shown[at + len(run.text) : at + len(run.text) + 1]
            parts.append(self._call(run.note) if run.note else _marked(run, before, behind))
            at += len(run.text) or 1
        return _apart(parts)

    def _call(self, key: str) -> str:
        if key not in self.notes:
            return ""
        self.called.append(key)
        note = self.notes[key]
        return f"[^{note.name}]" if note.name else f"{{{note.role}}}`{','.join(note.keys)}`"


def _marked(run: Run, before: str, behind: str) -> str:
    """Return a run with the marks of its emphasis close around its words, blanks outside."""
    text = run.text
    core = text.strip(f" \u3000{BREAK}")
    if not core or not (run.state or run.address):
        return _plain(text)
    start = text.index(core)
    marks = [mark for name, mark in MARKS if name in run.state]
    made = _plain(core)
    for mark in reversed(marks):
        # Markdown takes a mark between a letter and punctuation for one that cannot open, or close, there.
        head = "<!-- -->" if start == 0 and PUNCTUATION.match(core[0]) and LATIN.match(before) else ""
        tail = (
            "<!-- -->" if start + len(core) == len(text) and PUNCTUATION.match(core[-1]) and LATIN.match(behind) else ""
        )
        made = f"{head}{mark}{made}{mark}{tail}"
    if run.address.lower().startswith(("http://", "https://", "mailto:")) and not re.search(r"[\s<>]", run.address):
        made = f"[{made}](<{run.address}>)" if "(" in run.address or ")" in run.address else f"[{made}]({run.address})"
    return f"{_plain(text[:start])}{made}{_plain(text[start + len(core) :])}"


def _plain(text: str) -> str:
    return escape(text).replace(BREAK, "\\\n")


def _apart(parts: Sequence[str]) -> str:
    """Return parts as one text; the marks of two that meet are kept apart."""
    text = ""
    for part in parts:
        if text.endswith("*") and not text.endswith("\\*") and part.startswith("*"):
            text += "<!-- -->"
        text += part
    return text


def _rows(cells: list[list[str]]) -> list[str]:
    """Return the lines of a table, its first row as the head."""
    lines = ["| " + " | ".join(cell.replace("\\\n", " ") for cell in row) + " |" for row in cells]
    return [lines[0], "|" + "---|" * len(cells[0]), *lines[1:]]


def _is_one_list(last: Entry, item: Entry) -> bool:
    """Whether two items that follow each other stand in one list, or one of them in a list inside it."""
    is_inner = item.depth > last.depth or item.list == last.list
    return is_inner or last.depth > 0
