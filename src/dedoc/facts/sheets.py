"""Spreadsheets as rows of cells: CSV in the encodings that Excel writes, and XLSX, within limits."""

from __future__ import annotations

import csv
import datetime
import io
import warnings
import zlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zipfile import BadZipFile, ZipFile

from dedoc.errors import ContentError, Location, fail
from dedoc.facts.cells import Cell
from dedoc.facts.columns import heads
from dedoc.facts.plain import unguarded

LARGEST = 20 * 1024 * 1024
"""Bytes of the largest sheet, unpacked; a thousand facts have 200 kB."""

MOST_PARTS, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 1000, 10_000, 200, 300_000
"""Empty cells count as well: openpyxl makes each of them between the first and the last, and each that was merged."""

OLD = b"\xd0\xcf\x11\xe0"
MALFORMED = (
    BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError, TypeError, IndexError, AttributeError,
    SyntaxError, RuntimeError, ArithmeticError, AssertionError,
)  # fmt: skip
"""What openpyxl raises for files that are none: it does not say."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet that hold anything, each with the number that a spreadsheet shows for it.

    ``merged`` are the numbers of rows in which cells were made one.
    """

    file: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    merged: tuple[int, ...] = ()


def read_sheet(data: bytes, file: str) -> Grid:
    """Return the rows of a spreadsheet; ContentError for what is none, or is too large."""
    if len(data) > LARGEST:
        _refuse_size(file)
    if data.startswith(OLD):
        hint = "save it as .xlsx, without a password"
        fail(ContentError, Location(file), "this is an old or a protected workbook", hint)
    return _xlsx(data, file) if data.startswith(b"PK") else _csv(data, file)


def _refuse_size(file: str) -> None:
    hint = "delete empty rows and all other sheets, or save the facts alone"
    values = {"path": file, "size": str(LARGEST // 2**20)}
    fail(ContentError, Location(file), "“{path}” is larger than {size} MB", hint, **values)


def _csv(data: bytes, file: str) -> Grid:
    text = _decoded(data, file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, tuple(Cell(unguarded(cell)) for cell in row)))
            line = reader.line_num + 1
            _check_shape(len(rows), len(row), file)
    except csv.Error as error:
        hint = "look at the quotation marks"
        fail(ContentError, Location(file, line), "this is not valid CSV: {reason}", hint, reason=str(error))
    return Grid(file, tuple(rows))


def _separator(text: str) -> str:
    """Return what stands between the heads of the columns: a comma, or what spreadsheets of some countries write."""
    known = heads()
    first = text.lstrip().partition("\n")[0]
    return max(",;\t", key=lambda sign: sum(known.column(head.strip(' "\r')) is not None for head in first.split(sign)))


def _decoded(data: bytes, file: str) -> str:
    """Return the characters of a CSV file: UTF-8, UTF-16 with its mark, or what Chinese Windows writes."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    hint = "save it from the spreadsheet as “CSV UTF-8”, or as .xlsx"
    return fail(ContentError, Location(file), "the file is neither UTF-8 nor GB 18030", hint)


def _check_shape(rows: int, columns: int, file: str) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        hint = "delete what holds no facts; {rows} rows, {columns} columns and {cells} cells are the most"
        values = {"rows": MOST_ROWS, "columns": MOST_COLUMNS, "cells": MOST_CELLS}
        fail(ContentError, Location(file), "the sheet is too large", hint, **values)


def _xlsx(data: bytes, file: str) -> Grid:
    try:
        _check_package(data, file)
        with warnings.catch_warnings():
            # openpyxl tells of features that it does not know; none of them holds a value.
            warnings.simplefilter("ignore")
            return _rows(data, file)
    except MALFORMED:
        hint = "open it in a spreadsheet and save it again as .xlsx"
        return fail(ContentError, Location(file), "this is not a workbook that can be read", hint)


def _check_package(data: bytes, file: str) -> None:
    """Refuse a package that unpacks to more than memory should hold, or that declares what it could be made of."""
    with ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
            _refuse_size(file)
        for part in parts:
            text = package.read(part).replace(b"\x00", b"")
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise BadZipFile
            if b"mergeCell" in text:
                _check_merged(text, file)


def _check_merged(part: bytes, file: str) -> None:
    """Refuse a sheet in which more cells are merged than one may have."""
    from lxml import etree  # noqa: PLC0415
    from openpyxl.utils import range_boundaries  # type: ignore[import-untyped] # noqa: PLC0415

    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    for merged in root.iter("{*}mergeCell"):
        left, top, right, bottom = (int(side or 1) for side in range_boundaries(merged.get("ref", "")))
        _check_shape(bottom - top + 1, right - left + 1, file)


def _rows(data: bytes, file: str) -> Grid:
    from openpyxl import load_workbook  # type: ignore[import-untyped] # noqa: PLC0415 -- it takes 0.3 s to load

    sheet = load_workbook(io.BytesIO(data), keep_links=False).worksheets[0]
    _check_shape(sheet.max_row, sheet.max_column, file)
    results: Any = None
    if any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row):
        results = load_workbook(io.BytesIO(data), keep_links=False, data_only=True).worksheets[0]
    rows = ((row[0].row, tuple(_cell(cell, results) for cell in row)) for row in sheet.iter_rows())
    merged = tuple(sorted({area.min_row for area in sheet.merged_cells.ranges}))
    return Grid(file, tuple((number, row) for number, row in rows if not all(cell.is_empty for cell in row)), merged)


def _cell(cell: Any, results: Any) -> Cell:
    """Return a cell as it stands in the file; of a formula, the result that was saved with it. Nothing is reckoned."""
    if cell.data_type == "f":
        cell = results.cell(cell.row, cell.column)
        if cell.value is None:
            return Cell(fault="=")
    value, shown = cell.value, cell.number_format
    match value:
        case None:
            return Cell()
        case bool():
            return Cell(fault=str(value).upper())
        case int() | float() | Decimal():
            return Cell(number=value, format=shown)
        case datetime.date() | datetime.time() | datetime.timedelta():
            return Cell(date=value, format=shown)
        case _:
            return Cell(fault=str(value)) if cell.data_type == "e" else Cell(str(value))
