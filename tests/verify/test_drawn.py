"""What the texts of SVG pictures ask for in vain."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedoc.errors import Location, Report
from dedoc.model import Document, Figure, Metadata, Moment, Picture
from dedoc.verify import check_pictures
from dedoc.verify.drawn import check_drawn
from drawings import style

PLACE = Location("figures/map.yaml", 1)
UNKNOWN = (
    "figures/map.yaml:1: warning: the picture “map.svg” asks for the font “{}”, which the style does not have\n"
    "  hint: name one of these in the picture, or turn its text into outlines: Noto Serif SC, Noto Sans SC"
)


def told(inside: str) -> str:
    """Return what stands against an SVG picture with such shapes."""
    report = Report()
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inside}</svg>'
    check_drawn(svg.encode(), "map.svg", PLACE, style(), report)
    return "\n".join(problem.format() for problem in report.problems)


@pytest.mark.parametrize(
    ("inside", "family"),
    [
        ('<text font-family="SimSun">甲</text>', "SimSun"),
        ('<text style="fill:red; font-family: SimSun">甲</text>', "SimSun"),
        ('<text style="font: bold 9px/1.2 SimSun">甲</text>', "SimSun"),
        ('<g font-family="SimSun"><text>甲</text></g>', "SimSun"),
        ('<text font-family="Noto Sans SC"><tspan font-family="SimSun, Kai">甲</tspan></text>', "SimSun, Kai"),
        ('<text font-family="SimSun"><tspan font-family="Noto Sans SC"/>甲</text>', "SimSun"),
    ],
)
def test_a_font_that_the_style_lacks_is_told(inside: str, family: str) -> None:
    """It would be replaced without a word."""
    assert told(inside) == UNKNOWN.format(family)


@pytest.mark.parametrize(
    "inside",
    [
        "<text>甲</text>",
        '<text font-family="sans-serif">甲</text>',
        "<text style=\"font-family: 'Noto Sans SC', SimSun\">甲\u00a0乙</text>",
        '<text font-family="SimSun, noto serif sc">甲</text>',
        '<text font-family="SimSun"> <tspan font-family="Noto Sans SC">甲</tspan> </text>',
        '<rect font-family="SimSun"/><title>甲</title><!-- <text font-family="SimSun">甲</text> -->',
        '<g font-family="SimSun"><rect/></g><text>䶶𰻝</text>',
    ],
)
def test_a_picture_in_fonts_of_the_style_is_well(inside: str) -> None:
    """Generic names leave the choice to us, and a list needs one known name."""
    assert told(inside) == ""


def test_a_character_without_glyph_is_told() -> None:
    """The press would refuse the whole report, without saying where."""
    assert told("<text>甲\U00030000<tspan>\U00030000</tspan></text>") == (
        "figures/map.yaml:1: error: no font of the style has a glyph for “\U00030000” (U+30000) "
        "in the picture “map.svg”\n  hint: use another character, or turn the picture's text into outlines"
    )


def test_pictures_of_the_whole_report_are_looked_at() -> None:
    """SVG pictures in any part; the cover of the style has no texts, and a photograph none that could be read."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><text font-family="SimSun">a</text></svg>'
    figures = tuple(
        Figure(name, Picture(Path(name), svg), location=Location(name)) for name in ("a.svg", "b.SVG", "c.png")
    )
    metadata = Metadata(("样本",), "", 2024, (), "样本社", Moment((2024,)), "zh-CN")
    report = Report()
    check_pictures(Document(metadata, figures[:1], figures[1:], ()), style(), report)

    assert [problem.location for problem in report.problems] == [Location("a.svg"), Location("b.SVG")]


def test_what_is_no_svg_is_left_to_the_press() -> None:
    """It says what it cannot read."""
    report = Report()
    check_drawn(b"<text", "map.svg", PLACE, style(), report)

    assert report.problems == []
