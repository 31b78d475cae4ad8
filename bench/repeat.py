"""An edition made larger: its chapters again and again, with labels of their own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from dedoc.errors import ProjectError, Report
from dedoc.project import read_edition

DEFINED = re.compile(r"(\{#|:::+\s*\{figure\}\s+|:name:\s+)([A-Za-z][A-Za-z0-9_-]*)")
"""A label where it is given: to a heading, a figure or a table."""

CALLED = re.compile(r"(\{ref\}`)([^`\s]+)(?=`)")
"""A label where the text refers to it."""


def repeat_edition(edition: Path, times: int, target: Path) -> None:
    """Write the edition with the chapters of its body ``times`` times into ``target``; the first time as they are."""
    report = Report()
    body = read_edition(edition, report).body
    report.raise_errors(ProjectError)
    shutil.copytree(edition, target)
    texts = {path.name: path.read_text(encoding="utf-8") for path in body}
    labels = {match[2] for text in texts.values() for match in DEFINED.finditer(text)}
    for number in range(2, times + 1):
        for name, text in texts.items():
            chapter = target / "chapters" / f"copy-{number:04d}-{name}"
            chapter.write_text(_relabelled(text, labels, number), encoding="utf-8")
        for figure in sorted((edition / "figures").glob("*.yaml")):
            if figure.stem in labels:
                shutil.copyfile(figure, target / "figures" / f"{figure.stem}-{number}.yaml")


def _relabelled(text: str, labels: set[str], number: int) -> str:
    def change(match: re.Match[str]) -> str:
        return f"{match[0]}-{number}" if match[2] in labels else match[0]

    return CALLED.sub(change, DEFINED.sub(change, text))
