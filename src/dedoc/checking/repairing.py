"""Repairs: the edits of findings put into the bytes of their files, which change in nothing else."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dedoc.checking.findings import Edit, Finding
from dedoc.inputs import Inputs

BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Repairs:
    """What can be repaired at once: the findings, and the new bytes of their files."""

    findings: tuple[Finding, ...]
    files: dict[Path, bytes]


def repair(findings: Iterable[Finding], inputs: Inputs) -> Repairs:
    """Return the repairs of all findings that have edits; of two that touch each other the second waits."""
    paths = {inputs.name(path): path for path in inputs.raw}
    taken: dict[str, list[Edit]] = {}
    done: list[Finding] = []
    for finding in findings:
        edits = [edit for edit in finding.edits if edit.file in paths]
        if edits and not any(_touches(edit, other) for edit in edits for other in taken.get(edit.file, ())):
            for edit in edits:
                taken.setdefault(edit.file, []).append(edit)
            done.append(finding)
    files = {paths[file]: _edited(inputs.raw[paths[file]], edits) for file, edits in taken.items()}
    return Repairs(tuple(done), files)


def _touches(one: Edit, other: Edit) -> bool:
    return one.start <= other.end and other.start <= one.end


def _edited(data: bytes, edits: list[Edit]) -> bytes:
    """Return the bytes of a file with its edits; offsets count characters of Unix text without byte order mark."""
    text = data.decode("utf-8")
    shift = text.startswith(BYTE_ORDER_MARK)
    # A line end of two characters is one for who reads the text: how many there are before an offset is added to it.
    ends = [match.start() - shift - index for index, match in enumerate(re.finditer("\r\n", text))]
    for edit in sorted(edits, reverse=True):
        start, end = (at + shift + bisect_left(ends, at) for at in (edit.start, edit.end))
        text = text[:start] + edit.text + text[end:]
    return text.encode("utf-8")
