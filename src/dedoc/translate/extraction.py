"""All units of an edition: every text of its files that a reader can see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from dedoc.errors import Location, Report
from dedoc.inputs import Inputs
from dedoc.model import Block, Document
from dedoc.project import Edition, Locale
from dedoc.read.words import Words
from dedoc.records import parse_text
from dedoc.resolve.context import Context
from dedoc.resolve.identity import identify
from dedoc.translate.chapters import Ids, chapter_units
from dedoc.translate.naming import digest
from dedoc.translate.units import Kind, Unit, literal
from dedoc.translate.values import (
    File,
    category_units,
    edition_units,
    entries,
    figure_units,
    source_units,
    table_units,
)
from dedoc.walk import walk

RESERVED = frozenset({"edition", "sources", "figures", "tables", "facts", "glossary"})
"""Names of catalogs that no chapter can have."""


def edition_texts(edition: Edition, document: Document, inputs: Inputs, source: Locale) -> tuple[Unit, ...]:
    """Return the units of an edition in reading order; ``document`` is what was read of it, with ``inputs``.

    ``source`` is the locale that it is written in. What cannot be taken out of its file goes to the inputs' report.
    """
    report = inputs.report
    ids = _ids(identify(document, Context(edition.numbering, report)))
    units: list[Unit] = list(edition_units(_file(edition.folder / "edition.yaml", "edition", inputs), report))
    for path in (*edition.front, *edition.body, *edition.back):
        catalog = f"chapter-{path.stem}" if path.stem in RESERVED else path.stem
        units += chapter_units(path, inputs.name(path), text_of(path, inputs), catalog, ids, report)
    units += _data_units(edition.folder, inputs)
    units += measure_units(edition.folder, Words(source), inputs)
    return tuple(_apart(units))


def _data_units(folder: Path, inputs: Inputs) -> Iterator[Unit]:
    for path in _read(folder / "figures", inputs):
        file = _file(path, "figures", inputs)
        yield from figure_units(file, inputs.report) if path.suffix == ".yaml" else category_units(file)
    for path in _read(folder / "tables", inputs):
        yield from table_units(_file(path, "tables", inputs))
    if (path := folder / "sources.yaml") in inputs.raw:
        yield from source_units(_file(path, "sources", inputs), inputs.report)


def _read(folder: Path, inputs: Inputs) -> list[Path]:
    return sorted(path for path in inputs.raw if path.parent == folder and path.suffix in (".yaml", ".csv"))


def _file(path: Path, catalog: str, inputs: Inputs) -> File:
    return File(path, inputs.name(path), text_of(path, inputs), catalog)


def text_of(path: Path, inputs: Inputs) -> str:
    """Return the text of a file that was read without problems."""
    text = inputs.raw.get(path, b"").decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def measure_units(folder: Path, words: Words, inputs: Inputs) -> Iterator[Unit]:
    """Yield a unit for each word that counts: what stands behind the numbers of facts and of charts.

    Scales are taken off first: each language has its own.
    """
    found: dict[str, tuple[File, int, list[str]]] = {}
    for path in [folder / "facts.yaml", *_read(folder / "figures", inputs)]:
        if path in inputs.raw and path.suffix == ".yaml":
            file = _file(path, "facts", inputs)
            for name, node in _counting(file, inputs.report):
                unit = words.measure(None, str(node.value)).unit or str(node.value)
                found.setdefault(unit, (file, node.start_mark.line + 1, []))[2].append(name)
    for unit, (file, line, names) in found.items():
        about = (", ".join(names[:3]) + (" …" if len(names) > 3 else ""),)
        text, raw, place = f"{{number}}{literal(unit)}", {"number": unit}, Location(file.name, line)
        name = f"measure.{digest(unit)}"
        yield Unit(name, Kind.MEASURE, text, (), place, "facts", about=about, raw=raw, has_own_id=True)


def _counting(file: File, report: Report) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the values of “unit” with the names of the facts, or the figure, that they belong to."""
    root, _ = parse_text(file.text, file.name, report)
    parts = [(name, node) for name, node in entries(root) if isinstance(node, yaml.MappingNode)]
    for name, node in entries(root):
        if name == "series" and isinstance(node, yaml.SequenceNode):
            parts += [(file.path.stem, item) for item in node.value]
    for name, part in parts:
        yield from ((name, node) for key, node in entries(part) if key == "unit" and isinstance(node, yaml.ScalarNode))


def _ids(document: Document) -> Ids:
    """Return the names of blocks by file, line and kind: the first one where a note is called twice."""
    found: dict[tuple[str, int, str], str] = {}
    for block in walk((document.front, document.body, document.back)):
        if isinstance(block, Block) and block.id and block.location is not None:
            found.setdefault((block.location.file, block.location.line, type(block).__name__), block.id)
    return found


def _apart(units: Iterable[Unit]) -> Iterator[Unit]:
    """Yield the units, those with the same name in one catalog told apart by their order."""
    counts: Counter[tuple[str, str]] = Counter()
    for unit in units:
        key = (unit.catalog, unit.id)
        counts[key] += 1
        yield unit if counts[key] == 1 else replace(unit, id=f"{unit.id}-{counts[key]}")


def by_catalog(units: Iterable[Unit]) -> Mapping[str, tuple[Unit, ...]]:
    """Return the units by catalog, both in order."""
    found: dict[str, list[Unit]] = {}
    for unit in units:
        found.setdefault(unit.catalog, []).append(unit)
    return {name: tuple(group) for name, group in found.items()}
