"""The end of an import: every character is accounted for, and where it must be, nothing is left uncertain."""

from __future__ import annotations

from collections.abc import Mapping

from dedoc.errors import ContentError, Location, Report
from dedoc.importing.ledger import Ledger, check


def close(ledger: Ledger, text: str, blocks: Mapping[str, str], name: str, report: Report, *, is_strict: bool) -> None:
    """Close the ledger of a text; ContentError if it lacks a character, or ``is_strict`` and a repair is uncertain."""
    ledger.close()
    for line, lost in check(ledger, text, blocks):
        hint = "this is a fault of dedoc: please report it with the text around this line"
        message = "the ledger does not account for “{text}”; nothing is imported"
        report.error(Location(name, line), message, hint, text=lost[:40])
    if is_strict and (repairs := ledger.uncertain()):
        first = repairs[0]
        hint = "look at it, correct the text, or import without --strict: {remark}"
        message = "not certain ({kind}): “{before}” → “{after}”"
        values = {"kind": first.kind.value, "before": first.before, "after": first.after, "remark": first.remark}
        report.error(Location(name, first.line), message, hint, **values)
    report.raise_errors(ContentError)
