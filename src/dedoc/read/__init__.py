"""From the files of an edition to a document in which every node knows its place."""

from __future__ import annotations

from pathlib import Path

from dedoc.errors import Location
from dedoc.inputs import Inputs, may_use
from dedoc.model import Block, Document, Figure, Node
from dedoc.project import Edition, Locale
from dedoc.read.carried import FILE, read_carried
from dedoc.read.chapters import read_chapter
from dedoc.read.data import read_sources
from dedoc.read.drawn import Known
from dedoc.read.facts import read_facts
from dedoc.read.figures import read_figures, with_drawing
from dedoc.read.tables import Sheet, read_tables
from dedoc.walk import find, rewrite


def read(edition: Edition, locale: Locale | None, inputs: Inputs) -> Document:
    """Return the document as written; everything that is wrong in its files goes to the report of the inputs.

    ``locale`` is that of the language the edition is written in: it knows the words for scales in ``facts.yaml``.
    What only the whole document can tell is left to ``resolve``.
    """
    facts = read_facts(edition.folder / "facts.yaml", inputs, locale)
    sources = read_sources(edition.folder / "sources.yaml", inputs)
    figures = read_figures(edition.folder / "figures", inputs, Known(facts, locale, inputs))
    sheets = read_tables(edition.folder / "tables", inputs)
    used: set[str] = set()
    front, body, back = (
        tuple(block for path in paths for block in _chapter(path, inputs, figures, sheets, used))
        for paths in (edition.front, edition.body, edition.back)
    )
    _check_figures((front, body, back), figures, inputs)
    _check_tables(sheets, used, inputs)
    carried = read_carried(edition.folder / FILE, inputs)
    inputs.check_unchanged()
    lists = tuple(edition.lists)
    return Document(
        edition.metadata, front, body, back, facts, sources, unread=inputs.unread, lists=lists, carried=carried
    )


def _chapter(
    path: Path,
    inputs: Inputs,
    figures: dict[str, Figure | None],
    sheets: dict[str, Sheet | None],
    used: set[str],
) -> tuple[Block, ...]:
    """Return the blocks of a chapter; the names of the tables that it takes from files go to ``used``."""
    text = inputs.read_text(path)
    if text is None:
        inputs.leave_out("chapters", path, is_all=True)
        return ()

    def draw(node: Node) -> Node:
        described = figures.get(node.label) if isinstance(node, Figure) else None
        return with_drawing(node, described) if isinstance(node, Figure) and described else node

    blocks, chapter = read_chapter(text, inputs.name(path), inputs.report, sheets)
    used |= chapter.sheets_used
    if not chapter.is_whole:
        inputs.leave_out("chapters", path, is_all=not blocks)
    return rewrite(blocks, draw)


def _check_figures(tree: object, figures: dict[str, Figure | None], inputs: Inputs) -> None:
    called: dict[str, Figure] = {}
    for figure in find(tree, Figure):
        if figure.label not in figures:
            hint = "describe it in figures/{name}.yaml; there are: {known}"
            values = {"name": figure.label, "known": ", ".join(figures) or "-"}
            inputs.report.error(figure.location, "there is no figure “{name}”", hint, **values)
        if figure.label in called:
            values = {"name": figure.label, "other": str(called[figure.label].location)}
            inputs.report.error(figure.location, "the figure “{name}” stands twice", "first at {other}", **values)
        called.setdefault(figure.label, figure)
    for name, described in figures.items():
        if name not in called and described is not None and not may_use(inputs.unread, name, "chapters"):
            hint = "put it into a chapter with :::{{figure}} {name}, or delete the file"
            inputs.report.error(described.location, "the figure “{name}” stands in no chapter", hint, name=name)


def _check_tables(sheets: dict[str, Sheet | None], used: set[str], inputs: Inputs) -> None:
    for name, sheet in sheets.items():
        if name not in used and sheet is not None and not may_use(inputs.unread, name, "chapters"):
            hint = "put it into a chapter with :::{{table}} and “:file: {name}.csv”, or delete the file"
            inputs.report.error(Location(sheet.file, 1), "the table “{name}” stands in no chapter", hint, name=name)
