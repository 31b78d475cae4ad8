"""The real text, where it is at hand: the counts, the notes, the pages, and an edition in which nothing is wrong."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from dedoc.build import Order, build
from dedoc.errors import Report
from dedoc.importing import Imported, Options, import_edition, write
from dedoc.importing.ledger import check
from dedoc.model import Block, Figure, FolioMark, Heading, Note, Paragraph
from dedoc.walk import find, plain_text, walk
from editions_imported import document
from languages import CHINESE

FOLDER = Path(__file__).parents[3] / "shared" / "edition-2024"
TEXT = FOLDER / "000_b63f1c14d1deefda.txt"

pytestmark = pytest.mark.skipif(not TEXT.is_file(), reason="the printed edition's text is not at hand")


@pytest.fixture(scope="module")
def printed() -> dict[str, Any]:
    """Return what is known of the print."""
    found: dict[str, Any] = json.loads((FOLDER / "printed.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def imported() -> Imported:
    """Return the import of the text."""
    return import_edition(TEXT.read_bytes(), "text.txt", Options(), CHINESE, Report())


def plain(text: str) -> str:
    """Return text without spaces."""
    return "".join(text.split())


def test_every_block_is_there_and_nothing_else(imported: Imported, printed: dict[str, Any]) -> None:
    """Headings with their levels and numbers, paragraphs joined right, notes and figures."""
    whole = document(imported)
    headings = [block for block in whole.body if isinstance(block, Heading)]

    assert [(h.level, plain(h.mark + plain_text(h.content))) for h in headings] == [
        (entry["level"], plain(entry["title"])) for entry in printed["contents"]
    ]
    assert sum(isinstance(block, Paragraph) for block in (*whole.body, *whole.back)) == 107
    assert sum(isinstance(block, Figure) for block in whole.body) == 4
    assert [figure.height for figure in whole.body if isinstance(figure, Figure)] == [8, 8, 10, 19]


def test_notes_are_those_of_the_print_in_their_order(imported: Imported) -> None:
    """The text of each note is that of the source, and stands where it is called."""
    source = TEXT.read_text(encoding="utf-8")
    wanted = [plain(text) for _, text in re.findall(r"^\[(\d+)\] (.*)$", source, re.MULTILINE)]

    assert len(wanted) == 59
    assert [plain(plain_text(note.content)) for note in find(document(imported).body, Note)] == wanted


def test_the_text_is_that_of_the_source(imported: Imported) -> None:
    """Paragraph by paragraph the edition has the characters that the ledger says, and the ledger is exact."""
    blocks = imported.ledger.blocks()
    bodies = [plain(text) for name, text in blocks.items() if name.endswith("paragraph")]
    whole = document(imported)
    paragraphs = [block for part in (whole.front, whole.body, whole.back) for block in part]
    found = [plain(plain_text((*p.run_in, *p.content))) for p in paragraphs if isinstance(p, Paragraph)]

    assert found == bodies
    assert not list(check(imported.ledger, TEXT.read_text(encoding="utf-8"), blocks))


def test_page_starts_are_marked_where_the_print_had_them(imported: Imported, printed: dict[str, Any]) -> None:
    """Nearly all known starts are marked, each in its place, and those that nobody knows are not."""
    stream, places = "", {}
    for node in words(document(imported).body):
        if isinstance(node, FolioMark):
            places[node.folio] = len(stream)
        else:
            stream += plain(node)
    known = {int(folio): plain(text) for folio, text in printed["starts"].items()}
    right = {folio for folio, text in known.items() if folio in places and stream[places[folio] :].startswith(text)}

    assert set(places) == right
    assert len(right) >= 30


def words(blocks: tuple[Block, ...]) -> list[str | FolioMark]:
    """Return texts with the marks of headings and figures, and page marks before the block they open, in order."""
    found: list[str | FolioMark] = []
    for block in blocks:
        if isinstance(block, FolioMark):
            found.append(block)
            continue
        mark = getattr(block, "mark", "")
        content = block.caption if isinstance(block, Figure) else block.content  # type: ignore[union-attr]
        inner = [
            n for node in (*getattr(block, "run_in", ()), *content) if not isinstance(node, Note) for n in walk(node)
        ]
        first = [n for n in inner if isinstance(n, FolioMark)] if isinstance(block, Heading) else []
        found += [
            *first,
            mark,
            *(n if isinstance(n, FolioMark) else getattr(n, "text", "") for n in inner if n not in first),
        ]
    return found


def test_the_edition_builds_and_nothing_is_wrong_with_it(imported: Imported, tmp_path: Path) -> None:
    """The edition prints, in the natural flow, without a word but on the layout, which is that of a word processor."""
    write(imported, tmp_path / "edition")
    result = build(Order(edition=str(tmp_path / "edition"), into=tmp_path / "output"))

    assert all(path.stat().st_size for path in result.files)
    assert not [problem.format() for problem in result.problems if "code" not in problem.values]
    assert {problem.values["code"] for problem in result.problems} <= {
        "han-latin",
        "last-line",
        "pair",
        "edges",
        "lone-line",
        "number",
    }


def test_it_takes_less_than_a_second() -> None:
    """The whole import, ledger included, in time of the processor: other programs may run beside it."""
    times = []
    for _ in range(3):
        start = time.process_time()
        import_edition(TEXT.read_bytes(), "text.txt", Options(), CHINESE, Report())
        times.append(time.process_time() - start)

    assert min(times) < 1
