"""Which cells a matrix has, and what their keys depend on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dedoc.build import Order
from dedoc.errors import ProjectError
from dedoc.journal import Step, begin, own_name, state
from dedoc.matrix.cells import Cell, digest_of, survey
from dedoc.matrix.results import key_of, what_prints
from dedoc.translate.pseudo import pseudo
from editions import make_edition
from project import make_project
from translators import translate_all


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project of two editions, where we stand."""
    make_project(tmp_path, 2)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(order: Order, *styles: str) -> set[str]:
    """Return the names of the cells of an order."""
    return {cell.name for cell in survey(order, styles).cells}


def only(order: Order = Order("r000")) -> Cell:  # noqa: B008 -- frozen
    """Return the one cell of an order."""
    (cell,) = survey(order).cells
    return cell


def key(cell: Cell, printer: str = "this", moment: str | None = None) -> str:
    """Return the key of a cell."""
    return key_of(cell, printer, moment)


def translated(folder: Path) -> None:
    """Translate an edition, in a manner of speaking."""
    translate_all(folder, lambda entry: replace(entry, target=entry.target or pseudo(entry.source)))


def test_all_editions_in_all_their_languages(here: Path) -> None:
    """An edition that is translated has a cell for each language."""
    translated(here / "content" / "r001")
    assert names(Order()) == {"r000/zh-CN", "r001/zh-CN", "r001/en"}
    assert names(Order(locale="all")) == names(Order())


@pytest.mark.parametrize(
    ("order", "styles", "expected"),
    [
        (Order("r000"), (), {"r000/zh-CN"}),
        (Order("r*1"), (), {"r001/zh-CN"}),
        (Order(locale="zh-CN,en"), (), {f"r00{n}/{language}" for n in "01" for language in ("zh-CN", "en")}),
        (Order("r000", style="book"), (), {"r000/zh-CN"}),
        (Order("r000"), ("report", "book", "report"), {"r000/zh-CN/report", "r000/zh-CN/book"}),
    ],
    ids=["one", "pattern", "languages", "style", "styles"],
)
@pytest.mark.usefixtures("here")
def test_what_is_asked_for(order: Order, styles: tuple[str, ...], expected: set[str]) -> None:
    """Patterns, languages and looks make the matrix; several looks have a folder each."""
    assert names(order, *styles) == expected


@pytest.mark.usefixtures("here")
def test_outputs_go_where_a_build_puts_them() -> None:
    """One look: in the folder of the language; several: each in a folder of its own below it."""
    assert only().target == Path.cwd() / "output/r000/zh-CN"
    assert only(Order("r000", Path("out"))).target == Path.cwd() / "out/r000/zh-CN"
    targets = {cell.target for cell in survey(Order("r000"), ["report", "book"]).cells}
    assert targets == {Path.cwd() / "output/r000/zh-CN/report", Path.cwd() / "output/r000/zh-CN/book"}


def test_the_longest_comes_first(here: Path) -> None:
    """So no worker is left with a long one at the end."""
    make_edition(here / "content" / "long", {"chapters/01-a.md": "# 一章\n\n" + "很长。" * 5000})
    assert survey(Order()).cells[0].name == "long/zh-CN"


def test_what_is_wrong_in_one_edition_is_no_cell(here: Path) -> None:
    """It is told under the name of the edition; a look that is not there as well."""
    (here / "content/r000/edition.yaml").write_text("title: [\n", encoding="utf-8")
    found = survey(Order())
    assert [cell.name for cell in found.cells] == ["r001/zh-CN"]
    assert [problem.location.line for problem in found.refused["r000"] if problem.location] == [2]
    assert set(survey(Order(), ["nowhere"]).refused) == {"r000", "r001"}


@pytest.mark.usefixtures("here")
def test_a_pattern_that_nothing_is_called_like() -> None:
    """It is told with what there is."""
    with pytest.raises(ProjectError, match="no edition is called like “x”"):
        survey(Order("x"))


def test_there_is_no_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither here nor in the other places where they are looked for."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dedoc.matrix.cells.project_roots", lambda: (tmp_path,))
    with pytest.raises(ProjectError, match="there is no edition here"):
        survey(Order())


@pytest.mark.parametrize(
    ("path", "is_other"),
    [
        ("chapters/01-a.md", True),
        ("facts.yaml", True),
        ("figures/chart.csv", True),
        ("translations/glossary.yaml", True),
        ("translations/en/01-a.po", False),
        ("translations/ko/new.po", False),
        (".hidden", False),
    ],
)
def test_the_key_follows_what_is_printed(here: Path, path: str, is_other: bool) -> None:  # noqa: FBT001 -- a column
    """A change of any file makes another key, but not one of a translation into another language."""
    translated(here / "content" / "r000")
    before = only(Order("r000", locale="zh-CN"))
    file = here / "content" / "r000" / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes((file.read_bytes() if file.exists() else b"") + b"\n")
    after = only(Order("r000", locale="zh-CN"))
    assert (key(after) != key(before)) is is_other
    assert digest_of(before) == after.digest


def test_a_translation_follows_its_catalogs(here: Path) -> None:
    """The key of a language follows its own catalogs."""
    translated(here / "content" / "r000")
    order = Order("r000", locale="en")
    before = key(only(order))
    path = here / "content/r000/translations/en/01-a.po"
    path.write_bytes(path.read_bytes() + b"\n")
    assert key(only(order)) != before


@pytest.mark.usefixtures("here")
def test_the_key_follows_the_order_and_what_prints() -> None:
    """Each switch, each output, the moment, the printer and the name of the edition are in the key; folders are not."""
    cell, order = only(), Order("r000")
    others = [
        replace(order, outputs=("pdf",)),
        replace(order, is_draft=True),
        replace(order, is_as_printed=True),
        replace(order, is_cross_checked=True),
        replace(order, style="book"),
    ]
    keys = [key(cell), key(cell, "that"), key(cell, moment="0"), *(key(only(other)) for other in others)]
    assert len(set(keys)) == len(keys)
    assert key(only(replace(order, into=Path("out")))) == key(cell)
    assert key(only(Order("r001"))) != key(cell)


def test_the_key_follows_the_look(here: Path) -> None:
    """A style of the project that changes makes another key."""
    style = here / "styles" / "ours" / "style.yaml"
    style.parent.mkdir(parents=True)
    style.write_text("base: report\n", encoding="utf-8")
    before = only(Order("r000", style="ours"))
    style.write_text("base: report\n# another\n", encoding="utf-8")
    assert digest_of(before) != before.digest


def test_what_a_kill_left_half_written_is_taken_back(here: Path) -> None:
    """A repair was cut off after the first of two files: both are what they were before anything is counted."""
    folder = here / "content" / "r000"
    whole = only(Order("r000"))
    steps = []
    for name in ("facts.yaml", "sources.yaml"):
        path, kept = folder / name, own_name(folder)
        before = state(path)
        kept.write_bytes(path.read_bytes())
        path.write_bytes(path.read_bytes() + b"# repaired\n")
        steps.append(Step(name, kept.name, before, state(path)))
    (folder / "sources.yaml").write_bytes((folder / steps[1].kept).read_bytes())
    begin(folder, steps)
    assert digest_of(whole) != whole.digest
    assert only(Order("r000")).digest == whole.digest
    assert not list(folder.glob(".dedoc*"))


def test_what_prints_is_known_by_its_content() -> None:
    """The printer is a digest, the same whenever it is asked for."""
    assert len(what_prints()) == 64
    assert int(what_prints(), 16)
