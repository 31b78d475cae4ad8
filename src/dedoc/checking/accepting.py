"""Findings that an editor accepts, with a reason: remarks in the sources, and ``accepted.yaml``.

``% accept N101: reason`` in a chapter speaks for the block below it, ``<!-- accept N101: reason -->`` for the paragraph
that it stands in, ``# accept S302: reason`` in a YAML file for the entry below it or for its own line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dedoc import records
from dedoc.checking.findings import Finding, Rule
from dedoc.checking.reading import Reading
from dedoc.checking.written import Written
from dedoc.errors import N_, Location, Severity
from dedoc.inputs import Inputs, is_file
from dedoc.records import Name

IDLE = Rule(
    "A101",
    Severity.WARNING,
    N_("nothing here has to be accepted as {code} any more"),
    N_("delete the acceptance"),
)
UNREASONED = Rule(
    "A102",
    Severity.WARNING,
    N_("an acceptance without a reason accepts nothing"),
    N_("write it like: accept N101: reason"),
)
UNKNOWN = Rule(
    "A103",
    Severity.WARNING,
    N_("there is no rule {code} to accept"),
    N_("“dedoc check” tells the codes in brackets; docs/checks.md explains them"),
)
RULES = (IDLE, UNREASONED, UNKNOWN)

FILE = "accepted.yaml"
REMARK = {
    ".md": re.compile(
        r"^[ \t>]*%[ \t]*accept\b(?P<line>[^\n]*)$|<!--\s*accept\b(?P<inline>.*?)-->", re.MULTILINE | re.DOTALL
    ),
    ".yaml": re.compile(r"(?:^|(?<=\s))#[ \t]*accept\b(?P<line>.*)$", re.MULTILINE),
}
SAID = re.compile(r"\s+(?P<codes>[A-Z]\d{3}(?:[\s,，、]+[A-Z]\d{3})*)\s*[:：]?\s*(?P<reason>.*?)\s*", re.DOTALL)
CODE = re.compile(r"[A-Z]\d{3}")
FENCE = re.compile(r"[ \t]*(:{3,})\s*\{")
COMMENT = {".md": re.compile(r"[ \t>]*%|[ \t]*<!--.*-->[ \t]*$"), ".yaml": re.compile(r"[ \t]*#")}


@dataclass(frozen=True, slots=True)
class AcceptedRecord:
    """An entry of ``accepted.yaml`` below its code: why, in which file (all if left out), on lines with which words."""

    reason: str
    at: Name | None = None
    words: str = ""
    places: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What accepts findings of one code: on some lines of a file, or on all lines that hold some words."""

    code: str
    place: Location
    file: str = ""
    first: int = 0
    last: int = 0
    words: str = ""

    def holds(self, finding: Finding, written: Mapping[str, Written]) -> bool:
        """Whether a finding is accepted, at its own place or at one that speaks against it."""
        return finding.rule.code == self.code and any(
            self._holds(place, written) for place in (finding.location, *finding.others)
        )

    def _holds(self, place: Location, written: Mapping[str, Written]) -> bool:
        if self.file and place.file != self.file:
            return False
        if self.last and not self.first <= place.line <= self.last:
            return False
        line = written[place.file].line_text(place.line) if place.file in written else ""
        return self.words in line


def accept(
    findings: Sequence[Finding], reading: Reading, folder: Path, inputs: Inputs, rules: Mapping[str, Rule]
) -> Iterator[Finding]:
    """Yield the findings that nobody accepts, and the acceptances that accept nothing or give no reason.

    What is wrong in the form of ``accepted.yaml`` is an error in the report of the inputs.
    """
    written = reading.written
    acceptances: list[Acceptance] = []
    for found in (*_remarks(written), *_records(folder, inputs)):
        if isinstance(found, Finding):
            yield found
        elif found.code not in rules:
            yield UNKNOWN.at(found.place, {"code": found.code})
        else:
            acceptances.append(found)
    used: set[Acceptance] = set()
    for finding in findings:
        holding = [acceptance for acceptance in acceptances if acceptance.holds(finding, written)]
        used.update(holding)
        if not holding:
            yield finding
    for acceptance in acceptances:
        if acceptance not in used and not reading.options.leaves_out(acceptance.code):
            yield IDLE.at(acceptance.place, {"code": acceptance.code})


def _remarks(written: Mapping[str, Written]) -> Iterator[Acceptance | Finding]:
    for source in written.values():
        suffix = Path(source.file).suffix
        for match in REMARK[suffix].finditer(source.text) if suffix in REMARK else ():
            said = match["line"] or match.groupdict().get("inline") or ""
            place = source.place(match.start() + len(match[0]) - len(match[0].lstrip()))
            parts = SAID.fullmatch(said)
            if parts is None or not parts["reason"]:
                yield UNREASONED.at(place)
                continue
            lines = source.text.split("\n")
            is_alone = not source.line_text(place.line).replace(match[0].strip(), "").strip(" \t>")
            first, last = _below(lines, place.line, suffix) if is_alone else _around(lines, place.line, suffix)
            yield from (Acceptance(code, place, source.file, first, last) for code in CODE.findall(parts["codes"]))


def _below(lines: list[str], line: int, suffix: str) -> tuple[int, int]:
    """Return the lines, counted from 1, of the block or entry below a remark."""
    start = line
    while start < len(lines) and (not lines[start].strip() or COMMENT[suffix].match(lines[start])):
        start += 1
    if start >= len(lines):
        return line, line
    if suffix == ".yaml":
        return start + 1, _entry_end(lines, start)
    fence = FENCE.match(lines[start])
    if fence:
        closing = (
            n for n in range(start + 1, len(lines)) if lines[n].strip().rstrip(":") == "" and fence[1] in lines[n]
        )
        return start + 1, next(closing, len(lines) - 1) + 1
    return start + 1, _paragraph_end(lines, start)


def _entry_end(lines: list[str], start: int) -> int:
    """Return the last line of a YAML entry: all below it that is indented more."""
    indent = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    return end


def _paragraph_end(lines: list[str], start: int) -> int:
    end = start
    while end < len(lines) and lines[end].strip() and not COMMENT[".md"].match(lines[end]):
        end += 1
    return end


def _around(lines: list[str], line: int, suffix: str) -> tuple[int, int]:
    """Return the lines of the paragraph that a remark stands in; a line of YAML stands for itself."""
    if suffix == ".yaml":
        return line, line
    start = line - 1
    while start > 0 and lines[start - 1].strip():
        start -= 1
    return start + 1, max(_paragraph_end(lines, line - 1), line)


def _records(folder: Path, inputs: Inputs) -> Iterator[Acceptance]:
    """Yield what ``accepted.yaml`` accepts: lists of entries below codes."""
    path = folder / FILE
    if not path.exists():
        return
    root, _ = records.parse(path, inputs)
    reader = records.Reader(inputs.name(path), inputs.report)
    for code, node in reader.entries(root).items():
        for record in reader.value(node, tuple[AcceptedRecord, ...], code) or ():
            if record is None:
                continue
            file = inputs.name(folder / record.at) if record.at else ""
            if record.at and not is_file(folder / record.at):
                hint = "name it from the folder of the edition: chapters/01.md"
                inputs.report.error(record.at.location, "there is no file “{path}”", hint, path=record.at)
            place = record.places.get("reason", code.location)
            yield Acceptance(str(code), place, file, words=record.words)
