"""Tables of the Word file: heads, widths, decimal points, and what stands above and below, never apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dedoc.model import Alignment, Table
from dedoc.walk import find, plain_text
from editions import make_edition
from readback.built import Built, built
from readback.fields import style_of, words_of
from readback.said import inlines_say
from readback.word import NAMES, Element, W, value

Pair = tuple[Table, Element]


@pytest.fixture
def pairs(torture: Built) -> list[Pair]:
    """Return the tables of the document with those of the Word file."""
    made = torture.word.find(".//w:tbl[w:tblPr/w:tblStyle/@w:val='ReportTable']")
    return list(zip(find(torture.document.body, Table), made, strict=True))


def rows(made: Element) -> list[Element]:
    """Return the rows of a table."""
    return list(made.iterfind("w:tr", NAMES))


def test_heads_repeat_and_rows_are_not_cut(pairs: list[Pair]) -> None:
    """The first row of every table is its head, on every page that it runs over; no row is cut."""
    for table, made in pairs:
        heads = [row.find("w:trPr/w:tblHeader", NAMES) is not None for row in rows(made)]
        assert heads == [True, *[False] * len(table.rows)]
        assert all(row.find("w:trPr/w:cantSplit", NAMES) is not None for row in rows(made))


def test_columns_have_their_shares_and_fill_the_room(pairs: list[Pair], torture: Built) -> None:
    """Columns are as wide as the edition says; a table is as wide as the text, box or item that it stands in."""
    page = torture.sheet
    measure, turned = page.columns * page.size * 20, page.lines * page.pitch * 20
    for table, made in pairs:
        columns = [int(value(column, "w")) for column in made.iterfind("w:tblGrid/w:gridCol", NAMES)]
        shares = table.widths or (1,) * len(columns)
        width = int(value(made.find("w:tblPr/w:tblW", NAMES), "w"))
        assert sum(columns) == width
        assert columns == pytest.approx([width * share / sum(shares) for share in shares], abs=1)
        for row in rows(made):
            assert [int(value(cell, "w")) for cell in row.iterfind("w:tc/w:tcPr/w:tcW", NAMES)] == columns
        inset = int(value(made.find("w:tblPr/w:tblInd", NAMES), "w") or 0)
        room = turned if table.is_wide else measure
        if next(made.iterancestors(f"{W}tc"), None) is not None:
            room -= 2 * 320
        assert inset + width <= room + 1
        assert inset or width == pytest.approx(room, abs=1)


def test_tables_tell_who_cannot_see_them_what_they_are(pairs: list[Pair]) -> None:
    """A table is named by its caption, else by its head, and described by its rows and columns."""
    for table, made in pairs:
        heads = "、".join(map(plain_text, table.head))
        name = table.mark + plain_text(table.caption) if table.caption else heads
        assert value(made.find("w:tblPr/w:tblCaption", NAMES)) == name
        described = f"{len(table.rows)}行{len(table.head)}列：{heads}"
        assert value(made.find("w:tblPr/w:tblDescription", NAMES)) == described


def test_what_belongs_to_a_table_stands_beside_it_and_stays_with_it(pairs: list[Pair]) -> None:
    """Caption and unit are above a table, remarks and source below; none is parted from it by a page."""
    for table, made in pairs:
        kinds = {"TableCaption": table.caption, "TableUnit": table.unit, "TableRemarks": table.remarks}
        above = [kind for kind in ("TableUnit", "TableCaption") if kinds[kind]]
        below = [*(["TableRemarks"] if table.remarks else []), *(["TableSource"] if table.source else [])]
        assert [style_of(p) for p in list(made.itersiblings(preceding=True))[: len(above)]] == above
        after = list(made.itersiblings())[: len(below)]
        assert [style_of(p) for p in after] == below
        said = re.sub(r"\[\d+\]", "[]", inlines_say(table.remarks))
        assert [words_of(p) for p in after if style_of(p) == "TableRemarks"] == ([said] if said else [])
        last = [p.find("w:pPr/w:keepNext", NAMES) is not None for p in rows(made)[-1].iter(f"{W}p")]
        assert last == [bool(below)] * len(last)
        kept = [p.find("w:pPr/w:keepNext", NAMES) is not None for p in after]
        assert kept == [index < len(below) - 1 for index in range(len(below))]


def test_short_tables_are_kept_on_one_page_and_long_ones_are_not(pairs: list[Pair]) -> None:
    """The rows of a table of up to half a page stay together; those of a longer one may part."""
    for table, made in pairs:
        inner = [p.find("w:pPr/w:keepNext", NAMES) is not None for row in rows(made)[1:-1] for p in row.iter(f"{W}p")]
        assert inner == [len(table.rows) < 12] * len(inner)


def test_numbers_stand_with_their_points_below_each_other(pairs: list[Pair]) -> None:
    """All cells of a column of numbers have one decimal stop at one place; its head stands in the middle."""
    found = [
        (table, made, column)
        for table, made in pairs
        for column, alignment in enumerate(table.alignments)
        if alignment is Alignment.DECIMAL
    ]
    assert len(found) >= 3
    for table, made, column in found:
        cells = [row.findall("w:tc/w:p", NAMES)[column] for row in rows(made)]
        stops = [[(value(s), value(s, "pos")) for s in cell.iterfind("w:pPr/w:tabs/w:tab", NAMES)] for cell in cells]
        assert stops[0] == []
        assert {len(stop) for stop in stops[1:]} == {1}
        assert {kind for ((kind, _),) in stops[1:]} == {"decimal"}
        assert len({place for ((_, place),) in stops[1:]}) == 1
        assert [value(cell.find("w:pPr/w:jc", NAMES)) for cell in cells] == ["center", *[""] * len(table.rows)]


NARROW = """\
# 开端

:::{table} 窄表
:align: left, decimal
:widths: 7, 1

| 项 | 数 |
|---|---|
| 甲 | 123,456,789.5 |
| 乙 | 0.123456789 |
:::
"""


def test_numbers_without_room_at_their_points_stand_at_the_right(tmp_path: Path) -> None:
    """A column too narrow for its longest whole part beside its longest tail is aligned at the right."""
    found = built(make_edition(tmp_path / "narrow", {"chapters/01-a.md": NARROW}), tmp_path)
    cells = found.word.find(".//w:tr[position() > 1]/w:tc[2]/w:p")
    assert [value(cell.find("w:pPr/w:jc", NAMES)) for cell in cells] == ["right", "right"]
    assert found.word.find(".//w:tc//w:tab") == []


def test_two_tables_are_kept_apart(torture: Built) -> None:
    """Between two tables there is a paragraph: Word would join them."""
    for made in torture.word.find(".//w:tbl"):
        after = made.getnext()
        assert after is not None
        assert after.tag != f"{W}tbl"
