"""Printing from the files of a bag alone: by the program in it, in a process that knows nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dedoc.archiving.gathering import CONTENT, FONTS, PROGRAM

LONGEST = 3600
"""Seconds that one language may take."""

COMPARED = ("verification/fidelity.html", "verification/fidelity.json")
"""What the report on fidelity is called in the payload, as a page and as data."""

RUN = """\
import runpy, sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        raise PermissionError("an archive is built without the network")
sys.addaudithook(refuse)
sys.path[:0] = sys.argv[1:3]
sys.argv[:3] = ["dedoc"]
runpy.run_module("dedoc", run_name="__main__", alter_sys=True)
"""
"""What the process runs: dedoc with the fonts of the bag, and a Python that opens no connection."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a bag was printed: the name of the edition, its languages, the style, and the moment that outputs bear.

    ``is_compared`` says whether it was held against its printed pages, too.
    """

    edition: str
    languages: tuple[str, ...]
    style: str
    moment: int
    is_compared: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """What printing gave: the outputs by their paths in the payload, what was said by language, or why it failed."""

    outputs: Mapping[str, bytes]
    said: Mapping[str, Any]
    reason: str = ""


def print_payload(files: Mapping[str, bytes], recipe: Recipe) -> Run:
    """Print every language from the files of a payload, which are laid out in a temporary folder."""
    try:
        with tempfile.TemporaryDirectory(prefix="dedoc-") as folder:
            return _print(Path(folder), files, recipe)
    except OSError as error:
        # The disk is full, or the program of a stranger has printed nothing.
        return Run({}, {}, error.strerror or str(error))


def _print(root: Path, files: Mapping[str, bytes], recipe: Recipe) -> Run:
    for name, data in files.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (root / "home").mkdir()
    outputs: dict[str, bytes] = {}
    said: dict[str, Any] = {}
    for language in recipe.languages:
        words = [*build_words(recipe, language), "--into", str(root / "made")]
        said[language], reason = _run(root, recipe, words)
        if reason:
            return Run(outputs, said, reason)
        made = root / "made" / recipe.edition / language
        outputs |= {f"outputs/{language}/{path.name}": path.read_bytes() for path in sorted(made.iterdir())}
    if recipe.is_compared:
        words = [*fidelity_words(recipe), "--into", str(root / "verification")]
        _, reason = _run(root, recipe, words)
        if reason:
            return Run(outputs, said, reason)
        outputs |= {name: (root / name).read_bytes() for name in COMPARED}
    return Run(outputs, said)


def _run(root: Path, recipe: Recipe, words: Sequence[str]) -> tuple[Any, str]:
    """Return what a command said in JSON, and why it failed if it did."""
    data = root / "data"
    paths = [str(data / PROGRAM / "src"), str(data / FONTS)]
    try:
        done = subprocess.run(  # noqa: S603 -- this very Python, with what the bag holds
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", RUN, *paths, *words, "--json"],
            cwd=data / "source",
            env=_surroundings(root, recipe),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, f"it took more than {LONGEST} s"
    try:
        said = json.loads(done.stdout)
        reasons = [problem["message"] for problem in said["problems"] if problem["severity"] == "error"]
    except (ValueError, KeyError, TypeError):
        return None, (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
    return said, "; ".join(map(str, reasons)) if done.returncode else ""


def build_words(recipe: Recipe, language: str) -> Sequence[str]:
    """Return the words of the command that prints one language, in the folder ``data/source`` of the bag."""
    edition = f"{CONTENT.removeprefix('source/')}/{recipe.edition}"
    return ["build", edition, "--locale", language, "--style", recipe.style]


def fidelity_words(recipe: Recipe) -> Sequence[str]:
    """Return the words of the command that compares the edition with its printed pages, in that folder too."""
    return ["fidelity", f"{CONTENT.removeprefix('source/')}/{recipe.edition}", "--style", recipe.style]


def _surroundings(root: Path, recipe: Recipe) -> dict[str, str]:
    return {
        "PATH": os.defpath,
        "HOME": str(root / "home"),
        "TMPDIR": tempfile.gettempdir(),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "DEDOC_LANGUAGE": "en",
        "DEDOC_ROOT": str(root / "data" / "source"),
        "SOURCE_DATE_EPOCH": str(recipe.moment),
    }
