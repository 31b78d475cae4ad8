"""Spreadsheets as they come: encodings, separators, formulas, and files that are none."""

from __future__ import annotations

import datetime
import io
import random
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colleague import workbook
from dedoc.errors import ContentError
from dedoc.facts import as_csv, read_sheet
from dedoc.facts.cells import Cell
from dedoc.facts.columns import COLUMNS
from dedoc.facts.plain import guarded, unguarded
from dedoc.facts.sheets import LARGEST, MOST_COLUMNS, MOST_ROWS, Grid

TEXT = 'fact,value\r\n基站,383.7\r\n\r\n专线,"1,234"\r\n'


def texts(grid: Grid) -> list[tuple[int, list[str]]]:
    """Return the rows of a grid as texts."""
    return [(number, [cell.text for cell in row]) for number, row in grid.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_comes_in_the_forms_that_spreadsheets_write(encoding: str, separator: str) -> None:
    """Chinese Windows, semicolons and tabs are understood; empty lines count, and hold nothing."""
    data = TEXT.replace(",", separator).replace(f"1{separator}234", "1,234").encode(encoding)
    assert texts(read_sheet(data, "f.csv")) == [(1, ["fact", "value"]), (2, ["基站", "383.7"]), (4, ["专线", "1,234"])]


def test_a_workbook_gives_numbers_dates_and_results() -> None:
    """Numbers keep their formats; empty rows count; a formula gives what was saved with it, which is nothing here."""

    def dress(sheet: object) -> None:
        sheet["B2"].number_format = "0.0%"  # type: ignore[index]
        sheet["B4"].number_format = "yyyy-mm"  # type: ignore[index]

    day = datetime.datetime.combine(datetime.date(2024, 5, 1), datetime.time())
    rows: list[list[object]] = [
        ["fact", "value"],
        ["a", 0.264],
        [],
        ["b", day],
        ["c", "=1+1"],
        ["d", True],
        ["e", "#N/A"],
        ["f", None],
        ["g", 3],
    ]
    grid = read_sheet(workbook(rows, dress), "f.xlsx")
    assert [number for number, _ in grid.rows] == [1, 2, 4, 5, 6, 7, 8, 9]
    assert [row[1] for _, row in grid.rows[1:]] == [
        Cell(number=0.264, format="0.0%"),
        Cell(date=day, format="yyyy-mm"),
        Cell(fault="="),
        Cell(fault="TRUE"),
        Cell(fault="#N/A"),
        Cell(),
        Cell(number=3, format="General"),
    ]


def test_of_a_formula_the_saved_result_counts() -> None:
    """A spreadsheet saves what its formulas gave; dedoc takes that, whatever the formula says."""
    source = io.BytesIO(workbook([["fact", "value"], ["a", "=1+1"]]))
    made = io.BytesIO()
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(made, "w") as changed:
        for part in package.infolist():
            text = package.read(part)
            changed.writestr(
                part, text.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>7</v>").replace(b"<v />", b"<v>7</v>")
            )
    grid = read_sheet(made.getvalue(), "f.xlsx")
    assert grid.rows[1][1][1].number == 7


def test_cells_that_were_made_one_are_known() -> None:
    """The row in which they begin is told."""
    grid = read_sheet(
        workbook([["fact", "value"], ["a", 1], ["b", 2]], lambda sheet: sheet.merge_cells("A2:A3")), "f.xlsx"
    )
    assert grid.merged == (2,)


def bomb() -> bytes:
    """Return a small package that unpacks to more than is allowed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * (LARGEST + 1))
    return buffer.getvalue()


def merging(area: str) -> bytes:
    """Return a workbook of a few cells that says of many that they are one."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["fact"]]))) as package, zipfile.ZipFile(made, "w") as changed:
        for part in package.infolist():
            merge = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
            changed.writestr(part, package.read(part).replace(b"</sheetData>", merge.encode()))
    return made.getvalue()


LARGE = "the sheet is too large"


def laughing() -> bytes:
    """Return a workbook whose sheet declares an entity that stands for others."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["fact"]]))) as package, zipfile.ZipFile(made, "w") as changed:
        for part in package.infolist():
            text = package.read(part)
            if part.filename.endswith("sheet1.xml"):
                text = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + text
            changed.writestr(part, text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (bomb, "“f.xlsx” is larger than 20 MB"),
        (lambda: b"x" * (LARGEST + 1), "“f.xlsx” is larger than 20 MB"),
        (laughing, "this is not a workbook that can be read"),
        (lambda: b"PK\x03\x04 nothing", "this is not a workbook that can be read"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "this is an old or a protected workbook"),
        (lambda: b"\xff\xfe\x00\xd8\x41", "the file is neither UTF-8 nor GB 18030"),
        (lambda: b"fact,\xff\xff\n", "the file is neither UTF-8 nor GB 18030"),
        (lambda: b'fact,value\na,"1\n', "this is not valid CSV: unexpected end of data"),
        (lambda: workbook([["fact"]] * (MOST_ROWS + 1)), LARGE),
        (lambda: workbook([["fact"] * (MOST_COLUMNS + 1)]), LARGE),
        (lambda: workbook([[], [""], []], lambda sheet: sheet.cell(MOST_ROWS - 1, MOST_COLUMNS - 1, 1)), LARGE),
        (lambda: merging("A1:XFD1048576"), LARGE),
        (lambda: b"a\n" * (MOST_ROWS + 1), LARGE),
        (lambda: b"a," * MOST_COLUMNS + b"a\n", LARGE),
    ],
)  # fmt: skip
def test_what_is_no_sheet_or_too_large_is_refused(make: Callable[[], bytes], message: str) -> None:
    """Each is told with the name of the file and a way out, and fills no memory."""
    with pytest.raises(ContentError) as error:
        read_sheet(make(), "f.xlsx")
    (problem,) = error.value.problems
    assert problem.message.format_map(problem.values) == message
    assert problem.location is not None
    assert problem.location.file == "f.xlsx"
    assert problem.hint


@given(st.integers(0, 2**32))
@settings(derandomize=True, deadline=None, max_examples=120)
def test_a_damaged_workbook_is_read_or_refused(seed: int) -> None:
    """Whatever bytes are lost or changed, there are rows or a problem, and never another failure."""
    rng = random.Random(seed)  # noqa: S311 -- damage, no secrets
    data = bytearray(WORKBOOK)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(4, len(data))
        match rng.randrange(3):
            case 0:
                data[at] = rng.randrange(256)
            case 1:
                del data[at : at + rng.randint(1, 50)]
            case _:
                data[at:at] = rng.randbytes(rng.randint(1, 20))
    try:
        found = bool(read_sheet(bytes(data), "f.xlsx").file)
    except ContentError as error:
        found = len(error.problems) == 1
    assert found


@given(st.integers(0, 2**32))
@settings(derandomize=True, deadline=None, max_examples=120)
def test_a_workbook_with_wrong_parts_is_read_or_refused(seed: int) -> None:
    """So it is where the package is whole and the XML in it is not what it should be."""
    rng = random.Random(seed)  # noqa: S311 -- damage, no secrets
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as package, zipfile.ZipFile(made, "w") as changed:
        for part in package.infolist():
            text = package.read(part)
            for _ in range(rng.randrange(3)):
                word, other = (
                    rng.choice([b"1", b"A1", b"<", b'"', b"sheet", b"s", b"n", b"inlineStr", b"xl/"]) for _ in "12"
                )
                text = text.replace(word, other, rng.randint(1, 3))
            if rng.randrange(12):
                changed.writestr(part, text)
    try:
        found = bool(read_sheet(made.getvalue(), "f.xlsx").file)
    except ContentError as error:
        found = len(error.problems) == 1
    assert found


WORKBOOK = workbook([["fact", "value", "as_of"], ["a", 1.5, "2024"], ["b", "=A1", True]])

CELLS = st.one_of(
    st.sampled_from(["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "-x", "@a", "\t=1", "'=1", "''", "-1.5", "1", ""]),
    st.text(st.characters(exclude_categories=("Cs", "Cc"))),
)


@given(CELLS)
@settings(derandomize=True, deadline=None, max_examples=300)
def test_no_cell_that_goes_out_is_a_formula_and_each_comes_back(text: str) -> None:
    """A text that a spreadsheet would run is guarded by an apostrophe, which goes when it comes back."""
    out = guarded(text)
    assert out[:1] not in ("=", "+", "@", "\t")
    assert not out.startswith("-") or out.lstrip("-").replace(".", "").isdigit()
    assert unguarded(out) == text
    data = as_csv([dict.fromkeys(COLUMNS, text)])
    rows = read_sheet(data, "f.csv").rows
    assert not rows or [cell.text for cell in rows[0][1]] == [text] * len(COLUMNS)
    assert rows or not text.strip()
