"""How faithful a reissue is to the printed edition, page by page."""

from __future__ import annotations

from dedoc.fidelity.compare import Fidelity, Item, Page, Printing, Start, Total, compare
from dedoc.fidelity.differences import differences, summary, totals_data
from dedoc.fidelity.printed import Entry, Printed, read_printed
from dedoc.fidelity.report import fidelity_html, fidelity_json
from dedoc.fidelity.sheets import Grid, Sheet, read_sheets

__all__ = [
    "Entry",
    "Fidelity",
    "Grid",
    "Item",
    "Page",
    "Printed",
    "Printing",
    "Sheet",
    "Start",
    "Total",
    "compare",
    "differences",
    "fidelity_html",
    "fidelity_json",
    "read_printed",
    "read_sheets",
    "summary",
    "totals_data",
]
