"""Fonts whose glyphs every reader of PDF finds, and numbers measured in them."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

from dedoc.render.css.decimals import align_decimals
from dedoc.render.css.glyphs import with_plain_ids


@pytest.mark.parametrize("path", [sans_path(), serif_path()], ids=["sans", "serif"])
def test_each_glyph_of_a_font_has_its_place_as_its_id(path: Path) -> None:
    """The ids that another program reads are the places; nothing else of the font has changed."""
    data = path.read_bytes()
    made = with_plain_ids(data)
    before, after = (TTFont(io.BytesIO(font), lazy=True) for font in (data, made))
    top, old = (font["CFF "].cff.topDictIndex[0] for font in (after, before))

    assert old.charset != top.charset
    assert top.charset == [".notdef", *(f"cid{number:05}" for number in range(1, len(old.charset)))]
    assert sum(a != b for a, b in zip(data, made, strict=True)) <= 5


def test_a_font_without_ids_of_its_own_stays_as_it_is() -> None:
    """TrueType has no such ids, and neither has what is no font at all."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in (".notdef", "A")})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Plain"})
    builder.setupOS2()
    builder.setupPost()
    data = io.BytesIO()
    builder.save(data)

    assert with_plain_ids(data.getvalue()) == data.getvalue()
    assert with_plain_ids(b"\x89PNG") == b"\x89PNG"


def lacking(cells: list[str]) -> list[str]:
    """Return what the cells of a column lack behind their decimal points, in em."""
    rows = "".join(f'<tr><td class="left">甲</td><td class="decimal">{cell}</td></tr>' for cell in cells)
    tree = fromstring(f"<body><table><tbody>{rows}</tbody></table></body>")  # noqa: S314 -- our own
    align_decimals(tree, serif_path())
    assert all(cell.get("style") is None for cell in tree.iter("td") if cell.get("class") == "left")
    return [cell.get("style", "") for cell in tree.iter("td") if cell.get("class") == "decimal"]


def test_numbers_get_what_they_lack_behind_their_points() -> None:
    """It is the difference to the longest tail of the column; notes are no part of a number, and words are all head."""
    font = TTFont(io.BytesIO(serif_path().read_bytes()), lazy=True)
    width = {tail: sum(font["hmtx"][font.getBestCmap()[ord(c)]][0] for c in tail) / 1000 for tail in ("", ".5", ".75")}
    cells = ["12", "1.5", '-0.75<span class="note">注</span>', "<strong>3</strong>.75", "缺"]
    tails = ["", ".5", ".75", ".75", ""]

    assert lacking(cells) == [f"--lacking: {width['.75'] - width[tail]:.3f}em" for tail in tails]
