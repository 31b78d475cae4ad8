"""The files of figures, made for the room that the page has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from dedoc.build import Order, load
from dedoc.errors import DedocError
from dedoc.model import Document, Figure
from dedoc.render.figures import draw_figures, drawing_size
from dedoc.walk import find
from drawings import read_drawing, style
from editions import FULL, make_edition

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fea735812d0000000049454e44ae426082"
)


def document(folder: Path, files: Mapping[str, str | bytes]) -> Document:
    """Return the document of an edition with one of everything but what ``files`` replace."""
    return load(Order(str(make_edition(folder, {**FULL, **files})))).document


def changed(name: str, old: str, new: str) -> dict[str, str | bytes]:
    """Return a file of the edition with one word changed."""
    text = str(FULL[name])
    assert old in text
    return {name: text.replace(old, new)}


def outcome(folder: Path, name: str, files: Mapping[str, str | bytes]) -> tuple[bytes, list[str]]:
    """Return the drawing of a figure, or nothing and where what stands against it is."""
    try:
        return draw_figures(document(folder, files), style())[f"figure-{name}.svg"], []
    except DedocError as error:
        return b"", [str(problem.location).rpartition("figures/")[2] for problem in error.problems]


@pytest.fixture
def written(tmp_path: Path) -> Document:
    """Return a document with a chart and a diagram."""
    return document(tmp_path / "edition", {})


def test_each_drawing_fills_its_room(written: Document) -> None:
    """A drawing is as wide as the text and as high as its lines, less what caption and source take."""
    files = draw_figures(written, style())
    figures = {f"figure-{figure.label}.svg": figure for figure in find(written.body, Figure)}

    assert files.keys() == figures.keys() == {"figure-chart.svg", "figure-logic.svg"}
    for name, figure in figures.items():
        width, height = drawing_size(figure, style())
        area = read_drawing(files[name]).area
        assert area.width == pytest.approx(width, abs=1)
        assert area.height == pytest.approx(height, abs=1)
        assert width == style().record.page.columns * style().record.page.size
        assert height < figure.height * style().record.page.pitch


def test_a_figure_without_source_line_has_more_room(written: Document) -> None:
    """The line of the source goes to the drawing where there is none."""
    figure = next(find(written.body, Figure))
    _, with_source = drawing_size(figure, style())
    _, without = drawing_size(replace(figure, source=None), style())

    assert without - with_source == pytest.approx(style().record.text["source"].pitch)


@pytest.mark.parametrize(("name", "data"), [("photo.png", PNG), ("PHOTO.PNG", PNG)])
def test_a_picture_is_handed_on_as_it_is(tmp_path: Path, name: str, data: bytes) -> None:
    """A picture keeps its bytes; its file is named by the figure, with the ending in small letters."""
    described = f"caption: 照片\nalt: 一张照片\nsource: survey\npicture: {name}\n"
    made = document(tmp_path / "edition", {"figures/logic.yaml": described, f"figures/{name}": data})

    assert draw_figures(made, style())["figure-logic.png"] == data


@pytest.mark.parametrize("height", [2, 3, 4, 5, 6, 8, 12, 20])
@pytest.mark.parametrize("name", ["chart", "logic"])
def test_a_figure_of_any_height_is_drawn_inside_its_room_or_refused(tmp_path: Path, name: str, height: int) -> None:
    """What has no room is a problem at the figure's file; everything else lies inside the drawing."""
    files = changed(f"figures/{name}.yaml", "height: 8", f"height: {height}")
    drawing, problems = outcome(tmp_path / "edition", name, files)

    assert bool(drawing) != bool(problems)
    assert drawing or height < 8
    assert all(place.startswith(f"{name}.yaml:") for place in problems)
    assert not drawing or not read_drawing(drawing).outside()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("row: 0, column: 0", "row: -1, column: 0"),
        ("row: 0, column: 0", "row: 0, column: -1"),
        ("column: 0, width: 2}", "column: 0, width: -2}"),
        ("column: 0, width: 2}", "column: 0, width: 0}"),
        ("column: 0, width: 2}", "column: 0, width: 2, height: 0.1}"),
        ("tone: strong", "tone: stong"),
        ("end: two", "end: one"),
        ("text: 甲", "text: " + "很长的文字" * 60),
    ],
)
def test_a_box_or_arrow_that_cannot_be_drawn_is_refused(tmp_path: Path, old: str, new: str) -> None:
    """The author learns the line of a box outside the grid, without room, of unknown tone, or of too many words."""
    files = changed("figures/logic.yaml", old, new)
    line = str(files["figures/logic.yaml"])[: str(files["figures/logic.yaml"]).index(new)].count("\n") + 1

    assert outcome(tmp_path / "edition", "logic", files) == (b"", [f"logic.yaml:{line}"])


@pytest.mark.parametrize("value", ["-3", "0", "0.0", "0+", "999999999999999", "0.0000000001"])
def test_any_value_is_drawn_or_refused(tmp_path: Path, value: str) -> None:
    """Nought, tiny and huge values draw inside the room; what is below nought is a problem at its line."""
    files = changed("figures/chart.csv", "count,3", f"count,{value}")
    drawing, problems = outcome(tmp_path / "edition", "chart", files)

    assert problems == (["chart.csv:2"] if value.startswith("-") else [])
    assert not drawing or not read_drawing(drawing).outside()


def test_a_figure_without_drawing_is_a_fault_of_the_program(written: Document) -> None:
    """What the reader could not draw it has reported; it never comes this far."""
    with pytest.raises(AssertionError, match="reported"):
        draw_figures(replace(written, body=(Figure("gone"),)), style())
