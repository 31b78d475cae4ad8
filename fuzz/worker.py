"""Reads one file after another in a process of its own, which may be lost; ``fuzz.running`` starts it.

The count of files stands in a file that survives the process, and so does the file that is being read.
"""

from __future__ import annotations

import argparse
import importlib.util
import mmap
import struct
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from fuzz.changing import Changer
from fuzz.target import Target
from fuzz.watching import bound_memory, watch

COUNT = struct.Struct("<Q")
BATCH = 200
"""Files that hypothesis makes before the time is looked at again."""


class Watched:
    """A target under watch. ``folder`` takes the count of files, the one that is being read, and the finds."""

    def __init__(self, target: Target, folder: Path) -> None:
        self.target, self.folder = target, folder
        (folder / "finds").mkdir(exist_ok=True)
        self.current = (folder / "current").open("wb", buffering=0)
        with (folder / "count").open("r+b") as file:
            self.count = mmap.mmap(file.fileno(), COUNT.size)

    def read(self, data: bytes) -> None:
        """Let the target read a file, count it, and keep what it found."""
        self.current.seek(0)
        self.current.truncate()
        self.current.write(data)
        find = watch(self.target, data)
        COUNT.pack_into(self.count, 0, COUNT.unpack_from(self.count)[0] + 1)
        if find is not None:
            find.save(self.folder / "finds")


def main() -> None:
    """Read files until the time is over."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.worker")
    parser.add_argument("reader")
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--engine", choices=("atheris", "hypothesis"), required=True)
    arguments = parser.parse_args()
    begin = {"atheris": by_atheris, "hypothesis": by_hypothesis}[arguments.engine]
    with tempfile.TemporaryDirectory(prefix="dedoc-fuzz-", dir=shared_memory()) as scratch:
        begin(arguments.reader, Path(scratch), arguments.folder, arguments.seconds, arguments.seed)


def shared_memory() -> str | None:
    """Return a folder in memory where there is one: files are written by the ten thousand."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 -- folders in it have names of their own


def ready(reader: str, scratch: Path, folder: Path) -> Watched:
    """Return a target that has read all that it begins from, so that all its modules are loaded."""
    from fuzz.readers import READERS  # noqa: PLC0415 -- atheris must be there first

    watched = Watched(READERS[reader](scratch), folder)
    for start in watched.target.starts:
        watched.read(start)
    bound_memory()
    return watched


def by_hypothesis(reader: str, scratch: Path, folder: Path, seconds: int, seed: int) -> None:
    """Read what hypothesis makes, in batches."""
    from hypothesis import HealthCheck, Phase, given, settings  # noqa: PLC0415
    from hypothesis import seed as seeded  # noqa: PLC0415

    from fuzz.strategies import files  # noqa: PLC0415

    watched = ready(reader, scratch, folder)
    end = time.monotonic() + seconds
    quiet = settings(
        max_examples=BATCH,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    while time.monotonic() < end:
        seed += 1
        seeded(seed)(quiet(given(files(watched.target))(watched.read)))()


def by_atheris(reader: str, scratch: Path, folder: Path, seconds: int, seed: int) -> None:
    """Read what libFuzzer makes, which prefers files that take dedoc where no other went."""
    import atheris  # noqa: PLC0415 -- it is there only where somebody wants it

    with atheris.instrument_imports(include=["dedoc"]):
        watched = ready(reader, scratch, folder)
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, start in enumerate(watched.target.starts):
        (corpus / f"start-{number}").write_bytes(start)
    options = [f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={watched.target.longest}"]
    # Time and memory are watched here; the limits of libFuzzer would end the process.
    limits = ["-timeout=3600", "-rss_limit_mb=0", "-len_control=0", "-detect_leaks=0", f"-artifact_prefix={folder}/"]
    words = [sys.argv[0], str(corpus), *options, *limits, "-verbosity=0"]
    atheris.Setup(words, watched.read, custom_mutator=_mutator(watched.target))
    atheris.Fuzz()


def _mutator(target: Target) -> Callable[[bytes, int, int], bytes]:
    """Return what makes a new file of one that was interesting: by its form, and by libFuzzer below that."""
    import atheris  # noqa: PLC0415

    def edit(part: bytes) -> bytes:
        # It is there only once atheris runs.
        return bytes(atheris.Mutate(part, max(2 * len(part), 64)))

    def change(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)  # noqa: S311 -- no secret depends on it
        changer = Changer(target.form, target.tokens, most, random, edit)
        for _ in range(random.choice((1, 1, 1, 2, 3))):
            data = changer.change(data)
        return data

    return change


def has_atheris() -> bool:
    """Whether atheris is installed."""
    return importlib.util.find_spec("atheris") is not None


if __name__ == "__main__":
    main()
