"""What prints many tasks at once: the processors of this machine, or a Dask cluster."""

from __future__ import annotations

import errno
import logging
import threading
import time
import uuid
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any, Protocol

from dedoc.errors import ProjectError, fail
from dedoc.limits import Limits
from dedoc.matrix.child import Child
from dedoc.matrix.tasks import Outcome, Task, lost

PATIENCE = 30
"""Seconds that a cluster may take to answer."""

GLANCE, GLANCES = 0.05, 40
"""Seconds between two looks at what is done, and after how many it is asked whether anybody works."""


class Engine(Protocol):
    """What prints tasks."""

    def run(self, tasks: Sequence[Task]) -> Generator[tuple[Task, Outcome]]:
        """Yield each task with what became of it, in the order in which they come to an end."""


class Local:
    """Child processes side by side on this machine, each at the hand of a thread."""

    def __init__(self, workers: int, limits: Limits) -> None:
        self.workers = workers
        self.limits = limits

    def run(self, tasks: Sequence[Task]) -> Generator[tuple[Task, Outcome]]:
        """Yield each task with what became of it; who stops listening ends all processes at once."""
        if not tasks:
            return
        hands = _Hands(self.limits)
        pool = ThreadPoolExecutor(self.workers)
        try:
            ahead = {pool.submit(hands.run, task): task for task in tasks}
            for future in as_completed(ahead):
                yield ahead[future], future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            hands.end()
            pool.shutdown()


class _Hands:
    """The child of each thread."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._own = threading.local()
        self._children: list[Child] = []
        self._has_ended = False

    def run(self, task: Task) -> Outcome:
        if self._has_ended:
            return lost("interrupted")
        if not hasattr(self._own, "child"):
            self._own.child = Child(self._limits)
            self._children.append(self._own.child)
        outcome: Outcome = self._own.child.run(task)
        return outcome

    def end(self) -> None:
        self._has_ended = True
        for child in self._children:
            child.end()


_hands: dict[Limits, _Hands] = {}


def _on_worker(task: Task, limits: Limits) -> Outcome:
    """Run a task on a worker of a cluster, whose threads keep their children."""
    return _hands.setdefault(limits, _Hands(limits)).run(task)


class Cluster:
    """The workers of a Dask cluster; results do not travel, they go into the store that all share."""

    def __init__(self, address: str, limits: Limits, patience: float = PATIENCE) -> None:
        self.address = address
        self.limits = limits
        self.patience = patience

    def run(self, tasks: Sequence[Task]) -> Generator[tuple[Task, Outcome]]:
        """Yield each task with what became of it; what a cluster that is gone leaves behind is lost.

        ProjectError if Dask is not installed.
        """
        if not tasks:
            return
        ahead: dict[str, Task] = {f"dedoc-{task.key}-{uuid.uuid4().hex}": task for task in tasks}
        try:
            yield from self._run(ahead)
        except (OSError, TimeoutError, RuntimeError) as error:
            reason = str(error) or type(error).__name__
            hint = "see that the scheduler runs; what is done stays done, and another run goes on"
            for task in ahead.values():
                yield task, lost("the cluster is gone: {reason}", hint, reason=reason)

    def _run(self, ahead: dict[str, Task]) -> Iterator[tuple[Task, Outcome]]:
        distributed = _library()
        with distributed.Client(self.address, timeout=self.patience, set_as_default=False) as client:
            futures = [client.submit(_on_worker, task, self.limits, key=key, pure=False) for key, task in ahead.items()]
            for future in self._completed(client, distributed.as_completed(futures, loop=client.loop)):
                # Only when it is known: what is still ahead when the scheduler goes is lost with it.
                outcome = _outcome(future)
                yield ahead.pop(future.key), outcome

    def _completed(self, client: Any, completed: Any) -> Iterator[Any]:
        """Yield futures as they come to an end; OSError when there has been no worker for too long."""
        seen = time.monotonic()
        while not completed.is_empty():
            if completed.has_ready():
                yield next(completed)
                continue
            time.sleep(GLANCE)
            if time.monotonic() - seen > GLANCES * GLANCE:
                if client.scheduler_info()["workers"]:
                    seen = time.monotonic()
                elif time.monotonic() - seen > self.patience:
                    raise TimeoutError(errno.ETIMEDOUT, "it has no workers")


def _outcome(future: Any) -> Outcome:
    """Return what became of a task; ConnectionError if nobody will ever know, for its scheduler is gone."""
    if future.cancelled():
        raise ConnectionError(errno.ECONNRESET, "it broke off the connection")
    # What a worker raised is read, not raised: it would keep the others from being waited for.
    error = future.exception() if future.status != "finished" else None
    outcome: Outcome = future.result() if error is None else lost("a worker failed: {reason}", reason=repr(error))
    return outcome


def _library() -> Any:
    try:
        # Only clusters need it.
        import distributed  # noqa: PLC0415
    except ImportError:
        fail(ProjectError, None, "clusters need the library Dask", "install it: pip install “dedoc[cluster]”")
    for name in ("distributed", "distributed.comm", "distributed.client", "tornado"):
        # What goes wrong is told once, as a problem.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return distributed
