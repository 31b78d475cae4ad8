"""The units of YAML and CSV files: values that a reader can see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from dedoc.errors import Location, Report
from dedoc.records import parse_text
from dedoc.translate.markup import encode
from dedoc.translate.naming import digest
from dedoc.translate.units import Container, Kind, Span, Unit, literal, words_of

FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^,"\n]*))(,|\n|\Z)')
CALL = re.compile(r"\{[a-z:-]+\}`[^`]*`")


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was read: where it lies, what messages call it, its text, and the catalog of its units."""

    path: Path
    name: str
    text: str
    catalog: str

    def unit(self, node: yaml.Node, kind: Kind, name: str, *, is_markup: bool = False) -> Unit:
        """Return the unit of a YAML value; the lines of a list become one text with breaks."""
        start, end = node.start_mark.index, node.end_mark.index
        place = Location(self.name, node.start_mark.line + 1)
        if isinstance(node, yaml.SequenceNode):
            texts = [literal(str(item.value).strip()) for item in node.value]
            span = Span(self.path, start, _end(self.text, node), Container.YAML_LIST, is_markup=False)
            return Unit(name, kind, "{br}".join(texts), (span,), place, self.catalog, has_own_id=True)
        span = Span(self.path, start, end, Container.YAML, is_markup=is_markup)
        text = str(node.value).strip()
        if is_markup:
            source, raw = encode(text, {})
            return Unit(name, kind, source, (span,), place, self.catalog, raw=raw, has_own_id=True)
        source = literal(text).replace("\n", "{br}")
        return Unit(name, kind, source, (span,), place, self.catalog, has_own_id=True)


def _end(text: str, node: yaml.SequenceNode) -> int:
    """Return where a list ends: one in lines, behind its last item, for YAML lets it reach to what comes next."""
    if node.flow_style:
        return int(node.end_mark.index)
    last = node.value[-1].end_mark.index if node.value else node.end_mark.index
    return len(text[:last].rstrip())


def edition_units(file: File, report: Report) -> Iterator[Unit]:
    """Yield the units of ``edition.yaml``: what stands on the cover and in the properties of the files."""
    root, _ = parse_text(file.text, file.name, report)
    for key, node in entries(root):
        match key, node:
            case ("title", _):
                yield file.unit(node, Kind.TITLE, "edition.title")
            case ("subtitle" | "publisher" | "subject" | "watermark", yaml.ScalarNode()):
                yield file.unit(node, Kind.TITLE, f"edition.{key}")
            case ("keywords", yaml.SequenceNode()):
                yield from _listed(file, node, Kind.LABEL, "edition.keyword")
            case ("people", yaml.SequenceNode()):
                for item in node.value:
                    yield from _people(file, item)


def _people(file: File, item: yaml.Node) -> Iterator[Unit]:
    for key, node in entries(item):
        if key == "role":
            yield file.unit(node, Kind.LABEL, f"edition.role.{digest(str(node.value))}")
        elif key == "names":
            yield from _listed(file, node, Kind.NAME, "edition.name")


def _listed(file: File, node: yaml.Node, kind: Kind, name: str) -> Iterator[Unit]:
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for item in items:
        yield file.unit(item, kind, f"{name}.{digest(str(item.value))}")


SOURCE_KEYS: Mapping[str, Kind] = {
    **dict.fromkeys(("title", "name", "publisher", "container", "place"), Kind.SOURCE),
    "authors": Kind.NAME,
}


def source_units(file: File, report: Report) -> Iterator[Unit]:
    """Yield the units of ``sources.yaml``: what notes and the list of sources say."""
    root, _ = parse_text(file.text, file.name, report)
    for source, value in entries(root):
        for key, node in entries(value):
            if key == "authors":
                yield from _listed(file, node, Kind.NAME, f"source-{source}.author")
            elif key in SOURCE_KEYS and isinstance(node, yaml.ScalarNode):
                yield file.unit(node, SOURCE_KEYS[key], f"source-{source}.{key}")


