"""The ledger as files: one for programs, one for people."""

from __future__ import annotations

import hashlib
import json

from dedoc.importing.ledger import Ledger, Repair


def ledger_json(ledger: Ledger, name: str, data: bytes) -> str:
    """Return the whole ledger as JSON: places count characters of the decoded source from 0."""
    kept = [[span.start, span.end, span.block] for span in sorted(ledger.kept, key=lambda span: span.start)]
    repairs = [_repair(span) for span in ledger.spans() if isinstance(span, Repair)]
    content = {
        "source": name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "characters": len(ledger.source),
        "kept": kept,
        "repairs": repairs,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _repair(repair: Repair) -> dict[str, object]:
    return {
        "kind": repair.kind.value,
        "start": repair.start,
        "end": repair.end,
        "line": repair.line,
        "before": repair.before,
        "after": repair.after,
        "certain": repair.is_certain,
        **({"block": repair.block} if repair.block else {}),
        **({"remark": repair.remark} if repair.remark else {}),
    }


def ledger_summary(ledger: Ledger, name: str) -> str:
    """Return the ledger as an editor reads it: how many repairs of each kind, and each uncertain one."""
    kept = sum(span.end - span.start for span in ledger.kept)
    repaired = sum(len(repair.before) for repair in ledger.repairs)
    lines = [
        f"# Ledger of the import of {name}",
        "",
        f"{len(ledger.source)} characters: {kept} kept as they are, {repaired} in repairs.",
        "Nothing else was lost or added.",
        "",
        "| repair | count | uncertain |",
        "|---|---:|---:|",
        *(f"| {kind.value} | {count} | {open_ or ''} |" for kind, (count, open_) in ledger.counts().items()),
        "",
        "## To look at",
        "",
        "| line | repair | before | after | remark |",
        "|---:|---|---|---|---|",
        *(_row(repair) for repair in ledger.uncertain()),
    ]
    return "\n".join(lines) + "\n"


def _row(repair: Repair) -> str:
    cells = (_cell(text) for text in (repair.before, repair.after, repair.remark))
    return f"| {repair.line} | {repair.kind.value} | {' | '.join(cells)} |"


def _cell(text: str) -> str:
    shown = text.replace("\n", "⏎").replace("\r", "").replace("|", "\\|")
    return f"“{shown}”" if shown and not shown.strip() else shown
