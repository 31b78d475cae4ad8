"""PDFs of any origin verified by themselves: files read, rules checked, and what came of it as data and as lines."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dedoc.errors import N_, DedocError, Location, Problem, ProjectError, Report, fail
from dedoc.inputs import Inputs
from dedoc.limits import LIMITS, Limits, limited
from dedoc.project import rules_of
from dedoc.verify.layout.findings import Checked, Finding
from dedoc.verify.layout.layout import Layout, read_layout
from dedoc.verify.layout.rules import check_layout, left_out

Translate = Callable[[str], str]

HEADS = (N_("rule"), N_("places"), N_("findings"), N_("what it says"), N_("source"))
"""What stands above the columns of the table."""

HEAD = 1024
"""Readers look for the mark of a PDF in so many bytes at the beginning of a file."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """A PDF that was verified: its path and bytes, how it is laid out, and what each rule found."""

    path: Path
    pdf: bytes
    layout: Layout
    checked: tuple[Checked, ...]

    @property
    def findings(self) -> list[tuple[str, Finding]]:
        """All findings with the codes of their rules, in the order of the pages."""
        found = [(checked.rule.code, finding) for checked in self.checked for finding in checked.findings]
        return sorted(found, key=lambda pair: (pair[1].page, pair[1].box[1], pair[1].box[0]))


def inspect_file(path: Path, limits: Limits = LIMITS) -> Inspected:
    """Return what the rules find in a PDF; DedocError says why it cannot be verified within some limits."""
    pdf = _read(path)
    name = Inputs(path.parent, Report()).name(path)
    with limited(Location(name), limits):
        return _inspected(path, pdf, name)


def _inspected(path: Path, pdf: bytes, name: str) -> Inspected:
    layout = read_layout(pdf, name)
    if not any(page.glyphs for page in layout.pages):
        hint = "a scanned page is a picture; recognise its text first"
        fail(ProjectError, Location(name), "the PDF has no text to verify", hint)
    return Inspected(path, pdf, layout, check_layout(layout, codes=rules_of(layout.language)))


def _read(path: Path) -> bytes:
    report = Report()
    inputs = Inputs(path.parent, report)
    data = inputs.read(path)
    report.raise_errors(ProjectError)
    assert data is not None
    place = Location(inputs.name(path))
    if not data:
        fail(ProjectError, place, "the file is empty", "make the PDF again")
    if _is_word(data):
        hint = "verify the PDF that was printed with it, or save it as PDF first"
        fail(ProjectError, place, "this is a Word file; layout is verified on PDFs", hint)
    if b"%PDF-" not in data[:HEAD]:
        fail(ProjectError, place, "this is not a PDF", "name a PDF, such as output/2024/zh-CN/report.pdf")
    return data


def _is_word(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "word/document.xml" in package.namelist()
    except zipfile.BadZipFile:
        return False


def inspect_files(paths: Sequence[Path]) -> tuple[list[Inspected], list[Problem]]:
    """Return what was found in each PDF that could be verified, and what stands against verifying the others."""
    inspected: list[Inspected] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(paths):
        try:
            inspected.append(inspect_file(path))
        except DedocError as error:
            problems += error.problems
    return inspected, problems


def inspected_data(inspected: Inspected, translate: Translate) -> dict[str, Any]:
    """Return everything as data: measures, rules with their places, findings with box and what was measured."""
    rules = [
        {
            "code": checked.rule.code,
            "title": translate(checked.rule.title),
            "source": checked.rule.source,
            "places": checked.places,
            "findings": [_finding_data(checked.rule.code, finding, translate) for finding in checked.findings],
        }
        for checked in inspected.checked
    ]
    skipped = left_out(rules_of(inspected.layout.language))
    measures = asdict(inspected.layout.measures)
    measures["covers"] = sorted(inspected.layout.measures.covers)
    return {"file": str(inspected.path), "pages": len(inspected.layout.pages), "measures": measures, "rules": rules} | (
        {"skipped": list(skipped)} if skipped else {}
    )


def _finding_data(code: str, finding: Finding, translate: Translate) -> dict[str, Any]:
    return {
        "page": finding.page,
        "box": [round(side, 2) for side in finding.box],
        "text": finding.text,
        "severity": finding.severity.value,
        "message": told(code, finding, translate),
        "measured": dict(finding.measured),
    }


def told(code: str, finding: Finding, translate: Translate) -> str:
    """Return a finding in words."""
    values = {"page": finding.page, "text": finding.text, "code": code, **finding.measured}
    return translate(finding.message).format_map(values)


def inspected_lines(inspected: Inspected, name: str, translate: Translate) -> Iterator[str]:
    """Yield a table of the rules, and then every finding."""
    counted = translate("{file}: pages: {pages}, findings: {findings}")
    yield counted.format(file=name, pages=len(inspected.layout.pages), findings=len(inspected.findings))
    heads = [translate(word) for word in HEADS]
    own = translate("dedoc’s own")
    rows = [
        [c.rule.code, str(c.places), str(len(c.findings)), translate(c.rule.title), c.rule.source or own]
        for c in inspected.checked
    ]
    widths = [max(map(_width, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        yield "  " + "  ".join(_padded(cell, widths[index], index) for index, cell in enumerate(row)).rstrip()
    if skipped := left_out(rules_of(inspected.layout.language)):
        said = translate("rules that do not hold for {language}: {codes}")
        yield said.format(language=inspected.layout.language, codes=", ".join(skipped))
    yield from (told(code, finding, translate) for code, finding in inspected.findings)


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: Han and their marks take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int, column: int) -> str:
    room = " " * (width - _width(text))
    return room + text if column in (1, 2) else text + room
