"""Drawings with outlines for texts: the same picture, and nothing in it that a reader of SVG may lack."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
import typst
from lxml import etree
from PIL import Image, ImageChops

from dedoc.errors import Location, OutputError
from dedoc.fonts import font_file
from dedoc.model import Arrow, Box, Diagram, Tone
from dedoc.render.diagrams import draw_diagram
from dedoc.render.outlines import is_plain, outlined, proportion
from dedoc.render.rasters import MOST, print_pngs
from drawings import style

DIAGRAM = Diagram(
    4,
    4,
    (Box("a", "数字经济\nGDP 50.2%", 0, 0, 4, 1.5, Tone.STRONG), Box("b", "研发 & 设计<1>", 2, 0.5, 3, 1.5)),
    (Arrow("b", "a", "反哺", is_mutual=True),),
)
FONT = font_file(style().record.fonts["heading"])


def drawn() -> bytes:
    """Return a diagram of two boxes."""
    return draw_diagram(DIAGRAM, 240, 200, "Noto Sans SC", style().record.colors)


def test_the_picture_stays_the_same() -> None:
    """Set by the press, the drawing with texts and the one with outlines differ by no more than the edges' grey."""
    plain = outlined(drawn(), FONT)
    assert plain is not None
    pictures = print_pngs({"texts": (drawn(), 240, 200), "outlines": (plain, 240, 200)}, style(), resolution=216)
    one, other = (Image.open(BytesIO(png)).convert("L") for png in pictures.values())
    differences = ImageChops.difference(one, other).histogram()
    assert sum(differences[96:]) == 0
    assert sum(differences[32:]) < one.width * one.height / 10_000
    assert sum(one.histogram()[:128]) > one.width * one.height / 10


SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}><rect width="50" height="50" stroke="red" stroke-width="{}"/></svg>'


def test_what_was_drawn_a_moment_ago_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same picture of the same size at the same resolution; any other is drawn. Only the last are remembered."""
    compile_: Callable[..., object] = typst.compile
    times = 0

    def counted(*words: object, **more: object) -> object:
        nonlocal times
        times += 1
        return compile_(*words, **more)

    monkeypatch.setattr(typst, "compile", counted)
    one, other = (SVG.format('width="91" height="61"', width).encode() for width in "23")
    first = print_pngs({"a": (one, 90, 60)}, style(), resolution=72)["a"]
    assert print_pngs({"a": (one, 90, 60)}, style(), resolution=72) == {"a": first}
    assert times == 1
    again = print_pngs({"b": (other, 90, 60), "a": (one, 90, 60)}, style(), resolution=72)
    assert (again["a"] == first, again["b"] == first, list(again)) == (True, False, ["b", "a"])
    print_pngs({"a": (one, 60, 40)}, style(), resolution=72)
    print_pngs({"a": (one, 90, 60)}, style(), resolution=80)
    assert times == 4
    print_pngs({str(size): (one, size, size) for size in range(9, 9 + MOST)}, style(), resolution=20)
    print_pngs({"a": (one, 90, 60)}, style(), resolution=72)
    assert times == 6


def test_a_picture_that_the_press_cannot_hold_is_told_at_its_place() -> None:
    """Numbers beyond all measure make the library of the press give up; the others are not blamed."""
    good, bad = (SVG.format('width="90" height="60"', width).encode() for width in ("2", "9" * 20))
    places = {"bad": Location("chapters/01.md", 7)}
    with pytest.raises(OutputError) as caught:
        print_pngs({"good": (good, 90, 60), "bad": (bad, 90, 60)}, style(), places=places)
    (problem,) = caught.value.problems
    assert problem.format().startswith("chapters/01.md:7: error: the picture “bad” cannot be drawn: ")


def test_a_picture_whose_shapes_are_thin_without_end_is_told() -> None:
    """One that does not say its sides has those of its shapes; the press made gigabytes of height for one dot."""
    thin = SVG.format("", 1).replace('width="50" height="50" stroke="red"', 'width="0.000000001" height="99"').encode()
    with pytest.raises(OutputError, match="more than 1000 times as long"):
        print_pngs({"thin": (thin, 90, 60)}, style())


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ('width="90" height="60"', 1.5),
        ('viewBox="0 0 3 .5"', 6),
        ('width="0.0" height="60"', None),
        ('width="1" height="99999999999999999999"', None),
        ('viewBox="0 0 0 1"', None),
        ('viewBox="1.2.3 0 4 2"', None),
        ('viewBox=". . . ."', None),
        ('viewBox="0 0 5 -1"', None),
    ],
)
def test_the_shape_of_a_picture_is_what_it_says(sides: str, expected: float | None) -> None:
    """By its sides or its box; what says it in a way that nothing can have does not say it."""
    assert proportion(SVG.format(sides, 1).encode()) == expected


def test_nothing_is_left_that_needs_a_font_or_a_style_sheet() -> None:
    """There are no texts, styles or document types, colours are hexadecimal, and what stays is plain."""
    plain = outlined(drawn(), FONT)
    assert plain is not None
    root = etree.fromstring(plain)
    assert not is_plain(drawn())
    assert is_plain(plain)
    assert not re.search(rb"<!DOCTYPE|style=|font-family|rgb\(|<title|<desc", plain)
    glyphs = [path for path in root.iter("{*}path") if "translate" in (path.get("transform") or "")]
    assert len(glyphs) == len("数字经济GDP 50.2%研发 & 设计<1>反哺")


def test_a_character_that_the_font_lacks_makes_no_outline() -> None:
    """A drawing with a character of another font is not outlined: a box would stand for it."""
    svg = drawn().replace("反哺".encode(), "\U0001f600".encode())
    assert outlined(svg, FONT) is None


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<g transform="scale(2)"><path d="M0 0L1 1"/></g>', True),
        ('<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs><rect fill="url(#g)"/>', True),
        ("<!-- a remark --><circle r='3'/>", True),
        ("<text>甲</text>", False),
        ("<style>rect {fill: red}</style><rect/>", False),
        ("<filter id='f'/>", False),
        ("<image href='data:image/png;base64,AA=='/>", False),
    ],
)
def test_only_shapes_are_plain(inside: str, expected: bool) -> None:  # noqa: FBT001 -- a table
    """Texts, style sheets, filters and pictures are drawn otherwise elsewhere."""
    assert is_plain(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()) == expected
