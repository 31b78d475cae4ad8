"""A report as it is written: facts, sources and figures are noted as the text calls them, and its lines are counted."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bench.dice import Dice
from bench.regions import Region
from bench.series import Series
from bench.topics import Topic

COLUMNS, LINES = 28, 22
"""Characters of a line and lines of a page in the style ``report``."""

NOTE_LINE, TABLE_LINE, CAPTION = 15.6 / 28.9, 20 / 28.9, 44 / 28.9
"""How many lines of the text a line of a note, one of a table, and a caption with its source take."""

ROLE = re.compile(r"\{[a-z:-]+\}`([^`]*)`")
MARKUP = re.compile(r"\*\*|\[\^[^\]]*\]")
HISTORY = 4
"""For how many years before its own a fact has values."""


@dataclass(slots=True)
class Draft:
    """What is written so far; ``lines`` of the page are an estimate, ``year`` is that of the data."""

    region: Region
    year: int
    seed: int
    dice: Dice
    chapters: list[list[str]] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    widths: dict[str, int] = field(default_factory=dict)
    glossed: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    lines: float = 0

    # --- What text calls --------------------------------------------------------------------------

    def fact(self, series: Series, year: int | None = None) -> str:
        """Return the call of a value, of the report's year if none is given."""
        key = self.key_of(series)
        if key not in self.facts:
            self._note_fact(key, series)
        at = "" if year in (None, self.year) else f"@{year}"
        self.widths[f"{key}{at}"] = len(series.shown(year or self.year)) // 2 + len(
            series.scale + series.indicator.unit
        )
        return f"{{fact}}`{key}{at}`"

    def as_of(self, series: Series) -> str:
        """Return the call of the date of the report's value."""
        self.fact(series)
        return f"{{as-of}}`{self.key_of(series)}`"

    def growth(self, series: Series) -> str:
        """Return the call of the part by which a value rose or fell in the report's year, without a sign."""
        key, now, before = self.key_of(series), self.year, self.year - 1
        self.fact(series)
        if series.way(now) > 0:
            what, formula = "growth", f"growth({key}, {before}, {now})"
        else:
            what, formula = "fall", f"({key}@{before} - {key}@{now}) / {key}@{before}"
        name = f"{self._named(series)}{'增长率' if what == 'growth' else '降幅'}"
        return self.derived(f"{key}-{what}", f"name: {name}, unit: '%', formula: '{formula}'", 4)

    def derived(self, key: str, record: str, width: int) -> str:
        """Return the call of a fact that is given as YAML."""
        self.facts[key] = record
        self.widths[key] = width
        return f"{{fact}}`{key}`"

    def key_of(self, series: Series) -> str:
        """Return the name of a fact: indicators of other regions bear theirs."""
        own = series.region == self.region
        return series.indicator.key if own else f"{series.region.key}-{series.indicator.key}"

    def _named(self, series: Series) -> str:
        return series.indicator.name if series.region == self.region else series.region.name + series.indicator.name

    def _note_fact(self, key: str, series: Series) -> None:
        end = "-12-31" if series.indicator.kind == "stock" else ""
        history = (f"{year}{end}: {series.shown(year)}" for year in range(self.year - HISTORY, self.year))
        parts = [f"name: {self._named(series)}", f"value: {series.shown(self.year)}"]
        parts += [f"scale: {series.scale}"] if series.scale else []
        unit = "'%'" if series.indicator.unit == "%" else series.indicator.unit
        parts += [f"unit: {unit}", f"as_of: {self.year}{end}", f"source: {self.source(series.region)}"]
        self.facts[key] = ", ".join((*parts, f"history: {{{', '.join(history)}}}"))

    def source(self, region: Region, topic: Topic | None = None) -> str:
        """Return the key of a source: the collection of a region, or its papers on a topic."""
        key = "collection" if topic is None else f"papers-{topic.key}"
        key += "" if region == self.region else f"-{region.key}"
        title = f"{region.name}{topic.title if topic else '主要指标'}样本资料（{self.year + 1}年）"
        self.sources.setdefault(
            key, f"title: {title}, publisher: 样本资料社, kind: R, year: {self.year + 1}, place: 样本"
        )
        return key

    # --- What stands on the page ------------------------------------------------------------------

    def chapter(self, title: str, options: str) -> None:
        """Begin a file with its heading; the notes of the one before go to its end."""
        self.end_chapter()
        self.chapters.append([f"# {title} {{{options}}}"])
        self.lines += 2

    def end_chapter(self) -> None:
        """Put the notes that were called behind the text."""
        if self.notes:
            self.chapters[-1] += self.notes
            self.notes = []

    def heading(self, level: int, title: str, label: str = "") -> None:
        """Write a heading of the second or the third level."""
        self._put(f"{'#' * level} {title}{f' {{#{label}}}' if label else ''}", 2 if level == 2 else 1)

    def paragraph(self, text: str) -> None:
        """Write a paragraph."""
        cited = text.count("{cite") + text.count("[^")
        self._put(text, math.ceil((2 + self.width(text)) / COLUMNS) + cited * NOTE_LINE)

    def items(self, items: Iterable[str]) -> None:
        """Write a numbered list."""
        texts = list(items)
        lines = sum(math.ceil((self.width(text) + 2) / (COLUMNS - 2)) for text in texts)
        self._put("\n".join(f"{index}. {text}" for index, text in enumerate(texts, 1)), lines)

    def note(self, label: str, text: str) -> str:
        """Return the call of a free note, which stands at the end of the chapter's file."""
        self.notes.append(f"[^{label}]: {text}")
        return f"[^{label}]"

    def figure(self, label: str, record: str, height: int) -> None:
        """Write a figure, described as YAML."""
        self.figures[label] = f"{record}height: {height}\n"
        self._put(f":::{{figure}} {label}\n:::", height)

    def table(self, label: str, caption: str, rows: Sequence[Sequence[str]], source: str) -> None:
        """Write a table with its head as the first row; the columns behind the first stand to the right."""
        head, *rest = (f"| {' | '.join(row)} |" for row in rows)
        rules = f"| --- |{' --: |' * (len(rows[0]) - 1)}"
        widths = f":widths: 5{', 3' * (len(rows[0]) - 1)}\n"
        options = f":::{{table}} {caption}\n:name: {label}\n:source: {source}\n{widths}"
        text = "\n".join((options, head, rules, *rest, ":::"))
        self._put(text, math.ceil(CAPTION + self._table_lines(rows) * TABLE_LINE))

    def _table_lines(self, rows: Sequence[Sequence[str]]) -> int:
        share = COLUMNS * 16 / 12 / (5 + 3 * (len(rows[0]) - 1))
        rooms = (5 * share - 1, *(3 * share - 1 for _ in rows[0][1:]))
        return sum(
            max(math.ceil(self.width(cell) / room) for cell, room in zip(row, rooms, strict=True)) for row in rows
        )

    def _put(self, text: str, lines: float) -> None:
        self.chapters[-1].append(text)
        self.lines += lines

    def width(self, text: str) -> int:
        """Return about how many characters a text takes: calls count as what prints for them."""
        calls = sum(self._printed(match[0], match[1]) - len(match[0]) for match in ROLE.finditer(text))
        return len(text) + calls - sum(map(len, MARKUP.findall(text)))

    def _printed(self, call: str, name: str) -> int:
        return {"{fac": self.widths.get(name, 4), "{as-": 5, "{ref": 2}.get(call[:4], 1)