def figure_units(file: File, report: Report) -> Iterator[Unit]:
    """Yield the units of a figure's YAML file."""
    root, _ = parse_text(file.text, file.name, report)
    name = f"figure-{file.path.stem}"
    for key, node in entries(root):
        match key, node:
            case ("caption", yaml.ScalarNode()):
                yield file.unit(node, Kind.CAPTION, f"{name}.caption", is_markup=True)
            case ("alt", yaml.ScalarNode()):
                yield file.unit(node, Kind.ALTERNATIVE, f"{name}.alt")
            case ("missing", yaml.ScalarNode()):
                yield file.unit(node, Kind.REMARK, f"{name}.missing")
            case ("series" | "boxes" | "arrows", yaml.SequenceNode()):
                for item in node.value:
                    yield from _parts(file, dict(entries(item)), f"{name}.{PARTS[key]}")


PARTS: Mapping[str, str] = {"series": "series", "boxes": "box", "arrows": "arrow"}
PART_KEYS: Mapping[str, Kind] = {"name": Kind.LABEL, "text": Kind.LABEL}


def _parts(file: File, values: dict[str, yaml.Node], name: str) -> Iterator[Unit]:
    """Yield the units of a series, a box or an arrow, named by its key or by its ends."""
    keys = (values.get(key) for key in ("key", "fact", "start", "end"))
    own = "-".join(str(node.value) for node in keys if node is not None)
    for key, kind in PART_KEYS.items():
        node = values.get(key)
        if isinstance(node, yaml.ScalarNode) and str(node.value).strip():
            yield file.unit(node, kind, f"{name}-{own}.{key}")


def category_units(file: File) -> Iterator[Unit]:
    """Yield the units of a chart's CSV file: its categories, each once with all places where it stands."""
    rows = list(csv_rows(file.text))
    head = [text for text, _, _ in rows[0]] if rows else []
    column = head.index("category") if "category" in head else None
    cells = [row[column] for row in rows[1:] if column is not None and column < len(row)]
    yield from _cells(file, cells, Kind.LABEL, f"figure-{file.path.stem}.category", is_markup=False)


def table_units(file: File) -> Iterator[Unit]:
    """Yield the units of a table's CSV file: all cells with letters, equal ones once."""
    cells = [cell for row in csv_rows(file.text) for cell in row]
    yield from _cells(file, cells, Kind.CELL, f"table-{file.path.stem}.cell", is_markup=True)


Cell = tuple[str, int, int]
"""The text of a cell, and where it begins and ends in its file, quotation marks included."""


def _cells(file: File, cells: list[Cell], kind: Kind, name: str, *, is_markup: bool) -> Iterator[Unit]:
    found: dict[str, Unit] = {}
    for text, start, end in cells:
        source, raw = encode(text, {}) if is_markup else (literal(text), {})
        if not any(map(str.isalpha, words_of(source))):
            continue
        span = Span(file.path, start, end, Container.CSV, is_markup=is_markup)
        if text in found:
            found[text] = replace(found[text], spans=(*found[text].spans, span))
        else:
            place = Location(file.name, file.text.count("\n", 0, start) + 1)
            found[text] = Unit(f"{name}.{digest(text)}", kind, source, (span,), place, file.catalog, raw=raw)
    yield from found.values()


def csv_rows(text: str) -> Iterator[list[Cell]]:
    """Yield the rows of a CSV file that was found to be valid, each cell with its place (RFC 4180)."""
    row: list[Cell] = []
    at = 0
    while at < len(text):
        match = FIELD.match(text, at)
        if match is None:
            return
        cell = match[1].replace('""', '"') if match[1] is not None else match[2]
        start = match.start() if match[1] is not None else match.start() + len(cell) - len(cell.lstrip())
        end = start + (len(match[1]) + 2 if match[1] is not None else len(cell.strip()))
        row.append((cell.strip(), start, end))
        at = match.end()
        if match[3] != ",":
            yield row
            row = []


def entries(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the keys and values of a mapping that are not empty."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(value, yaml.ScalarNode) or str(value.value).strip():
                yield str(key.value), value
