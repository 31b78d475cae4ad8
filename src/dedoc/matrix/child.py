"""A process that prints one cell after another within limits, and the handle by which it is given them.

It is no process of ``multiprocessing``: those die with their pool when one of them dies, and the workers of Dask may
not have any.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
import tempfile
from multiprocessing.connection import Connection, Pipe
from typing import IO

from dedoc.limits import Limits
from dedoc.matrix.tasks import Fate, Outcome, Task, lost, run_task, too_large

MOST = 100
"""Cells that one process prints before another takes its place: what libraries keep in memory goes with it."""

GRACE = 10
"""Seconds of processor time beyond its limit that an orphan may take."""


class Child:
    """A printing process, begun when it is needed and replaced when it dies or loses a task. Of one thread only.

    Its limits are for one cell: seconds on the clock, and bytes of memory, 0 for as much as there is.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None
        self._said: IO[bytes] | None = None
        self._printed = 0

    @property
    def number(self) -> int | None:
        """The number of the process; None if there is none."""
        return self._process.pid if self._process is not None else None

    def run(self, task: Task) -> Outcome:
        """Return what became of a task; a process that takes too long is killed."""
        if self._printed >= MOST:
            self.end()
        try:
            line = self._line or self._begin()
            line.send(task)
            if not line.poll(self.limits.seconds):
                self.end()
                message = "printing took longer than {seconds} s"
                return lost(message, "allow more with --time-limit", seconds=f"{self.limits.seconds:g}")
            outcome = line.recv()
        except (EOFError, OSError) as error:
            return self._died(error)
        self._printed += 1
        assert isinstance(outcome, Outcome)
        if outcome.fate is Fate.LOST:
            # It may be short of memory, or have loaded a dedoc that is not there any more.
            self.end()
        return outcome

    def _begin(self) -> Connection:
        mine, theirs = Pipe()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 -- lives as long as the process
        limits = (str(theirs.fileno()), str(self.limits.seconds), str(self.limits.memory))
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 -- this very Python
                [sys.executable, "-Pm", "dedoc.matrix.child", *limits],
                env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                pass_fds=(theirs.fileno(),),
                # Ctrl-C is for who asked; it ends its children itself.
                start_new_session=True,
            )
        self._line, self._printed = mine, 0
        return mine

    def _died(self, error: Exception) -> Outcome:
        """Tell how the process came to its end, by its last words if it had any."""
        code = self._process.wait() if self._process is not None else None
        words: list[str] = []
        if self._said is not None:
            self._said.seek(0)
            words = self._said.read().decode(errors="replace").split("\n")
        self.end()
        # So ends what is written in Rust.
        if any(line.startswith("memory allocation of") for line in words):
            return too_large()
        reason = next((line for line in reversed(words) if line.strip()), str(error) or type(error).__name__)
        hint = "a signal 9 often means that the machine had no memory left: fewer --workers, or a --memory-limit"
        return lost("the printing process died (exit code {code}): {reason}", hint, code=str(code), reason=reason)

    def end(self) -> None:
        """End the process, if there is one, whatever it is at."""
        process, line, said = self._process, self._line, self._said
        self._process = self._line = self._said = None
        if process is not None:
            process.kill()
            process.wait()
        for each in (line, said):
            if each is not None:
                each.close()


def _serve(line: Connection, limits: Limits) -> None:
    """Print what comes over the line until nobody is at its other end."""
    if limits.memory:
        resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    while True:
        try:
            task = line.recv()
            _bound_time(limits)
            line.send(_printed(task))
        except (EOFError, OSError):
            return


def _printed(task: Task) -> Outcome:
    try:
        return run_task(task)
    except Exception as error:  # noqa: BLE001 -- a cell with a bug in it keeps no other from being printed
        return lost("an unexpected error: {reason}", reason=f"{type(error).__name__}: {error}")


def _bound_time(limits: Limits) -> None:
    """Let the system end this process if nobody is there any more who would."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = used.ru_utime + used.ru_stime + limits.seconds * (os.cpu_count() or 1) + GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (int(most), resource.RLIM_INFINITY))


if __name__ == "__main__":
    # As in “__main__”: what is held to the end need not be looked through.
    gc.set_threshold(20_000, 50, 1000)
    _serve(Connection(int(sys.argv[1])), Limits(int(sys.argv[3]), float(sys.argv[2])))
