"""Writes that are killed before each of their steps, one after another: ``python killing.py WAY FOLDER``.

For each step, a line of JSON says what was in the folder when the writer was dead, and what after the next command.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from dedoc.importing.write import write
from dedoc.journal import JOURNAL, state, take_back
from dedoc.outputs import write_outputs

STEPS = ("open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir")
"""What Python tells of before it does it, and what changes files."""

BEFORE = {"chapters/01-a.md": "old a", "chapters/02-b.md": "old b", "facts.yaml": "old facts"}
AFTER = {"chapters/01-a.md": "new a", "chapters/03-c.md": "new c", "facts.yaml": "new facts"}
IMPORTED = {"edition.yaml": b"new", "chapters/01-a.md": b"new a"}


def contents(folder: Path) -> dict[str, str]:
    """Return the texts below a folder by path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def killed(act: Callable[[], object], folder: Path, step: int) -> bool:
    """Act in a process that is killed before its n-th step below a folder; return whether it had so many."""
    process = os.fork()
    if process == 0:
        left = step

        def kill(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in STEPS and str(arguments[0]).startswith(str(folder)):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(kill)
        try:
            act()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


def prepare(folder: Path) -> None:
    """Put the old files into an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in BEFORE.items():
        (folder / "book" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "book" / name).write_text(text, encoding="utf-8")


def every_step(act: Callable[[], object], folder: Path, prepared: Callable[[], object]) -> None:
    """Kill before the first step, the second, and so on, until there are no more."""
    step = 1
    prepared()
    while killed(act, folder, step):
        dead = contents(folder)
        take_back(folder, folder / "book")
        print(json.dumps([dead, contents(folder)]))  # noqa: T201 -- a program of its own
        step += 1
        prepared()


def every_step_of(name: str, folder: Path) -> None:
    """Kill a command of dedoc in the same way, and end with what it does whole."""
    from dedoc.cli import main  # noqa: PLC0415 -- only here
    from writers import WRITERS  # noqa: PLC0415

    words = WRITERS[name](folder / "kept")
    work = folder / "work"

    def again() -> None:
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(folder / "kept", work)

    def act() -> None:
        os.chdir(work)
        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 -- it ends in it
        main(words)

    step, is_killed = 0, True
    while is_killed:
        step += 1
        again()
        is_killed = killed(act, work, step)
        for path in [*work.rglob("edition.yaml")]:
            take_back(path.parent, *path.parent.glob("translations/*/"))
        take_back(work)
        found = (path for path in sorted(work.rglob("*")) if path.is_file() and "/.dedoc-" not in str(path))
        told = {str(path.relative_to(work)): state(path) for path in found}
        print(json.dumps(told))  # noqa: T201 -- a program of its own


def main(way: str, folder: Path) -> None:
    """Kill one of three writers: of files, of a folder that replaces another, and who takes back what was killed.

    Any other way is the name of a command that writes.
    """
    if way not in ("files", "folder", "taking"):
        every_step_of(way, folder)
        return
    book = folder / "book"

    def put() -> object:
        return write_outputs({name: text.encode() for name, text in AFTER.items()}, book)

    def half_done() -> None:
        step = 0
        while not (book / JOURNAL).exists() or (book / "facts.yaml").read_text(encoding="utf-8") == "old facts":
            prepare(folder)
            step += 1
            killed(put, folder, step)

    if way == "files":
        every_step(put, folder, lambda: prepare(folder))
    elif way == "folder":
        every_step(lambda: write(IMPORTED, book, force=True), folder, lambda: prepare(folder))
    else:
        every_step(lambda: take_back(book), folder, half_done)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
