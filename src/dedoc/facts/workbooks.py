"""Facts as a workbook of Excel: the same facts always give the same bytes."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dedoc.facts.columns import COLUMNS, EDITABLE, NUMBERS
from dedoc.facts.plain import NUMBER

EPOCH = (1980, 1, 1, 0, 0, 0)
WIDTHS = {"fact": 26, "name": 36, "source": 22, "note": 30, "formula": 24, "history": 26, "printed": 20, "places": 30}
"""Widths of columns in characters, where they are not the usual."""

USUAL_WIDTH = 12
MOST_DIGITS = 15
"""Digits that a spreadsheet keeps of a number; with more, it stays a text."""

GREY, YELLOW, HEAD = "F2F2F2", "FFF2CC", "D9E2F3"


def as_xlsx(table: Sequence[Mapping[str, str]], choices: Mapping[str, Sequence[str]], day: datetime.date) -> bytes:
    """Return a sheet as a workbook; ``choices`` are the words that a column can take, ``day`` is the date it bears.

    What a colleague may change stands on white, in rows that are due on yellow, all else on grey.
    """
    from openpyxl import Workbook  # type: ignore[import-untyped] # noqa: PLC0415 -- it takes 0.3 s to load
    from openpyxl.writer.excel import ExcelWriter  # type: ignore[import-untyped] # noqa: PLC0415

    book = Workbook()
    sheet = book.active
    sheet.title = "facts"
    for number, row in enumerate(table, 1):
        for column, key in enumerate(COLUMNS, 1):
            _fill(sheet.cell(number, column), key, row[key], is_head=number == 1)
    _look(sheet, table)
    _offer(sheet, choices, len(table))
    book.properties.creator = "dedoc"
    book.properties.created = book.properties.modified = datetime.datetime.combine(day, datetime.time())
    buffer = io.BytesIO()
    # Workbook.save() would write the hour at which it runs.
    ExcelWriter(book, ZipFile(buffer, "w", ZIP_DEFLATED)).save()
    return _repacked(buffer)


def _fill(cell: Any, key: str, text: str, *, is_head: bool) -> None:
    """Write a cell: a number as one, with its noughts, and anything else as text, so that nothing is ever run."""
    match = NUMBER.fullmatch(text)
    if key in NUMBERS and not is_head and match and sum(map(str.isdigit, text)) <= MOST_DIGITS:
        cell.value = Decimal(text)
        decimals = len(match[1] or ".") - 1
        cell.number_format = "0" + ("." + "0" * decimals if decimals else "")
        return
    cell.number_format = "@" if not is_head and key not in NUMBERS else "General"
    if text:
        cell.value = text
        cell.data_type = "s"


def _look(sheet: Any, table: Sequence[Mapping[str, str]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped] # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped] # noqa: PLC0415

    fills = {color: PatternFill("solid", start_color=color) for color in (GREY, YELLOW, HEAD)}
    wrapped = Alignment(vertical="top", wrap_text=True)
    bold = Font(name="Calibri", size=11, family=2, scheme="minor", bold=True)
    for number, row in enumerate(table, 1):
        for column, key in enumerate(COLUMNS, 1):
            cell = sheet.cell(number, column)
            cell.alignment = wrapped
            if number == 1:
                cell.font, cell.fill = bold, fills[HEAD]
            elif key not in EDITABLE:
                cell.fill = fills[GREY]
            elif row["due"]:
                cell.fill = fills[YELLOW]
    for column, key in enumerate(COLUMNS, 1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = WIDTHS.get(key, USUAL_WIDTH)
        dimension.hidden = key == "exported"
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(table)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _offer(sheet: Any, choices: Mapping[str, Sequence[str]], rows: int) -> None:
    """Let columns take words from a list; a list is a text between quotation marks, of 255 characters at most."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped] # noqa: PLC0415

    for key, words in choices.items():
        offered = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
        letter = get_column_letter(list(COLUMNS).index(key) + 1)
        offered.add(f"{letter}2:{letter}{max(rows, 2)}")
        sheet.add_data_validation(offered)


def _repacked(buffer: io.BytesIO) -> bytes:
    """Return a package whose parts bear no date."""
    target = io.BytesIO()
    with ZipFile(buffer) as source, ZipFile(target, "w", ZIP_DEFLATED) as made:
        for part in source.infolist():
            info = ZipInfo(part.filename, EPOCH)
            info.compress_type = ZIP_DEFLATED
            made.writestr(info, source.read(part))
    return target.getvalue()
