"""Shares that make more than the whole, and totals that are not the sum of their column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dedoc.checking.findings import Finding, Rule
from dedoc.checking.quantities import LONGEST_NUMBER, Quantity, bounds
from dedoc.checking.reading import Reading, Sentence
from dedoc.errors import N_, Location, Severity
from dedoc.model import Cell, Chart, Figure, Table, Text
from dedoc.walk import find, plain_text

SHARES = Rule(
    "N302",
    Severity.WARNING,
    N_("the shares make {sum} %: {shares}"),
    N_("the shares of one whole make 100 %"),
)
TOTAL = Rule(
    "N303",
    Severity.WARNING,
    N_("the total of “{column}” is {total}, and its rows make {sum}"),
    N_("correct the total, or one of the rows"),
)
RULES = (SHARES, TOTAL)

WHOLE = r"(?:全[球国省市部]|世界|总|其)"
ENUMERATED = re.compile(
    rf"分别占{WHOLE}(?:(?!生产|GDP|本)[^，。；%％\d]){{0,16}}$"
    rf"|占{WHOLE}(?:(?!生产|GDP|本)[^，。；%％\d]){{0,16}}(?:比重|比例|份额)分别[为是达约]*$"
    r"|产业(?:增加值)?(?:占比|比重|占[^，。；]{0,8}比重)分别[为是达约]*$"
)
"""What is told as shares of one whole; of the GDP of their own, regions can tell any."""
JOINT = re.compile(r"\s?(?:[、，]|和|与|及)\s?[^，。；%％\d]{0,4}")
PROPORTION = re.compile(
    r"(?:产业|结构|比例|占比|比重)[^，。；]{0,12}?"
    r"(\d{1,9}(?:\.\d{1,9})?)\s?[:：∶]\s?(\d{1,9}(?:\.\d{1,9})?)\s?[:：∶]\s?(\d{1,9}(?:\.\d{1,9})?)"
)
SHARE_HEAD = re.compile(r"占比|比重|份额|构成比|占[^，]*比例|^比例")
NO_SUM = re.compile(r"增|减|同比|环比|比上年|率|均|排|位|序|年份|时间|日期|指数|得分|占|比|价|编号")
TOTAL_ROW = re.compile(r"(?:合|总|共)\s*计")
PARTLY = re.compile(r"小计|其中|^\s*#")
NUMBER = re.compile(r"[-+−]?(?P<number>\d[\d,]*(?:\.\d+)?)\s?[%％]?")
NO_NUMBER = ("", "-", "–", "—", "——", "…", "/", "缺")


def check_sums(reading: Reading) -> Iterator[Finding]:
    """Yield what does not add up: in sentences, tables and charts."""
    document = reading.document
    parts = (document.front, document.body, document.back)
    for paragraph in reading.prose:
        for sentence in paragraph.sentences:
            yield from _enumerated(sentence)
    for table in find(parts, Table):
        yield from _table(table)
    for figure in find(parts, Figure):
        if isinstance(figure.drawing, Chart):
            yield from _chart(figure, figure.drawing)


def _enumerated(sentence: Sentence) -> Iterator[Finding]:
    """Yield shares told in a row that make more than the whole, and proportions of three that do not make it."""
    text = sentence.passage.text
    run: list[Quantity] = []
    for quantity in sentence.quantities:
        if run and quantity.unit == "%" and JOINT.fullmatch(text, run[-1].end, quantity.start):
            run.append(quantity)
        else:
            yield from _run(sentence, run)
            is_first = quantity.unit == "%" and ENUMERATED.search(text, sentence.start, quantity.start)
            run = [quantity] if is_first else []
    yield from _run(sentence, run)
    for match in PROPORTION.finditer(text, sentence.start, sentence.end):
        total = sum((Fraction(part) for part in match.groups()), Fraction(0))
        if total > 20 and not 99 <= total <= 101:
            shares = ":".join(match.groups())
            yield SHARES.at(sentence.place(match.start(1)), {"sum": _said(total), "shares": shares})


def _run(sentence: Sentence, run: list[Quantity]) -> Iterator[Finding]:
    if len(run) > 1 and sum(quantity.low for quantity in run) > 100:
        total = sum((quantity.value for quantity in run), Fraction(0))
        shares = "、".join(quantity.text for quantity in run)
        yield SHARES.at(sentence.place(run[0].start), {"sum": _said(total), "shares": shares})


def _said(value: Fraction) -> str:
    return f"{float(value):.6g}"


def _chart(figure: Figure, chart: Chart) -> Iterator[Finding]:
    """Yield a series that is shares of one whole over its categories, which are no years, and makes more."""
    years = any(re.search(r"\d{4}\s?年", category) for category in chart.categories)
    for series in chart.series:
        values = [Fraction(value.value) for value in series.values if value.value is not None]
        is_share = series.unit in ("%", "％") and SHARE_HEAD.search(series.name)
        if is_share and not years and sum(values) > 100 + Fraction(len(values), 2):
            shares = "、".join(value.text for value in series.values)
            place = series.location or figure.location or Location("")
            yield SHARES.at(place, {"sum": _said(sum(values, Fraction(0))), "shares": shares})


def _table(table: Table) -> Iterator[Finding]:
    labels = [plain_text(row[0]).strip() for row in table.rows]
    if len(labels) < 3 or any(PARTLY.search(label) for label in labels):
        return
    totals = [index for index, label in enumerate(labels) if TOTAL_ROW.fullmatch(label)]
    for column in range(1, len(table.head)):
        head = plain_text(table.head[column]).strip()
        cells = [_number(row[column]) for row in table.rows]
        rows = [cell for index, cell in enumerate(cells) if index not in totals and cell is not None]
        if len(rows) < 2 or any(
            cell is None and not _is_blank(row[column]) for cell, row in zip(cells, table.rows, strict=True)
        ):
            continue
        total = cells[totals[0]] if len(totals) == 1 and totals[0] in (0, len(labels) - 1) else None
        if SHARE_HEAD.search(head):
            yield from _shares([row for index, row in enumerate(table.rows) if index not in totals], column, rows)
        elif total is not None and not NO_SUM.search(head):
            yield from _total(table.rows[totals[0]][column], head, rows, total)


Bounds = tuple[Fraction, Fraction, Fraction]
"""The value of a cell, and the least and the most that it can stand for."""


def _number(cell: Cell) -> Bounds | None:
    text = plain_text(cell).strip()
    match = NUMBER.fullmatch(text)
    if match is None or len(text) > LONGEST_NUMBER:
        return None
    number = match["number"].replace(",", "")
    value = Fraction(number) * (-1 if text[0] in "-−" else 1)
    return value, *bounds(value, Fraction(1, 10 ** len(number.partition(".")[2])))


def _is_blank(cell: Cell) -> bool:
    return plain_text(cell).strip() in NO_NUMBER


def _place(cell: Cell) -> Location:
    return next((node.location for node in find(cell, Text) if node.location), Location(""))


def _shares(table: list[tuple[Cell, ...]], column: int, rows: list[Bounds]) -> Iterator[Finding]:
    if sum(low for _, low, _ in rows) > 100 and all(value <= 100 for value, _, _ in rows):
        shares = "、".join(plain_text(row[column]).strip() for row in table)
        total = sum((value for value, _, _ in rows), Fraction(0))
        yield SHARES.at(_place(table[0][column]), {"sum": _said(total), "shares": shares})


def _total(cell: Cell, head: str, rows: list[Bounds], total: Bounds) -> Iterator[Finding]:
    low, high = sum(low for _, low, _ in rows), sum(high for _, _, high in rows)
    if low > total[2] or high < total[1]:
        made = _said(sum((value for value, _, _ in rows), Fraction(0)))
        yield TOTAL.at(_place(cell), {"column": head, "total": plain_text(cell).strip(), "sum": made})
