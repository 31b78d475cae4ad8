"""An editor at work on a new edition: confirms, rewrites and fills in what was carried over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from colleague import filled_in
from dedoc.build import Order
from dedoc.carrying import Carriage, carry_over
from dedoc.factbook import export_facts, import_facts, open_facts

DUE = re.compile(r"^[ \t]*due: \d{4}\n|, due: \d{4}|^% due \d{4}\n", re.MULTILINE)
WHOLE = re.compile(r"\d+(\.\d+)?")


def new(source: Path | str, year: int) -> Carriage:
    """Carry an edition over."""
    return carry_over(Order(str(source)), year)


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Change words in a file, each of which stands there once."""
    text = path.read_text(encoding="utf-8")
    for old, after in changes:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, after)
    path.write_text(text, encoding="utf-8")


def confirm(folder: Path, *names: str) -> None:
    """Delete all marks of what is due in files, or in all of an edition."""
    paths = [folder / name for name in names] or [*folder.rglob("*.yaml"), *folder.rglob("*.md")]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        path.write_text(DUE.sub("", text), encoding="utf-8")


def invented(folder: Path, count: int) -> dict[tuple[str, str], str]:
    """Return cells with so many values that nobody measured: a tenth more, a year later where the fact has a date."""
    cells: dict[tuple[str, str], str] = {}
    wanted = iter(range(count))
    for name, entry in open_facts(Order(str(folder))).written.entries.items():
        value, date = entry.text("value"), entry.text("as_of")
        if not WHOLE.fullmatch(value) or "market" in name or entry.text("form") or next(wanted, None) is None:
            continue
        least = Decimal(1).scaleb(int(Decimal(value).as_tuple().exponent))
        more = max((Decimal(value) * Decimal("1.1")).quantize(least), Decimal(value) + least)
        cells[name, "value"] = str(more)
        if date:
            cells[name, "as_of"] = f"{int(date[:4]) + 1}{date[4:]}"
        else:
            cells[name, "due"] = ""
    return cells


def fill_in(folder: Path, sheet: Path, cells: Mapping[tuple[str, str], str], *, is_rest_confirmed: bool = True) -> int:
    """Bring values back by a spreadsheet, in which the others are confirmed too; return how many things changed."""
    order = Order(str(folder))
    export_facts(order, sheet, "", str)
    rest = {
        (name, "due"): ""
        for name, entry in open_facts(order).written.entries.items()
        if is_rest_confirmed and entry.text("due") and (name, "value") not in cells
    }
    filled_in(sheet, {**cells, **rest})
    return len(import_facts(order, sheet, is_applied=True).changes)
