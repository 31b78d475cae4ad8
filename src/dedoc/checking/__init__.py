"""The careful sub-editor: what an editor should look at in a report that can be printed.

Every finding has a stable code, and every rule stands in ``RULES``; ``docs/checks.md`` explains them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from dedoc.checking import (
    accepting,
    aging,
    agreement,
    charts,
    citing,
    dates,
    headings,
    lengths,
    marks,
    naming,
    pairs,
    ratios,
    referring,
    sums,
    typed,
    words,
)
from dedoc.checking.findings import Edit, Finding, Rule
from dedoc.checking.gathering import gather
from dedoc.checking.reading import Options, Reading, read_closely
from dedoc.checking.repairing import Repairs, repair
from dedoc.checking.written import Written
from dedoc.errors import Location
from dedoc.inputs import Inputs
from dedoc.model import Document

__all__ = ["CHECKS", "RULES", "Edit", "Finding", "Options", "Repairs", "Rule", "check_document", "repair"]

CHECKS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    typed.check_typed,
    agreement.check_agreement,
    ratios.check_ratios,
    sums.check_sums,
    dates.check_dates,
    aging.check_aging,
    citing.check_citing,
    marks.check_marks,
    pairs.check_pairs,
    words.check_words,
    naming.check_naming,
    headings.check_headings,
    charts.check_charts,
    referring.check_referring,
    lengths.check_lengths,
)
"""The checks, each of which looks at the whole report."""

RULES: Mapping[str, Rule] = {
    rule.code: rule
    for rules in (
        accepting.RULES,
        typed.RULES,
        agreement.RULES,
        ratios.RULES,
        sums.RULES,
        dates.RULES,
        aging.RULES,
        citing.RULES,
        marks.RULES,
        pairs.RULES,
        words.RULES,
        naming.RULES,
        headings.RULES,
        charts.RULES,
        referring.RULES,
        lengths.RULES,
    )
    for rule in rules
}
"""All rules by code."""


def check_document(document: Document, inputs: Inputs, folder: Path, options: Options) -> tuple[Finding, ...]:
    """Return what the checks find in a resolved and localised document, and nobody accepted.

    ``inputs`` has read its files from ``folder``; what is wrong in ``accepted.yaml`` goes to their report. The rules
    speak of Chinese: a report in another language has no findings.
    """
    if not document.metadata.language.startswith("zh"):
        return ()
    written = {name: Written(name, text) for name, text in inputs.texts().items()}
    passages = gather(document, written, inputs.name(folder / "edition.yaml"))
    reading = read_closely(document, passages, written, options)
    findings = [finding for check in CHECKS for finding in check(reading)]
    placed = [_placed(finding, written) for finding in findings]
    return tuple(accepting.accept(placed, reading, folder, inputs, RULES))


def _placed(finding: Finding, written: Mapping[str, Written]) -> Finding:
    """Return a finding whose places in data files are the lines of the key that its rule speaks of."""
    key = finding.rule.key

    def move(place: Location) -> Location:
        return (
            written[place.file].key_place(place, key)
            if place.file.endswith(".yaml") and place.file in written
            else place
        )

    return finding.moved(move) if key else finding
