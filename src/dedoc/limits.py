"""Limits on memory and time for the reading of files that strangers made."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import NoReturn

from dedoc.errors import N_, ContentError, Location, Problem, Severity, fail

HINT = N_("it may have been made to fill the machine: ask who sent it")

CHILD = """\
import json, resource, sys
from importlib import import_module
from dedoc.errors import DedocError
memory, seconds = int(sys.argv[3]), int(sys.argv[4])
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
try:
    found = getattr(import_module(sys.argv[1]), sys.argv[2])(sys.stdin.buffer.read())
except DedocError as error:
    found = error.problems
told = [[each.message, each.hint, each.severity.value, dict(each.values), each.code] for each in found]
sys.stdout.write(json.dumps(told, default=str))
"""
"""Calls a function in a process of its own, which ends where it takes too much."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes of memory, and seconds of processor time, the reading of one file may take."""

    memory: int = 4 * 2**30
    seconds: float = 300


LIMITS = Limits()
"""Ten times what a report of 5,000 pages takes."""


class _TooLongError(BaseException):
    """Raised by the clock wherever the program is; nothing that reads catches it."""


@contextmanager
def limited(place: Location, limits: Limits = LIMITS) -> Iterator[None]:
    """Read a file within limits; ContentError at its place where it takes more.

    What libraries make of a lack of memory is up to them: one that ends the process is called in another one
    (:func:`apart`). Time counts in the main thread only, for there alone it can be told.
    """
    size = limits.memory
    try:
        with _memory(limits.memory) as size, _time(limits.seconds):
            yield
    except MemoryError:
        _refuse_size(place, size)
    except _TooLongError:
        _refuse_time(place, limits)


def apart(function: str, data: bytes, place: Location, limits: Limits = LIMITS) -> tuple[Problem, ...]:
    """Return what a function finds in bytes, called in a process of its own; ContentError where it takes too much.

    ``function`` is a module and a name in it, with a colon between. RuntimeError with what it said if it failed.
    """
    words = [sys.executable, "-P", "-c", CHILD, *function.split(":"), str(limits.memory), str(ceil(limits.seconds))]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "RUST_BACKTRACE": "0"}
    try:
        # It may have to wait for others.
        run = subprocess.run(  # noqa: S603 -- this very Python
            words, input=data, capture_output=True, check=False, env=environment, timeout=4 * limits.seconds + 10
        )
    except subprocess.TimeoutExpired:
        _refuse_time(place, limits)
    said = run.stderr.decode(errors="replace").strip().splitlines()
    if run.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        _refuse_time(place, limits)
    if any(line.startswith(("MemoryError", "memory allocation of")) for line in said):
        _refuse_size(place, limits.memory)
    if run.returncode:
        raise RuntimeError(said[-1] if said else f"exit code {run.returncode}")
    return tuple(
        Problem(message, None, hint, Severity(severity), values, code)
        for message, hint, severity, values, code in json.loads(run.stdout)
    )


@contextmanager
def _memory(size: int) -> Iterator[int]:
    """Let this process take so much memory more than it has, or less where its user allows less; yield how much.

    Systems that know no such limit have none.
    """
    if sys.platform == "win32":
        yield size
        return
    import resource  # noqa: PLC0415 -- Windows has none

    before = resource.getrlimit(resource.RLIMIT_AS)
    taken = _taken()
    most = min([size + taken, *(each for each in before if each != resource.RLIM_INFINITY)])
    resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
    try:
        yield most - taken
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _taken() -> int:
    """Return the bytes of address space that this process has; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


@contextmanager
def _time(seconds: float) -> Iterator[None]:
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_signal: int, _frame: object) -> NoReturn:
        raise _TooLongError

    before = signal.signal(signal.SIGVTALRM, interrupt)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _refuse_size(place: Location, size: int) -> NoReturn:
    message = "to read this file takes more than {size} MB of memory"
    fail(ContentError, place, message, HINT, size=size // 2**20)


def _refuse_time(place: Location, limits: Limits) -> NoReturn:
    message = "to read this file takes more than {seconds} s of processor time"
    fail(ContentError, place, message, HINT, seconds=limits.seconds)
