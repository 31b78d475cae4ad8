"""The commands that are measured: dedoc's, and those of the peer that does the same job."""

from __future__ import annotations

import filecmp
import importlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Command, Pair, Usage

ROOT = Path(__file__).resolve().parent.parent

STANDARDS = {"a-2a,ua-1": "PDF/A-2a, PDF/UA-1", "a-2a": "PDF/A-2a", "": "none"}
"""The standards of PDF that the peer's text is tried with, and their names: those of dedoc first, at last none."""

PYTHON = (sys.executable, "-P")
"""As the launcher calls it: the folder where we stand adds no modules."""

DEDOC = (*PYTHON, "-m", "dedoc")
BARE = Command("python -c pass", (sys.executable, "-c", "pass"))


@dataclass(frozen=True, slots=True)
class Work:
    """An edition ``times`` its size and the same text for the peer, ready in ``folder``; ``standards`` of its PDF."""

    times: int
    folder: Path
    edition: str
    characters: int
    notes: int
    standards: str = ""


def pandoc() -> str:
    """Return the pandoc of the wheel; SystemExit says how to get it."""
    try:
        # It comes without types, and only for these measurements.
        return str(importlib.import_module("pypandoc").get_pandoc_path())
    except ImportError:
        raise SystemExit("bench: pandoc is missing; run: .venv/bin/python -m pip install '.[bench]'") from None


def environment(scratch: Path) -> dict[str, str]:
    """Return what commands run with: the launcher's variables, and bytecode kept in ``scratch`` for both sides."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return kept | {"PYTHONPATH": paths, "DEDOC_ROOT": str(ROOT), "PYTHONPYCACHEPREFIX": str(scratch / "bytecode")}


def preparation(edition: str, times: int, folder: Path) -> Command:
    """Return the command that makes the work ready."""
    return Command("prepare", (*PYTHON, "-m", "bench.prepare", edition, str(times), str(folder)))


def dedoc_build(work: Work, *options: str) -> Command:
    """Return dedoc's whole build, PDF and Word in one process, or with ``--to pdf`` a part of it."""
    folders = (str(work.folder / "edition"), "--into", str(work.folder / "output"))
    return Command(" ".join(("dedoc build", *options)), (*DEDOC, "build", *folders, *options))


def peer_build(work: Work) -> tuple[Command, ...]:
    """Return the peer's build: pandoc writes Typst, Typst prints the PDF, pandoc writes the Word file."""
    folder = str(work.folder)
    read = (pandoc(), "-f", "markdown-smart", f"--resource-path={folder}", f"{folder}/report.md")
    to_typst = ("-t", "typst", f"--template={folder}/template.typ", "--default-image-extension=svg")
    to_word = ("-t", "docx", "--toc", "--default-image-extension=png")
    press = (*PYTHON, str(ROOT / "bench" / "press.py"), folder, work.standards)
    return (
        Command("pandoc → Typst", (*read, *to_typst, "-o", f"{folder}/report.typ")),
        Command("Typst → PDF", press),
        Command("pandoc → Word", (*read, *to_word, "-o", f"{folder}/report.docx")),
    )


def standards_of(work: Work, run_one: Callable[[Command], Usage]) -> str:
    """Return the first of ``STANDARDS`` in which Typst prints the peer's text."""
    to_typst, press, _ = peer_build(work)
    run_one(to_typst)
    for standards in filter(None, STANDARDS):
        try:
            run_one(Command(press.name, (*press.arguments[:-1], standards)))
        except RuntimeError:
            continue
        return standards
    return ""


def pairs(works: tuple[Work, ...]) -> tuple[Pair, ...]:
    """Return all that is measured: whole builds and PDFs of every size, parts of one, and the start of programs."""
    builds = tuple(
        Pair(
            f"dedoc build ×{work.times}", (dedoc_build(work),), "pandoc → Typst → PDF, pandoc → Word", peer_build(work)
        )
        for work in works
    )
    presses = tuple(
        Pair(
            f"dedoc build --to pdf ×{work.times}",
            (dedoc_build(work, "--to", "pdf"),),
            "Typst → PDF",
            peer_build(work)[1:2],
        )
        for work in works
    )
    small = works[0]
    pdf = dedoc_build(small, "--to", "pdf")
    version = Command("dedoc --version", (*DEDOC, "--version"))
    check = Command("dedoc check", (*DEDOC, "check", str(small.folder / "edition")))
    parts = (
        Pair(pdf.name, (pdf,), "pandoc → Typst → PDF", peer_build(small)[:2]),
        Pair(version.name, (version,), BARE.name, (BARE,)),
        Pair(version.name, (version,), "pandoc --version", (Command("pandoc --version", (pandoc(), "--version")),)),
        Pair(check.name, (check,), "dedoc build", (dedoc_build(small),)),
    )
    return (*builds, *presses, *parts, *_launcher())


def _launcher() -> tuple[Pair, ...]:
    venv = ROOT / ".venv"
    lock, python = venv / "requirements.lock", venv / "bin" / "python"
    if not lock.is_file() or not python.exists() or not filecmp.cmp(ROOT / lock.name, lock, shallow=False):
        return ()
    launched = Command("./dedoc --version", (str(ROOT / "dedoc"), "--version"))
    direct = Command("python -m dedoc --version", (str(python), "-Pm", "dedoc", "--version"))
    return (Pair(launched.name, (launched,), direct.name, (direct,)),)
