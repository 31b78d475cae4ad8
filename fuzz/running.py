"""Runs a reader for a time in a process of its own: one that hangs is ended, and what ended one is a find."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from fuzz.watching import LONGEST, Find
from fuzz.worker import COUNT

ROOT = Path(__file__).parents[1]
HANGING = 6 * LONGEST
"""Seconds without a file more after which a process hangs: what is written in C hears no signals."""

LATE = 20
"""Seconds that a process may take longer than it was told, to load what it needs and to come to an end."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a reader fared: by what it was fed, for how many seconds, how many files it read, and what was found."""

    reader: str
    engine: str
    seconds: int
    executions: int
    finds: tuple[Path, ...]


def run(reader: str, engine: str, seconds: int, seed: int, folder: Path) -> Ran:
    """Feed a reader for some seconds; what is found goes into ``folder``."""
    (folder / "finds").mkdir(parents=True, exist_ok=True)
    before = {path.name for path in (folder / "finds").glob("*.find")}
    (folder / "count").write_bytes(COUNT.pack(0))
    begin = time.monotonic()
    while (left := seconds - (time.monotonic() - begin)) > 1:
        words = [reader, "--seconds", str(int(left)), "--seed", str(seed), "--folder", str(folder), "--engine", engine]
        reason = _reason(words, folder, time.monotonic() + left + LATE)
        if reason:
            said = (folder / "said.txt").read_text(encoding="utf-8", errors="replace")[-8000:]
            Find("lost", reason, said, _current(folder)).save(folder / "finds")
        seed += 1
    found = tuple(path for path in sorted((folder / "finds").glob("*.find")) if path.name not in before)
    return Ran(reader, engine, round(time.monotonic() - begin), _count(folder), found)


def _reason(words: list[str], folder: Path, end: float) -> str:
    """Run a worker to its end; return what it was lost by, nothing if it came to its end."""
    path = os.pathsep.join(str(ROOT / part) for part in ("src", "tests", "."))
    variables = {**os.environ, "PYTHONPATH": path, "DEDOC_LANGUAGE": "en", "PYTHONWARNINGS": "ignore"}
    with (folder / "said.txt").open("wb") as said:
        worker = subprocess.Popen(  # noqa: S603 -- it is our own
            [sys.executable, "-m", "fuzz.worker", *words], env=variables, stdout=said, stderr=said
        )
        count, moved = -1, time.monotonic()
        while worker.poll() is None:
            time.sleep(0.2)
            if (now := _count(folder)) != count:
                count, moved = now, time.monotonic()
            if time.monotonic() - moved > HANGING:
                worker.kill()
                worker.wait()
                return "hang"
            if time.monotonic() > end:
                worker.kill()
                worker.wait()
    return f"exit {worker.returncode}" if worker.returncode not in (0, -9) else ""


def _count(folder: Path) -> int:
    return int(COUNT.unpack((folder / "count").read_bytes())[0])


def _current(folder: Path) -> bytes:
    return (folder / "current").read_bytes() if (folder / "current").exists() else b""
