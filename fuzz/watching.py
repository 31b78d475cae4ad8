"""Watches a target at work: what it raises, how long it takes, and how much memory."""

from __future__ import annotations

import hashlib
import re
import resource
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType

from dedoc.errors import DedocError
from fuzz.target import Target

LONGEST = 10.0
"""Seconds of processor time that a file may take; watched by atheris, dedoc runs two to three times slower."""

LARGEST = 2**30
"""Bytes of memory that may be asked for while a file is read, over what the process has before the first."""


class TooSlowError(BaseException):
    """A file took too long; no Exception, so that nobody catches it on the way."""


@dataclass(frozen=True, slots=True)
class Find:
    """What a file did to its reader: ``kind`` and ``place`` tell one defect from another; ``told`` is the traceback."""

    kind: str
    place: str
    told: str
    data: bytes

    def save(self, folder: Path) -> Path:
        """Write the file and the traceback into a folder, unless a shorter file shows the same."""
        name = re.sub(r"[^\w.-]+", "-", f"{self.kind}-{self.place}")[:120]
        path = folder / f"{name}.find"
        if not path.exists() or path.stat().st_size > len(self.data):
            path.write_bytes(self.data)
            path.with_suffix(".txt").write_text(self.told, encoding="utf-8", errors="replace")
        return path


@contextmanager
def timed() -> Iterator[None]:
    """Raise TooSlowError in what takes longer than ``LONGEST``."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def bound_memory() -> None:
    """Let no more be asked for than ``LARGEST`` from now on; what asks for more gets a MemoryError."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + LARGEST
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def watch(target: Target, data: bytes) -> Find | None:
    """Return what a file does to its reader that it must not; None if all is well."""
    try:
        with timed():
            target.read(data)
    except (DedocError, KeyboardInterrupt):
        return None
    except BaseException as error:  # noqa: BLE001 -- whatever comes out of a reader is a find
        told = "".join(traceback.format_exception(error))
        return Find(type(error).__name__, _place(error.__traceback__), told, data)
    return None


def _place(trace: TracebackType | None) -> str:
    """Return the innermost function of dedoc that an error came through, and the line that failed in it."""
    frames = [frame for frame in traceback.extract_tb(trace) if "dedoc" in Path(frame.filename).parts]
    if not frames:
        return "nowhere"
    last = frames[-1]
    part = "-".join(Path(last.filename).with_suffix("").parts[-2:])
    # The words of the line and not its number, which changes with every mend.
    return f"{part}.{last.name}-{hashlib.sha256((last.line or '').encode()).hexdigest()[:6]}"
