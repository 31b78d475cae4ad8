"""Projects of many small editions, and the processes of whoever prints them."""

from __future__ import annotations

from pathlib import Path

from editions import FULL, make_edition

VALUE = "383.7"
"""The value of the fact in ``editions.FULL``; each edition of a project has its own."""


def make_project(folder: Path, count: int) -> tuple[Path, ...]:
    """Write editions with one of everything into ``content/``, each with a number of its own; return their folders."""
    facts = str(FULL["facts.yaml"])
    own = {f"r{number:03d}": facts.replace(VALUE, f"{400 + number}.1") for number in range(count)}
    return tuple(make_edition(folder / "content" / name, {**FULL, "facts.yaml": text}) for name, text in own.items())


def outputs_of(folder: Path) -> dict[str, bytes]:
    """Return the outputs below a folder by their names, without what is hidden."""
    # What is being written has a hidden name, and is gone the next moment.
    found = [path for path in sorted(folder.rglob("*.*")) if path.suffix in (".pdf", ".docx")]
    named = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in named.items() if "/." not in f"/{name}"}


def children_of(process: int) -> list[int]:
    """Return the processes that a process has begun (Linux: ``/proc``)."""
    found = Path("/proc", str(process), "task").glob("*/children")
    return [int(number) for path in found for number in path.read_text(encoding="ascii").split()]
