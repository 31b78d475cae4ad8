"""A bag made of an edition: printed from nothing but what goes into it, verified, and put in place at once."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dedoc import __version__
from dedoc.archiving import zstandard
from dedoc.archiving.bag import SUFFIX, bag_of, day_of, tar_of
from dedoc.archiving.cover import cover_sheet
from dedoc.archiving.gathering import CONTENT, PROGRAM, gather
from dedoc.archiving.judging import judge
from dedoc.archiving.metadata import dublin_core, premis
from dedoc.archiving.opening import Bag
from dedoc.archiving.placing import place, refuse_present
from dedoc.archiving.printing import Recipe, Run, print_payload
from dedoc.archiving.provenance import provenance
from dedoc.build import Order, Source, build, compare_with_print, load
from dedoc.errors import OutputError, Problem, Report, Severity, fail, in_order
from dedoc.project import PRINTED_PAGES, project_roots
from dedoc.render.press import timestamp_of
from dedoc.style import read_style
from dedoc.toolchain import LOCK, unlike_lock

CHECKS = ("PDF/A-2a", "PDF/UA-1", "layout", "fonts", "structure", "Word file")
"""What every build verifies, as the verification report names it."""


@dataclass(frozen=True, slots=True)
class Archived:
    """The bag as a folder and as a tar, and what an archivist should know."""

    folder: Path
    tar: Path
    problems: tuple[Problem, ...]


def archive(
    order: Order,
    languages: tuple[str, ...],
    into: Path,
    tell: Callable[[str], None] = lambda _: None,
    *,
    is_packed: bool = False,
) -> Archived:
    """Build, verify and pack an edition in its languages; DedocError with all that is wrong, and nothing is written.

    The tar ``is_packed`` by Zstandard if that is asked for.
    """
    if is_packed:
        zstandard.packer()
    source = load(replace(order, locale=languages[0] if languages else None), tell)
    edition = source.edition.name
    target = into / f"{edition}{SUFFIX}"
    tar = into / f"{target.name}.tar{zstandard.SUFFIX if is_packed else ''}"
    refuse_present(target, tar)
    moment = timestamp_of(source.document, os.environ.get("SOURCE_DATE_EPOCH"))
    report = Report()
    look = order.style or source.edition.style
    styles = [read_style(look, project_roots(), report, language) for language in languages] or [source.style]
    inputs = gather(source.edition, styles, report)
    report.raise_errors(OutputError)
    is_compared = f"{CONTENT}/{edition}/{PRINTED_PAGES}" in inputs
    # In a bag all styles stand side by side.
    recipe = Recipe(edition, languages, Path(look).name, moment, is_compared)
    tell("render")
    run = print_payload(inputs, recipe)
    if run.reason:
        _refuse(order, recipe, run)
    tell("verify")
    files = bag_of(_payload(source, recipe, inputs, run), _about(source, recipe))
    judge(Bag(target.name, files), report, is_ours=True)
    report.raise_errors(OutputError)
    packed = tar_of(target.name, files, moment)
    remarks = place(files, zstandard.pack(packed) if is_packed else packed, target, tar)
    return Archived(target, tar, in_order((*_unlocked(inputs), *remarks)))


def _refuse(order: Order, recipe: Recipe, run: Run) -> None:
    """Raise why an edition cannot be printed, at the places where an author works; else why its bag cannot."""
    with tempfile.TemporaryDirectory(prefix="dedoc-") as folder:
        for language in recipe.languages:
            build(replace(order, locale=language, into=Path(folder)))
        if recipe.is_compared:
            compare_with_print(replace(order, locale=None, into=Path(folder)), None, str, "en")
    hint = "everything that the edition is printed from must lie in its folder and in that of its style"
    message = "the report cannot be printed from what the archive holds: {reason}"
    fail(OutputError, None, message, hint, reason=run.reason)


def _payload(source: Source, recipe: Recipe, inputs: Mapping[str, bytes], run: Run) -> dict[str, bytes]:
    metadata = source.edition.metadata
    lock = inputs[f"{PROGRAM}/{LOCK}"].decode()
    remarks = {language: said["problems"] for language, said in run.said.items()}
    described = {**inputs, **run.outputs, "README.txt": cover_sheet(metadata, recipe)}
    for language, said in run.said.items():
        checked = {"checks": CHECKS, "pages": said["pages"], "remarks": remarks[language]}
        described |= {f"verification/{language}.json": _data(checked), f"pages/{language}.json": _data(said["map"])}
    return {
        **described,
        "metadata/dublin-core.xml": dublin_core(metadata, recipe),
        "metadata/premis.xml": premis(recipe, described, remarks),
        "metadata/provenance.json": provenance(recipe, inputs, run.outputs, lock),
    }


def _data(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _about(source: Source, recipe: Recipe) -> dict[str, str]:
    """Return what ``bag-info.txt`` says (RFC 8493, 2.2.2)."""
    metadata = source.edition.metadata
    return {
        "Source-Organization": metadata.publisher,
        "External-Description": metadata.full_title,
        "External-Identifier": recipe.edition,
        "Bagging-Date": day_of(recipe.moment),
        "Bag-Software-Agent": f"dedoc {__version__}",
    }


def _unlocked(inputs: Mapping[str, bytes]) -> list[Problem]:
    """Return the packages that run here in another version than the lock names."""
    message = "{name} {running} runs here, and {locked} is locked: another machine may print other bytes"
    hint = "install the locked packages, then archive again"
    lock = inputs[f"{PROGRAM}/{LOCK}"].decode()
    return [
        Problem(message, None, hint, Severity.WARNING, {"name": name, "locked": locked, "running": running})
        for name, locked, running in unlike_lock(lock)
    ]
